"""The sample corpus comes out near its gold, which was written by hand from the texts."""

import csv
from pathlib import Path

import pytest

from pipeline.score import Evaluation, evaluate

GOLD = Path(__file__).with_name("gold") / "corpus"
FLOORS = {"age": 0.97, "sex": 0.97, "levels": 0.85, "findings": 0.8, "performed": 0.75}


@pytest.fixture(scope="module")
def result(sample_run: Path) -> Evaluation:
    """Return the scores of the sample corpus."""
    return evaluate(GOLD, sample_run)


def test_every_sample_has_its_gold(project: Path) -> None:
    samples = {p.stem for p in (project / "corpus").iterdir() if p.name != "README.md"}
    assert samples == {p.stem for p in GOLD.glob("*.json")}


def test_no_patient_is_invented_and_every_kind_is_right(result: Evaluation) -> None:
    assert result.invented_patient_rate == 0.0
    assert result.kind_accuracy == 1.0


@pytest.mark.parametrize("field", FLOORS)
def test_floor_of_a_field(result: Evaluation, field: str) -> None:
    assert result.fields[field].f1 >= FLOORS[field]


def test_every_quote_is_the_text_at_its_offsets(sample_run: Path) -> None:
    with (sample_run / "facts.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            text = (sample_run / "texts" / f"{row['doc_id']}.txt").read_text("utf-8")
            assert text[int(row["start"]) : int(row["end"])] == row["quote"]
