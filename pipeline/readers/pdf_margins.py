"""Running heads, feet and page numbers of a PDF: lines that are no part of the text."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from pipeline.readers.blocks import is_figure_caption, is_table_caption
from pipeline.readers.pdf_lines import Line

#: Share of the page's height at the top and at the bottom where they can stand.
_ZONE = 0.09
_MOST_LINES = 3
_PAGE_NUMBER = re.compile(
    r"(?:^|\s)(?:[eE]?\d{1,5}|\d{1,3} of \d{1,3})$|^[eE]?\d{1,5}\s"
)
_IMPRINT = re.compile(
    r"©|copyright|https?:|www\.|doi\b|downloaded|issn|creativecommons|all rights",
    re.IGNORECASE,
)


def margin_lines(pages: Sequence[tuple[float, Sequence[Line]]]) -> set[Line]:
    """Return the lines of heads and feet; `pages` are (height, lines) pairs.

    A line counts if it stands apart at the edge of the page and either comes back on
    other pages, carries a page number or an imprint, or is smaller than the text.
    """
    edges = [_edge_lines(height, lines) for height, lines in pages]
    repeats = Counter(key for page in edges for key in {_key(line) for line in page})
    body = body_size([line for _, lines in pages for line in lines])
    return {
        line
        for page in edges
        for line in page
        if repeats[_key(line)] > 1 or _is_marginal(line, body)
    }


def body_size(lines: Sequence[Line]) -> float:
    """Return the line height in which most of the text is set; 0 without text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def _is_marginal(line: Line, body: float) -> bool:
    text = line.text
    has_mark = _PAGE_NUMBER.search(text) or _IMPRINT.search(text)
    return bool(has_mark) or (line.size < 0.9 * body and len(text) < 120)


def _edge_lines(height: float, lines: Sequence[Line]) -> list[Line]:
    """Return the lines in the edge zones that a gap parts from the rest."""
    rows = sorted(lines, key=lambda line: line.top)
    top = _apart(rows, lambda line: line.bottom < _ZONE * height)
    bottom = _apart(rows[::-1], lambda line: line.top > (1 - _ZONE) * height)
    found = [*top, *bottom]
    return [line for line in found if not _is_caption(line.text)]


def _apart(rows: Sequence[Line], is_in_zone: Callable[[Line], bool]) -> list[Line]:
    """Return the first rows that lie in the zone, if white space follows them."""
    zone = 0
    while zone < len(rows) and is_in_zone(rows[zone]):
        zone += 1
    for count in range(min(zone, _MOST_LINES + 2), 0, -1):
        if count == len(rows) or _gap(rows[count - 1], rows[count]) > 0.35:
            return list(rows[:count]) if _height(rows[:count]) <= _MOST_LINES else []
    return []


def _gap(line: Line, following: Line) -> float:
    """Return the white space between two lines in heights of the smaller one."""
    first, second = sorted((line, following), key=lambda one: one.top)
    return (second.top - first.bottom) / min(first.size, second.size)


def _height(rows: Sequence[Line]) -> int:
    """Return how many different heights on the page the lines stand at."""
    return len({round(line.top / 4) for line in rows})


def _key(line: Line) -> str:
    return re.sub(r"\d+|[ivxlc]+$", "#", line.text.lower())


def _is_caption(text: str) -> bool:
    return is_figure_caption(text) or is_table_caption(text)
