import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.rules.lab_ranges import judge
from pipeline.rules.labvalues import interpretation_words, parse_lab


def read(text):
    found = parse_lab(text)
    return (found.value, found.unit, found.interpretation)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        (" was 8.7 mg/dL (normal, 2.5-4.5)", (8.7, "mg/dL", "elevated")),
        (" 9.8 x 10^9/L (normal range 4-11)", (9.8, "10^9/L", "normal")),
        (" was 18 mg/L (reference <5)", (18.0, "mg/L", "elevated")),
        (" 3 mg/L (normal <10)", (3.0, "mg/L", "normal")),
        (" 8 mg/L, normal up to 10", (8.0, "mg/L", "normal")),
        (" 121 µmol/L (64\u2013104)", (121.0, "µmol/L", "elevated")),
        (" 10.9 g/dl [12.0-15.0 g/dl]", (10.9, "g/dL", "low")),
        (" of 1,870 mg/L (3.3-19.4)", (1870.0, "mg/L", "elevated")),
        (" (34 mm/h; ref. 0-20)", (34.0, "mm/h", "elevated")),
        (" 40 mL/min (>60)", (40.0, "mL/min", "low")),
    ],
)
def test_a_printed_range_decides(text, result):
    assert read(text) == result


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        (" 5 mg/L (2.5-4.5)", 2.5, 4.5),
        (" 5 mg/L (<10)", None, 10.0),
        (" 5 mg/L (>2)", 2.0, None),
        (" 5 mg/L", None, None),
    ],
)
def test_the_range_is_kept(text, low, high):
    found = parse_lab(text)
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        (" 4.2 (H)", (4.2, None, "elevated")),
        (" 4.2 (L)", (4.2, None, "low")),
        (" 88 ↑", (88.0, None, "elevated")),
        (" ↓ 2.1 mmol/L", (2.1, "mmol/L", "low")),
    ],
)
def test_a_flag_decides_without_a_range(text, result):
    assert read(text) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        (" was raised at 88", (88.0, None, "elevated")),
        (" was slightly elevated (34 mm/h)", (34.0, "mm/h", "elevated")),
        (" was high at 9.8 mg/L", (9.8, "mg/L", "elevated")),
        (" 18 nmol/l, which is low", (18.0, "nmol/L", "low")),
        (" 1.1 ng/ml, normal.", (1.1, "ng/mL", "normal")),
        (" rose to 214 mg/l", (214.0, "mg/L", "elevated")),
        (" was within normal limits", (None, None, "normal")),
        (" was not elevated", (None, None, "normal")),
        (" was negative", (None, None, "negative")),
        (" were sterile.", (None, None, "negative")),
        (" was positive at 1:640", (640.0, "titre", "positive")),
    ],
)
def test_a_word_decides_without_either(text, result):
    assert read(text) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        (" was 112 mm/hr", (112.0, "mm/h", None)),
        (" of 96 mm at the first hour", (96.0, "mm/h", None)),
        (" 12,400/µL", (12400.0, "/µL", None)),
        (" 12 400 /mm3", (12400.0, "/µL", None)),
        (" (15.8 × 10^3/µL)", (15.8, "10^9/L", None)),
        (" 15 × 10⁹/L", (15.0, "10^9/L", None)),
        (" 5.6 G/l", (5.6, "10^9/L", None)),
        (" 11 K/µL", (11.0, "10^9/L", None)),
        (" 4.5 x 10^12/L", (4.5, "10^12/L", None)),
        (" 198 umol/l", (198.0, "µmol/L", None)),
        (" 198 micromol/L", (198.0, "µmol/L", None)),
        (" 486 IU/L", (486.0, "U/L", None)),
        (" 9.5 mg%", (9.5, "mg/dL", None)),
        (" 26 per cent", (26.0, "%", None)),
        (" 7.5 mEq/L", (7.5, "mEq/L", None)),
        (" <0.5 ng/mL", (0.5, "ng/mL", None)),
        (" 5,6 mg/dL", (5.6, "mg/dL", None)),
        (" 2.1 mg/100 ml", (2.1, "mg/dL", None)),
        (": 45", (45.0, None, None)),
    ],
)
def test_units_are_canonical_and_no_word_is_no_interpretation(text, result):
    assert read(text) == result


