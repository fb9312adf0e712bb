"""Reading order of the lines of a PDF page: columns, told by the gutters between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.readers.pdf_lines import Line

#: A gutter may be crossed by this share of the characters (titles, tables, captions)
#: and must have at least the other share on each side.
_MOST_CROSSING = 0.35
_LEAST_BESIDE = 0.12
_STEP = 2.0
_NARROWEST = 90.0
#: A line is full at this share of its column's width; text has as many words in such.
_FULL = 0.6
_LEAST_FULL = 0.4
_LEAST_WIDTH = 120.0  # points: narrower is a column of a table
_SAME_PLACE = 12.0  # points


@dataclass(frozen=True, slots=True)
class Placed:
    """A line in reading order and the left and right edge of its column."""

    line: Line
    left: float
    right: float


def join_rows(lines: Sequence[Line], gutter: float | None) -> list[Line]:
    """Return lines with those at one height joined, unless a gutter parts them."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: (one.bottom, one.x0)):
        row = next(
            (row for row in rows[-4:] if _is_beside(row[-1], line, gutter)), None
        )
        if row:
            row.append(line)
        else:
            rows.append([line])
    return [
        Line.of([p for one in row for p in one.pieces], row[0].page) for row in rows
    ]


def _is_beside(last: Line, line: Line, gutter: float | None) -> bool:
    is_level = abs(last.bottom - line.bottom) < 0.25 * min(last.size, line.size)
    is_parted = gutter is not None and _side(last, gutter) != _side(line, gutter)
    slack = 0.3 * line.size  # a raised figure may lean over its neighbour
    overlaps = line.x0 < last.x1 - slack and last.x0 < line.x1 - slack
    return is_level and not is_parted and not overlaps


def _side(line: Line, gutter: float) -> tuple[bool, bool]:
    """Return (starts right, ends right): left, right and crossing lines differ."""
    return line.x0 > gutter, line.x1 > gutter


def reading_order(lines: Sequence[Line]) -> list[Placed]:
    """Return the lines of one page as a person reads them, column by column.

    A line across the gutter (title, wide table) ends the columns above it.
    """
    gutter = find_gutter(lines)
    if gutter is None:
        return _single_column(lines)
    parts = [part for line in lines for part in _split(line, gutter)]
    done: list[Placed] = []
    band: list[Line] = []
    for line in sorted(parts, key=lambda one: (one.top, one.x0)):
        if line.x0 < gutter < line.x1:
            done.extend(_band(band, gutter))
            done.extend(_single_column([line]))
            band = []
        else:
            band.append(line)
    done.extend(_band(band, gutter))
    return _edges_shared(done, gutter)


def _band(lines: Sequence[Line], gutter: float) -> Iterator[Placed]:
    """Yield the left column of a band, then the right; either may part again."""
    yield from reading_order([line for line in lines if line.x1 <= gutter])
    yield from reading_order([line for line in lines if line.x1 > gutter])


def _single_column(lines: Sequence[Line]) -> list[Placed]:
    if not lines:
        return []
    left = min(line.x0 for line in lines)
    right = max(line.x1 for line in lines)
    rows = sorted(join_rows(lines, None), key=lambda one: one.bottom)
    return [Placed(line, left, right) for line in rows]


def _edges_shared(placed: Sequence[Placed], gutter: float) -> list[Placed]:
    """Give all lines on one side of the gutter the edges of the whole column."""
    sides = [_side(one.line, gutter) for one in placed]
    edges = {
        side: (
            min(
                one.left for one, own in zip(placed, sides, strict=True) if own == side
            ),
            max(
                one.right for one, own in zip(placed, sides, strict=True) if own == side
            ),
        )
        for side in set(sides)
    }
    return [
        replace(one, left=edges[side][0], right=edges[side][1])
        for one, side in zip(placed, sides, strict=True)
    ]


def find_gutters(pages: Sequence[Sequence[Line]]) -> list[float | None]:
    """Return the gutter of each page.

    A page that holds little but a table has one only if others have it too.
    """
    found = [find_gutter(lines) for lines in pages]
    known = [x for x in found if x is not None]
    for at, lines in enumerate(pages):
        strip = _white_strip(lines) if found[at] is None and known else None
        if strip is not None and any(abs(strip - x) < _SAME_PLACE for x in known):
            found[at] = strip
    return found


def find_gutter(lines: Sequence[Line]) -> float | None:
    """Return the x that parts the page into columns of text, or None for one column.

    One side is text at least; beside it may stand a list or a box.
    """
    x = _white_strip(lines)
    if x is None:
        return None
    parts = [part for line in lines for part in _split(line, x)]
    before = [line for line in parts if line.x1 <= x]
    after = [line for line in parts if line.x0 >= x]
    return x if _is_text(before) or _is_text(after) else None


def _is_text(lines: Sequence[Line]) -> bool:
    """Do most words stand in lines that fill their column, as those of a table do not?

    The side of a gutter may have columns of its own.
    """
    pieces = [piece for line in lines for piece in line.pieces]
    width = max((p.x1 for p in pieces), default=0) - min(
        (p.x0 for p in pieces), default=0
    )
    full = sum(len(p.text) for p in pieces if p.x1 - p.x0 >= _FULL * width)
    if width >= _LEAST_WIDTH and full >= _LEAST_FULL * sum(len(p.text) for p in pieces):
        return True
    return find_gutter(lines) is not None


def _white_strip(lines: Sequence[Line]) -> float | None:
    """Return the middle of the white strip that parts a page best."""
    if len(lines) < 6:
        return None
    left = min(line.x0 for line in lines)
    right = max(line.x1 for line in lines)
    if right - left < 2 * _NARROWEST:
        return None
    spans = [(p.x0, p.x1, len(p.text)) for line in lines for p in line.pieces]
    total = sum(length for _, _, length in spans)
    best: tuple[float, float] | None = None
    x = left + _NARROWEST
    while x < right - _NARROWEST:
        share = _crossing(spans, x, total)
        if share is not None and (best is None or share < best[0]):
            best = (share, x)
        x += _STEP
    return _middle(spans, best[1]) if best else None


def _crossing(
    spans: Sequence[tuple[float, float, int]], x: float, total: int
) -> float | None:
    """Return the share of characters in pieces across x; None if x is no gutter."""
    across = sum(length for x0, x1, length in spans if x0 < x < x1)
    before = sum(length for _, x1, length in spans if x1 <= x)
    after = total - across - before
    if across > _MOST_CROSSING * total or min(before, after) < _LEAST_BESIDE * total:
        return None
    return across / total


def _middle(spans: Sequence[tuple[float, float, int]], x: float) -> float:
    """Return the middle of the white strip around x."""
    beside = [(x0, x1) for x0, x1, _ in spans if not x0 < x < x1]
    before = max((x1 for _, x1 in beside if x1 <= x), default=x)
    after = min((x0 for x0, _ in beside if x0 >= x), default=x)
    return (before + after) / 2


def _split(line: Line, gutter: float) -> Iterator[Line]:
    """Yield a line, in two if one of its gaps lies over the gutter."""
    before = [piece for piece in line.pieces if piece.x1 <= gutter]
    after = [piece for piece in line.pieces if piece.x0 >= gutter]
    if not before or not after or len(before) + len(after) < len(line.pieces):
        yield line
        return
    yield Line.of(before, line.page)
    yield Line.of(after, line.page)
