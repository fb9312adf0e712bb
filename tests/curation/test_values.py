"""A human value is read as items show theirs, and nothing else is."""

from pathlib import Path

import pytest

from pipeline.curation.items import items_of
from pipeline.curation.values import Columns, Said, read_value
from pipeline.series import open_series
from tests.runs import write_run


@pytest.fixture
def columns(tmp_path: Path) -> Columns:
    return open_series(write_run(tmp_path / "run")).columns


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("age", "46 years", Said(value="46", unit="years")),
        ("age", "46", Said(value="46", unit="years")),
        ("age", "18 months", Said(value="1.5", unit="years")),
        ("age", "in his fifties", Said(concept="in his fifties")),
        ("duration", "3 weeks", Said(value="21", unit="days")),
        ("duration", "2 years", Said(value="730", unit="days")),
        ("followup", "1.5 years", Said(value="18", unit="months")),
        ("followup", "6  months ", Said(value="6", unit="months")),
        ("sex", "Female", Said(concept="female")),
        ("outcome", "died", Said(concept="died")),
        ("symptom", "absent", Said("absent")),
        ("level", "C3-C4", Said(value="C3-C4")),
        ("imaging", "C5-C6", Said(levels=("C5-C6",))),
        ("imaging", "absent C3; C4", Said("absent", levels=("C3", "C4"))),
        ("intervention", "C3-C6", Said("performed", levels=("C3-C6",))),
        ("intervention", "declined", Said("declined")),
        ("lab", "elevated 54 mg/L", Said("present", "", "54", "mg/L", "elevated")),
        ("lab", "normal", Said(interpretation="normal")),
        ("lab", "trace", Said(value="trace")),
        ("score", "4", Said(value="4")),
    ],
)
def test_a_value_is_read(columns: Columns, field: str, text: str, said: Said) -> None:
    assert read_value(field, text, columns) == (said,)


def test_several_levels_and_statements_are_several_facts(columns: Columns) -> None:
    assert read_value("level", "C3-C4; T1", columns) == (
        Said(value="C3-C4"),
        Said(value="T1"),
    )
    assert read_value("imaging", "C4 | absent", columns) == (
        Said(levels=("C4",)),
        Said("absent"),
    )


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("age", "", "no value is given"),
        ("age", "4,5", "'4,5' is no number of years"),
        ("duration", "long", "'long' is no number of days"),
        ("sex", "F", "'F' is none of female, male"),
        ("outcome", "=1+1", "is none of resolved"),
        ("level", "upper neck", "'upper neck' is no status"),
        ("level", "present", "no level such as C3-C4"),
        ("symptom", "presnt", "'presnt' is no status"),
        ("imaging", "<script>", "is no status, value or level"),
    ],
)
def test_what_cannot_be_read_says_why(
    columns: Columns, field: str, text: str, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        read_value(field, text, columns)


def test_every_value_the_samples_show_can_be_read_back(sample_run: Path) -> None:
    series = open_series(sample_run)
    for item in items_of(series):
        if item.value:
            assert read_value(item.field, item.value, series.columns)