@pytest.mark.parametrize(
    "text",
    [" [3].", " was not done.", "", " abnormal", " and the scan", " with 2 patients"],
)
def test_no_result_is_none(text):
    assert parse_lab(text) is None


@pytest.mark.parametrize(
    ("text", "result"),
    [
        (" 48 mg/L, with a normal ", (48.0, "mg/L", None)),
        (" 48 mg/L, normal serum ", (48.0, "mg/L", None)),
        (" 48 mg/L and calcium was. Later it was low", (48.0, "mg/L", None)),
        (" was normal; it rose to 50 mg/L", (None, None, "normal")),
        (" on day 12 was normal", (None, None, "normal")),
        (" was 61 on the third day", (61.0, None, None)),
    ],
)
def test_what_belongs_to_another_test_or_day_is_left(text, result):
    assert read(text) == result


def test_offsets_point_at_the_value():
    text = " was raised at 88 mg/L"
    found = parse_lab(text)
    assert text[found.start : found.end] == "88 mg/L"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("markedly raised", "elevated"),
        ("not raised", "normal"),
        ("within the normal range", "normal"),
        ("unremarkable", "normal"),
        ("low-normal", "normal"),
        ("suppressed", "low"),
        ("not detected", "negative"),
        ("sterile", "negative"),
        ("no growth was seen", "negative"),
        ("high-sensitivity", None),
        ("tender", None),
    ],
)
def test_a_word_has_its_meaning(text, meaning):
    assert interpretation_words(text) == meaning


@pytest.mark.parametrize(
    ("value", "low", "high", "meaning"),
    [
        (5.0, 4.0, 6.0, "normal"),
        (6.0, 4.0, 6.0, "normal"),
        (7.0, 4.0, 6.0, "elevated"),
        (3.0, 4.0, 6.0, "low"),
        (3.0, None, None, None),
    ],
)
def test_a_value_is_judged_by_its_range(value, low, high, meaning):
    assert judge(value, low, high) == meaning


@settings(max_examples=100, deadline=None)
@given(
    value=st.decimals("0.1", 9999, places=1),
    unit=st.sampled_from(
        [
            "mg/dL",
            "mg/L",
            "mmol/L",
            "U/L",
            "10^9/L",
            "mm/h",
            "pg/mL",
            "g/dL",
            "%",
            "µmol/L",
        ]
    ),
    form=st.sampled_from([" was {v} {u}", " ({v} {u})", ": {v} {u}", " of {v} {u}."]),
)
def test_every_value_comes_back(value, unit, form):
    shown = f"{value} x {unit}" if unit.startswith("10^") else f"{value} {unit}"
    found = parse_lab(form.replace("{v} {u}", shown))
    assert (found.value, found.unit) == (float(value), unit)


@settings(max_examples=100, deadline=None)
@given(value=st.integers(1, 200), low=st.integers(1, 100), width=st.integers(1, 100))
def test_a_range_judges_every_value(value, low, width):
    found = parse_lab(f" was {value} mg/L (normal {low}-{low + width})")
    assert found.interpretation == judge(value, low, low + width)


@pytest.mark.parametrize("unit", ["1", "1 ", "1-", "was ", "(1", "x 10 ", "no ", ", "])
def test_long_runs_of_one_thing_end_soon(unit):
    found = parse_lab(unit * 2000)
    assert found is None or found.end <= len(unit) * 2000


def test_a_dotted_leader_costs_no_time():
    """Exponential in dots, this would not end."""
    assert parse_lab(" " + "." * 200 + " (see Table) 7.9 mg/dL") is not None
