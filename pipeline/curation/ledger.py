"""The ledger: every decision of a person as one line of a JSON Lines file.

Lines are only ever added, each with one write that is forced to disk; a run reads the
ledger and never writes it. Two people's ledgers merge by concatenation: decisions are
ordered by time, those of one second as they stand in the file.
"""

import dataclasses
import hashlib
import json
import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from pipeline.errors import LedgerError

#: Where a ledger lies below the working folder.
DEFAULT = Path("curation", "decisions.jsonl")
#: Actions that say what an item is; a later one of the same reviewer replaces them.
VERDICTS = ("accept", "reject", "correct", "unclear", "add", "not_a_case")
ACTIONS = (*VERDICTS, "note", "flag", "undo")
_NEEDED = ("id", "at", "reviewer", "action")

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; `start`, `end` and `quote` are the evidence it was made on.

    `value` is what the machine said, `new_value` what a person says instead; `seen` is
    the last decision on the item that the reviewer knew of. `extra` holds keys that
    this version does not know.
    """

    id: str
    at: str
    reviewer: str
    action: str
    doc_id: str = ""
    text_sha256: str = ""
    case_id: str = ""
    field: str = ""
    concept: str = ""
    modality: str = ""
    value: str = ""
    new_value: str = ""
    quote: str = ""
    start: int | None = None
    end: int | None = None
    note: str = ""
    undoes: str = ""
    seen: str = ""
    extra: Mapping[str, object] = dataclasses.field(default_factory=dict)

    @property
    def key(self) -> Key:
        """Return which item it is about."""
        return self.case_id, self.field, self.concept, self.modality

    @property
    def order(self) -> tuple[str, str]:
        """Return what decisions of several people are sorted by."""
        return self.at, self.id


KEYS = tuple(f.name for f in fields(Decision) if f.name != "extra")
_PLACES = ("start", "end")


@dataclass(frozen=True, slots=True)
class Fault:
    """A line of a ledger that cannot be used."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The decisions of a file in order of time, and its broken lines."""

    path: Path
    decisions: tuple[Decision, ...] = ()
    faults: tuple[Fault, ...] = ()
    sha256: str = ""

    def complaints(self) -> list[str]:
        """Return one line for each broken line: where, what, what to do."""
        return [f"{self.path}:{fault.line}: {fault.message}" for fault in self.faults]


def new_id() -> str:
    """Return a name for a decision that nobody else has."""
    return uuid.uuid4().hex


def now() -> str:
    """Return the time in UTC, to the second: "2026-01-31T08:15:00+00:00"."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def read_ledger(path: Path) -> Ledger:
    """Return what a ledger holds; an absent file is an empty ledger.

    A broken line is a fault with its number, and the rest is used. A decision that is
    there twice counts once. Raises LedgerError if the file cannot be read.
    """
    try:
        data = path.read_bytes() if path.exists() else b""
    except OSError as fault:
        raise LedgerError(
            f"{path}: cannot be read ({fault.strerror}); name another with --ledger"
        ) from fault
    return parse_ledger(path, data)


def find_ledger(path: Path) -> Ledger:
    """Return what a ledger holds; raises LedgerError if there is no such file."""
    if not path.is_file():
        raise LedgerError(f"{path}: no such ledger; name another with --ledger")
    return read_ledger(path)


def default_ledger() -> Path | None:
    """Return the ledger below the working folder, None if there is none."""
    return DEFAULT if DEFAULT.is_file() else None


def parse_ledger(path: Path, data: bytes) -> Ledger:
    """Return what the bytes of a ledger hold; `path` is named in faults."""
    found: dict[str, Decision] = {}
    faults: list[Fault] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            decision = _decision(line.decode("utf-8"))
            if found.setdefault(decision.id, decision) != decision:
                raise ValueError(f"id {decision.id!r} is that of another decision")
        except ValueError as fault:
            faults.append(Fault(number, f"{_reason(fault)}; mend or delete the line"))
    in_order = sorted(found.values(), key=lambda decision: decision.at)
    digest = hashlib.sha256(data).hexdigest()
    return Ledger(path, tuple(in_order), tuple(faults), digest)


def _reason(fault: ValueError) -> str:
    if isinstance(fault, UnicodeDecodeError):
        return "not UTF-8"
    if isinstance(fault, json.JSONDecodeError):
        return "no whole JSON object, as if cut short"
    return str(fault)


def _decision(line: str) -> Decision:
    """Return the decision of a line; raises ValueError that says what is wrong."""
    try:
        data = json.loads(line)
    except RecursionError as fault:
        raise ValueError("nested too deeply") from fault
    if not isinstance(data, dict):
        raise ValueError("not a JSON object")
    return decision_of(data)


def decision_of(data: Mapping[str, object]) -> Decision:
    """Return a decision from its keys, unknown ones kept.

    Raises ValueError that says what is missing or of a wrong kind.
    """
    for name in _NEEDED:
        if not data.get(name):
            raise ValueError(f"no {name!r}")
    known: dict[str, str | int | None] = {
        name: _place(data, name) if name in _PLACES else _text(data, name)
        for name in KEYS
    }
    if known["action"] not in ACTIONS:
        raise ValueError(f"action {known['action']!r}; it may be {', '.join(ACTIONS)}")
    known["at"] = _time(str(known["at"]))
    extra = {name: value for name, value in data.items() if name not in KEYS}
    return Decision(**known, extra=extra)  # type: ignore[arg-type]  # checked one by one


def _text(data: Mapping[str, object], name: str) -> str:
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"{name} is {value!r}, not a text")
    return value


def _place(data: Mapping[str, object], name: str) -> int | None:
    value = data.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise ValueError(f"{name} is {value!r}, not a whole number")


def _time(text: str) -> str:
    """Return a time in UTC, so that times sort as texts."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError as fault:
        raise ValueError(f"at is {text!r}, not a time") from fault
    if time.tzinfo is None:
        time = time.replace(tzinfo=UTC)
    return time.astimezone(UTC).isoformat(timespec="seconds")


def to_line(decision: Decision) -> bytes:
    """Return a decision as a line of a ledger, its newline included."""
    data = {name: getattr(decision, name) for name in KEYS} | dict(decision.extra)
    text = json.dumps(data, ensure_ascii=False, separators=(", ", ": ")) + "\n"
    return text.encode("utf-8", "backslashreplace")  # half a surrogate pair: \udc00


def append_decision(path: Path, *decisions: Decision) -> None:
    """Add decisions at the end of a ledger and force them to disk.

    A last line that was cut short by a crash gets its newline first, so that it breaks
    no other. Raises LedgerError if the file cannot be written.
    """
    lines = b"".join(map(to_line, decisions))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            _append(handle, lines)
        finally:
            os.close(handle)
    except OSError as fault:
        raise LedgerError(
            f"{path}: cannot be written ({fault.strerror}); name another with --ledger"
        ) from fault


def _append(handle: int, lines: bytes) -> None:
    import fcntl

    fcntl.flock(handle, fcntl.LOCK_EX)  # let go when the file is closed
    size = os.fstat(handle).st_size
    if size and os.pread(handle, 1, size - 1) != b"\n":
        lines = b"\n" + lines
    while lines:
        lines = lines[os.write(handle, lines) :]
    os.fsync(handle)
