"""The age at which a patient came, told beside the present age or by the birth.

"A 45-year-old woman, who first came to us at the age of 35" came at 35; an infant that
fell ill "on the second day of life" came two days old.
"""

import re
from dataclasses import replace
from math import inf

from pipeline.rules.age import AgeMatch
from pipeline.rules.age_context import build_age
from pipeline.rules.numbers import COUNT, ORDINAL, parse_number
from pipeline.rules.reading import Patient, Reading, Sentence
from pipeline.rules.siblings import is_of_patient

#: "who first presented to our clinic", "referred to us", right before an age
_TO_US = re.compile(
    r"\b(?:presented|came|seen|referred|attended|consulted|admitted|evaluated|"
    r"examined|assessed|visited|brought)\b(?:(?!\bwith\b)[^.;,]){0,30}?"
    r"\b(?:us|our|this (?:hospital|clinic|unit|institution|department|cent\w+))\b"
    r"[^.;,]{0,40}$",
    re.IGNORECASE,
)
#: "He is now 30; at presentation he was 24"
_AT_FIRST = re.compile(
    r"\b(?:now|today)\b[^.]*\bat (?:the time of )?(?:presentation|diagnosis|admission|"
    r"referral|(?:his|her|the) first visit),? (?:\w+ ){0,3}$",
    re.IGNORECASE,
)
_DAY_OF_LIFE = re.compile(
    rf"\b(?:day (?P<n>{COUNT}) of life|"
    rf"(?:DOL|day of life|life day) (?P<n2>{COUNT})|"
    rf"(?P<nth>{ORDINAL}) (?P<unit>day|week|month) of life|"
    rf"(?P<m>{COUNT}) (?P<unit2>hour|day|week)s? "
    r"(?:after (?:birth|delivery)|of life))\b",
    re.IGNORECASE,
)
_AT_BIRTH = re.compile(
    r"\b(?:at|since|from|immediately after|soon after|shortly after|after|on) "
    r"(?:birth|delivery)\b",
    re.IGNORECASE,
)
#: how a report of a newborn begins; grown people "were born in Spain"
_DELIVERY = re.compile(
    r"\bapgar\b|\bbirth ?weight\b|\bweeks?['’]?(?: of)? gestation|\bgestational (?:age|"
    r"weeks?)|\b(?:born|delivered)\b[^.;]{0,40}\b(?:at term|full-?term|preterm|"
    r"premature\w*|vaginal\w*|c(?:a)?esar\w+|\d+ weeks|by (?:forceps|vacuum))\b|"
    r"\bborn (?:to|of|from) (?:an? |healthy |young |non-?consanguineous |"
    r"consanguineous |unrelated |related )|"
    r"\bchild (?:born )?(?:of|to) (?:an? |healthy |"
    r"non-?consang\w+ |consang\w+ |unrelated |related )",
    re.IGNORECASE,
)
_DAYS = {"hour": 0.0, "day": 1.0, "week": 7.0, "month": 30.0}
_YEAR_DAYS = 365.0


def at_arrival(
    reading: Reading, patient: Patient, told: list[tuple[Sentence, AgeMatch]]
) -> list[tuple[Sentence, AgeMatch]]:
    """Return the ages at which a patient came, younger than any present age told."""
    oldest = max((age.years or 0.0 for _, age in told), default=inf)
    return [
        (sentence, replace(age, person=True))
        for age in reading.ages
        if age.years and age.years < oldest
        if (sentence := reading.sentence_at(age.start)) is not None
        if sentence.own and patient.number in sentence.patients
        if _dates_arrival(reading, sentence, age)
        and is_of_patient(reading, age.start, age.end)
    ][:1]


def _dates_arrival(reading: Reading, sentence: Sentence, age: AgeMatch) -> bool:
    """Is an age that of the day a patient came, beside the present one?"""
    before = sentence.start, age.start
    if age.rule == "age:at-age":
        return _TO_US.search(reading.text, *before) is not None
    return age.person and _AT_FIRST.search(reading.text, *before) is not None


def at_birth(reading: Reading, patient: Patient) -> list[tuple[Sentence, AgeMatch]]:
    """Return the first day of life that is told of a patient without another age."""
    born = False
    for sentence in reading.own_sentences():
        if patient.number not in sentence.patients:
            continue
        born = born or _DELIVERY.search(sentence.text) is not None
        found = _DAY_OF_LIFE.search(sentence.text)
        at = found or (_AT_BIRTH.search(sentence.text) if born else None)
        if at is None:
            continue
        years = _years(found) if found else 0.0
        start, end = sentence.start + at.start(), sentence.start + at.end()
        age = build_age(reading.text, (start, end), years, "age:birth")
        return [(sentence, age)]
    return []


def _years(found: re.Match[str]) -> float:
    """Return the age on a day of life; the first day is that of the birth."""
    if found["m"]:
        number, unit = parse_number(found["m"]), found["unit2"]
    elif found["nth"]:
        number, unit = (parse_number(found["nth"]) or 1.0) - 1.0, found["unit"]
    else:
        number, unit = parse_number(found["n"] or found["n2"]), "day"
        number = 0.0 if number == 1 else number
    return (number or 0.0) * _DAYS[unit.lower()] / _YEAR_DAYS


__all__ = ["at_arrival", "at_birth"]
