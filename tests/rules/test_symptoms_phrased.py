"""Complaints, denials and durations in the ordinary words of many physicians."""

import pytest

from pipeline.extract import Extractor
from pipeline.records import Fact
from tests.rules.case_bench import extract, facts_in_case

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
        ("Spastic paraparesis was found.", "spasticity"),
        ("She had been dropping needles.", "clumsiness"),
        ("There was a dorsal kyphosis.", "kyphosis"),
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
        ("Micturition normal.", "bladder dysfunction"),
        ("Back pain absent.", "back pain"),
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
        ("Pain came on five days after a cold and had been present for 9 days.", "9"),
        ("Her husband had noticed the change some five months earlier.", "150"),
        ("She had low back pain and a temperature of 38.9 °C over 5 days.", "5"),
        ("She gave a five-week history.", "35"),
    ],
)
def test_how_long_a_complaint_had_lasted(
    spine: Extractor, story: str, days: str
) -> None:
    assert {f.value for f in found(spine, story, "duration")} == {days}


def test_what_is_absent_is_no_other_sign(spine: Extractor) -> None:
    story = "Knee jerks brisk, ankle jerks absent."
    assert of_status(spine, story, "present") == {"hyperreflexia", "areflexia"}


def test_a_history_that_lasts_is_present(spine: Extractor) -> None:
    story = "A history of low back pain going back 5 years."
    assert of_status(spine, story, "present") == {"low back pain"}


def symptoms(spine: Extractor, text: str) -> set[str | None]:
    return {f.concept for f in extract(spine, text).facts if f.field == "symptom"}


def test_a_test_named_with_the_patient_is_no_work_up_yet(spine: Extractor) -> None:
    text = (
        "Case report\n\nA 63-year-old woman with diabetes (HbA1c 7.4 at her last visit) "
        "presented with 9 days of neck pain. She had had a knee replacement at 55. "
        "There was numbness of the right hand. MRI showed discitis at C5-C6.\n"
    )
    assert symptoms(spine, text) == {"neck pain", "numbness"}


def test_a_discharge_summary_tells_the_presentation(spine: Extractor) -> None:
    text = (
        "DISCHARGE SUMMARY\n\nAge/Sex: 41 F\n\nHPI: 4/12 h/o mid-back pain.\n\n"
        "O/E: tender T9.\n\nMRI: discitis T8-T9.\n"
    )
    assert symptoms(spine, text) == {"back pain", "tenderness"}
