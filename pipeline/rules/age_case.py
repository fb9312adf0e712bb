"""Ages beside what a case is called: "Patient I (61 years)", "The other is 45"."""

import re
from collections.abc import Iterable, Iterator

from pipeline.rules.age_context import (
    GROWN,
    AgeMatch,
    build_age,
    sex_beside,
    sex_of,
)
from pipeline.rules.age_forms import years_of
from pipeline.rules.age_lists import find_lists
from pipeline.rules.age_subjects import NUMBER, YEARS, find_subjects
from pipeline.rules.numbers import COUNT, parse_number
from pipeline.rules.persons import PersonWords, noun_before, title_before

_PASSED = (
    r"\s(?:his|her|older|younger|elder|later|after|before|ago|earlier|previously|with"
    r"out)\b"
)
_CASE = (
    r"(?:[Pp]atient|[Cc]ase|PATIENT|CASE|[Tt]win|[Cc]hild)[^\S\n]+(?:no\.?\s*)?"
    r"(?:\d{1,2}|[A-H]|I{1,3}|IV|VI{0,3})"
)
_INITIALS = (
    r"(?:(?:(?<=[.;:\n]\s)|(?<=\n)|(?<=^))(?:(?:[A-Z]\.\s?){1,3}|[A-Z]{2,3})"
    r"|(?<=[a-z]\s)(?:[A-Z]\.\s?){2,3})"
)
_NAMED = re.compile(
    rf"\b{_CASE}\s*[(,:.–—-]+\s*{NUMBER}{YEARS}(?!{_PASSED})"
    r"(?:,?\s(?:and\s)?(?P<n2>\d{1,2})\s?(?P<u2>months?|mos?)\b)?"
    rf"|{_INITIALS}\s?,\s*{NUMBER.replace('<n>', '<n_>')}"
    rf"{YEARS.replace('<u>', '<u_>')}(?=[\s,;.])",
    re.MULTILINE,
)
_BARE = re.compile(r"\b(?:[Tt]he|[Oo]ur|[Tt]his) patient,\s(?P<n>\d{1,2})(?=,\s)")
_WHICH = (
    r"(?:other|second|first|third|fourth|fifth|last|younger|youngest|elder|eldest|"
    r"older|oldest|latter|former)"
)
_OTHER = re.compile(
    rf"\b(?:One|Another|[Tt]he {_WHICH}(?: one| patient| case| child)?)"
    rf"(?: (?:is|was) (?:aged )?|,? \((?:aged )?|, aged )(?P<n>{COUNT})"
    rf"(?:(?P<u_>[\s-]*(?:years?|yrs?|y|months?|mos?)\b\.?)(?: old)?(?! (?:ago|later|"
    r"older|younger|his|her|the|apart|before|after|earlier))"
    r"|(?=[).,;]| and\b))"
    rf"|(?:,|;|\band)\s+the {_WHICH},? (?P<m>\d{{1,2}})(?P<v>\s(?:years?|months?))?"
    r"(?=[.,;]| and\b| old\b|$)"
)
_BACKWARD = re.compile(
    r"\b(?P<unit>one|two|three|four|five|six|seven|eight|nine)-and-(?P<ten>twenty|"
    r"thirty|forty|fifty|sixty|seventy|eighty)"
    r"(?:\syears)?(?:\sold)?\b",
    re.IGNORECASE,
)
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
}
_UNITS = {
    w: i
    for i, w in enumerate("one two three four five six seven eight nine".split(), 1)
}


def find_cases(text: str, persons: PersonWords) -> Iterator[AgeMatch]:
    """Yield the ages that follow a case label, initials or "the patient,"."""
    yield from _labelled(text, persons)
    yield from _plain(text, (_CASE_IS, _AET))
    yield from find_subjects(text, persons)
    yield from _nth(text)
    yield from _others(text, persons)
    yield from _of_persons(text, persons)
    yield from _plain(text, (_ONSET,), "age:at-age")
    for match in _ALONE.finditer(text):
        years = years_of(match)
        if years is not None:
            yield build_age(text, match.span(), years, "age:alone")
    yield from _elliptic(text, persons)
    yield from find_lists(text, persons)
    yield from (m for m in _plain(text, (_BARE,)) if (m.years or 0) > GROWN)


def _plain(
    text: str, patterns: Iterable[re.Pattern[str]], rule: str = "age:case"
) -> Iterator[AgeMatch]:
    """Yield the matches whose group `n` is the age in years."""
    for pattern in patterns:
        for match in pattern.finditer(text):
            yield build_age(text, match.span(), float(match["n"]), rule)


def _labelled(text: str, persons: PersonWords) -> Iterator[AgeMatch]:
    """Yield "Case 2: 54 years", "J.K., 61, woman", "F/54"."""
    for match in _NAMED.finditer(text):
        years = _years(match)
        if years is not None:
            noun = sex_beside(text, match.end(), persons)
            titled = title_before(text, match.start() + 2, persons)
            letter = match[0][0] if match[0][1:3] == ".," and not titled else None
            noun = noun or (titled[0] if titled else None)
            sex = noun.sex if noun else sex_of(letter, persons)
            yield build_age(text, match.span(), years, "age:case", sex=sex)
    for match in _SEXED.finditer(text):
        years = float(match["n"] or match["m"] or match["k"])
        sex = sex_of(match["sex"] or match["sex2"] or match["sex3"], persons)
        yield build_age(text, match.span(), years, "age:case", sex=sex)


