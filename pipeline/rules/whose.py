"""Which patient of a series each part of a sentence is about.

Explicit references ("Case 2", "the second", "the latter"), introductions that repeat an
age, and persons told apart by sex or age ("the boy", "the younger woman").
"""

import re

from pipeline.rules.case_references import references
from pipeline.rules.names import named_points
from pipeline.rules.reading import Patient, Reading, Sentence
from pipeline.rules.respective import lists_patients

Point = tuple[int, tuple[int, ...]]

_PERSON = re.compile(
    r"\b(?:the|this|our) (?:(?P<rank>younger|youngest|older|oldest|elder|eldest) )?"
    r"(?:\w+ )?(?:(?P<male>boy|man|gentleman|brother|male|son|father)|"
    r"(?P<female>girl|woman|lady|sister|female|daughter|mother)|patient|child|one)\b"
    r"(?!['’]s (?:mother|father|parents|family))",
    re.IGNORECASE,
)
_RANKED = re.compile(
    r"\b(?:the|of the) (?P<rank>younger|youngest|older|elder|eldest|oldest)\b"
    r"(?= (?:had|was|is|has|who|patient|one|fell|underwent|recovered|died|wore|walks|"
    r"[a-z]{3,}ed)\b|[,.;)])",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"^\W*(?:(?P<male>He|His)|(?P<female>She|Her))\b")
_TRAILING = re.compile(r"\b(?:in|of|for|by)\s+$")
_MANY = 2


def points_of(
    reading: Reading, sentence: Sentence, current: tuple[int, ...]
) -> list[Point]:
    """Return (offset in the sentence, patients) where it turns to other patients."""
    everyone = {p.number for p in reading.patients}
    named = [
        (o, ns)
        for o, ns in references(sentence.text, len(everyone))
        if set(ns) <= everyone
    ]
    if lists_patients(reading, sentence) and not named:
        return [(0, tuple(sorted(everyone)))]
    found = named + _by_age(reading, sentence) + _by_person(reading, sentence)
    found += named_points(reading, sentence)
    if not found and len(current) != 1:
        found = _by_pronoun(reading, sentence)
    return _trailing(sentence.text, sorted(found))


def _by_age(reading: Reading, sentence: Sentence) -> list[Point]:
    """Return the introductions that repeat a known age and sex."""
    found: list[Point] = []
    for age in reading.within(reading.ages, sentence):
        fits = [
            p.number
            for p in reading.patients
            if age.person
            and age.rule != "age:list"
            and age.years is not None
            and p.age == age.years
            and (age.sex is None or p.sex is None or age.sex == p.sex)
        ]
        if len(fits) == 1:
            found.append((age.start - sentence.start, (fits[0],)))
    return found


def _by_person(reading: Reading, sentence: Sentence) -> list[Point]:
    """Return the persons whom sex or rank of age tells apart."""
    found: list[Point] = []
    for match in _RANKED.finditer(sentence.text):
        one = _only(reading.patients, None, match["rank"])
        if one:
            found.append((match.start(), (one,)))
    for match in _PERSON.finditer(sentence.text):
        sex = "male" if match["male"] else "female" if match["female"] else None
        if sex is None and not match["rank"]:
            continue
        one = _only(reading.patients, sex, match["rank"])
        if one:
            found.append((match.start(), (one,)))
    return found


def _only(patients: list[Patient], sex: str | None, rank: str | None) -> int | None:
    """Return the only patient of a sex, or the youngest or oldest of them."""
    fits = [p for p in patients if sex is None or p.sex == sex]
    if rank and len(fits) >= _MANY and all(p.age is not None for p in fits):
        young = rank.lower().startswith("young")
        return (min if young else max)(fits, key=lambda p: p.age or 0.0).number
    known = all(p.sex is not None for p in patients)
    return fits[0].number if len(fits) == 1 and known else None


def _by_pronoun(reading: Reading, sentence: Sentence) -> list[Point]:
    match = _PRONOUN.match(sentence.text)
    if match is None:
        return []
    one = _only(reading.patients, "male" if match["male"] else "female", None)
    return [(0, (one,))] if one else []


def _trailing(text: str, points: list[Point]) -> list[Point]:
    """Let "recovered in the first, improved in the second" speak backwards."""
    trailing = [
        bool(_TRAILING.search(text[:o]) or text.startswith(("in ", "In "), o))
        for o, _ in points
    ]
    if len(points) < _MANY or sum(trailing) < _MANY:
        return points
    starts = [0] + [o for o, _ in points[:-1]]
    return [(s, who) for s, (_, who) in zip(starts, points, strict=True)]
