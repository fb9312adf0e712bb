"""The treatments of a table cell: which words judge each, and where it was done.

"C4-C6 laminoplasty, excision of nodule; fusion refused" has three items; the levels
of an item are those of its treatments, and a list of levels goes with the item before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.rules.levels import LevelMatch
from pipeline.rules.terms import TermMatch

_ITEM = re.compile(r"[,;+/&]\s|\s\+|\b(?:and|with|then|plus|followed by)\b|\n")
_PART = re.compile(r";\s|\s\+\s|\n|\.\s")


@dataclass(frozen=True, slots=True)
class Treatment:
    """A treatment of a cell: its term, the words about it, where it was done."""

    term: TermMatch
    words: str
    before: str
    levels: tuple[str, ...]


def read_treatments(
    text: str, terms: Sequence[TermMatch], levels: Sequence[LevelMatch]
) -> list[Treatment]:
    """Return the treatments of a cell in the order of its terms."""
    placed = _place(text, terms, [m for m in levels if m.kind == "level"])
    return [_treatment(text, term, placed.get(at, ())) for at, term in enumerate(terms)]


def _treatment(text: str, term: TermMatch, levels: tuple[str, ...]) -> Treatment:
    low, high = _bounds(_PART, text, term.start, term.end)
    return Treatment(term, text[low:high], text[low : term.start], levels)


def _bounds(
    pattern: re.Pattern[str], text: str, start: int, end: int
) -> tuple[int, int]:
    low = max((m.end() for m in pattern.finditer(text, 0, start)), default=0)
    after = pattern.search(text, end)
    return low, after.start() if after else len(text)


def _place(
    text: str, terms: Sequence[TermMatch], levels: Sequence[LevelMatch]
) -> dict[int, tuple[str, ...]]:
    """Return the levels of each term, by its index."""
    found: dict[int, tuple[str, ...]] = {}
    last: list[int] = []
    for level in levels:
        low, high = _bounds(_ITEM, text, level.start, level.end)
        inside = [i for i, t in enumerate(terms) if low <= t.start and t.end <= high]
        at = inside or [i for i in last if terms[i].end <= level.start]
        at = at or [i for i, t in enumerate(terms) if t.end <= level.start][-1:]
        for i in at or list(range(len(terms)))[:1]:
            found[i] = tuple(dict.fromkeys((*found.get(i, ()), *level.levels)))
        last = at
    return found


__all__ = ["Treatment", "read_treatments"]
