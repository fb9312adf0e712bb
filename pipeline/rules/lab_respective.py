"""Values told apart from their tests: "calcium and PTH were 9.6 mg/dL and 47 pg/mL"."""

import re
from collections.abc import Sequence

from pipeline.rules.lab_ranges import FIGURE
from pipeline.rules.lab_specimens import LabTerm
from pipeline.rules.lab_units import UNIT
from pipeline.rules.labvalues import LabValue, parse_lab

_VALUE = rf"{FIGURE}(?:\s?{UNIT}(?![\w]))?"
_VALUES = re.compile(
    rf"[^.;:\d]{{0,40}}?\s(?P<list>{_VALUE}(?:\s?,\s{_VALUE})*,?\s(?:and|&)\s{_VALUE})"
    r"(?P<after>[^.;]{0,40})",
    re.IGNORECASE,
)
_ONE = re.compile(_VALUE)
_JOIN = re.compile(
    r"(?:[\s,&/+]|\b(?:and|the|serum|plasma|levels?|of)\b)*", re.IGNORECASE
)
_SAID = re.compile(r"\brespectively\b", re.IGNORECASE)


def respective_values(
    text: str, terms: Sequence[LabTerm], end: int
) -> dict[int, LabValue]:
    """Return the value of each test of a list whose values follow in the same order.

    `end` is where the sentence ends; the keys count the tests from nought.
    """
    values: dict[int, LabValue] = {}
    for first, last in _lists(text, terms):
        found = _VALUES.match(text, terms[last].end, end)
        if found is None or not _SAID.search(text, terms[first].start, end):
            continue
        told = [m.group() for m in _ONE.finditer(found["list"])]
        if len(told) != last - first + 1:
            continue
        for at, value in enumerate(told, first):
            read = parse_lab(f" {value}")
            if read is not None:
                values[at] = read
    return values


def _lists(text: str, terms: Sequence[LabTerm]) -> list[tuple[int, int]]:
    """Return the first and the last of tests that follow each other without values."""
    lists: list[tuple[int, int]] = []
    first = 0
    for at in range(1, len(terms) + 1):
        goes_on = at < len(terms) and _JOIN.fullmatch(
            text, terms[at - 1].end, terms[at].start
        )
        if not goes_on:
            if at - 1 > first:
                lists.append((first, at - 1))
            first = at
    return lists


__all__ = ["respective_values"]
