"""Symptoms of notes, older and translated reports: what is denied, graded, dated."""

import pytest

from pipeline.extract import Extractor
from pipeline.records import Fact
from tests.rules.case_bench import extract, facts_in_case

HEAD = "Our patient was a 61-year-old woman. "
ORGANS = {"bladder dysfunction", "bowel dysfunction"}


def found(spine: Extractor, story: str, field: str) -> tuple[Fact, ...]:
    facts = facts_in_case(spine, HEAD + story)
    return tuple(f for f in facts if f.field == field and f.start >= len(HEAD))


def of_status(spine: Extractor, story: str, status: str) -> set[str | None]:
    return {f.concept for f in found(spine, story, "symptom") if f.status == status}


@pytest.mark.parametrize(
    ("story", "denied"),
    [
        ("Bowel and bladder control preserved.", ORGANS),
        ("Sphincters in order.", ORGANS),
        ("Neither cough nor, in the last week, was there any fever.", {"fever"}),
        ("Nor, when asked, had she noticed weakness.", {"weakness"}),
        ("The discs showed no papillœdema.", {"papilledema"}),
        ("She denied a foreign body sensation.", {"foreign body sensation"}),
        ("There was no clinical sign of myelopathy.", {"myelopathy"}),
        ("Negative straight leg raising.", {"positive straight leg raise"}),
    ],
)
def test_what_a_note_denies(spine: Extractor, story: str, denied: set[str]) -> None:
    assert denied <= of_status(spine, story, "absent")


@pytest.mark.parametrize(
    ("story", "present"),
    [
        ("Power of the knee extensors was grade III.", {"weakness"}),
        ("Strength IV/V in the right quadriceps.", {"weakness"}),
        ("EHL M3.", {"weakness"}),
        ("Plantarflexion 4/5.", {"weakness"}),
        ("SLR 45° on the left.", {"positive straight leg raise"}),
        ("Lasègue on the right at 30 degrees.", {"positive straight leg raise"}),
        ("He had cervico-brachial neuralgia.", {"neck pain", "arm pain"}),
        ("A lumbosciatic attack followed.", {"low back pain", "radicular pain"}),
        ("A saddle-shaped patch of anæsthesia was found.", {"saddle anesthesia"}),
        ("Rigidity of the lumbar spine was marked.", {"stiffness"}),
        ("On inspection a right-sided scoliosis was evident.", {"scoliosis"}),
    ],
)
def test_signs_in_other_words(spine: Extractor, story: str, present: set[str]) -> None:
    assert present <= of_status(spine, story, "present")


@pytest.mark.parametrize(
    "story",
    [
        "SLR 85° on both sides.",
        "Muscle strength was grade V throughout.",
        "A WHO grade 2 tumour of the muscle was known.",
        "A grade 1 slip with limb lengthening was known.",
        "There was neither a list nor tenderness.",
        "No joint showed synovitis.",
    ],
)
def test_no_sign_is_made_of(spine: Extractor, story: str) -> None:
    assert of_status(spine, story, "present") == set()


@pytest.mark.parametrize(
    ("story", "days"),
    [
        ("He had a 3/7 history of fever.", "3"),
        ("She gave a 5/12 history of neck pain.", "150"),
        ("Stiff neck since the day before yesterday.", "2"),
        ("Clumsy hands 3 y., worse of late.", "1095"),
        ("The history went back two years.", "730"),
        ("She had had a stiff neck since the previous evening.", "1"),
        ("The day before admission he woke with a stiff neck.", "1"),
        (
            (
                "She was well until eleven months earlier, when a girdle pain began; six "
                "months before admission the left leg dragged."
            ),
            "330",
        ),
        ("She was admitted six hours after she had been woken by neck pain.", "0.25"),
        (
            (
                "The girl, the second child of healthy parents, had had neck pain for "
                "five weeks."
            ),
            "35",
        ),
        (
            "Numbness came in bouts for six years; the present one, of ten days, stays.",
            "10",
        ),
    ],
)
def test_how_long(spine: Extractor, story: str, days: str) -> None:
    assert {f.value for f in found(spine, story, "duration")} == {days}


