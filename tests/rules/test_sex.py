"""The sex of a patient: introduction, nouns, pronouns, group."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import by_patient, extract, told


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("A 58-year-old woman had fever.", "female"),
        ("A 58-year-old postman had fever.", "male"),
        ("A 58-year-old teacher had fever. She also had sciatica.", "female"),
        ("A 58-year-old farmer had fever. His legs were weak.", "male"),
        ("The patient, aged 58, had fever. The old lady was weak.", "female"),
        ("A 58-year-old patient had fever. Her son told her what he knew.", "female"),
        ("A 5-year-old girl had fever. Her father said he had seen it.", "female"),
    ],
)
def test_introduction_then_nouns_then_pronouns_tell_the_sex(
    spine: Extractor, text: str, sex: str
) -> None:
    assert told(extract(spine, "Case report\n\n" + text), "sex") == {sex}


@pytest.mark.parametrize(
    "text",
    [
        "A 58-year-old teacher had fever. The legs were weak.",
        "A 58-year-old teacher had fever. Smith et al. saw a woman with fever.",
    ],
)
def test_a_sex_that_is_not_told_is_not_guessed(spine: Extractor, text: str) -> None:
    assert told(extract(spine, "Case report\n\n" + text), "sex") == set()


def test_all_of_a_group_have_its_sex(spine: Extractor) -> None:
    text = (
        "We report two patients with gout. Both patients were women.\n\n"
        "The first patient was aged 44 years and had back pain.\n\n"
        "The second patient was aged 59 years and had neck pain."
    )
    assert by_patient(extract(spine, text), "sex") == {1: {"female"}, 2: {"female"}}


def test_each_patient_of_a_series_has_an_own_sex(spine: Extractor) -> None:
    text = (
        "Case 1\n\nA 44-year-old teacher had fever. He had sciatica.\n\n"
        "Case 2\n\nA 59-year-old teacher had fever. She had sciatica."
    )
    assert by_patient(extract(spine, text), "sex") == {1: {"male"}, 2: {"female"}}
