"""Decisions on the command line: a run replays them and never writes them."""

import json
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.curation.deciding import decide
from pipeline.curation.items import items_of
from pipeline.curation.ledger import DEFAULT, append_decision
from pipeline.series import open_series
from tests.fakes import FakeExtractor

CASE = "Patient 1: symptom fever. Patient 1: age = 44 years."
Run = Callable[..., str]


@pytest.fixture
def extract(
    corpus: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Return a function that runs `extract` in a folder of its own."""
    module = types.ModuleType("pipeline.extract")
    module.Extractor = lambda pack, *, model: FakeExtractor()  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pipeline.extract", module)
    folder = corpus({"a.txt": CASE})
    monkeypatch.chdir(tmp_path)

    def run(*more: str) -> str:
        assert cli.run(["extract", str(folder), "--out", "out", *more]) == 0
        return capsys.readouterr().out

    return run


def judge(path: Path, action: str) -> None:
    series = open_series(Path("out"))
    age = next(item for item in items_of(series) if item.field == "age")
    append_decision(path, decide(series, age, action, reviewer="anna"))


def cell(name: str) -> object:
    return open_series(Path("out")).cases[0][name]


def test_a_run_replays_the_ledger_of_the_folder_and_says_so(extract: Run) -> None:
    assert "Decisions" not in extract()
    judge(DEFAULT, "reject")
    before = DEFAULT.read_bytes()
    said = extract()
    assert f"{DEFAULT}: 1 upheld (curation.csv)" in said
    assert DEFAULT.read_bytes() == before
    assert (cell("age_years"), cell("review_state")) == (None, "in_part")
    notes = json.loads(Path("out/run.json").read_text("utf-8"))
    assert notes["ledger"]["upheld"] == 1
    assert len(notes["ledger"]["sha256"]) == 64
    assert notes["counts"]["rows"]["curation"] == 1


def test_another_ledger_can_be_named(extract: Run) -> None:
    extract()
    judge(Path("mine.jsonl"), "reject")
    extract("--ledger", "mine.jsonl")
    assert cell("age_years") is None
    extract()
    assert cell("age_years") == 44


def test_a_broken_line_is_told_and_the_rest_replayed(extract: Run) -> None:
    extract()
    judge(DEFAULT, "reject")
    with DEFAULT.open("a", encoding="utf-8") as file:
        file.write('{"id": "12"')
    assert f"{DEFAULT}:2: no whole JSON object" in extract()
    assert cell("age_years") is None


def test_a_ledger_that_is_not_there_is_a_fault(
    extract: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    extract()
    arguments = ["extract", "corpus", "--out", "out", "--ledger", "absent.jsonl"]
    assert cli.run(arguments) == 2
    assert "absent.jsonl: no such ledger" in capsys.readouterr().err


def test_the_commands_print_what_they_did(
    extract: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    extract()
    judge(Path("anna.jsonl"), "accept")
    assert cli.run(["import-decisions", "anna.jsonl"]) == 0
    assert "1 decisions added (1 accept)" in capsys.readouterr().out
    assert cli.run(["agreement", str(DEFAULT), "--run", "out", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["agreement"] == 1.0
    assert (
        cli.run(["import-reader", "out/cases.csv", "--name", "t", "--run", "out"]) == 0
    )
    assert "0 decisions added (none)" in capsys.readouterr().out
    assert cli.run(["gold", "out", "--to", "gold"]) == 1
    assert "0 gold files; 1 documents" in capsys.readouterr().out


def test_what_has_no_place_is_printed_without_control_characters(
    extract: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    extract()
    found = {"document_id": "\x1b[2Jx", "extractions": []}
    Path("x.jsonl").write_text(json.dumps(found), encoding="utf-8")
    assert cli.run(["import-reader", "x.jsonl", "--name", "t", "--run", "out"]) == 1
    said = capsys.readouterr().out
    assert "no place: x.jsonl:1: no document" in said
    assert "\x1b" not in said
