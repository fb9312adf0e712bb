"""Find durations and points in time: "18 mos", "a year and a half", "ninth day"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from pipeline.rules.duration_lists import numbers_before
from pipeline.rules.numbers import (
    BLANK,
    CARDINAL,
    COUNT,
    DASH,
    INDEFINITE,
    ORDINAL,
    parse_number,
)
from pipeline.rules.time_units import (
    DAYS,
    DAYS_FORMS,
    HOURS_FORMS,
    MONTHS,
    MONTHS_FORMS,
    WEEKS_FORMS,
    YEARS_FORMS,
    ratio,
    unit_of,
)
from pipeline.rules.windows import Windows, find_in, first_come, windows_around

_SEP = rf"(?:{BLANK}{{0,2}}{DASH}?{BLANK}{{0,2}})"
_WORD_UNITS = (
    rf"(?i:decades?|(?P<in_years>{YEARS_FORMS})|(?P<in_months>{MONTHS_FORMS})|fortnights?"
    rf"|(?P<in_weeks>{WEEKS_FORMS})|{DAYS_FORMS}|{HOURS_FORMS}|minutes?|mins?)"
)
#: Single letters count only right after figures: "48 h", "2y".
_UNIT = (
    rf"(?P<u>{_WORD_UNITS}(?!\w)|(?<=\d)[ydwh](?![\w/]|\.\w)"
    rf"|(?<=\d{BLANK})[ydwh](?![\w/]|\.\w))"
)
#: The second unit is smaller than the first: "one week and three months later" is two.
_SMALLER = (
    rf"(?P<u2>(?i:(?(in_years)(?:{MONTHS_FORMS}|{WEEKS_FORMS}|{DAYS_FORMS})"
    rf"|(?(in_months)(?:{WEEKS_FORMS}|{DAYS_FORMS})|(?(in_weeks)(?:{DAYS_FORMS})|(?:{HOURS_FORMS}))))))"
)
_LOW = (
    rf"(?:(?:(?P<low>{COUNT}){BLANK}?(?:to|or|{DASH}){BLANK}?)"
    rf"|(?i:between{BLANK})(?P<from>{COUNT}){BLANK}and{BLANK})?"
)
_EXTRA = (
    rf"(?:(?:more|full|further|consecutive|whole|additional|long|short|solid|other"
    rf"|calendar|postoperative|post-operative){BLANK})?"
)
_SECOND = (
    rf"(?:{BLANK}and{BLANK}a{BLANK}(?P<half>half)\b"
    rf"|{_SEP}(?:and{BLANK})?(?P<n2>{COUNT}){_SEP}{_SMALLER}\b"
    rf"(?!,?{BLANK}respectively))?"
)
_NO_AGE = rf"(?!['\u2019]?{_SEP}olds?\b|{BLANK}of{BLANK}age\b|/o\b|\.o\b)"
_PLAIN_RE = re.compile(
    rf"{_LOW}(?P<n>{CARDINAL}|{INDEFINITE})(?P<more>{BLANK}and{BLANK}half)?"
    rf"{_SEP}{_EXTRA}{_UNIT}{_SECOND}"
    rf"['\u2019]?{_NO_AGE}"
)
_ANCHOR_RE = re.compile(
    r"[Dd]ecades?\b|[Yy](?:ea)?rs?\b|[Mm]o(?:nth)?s?\b|[Mm]ths?\b|[Ff]ortnights?\b"
    r"|[Ww]ee?ks?\b|[Ww]ks?\b|[Dd]ays?\b|[Hh](?:ou)?rs?\b|[Mm]in(?:ute)?s?\b"
    r"|\d[^\S\n]?[ydwh]\b|POD|YEAR|MONTH|WEEK|DAY"
)
#: British notes: "3/12" is three months, "2/52" two weeks, "5/7" five days.
_NOTE_RE = re.compile(r"(?<![\w/.])(?P<n>\d{1,2})/(?P<d>52|12|7)(?![\d/]|\.\d)")
_NOTE_BEFORE_RE = re.compile(
    r"(?:\b(?:for|x|since|last|past|over|about|within|after|in|at|by|hx|history"
    r"(?:[^\S\n]of)?|approx|lasting|duration)|×|~)[^\S\n]?\Z",
    re.IGNORECASE,
)
_COMPLAINT_RE = re.compile(
    r"(?<!thoracic)(?<!lumbar)(?<!dorsal)(?<!cervical)(?<!disc)(?<!disk)(?<!score)"
    r"(?<!power)(?<!grade)(?<!scale)(?<!level)(?<!levels)(?:(?<=[a-z]{4})|(?<=\bLBP))[^\S\n]\Z|(?:\A|[.,;:(\n])[^\S\n]?\Z"
)
_NOTE_AFTER_RE = re.compile(
    r"[^\S\n]?(?:[.,;)\n]|\Z)|[^\S\n](?:ago|hx|h/o|history)\b"
    r"|[^\S\n]of[^\S\n](?!the\b|all\b|these\b|our\b|\w*patients|cases|discs|levels)[a-z]"
)
#: "a 3/7 history", "4/12 hx": what follows makes it a time, whatever stands before
_NOTE_HISTORY_RE = re.compile(r"[\s-](?:hx|h/o|history|duration)\b", re.IGNORECASE)
_ORDINAL_RE = re.compile(
    rf"(?P<n>{ORDINAL}){BLANK}(?:(?:post-?{BLANK}?operative|hospital|follow-up){BLANK})?"
    r"(?P<u>day|week|month|year|hour)\b",
    re.IGNORECASE,
)
_NUMBERED_RE = re.compile(
    rf"\b(?:(?P<u>day|week|month|year)|POD){BLANK}?(?:#|no\.?)?{BLANK}?(?P<n>{COUNT})"
    rf"(?!{_SEP}(?:{YEARS_FORMS}|{MONTHS_FORMS}|{WEEKS_FORMS}|{DAYS_FORMS}|{HOURS_FORMS}|times|x|mg|%|doses|tablets)\b|[.:]\d)",
    re.IGNORECASE,
)
_LAST_RE = re.compile(
    rf"\b(?:since|for|over|during|within|in){BLANK}(?:the{BLANK})?"
    rf"(?:previous|last|past|preceding|prior){BLANK}"
    r"(?P<u>day|week|fortnight|month|year)\b",
    re.IGNORECASE,
)
_BARE_RE = re.compile(
    rf"\b(?:for|over|of|within|in|lasting){BLANK}(?P<u>hours|days|weeks|months|years)\b",
    re.IGNORECASE,
)
_WORDS_RE = re.compile(
    r"(?P<night>[Oo]vernight|[Ss]ince (?:last night|(?:this|that|the) morning)"
    r"|[Tt]he (?:night|evening) before(?=[,.;]))\b"
    r"|[Ss]ince (?P<two>the day before yesterday)\b"
    r"|[Oo]n the eve of (?=(?:(?:his|her) )?(?:admission|referral|consultation)\b)"
    r"|(?<=began )yesterday|(?<=started )yesterday|(?<=set in )yesterday"
    r"|[Tt]he (?:day|night) before (?=(?:(?:his|her) )?(?:admission|referral)\b)"
    r"|[Ss]ince (?:yesterday|the (?:day|evening|night|afternoon|morning) before"
    r"|the (?:previous|preceding) (?:day|evening|night|afternoon|morning))\b"
    r"|\b(?:[Aa]|[Oo]ne|(?P<three>[Tt]hree))[^\S\n]quarters?[^\S\n]of[^\S\n]a[^\S\n](?P<year>year)\b"
)
#: "5 sessions a week", "every two weeks", "three quarters of an hour".
_RATE_RE = re.compile(
    r"(?:\b(?:every|each|per|times|once|twice|thrice|sessions?|doses?|tablets?|pills?|units"
    r"|cigarettes|drinks|hours|half|quarters?(?:[^\S\n]of)?|mg|g)|\d)[^\S\n]\Z|/[^\S\n]?\Z",
    re.IGNORECASE,
)
_AGE_BEFORE_RE = re.compile(
    r"\b(?:age|aged)[^\S\n](?:(?:of|about|was|is|at)[^\S\n])?\Z", re.IGNORECASE
)
_NOTE_UNITS = {"52": "week", "12": "month", "7": "day"}
_NIGHT_DAYS, _QUARTER_DAYS = 0.5, 91.0
#: "year 2004" is a date.
_LATEST = 400.0


@dataclass(frozen=True, slots=True)
class Duration:
    """A time span at [start, end); None where the text names no number.

    Of a range ("1-2 years") `value` is the upper end and `low` the lower, in `unit`.
    `days` and `months` are canonical: 6 weeks are 42 days and 1.4 months. The rules
    `duration:ordinal` ("ninth day") and `duration:numbered` ("day 6") are points.
    """

    start: int
    end: int
    value: float | None
    low: float | None
    unit: str
    days: float | None
    months: float | None
    rule: str


def find_durations(text: str) -> tuple[Duration, ...]:
    """Return the durations in `text`, in order and without overlap.

    Ages ("7-year-old", "aged 62 years") and rates ("twice a day") are left out.
    """
    windows = windows_around(_ANCHOR_RE, text, before=60, after=40)
    return first_come(
        chain(
            _find_plain(text, windows),
            _find_points(text, windows),
            _find_notes(text),
            _find_words(text),
        )
    )


def _find_plain(text: str, windows: Windows) -> Iterator[Duration]:
    """Yield "18 mos", "two to four weeks", "a year and a half", "several weeks"."""
    for match in find_in(_PLAIN_RE, text, windows):
        before = text[max(0, match.start() - 24) : match.start()]
        is_article = match["n"].lower() in {"a", "an"}
        rate = _RATE_RE.search(before)
        if _AGE_BEFORE_RE.search(before) or (rate and (is_article or _is_every(rate))):
            continue
        yield from _listed(text, match)
        yield _plain(match)


def _listed(text: str, last: re.Match[str]) -> Iterator[Duration]:
    """Yield what stands before the last of a list: "at <12>, <18> and 24 months"."""
    for item in numbers_before(text, last.start()):
        unit = unit_of(last["u"])
        yield _duration(item, parse_number(item[0]), unit, "duration:listed")


def _is_every(rate: re.Match[str]) -> bool:
    return rate[0].strip().lower() in {"every", "each", "per"}


def _plain(match: re.Match[str]) -> Duration:
    value, unit = parse_number(match["n"]), unit_of(match["u"])
    if value is None:
        return _duration(match, None, unit, "duration:indefinite")
    value += 0.5 if match["half"] or match["more"] else 0.0
    if match["n2"] and (second := parse_number(match["n2"])) is not None:
        value += second * ratio(unit_of(match["u2"]), unit)
    low = match["low"] or match["from"]
    return _duration(
        match, value, unit, "duration:plain", parse_number(low) if low else None
    )


def _find_points(text: str, windows: Windows) -> Iterator[Duration]:
    """Yield "ninth day", "postoperative day 20", "since the previous week"."""
    for pattern, rule in _POINTS:
        for match in find_in(pattern, text, windows):
            number = match.groupdict().get("n")
            value = parse_number(number) if number else _ONE[rule]
            if rule == "duration:bare" or (value is not None and value <= _LATEST):
                yield _duration(match, value, unit_of(match["u"] or "day"), rule)


def _find_notes(text: str) -> Iterator[Duration]:
    """Yield "for 3/12" and "sciatica 5/12."; a score or a disc has other neighbours."""
    for match in _NOTE_RE.finditer(text):
        before = text[max(0, match.start() - 24) : match.start()]
        is_told = _NOTE_BEFORE_RE.search(before) is not None
        is_told |= _NOTE_HISTORY_RE.match(text, match.end()) is not None
        is_complaint = match["d"] != "7" and _COMPLAINT_RE.search(before) is not None
        is_complaint |= match["d"] != "7" and before.endswith((", ", "; ", ": "))
        is_closed = _NOTE_AFTER_RE.match(text, match.end()) is not None
        if is_told or (is_complaint and is_closed):
            yield _duration(
                match, float(match["n"]), _NOTE_UNITS[match["d"]], "duration:note"
            )


def _find_words(text: str) -> Iterator[Duration]:
    for match in _WORDS_RE.finditer(text):
        days = _NIGHT_DAYS if match["night"] else 2.0 if match["two"] else 1.0
        if match["year"]:
            days = _QUARTER_DAYS * (3 if match["three"] else 1)
        yield _duration(match, days, "day", "duration:word")


def _duration(
    match: re.Match[str],
    value: float | None,
    unit: str,
    rule: str,
    low: float | None = None,
) -> Duration:
    days = None if value is None else round(value * DAYS[unit], 6)
    months = None if value is None or days is None else days / 30
    if months is not None and value is not None and unit in MONTHS:
        months = value * MONTHS[unit]
    months = None if months is None else round(months, 6)
    return Duration(*match.span(), value, low, unit, days, months, rule)


_POINTS = (
    (_ORDINAL_RE, "duration:ordinal"),
    (_NUMBERED_RE, "duration:numbered"),
    (_LAST_RE, "duration:last"),
    (_BARE_RE, "duration:bare"),
)
_ONE: dict[str, float | None] = {"duration:last": 1.0, "duration:bare": None}
