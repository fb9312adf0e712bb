"""Follow-up told without a length of time: by two dates, or by the age at the end.

"She was operated on in March 2015 … in late January 2017 she was free of disease" are
22 months; an infant ill at birth that "died at the age of 30 months" was followed so
long.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.rules.own_time import dates_in
from pipeline.rules.reading import Patient, Reading, Sentence
from pipeline.rules.story_time import Course

_END = re.compile(
    r"\b(?:died|death|succumbed|expired|passed away|follow-?up|last (?:seen|visit|"
    r"review|contact|control)|as of|up to|until|to date|alive|remain(?:s|ed)|still|"
    r"check-?up|disease-?free|symptom-?free|asymptomatic|well)\b",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"\b(?:died|death|succumbed|passed away|follow-?up|last (?:seen|visit|review)|"
    r"(?:now|currently|at present|today)\b[^.;]{0,30}\bag)",
    re.IGNORECASE,
)
_CAME = re.compile(
    r"\b(?:present\w*|admi\w+|referred|seen|came|consult\w*|visited|complain\w*|"
    r"diagnos\w+|attended|brought|hospitali[sz]ed)\b",
    re.IGNORECASE,
)
_MONTHS = 12
_LONGEST = 600.0
_INFANT = 2.0
_RULE = "followup:dates"


@dataclass(frozen=True, slots=True)
class Interval:
    """A follow-up in months, and the words that end it."""

    months: float
    sentence: Sentence
    start: int
    end: int
    rule: str


def by_dates(reading: Reading, patient: Patient, course: Course) -> Interval | None:
    """Return the time from the dated treatment, else the arrival, to the last visit."""
    begin = _begin(reading, patient)
    if begin is None:
        return None
    last: Interval | None = None
    for sentence in _of_patient(reading, patient):
        if not (_END.search(sentence.text) and course.tells(sentence)):
            continue
        for found, month in dates_in(sentence.text):
            months = month - begin
            if 0 < months < _LONGEST and (last is None or months >= last.months):
                start = sentence.start + found.start()
                end = sentence.start + found.end()
                last = Interval(months, sentence, start, end, _RULE)
    return last


def by_age(reading: Reading, patient: Patient) -> Interval | None:
    """Return the time from the age at presentation to that at the death or last visit.

    Years are too coarse to be taken from each other but in those who came as infants.
    """
    came = [
        float(m.value)
        for m in reading.of_field("age")
        if patient.number in m.patients and m.value
    ]
    if not came or came[0] >= _INFANT:
        return None
    last: Interval | None = None
    for sentence in _of_patient(reading, patient):
        if not _LIVES.search(sentence.text):
            continue
        for age in reading.within(reading.ages, sentence):
            months = ((age.years or 0.0) - came[0]) * _MONTHS
            if months > 0 and (last is None or months >= last.months):
                last = Interval(months, sentence, age.start, age.end, "followup:age")
    return last


def _of_patient(reading: Reading, patient: Patient) -> Iterator[Sentence]:
    return (s for s in reading.own_sentences() if patient.number in s.patients)


def _begin(reading: Reading, patient: Patient) -> float | None:
    """Return the month of the first dated operation, other treatment, or arrival."""
    treated = {
        (m.sentence, m.kind == "surgery")
        for m in reading.of_field("intervention")
        if m.status == "performed" and patient.number in m.patients
    }
    dated = [
        (s, dates[0][1])
        for s in _of_patient(reading, patient)
        if (dates := dates_in(s.text))
    ]
    months = (
        [month for s, month in dated if (s.index, True) in treated]
        or [month for s, month in dated if (s.index, False) in treated]
        or [month for s, month in dated if _CAME.search(s.text)]
    )
    return months[0] if months else None


__all__ = ["Interval", "by_age", "by_dates"]
