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
