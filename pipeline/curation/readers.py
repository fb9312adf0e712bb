"""Any second reader: its file is read, and its differences become decisions.

LangExtract's JSON Lines, a corrected cases.xlsx or cases.csv, or gold JSON.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.curation.gold_reading import read_gold_patients
from pipeline.curation.items import items_of
from pipeline.curation.langextract import read_extractions
from pipeline.curation.ledger import (
    Ledger,
    append_decision,
    parse_ledger,
    read_ledger,
)
from pipeline.curation.second_reading import Reading, Unaligned, decisions_from, split
from pipeline.curation.sheets import read_sheet
from pipeline.errors import LedgerError
from pipeline.pack import Pack, load_pack
from pipeline.series import Series, open_series

Found = Iterator[Reading | Unaligned]


@dataclass(frozen=True, slots=True)
class Import:
    """What came in: decisions by action, those known already, what has no place."""

    actions: Mapping[str, int]
    known: int = 0
    unaligned: tuple[Unaligned, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def added(self) -> int:
        """Return how many decisions were appended."""
        return sum(self.actions.values())


def import_reader(
    path: Path, run: Path, ledger: Path, *, name: str, pack: Path | None = None
) -> Import:
    """Append what another reader says of a run to a ledger, as decisions of `name`.

    What the reader has said before, word for word, is not appended again. Raises
    LedgerError if the file cannot be read, OutputError if there is no run.
    """
    if not name.strip():
        raise LedgerError("a reader needs a name; give one with --name")
    series = open_series(run)
    said = list(_read(path, series, load_pack(pack)))
    readings = [one for one in said if isinstance(one, Reading)]
    found = decisions_from(series, items_of(series), readings, name=name)
    decisions, odd = split(found)
    before = {_content(d) for d in read_ledger(ledger).decisions}
    fresh = [d for d in decisions if _content(d) not in before]
    if fresh:
        append_decision(ledger, *fresh)
    unaligned = [one for one in said if isinstance(one, Unaligned)]
    return Import(
        _count(d.action for d in fresh),
        len(decisions) - len(fresh),
        (*unaligned, *odd),
    )


def _content(decision: object) -> tuple[object, ...]:
    names = (
        "reviewer action text_sha256 case_id field concept modality value new_value "
        "quote start"
    ).split()
    return tuple(getattr(decision, name) for name in names)


def _count(actions: Iterator[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for action in actions:
        counts[action] = counts.get(action, 0) + 1
    return dict(sorted(counts.items()))


def _read(path: Path, series: Series, pack: Pack) -> Found:
    suffix = path.suffix.lower()
    if path.is_dir():
        for one in sorted(path.glob("*.json")):
            yield from read_gold_patients(one, _json(one), series, pack)
        return
    if not path.is_file():
        raise LedgerError(f"{path}: no such file; name what the other reader made")
    if suffix in (".csv", ".xlsx"):
        yield from read_sheet(path, series)
    elif suffix == ".jsonl":
        yield from read_extractions(path, _lines(path), series, pack)
    elif suffix == ".json":
        yield from read_gold_patients(path, _json(path), series, pack)
    else:
        raise LedgerError(
            f"{path}: neither .jsonl, .csv, .xlsx nor .json; give one of these"
        )


def _json(path: Path) -> object:
    return _loaded(path.name, _text(path))


def _lines(path: Path) -> Iterator[tuple[str, object]]:
    for number, line in enumerate(_text(path).split("\n"), 1):
        if line.strip():
            where = f"{path.name}:{number}"
            yield where, _loaded(where, line)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise LedgerError(f"{path}: not UTF-8; save it as UTF-8") from fault


def _loaded(where: str, text: str) -> object:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as fault:
        raise LedgerError(f"{where}: not valid JSON ({fault}); mend it") from fault


def import_decisions(path: Path, ledger: Path) -> Import:
    """Append the decisions of a JSON Lines file to a ledger; known ids are skipped.

    Raises LedgerError if the file is missing. Broken lines are told and passed over.
    """
    if not path.is_file():
        raise LedgerError(f"{path}: no such file; name the decisions that came back")
    found: Ledger = parse_ledger(path, path.read_bytes())
    before = {decision.id for decision in read_ledger(ledger).decisions}
    fresh = [d for d in found.decisions if d.id not in before]
    if fresh:
        append_decision(ledger, *fresh)
    return Import(
        _count(d.action for d in fresh),
        len(found.decisions) - len(fresh),
        (),
        tuple(found.complaints()),
    )
