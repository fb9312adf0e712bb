"""Sentences of a series and their patients."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import by_patient, extract, told

SERIES = (
    "Case 1\n\nA 34-year-old man had back pain. He underwent laminectomy.\n\n"
    "Case 2\n\nA 67-year-old man had neck pain. He underwent foraminotomy.\n\n"
    "Case 3\n\nA 50-year-old man had headache. He underwent discectomy.\n\n"
)


def test_the_last_header_rules_until_the_next(spine: Extractor) -> None:
    assert by_patient(extract(spine, SERIES), "intervention") == {
        1: {"laminectomy"},
        2: {"foraminotomy"},
        3: {"discectomy"},
    }


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Patient 2 was given colchicine.", {2}),
        ("Our patients 1 and 3 were given colchicine.", {1, 3}),
        ("All three patients were given colchicine.", {1, 2, 3}),
        ("Our patients were given colchicine.", {1, 2, 3}),
        ("Colchicine is given for gout.", set()),
        ("Hansen et al. gave colchicine to case 2.", set()),
    ],
)
def test_in_a_discussion_only_explicit_references_count(
    spine: Extractor, text: str, given: set[int]
) -> None:
    found = by_patient(extract(spine, SERIES + "Discussion\n\n" + text), "intervention")
    assert {n for n, names in found.items() if "colchicine" in names} == given


def test_a_glance_at_another_patient_leaves_the_story_with_its_own(
    spine: Extractor,
) -> None:
    text = SERIES + "He was given colchicine, in the same dose as in Case 1."
    found = by_patient(extract(spine, text), "intervention")
    assert found[3] == {"discectomy", "colchicine"}
    assert found[1] == {"laminectomy"}


def test_all_but_one_recover(spine: Extractor) -> None:
    text = SERIES + (
        "Discussion\n\nAll our patients recovered completely except case 3, who died."
    )
    assert by_patient(extract(spine, text), "outcome") == {
        1: {"resolved"},
        2: {"resolved"},
        3: {"died"},
    }


def test_a_single_patient_has_all_own_sentences(spine: Extractor) -> None:
    text = "Case report\n\nA 34-year-old man had fever. He also had headache."
    assert told(extract(spine, text), "symptom") == {"fever", "headache"}
