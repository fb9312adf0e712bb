"""Lists that share a unit of time: "at 12, 18 and 24 months"."""

import re
from collections.abc import Iterator

from pipeline.rules.numbers import BLANK, COUNT

_LISTED_RE = re.compile(
    rf"(?:\b(?:at|after|for|by|within|until|over|in|of|was|were|lasted|about|both)"
    rf"{BLANK}|[:(]{BLANK}?)"
    rf"(?P<items>{COUNT}(?:,{BLANK}{COUNT})*),?{BLANK}(?:and|&){BLANK}\Z",
    re.IGNORECASE,
)
#: "at 12 and <18 months>": what stands before the list stands before each
LISTED_BEFORE = re.compile(
    rf"(?<=\s){COUNT}(?:-(?:day|week|month|year))?"
    rf"(?:,\s+{COUNT}(?:-(?:day|week|month|year))?)*,?\s+(?:and|&)\s+$",
    re.IGNORECASE,
)
_COUNT_RE = re.compile(COUNT, re.IGNORECASE)


def numbers_before(text: str, end: int) -> Iterator[re.Match[str]]:
    """Yield the numbers of a list before its last, which begins at `end`."""
    found = _LISTED_RE.search(text, max(0, end - 40), end)
    yield from _COUNT_RE.finditer(text, *found.span("items")) if found else ()
