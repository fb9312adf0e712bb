"""Symptoms of the presentation: present, denied, and how long the complaint lasted."""

import pytest

from pipeline.extract import Extractor
from pipeline.records import Fact
from tests.rules.case_bench import facts_in_case

HEAD = "Our patient was a 61-year-old woman. "


@pytest.fixture
def extractor(spine: Extractor) -> Extractor:
    return spine


def facts_of(extractor: Extractor, story: str) -> tuple[Fact, ...]:
    return facts_in_case(extractor, HEAD + story)


def symptoms(extractor: Extractor, story: str, status: str) -> set[str]:
    facts = facts_of(extractor, story)
    found = (f for f in facts if f.field == "symptom" and f.status == status)
    return {f.concept or "" for f in found}


@pytest.mark.parametrize(
    ("story", "denied"),
    [
        ("Her bladder function was unimpaired.", {"bladder dysfunction"}),
        (
            "Bladder and bowel remained unaffected.",
            {"bladder dysfunction", "bowel dysfunction"},
        ),
        ("The sphincters were spared.", {"bladder dysfunction", "bowel dysfunction"}),
        ("She passed water normally.", {"bladder dysfunction"}),
        ("She had never fallen.", {"trauma"}),
        ("The patient, a weaver, lost no weight.", {"weight loss"}),
        ("Nausea, vomiting and vertigo were all denied.", {"nausea", "vomiting"}),
        ("She had no pain.", {"pain"}),
        ("Straight leg raising was negative.", {"positive straight leg raise"}),
    ],
)
def test_function_that_is_sound_and_lists_denied(
    extractor: Extractor, story: str, denied: set[str]
) -> None:
    assert denied <= symptoms(extractor, story, "absent")
    assert not denied & symptoms(extractor, story, "present")


@pytest.mark.parametrize(
    ("story", "present"),
    [
        ("She had lost bladder control.", "bladder dysfunction"),
        ("Bladder control was impaired.", "bladder dysfunction"),
        ("She had absent ankle jerks and numb soles.", "numbness"),
        ("She had fallen twice at home.", "falls"),
        (
            "A 2-month history of severe neck pain was given; in 2008 she had gout.",
            "neck pain",
        ),
        ("Ten years ago she noticed stiffness of the back.", "stiffness"),
        ("Her temperature was 38.4 °C.", "fever"),
        ("Her temperature was 101.5 °F.", "fever"),
        ("The legs had a power of 3/5.", "weakness"),
        ("The radiograph was taken because of back pain.", "back pain"),
        ("She had had myelography and was referred with paraparesis.", "paraparesis"),
        ("The gait was clumsy.", "gait disturbance"),
        ("Clumsiness of gait was noticed.", "gait disturbance"),
    ],
)
def test_what_is_there(extractor: Extractor, story: str, present: str) -> None:
    assert present in symptoms(extractor, story, "present")


@pytest.mark.parametrize(
    ("story", "concept"),
    [
        ("Her temperature was 36.6 °C.", "fever"),
        ("The legs had a power of 5/5.", "weakness"),
        ("Was there an injury?", "trauma"),
        ("She bent forward with ease.", "kyphosis"),
        ("Myelography showed a swelling at T9.", "swelling"),
        ("Naproxen was stopped because of nausea.", "nausea"),
        (
            "She underwent laminectomy of T8. Two weeks later she had headache.",
            "headache",
        ),
        ("She underwent laminectomy of T8. At follow-up the leg was weak.", "weakness"),
    ],
)
def test_what_is_no_symptom_of_the_presentation(
    extractor: Extractor, story: str, concept: str
) -> None:
    assert concept not in symptoms(extractor, story, "present")


def test_an_old_operation_does_not_end_the_presentation(extractor: Extractor) -> None:
    story = (
        "She had undergone cholecystectomy. Walking had become difficult. "
        "On examination the knee jerks were brisk. MRI showed a mass at T8."
    )
    assert {"gait disturbance", "hyperreflexia"} <= symptoms(
        extractor, story, "present"
    )


@pytest.mark.parametrize(
    ("story", "days"),
    [
        ("She had low back pain for three weeks.", "21"),
        ("She gave a two-year history of neck pain.", "730"),
        ("A year's history of sciatica was noted.", "365"),
        ("On insulin for 12 years, she had had neck pain for two months.", "60"),
        ("With diabetes for nine years, she had a 5-day history of fever.", "5"),
        ("Eight days' backache had worn her out.", "8"),
        ("She had neck pain. The complaints had lasted for 4 months.", "120"),
        ("Her hands grew numb, and nine days later she was admitted.", "9"),
        ("Sciatica for 2 and half years.", "912.5"),
        ("She noticed, within ten days, tingling of the feet.", "10"),
        (
            (
                "Her hands had been numb since May. Over the following 5 months her legs "
                "grew weak. Within 12 hours of a fall she could not walk."
            ),
            "150",
        ),
        (
            (
                "She woke with back pain. Within two hours her legs were numb. On "
                "examination 6 hours after onset the legs were weak."
            ),
            "0.25",
        ),
        (
            (
                "She was brought in 3 hours after a minor fall with weak legs. In "
                "retrospect her hands had been clumsy for a year."
            ),
            "0.125",
        ),
        ("She woke with back pain and within four hours lost all power.", "0.166667"),
    ],
)
def test_duration_of_the_complaint(extractor: Extractor, story: str, days: str) -> None:
    found = [f.value for f in facts_of(extractor, story) if f.field == "duration"]
    assert found == [days]


@pytest.mark.parametrize(
    "story",
    [
        "She had been on lithium for 12 years.",
        "She had weak legs. Nine years ago she had received a mitral valve.",
        "Her neck pain improved within three weeks.",
        "A woman of 61 years had neck pain.",
    ],
)
def test_durations_of_other_things(extractor: Extractor, story: str) -> None:
    assert not [f for f in facts_of(extractor, story) if f.field == "duration"]
