"""Tables of PDF pages without rules: columns, rows, and what goes on elsewhere."""

from pipeline.readers.pdf_columns import find_gutters
from pipeline.readers.pdf_continued import with_continued
from pipeline.readers.pdf_grid import grid_of, join_cell
from pipeline.readers.pdf_lines import Line, Piece
from pipeline.readers.pdf_tables import find_tables

SIZE = 10.0
LETTER = 5.0
HEAD = ((0, "Case"), (30, "Age"), (60, "Operation"), (150, "Result"))


def line(top: float, *cells: tuple[float, str], page: int = 0) -> Line:
    """Return a line of cells; letters are half as wide as the line is high."""
    return Line.of([_piece(top, x0, text) for x0, text in cells], page)


def _piece(top: float, x0: float, text: str) -> Piece:
    edges, at = [], x0
    for word in text.split(" "):
        edges.append((at, at + LETTER * len(word)))
        at += LETTER * len(word) + 2.5
    return Piece(text, x0, edges[-1][1], top + SIZE, SIZE, False, tuple(edges))


def row(top: float, *texts: str, page: int = 0) -> Line:
    cells = zip((x for x, _ in HEAD), texts, strict=False)
    return line(top, *((x, text) for x, text in cells if text), page=page)


def test_columns_that_stand_close_are_kept_apart() -> None:
    lines = [line(0, (0, "No"), (14, "Age/sex"), (53, "Disc level"))]
    lines += [line(12, (0, "1"), (14, "45/M"), (53, "L4-5"))]
    lines += [line(24, (0, "2"), (14, "61/F"), (53, "L5-S1"))]
    assert grid_of(lines) == [
        ["No", "Age/sex", "Disc level"],
        ["1", "45/M", "L4-5"],
        ["2", "61/F", "L5-S1"],
    ]


def test_white_space_between_lines_parts_rows_without_labels() -> None:
    lines = [
        row(0, "Site", "Age", "Operation", "Result"),
        row(14, "Neck", "45", "lami-", "cured"),
    ]
    lines += [row(24, "", "", "nectomy"), row(38, "Back", "61", "fusion", "much")]
    lines += [row(48, "", "", "", "better")]
    assert grid_of(lines)[1:] == [
        ["Neck", "45", "laminectomy", "cured"],
        ["Back", "61", "fusion", "much better"],
    ]


def test_labels_part_rows_that_stand_close() -> None:
    lines = [row(0, "Case", "Age", "Operation", "Result"), row(10, "no.", "(y)")]
    lines += [
        row(20, "1", "45", "laminectomy", "died of"),
        row(30, "", "", "", "sepsis"),
    ]
    lines += [row(40, "2", "61", "fusion", "well"), row(50, "Mean", "53")]
    assert grid_of(lines) == [
        ["Case no.", "Age (y)", "Operation", "Result"],
        ["1", "45", "laminectomy", "died of sepsis"],
        ["2", "61", "fusion", "well"],
        ["Mean", "53", "", ""],
    ]


def test_cells_in_the_middle_of_their_row_stay_in_it() -> None:
    lines = [row(0, "Case", "Age", "Operation", "Result")]
    lines += [row(14, "", "", "removal"), row(19, "1", "45", "", "well")]
    lines += [row(24, "", "", "of a cyst")]
    lines += [row(38, "", "", "fusion"), row(43, "2", "61", "", "well")]
    lines += [row(48, "", "", "and cage")]
    assert grid_of(lines)[1:] == [
        ["1", "45", "removal of a cyst", "well"],
        ["2", "61", "fusion and cage", "well"],
    ]


def test_a_head_over_two_columns_belongs_to_both() -> None:
    lines = [line(0, (0, "Case"), (30, "JOA score of all"))]
    lines += [line(14, (30, "before"), (80, "after"))]
    lines += [line(28, (0, "1"), (30, "7"), (80, "12"))]
    lines += [line(42, (0, "2"), (30, "9"), (80, "9"))]
    head = ["Case", "JOA score of all before", "JOA score of all after"]
    assert grid_of(lines) == [head, ["1", "7", "12"], ["2", "9", "9"]]


def test_lines_of_a_cell_are_joined_as_words_are_broken() -> None:
    assert join_cell("T10-", "11") == "T10-11"
    assert join_cell("lami-", "nectomy") == "laminectomy"
    assert join_cell("Follow-", "up (months)") == "Follow-up (months)"
    assert join_cell("67/", "female") == "67/female"
    assert join_cell("Leg", "pain") == "Leg pain"


def test_a_table_goes_on_at_the_top_of_the_next_page() -> None:
    first = [
        line(0, (0, "Table 1. Patients")),
        row(14, "Case", "Age", "Operation", "Result"),
    ]
    first += [
        row(28, "1", "45", "fusion", "well"),
        row(42, "2", "61", "fusion", "well"),
    ]
    second = [row(0, "Case", "Age", "Operation", "Result", page=1)]
    second += [row(14, "3", "70", "fusion", "died", page=1)]
    second += [line(60, (0, "Discussion"), page=1)]
    tables = {one.caption: one for one in find_tables(first, [], None)}
    pages = [(None, first), (None, second)]
    (table,) = with_continued(tables, pages).values()
    assert [cells[0] for cells in table.grid] == ["Case", "1", "2", "3"]
    assert table.lines & {*second} == {*second[:2]}


def test_text_under_a_table_ends_it() -> None:
    first = [
        line(0, (0, "Table 1. Patients")),
        row(14, "Case", "Age", "Operation", "Result"),
    ]
    first += [
        row(28, "1", "45", "fusion", "well"),
        row(42, "2", "61", "fusion", "well"),
    ]
    first += [line(80, (0, "The patients had been seen in one year only."))]
    second = [row(0, "3", "70", "fusion", "died", page=1)]
    tables = {one.caption: one for one in find_tables(first, [], None)}
    (table,) = with_continued(tables, [(None, first), (None, second)]).values()
    assert len(table.grid) == 3


def test_a_page_with_nothing_but_a_table_has_no_gutter() -> None:
    table = [
        line(14.0 * n, (0, f"{n}"), (60, "fusion"), (150, "well"), (250, "16 months"))
        for n in range(12)
    ]
    text = [
        line(14.0 * n, (0, "one column of " * 2), (160, "the other one " * 2))
        for n in range(12)
    ]
    gutters = find_gutters([table, text])
    assert gutters[0] is None
    assert gutters[1] is not None


def test_authors_with_a_year_part_rows_of_published_cases() -> None:
    x = (0, 100, 130, 160)
    told = [
        (0, ("Author", "Age", "Sex", "Level")),
        (20, ("Berg, 1974", "26", "M", "C6/7")),
        (32, ("Holm et al., 1986", "8", "F", "T9/10")),
        (44, ("Novak (2001)", "2", "M", "C2/3")),
        (64, ("Rey, 2012", "30", "F", "C5/6")),
    ]
    lines = [line(top, *zip(x, cells, strict=True)) for top, cells in told]
    assert grid_of(lines) == [list(cells) for _, cells in told]
