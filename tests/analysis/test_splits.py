"""Patients are divided by a column or a condition; those not reported stand apart."""

from collections.abc import Mapping

import pytest

from pipeline.analysis.splits import frequent_values, read_splits
from pipeline.errors import ExpressionError
from pipeline.series import ColumnType, Row

Columns = Mapping[str, ColumnType]


def rows(column: str, *cells: object) -> list[Row]:
    return [{"case_id": str(n), column: cell} for n, cell in enumerate(cells)]  # type: ignore[dict-item]


def sizes(by: str, columns: Columns, patients: list[Row]) -> dict[str, dict[str, int]]:
    return {
        split.name: {str(g): len(m) for g, m in split.divide(patients).items()}
        for split in read_splits(by, columns, patients)
    }


def test_a_column_divides_in_the_order_of_the_codebook(columns: Columns) -> None:
    patients = rows("sex", "male", "female", None, "male")
    assert sizes("sex", columns, patients) == {
        "sex": {"female": 1, "male": 2, "None": 1}
    }


def test_a_column_of_lists_gives_a_split_for_each_value(columns: Columns) -> None:
    patients = rows("interventions", "fusion; NSAID", "NSAID; NSAID", None)
    assert sizes("intervention", columns, patients) == {
        "NSAID in interventions": {"yes": 2, "no": 0, "None": 1},
        "fusion in interventions": {"yes": 1, "no": 1, "None": 1},
    }


def test_a_condition_divides_into_yes_and_no(columns: Columns) -> None:
    patients = rows("age_years", 3.0, 70.0, None)
    assert sizes("age_years >= 18", columns, patients) == {
        "age_years >= 18": {"yes": 1, "no": 1, "None": 1}
    }


def test_a_cell_that_looks_like_a_list_is_one_value_elsewhere(columns: Columns) -> None:
    patients = rows("first_author", "Roe; Doe", "Roe")
    assert sizes("first_author", columns, patients) == {
        "first_author": {"Roe": 1, "Roe; Doe": 1, "None": 0}
    }


def test_a_value_outside_the_codebook_has_its_own_group(columns: Columns) -> None:
    patients = rows("sex", "intersex", "female")
    assert sizes("sex", columns, patients)["sex"]["intersex"] == 1


def test_nothing_reported_divides_into_nothing(columns: Columns) -> None:
    assert sizes("intervention", columns, rows("interventions", None)) == {}
    assert sizes("first_author", columns, []) == {"first_author": {"None": 0}}


@pytest.mark.parametrize("by", ["age_years", "nonsense", "no such", ""])
def test_what_divides_nobody_is_refused(by: str, columns: Columns) -> None:
    with pytest.raises(ExpressionError):
        read_splits(by, columns, [])


def test_frequent_values_come_first_then_by_alphabet() -> None:
    patients = rows("symptoms", "b; a", "c", "c; c", None)
    assert frequent_values(patients, "symptoms") == ("c", "a", "b")


def test_unknown_word_is_told_with_the_columns(columns):
    with pytest.raises(
        ExpressionError, match=r"^sexx is no column; name one of case_id"
    ):
        read_splits("sexx", columns, ())
