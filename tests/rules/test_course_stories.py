"""Short courses told as different authors tell them: outcome and follow-up."""

from pathlib import Path

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import extract, told

HERE = Path(__file__).parents[1] / "gold" / "courses"
OPERATED = "A 58-year-old woman had leg pain. She underwent laminectomy at L4-L5. "


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def value(spine: Extractor, text: str, field: str) -> str:
    found = told(extract(spine, f"Case report\n\n{text}"), field)
    return next(iter(found), "-")


@pytest.mark.parametrize(("outcome", "text"), rows("outcomes.tsv"))
def test_the_course_tells_the_outcome(
    spine: Extractor, outcome: str, text: str
) -> None:
    assert value(spine, text, "outcome") == outcome


@pytest.mark.parametrize(("months", "text"), rows("visits.tsv"))
def test_the_time_of_the_last_visit(spine: Extractor, months: str, text: str) -> None:
    assert value(spine, OPERATED + text, "followup") == months
