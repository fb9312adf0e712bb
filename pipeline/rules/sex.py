"""Sex of each own patient: introduction, person nouns, pronouns, groups, MeSH."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.rules import spans
from pipeline.rules.age_context import sex_of
from pipeline.rules.demographics import ages_of
from pipeline.rules.reading import Patient, Reading, Sentence
from pipeline.rules.respective import people_in, sexes_in
from pipeline.rules.siblings import is_of_patient

_MALE = re.compile(
    r"\b(?:he|his|him|himself|mr)\b(?! (?:senior|junior)\b)", re.IGNORECASE
)
_FEMALE = re.compile(
    r"\b(?:she|her|hers|herself|mrs|miss|ms|G\d{1,2}\s?P\d{1,2})\b"
    r"(?! (?:senior|junior)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """Where the sex of a patient is told: the sentence, the span, the rule."""

    sentence: Sentence
    start: int
    end: int
    sex: str
    rule: str


def find_sex(reading: Reading, patient: Patient, nouns: dict[str, str]) -> None:
    """Add the sex of one patient: introduction, then person nouns, then pronouns."""
    told = look_for_sex(reading, patient, nouns)
    if told is None:
        return
    patient.sex = told.sex
    spans.add(
        reading,
        told.sentence,
        told.start,
        told.end,
        "sex",
        concept=told.sex,
        rule=told.rule,
        status="present",
        patients=(patient.number,),
    )


def tell_sexes(reading: Reading, nouns: dict[str, str]) -> bool:
    """Set the sexes that the story tells of a series; return whether any was new."""
    unknown = [p for p in reading.patients if p.sex is None]
    for patient in unknown if len(reading.patients) > 1 else ():
        told = look_for_sex(reading, patient, nouns)
        patient.sex = told.sex if told else None
    return any(p.sex is not None for p in unknown)


def look_for_sex(
    reading: Reading, patient: Patient, nouns: dict[str, str]
) -> Told | None:
    """Return where the sex of a patient is told, the surest first."""
    many = len(reading.patients) > 1
    return (
        (_from_list(reading, patient) if many else None)
        or _from_introduction(reading, patient)
        or (_from_group(reading) if many else None)
        or (_from_counts(reading, patient) if many else None)
        or _from_label(reading, patient)
        or _from_nouns(reading, patient, nouns)
        or _from_pronouns(reading, patient)
        or _from_mesh(reading, patient)
    )


def _from_introduction(reading: Reading, patient: Patient) -> Told | None:
    for sentence, age in ages_of(reading, patient):
        if age.sex:
            return Told(sentence, age.start, age.end, age.sex, "sex:introduction")
    return None


_LABEL = re.compile(
    r"(?:\b(?:Sex|Gender|SEX|GENDER)\s?[:=]\s?|"
    r"(?:(?<=[.:]\s)|^)(?=(?:Male|Female)[,.;]))([A-Za-z]+)\b",
    re.MULTILINE,
)


def _from_label(reading: Reading, patient: Patient) -> Told | None:
    """Return the sex of a form: "Age: 58. Sex: male", "Male, born 1921"."""
    for sentence, found in _alone(reading, patient, _LABEL):
        sex = sex_of(found[1], reading.persons)
        if sex:
            return Told(sentence, *found.span(1), sex, "sex:label")
    return None


def _alone(
    reading: Reading, patient: Patient, pattern: re.Pattern[str]
) -> Iterator[tuple[Sentence, re.Match[str]]]:
    """Yield the matches in what is told of one patient only."""
    for sentence in reading.own_sentences():
        for found in pattern.finditer(reading.text, sentence.start, sentence.end):
            whose = reading.patients_at(sentence, found.start())
            span = found.span(found.lastindex or 0)
            if whose == (patient.number,) and is_of_patient(reading, *span):
                yield sentence, found


def _from_nouns(
    reading: Reading, patient: Patient, nouns: dict[str, str]
) -> Told | None:
    kin = {k: row.sex for k in reading.siblings if (row := reading.persons.get(k))}
    nouns = nouns | {word: sex for word, sex in kin.items() if sex}
    words = "|".join(sorted(map(re.escape, nouns), key=len, reverse=True)) or r"(?!)"
    pattern = re.compile(
        r"\b(?:the|a|an|this|our|young|old|elderly|aged)\s+(?:[\w-]+\s+){0,2}?"
        rf"({words})\b",
        re.IGNORECASE,
    )
    for sentence, found in _alone(reading, patient, pattern):
        return Told(sentence, *found.span(1), nouns[found[1].lower()], "sex:noun")
    return None


def _from_pronouns(reading: Reading, patient: Patient) -> Told | None:
    male = list(_alone(reading, patient, _MALE))
    female = list(_alone(reading, patient, _FEMALE))
    if len(male) == len(female):
        return None
    sex, votes = ("male", male) if len(male) > len(female) else ("female", female)
    sentence, found = votes[0]
    return Told(sentence, *found.span(), sex, "sex:pronoun")


def _from_list(reading: Reading, patient: Patient) -> Told | None:
    """Return the sex that a list in the order of the patients gives."""
    for sentence in reading.sentences:
        ages = reading.within(reading.ages, sentence)
        if not sentence.own or not any(a.start in reading.assigned for a in ages):
            continue
        sexes = sexes_in(sentence.text, reading.persons)
        if len(sexes) == len(reading.patients):
            sex = sexes[patient.number - 1]
            return Told(sentence, ages[0].start, ages[0].end, sex, "sex:list")
    return None


def _from_group(reading: Reading) -> Told | None:
    """Return the sex said of all at once: "all were women", "two brothers"."""
    number = len(reading.patients)
    for sentence in reading.sentences:
        if sentence.subject != "patient" or sentence.cites:
            continue
        people = list(people_in(sentence.text, reading.persons))
        sexes = [sex for sex, _, _ in people]
        everyone = len(sentence.patients) == number
        if len(set(sexes)) == 1 and (len(sexes) == number or everyone):
            _, start, end = people[0]
            first = sentence.start
            sex = sexes[0]
            if len(sexes) == number or _ALL.search(sentence.text, 0, end):
                return Told(sentence, first + start, first + end, sex, "sex:group")
    return None


def _from_counts(reading: Reading, patient: Patient) -> Told | None:
    """Return the sex left over: "three women and one man", and the man is known."""
    others = [p.sex for p in reading.patients if p is not patient and p.sex]
    for sentence in reading.sentences:
        if sentence.cites or not others:
            continue
        people = list(people_in(sentence.text, reading.persons))
        sexes = [sex for sex, _, _ in people]
        if len(sexes) != len(reading.patients) or len(set(sexes)) == 1:
            continue
        left = [s for s in set(sexes) if others.count(s) < sexes.count(s)]
        if len(left) == 1:
            start, end = next((a, b) for sex, a, b in people if sex == left[0])
            first = sentence.start
            return Told(sentence, first + start, first + end, left[0], "sex:count")
    return None


_ALL = re.compile(r"\b(?:all|both|each)\b", re.IGNORECASE)


def _from_mesh(reading: Reading, patient: Patient) -> Told | None:
    """Return the sex that the MeSH headings give, where they give one only."""
    terms = {m.casefold() for m in reading.document.mesh}
    sexes = [s for s in ("male", "female") if s in terms]
    text = reading.document.text
    if len(sexes) != 1:
        return None
    found = re.search(rf"\b{sexes[0]}\b", text, re.IGNORECASE)
    if found is None:
        return None
    sentence = reading.sentences[patient.anchor]
    return Told(sentence, *found.span(), sexes[0], "sex:mesh")
