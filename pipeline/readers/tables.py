"""Tables of articles: merged cells spread out, header rows counted, noise rows cut."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Grid = list[list[str]]

_MAX_SPAN = 200
_UNIT = re.compile(r"\s*\([^()]+\)\s*")
_FIGURE = re.compile(r"\d")
_LEAST_ROWS, _LEAST_EMPTY = 4, 2  # of a header in two rows
#: What parts the abbreviations of a note: semicolons, or commas and stops before "X =".
_NOTE_PARTS = re.compile(r";|[,.](?=\s*[\w/&-]{1,12} ?= ?)")
_NOTE_MARK = re.compile(r"[*†‡§]\s?[A-Za-z]")
_ONE_NOTE = re.compile(r"[A-Z][\w/&-]{0,11} ?= ?[A-Za-z].{1,120}")
_NOTE_PART = re.compile(r"\s*[*†‡§\w+/.-]{1,12}(?: ?[:=]|,) ?\w.{1,120}")


@dataclass(frozen=True, slots=True)
class SpanCell:
    """A cell as printed, over `colspan` columns and `rowspan` rows."""

    text: str
    rowspan: int = 1
    colspan: int = 1


def expand(rows: Iterable[Sequence[SpanCell]]) -> Grid:
    """Return a rectangular grid in which a merged cell repeats in all its places."""
    grid: Grid = []
    pending: dict[int, tuple[str, int]] = {}
    for row in rows:
        line, pending = _expand_row(row, pending)
        grid.append(line)
    width = max((len(line) for line in grid), default=0)
    return [line + [""] * (width - len(line)) for line in grid]


def _expand_row(
    row: Sequence[SpanCell], pending: dict[int, tuple[str, int]]
) -> tuple[list[str], dict[int, tuple[str, int]]]:
    """Lay out one row; `pending` holds text and rows left of cells from above."""
    line: list[str] = []
    after = {at: (text, left - 1) for at, (text, left) in pending.items() if left > 1}
    for cell in row:
        _fill_pending(line, pending)
        for _ in range(min(max(cell.colspan, 1), _MAX_SPAN)):
            if cell.rowspan > 1:
                after[len(line)] = (cell.text, min(cell.rowspan, _MAX_SPAN) - 1)
            line.append(cell.text)
    _fill_pending(line, pending)
    return line, after


def _fill_pending(line: list[str], pending: dict[int, tuple[str, int]]) -> None:
    while len(line) in pending:
        line.append(pending[len(line)][0])


def without_empty(grid: Grid) -> Grid:
    """Drop rows and columns in which nothing is printed."""
    rows = [row for row in grid if any(cell.strip() for cell in row)]
    used = (
        [any(row[at].strip() for row in rows) for at in range(len(rows[0]))]
        if rows
        else []
    )
    return [
        [cell for cell, keep in zip(row, used, strict=True) if keep] for row in rows
    ]


def header_rows(rows: Sequence[Sequence[str]]) -> int:
    """Return how many rows a header takes that nothing marks: one, or two.

    Two where the second fills what the first leaves empty, its first place too, has a
    unit in brackets, and words where the rows below it have figures:
    " | Age | | Follow-up" over "Case | (years) | Sex | (months)".
    """
    if len(rows) < _LEAST_ROWS:
        return 1
    first, second, *below = rows
    empty = [at for at, cell in enumerate(first) if not cell.strip()]
    fills = all(at < len(second) and second[at].strip() for at in empty)
    if len(empty) < _LEAST_EMPTY or not fills or any(map(_FIGURE.search, second)):
        return 1
    if first[0].strip() or not any(map(_UNIT.fullmatch, second)):
        return 1
    figures = [any(map(_FIGURE.search, column)) for column in zip(*below, strict=False)]
    return 2 if any(figures) else 1


def span_number(value: str | None) -> int:
    """Read a rowspan or colspan attribute; anything odd counts as 1."""
    return max(int(value[:6]), 1) if value and value.isdecimal() else 1


def is_table_note(text: str) -> bool:
    """Return whether a paragraph under a table explains its abbreviations.

    >>> is_table_note("F, female; M, male; NR, not reported.")
    True
    """
    if _NOTE_MARK.match(text):
        return True
    body = re.sub(
        r"\A(?:abbreviations?|notes?|key|legend)[:.] *", "", text, flags=re.IGNORECASE
    ).rstrip(". ")
    parts = [part for part in _NOTE_PARTS.split(body) if part.strip()]
    if len(parts) < 2:
        return bool(_ONE_NOTE.fullmatch(body))
    return all(_NOTE_PART.fullmatch(part) for part in parts)
