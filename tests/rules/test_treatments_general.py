"""Treatments of general medicine: drugs given in hospital, and those taken before."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import facts_in_case

OPENING = "A 58-year-old man was admitted with breathlessness. "


def performed(spine: Extractor, text: str) -> set[str]:
    """Return the treatments that were given."""
    return {
        f.concept or ""
        for f in facts_in_case(spine, text)
        if f.field == "intervention" and f.status == "performed"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He was maintained on digoxin and furosemide.", {"digoxin", "furosemide"}),
        ("He was discharged home on warfarin.", {"warfarin"}),
        ("Bisoprolol and ramipril were added to the regimen.", {"ramipril"}),
        ("Dopamine was started at a low dose.", {"dopamine"}),
        ("Sinus rhythm returned after a direct-current shock.", {"cardioversion"}),
        ("The haemothorax was drained.", {"pleural drainage"}),
        ("A bileaflet mechanical valve was implanted.", {"valve replacement"}),
        ("He was given alpha and beta blockade.", {"alpha blocker", "beta blocker"}),
        ("Amiodarone was given before the planned operation.", {"amiodarone"}),
        ("He remained in bed for a week.", {"rest"}),
    ],
)
def test_what_was_given_in_hospital_is_a_treatment(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert expected <= performed(spine, OPENING + text)


@pytest.mark.parametrize(
    "text",
    [
        "Diabetes was managed with metformin.",
        "He was on warfarin because of atrial fibrillation.",
        "His medications included digoxin and bisoprolol.",
        "There was bleeding from the biopsy site.",
        "Growth hormone deficiency was excluded.",
        "Physiotherapy was recommended before the planned operation.",
    ],
)
def test_home_drugs_and_names_are_no_treatment(spine: Extractor, text: str) -> None:
    assert performed(spine, OPENING + text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 3 June 2014 a lobectomy was performed.", {"lobectomy"}),
        ("In 1998 he underwent a lobectomy.", set()),
    ],
)
def test_a_full_date_is_of_the_story_and_a_year_of_the_past(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert performed(spine, OPENING + text) == expected


def test_operations_of_an_infant_told_by_age_are_of_the_story(
    spine: Extractor,
) -> None:
    text = "A newborn girl was floppy. A tracheostomy was placed at the age of 9 weeks."
    assert performed(spine, text) == {"tracheostomy"}
