"""Find calendar dates: "12 March 2014", "2014-03-12", "14.3.72", "in 2014"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.rules.numbers import BLANK
from pipeline.rules.windows import first_come

_NAMES = (
    "january february march april may june july august september october november"
    " december"
).split()
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?!\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_FORMS = (
    (
        "date:day-month-year",
        re.compile(rf"\b{_DAY}{BLANK}(?:of{BLANK})?{_MONTH},?{BLANK}{_YEAR}"),
    ),
    ("date:month-day-year", re.compile(rf"\b{_MONTH}{BLANK}{_DAY},?{BLANK}{_YEAR}")),
    ("date:month-year", re.compile(rf"\b{_MONTH},?{BLANK}(?:of{BLANK})?{_YEAR}")),
    (
        "date:iso",
        re.compile(rf"(?<![\w/-]){_YEAR}-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\w-])"),
    ),
    (
        "date:figures",
        re.compile(
            r"(?<![\w./-])(?P<day>[0-3]?\d)(?P<mark>[./-])(?P<month>[0-3]?\d)(?P=mark)"
            r"(?P<year>(?:1[89]|20)\d\d|\d\d)(?![\w/-]|\.\d)"
        ),
    ),
    (
        "date:year",
        re.compile(
            rf"(?:(?<=\bin{BLANK})|(?<=\bsince{BLANK})|(?<=\bby{BLANK})"
            rf"|(?<=\buntil{BLANK})){_YEAR}(?![/-]\d)",
            re.IGNORECASE,
        ),
    ),
)
_FIGURES_RE = re.compile(r"\d\d")
#: "72" in an old report is 1972; two figures up to here are of this century.
_TURN = 30
_LAST_MONTH, _LAST_DAY = 12, 31


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date at [start, end); `month` and `day` are None where not said."""

    start: int
    end: int
    year: int
    month: int | None
    day: int | None
    rule: str


def find_dates(text: str) -> tuple[DateMatch, ...]:
    """Return the dates in `text`, in order; figures are day first if they can be."""
    return first_come(_dates(text)) if _FIGURES_RE.search(text) else ()


def _dates(text: str) -> Iterator[DateMatch]:
    for rule, pattern in _FORMS:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            month = _month(groups.get("month"))
            day = int(groups["day"]) if groups.get("day") else None
            if month is not None and day is not None and month > _LAST_MONTH >= day:
                month, day = day, month
            if (month or 1) <= _LAST_MONTH and (day or 1) <= _LAST_DAY:
                yield DateMatch(*match.span(), _year(match["year"]), month, day, rule)


def _month(written: str | None) -> int | None:
    if written is None:
        return None
    if written.isdigit():
        return int(written)
    start = written[:3].lower()
    return next(i for i, name in enumerate(_NAMES, start=1) if name.startswith(start))


def _year(written: str) -> int:
    year = int(written)
    if year >= 100:
        return year
    return year + (2000 if year <= _TURN else 1900)
