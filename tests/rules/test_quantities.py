import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.rules.quantities import compile_units, find_durations, find_measures

LEXICON = Path(__file__).resolve().parents[2] / "models" / "spine" / "lexicon"


@pytest.fixture(scope="module")
def units():
    with (LEXICON / "units.tsv").open(encoding="utf-8", newline="") as file:
        return compile_units(csv.DictReader(file, delimiter="\t"))


def only(text):
    found = find_durations(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "days", "months"),
    [
        ("nine days of fever", 9.0, 0.3),
        ("for 6 weeks", 42.0, 1.4),
        ("18 mos", 540.0, 18.0),
        ("x 7 mos", 210.0, 7.0),
        ("6 wks", 42.0, 1.4),
        ("two and a half years", 912.5, 30.0),
        ("a year and a half", 547.5, 18.0),
        ("half a year", 182.5, 6.0),
        ("1½ years", 547.5, 18.0),
        ("over a year", 365.0, 12.0),
        ("a year's history", 365.0, 12.0),
        ("10 months' pain", 300.0, 10.0),
        ("24-month follow-up", 720.0, 24.0),
        ("at one-year follow-up", 365.0, 12.0),
        ("one year and three months", 456.25, 15.0),
        ("1 year 3 months", 456.25, 15.0),
        ("a fortnight", 14.0, 14 / 30),
        ("a couple of weeks", 14.0, 14 / 30),
        ("48 h", 2.0, 2 / 30),
        ("twenty-four hours", 1.0, 1 / 30),
        ("2y", 730.0, 24.0),
        ("two decades", 7300.0, 240.0),
        ("for 3/12", 90.0, 3.0),
        ("hx 2/52", 14.0, 14 / 30),
        ("for 5/7", 5.0, 5 / 30),
        ("left brachialgia 4/12. No fall.", 120.0, 4.0),
        ("since the previous week", 7.0, 7 / 30),
        ("over the last month", 30.0, 1.0),
        ("in the last two weeks", 14.0, 14 / 30),
        ("it came overnight", 0.5, 0.5 / 30),
    ],
)
def test_a_duration_has_days_and_months(text, days, months):
    found = only(text)
    assert found.days == pytest.approx(days)
    assert found.months == pytest.approx(months, abs=1e-5)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1-2 years", 1.0, 2.0),
        ("two to four weeks", 2.0, 4.0),
        ("2 or 3 days", 2.0, 3.0),
        ("between 2 and 4 weeks", 2.0, 4.0),
    ],
)
def test_a_range_keeps_both_ends_and_counts_the_upper(text, low, high):
    found = only(text)
    assert (found.low, found.value) == (low, high)


@pytest.mark.parametrize(
    ("text", "days", "rule"),
    [
        ("on the ninth day", 9.0, "duration:ordinal"),
        ("in the second week", 14.0, "duration:ordinal"),
        ("on the 3rd postoperative day", 3.0, "duration:ordinal"),
        ("postoperative day 20", 20.0, "duration:numbered"),
        ("hospital day 6: surgery", 6.0, "duration:numbered"),
        ("week four", 28.0, "duration:numbered"),
        ("POD 5", 5.0, "duration:numbered"),
    ],
)
def test_a_point_in_time_is_told_from_a_span(text, days, rule):
    found = only(text)
    assert (found.days, found.rule) == (days, rule)


@pytest.mark.parametrize("text", ["several weeks", "a few days", "painful for years"])
def test_a_span_without_a_number_has_no_days(text):
    assert (only(text).days, only(text).months) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "a 7-year-old boy",
        "an 18 month old girl",
        "aged 62 years",
        "at the age of 3 years",
        "71 years of age",
        "62 y/o",
        "twice a day",
        "5 sessions a week",
        "every two weeks",
        "three times a week",
        "ibuprofen 10 mg/kg/day",
        "34 mm/h",
        "three quarters of an hour",
        "in the fourth decade",
        "power 4/5",
        "JOA score 9/12",
        "C5/6",
        "the thoracic 11/12.",
        "5/12/2020",
        "in the year 2004",
        "a modest yield",
    ],
)
def test_ages_rates_scores_and_dates_are_no_durations(text):
    assert find_durations(text) == ()


