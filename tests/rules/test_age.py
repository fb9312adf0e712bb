import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.rules.age import find_ages, read_age_cell
from pipeline.rules.persons import compile_persons

LEXICON = Path(__file__).resolve().parents[2] / "models" / "spine" / "lexicon"
TEENS = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()


@pytest.fixture(scope="module")
def persons():
    with (LEXICON / "person_words.tsv").open(encoding="utf-8", newline="") as file:
        return compile_persons(csv.DictReader(file, delimiter="\t"))


def only(text, persons):
    found = find_ages(text, persons)
    assert len(found) == 1, found
    assert text[found[0].start : found[0].end] == found[0].raw
    return found[0]


@pytest.mark.parametrize(
    ("text", "years", "sex"),
    [
        ("An 8-year-old boy limped in.", 8.0, "male"),
        ("a 7-yr-old girl", 7.0, "female"),
        ("This 51 year old male", 51.0, "male"),
        ("a 9 year-old girl", 9.0, "female"),
        ("a 62\u2010year\u2010old man", 62.0, "male"),
        ("a 62 -year- old man", 62.0, "male"),
        ("six years old boy was carried in", 6.0, "male"),
        ("7 y/o girl", 7.0, "female"),
        ("a 62 y.o. male", 62.0, "male"),
        ("7yo F with stiffness", 7.0, "female"),
        ("5 yr old", 5.0, None),
        ("A sixty-two-year-old lady", 62.0, "female"),
        ("a one-and-a-half-year-old girl", 1.5, "female"),
        ("An 18-month-old boy", 1.5, "male"),
        ("a year-old girl", 1.0, "female"),
        ("a 5 and a half year old boy", 5.5, "male"),
        ("a male infant aged 9 months", 0.75, "male"),
        ("A 50-year-old known diabetic and hypertensive man", 50.0, "male"),
        ("a 6-year-3-month-old boy", 6.25, "male"),
        ("He was 4 years and 3 months old.", 4.25, "male"),
        ("She was 71 years of age.", 71.0, "female"),
        ("a 74-year-old right-handed retired woman", 74.0, "female"),
        ("A 62-year-old burn victim", 62.0, None),
        ("a 55-year-old haemodialysis patient (female)", 55.0, "female"),
        ("A 63-year-old cheesemaker", 63.0, None),
        ("a 40-year-old policewoman", 40.0, "female"),
        ("woman aged 62 years", 62.0, "female"),
        ("The patient, aged 66, worked", 66.0, None),
        ("Mrs. D., aged sixty-eight, a widow", 68.0, "female"),
        ("girl aged 2 years 6 months", 2.5, "female"),
        ("Age: 45", 45.0, None),
        ("Age (years): 45", 45.0, None),
        ("Age 46 years, right-handed.", 46.0, None),
        ("(62 y, female)", 62.0, "female"),
        ("One case (man, 51 years) was", 51.0, "male"),
        ("Case 2 (F, 34): pain", 34.0, "female"),
        ("A retired glazier (68) fell", 68.0, None),
        ("a man of 47", 47.0, "male"),
        ("A schoolgirl of 14 who", 14.0, "female"),
        ("a child of 4½ years", 4.5, None),
        ("a boy of eleven years", 11.0, "male"),
        ("a widow of 82", 82.0, "female"),
        ("A fisherman of 53 noticed", 53.0, "male"),
        ("a patient of 58 years", 58.0, None),
        ("A woman, 54, fell", 54.0, "female"),
        ("Mrs W., 81 years, a former cook", 81.0, "female"),
        ("The patient, 39 years, lives alone", 39.0, None),
        ("Male, 66 years, retired", 66.0, "male"),
        ("14/M", 14.0, "male"),
        ("F/62", 62.0, "female"),
        ("F, 62", 62.0, "female"),
        ("M 71, known gout", 71.0, "male"),
        ("62F with neck pain", 62.0, "female"),
        ("History: 66 M. Neck stiff.", 66.0, "male"),
        ("18 mo/F", 1.5, "female"),
        ("she is 33.", 33.0, "female"),
        ("He was 45, a clerk.", 45.0, "male"),
        ("a 62 year woman came", 62.0, "female"),
        ("a neonate of 8 days", 0.021918, None),
        ("A newborn girl", 0.0, "female"),
        ("the neonate", 0.0, None),
    ],
)
def test_an_age_of_a_person_is_read_with_its_sex(text, years, sex, persons):
    age = only(text, persons)
    assert (age.years, age.sex, age.person) == (years, sex, True)


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("a singer in her late fifties", "female"),
        ("a man in his 60s", "male"),
        ("A woman in the seventh decade of life", "female"),
        ("an octogenarian", None),
    ],
)
def test_a_decade_has_no_years_and_keeps_its_words(text, sex, persons):
    age = only(text, persons)
    assert (age.years, age.sex, age.person) == (None, sex, True)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("He lost an arm at the age of 29.", "age:at-age"),
        ("operated on at age 12", "age:at-age"),
        ("since she was six, she has danced", "age:at-age"),
        ("when he was 45 years old he fell", "age:at-age"),
        ("a hip replacement (age 61) went well", "age:thing"),
        ("lobectomy (age 61)", "age:at-age"),
        ("A 4-year-old fracture of the hip in a man", "age:thing"),
        ("a two-year-old injury", "age:thing"),
        ("The shunt was three years old.", "age:thing"),
        ("The mean age was 54 years (range 20-81).", "age:statistic"),
        ("median age 63", "age:statistic"),
        ("children aged 5 to 10", "age:statistic"),
        ("women aged 60 years are prone", "age:statistic"),
        ("patients between 30 and 60 years old", "age:statistic"),
        ("It spares 3-5-year-old children.", "age:statistic"),
        ("rare below the age of 2", "age:statistic"),
        ("in people over 50 years of age", "age:statistic"),
        ("aged 12 ± 3 years", "age:statistic"),
        ("common in the sixth decade", "age:statistic"),
        ("men in their fifties", "age:statistic"),
    ],
)
def test_an_age_that_is_nobodys_now_says_why(text, rule, persons):
    age = only(text, persons)
    assert (age.rule, age.person) == (rule, False)


