"""Tables of PDF pages under their captions: by rules, or by how their cells align."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.readers.blocks import is_table_caption
from pipeline.readers.pdf_lines import Line, Piece
from pipeline.readers.pdf_ruled import Ruled
from pipeline.readers.tables import Grid, without_empty

_CAPTION_REACH = 60.0
_MOST_CAPTION_LINES = 4


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
            table = _ruled_table(line, rows, ruled) or _aligned_table(
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
    twins = [
        one
        for one in near
        if one not in own
        and any(_is_twin(one, line) for line in near if line in own)
        and abs(one.size - (sizes or [0])[0]) < 0.02 * one.size
    ]
    is_wide = (crosses and bool(sizes)) or len(twins) >= 3
    return list(rows) if is_wide else own


def _is_twin(line: Line, other: Line) -> bool:
    same_size = abs(line.size - other.size) < 0.02 * line.size
    return same_size and abs(line.bottom - other.bottom) < 1 and len(line.pieces) > 1


def _aligned_table(caption: Line, rows: Sequence[Line]) -> FoundTable | None:
    """Return the table whose cells stand in columns under a caption line."""
    below = [line for line in rows if line.top > caption.top + 0.5 * caption.size]
    head: list[Line] = []
    while below and len(below[0].pieces) == 1 and _follows(caption, head, below[0]):
        head.append(below.pop(0))
    body = _table_lines(below, caption, [caption, *head][-1])
    grid = _grid(body)
    if len(grid) < 2 or len(grid[0]) < 2:
        return None
    text = " ".join(line.text for line in [caption, *head])
    return FoundTable(caption, text, grid, frozenset([caption, *head, *body]))


def _follows(caption: Line, head: Sequence[Line], line: Line) -> bool:
    """Return whether a line goes on with a caption of several lines."""
    last = head[-1] if head else caption
    close = line.top - last.bottom < 0.6 * caption.size
    same = abs(line.size - caption.size) < 0.05 * caption.size
    return close and same and len(head) < _MOST_CAPTION_LINES - 1


def _table_lines(below: Sequence[Line], caption: Line, last: Line) -> list[Line]:
    """Return the lines of the table: rows of cells and what is wrapped under them."""
    found: list[Line] = []
    for line in below:
        size = found[0].size if found else line.size
        is_near = line.top - last.bottom < 1.6 * size
        is_row = len(line.pieces) > 1
        if not found and not (is_row and line.top - last.bottom < 3 * size):
            break
        wraps = abs(line.size - size) < 0.05 * size and _fits(line, found)
        if found and not (is_near and (is_row or wraps)):
            break
        found.append(line)
        last = line
    return found


def _fits(line: Line, found: Sequence[Line]) -> bool:
    """Return whether a line without gaps stays inside one column of the rows above."""
    piece = line.pieces[0]
    return not any(_overlaps(piece, one.pieces) > 1 for one in found)


def _overlaps(piece: Piece, pieces: Sequence[Piece]) -> int:
    return sum(piece.x0 < other.x1 and other.x0 < piece.x1 for other in pieces)


def _grid(lines: Sequence[Line]) -> Grid:
    """Put the pieces of lines into columns; wrapped rows join the row above."""
    rows = _rows(lines)
    columns = _columns(rows)
    grid: Grid = []
    for row in rows:
        cells = [""] * len(columns)
        for piece in row:
            at = max(range(len(columns)), key=lambda i: _shared(piece, columns[i]))
            cells[at] = f"{cells[at]} {piece.text}".strip()
        if grid and cells and not cells[0]:
            grid[-1] = [
                f"{a} {b}".strip() for a, b in zip(grid[-1], cells, strict=True)
            ]
        else:
            grid.append(cells)
    return without_empty(grid)


def _rows(lines: Sequence[Line]) -> list[list[Piece]]:
    """Group pieces that stand at one height."""
    rows: list[tuple[float, list[Piece]]] = []
    for line in sorted(lines, key=lambda one: one.top):
        if rows and line.top - rows[-1][0] < 0.4 * line.size:
            rows[-1][1].extend(line.pieces)
        else:
            rows.append((line.top, list(line.pieces)))
    return [sorted(pieces, key=lambda piece: piece.x0) for _, pieces in rows]


def _columns(rows: Sequence[Sequence[Piece]]) -> list[tuple[float, float]]:
    """Return the x-ranges that pieces share; cells over two columns do not count."""
    spans = sorted(
        (piece.x0, piece.x1)
        for row in rows
        for piece in row
        if not any(_overlaps(piece, other) > 1 for other in rows)
    )
    columns: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if columns and x0 < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns


def _shared(piece: Piece, column: tuple[float, float]) -> float:
    """Return the width that a piece shares with a column (negative: the distance)."""
    return min(piece.x1, column[1]) - max(piece.x0, column[0])
