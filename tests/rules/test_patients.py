"""How many patients the authors tell of, and where each is introduced."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import by_patient, extract


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        (
            (
                "Case 1\n\nA 41-year-old man had back pain.\n\n"
                "Case 2\n\nA 66-year-old woman had neck pain."
            ),
            {1: {"41"}, 2: {"66"}},
        ),
        (
            (
                "We report two patients with gout of the spine.\n\n"
                "The first patient was a 41-year-old man with back pain.\n\n"
                "The second patient was a 66-year-old woman with neck pain."
            ),
            {1: {"41"}, 2: {"66"}},
        ),
        (
            (
                "Case reports\n\nA 41-year-old man came with back pain. MRI was normal.\n\n"
                "A 66-year-old woman came with neck pain. MRI was normal."
            ),
            {1: {"41"}, 2: {"66"}},
        ),
        (
            (
                "Case report\n\nA 41-year-old man came with back pain. "
                "This 41-year-old man was treated with naproxen."
            ),
            {1: {"41"}},
        ),
    ],
)
def test_headers_announcements_and_introductions_make_the_patients(
    spine: Extractor, text: str, ages: dict[int, set[str]]
) -> None:
    assert by_patient(extract(spine, text), "age") == ages


@pytest.mark.parametrize(
    "text",
    [
        (
            "Case report\n\nA 41-year-old man came with back pain. "
            "Two patients of Kowalski et al. had neck pain."
        ),
        (
            "Case report\n\nA 41-year-old man came with back pain. "
            "His wife, a 39-year-old woman, had brought him."
        ),
        (
            "Case report\n\nA 41-year-old man came with back pain. "
            "Two vertebrae were fractured."
        ),
    ],
)
def test_other_persons_and_numbers_make_no_second_patient(
    spine: Extractor, text: str
) -> None:
    assert by_patient(extract(spine, text), "age") == {1: {"41"}}


def test_an_article_that_says_it_adds_no_case_has_no_patient(spine: Extractor) -> None:
    text = (
        "Spinal gout is rare. No new patient is presented here. "
        "A 41-year-old man was seen by others with back pain."
    )
    assert extract(spine, text).n_patients == 0


def test_a_text_without_a_person_has_no_patient(spine: Extractor) -> None:
    text = "Gout is common. Urate crystals deposit in joints. Diet matters."
    assert extract(spine, text).n_patients == 0


def test_patients_who_are_never_told_apart_are_counted(spine: Extractor) -> None:
    text = (
        "We report two patients with tumours of the spine.\n\n"
        "Case reports\n\nBoth patients had back pain. "
        "Both patients underwent laminectomy."
    )
    found = by_patient(extract(spine, text), "intervention")
    assert found == {1: {"laminectomy"}, 2: {"laminectomy"}}