def test_two_times_told_respectively_are_two():
    found = find_durations("after two weeks and eight days, respectively.")
    assert [d.days for d in found] == [14.0, 8.0]


def test_the_full_stop_is_no_part_of_a_duration():
    assert only("It lasted 3 months.").end == len("It lasted 3 months")


def test_a_smaller_unit_after_a_bigger_one_belongs_to_it():
    assert [d.days for d in find_durations("one week and three months later")] == [
        7.0,
        90.0,
    ]


@settings(max_examples=100, deadline=None)
@given(
    n=st.integers(1, 99),
    unit=st.sampled_from(
        [("day", 1), ("week", 7), ("month", 30), ("year", 365), ("hour", 1 / 24)]
    ),
    form=st.sampled_from(["for {n} {u}s", "a {n}-{u} course", "{n} {u}s' rest"]),
)
def test_every_duration_comes_back(n, unit, form):
    name, days = unit
    found = only(form.format(n=n, u=name))
    assert (found.value, found.unit) == (float(n), name)
    assert found.days == pytest.approx(n * days, abs=1e-5)


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [
        ("6 mm thick", (6.0,), "mm"),
        ("a 9-mm nodule", (9.0,), "mm"),
        ("2.5cm", (25.0,), "mm"),
        ("14 x 11 mm", (14.0, 11.0), "mm"),
        ("3 cm × 2 cm × 1 cm", (30.0, 20.0, 10.0), "mm"),
        ("20-30 mm", (20.0, 30.0), "mm"),
        ("500 ml", (500.0,), "mL"),
        ("1.2 L", (1200.0,), "mL"),
        ("1,200 mL", (1200.0,), "mL"),
        ("50 mg", (50.0,), "mg"),
        ("1 g", (1000.0,), "mg"),
        ("200 µg", (0.2,), "mg"),
        ("10 mg/kg/day", (10.0,), "mg/kg"),
        ("24 to 41 degrees", (24.0, 41.0), "degree"),
        ("38.5 °C", (38.5,), "°C"),
        ("40 per cent", (40.0,), "%"),
        ("30 Gy", (30.0,), "Gy"),
    ],
)
def test_a_measure_is_in_its_canonical_unit(text, values, unit, units):
    found = find_measures(text, units)
    assert [(m.values, m.unit, m.value) for m in found] == [(values, unit, max(values))]


@pytest.mark.parametrize("text", ["C5-6 mm", "5 mmol", "six mm", "7 m", "MRI 3 times"])
def test_what_is_no_measure_is_not_matched(text, units):
    assert find_measures(text, units) == ()


def test_a_range_is_told_from_dimensions(units):
    assert find_measures("2-3 cm", units)[0].is_range
    assert not find_measures("2 x 3 cm", units)[0].is_range


@settings(max_examples=100, deadline=None)
@given(
    value=st.decimals(0, 9999, places=1),
    unit=st.sampled_from(
        [("mm", "mm", 1), ("cm", "mm", 10), ("L", "mL", 1000), ("g", "mg", 1000)]
    ),
    gap=st.sampled_from(["", " ", "\u00a0"]),
)
def test_every_measure_comes_back(value, unit, gap, units):
    form, canonical, factor = unit
    found = find_measures(f"about {value}{gap}{form} of it", units)
    assert found[0].unit == canonical
    assert found[0].value == pytest.approx(float(value) * factor)


@pytest.mark.parametrize(
    "unit", ["1", "1 ", "1-", "1,", "1/2 ", "- ", "1 year ", "day 1 ", "1 x ", "1.1."]
)
def test_long_runs_of_one_thing_end_soon(unit, units):
    text = unit * 4000
    assert isinstance(find_durations(text), tuple)
    assert isinstance(find_measures(text, units), tuple)
