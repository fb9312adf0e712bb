"""Results in the order of the tests: "CRP and ESR were 45 and 60, respectively"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.rules.lab_lists import lists_names
from pipeline.rules.lab_specimens import LabTerm
from pipeline.rules.labvalues import LabValue, parse_lab

_RESPECTIVELY = re.compile(r"[\s,]*\brespectively\b", re.IGNORECASE)
#: a part ends at "and" or a comma, but not inside brackets nor inside a figure
_PART = re.compile(
    r"(?:\([^()]*\)|(?!,\s|\s(?:and|&)\s)[^()])+",
    re.IGNORECASE,
)


def results_in_order(
    text: str, terms: Sequence[LabTerm], end: int
) -> dict[int, LabValue]:
    """Return index → result of the tests that a sentence names first, then measures."""
    found: dict[int, LabValue] = {}
    for run in _names(text, terms):
        last = terms[run[-1]].end
        following = terms[run[-1] + 1].start if run[-1] + 1 < len(terms) else end
        stop = _RESPECTIVELY.search(text, last, following)
        if stop is None:
            continue
        parts = [p for p in _PART.findall(text[last : stop.start()]) if p.strip()]
        if len(parts) == len(run):
            found |= _results(run, parts)
    return found


def _names(text: str, terms: Sequence[LabTerm]) -> Iterator[list[int]]:
    """Yield the indices of two or more tests named one after the other."""
    run: list[int] = []
    for at in range(len(terms)):
        if run and not lists_names(text, terms[run[-1]], terms[at]):
            if len(run) > 1:
                yield run
            run = []
        run.append(at)
    if len(run) > 1:
        yield run


def _results(
    run: Sequence[int], parts: Sequence[str]
) -> Iterator[tuple[int, LabValue]]:
    """Yield index and result; "2.9 and 0.6 mmol/L" gives the unit once."""
    read = [parse_lab(" " + part.removeprefix(" and ")) for part in parts]
    unit = read[-1].unit if read[-1] else None
    for at, value in zip(run, read, strict=True):
        if value is not None:
            yield at, replace(value, unit=value.unit or unit)
