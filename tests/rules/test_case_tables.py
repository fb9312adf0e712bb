"""Tables with one row per patient are recognised and read by column."""

import pytest

from pipeline.pack import default_pack, load_pack
from pipeline.records import Cell, Table
from pipeline.rules.case_tables import (
    Headers,
    compile_headers,
    is_missing,
    read_case_table,
)


@pytest.fixture(scope="module")
def headers() -> Headers:
    return compile_headers(load_pack(default_pack()).rows("table_headers"))


def table(*rows: str, n_header: int = 1) -> Table:
    cells, at = [], 0
    for row in rows:
        line = []
        for text in row.split("|"):
            line.append(Cell(text.strip(), at, at + len(text.strip())))
            at += len(text.strip()) + 3
        cells.append(tuple(line))
    return Table("", tuple(cells), n_header, 0, at)


def test_a_row_is_a_patient(headers: Headers) -> None:
    rows = read_case_table(
        table(
            "Case | Age/Sex | Level | Outcome",
            "1 | 9/M | C5/6 | resolved",
            "2 | 41/F | T9/10 | NR",
        ),
        headers,
    )
    assert [(r.label, r.own, sorted(r.cells)) for r in rows] == [
        (1, True, ["age_sex", "label", "level", "outcome"]),
        (2, True, ["age_sex", "label", "level"]),
    ]


def test_rows_with_an_author_are_cited_and_present_case_is_own(
    headers: Headers,
) -> None:
    rows = read_case_table(
        table(
            "Author, year | Age | Sex | Treatment",
            "Varga et al., 1988 | 7 | M | collar",
            "Present case | 9 | F | collar",
        ),
        headers,
    )
    assert [r.source for r in rows] == ["Varga 1988", None]


def test_a_table_on_its_side_is_turned(headers: Headers) -> None:
    rows = read_case_table(
        table(
            "Feature | Case 1 | Case 2",
            "Age / sex | 70 / M | 51 / F",
            "Level | T3 | C4",
        ),
        headers,
    )
    assert [(r.label, r.cells["age_sex"][0].text) for r in rows] == [
        (1, "70 / M"),
        (2, "51 / F"),
    ]


def test_a_table_of_groups_is_no_case_table(headers: Headers) -> None:
    groups = table(
        "Variable | Cervical (n = 27) | Thoracic (n = 10)", "Mean age | 7.6 | 9.8"
    )
    assert read_case_table(groups, headers) == ()


@pytest.mark.parametrize("text", ["NR", "n/a", "–", "N.A.", "not stated", "", "?"])
def test_missing_cells(text: str) -> None:
    assert is_missing(text)


@pytest.mark.parametrize("text", ["none", "0", "normal", "C5"])
def test_cells_that_say_something(text: str) -> None:
    assert not is_missing(text)
