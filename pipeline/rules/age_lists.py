"""Lists of ages: "two men, 62 and 70 years old", "their ages were 7, 9 and 12"."""

import re
from collections.abc import Iterator

from pipeline.rules.age_context import AgeMatch, build_age
from pipeline.rules.age_forms import SINCE_RE, STATISTIC_RE
from pipeline.rules.persons import PersonWords

_LIST = r"(?P<all>\d{1,2}(?:, \d{1,2})*(?:,? (?:and|&)|,) \d{1,2})"
_UNIT = r"[\s-](?P<u>years?|yrs?|months?)\b(?! (?:ago|later|after|before))"
_KIN_ARE = re.compile(
    r"\b[Tt]he (?:two )?(?P<noun>sisters|brothers|twins|siblings) (?:are|were) "
    r"(?:both )?(?P<n>\d{1,2})(?=[,.;]| years\b(?! (?:ago|later|after|before)))"
)
#: "Three women of 50, 61 and 72 years", "boys of 15 and 16".
_PEOPLE = re.compile(
    r"\b(?P<noun>[a-z]{3,})(?:,| of| who (?:were|are)| were| are|(?=\s\())\s\(?"
    rf"(?:(?:then|now|aged|of)\s)*{_LIST}(?={_UNIT}|\s?[.,;:)])(?!,?\s(?:years|months)\s"
    r"(?:ago|later|after|before))",
    re.IGNORECASE,
)
#: "Their ages were 7 and 9", "the remaining two, of 58 and 63,".
_BARE = re.compile(
    r"(?:\b(?:ages (?:at \w+ )?(?:were|are)|ages:)|"
    r"\b(?:at|their) ages (?:of )?|\bin their (?:\w+[ -])?[a-z]+ties \(|"
    r"\bthe (?:other|remaining|first|last) (?:two|three|four),? (?:of|aged|were)|"
    rf"\b(?:two|three|four) \() ?{_LIST}(?={_UNIT}|\s?[.,;)])",
    re.IGNORECASE,
)
#: "24, 27 and 30 years old".
_OLD = re.compile(rf"(?<![\d.]){_LIST}(?={_UNIT} (?:old|of age)\b)", re.IGNORECASE)
#: "81- and 85-year-old sisters", "in 81- and 85-year-olds".
_HYPHENED = re.compile(
    r"(?<![\d.-])(?P<all>\d{1,2}(?:-, \d{1,2})*-?,? and \d{1,2})[- ]"
    r"(?P<u>year|month)s?[- ]olds?\b(?:\s+(?P<noun>[a-z]{3,}))?",
    re.IGNORECASE,
)
#: "72 (F) and 79 (M) years".
_SEXED = re.compile(
    r"\b(?:aged|of|were|:|\() ?(?P<all>\d{1,2} ?\((?:fe)?male\)|\d{1,2} ?\([FM]\))"
    r"(?P<more>(?:, \d{1,2} ?\((?:[FM]|(?:fe)?male)\))*,? and \d{1,2} ?"
    r"\((?:[FM]|(?:fe)?male)\))"
)
_ONE_SEXED = re.compile(r"(?P<n>\d{1,2}) ?\((?P<sex>\w+)\)")
#: "78F, 84M and 90F".
_LETTERED = re.compile(
    r"(?<![\w.,-])"
    r"(?:\d{1,2}[ /]?[MF]\b(?:(?:,|,? and| &) (?=\d{1,2}[ /]?[MF]\b))?){2,8}(?![\w-])"
)
_ONE_LETTERED = re.compile(r"(?P<n>\d{1,2})[ /]?(?P<sex>[MF])")
#: "He was 61 and she 58."
_HE_AND_SHE = re.compile(
    r"\b(?P<who>[Hh]e|[Ss]he) (?:was|is) (?:aged )?(?P<n>\d{1,2})(?: years old)?"
    r"(?:,? (?:and|while|but)|[,;]) (?P<who2>he|she) (?:(?:was|is) )?(?P<n2>\d{1,2})"
    r"(?=[.,;)]| years\b(?! (?:ago|later|after|before)))"
)
_PRONOUNS = {"he": "male", "she": "female"}
_NUMBER = re.compile(r"\d+")


def find_lists(text: str, persons: PersonWords) -> Iterator[AgeMatch]:
    """Yield each age of a list in the order of the people."""
    for match in _KIN_ARE.finditer(text):
        noun, span = persons.people(match["noun"]), match.span("n")
        yield build_age(text, span, float(match["n"]), "age:list", noun=noun, count=2)
    for match in _PEOPLE.finditer(text):
        row = persons.people(match["noun"])
        if row is not None:
            yield from _each(text, match, row.sex)
    for pattern in (_BARE, _OLD):
        for match in pattern.finditer(text):
            yield from _each(text, match, None)

    for match in _HYPHENED.finditer(text):
        row = persons.people(match["noun"]) if match["noun"] else None
        yield from _each(text, match, row.sex if row else None)
    for one in _sexed(text):
        sex = "male" if one["sex"][0].lower() == "m" else "female"
        yield build_age(text, one.span("n"), float(one["n"]), "age:list", sex=sex)
    for match in _HE_AND_SHE.finditer(text):
        for who, n in (("who", "n"), ("who2", "n2")):
            sex, years = _PRONOUNS[match[who].lower()], float(match[n])
            yield build_age(text, match.span(n), years, "age:predicate", sex=sex)


def _sexed(text: str) -> Iterator[re.Match[str]]:
    """Yield each of "72 (F) and 79 (M) years" and of "78F, 84M and 90F"."""
    for match in _SEXED.finditer(text):
        yield from _ONE_SEXED.finditer(text, match.start("all"), match.end())
    for match in _LETTERED.finditer(text):
        yield from _ONE_LETTERED.finditer(text, *match.span())


def _each(text: str, match: re.Match[str], sex: str | None) -> Iterator[AgeMatch]:
    before = text[max(0, match.start("all") - 60) : match.start("all")]
    if STATISTIC_RE.search(before) or SINCE_RE.search(before):
        return
    scale = 12 if (match["u"] or "").lower().startswith("m") else 1
    for number in _NUMBER.finditer(text, *match.span("all")):
        years = round(float(number[0]) / scale, 6)
        yield build_age(text, number.span(), years, "age:list", sex=sex)
