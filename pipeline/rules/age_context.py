"""What stands around an age: whose it is, and whether it is a present age at all."""

import re
from dataclasses import dataclass

from pipeline.rules.age_forms import (
    AT_AGE_RE,
    COUNTED_RE,
    SINCE_RE,
    SPREAD_RE,
    STATISTIC_RE,
    SUBJECT_RE,
)
from pipeline.rules.persons import Person, PersonWords, noun_before, title_before

#: Rules of ages that are no person's present age.
IMPERSONAL = frozenset({"age:at-age", "age:statistic", "age:thing"})
_REACH = 60
_BESIDE_RE = re.compile(
    r"[^\S\r\n]?[,;(/]?[^\S\r\n]?(?:an?[^\S\r\n])?([^\W\d_]{1,9})\b"
)
#: Below this a bare figure after a trade or a parent counts something else.
GROWN = 14.0
#: What stands for a person without a noun: a rank, a place, the label of a case.
_STAND_IN_RE = re.compile(
    r"(?:\b(?:the|our|an?|this)\s(?:(?:very|much)\s)?(?:first|second|third|fourth|fifth|"
    r"sixth|last|next|other|elder|eldest|older|oldest|younger|youngest|former|latter|"
    r"remaining|further)(?:\sone|\sof\s(?:them|these|our\s\w+|the\s\w+))?"
    r"|(?:\A|(?<=[.;:,]\s)|(?<=\n)|\b(?:and|while|whereas|but)\s)"
    r"(?:one|another|each)(?:\sof\s(?:them|these|whom))?"
    r"|\b(?:patient|case|twin|child)\s(?:one|two|three|four|five|[1-9]|[A-H]|I{1,3}|IV|V))"
    r"\Z",
    re.IGNORECASE,
)
#: The word of a person who is called by rank or place only.
STAND_IN = "somebody"
_SOMEBODY = Person(STAND_IN, None, "", None)
_LETTERS = {"m": "male", "f": "female", "♂": "male", "♀": "female"}


@dataclass(frozen=True, slots=True)
class AgeMatch:
    """An age at [start, end); `years` is None where only a decade is said.

    `noun` is the person word that carries the age ("mother", "farmer"): look it up in
    the table to learn whether it is a relative. `count` people share the age ("twin
    sisters of seven").
    """

    start: int
    end: int
    years: float | None
    sex: str | None
    raw: str
    rule: str
    person: bool
    noun: str | None = None
    count: int = 1


def build_age(
    text: str,
    span: tuple[int, int],
    years: float | None,
    rule: str,
    *,
    noun: Person | None = None,
    sex: str | None = None,
    count: int = 1,
) -> AgeMatch:
    """Build a match; the age of a thing is nobody's, a sex said apart goes first."""
    is_thing = noun is not None and noun.relation == "thing"
    rule = "age:thing" if is_thing and rule not in IMPERSONAL else rule
    person = rule not in IMPERSONAL
    sex = sex or (noun.sex if noun else None)
    word = noun.word if noun else None
    return AgeMatch(*span, years, sex, text[slice(*span)], rule, person, word, count)


_LIST_BEFORE_RE = re.compile(r"(?:\d{1,3}(?:,\s|\sand\s|\sor\s))+\Z")
#: "at the age of 55, when we first examined him": the age he came with.
WHEN_SEEN_RE = re.compile(
    r",?\swhen\swe\s(?:first\s)?(?:saw|examined|met|admitted)\s(?:him|her|them|the)\b"
)
#: "a girl who presented at 4 years and 3 months of age".
_PRESENTED_RE = re.compile(r"(?<!had )\bpresent(?:ed|ing)\s(?:to\sus\s)?at\s\Z")


def rule_around(text: str, match: re.Match[str], rule: str) -> str:
    """Return `rule`, or the reason why this is no present age of one person."""
    start, end = match.span()
    before = text[max(0, start - _REACH) : start]
    is_range = match.groupdict().get("low") is not None and not _is_label(text, start)
    if is_range or STATISTIC_RE.search(before) or SPREAD_RE.match(text, end):
        return "age:statistic"
    before = _LIST_BEFORE_RE.sub("", before)  # "since they were 20 and 24 years old"
    if AT_AGE_RE.search(before) or SINCE_RE.search(before):
        seen = WHEN_SEEN_RE.match(text, end) or _PRESENTED_RE.search(before)
        return rule if seen else "age:at-age"
    return rule


_LABEL_RE = re.compile(
    r"\b(?:case|patient|pt|no|number|child|subject|observation|fig|figure|table)s?\.?"
    r"[^\S\n]*#?\Z",
    re.IGNORECASE,
)


def _is_label(text: str, start: int) -> bool:
    """True where the first number names a case: "Case 2 – 54-year-old woman"."""
    return _LABEL_RE.search(text[max(0, start - 14) : start]) is not None


def is_counted(text: str, start: int) -> bool:
    """True for "two 5-year-old boys": few, and told one by one."""
    return COUNTED_RE.search(text[max(0, start - _REACH) : start]) is not None


_SHARED = {"two": 2, "2": 2, "both": 2, "pair": 2, "twin": 2}
_SHARED |= {"identical": 2, "three": 3, "3": 3, "four": 4, "4": 4}


def shared_by(text: str, start: int, noun: Person | None) -> int:
    """Return how many people share an age: "twin sisters of seven" -> 2, else 1."""
    if noun is None or noun.relation != "group":
        return 1
    found = COUNTED_RE.search(text[max(0, start - _REACH) : start])
    count = _SHARED.get(found["n"].lower(), 1) if found else 1
    return max(count, 2) if noun.word == "twins" else count


def subject_before(text: str, start: int, persons: PersonWords) -> Person | None:
    """Return the subject of "was 63 years old" if its last word is in the table."""
    match = SUBJECT_RE.search(text[max(0, start - _REACH) : start])
    return persons.get(match[1]) if match else None


def owner_before(
    text: str, end: int, persons: PersonWords
) -> tuple[Person, int] | None:
    """Return the person before an apposition: "the boy, ", "Mrs W., ", "a man (".

    A word that stands in for a person owns an age as well: "the elder, ", "a third (".
    """
    stop = len(text[:end].rstrip(" \u00a0,(")) if end else 0
    if "\n" in text[stop:end]:
        return None
    named = title_before(text, stop, persons) or _stand_in(text, stop)
    return named or noun_before(text, stop, persons)


def _stand_in(text: str, stop: int) -> tuple[Person, int] | None:
    """Return the somebody of "the elder", "our second", "One of them"."""
    low = max(0, stop - _REACH)
    found = _STAND_IN_RE.search(text[low:stop])
    return (_SOMEBODY, low + found.start()) if found else None


def sex_beside(text: str, end: int, persons: PersonWords) -> Person | None:
    """Return the sexed word right after an age: "aged 62, female", "45 (M)"."""
    match = _BESIDE_RE.match(text, end)
    row = persons.get(match[1]) if match else None
    return row if row and row.is_one and row.sex and row.relation == "" else None


def sex_after(
    text: str, end: int, noun: Person | None, persons: PersonWords
) -> str | None:
    """Return the sex said right after an age whose noun has none: "aged 56 (male)"."""
    beside = None if noun and noun.sex else sex_beside(text, end, persons)
    return beside.sex if beside else None


def sex_of(word: str | None, persons: PersonWords) -> str | None:
    """Return the sex that a letter, sign or word stands for."""
    if not word:
        return None
    row = persons.get(word)
    return _LETTERS.get(word.lower()) or (row.sex if row else None)
