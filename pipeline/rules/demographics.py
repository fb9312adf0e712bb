"""Age at presentation of each own patient."""

import re

from pipeline.rules import spans
from pipeline.rules.age import AgeMatch
from pipeline.rules.age_arrival import at_arrival, at_birth
from pipeline.rules.reading import STORY, Patient, Reading, Sentence
from pipeline.rules.siblings import is_of_patient

_RANK = {"case": 0, "history": 0, "body": 1, "abstract": 1, "results": 1, "title": 2}
_FAR = 9


def find_age(reading: Reading, patient: Patient) -> None:
    """Add the age of one patient; another value in the story is added as a conflict."""
    candidates = ages_of(reading, patient)
    candidates = at_arrival(reading, patient, candidates) or candidates
    candidates = candidates or _at_first(reading, patient)
    if not candidates:
        return
    ranked = sorted(
        candidates,
        key=lambda c: (
            c[1].years is None,
            c[1].years != patient.age,
            _rank(c[0]),
            c[1].start,
        ),
    )
    sentence, best = _precise(ranked)
    _add_age(reading, patient, sentence, best)


def _precise(ranked: list[tuple[Sentence, AgeMatch]]) -> tuple[Sentence, AgeMatch]:
    """Return the first, or what says it to the month: 6½ for a "six-year-old"."""
    years = ranked[0][1].years
    finer = [
        found
        for found in ranked
        if years is not None and 0 < (found[1].years or 0.0) - years < 1
    ]
    return finer[0] if finer and years == int(years or 0) else ranked[0]


def _at_first(reading: Reading, patient: Patient) -> list[tuple[Sentence, AgeMatch]]:
    """Return the earlier of an age at onset and a day of life.

    What was done at birth is history where the patient presented as a child.
    """
    onset, birth = _at_onset(reading, patient), at_birth(reading, patient)
    if any((a.years or 0) >= _CHILD and _SOUGHT.search(s.text) for s, a in onset):
        return onset
    return sorted(onset + birth, key=lambda found: found[1].start)[:1]


_CHILD = 2
_SOUGHT = re.compile(
    r"\b(?:presented|referred|admitted|consulted|came|seen|brought|examined)\b",
    re.IGNORECASE,
)


_CAME = re.compile(
    r"\b(?:began|begun|noticed|developed|presented|was seen|was referred|was admitted|"
    r"came|consulted|started|complained|fell ill|examined|found|visited|was born|"
    r"admitted|seen|had|went|woke)\b",
    re.IGNORECASE,
)


#: "… was seen at the <age of 61>"
_SEEN_AT = re.compile(
    r"\b(?:presented|referred|admitted|consulted|came|seen|brought|examined)\b"
    r"(?: (?!for\b)[\w-]+){0,4}? (?:at|when)(?: (?:the|an))?\s\Z",
    re.IGNORECASE,
)


def _at_onset(reading: Reading, patient: Patient) -> list[tuple[Sentence, AgeMatch]]:
    """Return "at 54 years of age he began to stumble" where no other age is given."""
    found = [
        (sentence, age)
        for age in reading.ages
        if age.rule == "age:at-age"
        and (sentence := reading.sentence_at(age.start)) is not None
        and sentence.own
        and patient.number in sentence.patients
        and _CAME.search(sentence.text)
        and is_of_patient(reading, age.start, age.end)
    ]
    seen = [(s, a) for s, a in found if _SEEN_AT.search(reading.text, s.start, a.start)]
    return (seen or found)[:1]


def _rank(sentence: Sentence) -> int:
    category = sentence.section.category
    return 0 if category in STORY else _RANK.get(category, _FAR)


def ages_of(reading: Reading, patient: Patient) -> list[tuple[Sentence, AgeMatch]]:
    """Return the ages said of a patient, each with its sentence, in text order."""
    found = []
    for age in reading.ages:
        sentence = reading.sentence_at(age.start)
        if not age.person or sentence is None or not sentence.own:
            continue
        if patient.number not in _whose(reading, sentence, age, patient):
            continue
        if is_of_patient(reading, age.start, age.end):
            found.append((sentence, age))
    return found


def _whose(
    reading: Reading, sentence: Sentence, age: AgeMatch, patient: Patient
) -> tuple[int, ...]:
    if age.start in reading.assigned:
        return reading.assigned[age.start]
    if len(reading.patients) > 1 and patient.age is not None and age.years is not None:
        same = patient.age == age.years and (
            age.sex is None or patient.sex is None or age.sex == patient.sex
        )
        return (patient.number,) if same else ()
    return reading.patients_at(sentence, age.start)


def _add_age(
    reading: Reading, patient: Patient, sentence: Sentence, age: AgeMatch
) -> None:
    value = None if age.years is None else f"{round(age.years, 2):g}"
    spans.add(
        reading,
        sentence,
        age.start,
        age.end,
        "age",
        concept=None if value else age.raw,
        value=value,
        unit="years" if value else None,
        rule=age.rule,
        status="present",
        patients=(patient.number,),
    )
    if age.sex and patient.sex is None:
        patient.sex = age.sex
