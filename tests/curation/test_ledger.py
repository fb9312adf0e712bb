"""A decision is a line that no crash takes and no other decision spoils."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.curation.ledger import (
    KEYS,
    Decision,
    append_decision,
    find_ledger,
    read_ledger,
    to_line,
)
from pipeline.errors import LedgerError

ONE = Decision("1" * 32, "2026-01-02T03:04:05+00:00", "anna", "accept", "a")
TWO = Decision("2" * 32, "2026-01-02T03:04:06+00:00", "anna", "reject", "a")

WRITER = """
import sys
from pathlib import Path
from pipeline.curation.ledger import Decision, append_decision
n = 0
while True:
    note = "x" * 200_000
    append_decision(Path(sys.argv[1]), Decision(
        f"{n:032x}", "2026-01-02T03:04:05+00:00", "anna", "note", note=note))
    print(n, flush=True)
    n += 1
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "curation" / "decisions.jsonl"


def test_what_is_appended_is_read_back_with_keys_in_their_order(ledger: Path) -> None:
    append_decision(ledger, ONE)
    append_decision(ledger, TWO)
    assert read_ledger(ledger).decisions == (ONE, TWO)
    assert list(json.loads(ledger.read_text("utf-8").splitlines()[0])) == list(KEYS)
    assert KEYS[:4] == ("id", "at", "reviewer", "action")


def test_an_absent_ledger_is_empty_unless_it_was_named(ledger: Path) -> None:
    assert read_ledger(ledger).decisions == ()
    with pytest.raises(LedgerError, match="no such ledger"):
        find_ledger(ledger)


@pytest.mark.parametrize(
    "text",
    [
        "two\nlines",
        "a\u2028b",
        "\u202e=1+1",
        '"quoted", \\',
        "𝛽",
        "\ud800",
        "</script>",
    ],
)
def test_any_text_stays_on_its_line(ledger: Path, text: str) -> None:
    noted = Decision("3" * 32, ONE.at, "anna", "note", note=text)
    append_decision(ledger, noted, ONE)
    assert read_ledger(ledger).decisions == (noted, ONE)
    assert ledger.read_bytes().count(b"\n") == 2


def test_unknown_keys_are_kept(ledger: Path) -> None:
    data = {"id": "9", "at": ONE.at, "reviewer": "b", "action": "flag", "mood": [1]}
    ledger.parent.mkdir()
    ledger.write_text(json.dumps(data) + "\n", encoding="utf-8")
    (found,) = read_ledger(ledger).decisions
    assert found.extra == {"mood": [1]}
    assert json.loads(to_line(found))["mood"] == [1]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", "no whole JSON object, as if cut short"),
        (b"[1]", "not a JSON object"),
        (b"\xff", "not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"id": "1"}', "no 'at'"),
        (
            b'{"id": "1", "at": "soon", "reviewer": "a", "action": "flag"}',
            "at is 'soon', not a time",
        ),
        (
            b'{"id": "1", "at": "2026-01-02", "reviewer": "a", "action": "eat"}',
            "action 'eat'; it may be accept, reject",
        ),
        (
            b'{"id": "1", "at": "2026-01-02", "reviewer": "a", "action": "flag", "start": "7"}',
            "start is '7', not a whole number",
        ),
        (
            b'{"id": "1", "at": "2026-01-02", "reviewer": 5, "action": "flag"}',
            "reviewer is 5, not a text",
        ),
    ],
)
def test_a_broken_line_is_named_and_the_rest_is_used(
    ledger: Path, line: bytes, message: str
) -> None:
    append_decision(ledger, ONE)
    with ledger.open("ab") as file:
        file.write(line + b"\n")
    append_decision(ledger, TWO)
    found = read_ledger(ledger)
    assert found.decisions == (ONE, TWO)
    assert [fault.line for fault in found.faults] == [2]
    (complaint,) = found.complaints()
    assert f"decisions.jsonl:2: {message}" in complaint
    assert complaint.endswith("mend or delete the line")


