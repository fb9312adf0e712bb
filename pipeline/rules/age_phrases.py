"""Ages said in a phrase: "7-year-old boy", "aged 62", "man of 47", "a woman, 54,"."""

import re
from collections.abc import Iterator

from pipeline.rules import age_forms as forms
from pipeline.rules.age_context import (
    GROWN,
    STAND_IN,
    WHEN_SEEN_RE,
    AgeMatch,
    build_age,
    is_counted,
    owner_before,
    rule_around,
    sex_after,
    sex_beside,
    sex_of,
    shared_by,
    subject_before,
)
from pipeline.rules.numbers import parse_number
from pipeline.rules.persons import Person, PersonWords, noun_after
from pipeline.rules.windows import find_near


def find_old(text: str, persons: PersonWords) -> Iterator[AgeMatch]:
    """Yield "7-year-old boy" and "was 63 years old"."""
    for match in find_near(
        forms.OLD_RE, forms.OLD_ANCHOR_RE, text, before=70, after=10
    ):
        start, end = match.span()
        letter = forms.LETTER_AFTER_RE.match(text, end)
        noun = None if letter else noun_after(text, end, persons)
        noun = noun or _carrier_before(text, start, persons)
        sex = sex_of(letter[1], persons) if letter else None
        rule, years = _old_rule(text, match, noun), forms.years_of(match)
        count = shared_by(text, start, noun)
        yield build_age(
            text, (start, end), years, rule, noun=noun, sex=sex, count=count
        )


def _old_rule(text: str, match: re.Match[str], noun: Person | None) -> str:
    """Return the rule of "-year-old": several people at once are a statistic."""
    many = noun is not None and noun.relation == "group"
    if match[0].lower().endswith("olds") or (
        many and not is_counted(text, match.start())
    ):
        return "age:statistic"
    return rule_around(text, match, "age:year-old")


def _carrier_before(text: str, start: int, persons: PersonWords) -> Person | None:
    """Return the person or thing whose age is said after it."""
    owner = owner_before(text, start, persons)
    return owner[0] if owner else subject_before(text, start, persons)


def find_aged(text: str, persons: PersonWords) -> Iterator[AgeMatch]:
    """Yield "aged 62", "age: 45", "at the age of 29", "aged 7 and 10"."""
    for match in forms.AGED_RE.finditer(text):
        owner = owner_before(text, match.start(), persons)
        noun = owner[0] if owner else sex_beside(text, match.end(), persons)
        rule = rule_around(text, match, _aged_rule(text, match, noun))
        if match["more"]:
            yield from _listed(text, match, noun, rule)
            continue
        both = forms.BOTH_RE.search(text[max(0, match.start() - 6) : match.start()])
        count = 2 if both else shared_by(text, match.start(), noun)
        if noun and noun.relation == "group" and count == 1:
            one = sex_beside(text, match.end(), persons)
            noun, rule = (one, rule) if one else (noun, "age:statistic")
        years = forms.years_of(match)
        sex, span = sex_after(text, match.end(), noun, persons), match.span()
        yield build_age(text, span, years, rule, noun=noun, sex=sex, count=count)


def _aged_rule(text: str, match: re.Match[str], noun: Person | None) -> str:
    """Return the rule of an "age" phrase; "hip operation (age 61)" dates the event."""
    if match["more"]:
        return "age:statistic" if "between" in match[0] else "age:list"
    if match["key"].lower() == "aged":
        return "age:aged"
    if forms.ARTICLE_RE.search(text[: match.start()][-8:]):
        seen = WHEN_SEEN_RE.match(text, match.end())
        return "age:age" if seen else "age:at-age"
    event = re.search(r"[a-z][^\S\n]?\(\Z", text[: match.start()][-3:])
    return "age:at-age" if event and noun is None else "age:age"


def _listed(
    text: str, match: re.Match[str], noun: Person | None, rule: str
) -> Iterator[AgeMatch]:
    """Yield each age of "aged 7, 9 and 12 years": one per person, one unit for all."""
    scale = (forms.years_of(match) or 0.0) / (parse_number(match["n"]) or 1.0)
    for number in forms.LISTED_RE.finditer(text, match.start("n"), match.end("more")):
        value = parse_number(number[0])
        years = None if value is None else round(value * scale, 6)
        yield build_age(text, number.span(), years, rule, noun=noun)


def find_of(text: str, persons: PersonWords) -> Iterator[AgeMatch]:
    """Yield "man of 47" and "boy of eleven years"."""
    for match in forms.OF_RE.finditer(text):
        owner = owner_before(text, match.start(), persons)
        years = forms.years_of(match)
        if not match["u"] and match["n"].lower() == "one":
            continue  # "four fishermen of one island"
        if not owner or years is None:
            continue
        count = shared_by(text, owner[1], owner[0])
        if count > 1 or _can_be_of(owner[0], years, match["u"]):
            span = (owner[1], match.end())
            rule = rule_around(text, match, "age:of")
            noun = owner[0]
            sex = sex_after(text, match.end(), noun, persons)
            yield build_age(text, span, years, rule, noun=noun, sex=sex, count=count)


def _can_be_of(noun: Person, years: float, unit: str | None) -> bool:
    """False for "mother of two", "case of 5 levels" and "smoker of 20 years"."""
    if not noun.is_one or noun.relation in {"habit", "pronoun"}:
        return False
    if noun.word == STAND_IN:
        return years >= GROWN or unit is not None
    if noun.relation in {"occupation", "relative"}:
        return years >= GROWN or (unit is not None and noun.relation == "relative")
    return unit is not None or noun.sex is not None


def find_beside(text: str, persons: PersonWords) -> Iterator[AgeMatch]:
    """Yield "a retired miner (68)", "(62 y, female)" and "a woman, 54,"."""
    for pattern in (forms.PAREN_RE, forms.APPOSED_RE):
        for match in pattern.finditer(text):
            age = _beside(text, match, persons)
            if age is not None:
                yield age


def _beside(text: str, match: re.Match[str], persons: PersonWords) -> AgeMatch | None:
    """Return the age in parentheses or between commas, if somebody owns it."""
    years, groups = forms.years_of(match), match.groupdict()
    word = groups.get("sex") or groups.get("sex2")
    if word:
        span, sex = (match.start() + 1, match.end()), sex_of(word, persons)
        return build_age(
            text, span, years, "age:beside", noun=persons.get(word), sex=sex
        )
    owner = owner_before(text, match.start(), persons)
    if owner is None or not _can_carry(owner[0], match):
        return None
    span, count = (owner[1], match.end()), shared_by(text, owner[1], owner[0])
    return build_age(text, span, years, "age:beside", noun=owner[0], count=count)


def _is_years(match: re.Match[str]) -> bool:
    """May a figure after "the other" be an age: "the other (3)" is a citation."""
    unit = (match["u"] or "").lower()[:1]
    between_commas = match[0].startswith(",")
    return unit == "y" or (not unit and between_commas)


def _can_carry(noun: Person, match: re.Match[str]) -> bool:
    """True if the word before may own a bare figure: "patient (12)" is a citation."""
    if noun.word == "twins":
        return True
    if noun.word == STAND_IN:
        return _is_years(match)
    if noun.relation in {"group", "thing", "none", "pronoun", "habit"}:
        return False
    if (match["u"] or "").lower().startswith("y"):
        return True
    named = noun.sex is not None or noun.relation == "occupation"
    if noun.relation == "relative" and match[0].startswith(","):
        return named  # "The son, 8, had"
    return named and (noun.relation == "" or (forms.years_of(match) or 0.0) >= GROWN)
