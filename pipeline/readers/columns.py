"""Tables in plain text: lines whose cells stand apart by bars, tabs or wide gaps."""

import re
from collections.abc import Sequence

from pipeline.readers.blocks import Block

_WIDE = re.compile(r"\t+| {3,}")
_NARROW = re.compile(r"\t+| {2,}")
_BULLET = re.compile(r"[-*•·▪–—]\s")
_RULE = re.compile(r"[-=_+:| ]{3,}")


def table_end(lines: Sequence[str], place: int) -> int:
    """Return where a table that starts at `place` ends, or `place` if none does.

    Two rows with bars make a table, or three in columns; gaps of only two spaces, as
    typists leave after a stop, need three cells in every row.
    """
    end = _run_end(lines, place, _WIDE, least=2)
    least = 2 if all("|" in line for line in lines[place:end]) else 3
    if end - place >= least and _spread(lines[place:end], _WIDE) <= 2:
        return end
    end = _run_end(lines, place, _NARROW, least=3)
    is_even = end - place >= 3 and _spread(lines[place:end], _NARROW) == 0
    return end if is_even else place


def table(lines: Sequence[str]) -> Block:
    """Return a table block of lines in columns, its first row as header."""
    kept = [line for line in lines if not _RULE.fullmatch(line.strip())]
    gap = _WIDE if all(len(cells(line, _WIDE)) > 1 for line in kept) else _NARROW
    if _spread(kept, _NARROW) < _spread(kept, _WIDE):
        gap = _NARROW  # some columns stand only two spaces apart
    rows = [cells(line, gap) for line in kept]
    width = max((len(row) for row in rows), default=0)
    if rows and len(rows[0]) == width - 1:
        rows[0] = ["", *rows[0]]  # the corner over the row names is empty
    padded = tuple(tuple(row + [""] * (width - len(row))) for row in rows)
    return Block("table", "", rows=padded, n_header=1)


def cells(line: str, gap: re.Pattern[str]) -> list[str]:
    """Return the cells of a line set in columns; one cell if it is not."""
    text = line.strip()
    if "|" in text:
        return [cell.strip() for cell in text.strip("|").split("|")]
    return [text] if _BULLET.match(text) else gap.split(text)


def _run_end(
    lines: Sequence[str], place: int, gap: re.Pattern[str], *, least: int
) -> int:
    """Return where the run of lines with at least so many cells ends."""
    end = place
    while end < len(lines) and len(cells(lines[end], gap)) >= least:
        end += 1
    return end


def _spread(lines: Sequence[str], gap: re.Pattern[str]) -> int:
    """Return by how many cells the widest row exceeds the narrowest."""
    widths = [len(cells(line, gap)) for line in lines]
    return max(widths, default=0) - min(widths, default=0)
