"""Dates and ages that lie in the story itself, not in the patient's past.

"On 7 May 2015 the stomach was removed" tells of the treatment where the patient came in
April 2015, and "at the age of 10 weeks a shunt was placed" where he came at birth.
"""

import re

from pipeline.rules.reading import Patient, Reading

_MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?(?P<month>{_MONTHS})\b\.?"
    r"(?: (?P<day2>\d{1,2})(?:st|nd|rd|th)?)?,? (?:of )?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?P<year>(?:19|20)\d\d)\b")
_AGE = re.compile(
    r"\bat (?:the )?age (?:of )?(?P<n>\d+(?:\.\d+)?)"
    r"(?: (?P<unit>day|week|month|year)s?)?"
    r"|\bat (?P<n2>\d+(?:\.\d+)?) (?P<unit2>day|week|month|year)s of age",
    re.IGNORECASE,
)
_IN_YEARS = {"day": 1 / 365, "week": 7 / 365, "month": 1 / 12, "year": 1.0}
_INFANT = 2.0


def month_of(found: re.Match[str]) -> float:
    """Return a date in months since the year 0; the middle where no day is given."""
    month = "janfebmaraprmayjunjulaugsepoctnovdec".index(found["month"][:3].lower()) / 3
    day = found["day"] or found["day2"]
    return int(found["year"]) * 12 + month + (int(day) / 30 if day else 0.5)


def dates_in(text: str) -> list[tuple[re.Match[str], float]]:
    """Return the dates of a text that name a month, each with its month's number."""
    return [(found, month_of(found)) for found in _DATE.finditer(text)]


def blank_own_time(reading: Reading, patients: tuple[int, ...], text: str) -> str:
    """Return a clause without the dates and ages that are no earlier than the story."""
    who = [p for p in reading.patients if p.number in patients]
    if len(who) != 1:
        return text
    came = _year_of_arrival(reading, who[0])
    for found, _ in dates_in(text):
        has_day = bool(found["day"] or found["day2"])
        if (came is None and has_day) or (came and int(found["year"]) >= came):
            text = text.replace(found.group(), " ")
    age = _age_of(reading, who[0])
    for found in _AGE.finditer(text) if age is not None and age < _INFANT else ():
        number = float(found["n"] or found["n2"])
        years = number * _IN_YEARS[(found["unit"] or found["unit2"] or "year").lower()]
        if age is not None and years >= age:
            text = text.replace(found.group(), " ")
    return text


def _year_of_arrival(reading: Reading, patient: Patient) -> int | None:
    """Return the year in the sentence that introduces a patient."""
    found = _YEAR.findall(reading.sentences[patient.anchor].text)
    return min(map(int, found)) if found else None


def _age_of(reading: Reading, patient: Patient) -> float | None:
    told = (
        float(m.value)
        for m in reading.of_field("age")
        if patient.number in m.patients and m.value
    )
    return next(told, patient.age)
