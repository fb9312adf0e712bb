import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.rules.numbers import CARDINAL, COUNT, NUMBER, ORDINAL, parse_number

UNITS = "one two three four five six seven eight nine".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("7", 7.0),
        ("3.5", 3.5),
        ("0,45", 0.45),
        ("2·5", 2.5),
        ("1,200", 1200.0),
        ("1,200.5", 1200.5),
        ("12 400", 12400.0),
        ("4½", 4.5),
        ("½", 0.5),
        ("1/2", 0.5),
        ("4 1/2", 4.5),
        ("sixty-two", 62.0),
        ("sixty two", 62.0),
        ("Sixty\u2011two", 62.0),
        ("sixtytwo", 62.0),
        ("seventeen", 17.0),
        ("a", 1.0),
        ("an", 1.0),
        ("half a", 0.5),
        ("two and a half", 2.5),
        ("one-and-a-half", 1.5),
        ("5 and a half", 5.5),
        ("three and three-quarters", 3.75),
        ("a couple of", 2.0),
        ("a dozen", 12.0),
        ("half a dozen", 6.0),
        ("two dozen", 24.0),
        ("a hundred", 100.0),
        ("one hundred and five", 105.0),
        ("two hundred", 200.0),
        ("fourth", 4.0),
        ("4th", 4.0),
        ("twenty-first", 21.0),
        ("ninetieth", 90.0),
    ],
)
def test_a_written_number_has_its_value(written, value):
    assert parse_number(written) == value


@pytest.mark.parametrize(
    "written",
    ["several", "a few", "many", "fifties", "60s", "30's", "", "none", "1/0", "tender"],
)
def test_what_names_no_number_has_no_value(written):
    assert parse_number(written) is None


@pytest.mark.parametrize("written", ["62", "sixty-two", "fourth", "several", "1/2"])
def test_one_pattern_matches_every_kind(written):
    assert re.fullmatch(NUMBER, written)


@pytest.mark.parametrize("written", ["60s", "fifties", "4th", "fourth", "someone"])
def test_decades_and_ordinals_are_no_cardinals(written):
    assert re.search(CARDINAL, written) is None


def test_a_compound_is_never_cut_in_two():
    assert re.findall(COUNT, "between sixty-two and seventy") == [
        "sixty-two",
        "seventy",
    ]


def test_a_number_inside_a_word_is_none():
    assert re.search(COUNT, "someone often weighs tenderness, C5 and v2") is None


def test_a_cardinal_is_no_ordinal():
    assert re.search(ORDINAL, "four and 4") is None


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 9), st.integers(2, 9))
def test_tens_and_units_in_words_come_back(unit, ten):
    assert parse_number(f"{TENS[ten - 2]}-{UNITS[unit - 1]}") == ten * 10 + unit


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 999_999))
def test_thousands_marks_change_nothing(number):
    assert parse_number(f"{number:,}") == float(number)


@settings(max_examples=100, deadline=None)
@given(st.decimals(0, 999, places=1))
def test_a_decimal_comes_back(number):
    assert parse_number(str(number)) == float(number)
