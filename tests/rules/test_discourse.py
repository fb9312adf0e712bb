"""Whose sentence is it: the authors' own patient, a cited case, or nobody's."""

import pytest

from pipeline.extract import Extractor
from pipeline.rules.discourse import tense
from tests.rules.case_bench import extract, read, told

STORY = (
    "Case report\n\nA 52-year-old man came with neck pain. "
    "MRI showed a mass at C5-C6.\n\nDiscussion\n\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fever rose at night.", "past"),
        ("The disease affects young adults.", "present"),
        ("Steroids may help.", "present"),
        ("He was weak and is now well.", "mixed"),
        ("No fever.", "none"),
        ("T2-weighted images of a calcified disc.", "none"),
    ],
)
def test_tense_is_that_of_the_verbs(text: str, expected: str) -> None:
    assert tense(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Smith et al. described a 45-year-old man with fever.",
        "Okafor reported a 45-year-old woman with fever.",
        "In the report of Lindqvist, a 45-year-old farmer had fever.",
        "A 45-year-old woman with fever was described by Moreau [7].",
    ],
)
def test_the_age_and_illness_of_a_cited_case_are_not_the_patients(
    spine: Extractor, text: str
) -> None:
    found = extract(spine, STORY + text)
    assert told(found, "age") == {"52"}
    assert "fever" not in told(found, "symptom")


def test_a_pronoun_after_a_cited_case_goes_on_about_it(spine: Extractor) -> None:
    text = "Smith et al. described a 45-year-old man with fever. He died."
    assert told(extract(spine, STORY + text), "outcome") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Such a mass should be treated with laminectomy.",
        "Laminectomy is the treatment of choice.",
        "Patients with cord compression require laminectomy.",
        "Laminectomy may be considered when the cord is compressed.",
    ],
)
def test_advice_is_no_treatment(spine: Extractor, text: str) -> None:
    assert told(extract(spine, STORY + text), "intervention") == set()


@pytest.mark.parametrize(
    "text",
    [
        "The disease usually presents with fever and weight loss.",
        "Fever is a common symptom of spinal infection.",
        "Most patients complain of fever.",
        "Fever occurs in one third of cases.",
    ],
)
def test_background_in_the_present_tense_gives_no_symptoms(
    spine: Extractor, text: str
) -> None:
    assert told(extract(spine, STORY + text), "symptom") == {"neck pain"}


@pytest.mark.parametrize(
    "text",
    [
        "Our patient was treated with naproxen.",
        "In the present case naproxen was given.",
        "We treated this patient with naproxen.",
    ],
)
def test_a_discussion_may_tell_of_the_own_patient(spine: Extractor, text: str) -> None:
    assert "NSAID" in told(extract(spine, STORY + text), "intervention")


def test_a_story_may_be_told_in_the_present_tense(spine: Extractor) -> None:
    text = (
        "Case report\n\nA 34-year-old woman presents with back pain and fever. "
        "On examination she has weakness of the legs. MRI shows an abscess at T6-T7. "
        "She undergoes laminectomy. Six months later she is free of pain."
    )
    found = extract(spine, text)
    assert told(found, "age") == {"34"}
    assert told(found, "symptom") >= {"back pain", "fever", "weakness"}
    assert told(found, "intervention") == {"laminectomy"}
    assert told(found, "outcome") == {"resolved"}


def test_a_new_section_ends_the_momentum_unless_it_goes_on_about_him(
    spine: Extractor,
) -> None:
    own = read(spine, STORY + "He had no fever in the ward.").sentences[-1]
    other = read(spine, STORY + "The anatomy is variable.").sentences[-1]
    assert (own.subject, other.subject) == ("patient", "nobody")
