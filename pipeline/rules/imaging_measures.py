"""Findings that a width in millimetres decides: "the canal was 7 mm wide".

The note of a term in findings.tsv gives the bound: "below 12 mm", "above 3 mm". Without
a width in reach, or with one on the other side of the bound, the term tells nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.pack import Row

_NOTE = re.compile(r"(?P<side>below|above) (?P<bound>\d+(?:\.\d+)?) mm")
_WIDTH = re.compile(r"(?P<value>\d{1,2}(?:\.\d+)?)\s?-?mm\b")
#: "a mass in the <canal> of 12 x 8 mm" tells the size of the mass
_IN_IT = re.compile(
    r"\b(?:in|into|within|inside|through|to) (?:the )?(?:spinal |vertebral )?$",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"\b(?:lesion|mass|cyst|fragment|tumou?r|nodule|length|long|cord|slip|by)\b|[x×]",
    re.IGNORECASE,
)
_REACH = 30  # characters after the term


@dataclass(frozen=True, slots=True)
class Bound:
    """A width in millimetres, and on which side of it a finding lies."""

    side: str
    millimetres: float

    def admits(self, text: str, start: int, end: int, limit: int) -> bool:
        """Is there a width in text[start:end] or just after it, on the right side?"""
        found = _WIDTH.search(text, start, min(end + _REACH, limit))
        if found is None or _IN_IT.search(text[max(0, start - 30) : start]):
            return False
        if _OF_ANOTHER.search(text, start, min(found.end() + 8, limit)):
            return False
        value = float(found["value"])
        if self.side == "below":
            return value < self.millimetres
        return value > self.millimetres


def read_bounds(rows: Iterable[Row]) -> dict[str, Bound]:
    """Return the bound of each rule of findings.tsv that has one."""
    bounds = {}
    for row in rows:
        found = _NOTE.fullmatch(row["note"])
        if found:
            rule = f"findings.tsv#{row['term']}"
            bounds[rule] = Bound(found["side"], float(found["bound"]))
    return bounds
