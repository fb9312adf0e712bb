"""A finding that a sentence shares out among the patients of a series."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import extract

STORIES = (
    "Four patients with neck pain\n\nCase reports\n\n"
    "Case 1. A 58-year-old woman had neck pain.\n\n"
    "Case 2. A 31-year-old man had neck pain.\n\n"
    "Case 3. A 66-year-old woman had numb hands.\n\n"
)


def absent_and_present(spine: Extractor, text: str, concept: str) -> dict[int, str]:
    """Return the status of a finding by patient."""
    facts = extract(spine, STORIES + text).facts
    return {
        f.patient: f.status
        for f in facts
        if f.field == "imaging" and f.concept == concept and f.patient
    }


@pytest.mark.parametrize(
    "text",
    [
        "On MRI, a syrinx was present in patients 1 and 3 and absent in patient 2.",
        "On MRI a syrinx was seen in cases 1 and 3 but not in case 2.",
    ],
)
def test_present_in_some_and_absent_in_others(spine: Extractor, text: str) -> None:
    found = absent_and_present(spine, text, "syrinx")
    assert found == {1: "present", 2: "absent", 3: "present"}


@pytest.mark.parametrize(
    "text",
    [
        "MRI was done in all; a syrinx was seen only in Case 2.",
        "MRI was done in all; a syrinx was found in case 2 alone.",
        "MRI was done in all; a syrinx was noted in the 31-year-old only.",
    ],
)
def test_what_one_alone_has_the_others_lack(spine: Extractor, text: str) -> None:
    found = absent_and_present(spine, text, "syrinx")
    assert found == {1: "absent", 2: "present", 3: "absent"}


def test_only_before_a_finding_says_nothing_of_the_others(spine: Extractor) -> None:
    text = "Case 2. A 31-year-old man had neck pain. MRI showed only a syrinx."
    found = absent_and_present(spine, text, "syrinx")
    assert "absent" not in found.values()


@pytest.mark.parametrize(
    "text",
    [
        "CT showed a syrinx at C4 in case 1, at C5-C6 in case 2 and at T3 in case 3.",
        "MRI: syrinx at C4 in case 1, from C4 to C6 in case 2, and at T3 in case 3.",
    ],
)
def test_a_list_of_levels_gives_the_finding_to_each(
    spine: Extractor, text: str
) -> None:
    found = absent_and_present(spine, text, "syrinx")
    assert found == {1: "present", 2: "present", 3: "present"}


def test_another_finding_ends_the_list(spine: Extractor) -> None:
    text = "MRI showed a syrinx at C4 in case 1, and oedema at C5 in case 2."
    assert absent_and_present(spine, text, "syrinx") == {1: "present"}
