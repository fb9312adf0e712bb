"""Find durations ("two and a half years", "x 7 mos", "5/12") and measures ("4 x 3 cm").

A month counts 30 days, a year 365 (the guide's convention). Time words are language and
stand here; other units come from `units.tsv`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.rules.durations import Duration, find_durations
from pipeline.rules.numbers import BLANK, DASH, DIGITS, parse_number

__all__ = [
    "Duration",
    "Measure",
    "Units",
    "compile_units",
    "find_durations",
    "find_measures",
]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measured quantity at [start, end) in its canonical unit.

    `values` holds each dimension of "4 x 3 cm" or both ends of a range; `value` is the
    largest of them. `kind` is the row's ("length", "volume", "mass", ...).
    """

    start: int
    end: int
    value: float
    values: tuple[float, ...]
    unit: str
    kind: str
    is_range: bool = False


@dataclass(frozen=True, slots=True)
class Units:
    """The compiled rows of `units.tsv`: how a unit is written and what it is worth."""

    forms: Mapping[str, tuple[str, float, str]]
    pattern: re.Pattern[str]
    anchor: re.Pattern[str]


def compile_units(rows: Iterable[Mapping[str, str]]) -> Units:
    """Build the pattern once; columns `form, canonical, factor, kind`.

    `factor` turns the written unit into the canonical one: cm -> mm is 10.
    """
    forms = {
        row["form"]: (row["canonical"], float(row["factor"]), row["kind"])
        for row in rows
    }
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    source = "|".join(re.escape(form) for form in ordered) or r"(?!)"
    by = rf"{BLANK}?(?:x|×|X|by|\*){BLANK}?"
    unit = rf"(?:{BLANK}|{DASH})?(?:{source})(?![\w/^])"
    return Units(
        forms=forms,
        pattern=re.compile(
            rf"(?<![\w.,/-])(?P<first>{DIGITS})(?P<inner>{unit})?"
            rf"(?P<more>(?:{by}{DIGITS}(?:{unit}(?={by}))?){{1,2}}"
            rf"|{BLANK}?(?:{DASH}|to){BLANK}?{DIGITS})?"
            rf"(?:{BLANK}|{DASH})?(?P<unit>{source})(?![\w/^])"
        ),
        anchor=re.compile(r"\d|[½¼¾]"),
    )


def find_measures(text: str, units: Units) -> tuple[Measure, ...]:
    """Return the measures written in figures, in order, in canonical units."""
    if units.anchor.search(text) is None:
        return ()
    return tuple(_measures(text, units))


def _measures(text: str, units: Units) -> Iterator[Measure]:
    for match in units.pattern.finditer(text):
        unit, factor, kind = units.forms[match["unit"]]
        more = match["more"] or ""
        numbers = (match["first"], *_NUMBER_RE.findall(more))
        values = [parse_number(number) for number in numbers]
        known = tuple(round(v * factor, 6) for v in values if v is not None)
        is_range = bool(more) and _BY_RE.search(more) is None
        if known:
            yield Measure(*match.span(), max(known), known, unit, kind, is_range)


_NUMBER_RE = re.compile(DIGITS)
_BY_RE = re.compile(r"x|×|X|by|\*")
