"""Tables of PDF pages that go on in the next column or on the next page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.readers.pdf_grid import grid_of, label_lines
from pipeline.readers.pdf_lines import Line
from pipeline.readers.pdf_tables import FoundTable, in_rows, run_of, within
from pipeline.readers.tables import Grid

_LEFT, _RIGHT, _WHOLE = "left", "right", "whole"


@dataclass(frozen=True, slots=True)
class Side:
    """The lines of one column of a page, or of a page without columns, from the top."""

    name: str
    lines: tuple[Line, ...]


def sides_of(pages: Sequence[tuple[float | None, Sequence[Line]]]) -> list[Side]:
    """Return the columns of pages in reading order; `pages` are (gutter, lines)."""
    found: list[Side] = []
    for gutter, lines in pages:
        rows = tuple(sorted(lines, key=lambda line: (line.top, line.x0)))
        if gutter is None:
            found.append(Side(_WHOLE, rows))
            continue
        left = tuple(line for line in rows if line.x0 < gutter)
        right = tuple(line for line in rows if line.x0 >= gutter)
        found += [Side(_LEFT, left), Side(_RIGHT, right), Side(_WHOLE, rows)]
    return found


def with_continued(
    tables: dict[Line, FoundTable],
    pages: Sequence[tuple[float | None, Sequence[Line]]],
) -> dict[Line, FoundTable]:
    """Return tables with the rows that stand at the top of the next column or page."""
    sides = sides_of(pages)
    found = dict(tables)
    for key in tables:
        for at, side in enumerate(sides):
            if not _ends(side, found[key], sides):
                continue
            taken = {line for table in found.values() for line in table.lines}
            for following in _following(sides, at):
                found[key] = _extended(found[key], following, taken)
    return found


def _ends(side: Side, table: FoundTable, sides: Sequence[Side]) -> bool:
    """Is the table the last thing of a column that holds all of it?"""
    page = table.caption.page
    mine = [line for line in table.lines if line.page == page]
    return (
        bool(side.lines)
        and side.lines[0].page == page
        and set(mine) <= set(side.lines)
        and max(side.lines, key=lambda line: line.bottom) in table.lines
    )


def _following(sides: Sequence[Side], at: int) -> list[Side]:
    """Return the column after one, or the next page for a table over the whole."""
    rest = [s for s in sides[at + 1 :] if s.lines]
    if sides[at].name == _WHOLE:
        page = sides[at].lines[0].page
        return [s for s in rest if s.name == _WHOLE and s.lines[0].page > page][:1]
    return [s for s in rest if s.name != _WHOLE][:1]


def _extended(table: FoundTable, side: Side, taken: set[Line]) -> FoundTable:
    """Return a table with the rows at the top of a side that have its columns."""
    lines = [line for line in side.lines if line not in taken]
    if not lines or lines[0] is not side.lines[0]:
        return table
    size = max(table.lines, key=lambda line: (line.page, line.bottom)).size
    run = run_of(in_rows(lines), None)
    if not run or abs(run[0].size - size) > 0.1 * size:
        return table
    labelled = label_lines(table.grid, 2)
    grid = grid_of(run, least_labels=1 if labelled else 2)
    if not grid or len(grid[0]) != len(table.grid[0]):
        return table
    rows = _without_header(grid, table.grid)
    lines = within(run, lines)
    return replace(table, grid=[*table.grid, *rows], lines=table.lines | {*lines})


def _without_header(grid: Grid, first: Grid) -> Grid:
    """Return rows without the header that is printed again on top of them."""
    at = 0
    for row, head in zip(grid, first, strict=False):
        same = sum(a == b for a, b in zip(row, head, strict=True))
        if 3 * same < 2 * len(row):
            break
        at += 1
    return grid[at:]
