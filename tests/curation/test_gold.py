"""What people decided wholly is gold, and the run they decided on scores 1."""

import json
import random
import shutil
from pathlib import Path

import pytest

from pipeline import score
from pipeline.codebook import Codebook
from pipeline.curation.deciding import decide
from pipeline.curation.gold import write_gold
from pipeline.curation.items import items_of
from pipeline.curation.ledger import append_decision, read_ledger
from pipeline.curation.replay import replay
from pipeline.errors import LedgerError, OutputError
from pipeline.pack import Pack
from pipeline.series import Series, open_series
from tests.curation.bench import MISSED, make_run, on, woman


@pytest.fixture
def series(tmp_path: Path) -> Series:
    return make_run(tmp_path / "run", {"a": [woman(46)], "b": [woman(28), woman(62)]})


@pytest.fixture
def ledger(series: Series, tmp_path: Path) -> Path:
    """Return a ledger that decides all of `a`, and of `b` the first patient."""
    path = tmp_path / "decisions.jsonl"
    items = [i for i in items_of(series) if i.case_id in ("a#1", "b#1")]
    append_decision(path, *(decide(series, i, "accept", reviewer="x") for i in items))
    append_decision(
        path,
        on(
            series,
            "a#1",
            "outcome",
            "correct",
            "resolved",
            reviewer="x",
            at="2099-01-01",
        ),
        on(
            series,
            "a#1",
            "complication",
            "add",
            "present",
            concept="dural tear",
            quote=MISSED,
            reviewer="x",
        ),
    )
    return path


def test_a_document_becomes_gold_when_all_of_it_is_decided(
    series: Series, ledger: Path, tmp_path: Path
) -> None:
    before = {p.name: p.read_bytes() for p in series.folder.glob("*.csv")}
    done = write_gold(series.folder, tmp_path / "gold", ledger=ledger)
    assert [path.name for path in done.written] == ["a.json"]
    assert done.undecided == 1
    gold = json.loads(done.written[0].read_text("utf-8"))
    (person,) = gold["patients"]
    assert gold["doc_type"] == "case_report"
    assert (person["age_years"], person["outcome"]) == (46, "resolved")
    assert person["symptoms"] == ["neck pain"]
    assert person["symptoms_denied"] == ["fever"]
    assert person["interventions"] == [
        {
            "name": "discectomy",
            "kind": "surgery",
            "levels": ["C5-C6"],
            "status": "performed",
        }
    ]
    assert before == {p.name: p.read_bytes() for p in series.folder.glob("*.csv")}


def test_the_decided_run_scores_one_against_its_gold(
    series: Series, ledger: Path, tmp_path: Path, pack: Pack, codebook: Codebook
) -> None:
    write_gold(series.folder, tmp_path / "gold", ledger=ledger)
    raw = score.evaluate(tmp_path / "gold", series.folder)
    assert raw.fields["outcome"].f1 == 0.0
    replay(series.folder, read_ledger(ledger), pack, codebook)
    result = score.evaluate(tmp_path / "gold", series.folder)
    assert result.errors == ()
    assert (result.all.f1, result.core.f1, result.kind_accuracy) == (1.0, 1.0, 1.0)


def test_any_decisions_on_the_samples_score_one_against_their_gold(
    sample_run: Path, tmp_path: Path, pack: Pack, codebook: Codebook
) -> None:
    series = open_series(shutil.copytree(sample_run, tmp_path / "samples"))
    chance, path = random.Random(7), tmp_path / "samples.jsonl"
    for item in items_of(series):
        action = (
            chance.choice(["accept", "accept", "reject"]) if item.value else "accept"
        )
        append_decision(path, decide(series, item, action, reviewer="x"))
    done = write_gold(series.folder, tmp_path / "gold", ledger=path)
    assert (len(done.written), done.undecided) == (16, 0)
    replay(series.folder, read_ledger(path), pack, codebook)
    assert score.evaluate(tmp_path / "gold", series.folder).errors == ()


def test_gold_from_a_replayed_run_is_the_same(
    series: Series, ledger: Path, tmp_path: Path, pack: Pack, codebook: Codebook
) -> None:
    first = write_gold(series.folder, tmp_path / "one", ledger=ledger)
    replay(series.folder, read_ledger(ledger), pack, codebook)
    second = write_gold(series.folder, tmp_path / "two", ledger=ledger)
    assert first.written[0].read_bytes() == second.written[0].read_bytes()


def test_gold_that_a_person_wrote_is_not_replaced(
    series: Series, ledger: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "gold" / "a.json"
    mine.parent.mkdir()
    mine.write_text('{"id": "a"}', encoding="utf-8")
    with pytest.raises(OutputError, match="is no gold of curators"):
        write_gold(series.folder, mine.parent, ledger=ledger)


def test_gold_needs_a_ledger(series: Series, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no such ledger"):
        write_gold(series.folder, tmp_path / "gold", ledger=tmp_path / "absent.jsonl")
