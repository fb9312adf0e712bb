"""Outcome cues of one visit: what each says and what they add up to."""

import pytest

from pipeline.extract import Extractor
from pipeline.rules.outcome_cues import decide_words
from tests.rules.case_bench import extract, told

START = "Case report\n\nA 58-year-old woman had leg pain. She underwent laminectomy. "


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["resolved"], "resolved"),
        (["resolved", "residual"], "improved"),
        (["improved", "worsened"], "improved"),
        (["worsened"], "worsened"),
        (["stable"], "stable"),
        (["residual"], "improved"),
    ],
)
def test_the_words_of_a_table_cell_add_up(kinds: list[str], expected: str) -> None:
    assert decide_words(kinds) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At 1 year she was asymptomatic.", "resolved"),
        ("At 1 year she was back at work.", "resolved"),
        ("At 1 year the pain had disappeared.", "resolved"),
        ("At 1 year her strength had improved.", "improved"),
        ("At 1 year the pain was less severe.", "improved"),
        ("At 1 year the weakness was unchanged.", "stable"),
        ("At 1 year she had not improved.", "stable"),
        ("At 1 year she had deteriorated.", "worsened"),
        ("At 1 year she could no longer walk.", "worsened"),
    ],
)
def test_a_cue_tells_the_class(spine: Extractor, text: str, expected: str) -> None:
    assert told(extract(spine, START + text), "outcome") == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At 1 year she remained free of symptoms.", {"resolved"}),
        ("At 1 year the graft disappeared.", set()),
        ("At 1 year the pain was gone although the cyst was stable.", {"resolved"}),
        ("At 1 year the pain had not worsened.", {"stable"}),
    ],
)
def test_only_complaints_of_the_patient_count(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert told(extract(spine, START + text), "outcome") == expected
