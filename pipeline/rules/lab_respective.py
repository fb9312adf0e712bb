"""Results in the order of the tests: "CRP and ESR were 45 and 60, respectively".

"Respectively" may be left out where there are as many results as tests.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.rules.lab_lists import lists_names
from pipeline.rules.lab_ranges import FIGURE
from pipeline.rules.lab_specimens import LabTerm
from pipeline.rules.lab_units import POWER, UNIT
from pipeline.rules.labvalues import LabValue, interpretation_words, parse_lab

_RESPECTIVELY = re.compile(r"[\s,]*\brespectively\b", re.IGNORECASE)
#: a part ends at "and" or a comma, but not inside brackets nor inside a figure
_PART = re.compile(
    r"(?:\([^()]*\)|(?!,\s|\s(?:and|&)\s)[^()])+",
    re.IGNORECASE,
)
_ONE = rf"[<>~]?\s?{FIGURE}{POWER}?(?:\s?{UNIT})?(?:\s?\([^()]{{1,40}}\))?"
#: "CRP and ESR were 45 mg/L and 60 mm/h"
_IN_ORDER = re.compile(
    rf"(?:\s(?:(?:levels?|values?|counts?)\s)?(?:were|of|at)|:)\s"
    rf"(?P<parts>{_ONE}(?:,\s{_ONE})*,?\s(?:and|&)\s{_ONE})(?!\w|\s?%|,\d)"
)
#: ", respectively (all normal)", "and 60 mm/h, and both were high"
_OF_ALL = re.compile(
    r"[\s,;(]*(?:on (?:admission|arrival)|at presentation)?[\s,;(]*"
    r"(?:and\s|which\s)?(?:were\s)?"
    r"(?:both|all)\s(?:of (?:them|which|these)\s)?(?P<word>[^.;,)]{2,40})",
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
        told = _told_in_order(text, last, following)
        if told is None:
            continue
        parts = [p for p in _PART.findall(text[last : told[0]]) if p.strip()]
        if len(parts) == len(run):
            found |= _results(run, parts, _of_all(text, told[1], following))
    return found


def _told_in_order(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the results end that are in the order of their tests."""
    stop = _RESPECTIVELY.search(text, start, end)
    if stop is not None:
        return stop.span()
    plain = _IN_ORDER.match(text, start, end)
    return (plain.end(), plain.end()) if plain else None


def _of_all(text: str, start: int, end: int) -> str | None:
    """Return what is said of all results after them: "(both normal)"."""
    said = _OF_ALL.match(text, start, end)
    return interpretation_words(said["word"]) if said else None


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
    run: Sequence[int], parts: Sequence[str], word: str | None
) -> Iterator[tuple[int, LabValue]]:
    """Yield index and result; "2.9 and 0.6 mmol/L" gives the unit once.

    `word`: what is said of all of them, for those that tell nothing themselves.
    """
    read = [parse_lab(" " + part.removeprefix(" and ")) for part in parts]
    unit = read[-1].unit if read[-1] else None
    for at, value in zip(run, read, strict=True):
        if value is not None:
            said = value.interpretation or word
            yield at, replace(value, unit=value.unit or unit, interpretation=said)
