"""Symptoms and signs of general medicine in the words of physicians."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import facts_in_case

OPENING = "A 58-year-old man was admitted. "


def symptoms(spine: Extractor, text: str) -> dict[str, str]:
    """Return the symptoms of a case with their status."""
    facts = facts_in_case(spine, OPENING + text)
    return {f.concept or "": f.status for f in facts if f.field == "symptom"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He had thoracic pain worse on inspiration.", {"chest pain": "present"}),
        ("He had right lower quadrant discomfort.", {"abdominal pain": "present"}),
        (
            "Auscultation revealed a reduced vesicular murmur.",
            {"reduced breath sounds": "present"},
        ),
        ("He complained of tearing of the eyes.", {"tearing": "present"}),
        ("He had bleeding haemorrhoids.", {"hemorrhoids": "present"}),
        ("There was a diffuse goitre.", {"goiter": "present"}),
        ("He had no evidence of heart failure.", {"heart failure": "absent"}),
        ("His temperature was 36.8 degrees.", {}),
    ],
)
def test_general_signs_are_named(
    spine: Extractor, text: str, expected: dict[str, str]
) -> None:
    assert symptoms(spine, text) == expected
