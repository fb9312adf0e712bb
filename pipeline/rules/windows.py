"""Search slow patterns only where a fast one hits, and sort out what overlaps."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

Windows = tuple[tuple[int, int], ...]


class Spanned(Protocol):
    """Anything that stands at [start, end)."""

    @property
    def start(self) -> int: ...  # noqa: D102  # said by the class
    @property
    def end(self) -> int: ...  # noqa: D102  # said by the class


S = TypeVar("S", bound=Spanned)


def windows_around(
    anchor: re.Pattern[str], text: str, *, before: int, after: int
) -> Windows:
    """Return the stretches around the hits of `anchor`, in order, none overlapping.

    A window reaches `before` characters back and at least `after` characters on, to
    the end of the word there; windows that touch are one.
    """
    found: list[tuple[int, int]] = []
    for hit in anchor.finditer(text):
        low, high = max(0, hit.start() - before), _word_end(text, hit.end() + after)
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return tuple(found)


def find_in(
    pattern: re.Pattern[str], text: str, windows: Windows
) -> Iterator[re.Match[str]]:
    """Yield the matches of `pattern` inside the windows."""
    for start, end in windows:
        yield from pattern.finditer(text, start, end)


def find_near(
    pattern: re.Pattern[str],
    anchor: re.Pattern[str],
    text: str,
    *,
    before: int,
    after: int,
) -> Iterator[re.Match[str]]:
    """Yield the matches of `pattern` in the windows around the hits of `anchor`."""
    windows = windows_around(anchor, text, before=before, after=after)
    return find_in(pattern, text, windows)


def first_come(found: Iterable[S]) -> tuple[S, ...]:
    """Keep each match that overlaps none kept before it; return them in text order."""
    kept: list[S] = []
    starts: list[int] = []
    for match in found:
        place = bisect_left(starts, match.end)
        if place == 0 or kept[place - 1].end <= match.start:
            kept.insert(place, match)
            starts.insert(place, match.start)
    return tuple(kept)


def folded(text: str) -> str:
    """Return the text in lower case, or as it is where that would shift offsets."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def _word_end(text: str, position: int) -> int:
    """Return the next blank from `position` on, or the end of the text."""
    blank = text.find(" ", position)
    return len(text) if blank < 0 else blank