def _others(text: str, persons: PersonWords) -> Iterator[AgeMatch]:
    """Yield "The other is 45", "the first (28 years)", "…, the second 57"."""
    for match in _OTHER.finditer(text):
        years = parse_number(match["n"] or match["m"])
        if years is not None and years == int(years):
            months = "mo" in (match["u_"] or match["v"] or "")
            years = round(years / 12, 6) if months else years
            noun = sex_beside(text, match.end(), persons)
            yield build_age(text, match.span(), years, "age:case", noun=noun)


def _nth(text: str) -> Iterator[AgeMatch]:
    """Yield "in his 12th year", which is the one after the eleventh birthday."""
    for match in _NTH.finditer(text):
        sex = "male" if match["his"].lower() == "his" else "female"
        yield build_age(text, match.span(), float(match["n"]) - 1, "age:nth", sex=sex)


def _of_persons(text: str, persons: PersonWords) -> Iterator[AgeMatch]:
    """Yield ages said of a person: "the man, who was 61", "she was 44"."""
    yield from _plain(text, (_AT_OUR, _INITIALED))
    for match in _PRONOUN.finditer(text):
        noun = persons.get(match["noun"])
        yield build_age(text, match.span(), float(match["n"]), "age:case", noun=noun)


_ELLIPTIC = re.compile(
    r"(?:,|\band) the (?:\w+ ){0,2}?(?P<noun>girl|boy|man|woman|sister|brother) "
    r"(?P<n>\d{1,2})(?=[,.;]| when\b| and\b)"
)


def _elliptic(text: str, persons: PersonWords) -> Iterator[AgeMatch]:
    """Yield "the boy was 7 years old, the girl 5"."""
    for match in _ELLIPTIC.finditer(text):
        noun = persons.get(match["noun"])
        yield build_age(text, match.span(), float(match["n"]), "age:case", noun=noun)


_SEXES = r"(?P<sex>male|female|man|woman|boy|girl|[MF♂♀])"
_SEXED = re.compile(
    rf"\b{_CASE}\s*[(\[:,–—-]*\s*(?P<n>\d{{1,3}})(?:[\s-]*(?:years?|yrs?|"
    rf"y/?o?))?\s*[,/]?\s*{_SEXES}\b"
    rf"|\b{_CASE}\s*[(\[:,.–—-]*\s*{_SEXES.replace('<sex>', '<sex3>')}[\s,;/:]+"
    rf"(?:aged\s+)?(?P<k>\d{{1,3}})(?:[\s-]*(?:years?|yrs?|y/?o?)\b)?(?=[\s.,;:)]|$)"
    rf"|\[(?P<m>\d{{1,3}})\s?(?:years?|yrs?|y/?o?)?[\s,/]*(?P<sex2>male|female|[MF])\]"
)
_CASE_IS = re.compile(
    rf"\b{_CASE}(?:,| was| is)\s(?P<n>\d{{1,3}})(?=[.,;]|\s(?:and|when|years|at)\b)"
)
_AET = re.compile(r"\b[Aa]et(?:at)?\.?(?:is)?\s?(?P<n>\d{1,3})\b")
_NTH = re.compile(
    r"\bin (?P<his>his|her) (?P<n>\d{1,3})(?:st|nd|rd|th) year\b(?! of)", re.IGNORECASE
)
_AT_OUR = re.compile(
    r"\b[Aa]t (?P<n>\d{1,2}),? (?:our|this|the) (?:patient|man|woman|boy|girl|lady)\b"
)
_INITIALED = re.compile(
    r"\b(?:[A-Z]\.\s?){1,2}(?:[A-Z]['’]?[A-Z]?\.)? (?:is|"
    r"was) (?P<n>\d{1,2})\b(?! (?:cm|mm|kg|days|weeks|months))"
)
_ALONE = re.compile(
    r"(?:(?<=[.)–—] )|^)(?P<n>\d{1,3})\s(?P<u>years|yrs|months)(?:\sold)?\.(?=\s[A-Z]|"
    r"$)",
    re.MULTILINE,
)
_PRONOUN = re.compile(
    r"\b(?P<noun>[Hh]e|[Ss]he) (?:was|is) (?P<n>\d{1,2})(?= (?:and|when|at the time|"
    r"with)\b)"
)
_ONSET = re.compile(r"\bAt (?P<n>\d{2}),? (?:he|she|the patient)\b")
_PRECISE = re.compile(
    r"\bin (?:his|her) (?:early |mid[- ]?|late )?(?:thirties|forties|fifties|sixties|"
    r"seventies|eighties|nineties|teens|twenties|\d0s) "
    r"\((?:aged )?(?P<n>\d{1,3})(?: (?:years|yrs?|y))?\)"
)


def find_precise(text: str, persons: PersonWords) -> Iterator[AgeMatch]:
    """Yield "in her early seventies (72 years)"."""
    for match in _PRECISE.finditer(text):
        noun = noun_before(text, match.start(), persons)
        sex = "male" if " his " in match.group()[:8] else "female"
        yield build_age(
            text,
            match.span(),
            float(match["n"]),
            "age:decade-precise",
            sex=(noun[0].sex if noun else None) or sex,
        )


def find_backward(text: str, persons: PersonWords) -> Iterator[AgeMatch]:
    """Yield "nine-and-forty years"."""
    for match in _BACKWARD.finditer(text):
        years = _TENS[match["ten"].lower()] + _UNITS[match["unit"].lower()]
        yield build_age(text, match.span(), float(years), "age:backward")


def _years(match: re.Match[str]) -> float | None:
    if match["n"]:
        return years_of(match)
    number, unit = match["n_"], match["u_"]
    if not number.isdigit():
        return None
    return float(number) / (12.0 if unit.startswith("mo") else 1.0)
