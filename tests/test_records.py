"""Records keep their evidence and cannot be changed."""

from dataclasses import FrozenInstanceError, fields

import pytest

from pipeline.errors import EvidenceError
from pipeline.records import CATEGORIES, UNREAD, Claim, Extraction, Fact

TEXT = "She had neck pain."


def fact(start: int, end: int, quote: str) -> Fact:
    return Fact("d", 1, "symptom", start, end, quote, "r", concept="neck pain")


def claim(start: int, end: int, quote: str) -> Claim:
    return Claim("d", "symptom", "neck pain", start, end, quote)


@pytest.mark.parametrize("make", [fact, claim])
def test_a_quote_that_is_the_text_at_its_offsets_passes(make) -> None:
    make(8, 17, "neck pain").check_evidence(TEXT)


@pytest.mark.parametrize("make", [fact, claim])
@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [(8, 17, "neck Pain"), (9, 18, "neck pain"), (0, 0, ""), (8, 17, "")],
)
def test_any_other_quote_is_refused(make, start: int, end: int, quote: str) -> None:
    with pytest.raises(EvidenceError, match="report this as a bug"):
        make(start, end, quote).check_evidence(TEXT)


def test_records_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        fact(8, 17, "neck pain").concept = "fever"  # type: ignore[misc]


@pytest.mark.parametrize("record", [Fact, Claim, Extraction])
def test_records_have_slots(record: type) -> None:
    assert {f.name for f in fields(record)} == set(record.__slots__)


def test_what_is_not_read_for_facts_is_a_category_of_sections() -> None:
    assert set(CATEGORIES) > UNREAD
