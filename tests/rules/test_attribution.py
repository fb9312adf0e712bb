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


@pytest.mark.parametrize(
    ("abstract", "having"),
    [
        ("In three patients with gout a fracture was missed.", {1, 2, 3}),
        ("Three men with gout are described.", {1, 2, 3}),
        ("In two patients with gout a fracture was missed.", set()),
        ("Fractures are missed in patients with gout.", set()),
    ],
)
def test_a_sentence_that_counts_all_patients_is_said_of_each(
    spine: Extractor, abstract: str, having: set[int]
) -> None:
    text = f"Missed fractures\n\nAbstract\n\n{abstract}\n\n{SERIES}"
    found = by_patient(extract(spine, text), "diagnosis")
    assert {n for n, names in found.items() if "gout" in names} == having


def test_what_some_of_them_had_is_said_of_nobody(spine: Extractor) -> None:
    text = f"{SERIES}Course\n\nTwo had vomiting. All three received morphine."
    found = by_patient(extract(spine, text), "symptom")
    assert not any("vomiting" in names for names in found.values())


def test_an_ordinal_heard_in_a_story_does_not_name_its_patient(
    spine: Extractor,
) -> None:
    text = (
        "Two patients with neck pain\n\nCases\n\nThe first, a woman of 81, had neck "
        "pain. CT on the second hospital day was normal.\n\nThe second patient was a "
        "man of 66, who had headache. He wore a collar."
    )
    assert by_patient(extract(spine, text), "symptom") == {
        1: {"neck pain"},
        2: {"headache"},
    }
