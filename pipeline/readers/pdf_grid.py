"""The grid of a table on a PDF page, told from where its words stand.

White strips that (almost) no line crosses part the columns; white space between lines
parts the rows, or else the labels of the rows do ("1", "Case 2").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.readers.pdf_lines import Line
from pipeline.readers.tables import Grid, without_empty

#: White space between two cells, and between two lines of a cell, in line heights.
_CELL_GAP = 0.36
_STRIP = 0.2
_ROW_GAP = 0.12
_OVERLAP = 0.2
_LABEL = re.compile(
    r"\W{0,2}(?:(?:case|patient|pat|pts?|no)\.?\s*)?(?:\d{1,2}|[A-H]|[IVX]{1,4})\b\W*"
    r"(?:[/,(].{0,12})?"
    r"|[a-z][\w'’-]+(?: et al\.?)?,? \(?(?:19|20)\d\d[a-z]?\)?"
    r"|(?:mean|median|average|range|total)\b.*",
    re.IGNORECASE,
)
_HEADING = re.compile(r"[A-Z][a-z]+ ?[A-Za-z][A-Za-z ]{5}")
_BROKEN = re.compile(r"[a-z]{2}-$")
_REST = re.compile(r"[a-z]{3}")
_MANY = 4  # lines of a block that may be rows without labels
_ANCHORS = 3  # columns that may hold the labels


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a line that stand close together: a cell, or a line of one."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float


def segments_of(line: Line) -> list[Segment]:
    """Return the cells of a line, parted by gaps wider than a space."""
    words = sorted(
        ((x0, x1, text) for piece in line.pieces for text, x0, x1 in piece.words),
        key=lambda word: word[0],
    )
    found: list[Segment] = []
    for x0, x1, text in words:
        last = found[-1] if found else None
        if last and x0 - last.x1 < _CELL_GAP * line.size:
            gap = "" if x0 - last.x1 < 0.1 * line.size else " "
            found[-1] = Segment(
                f"{last.text}{gap}{text}", last.x0, x1, line.top, line.bottom
            )
        else:
            found.append(Segment(text, x0, x1, line.top, line.bottom))
    return found


def columns_of(lines: Sequence[Sequence[Segment]]) -> list[tuple[float, float]]:
    """Return the x-ranges of the columns; cells over several columns do not count."""
    spans = sorted(
        (one.x0, one.x1) for line in lines for one in line if not _is_wide(one, lines)
    )
    size = max((one.bottom - one.top for line in lines for one in line), default=0.0)
    columns: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if columns and x0 < columns[-1][1] + _STRIP * size:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns


def _is_wide(one: Segment, lines: Sequence[Sequence[Segment]]) -> bool:
    """Does a cell lie over two cells of other lines, as a common head does?"""
    over = sum(crossed(one, line) > 1 for line in lines)
    return over >= (1 if len(lines) <= 4 else 2)


def crossed(one: Segment, others: Sequence[Segment]) -> int:
    """Return over how many of other cells a cell lies."""
    return sum(one.x0 < other.x1 and other.x0 < one.x1 for other in others)


def grid_of(lines: Sequence[Line], *, least_labels: int = 2) -> Grid:
    """Return the cells of the lines of a table, row by row.

    So many labels in a column are needed before they part the rows.
    """
    cells = [segments_of(line) for line in sorted(lines, key=lambda one: one.top)]
    columns = columns_of(cells)
    if len(columns) < 2:
        return []
    rows: list[list[Level]] = []
    for block in _blocks(_levels(cells)):
        rows += _by_labels(block, columns, least_labels)
    grid = [_row(row, columns, spread=at == 0) for at, row in enumerate(rows)]
    return without_empty(_rejoined(grid, least_labels))


def _rejoined(rows: Grid, least: int) -> Grid:
    """Join rows that hold but the rest of a cell to the labelled row above."""
    starts = set(label_lines(rows, least))
    found: Grid = []
    for at, row in enumerate(rows):
        is_rest = starts and at > min(starts) and at not in starts and not row[0]
        if is_rest and 2 * sum(map(bool, row)) <= len(row):
            found[-1] = [join_cell(a, b) for a, b in zip(found[-1], row, strict=True)]
        else:
            found.append(row)
    return found


Level = list[Segment]


def _levels(cells: Sequence[Sequence[Segment]]) -> list[Level]:
    """Group cells that stand at one height."""
    found: list[Level] = []
    for line in cells:
        height = line[0].bottom - line[0].top
        if found and line[0].top - found[-1][0].top < 0.3 * height:
            found[-1].extend(line)
        else:
            found.append(list(line))
    return found


def _blocks(levels: Sequence[Level]) -> list[list[Level]]:
    """Part lines where the white space is wider than that between lines of a cell."""
    gaps, bottom = [], levels[0][0].bottom
    for level in levels[1:]:
        gaps.append(level[0].top - bottom)
        bottom = max(bottom, level[0].bottom)
    size = levels[0][0].bottom - levels[0][0].top
    least = min(gaps, default=0.0)
    if least < -_OVERLAP * size:
        least = 0.0  # cells set in the middle of their rows: lines lie half beside
    blocks = [[levels[0]]]
    for level, gap in zip(levels[1:], gaps, strict=True):
        if gap > least + _ROW_GAP * size:
            blocks.append([level])
        else:
            blocks[-1].append(level)
    even = max(gaps, default=0.0) <= least + _ROW_GAP * size
    return [list(levels)] if even else blocks


def _by_labels(
    block: list[Level], columns: Sequence[tuple[float, float]], least: int
) -> list[list[Level]]:
    """Part a block at its labels, where it holds several rows all the same.

    Without labels, a line with its first column filled begins a row where most do.
    """
    filled = [_filled(level, columns) for level in block]
    starts = label_lines(filled, least)
    if not starts:
        full = [at for at, row in enumerate(filled) if _is_full(row)]
        starts = [at for at, row in enumerate(filled) if row[0]]
        if len(block) < _MANY or 2 * len(full) < len(block):
            return [block]
    if starts[0]:
        starts = [0, *starts]
    ends = [*starts[1:], len(block)]
    return [block[a:b] for a, b in zip(starts, ends, strict=True)]


def label_lines(filled: Sequence[Sequence[str]], least: int) -> list[int]:
    """Return the lines with labels in the first of the columns that is one of labels.

    A heading over some of the rows has a line of its own as well.
    """
    for at in range(min(_ANCHORS, len(filled[0]))):
        found = [i for i, row in enumerate(filled) if _LABEL.fullmatch(row[at])]
        below = [row for row in filled[found[0] :] if row[at]] if found else []
        if len(found) >= least and 2 * len(found) > len(below):
            return sorted({*found, *_headings(filled)})
    return []


def _headings(filled: Sequence[Sequence[str]]) -> list[int]:
    """Return the lines that have words in their first column only."""
    return [
        i for i, row in enumerate(filled) if _HEADING.match(row[0]) and not any(row[1:])
    ]


def _is_full(row: Sequence[str]) -> bool:
    """Are three of four columns of a line filled, the first one too?"""
    return bool(row[0]) and 4 * sum(map(bool, row)) >= 3 * len(row)


def _filled(level: Level, columns: Sequence[tuple[float, float]]) -> list[str]:
    return _row([level], columns)


def _row(
    levels: Sequence[Level],
    columns: Sequence[tuple[float, float]],
    *,
    spread: bool = False,
) -> list[str]:
    """Return the cells of a row; a head may `spread` over all columns under it."""
    cells = [""] * len(columns)
    for level in levels:
        for one in sorted(level, key=lambda cell: cell.x0):
            shared = [_shared(one, column) for column in columns]
            under = [at for at, width in enumerate(shared) if spread and width > 0]
            for at in under or [shared.index(max(shared))]:
                cells[at] = join_cell(cells[at], one.text)
    return cells


def join_cell(above: str, text: str) -> str:
    """Join two lines of a cell: "T10-" and "11", "lami-" and "nectomy"."""
    if _BROKEN.search(above) and _REST.match(text):
        return above[:-1] + text
    if not above or not text:
        return above or text
    glued = above.endswith(("-", "–", "/")) and above[-2:-1].isalnum()
    return f"{above}{text}" if glued else f"{above} {text}".strip()


def _shared(one: Segment, column: tuple[float, float]) -> float:
    """Return the width that a cell shares with a column (negative: the distance)."""
    return min(one.x1, column[1]) - max(one.x0, column[0])


def is_in_columns(line: Line, columns: Sequence[tuple[float, float]]) -> bool:
    """Does each cell of a line stay in a column?"""
    between = [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    return not any(
        one.x0 < middle < one.x1 for one in segments_of(line) for middle in between
    )
