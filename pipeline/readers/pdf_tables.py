"""Tables of PDF pages under their captions: by rules, or by how their cells align."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.readers.blocks import is_table_caption
from pipeline.readers.pdf_columns import join_rows
from pipeline.readers.pdf_grid import crossed, grid_of, segments_of
from pipeline.readers.pdf_lines import Line
from pipeline.readers.pdf_ruled import Ruled
from pipeline.readers.tables import Grid

_CAPTION_REACH = 60.0
_MOST_CAPTION_LINES = 4
_MOST_ABOVE = 4  # lone cells above the first row
_HALVES = 2.0
_SHORT = 0.7  # of the longest line of a column


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table under its caption line, and all lines of the page that belong to it."""

    caption: Line
    caption_text: str
    grid: Grid
    lines: frozenset[Line]


def find_tables(
    lines: Sequence[Line], ruled: Sequence[Ruled], gutter: float | None
) -> list[FoundTable]:
    """Return the tables that captions announce among the lines of one page.

    `gutter` parts the columns of the text; a table lies in one of them or across.
    """
    rows = sorted(lines, key=lambda line: (line.top, line.x0))
    found: list[FoundTable] = []
    for line in rows:
        taken = {one for table in found for one in table.lines}
        if line not in taken and is_table_caption(line.text):
            open_still = [one for one in ruled if not _is_taken(one, rows, taken)]
            table = _ruled_table(line, rows, open_still) or _aligned_table(
                line, _region(line, rows, gutter)
            )
            found.extend([table] if table else [])
    return found


def _ruled_table(
    caption: Line, rows: Sequence[Line], ruled: Sequence[Ruled]
) -> FoundTable | None:
    """Return the ruled table right under (or over) a caption line."""
    for table in ruled:
        under = -2 <= table.top - caption.bottom + caption.size <= _CAPTION_REACH
        over = 0 <= caption.top - table.bottom <= _CAPTION_REACH / 2
        beside = caption.x0 < table.x1 and caption.x1 > table.x0
        if beside and (under or over):
            inside = {line for line in rows if _is_inside(line, table)}
            more = _caption_lines(caption, rows, table.top) if under else [caption]
            text = " ".join(line.text for line in more)
            return FoundTable(caption, text, table.grid, frozenset(inside | {*more}))
    return None


def _is_taken(table: Ruled, rows: Sequence[Line], taken: set[Line]) -> bool:
    return any(line in taken for line in rows if _is_inside(line, table))


def _is_inside(line: Line, table: Ruled) -> bool:
    middle = (line.top + line.bottom) / 2
    is_level = table.top - 1 <= middle <= table.bottom + 1
    return is_level and line.x0 >= table.x0 - 3 and line.x1 <= table.x1 + 3


def _caption_lines(caption: Line, rows: Sequence[Line], top: float) -> list[Line]:
    """Return the caption's lines down to where the table starts."""
    below = [
        line
        for line in rows
        if caption.top < line.top and line.bottom <= top + 3 and line.x0 < caption.x1
    ]
    return [caption, *below[: _MOST_CAPTION_LINES - 1]]


def _region(caption: Line, rows: Sequence[Line], gutter: float | None) -> list[Line]:
    """Return the lines that may belong to the table: of the caption's column, or all.

    A wide table under a short caption shows by a cell across the gutter, or by rows on
    the other side that share height and size with those on this side.
    """
    if gutter is None or caption.x0 < gutter < caption.x1:
        return list(rows)
    own = [line for line in rows if (line.x0 > gutter) == (caption.x0 > gutter)]
    under = [line for line in rows if caption.bottom < line.bottom][:16]
    near = [one for one in under if one.bottom < caption.bottom + 9 * one.size]
    crosses = any(p.x0 < gutter < p.x1 for one in near for p in one.pieces)
    sizes = [one.size for one in near if one in own and len(one.pieces) > 1]
    right = max((one.x1 - one.x0 for one in rows if one not in own), default=0.0)
    twins = [
        one
        for one in near
        if one not in own
        and any(_is_twin(one, line) for line in near if line in own)
        and abs(one.size - (sizes or [0])[0]) < 0.02 * one.size
        and (len(one.pieces) > 1 or one.x1 - one.x0 < _SHORT * right)
    ]
    is_wide = (crosses and bool(sizes)) or len(twins) >= 3
    return list(rows) if is_wide else own


def _is_twin(line: Line, other: Line) -> bool:
    """Does a line go on with a row of the table, rather than being one of the text?"""
    same_size = abs(line.size - other.size) < 0.02 * line.size
    return same_size and abs(line.bottom - other.bottom) < 1


def _aligned_table(caption: Line, region: Sequence[Line]) -> FoundTable | None:
    """Return the table whose cells stand in columns under a caption line."""
    rows = in_rows(region)
    below = [line for line in rows if line.top > caption.top + 0.5 * caption.size]
    head: list[Line] = []
    while below and len(below[0].pieces) == 1 and _follows(caption, head, below[0]):
        head.append(below.pop(0))
    body = run_of(below, [caption, *head][-1])
    grid = grid_of(body)
    if len(grid) < 2 or len(grid[0]) < 2:
        return None
    text = " ".join(line.text for line in [caption, *head])
    return FoundTable(
        caption, text, grid, frozenset([caption, *within([*head, *body], region)])
    )


def in_rows(lines: Sequence[Line]) -> list[Line]:
    """Return lines from the top, those at one height joined over any gutter."""
    return sorted(join_rows(lines, None), key=lambda line: (line.top, line.x0))


def within(joined: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    """Return the lines that joined ones are made of."""
    pieces = {piece for line in joined for piece in line.pieces}
    return [line for line in lines if line.pieces[0] in pieces]


def _follows(caption: Line, head: Sequence[Line], line: Line) -> bool:
    """Return whether a line goes on with a caption of several lines."""
    last = head[-1] if head else caption
    close = line.top - last.bottom < 0.6 * caption.size
    same = abs(line.size - caption.size) < 0.05 * caption.size
    return close and same and len(head) < _MOST_CAPTION_LINES - 1


def run_of(below: Sequence[Line], last: Line | None) -> list[Line]:
    """Return the lines of a table: rows of cells and what is wrapped under them.

    Cells set in the middle of their row may stand a little above its first line.
    """
    found: list[Line] = []
    rows = 0
    for line in below:
        size = found[0].size if found else line.size
        is_row = len(line.pieces) > 1
        reach = 1.6 if rows else 3.0
        if last is not None and line.top - last.bottom >= reach * size:
            break
        same = abs(line.size - size) < 0.05 * size
        if rows and abs(line.size - size) > 0.15 * size:
            break
        wraps = same and (_fits(line, found) if rows else _is_above(line, below))
        if not is_row and (not wraps or (len(found) - rows > _MOST_ABOVE and not rows)):
            break
        found.append(line)
        rows += is_row
        last = line
    return found if rows else []


def _is_above(line: Line, below: Sequence[Line]) -> bool:
    """Does a lone cell stand half a line above a row of the same size?"""
    return any(
        len(one.pieces) > 1
        and abs(one.size - line.size) < 0.05 * line.size
        and one.top - line.top < _HALVES * line.size
        for one in below
        if one.top > line.top
    )


def _fits(line: Line, found: Sequence[Line]) -> bool:
    """Return whether a line without gaps stays inside one column of the rows above."""
    (one, *others) = segments_of(line)
    return not others and not any(crossed(one, segments_of(o)) > 1 for o in found)