@pytest.mark.parametrize(
    "story",
    [
        "Some twelve hours later she complained of headache.",
        "Morning stiffness lasted two hours.",
        "Each attack of neck pain lasted three days.",
        "Back pain began in the thirty-fourth week of pregnancy.",
        "She had fever and the sedimentation rate was 60 mm in the first hour.",
    ],
)
def test_time_of_something_else_is_no_duration(spine: Extractor, story: str) -> None:
    assert found(spine, story, "duration") == ()


def test_notes_between_own_sentences_are_the_patients(spine: Extractor) -> None:
    story = "She complained of clumsy hands. No neck pain. Her grip was weak."
    assert "neck pain" in of_status(spine, story, "absent")


@pytest.mark.parametrize(
    ("story", "denied"),
    [
        ("None complained of radicular pain.", "radicular pain"),
        ("None was febrile.", "fever"),
        ("None gave a history of trauma.", "trauma"),
        ("In none was there weight loss.", "weight loss"),
        ("An injury was not remembered.", "trauma"),
    ],
)
def test_none_denies_with_any_verb(spine: Extractor, story: str, denied: str) -> None:
    assert of_status(spine, story, "absent") == {denied}
    assert of_status(spine, story, "present") == set()


def test_what_none_of_the_patients_had_may_stand_in_the_discussion(
    spine: Extractor,
) -> None:
    text = (
        "Two cases of facet gout\n\nCase 1. A 54-year-old man had low back pain.\n\n"
        "Case 2. A 61-year-old woman had leg pain.\n\n"
        "Discussion\nNone of our patients had fever. Gout of the spine is rare."
    )
    denied = {
        (f.patient, f.concept)
        for f in extract(spine, text).facts
        if f.field == "symptom" and f.status == "absent"
    }
    assert denied == {(1, "fever"), (2, "fever")}


@pytest.mark.parametrize(
    ("story", "present"),
    [
        ("Neck pain radiating to the occiput.", {"neck pain"}),
        (
            "Neck pain radiating into the right arm.",
            {"neck pain", "radicular pain", "arm pain"},
        ),
        (
            "Low back pain shooting into the left leg.",
            {"low back pain", "radicular pain", "leg pain"},
        ),
        ("His legs feel heavy.", {"weakness"}),
        ("She had not been able to turn her head.", {"restricted neck motion"}),
        ("Both feet were dead to the touch.", {"numbness"}),
        ("His clothes had become too large.", {"weight loss"}),
        ("Irrigation with hypertonic saline.", set()),
    ],
)
def test_where_a_pain_runs(spine: Extractor, story: str, present: set[str]) -> None:
    assert of_status(spine, story, "present") == present


def test_sputum_that_is_examined_is_no_cough(spine: Extractor) -> None:
    assert found(spine, "Sputum for AFB was negative.", "symptom") == ()


@pytest.mark.parametrize(
    "story",
    [
        (
            "The patient\nAn 84-year-old woman had a hip replacement. On the third "
            "postoperative evening she was irritable. She had neck pain. There was no "
            "rash.\n\nThe investigations\nThe CRP was 190 mg/L. CT showed calcification."
        ),
        (
            "A man of 66 came with a limp. A laminectomy of L4 had been performed nine "
            "months before our assessment. He had neck pain. There was no rash.\n\n"
            "Examination\nThe reflexes were brisk."
        ),
    ],
)
def test_an_operation_before_the_illness_ends_no_presentation(
    spine: Extractor, story: str
) -> None:
    found = {(f.concept, f.status) for f in extract(spine, story).facts}
    assert {("neck pain", "present"), ("rash", "absent")} <= found
