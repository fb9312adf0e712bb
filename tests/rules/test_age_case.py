"""Ages beside what a case is called."""

import pytest

from pipeline.extract import Extractor
from pipeline.rules.age import find_ages
from pipeline.rules.age_case import find_backward, find_cases, find_precise
from pipeline.rules.persons import PersonWords, compile_persons
from tests.rules.case_bench import by_patient, extract, read


@pytest.fixture
def persons(spine: Extractor) -> PersonWords:
    return compile_persons(row.cells for row in spine.pack.rows("person_words"))


@pytest.mark.parametrize(
    ("text", "years", "sex"),
    [
        ("Patient I (61 years) had fever.", 61, None),
        ("Case 2: 7 years, fever.", 7, None),
        ("Patient B, 54 F, had fever.", 54, "female"),
        ("Case 3 (45/M) had fever.", 45, "male"),
        ("Case 1 was 48 and had fever.", 48, None),
        ("Aet. 37, with fever.", 37, None),
        ("This happened in his 61st year.", 60, "male"),
        ("The other is 45, with fever.", 45, None),
        ("The sister, who was 33, had fever.", 33, "female"),
        ("She was 70 when the fever began.", 70, "female"),
        ("The patient, 66, had fever.", 66, None),
        ("R.T., 29 years, had fever.", 29, None),
    ],
)
def test_an_age_follows_the_name_of_a_case(
    persons: PersonWords, text: str, years: float, sex: str | None
) -> None:
    assert [(a.years, a.sex) for a in find_cases(text, persons)] == [(years, sex)]


@pytest.mark.parametrize(
    "text",
    [
        "Case 2 (61 cm) was tall.",
        "Patient 3 had fever for 12 days.",
        "The other is 45 cm long.",
        "She was 70 kg in weight.",
        "In the patient, 3, 4 and 5 were fused.",
        "In the second year of school he fell.",
    ],
)
def test_numbers_that_are_no_age(persons: PersonWords, text: str) -> None:
    assert list(find_cases(text, persons)) == []


def test_a_decade_made_precise_is_the_precise_age(persons: PersonWords) -> None:
    text = "A woman in her early seventies (72 years) had fever."
    assert [(a.years, a.sex) for a in find_precise(text, persons)] == [(72, "female")]


def test_units_may_stand_before_tens(persons: PersonWords) -> None:
    text = "He was nine-and-forty years old."
    assert [a.years for a in find_backward(text, persons)] == [49]


def test_labelled_ages_make_a_series(spine: Extractor) -> None:
    text = (
        "Case 1\n\nPatient 1 (61 years) had back pain.\n\n"
        "Case 2\n\nPatient 2 (43 years) had neck pain."
    )
    assert by_patient(extract(spine, text), "age") == {1: {"61"}, 2: {"43"}}


def test_an_age_with_initials_introduces_a_patient(spine: Extractor) -> None:
    reading = read(spine, "Case report\n\nK.L., 58 years, came with back pain.")
    assert [(p.number, p.age) for p in reading.patients] == [(1, 58)]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Two men, 62 and 70 years old, were seen.", [62, 70]),
        ("Their ages were 7, 9 and 12 years.", [7, 9, 12]),
        ("The infants were 6 and 18 months old.", [0.5, 1.5]),
        ("Boys of 15 and 16.", [15, 16]),
        ("The remaining two, of 58 and 63, had fever.", [58, 63]),
        ("The first (28 years) had fever, the second (31 years) had none.", [28, 31]),
        ("Children between 5 and 10 years old were seen.", []),
        ("The patients were followed for 2, 3 and 5 years.", []),
    ],
)
def test_ages_are_listed(persons: PersonWords, text: str, years: list[float]) -> None:
    found = [a.years for a in find_ages(text, persons) if a.person]
    assert found == pytest.approx(years, abs=0.01)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("A woman of 60 had it. Her sister, younger by six years, had it too.", 54),
        ("A man of 46 had it. His brother, two years his senior, had it too.", 48),
        ("A girl of 12 had it. Child 3, her junior by a year, had it too.", 11),
        ("A boy of 8 had it; his sister was 18 months younger.", 6.5),
    ],
)
def test_an_age_is_told_by_comparison(
    persons: PersonWords, text: str, years: float
) -> None:
    assert find_ages(text, persons)[-1].years == pytest.approx(years)


@pytest.mark.parametrize(
    "text",
    [
        "A man of 61 was ten years older than the second patient.",
        "A man of 61 had pain. It began two years earlier.",
        "A man of 61 was younger than most.",
    ],
)
def test_what_compares_no_age(persons: PersonWords, text: str) -> None:
    assert [a.years for a in find_ages(text, persons)] == [61]


@pytest.mark.parametrize(
    ("text", "count"),
    [("Twin sisters of seven were seen.", 2), ("A girl of seven was seen.", 1)],
)
def test_an_age_may_be_shared(persons: PersonWords, text: str, count: int) -> None:
    assert [(a.years, a.count) for a in find_ages(text, persons)] == [(7, count)]
