"""Ages said of whoever a sentence is about, and lists of ages."""

import pytest

from pipeline.extract import Extractor
from pipeline.rules.age import find_ages
from pipeline.rules.persons import PersonWords, compile_persons


@pytest.fixture
def persons(spine: Extractor) -> PersonWords:
    return compile_persons(row.cells for row in spine.pack.rows("person_words"))


def ages(text: str, persons: PersonWords) -> list[tuple[float | None, str | None]]:
    return [(a.years, a.sex) for a in find_ages(text, persons) if a.person]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A knife-grinder, 63, came with neck pain.", [(63.0, None)]),
        ("Patient B, a tram conductor of 47, had fallen.", [(47.0, None)]),
        ("Case 4. Lamplighter, 71. Stiff neck.", [(71.0, None)]),
        ("A swordsmith, fifty-eight, had a stiff back.", [(58.0, None)]),
        ("The elder, 52, limped.", [(52.0, None)]),
        ("A third, of 44, refused.", [(44.0, None)]),
        ("In patient three, who is 39, it was the other side.", [(39.0, None)]),
        (
            "This lady, who had turned seventy the week before, fell.",
            [(70.0, "female")],
        ),
        (
            "The man whose films opened this letter was 49 when he came.",
            [(49.0, "male")],
        ),
        ("M., 59 y., retired.", [(59.0, "male")]),
        ("A patient aged 56 (male) came.", [(56.0, "male")]),
        ("Pt: man 37 y. Dialysis 8 yrs.", [(37.0, "male")]),
        ("Five bargemen of one village came.", []),
        ("57 y/o M, smoker, R arm pain.", [(57.0, "male")]),
        ("Carter of 36, male. Weak legs.", [(36.0, "male")]),
    ],
)
def test_the_age_of_a_subject_is_read(
    text: str, found: list[tuple[float, str | None]], persons: PersonWords
) -> None:
    assert ages(text, persons) == found


@pytest.mark.parametrize(
    "text",
    [
        "A fever of 39, lasting two days, was noted.",
        "The collar, 14, was too small.",
        "The first, 3 weeks after the operation, failed.",
        "The other was eight years her senior.",
        "The second, 2 of whom died, were not operated on.",
        "A factor of 20, and more.",
    ],
)
def test_what_is_no_age_of_a_subject_is_left(text: str, persons: PersonWords) -> None:
    assert ages(text, persons) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Three men (31, 45 and 70 years) came.", [31.0, 45.0, 70.0]),
        ("Two women (55 and 58) came.", [55.0, 58.0]),
        ("The pupils, boys of 13 and 15, rowed.", [13.0, 15.0]),
        ("Two brothers in their forties (41 and 46) came.", [41.0, 46.0]),
        ("They had been lame since they were 20 and 24 years old.", []),
        ("Ages: 29, 33, 60.", [29.0, 33.0, 60.0]),
        ("Two men, operated on 3 and 5 years ago, are well.", []),
    ],
)
def test_each_age_of_a_list_is_somebody(
    text: str, found: list[float], persons: PersonWords
) -> None:
    assert [years for years, _ in ages(text, persons)] == found
