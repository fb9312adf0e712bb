"""Table 1 tells every denominator; nobody unknown is counted in it."""

import csv
from collections.abc import Mapping
from pathlib import Path

from pipeline.analysis.table_one import HEADER, Block, table_one, write_table_one
from pipeline.series import ColumnType, Row
from tests.analysis.test_comparison import patient

Columns = Mapping[str, ColumnType]
ROWS = [
    patient(1, sex="male", age_years=2.0, symptoms="fever; neck pain"),
    patient(2, sex="female", age_years=5.0, symptoms="neck pain; neck pain"),
    patient(3, sex="male", lesion_levels="L1; C2-C3"),
    patient(4, lesion_levels="C2; C2-C3", age_group="child"),
]


def block(rows: list[Row], columns: Columns, column: str) -> Block:
    [found] = [b for b in table_one(rows, columns) if b.column == column]
    return found


def told(found: Block) -> list[tuple[str, int]]:
    return [(line.label, len(line.rows)) for line in found.lines]


def test_the_denominator_is_those_of_whom_it_is_told(columns: Columns) -> None:
    found = block(ROWS, columns, "sex")
    assert (found.total, len(found.reported)) == (4, 3)
    assert told(found) == [("female", 1), ("male", 2)]
    assert found.percent(found.lines[0]) == 100 / 3


def test_a_patient_counts_once_for_a_value(columns: Columns) -> None:
    assert told(block(ROWS, columns, "symptoms")) == [("neck pain", 2), ("fever", 1)]


def test_levels_stand_from_the_skull_down(columns: Columns) -> None:
    found = told(block(ROWS, columns, "lesion_levels"))
    assert found == [("C2", 1), ("C2-C3", 2), ("L1", 1)]


def test_a_value_outside_the_codebook_is_not_dropped(columns: Columns) -> None:
    rows = [patient(1, sex="intersex"), patient(2, sex="male")]
    assert told(block(rows, columns, "sex")) == [("male", 1), ("intersex", 1)]


def test_numbers_have_a_summary(columns: Columns) -> None:
    found = block(ROWS, columns, "age_years").summary
    assert found is not None
    assert (found.n, found.mean, found.median) == (2, 3.5, 3.5)


def test_nothing_known_gives_empty_sections(columns: Columns) -> None:
    for rows in ([], [patient(1)]):
        for found in table_one(rows, columns):
            assert (found.reported, found.lines, found.summary) == ((), (), None)


def test_the_file_has_a_row_per_value_and_one_per_number(
    tmp_path: Path, columns: Columns
) -> None:
    odd = [*ROWS, patient(5, diagnoses="=1+1")]
    write_table_one(tmp_path / "t.csv", table_one(odd, columns))
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == HEADER
    assert ["Sex", "male", "2", "3", "66.6667", *[""] * 7] in rows
    assert rows[0][:2] == ["Age, years", ""]
    assert rows[0][2:] == [
        "2",
        "5",
        "",
        "3.5",
        "2.1213",
        "3.5",
        "2.75",
        "4.25",
        "2",
        "5",
    ]
    assert ["Diagnosis", "'=1+1", "1", "1", "100", *[""] * 7] in rows


def test_a_file_of_no_patients_has_sections_of_zero(
    tmp_path: Path, columns: Columns
) -> None:
    write_table_one(tmp_path / "t.csv", table_one([], columns))
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [HEADER]
