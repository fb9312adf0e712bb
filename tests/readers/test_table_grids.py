"""Grids of printed tables: merged cells, notes under them, cells by their places."""

import pytest

from pipeline.readers.pdf_lines import Line, Piece
from pipeline.readers.pdf_tables import find_tables
from pipeline.readers.tables import (
    SpanCell,
    expand,
    header_rows,
    is_table_note,
    span_number,
    without_empty,
)


def test_a_cell_over_rows_and_columns_fills_its_places() -> None:
    rows = [
        [SpanCell("a", rowspan=2, colspan=2), SpanCell("b")],
        [SpanCell("c")],
        [SpanCell("d"), SpanCell("e")],
    ]
    assert expand(rows) == [["a", "a", "b"], ["a", "a", "c"], ["d", "e", ""]]


@pytest.mark.parametrize(
    ("head", "number"),
    [
        ([["", "Age", "", "Follow-up"], ["Case", "(yrs)", "Sex", "(mths)"]], 2),
        ([["Case", "Age", "Sex", "Follow-up"], ["1", "70", "F", "9"]], 1),
        ([["", "Pt 1", "Pt 2", "Pt 3"], ["Sex", "M", "F", "F"]], 1),
        ([["", "Age", "", "Follow-up"], ["A", "61", "M", "8"]], 1),
        ([["Patient", "Sex", "", ""], ["Mr K", "M", "dens", "halo"]], 1),
        ([["", "Case 1", "", "Case 2"], ["Sex", "male", "right", "female"]], 1),
        ([["", "Age", "", "Follow-up"], ["Case", "(yrs)", "", "(mths)"]], 1),
    ],
)
def test_a_header_may_take_two_rows(head: list[list[str]], number: int) -> None:
    below = [["1", "63", "M", "28"], ["2", "58", "F", "16"]]
    assert header_rows([*head, *below]) == number


@pytest.mark.parametrize(
    ("value", "number"),
    [(None, 1), ("2", 2), ("0", 1), ("-3", 1), ("x", 1), ("9" * 5000, 999_999)],
)
def test_odd_spans_count_as_one_and_huge_ones_are_bounded(
    value: str | None, number: int
) -> None:
    assert span_number(value) == number
    assert len(expand([[SpanCell("a", colspan=number)]])[0]) <= 200


def test_rows_and_columns_without_print_go() -> None:
    assert without_empty([["a", "", "b"], ["", " ", ""], ["c", "", ""]]) == [
        ["a", "b"],
        ["c", ""],
    ]


@pytest.mark.parametrize(
    ("text", "is_note"),
    [
        ("F, female; M, male; NR, not reported.", True),
        ("Abbreviations: CT, computed tomography; MRI = magnetic resonance.", True),
        ("He was well; she was not.", False),
        ("The first patient, a man of 57, was well after six months.", False),
    ],
)
def test_notes_under_tables_are_lists_of_abbreviations(
    text: str, is_note: bool
) -> None:
    assert is_table_note(text) is is_note


def line(bottom: float, *cells: tuple[str, float], size: float = 8.0) -> Line:
    """Return a line of cells that are four points wide per character."""
    pieces = [Piece(t, x, x + 4 * len(t), bottom, size, False) for t, x in cells]
    return Line.of(pieces, 0)


CAPTION = line(100, ("Table 2. Course", 40))
ROWS = [
    line(112, ("Month", 40), ("Pain", 100), ("Gait", 160)),
    line(122, ("0", 40), ("severe", 100), ("spastic", 160)),
    line(132, ("and constant", 100)),
    line(142, ("6", 40), ("none", 100), ("normal", 160)),
]
GRID = [
    ["Month", "Pain", "Gait"],
    ["0", "severe and constant", "spastic"],
    ["6", "none", "normal"],
]


def test_wrapped_cells_join_the_row_above_and_prose_ends_the_table() -> None:
    prose = line(160, ("The course of this patient was as smooth as", 40), size=10)
    (found,) = find_tables([CAPTION, *ROWS, prose], [], None)
    assert found.grid == GRID
    assert prose not in found.lines


def test_a_table_in_one_column_takes_nothing_from_the_other() -> None:
    beside = [
        line(96 + 12 * n, ("words of the other column here", 300), size=10)
        for n in range(6)
    ]
    (found,) = find_tables([CAPTION, *ROWS, *beside], [], 270.0)
    assert found.grid == GRID


def test_a_wide_table_under_a_short_caption_keeps_its_far_cells() -> None:
    rows = [
        line(112, ("Month", 40), ("Operation", 180)),
        line(112, ("Outcome", 300), ("Flag", 400)),
        line(122, ("0", 40), ("laminectomy of T8 and T9 and T10", 180)),
        line(122, ("worse", 320), ("x", 400)),
        line(132, ("6", 40), ("none", 180)),
        line(132, ("well", 320), ("y", 400)),
    ]
    (found,) = find_tables([CAPTION, *rows], [], 270.0)
    assert found.grid[1] == ["0", "laminectomy of T8 and T9 and T10", "worse", "x"]


def test_a_mention_of_a_table_announces_none() -> None:
    mention = line(100, ("Table 2 shows the course", 40))
    assert find_tables([mention, *ROWS], [], None) == []