def test_two_ledgers_merge_by_concatenation_in_any_order(ledger: Path) -> None:
    lines = to_line(ONE) + to_line(TWO), to_line(TWO) + to_line(ONE) + to_line(ONE)
    ledger.parent.mkdir()
    for line in lines:
        ledger.write_bytes(line)
        found = read_ledger(ledger)
        assert found.decisions == (ONE, TWO)
        assert found.faults == ()


def test_an_id_that_two_decisions_claim_is_a_fault(ledger: Path) -> None:
    twin = Decision(ONE.id, ONE.at, "ben", "reject", "a")
    append_decision(ledger, ONE, twin)
    found = read_ledger(ledger)
    assert found.decisions == (ONE,)
    assert "is that of another decision" in found.faults[0].message


def test_times_of_other_zones_are_put_in_order(ledger: Path) -> None:
    early = Decision("4" * 32, "2026-01-02T05:00:00+09:00", "b", "flag")
    append_decision(ledger, ONE, early)
    assert [d.id for d in read_ledger(ledger).decisions] == [early.id, ONE.id]


def test_a_torn_last_line_breaks_no_other(ledger: Path) -> None:
    append_decision(ledger, ONE)
    with ledger.open("ab") as file:
        file.write(to_line(TWO)[:40])
    assert [fault.line for fault in read_ledger(ledger).faults] == [2]
    append_decision(ledger, TWO)
    found = read_ledger(ledger)
    assert found.decisions == (ONE, TWO)
    assert [fault.line for fault in found.faults] == [2]


def test_a_last_line_that_only_lost_its_newline_is_whole(ledger: Path) -> None:
    append_decision(ledger, ONE)
    ledger.write_bytes(ledger.read_bytes().rstrip(b"\n"))
    append_decision(ledger, TWO)
    assert read_ledger(ledger).decisions == (ONE, TWO)
    assert read_ledger(ledger).faults == ()


@pytest.mark.parametrize("wait", [0.0, 0.013, 0.05])
def test_a_killed_writer_loses_at_most_the_line_it_was_writing(
    ledger: Path, project: Path, wait: float
) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(ledger)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(project)},
    )
    assert writer.stdout
    with writer.stdout:
        said = [writer.stdout.readline() for _ in range(5)]
        time.sleep(wait)
        writer.send_signal(signal.SIGKILL)
        writer.wait(timeout=30)
        said += writer.stdout.readlines()
    last = max(int(line) for line in said if line.endswith("\n"))
    found = read_ledger(ledger)
    ids = [int(decision.id, 16) for decision in found.decisions]
    assert ids[: last + 1] == list(range(last + 1))
    assert len(ids) <= last + 2
    assert len(found.faults) <= 1
    append_decision(ledger, ONE)
    after = read_ledger(ledger)
    assert len(after.decisions) == len(ids) + 1
    assert len(after.faults) == len(found.faults)


def test_writers_at_once_do_not_mix_their_lines(ledger: Path, project: Path) -> None:
    script = WRITER.replace("while True", "for n in range(20)").replace(
        'f"{n:032x}"', 'sys.argv[2] + f"{n:031x}"'
    )
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(ledger), name],
            stdout=subprocess.DEVNULL,
            cwd=project,
            env=os.environ | {"PYTHONPATH": str(project)},
        )
        for name in "ab"
    ]
    assert [writer.wait(timeout=300) for writer in writers] == [0, 0]
    found = read_ledger(ledger)
    assert (len(found.decisions), found.faults) == (40, ())


def test_a_ledger_that_cannot_be_written_says_where(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(LedgerError, match="cannot be written"):
        append_decision(tmp_path / "file" / "decisions.jsonl", ONE)
    with pytest.raises(LedgerError, match="cannot be read"):
        read_ledger(tmp_path)
