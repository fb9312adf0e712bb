"""Which conditions of a text are the patient's diagnoses."""

import pytest

from pipeline.extract import Extractor
from pipeline.rules.make_reading import plain_document
from pipeline.rules.spans import reading_of

LEAD = "Case report. A 66-year-old woman presented with neck pain. "


@pytest.fixture
def extractor(spine: Extractor) -> Extractor:
    return spine


def diagnoses(extractor: Extractor, text: str) -> set[str | None]:
    reading = reading_of(extractor.read(plain_document(text)))
    return {m.concept for m in reading.of_field("diagnosis")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The diagnosis was spinal epidural abscess.", {"spinal epidural abscess"}),
        ("Biopsy had revealed chordoma of C2.", {"chordoma"}),
        (
            "Brucellar spondylodiscitis was diagnosed. Brucellosis is common there.",
            {"brucellar spondylodiscitis"},
        ),
    ],
)
def test_the_diagnosis_that_was_made(
    extractor: Extractor, text: str, found: set[str]
) -> None:
    assert diagnoses(extractor, LEAD + text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Meningitis was suspected and then excluded. ",
        "At another hospital it had been labelled as discitis. ",
        "The differential diagnosis was lymphoma, metastasis, chordoma and sarcoma. ",
    ],
)
def test_what_was_only_thought_of_is_none(extractor: Extractor, text: str) -> None:
    told = "She was diagnosed with crowned dens syndrome."
    assert diagnoses(extractor, LEAD + text + told) == {"crowned dens syndrome"}


def test_what_it_was_mistaken_for_is_none_and_what_it_was_is(
    extractor: Extractor,
) -> None:
    text = "Spinal epidural lipomatosis mimicking lymphoma\n\n" + LEAD
    assert diagnoses(extractor, text) == {"spinal epidural lipomatosis"}


def test_a_systemic_cause_is_told_beside_its_consequence(extractor: Extractor) -> None:
    text = (
        "Tumoral calcinosis of the cervical spine\n\n" + LEAD + "She had systemic "
        "sclerosis for ten years. CT showed tumoral calcinosis at C4-C5."
    )
    assert diagnoses(extractor, text) == {"tumoral calcinosis", "systemic sclerosis"}


def test_a_relation_without_a_link_stays_a_comorbidity(extractor: Extractor) -> None:
    text = "Osteoid osteoma of C4\n\n" + LEAD + "She had hypertension and asthma."
    assert diagnoses(extractor, text) == {"osteoid osteoma"}
