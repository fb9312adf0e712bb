"""Findings that a measure decides: "the canal was 7 mm wide", "T-score -3.1".

The note of a term in findings.tsv gives the bound: "below 12 mm", "above 3 mm", "below
-1, osteoporosis below -2.4". Without a measure in reach, or with one on the other side,
the term tells nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.pack import Row

_NOTE = re.compile(
    r"(?P<side>below|above) (?P<bound>-?\d+(?:\.\d+)?)(?P<mm> mm)?"
    r"(?:, (?P<graver>[a-z ]+) (?:below|above) (?P<far>-?\d+(?:\.\d+)?))?"
)
_SCORE = re.compile(r"(?:[-\u2010-\u2015\u2212]|\bminus )\s?(?P<value>\d(?:[.,]\d+)?)")
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
    """A measure, and on which side of it a finding lies."""

    side: str
    value: float
    is_width: bool
    graver: tuple[float, str] | None = None  # what it is called beyond a second bound

    def name(
        self, text: str, start: int, end: int, limit: int, concept: str
    ) -> str | None:
        """Return what the measure at text[start:end], or just after it, is called.

        None if there is none, or it lies on the wrong side of the bound.
        """
        value = self._measure(text, start, end, limit)
        if value is None or not self._is_beyond(value, self.value):
            return None
        far = self.graver is not None and self._is_beyond(value, self.graver[0])
        return self.graver[1] if far and self.graver else concept

    def _measure(self, text: str, start: int, end: int, limit: int) -> float | None:
        near = min(limit, end + _REACH)
        if not self.is_width:
            score = _SCORE.search(text, end, near)
            return -float(score["value"].replace(",", ".")) if score else None
        found = _WIDTH.search(text, start, near)
        if found is None or _IN_IT.search(text[max(0, start - 30) : start]):
            return None
        if _OF_ANOTHER.search(text, start, min(found.end() + 8, limit)):
            return None
        return float(found["value"])

    def _is_beyond(self, value: float, bound: float) -> bool:
        return value < bound if self.side == "below" else value > bound


def read_bounds(rows: Iterable[Row]) -> dict[str, Bound]:
    """Return the bound of each rule of findings.tsv that has one."""
    bounds = {}
    for row in rows:
        found = _NOTE.fullmatch(row["note"])
        if found:
            rule = f"findings.tsv#{row['term']}"
            far = (float(found["far"]), found["graver"]) if found["far"] else None
            bounds[rule] = Bound(
                found["side"], float(found["bound"]), bool(found["mm"]), far
            )
    return bounds
