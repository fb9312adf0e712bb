"""A condition is read as typed; what a report does not say is never a "no"."""

from collections.abc import Mapping

import pytest

from pipeline.analysis.expressions import read_condition
from pipeline.errors import ExpressionError
from pipeline.series import ColumnType, Row

WOMAN: Row = {
    "sex": "female",
    "age_years": 44.0,
    "interventions": "fusion; NSAID",
    "symptoms": "neck pain",
    "outcome": None,
}


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("sex == female", True),
        ("sex != female", False),
        ("sex == 'female'", True),
        ("age_years >= 44", True),
        ("age_years > 44", False),
        ("age_years < -1", False),
        ("fusion in interventions", True),
        ("fus in interventions", False),  # a part of a value is no value
        ("laminectomy not in interventions", True),
        ("'neck pain' in symptoms", True),
        ("sex in (female, male)", True),
        ("sex not in [male]", True),
        ("not sex == male", True),
        ("sex == female and age_years < 18", False),
        ("sex == male or age_years == 44", True),
    ],
)
def test_a_condition_holds_or_not(
    text: str, truth: bool, columns: Mapping[str, ColumnType]
) -> None:
    assert read_condition(text, columns)(WOMAN) is truth


@pytest.mark.parametrize(
    "text",
    [
        "outcome == died",
        "outcome != died",
        "not outcome == died",
        "outcome in (died, worsened)",
        "edema in imaging_findings",
        "edema not in imaging_findings",
        "sex == female and outcome == died",
        "sex == male or outcome == died",
    ],
)
def test_what_is_not_reported_is_neither_true_nor_false(
    text: str, columns: Mapping[str, ColumnType]
) -> None:
    assert read_condition(text, columns)(WOMAN) is None


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("sex == male and outcome == died", False),
        ("sex == female or outcome == died", True),
    ],
)
def test_one_part_may_settle_what_the_other_leaves_open(
    text: str, truth: bool, columns: Mapping[str, ColumnType]
) -> None:
    assert read_condition(text, columns)(WOMAN) is truth


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "cannot be read"),
        ("sex ==", "cannot be read"),
        ("sex == fem\x00ale", "cannot be read"),
        ("not " * 5000 + "sex == male", "cannot be read"),
        ("sex", "holds more than comparisons"),
        ("__import__('os').system('true')", "holds more than comparisons"),
        ("[x for x in sex]", "holds more than comparisons"),
        ("1 < age_years < 5", "holds more than comparisons"),
        ("sex == open('x')", "is no plain value"),
        ("sexx == male", "sexx is no column"),
        ("sex == woman", "sex is never 'woman'; it may be female, male"),
        ("sex in (female, woman)", "sex is never 'woman'"),
        ("age_years == adult", "age_years is a number"),
        ("age_years in (1, old)", "age_years is a number"),
        ("sex == 1", "sex is a string"),
        ("interventions == fusion", "write: VALUE in interventions"),
        ("interventions in (fusion, NSAID)", "write: VALUE in interventions"),
        ("5 in age_years", "age_years is a number; write: age_years == 18"),
        ("sex is male", "a sign other than"),
    ],
)
def test_a_faulty_condition_is_refused_in_one_line(
    text: str, message: str, columns: Mapping[str, ColumnType]
) -> None:
    with pytest.raises(ExpressionError, match="(?s)" + message.replace("(", r"\(")):
        read_condition(text, columns)
