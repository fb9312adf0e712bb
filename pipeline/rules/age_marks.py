"""Ages said by a mark or a word: "14/M", "she is 33", "in her fifties", "newborn"."""

import re
from collections.abc import Iterator
from itertools import chain

from pipeline.rules import age_forms as forms
from pipeline.rules.age_context import AgeMatch, build_age, rule_around, sex_of
from pipeline.rules.persons import (
    Person,
    PersonWords,
    noun_after,
    noun_before,
    title_before,
)
from pipeline.rules.windows import find_near, folded

#: A bare "12 F" is a catheter, "102 F" a temperature, "18 F" an isotope.
_LETTER_YEARS = (13.0, 95.0)
_FLUORINE = 18.0
_OWNERS = {"his": "male", "her": "female"}
_STOP_BEFORE_RE = re.compile(
    r"\b(?:for|after|since|of|over|at|in|within|every|during|than|some|last|past|first"
    r"|next|by|about)[^\S\n](?:the[^\S\n])?\Z",
    re.IGNORECASE,
)
_PUNCTUATED_RE = re.compile(
    r"[^\S\n]?(?:[.,;:)|\]\n]|\Z)|[^\S\n](?:with|who|and|presented|presenting|had|has|c/o)\b"
)


def find_letters(text: str, persons: PersonWords) -> Iterator[AgeMatch]:
    """Yield "14/M", "62F", "M 71", "62 y, female"."""
    last = find_near(forms.LETTER_LAST_RE, forms.FIGURE_RE, text, before=1, after=40)
    for match in chain(last, forms.LETTER_FIRST_RE.finditer(text)):
        years = forms.years_of(match)
        if years is not None and _is_sexed_age(text, match, years):
            rule = rule_around(text, match, "age:letter")
            sex = sex_of(match["sex"], persons)
            yield build_age(text, match.span(), years, rule, sex=sex)


def _is_sexed_age(text: str, match: re.Match[str], years: float) -> bool:
    """False for counts, catheters, temperatures and isotopes beside a letter."""
    if match["u"] or "/" in (match["join"] or ""):
        return True
    if len(match["sex"]) > 1 or years == _FLUORINE:
        return False
    low, high = _LETTER_YEARS
    return low <= years <= high and _PUNCTUATED_RE.match(text, match.end()) is not None


def find_predicates(text: str, persons: PersonWords) -> Iterator[AgeMatch]:
    """Yield "she is 33", "the patient was 71 when" and "Mr. B was 71"."""
    for match in forms.BE_RE.finditer(text):
        end = match.start()
        comma = text[:end].rstrip(" \u00a0")
        end = len(comma) - 1 if comma.endswith(",") else end
        name = text[:end].rstrip(" \u00a0")
        titled = title_before(text, len(name), persons)
        owner = titled or noun_before(text, end, persons)
        years = forms.years_of(match)
        whole = years is not None and (years * 2).is_integer()
        is_one = titled or (owner and owner[0].is_one)
        if owner and is_one and years is not None and whole:
            begin = owner[1]
            since = forms.SINCE_RE.search(text[max(0, begin - 60) : begin])
            rule = "age:at-age" if since else "age:predicate"
            span = (begin, match.end())
            yield build_age(text, span, years, rule, noun=owner[0])


def find_decades(text: str, persons: PersonWords) -> Iterator[AgeMatch]:
    """Yield "in her late fifties"; with "the", a person must stand before it."""
    for match in forms.DECADE_RE.finditer(text):
        whose = (match["whose"] or "").lower()
        owner = noun_before(text, match.start(), persons)
        noun = owner[0] if owner and owner[0].is_one else None
        ordinal = "decade" in match["decade"].lower()
        if whose in _OWNERS or noun:
            sex = _OWNERS.get(whose)
            yield build_age(text, match.span(), None, "age:decade", noun=noun, sex=sex)
        elif whose == "their" or ordinal:
            yield build_age(text, match.span(), None, "age:statistic")


def find_year_nouns(text: str, persons: PersonWords) -> Iterator[AgeMatch]:
    """Yield "a 62 year woman"; a duration has no person right after it."""
    for match in find_near(
        forms.YEAR_NOUN_RE, forms.YEAR_ANCHOR_RE, text, before=40, after=20
    ):
        noun = noun_after(text, match.end(), persons)
        if noun is None or not _is_bare_person(text, match.end(), noun):
            continue
        if _STOP_BEFORE_RE.search(text[max(0, match.start() - 20) : match.start()]):
            continue
        rule = rule_around(text, match, "age:year-noun")
        yield build_age(text, match.span(), forms.years_of(match), rule, noun=noun)


def _is_bare_person(text: str, end: int, noun: Person) -> bool:
    """True if a sexed person follows within three words."""
    near = text[end : end + 40].lower().split()[:3]
    return noun.is_one and noun.sex is not None and noun.word in " ".join(near)


def find_hints(text: str, persons: PersonWords) -> Iterator[AgeMatch]:
    """Yield words that are ages: "newborn" is 0, "octogenarian" only a decade."""
    lower = folded(text)
    for match in persons.hints.finditer(lower):
        start, end = match.span()
        is_part = lower[start - 1 : start].isalnum()
        row = persons.get(match[0])
        if is_part or forms.HINT_STOP_RE.match(text, end) or not (row and row.age_hint):
            continue
        years = float(row.age_hint) if row.age_hint.isdigit() else None
        noun = noun_after(text, end, persons)
        noun = noun if noun and noun.sex else row
        yield build_age(text, (start, end), years, "age:word", noun=noun)