@pytest.mark.parametrize(
    "text",
    [
        "a 20-year history of gout",
        "22-year history",
        "10-year survival",
        "1-year follow-up",
        "for 62 years",
        "at 2 years he walks",
        "a mother of five",
        "mother of 3",
        "a smoker of 20 years",
        "patients over 50",
        "Persons aged over 70 are spared.",
        "patient (12)",
        "as others found (14, 15)",
        "18F-FDG PET",
        "a 14 F Foley catheter",
        "12 M/8 F",
        "M:F 3:1",
        "a fever of 101 F",
        "the newborn period",
        "in the fifties of the last century",
        "the score was 15",
        "He was 148 cm tall.",
        "She was 2 weeks in bed.",
        "In 1998, 63 operations",
        "T12 M0",
        "grown under ageing lights, 45 in all",
    ],
)
def test_what_is_no_age_is_not_matched(text, persons):
    assert find_ages(text, persons) == ()


def test_two_persons_in_one_list_have_each_their_age(persons):
    ages = find_ages("two brothers aged 7 and 10 years", persons)
    assert [(a.years, a.sex, a.rule) for a in ages] == [
        (7.0, "male", "age:list"),
        (10.0, "male", "age:list"),
    ]


def test_three_ages_share_one_unit(persons):
    ages = find_ages("aged 6, 9 and 18 months, respectively", persons)
    assert [a.years for a in ages] == [0.5, 0.75, 1.5]


def test_a_later_time_is_no_second_part_of_the_age(persons):
    age = find_ages("a girl of 3½ years, two months after the fall", persons)[0]
    assert age.years == 3.5


def test_a_relative_is_named_by_its_noun(persons):
    age = only("Her mother (aged 27 years) came too.", persons)
    assert (age.noun, persons.get(age.noun).relation) == ("mother", "relative")


def test_a_surname_that_ends_like_a_person_is_none(persons):
    assert find_ages("Goodman, 58, reported this", persons) == ()


def test_small_counted_groups_are_persons(persons):
    age = only("We saw two 5-year-old boys.", persons)
    assert (age.years, age.sex, age.person) == (5.0, "male", True)


@pytest.mark.parametrize(
    ("cell", "years", "sex"),
    [
        ("9/M", 9.0, "male"),
        ("F/62", 62.0, "female"),
        ("F 62", 62.0, "female"),
        ("62, male", 62.0, "male"),
        ("3y", 3.0, None),
        ("18 mo", 1.5, None),
        ("3 y 6 mo", 3.5, None),
        ("45", 45.0, None),
        ("45 years*", 45.0, None),
        ("4½", 4.5, None),
    ],
)
def test_a_table_cell_needs_no_words(cell, years, sex, persons):
    age = read_age_cell(cell, persons)
    assert (age.years, age.sex, age.rule) == (years, sex, "age:cell")


@pytest.mark.parametrize("cell", ["NR", "n/a", "–", "C5-C6", "2010", "5 cases", ""])
def test_a_cell_that_is_no_age_is_refused(cell, persons):
    assert read_age_cell(cell, persons) is None


FORMS = (
    "A {n}-year-old {p} came.",
    "the {p}, aged {n}, came",
    "a {p} of {n} years",
    "a {p} ({n} years)",
    "a {n} year old {p}",
    "a {p}, {n} years old, came",
)


@settings(max_examples=100, deadline=None)
@given(
    n=st.integers(1, 104),
    p=st.sampled_from(["man", "woman", "boy", "lady"]),
    form=st.sampled_from(FORMS),
)
def test_every_form_gives_back_what_was_written(n, p, form, persons):
    age = only(form.format(n=n, p=p), persons)
    sex = "male" if p in {"man", "boy"} else "female"
    assert (age.years, age.sex, age.person) == (float(n), sex, True)


@settings(max_examples=50, deadline=None)
@given(word=st.sampled_from(TEENS), form=st.sampled_from(FORMS))
def test_words_and_figures_read_the_same(word, form, persons):
    assert only(form.format(n=word, p="boy"), persons).years == 10.0 + TEENS.index(word)


@settings(max_examples=100, deadline=None)
@given(
    n=st.integers(2, 90),
    noun=st.sampled_from(["history", "follow-up", "survival"]),
)
def test_a_duration_is_never_an_age(n, noun, persons):
    assert find_ages(f"He had a {n}-year {noun} of it for {n} years.", persons) == ()


@pytest.mark.parametrize(
    "unit", ["1", "1 ", "1-", "(1", "- ", "fifty-", "aged ", "year ", "-old ", "1 M "]
)
def test_long_runs_of_one_thing_end_soon(unit, persons):
    assert isinstance(find_ages(unit * 4000, persons), tuple)
