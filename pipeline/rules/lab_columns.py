"""Which column of a laboratory table holds what, by its header or by its cells."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from pipeline.records import Table
from pipeline.rules.labvalues import parse_lab
from pipeline.rules.terms import TermIndex
from pipeline.rules.words import split_words

_RESULT = re.compile(
    r"\b(?:results?|values?|patient|finding|level|admission|measured|case|day 0|"
    r"initial|baseline|observed)\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:reference|normal|range|ref\.?|limits?|target)\b", re.IGNORECASE
)
_UNIT = re.compile(r"\bunits?\b", re.IGNORECASE)
#: a column that says in words or by a flag what a result means; it may have no name
_REMARK = re.compile(
    r"\b(?:comments?|remarks?|interpretation|flags?|evaluation|assessment|status|"
    r"notes?|meaning|judge?ment)\b|^\W*$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:[<>≤≥]|up to|\d[\d.,]*\s?(?:-|\u2013|to)\s?\d)")


@dataclass(frozen=True, slots=True)
class LabColumns:
    """Which column of a laboratory table holds what; None if there is none."""

    result: int
    reference: int | None = None
    unit: int | None = None
    remark: int | None = None


def headed(head: Sequence[str]) -> LabColumns | None:
    """Return the columns by their names: "Test | 3 Nov | 9 Nov | Ref"."""
    result = _first(head, _is_result)
    reference = _first(head, lambda name: bool(_REFERENCE.search(name)))
    unit = _first(head, lambda name: bool(_UNIT.search(name)))
    remark = _first(head, lambda name: bool(_REMARK.search(name)), {result, reference})
    if result is None and not (reference is None and remark is None):
        result = _first(head, bool, {reference, unit, remark})
    return None if result is None else LabColumns(result, reference, unit, remark)


def _is_result(name: str) -> bool:
    return bool(_RESULT.search(name)) and not _REFERENCE.search(name)


def _first(
    head: Sequence[str],
    fits: Callable[[str], bool],
    taken: Collection[int | None] = (),
) -> int | None:
    """Return the first column after the names of the tests whose header fits."""
    return next(
        (i for i, name in enumerate(head) if i and i not in taken and fits(name)), None
    )


def is_headless(head: Sequence[str], index: TermIndex) -> bool:
    """Is the first row of a table blank, or a test and its result?"""
    if len(head) not in {2, 3}:
        return False
    first = any(name.strip() for name in head)
    return not first or (
        bool(index.find(split_words(head[0]))) and parse_lab(f" {head[1]}") is not None
    )


def unheaded(head: Sequence[str], table: Table) -> LabColumns:
    """Return the columns of a table without names by what a last column holds."""
    third = [row[2].text for row in table.rows if len(row) > 2 and row[2].text.strip()]
    ranges = sum(1 for text in third if _RANGE.match(text))
    if len(head) == 2 or not third:
        return LabColumns(1)
    return LabColumns(1, reference=2) if ranges else LabColumns(1, remark=2)
