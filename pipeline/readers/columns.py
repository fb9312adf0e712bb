"""Tables in plain text: lines whose cells stand apart by bars, tabs or wide gaps."""

import re
from collections.abc import Sequence

from pipeline.readers.blocks import Block

_WIDE = re.compile(r"\t+| {3,}")
_NARROW = re.compile(r"\t+| {2,}")
_BULLET = re.compile(r"[-*•·▪–—]\s")
_LEAST_FIELDS = 3  # semicolons in a row of exported data
_RULE = re.compile(r"[-=_+:| ]{3,}")
#: A cell of a header: words that one space parts.
_CELL = re.compile(r"\S+(?: \S+)*")


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
    run = lines[place:end]
    is_even = len(run) >= 3 and (_spread(run, _NARROW) == 0 or bool(by_place(run)))
    return end if is_even else place


def is_in_columns(around: Sequence[str]) -> bool:
    """Return whether the lines above and below a rule are rows of one table."""
    if len(around) < 3 or any("|" in line for line in around):
        return False
    above, below = (len(cells(around[at], _NARROW)) for at in (0, 2))
    return min(above, below) >= 3 and abs(above - below) <= 2


def by_place(lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table set with spaces, cut where its header cells begin.

    So a cell may be empty, or reach up to the next one. Empty if any line has text
    across a cut, or the first line is no header.
    """
    head = lines[0]
    if "\t" in "".join(lines) or "|" in head:
        return ()
    starts = [found.start() for found in _CELL.finditer(head)]
    if len(starts) < 3:
        return ()
    starts = [0, *starts] if head[:2] == "  " else [0, *starts[1:]]
    if any(line[cut - 1 : cut].strip() for line in lines for cut in starts[1:]):
        return ()
    ends = [*starts[1:], None]
    return tuple(
        tuple(line[a:b].strip() for a, b in zip(starts, ends, strict=True))
        for line in lines
    )


def table(lines: Sequence[str]) -> Block:
    """Return a table block of lines in columns, its first row as header."""
    kept = [line for line in lines if not _RULE.fullmatch(line.strip())]
    placed = by_place(kept)
    if placed:
        return Block("table", "", rows=placed, n_header=1)
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
    if text.count(";") >= _LEAST_FIELDS and not gap.search(text):
        return [cell.strip() for cell in text.split(";")]
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
