"""Complaints, denials and durations in the ordinary words of many physicians."""

import pytest

from pipeline.extract import Extractor
from pipeline.records import Fact
from tests.rules.case_bench import facts_in_case

HEAD = "A 61-year-old woman was seen in our department. "


def found(spine: Extractor, story: str, field: str) -> tuple[Fact, ...]:
    facts = facts_in_case(spine, HEAD + story + " She was admitted for further study.")
    return tuple(f for f in facts if f.field == field)


def of_status(spine: Extractor, story: str, status: str) -> set[str | None]:
    return {f.concept for f in found(spine, story, "symptom") if f.status == status}


@pytest.mark.parametrize(
    ("story", "concept"),
    [
        ("She kept dropping cups.", "clumsiness"),
        ("She had to hurry to the toilet.", "bladder dysfunction"),
        ("The bladder was palpable up to the navel.", "bladder dysfunction"),
        ("The legs would no longer carry her.", "weakness"),
        ("Both legs had been failing.", "weakness"),
        ("Her neck had been getting stiffer.", "stiffness"),
        ("The left foot flapped when she walked.", "foot drop"),
        ("Her clothes had become loose.", "weight loss"),
        ("She had become three inches shorter.", "height loss"),
        ("There was no movement in either leg.", "paraplegia"),
        ("She had numbness in the saddle area.", "numbness"),
    ],
)
def test_complaints_in_ordinary_words(
    spine: Extractor, story: str, concept: str
) -> None:
    assert concept in of_status(spine, story, "present")


@pytest.mark.parametrize(
    ("story", "concept"),
    [
        ("Within two hours she could not stand up.", "restricted spinal motion"),
        ("There was weakness of the left arm and leg.", "tetraparesis"),
        ("The legs were weak, the knee jerks brisk.", "hyporeflexia"),
        (
            "The quadriceps was weak (MRC 4), the left knee jerk absent.",
            "hyperreflexia",
        ),
    ],
)
def test_words_that_belong_to_something_else(
    spine: Extractor, story: str, concept: str
) -> None:
    assert concept not in of_status(spine, story, "present")


@pytest.mark.parametrize(
    ("story", "concept"),
    [
        ("Pain in the back she denied.", "back pain"),
        ("Of fever there was none.", "fever"),
        ("Pain was at no time complained of.", "pain"),
        ("Kernig and Brudzinski negative.", "Kernig sign"),
        ("She was continent.", "bladder dysfunction"),
        ("Bladder function had not suffered.", "bladder dysfunction"),
        ("She had no complaints referable to the bladder.", "bladder dysfunction"),
        ("She swallowed without difficulty.", "dysphagia"),
        ("Weight had remained stable.", "weight loss"),
        ("Nontraumatic neck pain.", "trauma"),
        ("There was no saddle numbness.", "saddle anesthesia"),
        ("Liver and spleen were not enlarged.", "splenomegaly"),
    ],
)
def test_denials_of_every_form(spine: Extractor, story: str, concept: str) -> None:
    assert concept in of_status(spine, story, "absent")


def test_an_absence_ends_before_the_next_person(spine: Extractor) -> None:
    story = "Despite the absence of trauma she could not walk."
    assert of_status(spine, story, "present") == {"gait disturbance"}


@pytest.mark.parametrize(
    ("story", "days"),
    [
        ("Neck pain since the day before.", "1"),
        ("Since the previous day she had been unable to swallow.", "1"),
        ("Duration of the complaint: 6 weeks.", "42"),
        ("Duration: 6 weeks.", "42"),
        ("For a couple of months she had had sciatica.", "60"),
        ("A history of low back pain going back 5 years.", "1825"),
        ("Lumbago for twenty years, but numb feet for only two months.", "60"),
        ("Ten days ago she had fallen from a ladder.", "10"),
    ],
)
def test_how_long_a_complaint_had_lasted(
    spine: Extractor, story: str, days: str
) -> None:
    assert {f.value for f in found(spine, story, "duration")} == {days}


def test_a_history_that_lasts_is_present(spine: Extractor) -> None:
    story = "A history of low back pain going back 5 years."
    assert of_status(spine, story, "present") == {"low back pain"}
