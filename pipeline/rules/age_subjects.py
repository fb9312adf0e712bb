"""Ages said of the subject of a sentence: "who was 61", "A vintner, 57, came"."""

import re
from collections.abc import Iterator

from pipeline.rules.age_context import (
    GROWN,
    AgeMatch,
    build_age,
    owner_before,
    sex_beside,
)
from pipeline.rules.age_forms import years_of
from pipeline.rules.numbers import COUNT, parse_number
from pipeline.rules.persons import PersonWords

NUMBER = rf"(?P<n>{COUNT})"
YEARS = r"[\s-]*(?P<u>years?|yrs?|y|months?|mos?)\b\.?"
_WHO = re.compile(
    rf",? who (?:was|is|had (?:just )?turned) (?:then |now |aged )?{NUMBER}"
    rf"(?:{YEARS})?(?: old)?"
    r"(?=[.,;)]|\s(?:and|when|at|had|has|with|the (?:week|month|day))\b)"
)
#: "The woman whose spine began this paper was 55 when she came."
_SUBJECT_WAS = re.compile(
    r"(?:(?<=[.:)]\s)|(?<=\n)|(?<=^))(?:The|This|Our)\s(?P<noun>[a-z]+)\s(?:who|whose|whom|"
    rf"in whom|with|concerned)\b[^.;:]{{3,70}}?\s(?:was|is)\s{NUMBER}"
    r"(?=,|\.\s|\s(?:when|and|years old|years of age|at)\b)",
    re.MULTILINE,
)
#: "Pt: man 34 y."
_NOTED = re.compile(
    r"\b(?P<noun>[A-Za-z]{2,})\s(?P<n>\d{1,3})\s?(?P<u>years?|yrs?|y|months?|mo)\b\.?"
    r"(?!\s(?:ago|later|after|before|earlier|old|of|history|follow|post))",
)
#: Endings of trades that no list holds: "vintner", "choirmaster", "flight attendant".
_TRADE = (
    r"(?P<noun>[A-Za-z][a-z-]*(?:er|or|ist|ian|ant|eur|smith|wright|maid|mistress|wife|"
    r"hand|clerk|cook|guard|guide|judge|monk))"
)
_STRANGER = re.compile(
    r"(?:(?<=[.:;)]\s)|(?<=\n)|(?<=^)|\b(?:[Aa]n?|[Aa]nother|[Oo]ur|[Tt]he)\s)"
    rf"(?:[A-Za-z][a-z-]+\s){{0,2}}{_TRADE}"
    rf"(?:,\s(?:(?:aged|now|then)\s)?|\sof\s)(?P<n>{COUNT})"
    r"(?=[.,;)]|\s(?:who|had|has|was|is|with|came|presented|complained|"
    r"and (?:his|her))\b)",
    re.MULTILINE,
)


def find_subjects(text: str, persons: PersonWords) -> Iterator[AgeMatch]:
    """Yield "the man, who was 61", "The woman whose … was 55", "A vintner, 57,"."""
    yield from _strangers(text, persons)
    for match in _NOTED.finditer(text):
        noun, years = persons.get(match["noun"]), years_of(match)
        if noun and noun.is_one and noun.sex and not noun.relation and years:
            yield build_age(text, match.span(), years, "age:case", noun=noun)
    for match in _WHO.finditer(text):
        owner = owner_before(text, match.start(), persons)
        if owner and owner[0].relation not in {"thing", "none", "group"}:
            years = years_of(match)
            yield build_age(text, match.span(), years, "age:case", noun=owner[0])
    for match in _SUBJECT_WAS.finditer(text):
        noun, years = persons.get(match["noun"]), years_of(match)
        if noun and noun.is_one and (noun.sex or not noun.relation) and years:
            yield build_age(text, match.span(), years, "age:case", noun=noun)


def _strangers(text: str, persons: PersonWords) -> Iterator[AgeMatch]:
    """Yield "A publican, 58, known to have gout": somebody of a trade no list holds."""
    for match in _STRANGER.finditer(text):
        years = parse_number(match["n"])
        if years and years >= GROWN and persons.get(match["noun"]) is None:
            noun = sex_beside(text, match.end(), persons)
            yield build_age(text, match.span(), years, "age:case", noun=noun)
