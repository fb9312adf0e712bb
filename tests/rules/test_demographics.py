"""The age of a patient at presentation."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import extract, told


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("A 58-year-old man had fever.", "58"),
        ("An 18-month-old boy had fever.", "1.5"),
        ("A fifty-eight-year-old man had fever.", "58"),
        ("A man in his fifties had fever.", "in his fifties"),
        ("At 54 years of age he began to stumble. He had fever.", "54"),
        ("At the age of 20 he had broken an arm. The 58-year-old had fever.", "58"),
        ("A 58-year-old man had fever. At 60 years he was well.", "58"),
    ],
)
def test_the_age_at_presentation_is_taken(
    spine: Extractor, text: str, age: str
) -> None:
    assert told(extract(spine, "Case report\n\n" + text), "age") == {age}


@pytest.mark.parametrize(
    "text",
    [
        "His father, aged 81, had gout.",
        "His 30-year-old sister had gout.",
        "His father had died at 70 years of age.",
        "The mean age of patients in the literature is 63 years.",
        "Peters described a 71-year-old woman.",
        "The implant was 12 years old.",
    ],
)
def test_the_age_of_others_is_not_the_patients(spine: Extractor, text: str) -> None:
    story = f"Case report\n\nA man was seen with back pain. {text}"
    assert told(extract(spine, story), "age") == set()


def test_the_age_of_the_story_goes_before_that_of_the_abstract(
    spine: Extractor,
) -> None:
    text = (
        "Abstract\n\nA 57-year-old man with gout is reported.\n\n"
        "Case report\n\nA 57-year-old man had back pain."
    )
    found = extract(spine, text)
    (age,) = (f for f in found.facts if f.field == "age")
    assert (age.value, age.section) == ("57", "case")


@pytest.mark.parametrize(
    ("text", "age"),
    [
        (
            "A 51-year-old man, first seen in our clinic at the age of 44, had gout.",
            "44",
        ),
        ("A 19-year-old woman was referred to us at the age of 12 years.", "12"),
        ("A 51-year-old man first had fits at the age of 9. He had fever.", "51"),
        ("A 51-year-old man, seen elsewhere at the age of 44, had fever.", "51"),
    ],
)
def test_the_age_of_arrival_goes_before_the_present_one(
    spine: Extractor, text: str, age: str
) -> None:
    assert told(extract(spine, "Case report\n\n" + text), "age") == {age}


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("A boy was born at term. At birth a sacral swelling was seen.", "0"),
        ("A girl had fits on the first day of life. CT was normal.", "0"),
        ("A boy became blue on day of life 15. CT was normal.", "0.04"),
        (
            (
                "A girl was born at 36 weeks. She was floppy at birth. "
                "At the age of 5 months she developed fits."
            ),
            "0",
        ),
        (
            (
                "A boy was operated on for a cleft on the second day of life. "
                "At 11 years of age he presented with back pain."
            ),
            "11",
        ),
        ("A 30-year-old man was born at 36 weeks. He was small at birth.", "30"),
    ],
)
def test_what_began_at_birth_came_at_birth(
    spine: Extractor, text: str, age: str
) -> None:
    assert told(extract(spine, "Case report\n\n" + text), "age") == {age}
