"""The authors' own patients: how many there are and where each is introduced.

Case headers come first; then announced numbers with ordinals; then introductions with
an age.
"""

import re

from pipeline.rules.age import AgeMatch
from pipeline.rules.case_headers import MAX_SERIES, Anchor, find_headers
from pipeline.rules.case_references import refers_to_all
from pipeline.rules.case_rows import count_people
from pipeline.rules.counted import NUMBER_WORD, counted_people
from pipeline.rules.early_sex import tell_sex
from pipeline.rules.introductions import distinct, openers, own_introductions
from pipeline.rules.pairs import find_pair
from pipeline.rules.reading import STORY, Patient, Reading, Sentence
from pipeline.rules.siblings import announces_pair, is_of_patient

_REPORT_OF = re.compile(
    rf"\breports? (?:of|on) (?:{NUMBER_WORD})\b|\b(?:{NUMBER_WORD}) case reports\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:patients|cases) of (?:our own|ours)\b", re.IGNORECASE)
_FIRST = 8  # sentences that may announce how many patients there are
_FAR = -2.5
_TWO = 2
_TOLD = STORY | {"body", "results", "abstract"}
MAX_TABLED = 30  # rows of a table that tells of each patient
_MOST_ANNOUNCED = 10
_MAX_UNNAMED = 4  # patients announced together and never told apart


def make_patients(reading: Reading) -> list[Patient]:
    """Return the own patients with what their introductions say of age and sex."""
    patients = _find_patients(reading)
    _share_ages(reading, patients)
    tell_sex(reading, patients)
    return patients


def _share_ages(reading: Reading, patients: list[Patient]) -> None:
    """Give the age of "The sisters were 24" to all who have none."""
    shared = [a for a in reading.ages if a.person and a.count == len(patients) > 1]
    for age in shared[:1]:
        for patient in patients:
            patient.age = patient.age if patient.age is not None else age.years


def _find_patients(reading: Reading) -> list[Patient]:
    if any("none-own" in s.cues for s in reading.sentences):
        return []
    headers = find_headers(reading)
    said = announced(reading)
    if said is not None and said >= _TWO:
        headers = [h for h in headers if h.label <= said or h.numbered]
    several = _from_announcement(reading, said)
    tabled = count_people(reading.case_rows)
    if tabled == said and len(headers) < tabled:
        headers = []
    loose = bool(headers) and not headers[0].numbered
    fewer = len(headers) < len(several) and (loose or len(several) == said)
    if len(headers) >= 2 and not fewer:
        headed = [_from_header(reading, headers, i) for i in range(len(headers))]
        people = distinct(own_introductions(reading))
        told = all(p.age is not None for p in headed)
        if told or len(people) != len(headed):
            return headed
        if loose:
            return _with_ages(headed, people)
        return _from_people(reading, people)
    if len(several) < tabled and _TWO <= tabled <= MAX_TABLED:
        return [Patient(i, str(i), -1) for i in range(1, tabled + 1)]
    return several or _single(reading)


def announced(reading: Reading) -> int | None:
    """Return how many own patients the text announces ("report of three cases")."""
    for sentence in reading.sentences:
        if not _may_announce(sentence):
            continue
        number = _number_announced(reading, sentence)
        if number is not None:
            return number
        if announces_pair(sentence):
            return max(_TWO, _kin_with_ages(reading))
    return None


def _kin_with_ages(reading: Reading) -> int:
    """Return how many patients who are kin are introduced with an age."""
    ages = own_introductions(reading)
    return len(distinct([a for a in ages if a.noun in reading.siblings]))


def _may_announce(sentence: Sentence) -> bool:
    """May a sentence say how many own patients there are?"""
    if _OURS.search(sentence.text):
        return True  # "We read the article by Sato and add two patients of our own"
    return not sentence.cites and (
        sentence.section.category in {"title", "abstract"}
        or (sentence.index < _FIRST and sentence.score > _FAR)
        or "own" in sentence.cues
        or bool(_REPORT_OF.search(sentence.text))
    )


def _number_announced(reading: Reading, sentence: Sentence) -> int | None:
    """Return the number before a word for persons; more if more ages are listed."""
    for number in counted_people(sentence.text, reading.persons):
        if not _TWO <= number <= _MOST_ANNOUNCED:
            continue
        ages = [
            a
            for a in own_introductions(reading)
            if sentence.start <= a.start < sentence.end
        ]
        return min(max(number, len(distinct(ages))), MAX_SERIES)
    return None


def _from_header(reading: Reading, headers: list[Anchor], at: int) -> Patient:
    anchor = headers[at]
    end = headers[at + 1].start if at + 1 < len(headers) else _end(reading, anchor)
    ages = [
        a
        for a in reading.ages
        if a.person
        and (s := reading.sentence_at(a.start)) is not None
        and anchor.start <= a.start < end
        and s.section.category not in {"discussion", "conclusion", "introduction"}
        and not s.cites
        and is_of_patient(reading, a.start, a.end)
        and (s.index - anchor.sentence <= 1 or not _is_kin(reading, a))
    ]
    first = ages[0] if ages else None
    return Patient(
        anchor.label,
        str(anchor.label),
        anchor.sentence,
        first.years if first else None,
        first.sex if first else None,
    )


def _is_kin(reading: Reading, age: AgeMatch) -> bool:
    row = reading.persons.get(age.noun) if age.noun else None
    return row is not None and row.relation == "relative"


def _of_all(reading: Reading) -> list[Sentence]:
    """Return the sentences that speak of several own patients at once."""
    return [
        s
        for s in reading.sentences
        if s.score > 0 and not s.cites and refers_to_all(s.text, reading.persons)
    ]


def _from_announcement(reading: Reading, number: int | None) -> list[Patient]:
    """Return as many patients as announced, or as many as tell themselves apart."""
    people = distinct(own_introductions(reading))[:number]
    if number is None:
        opened = openers(reading)
        told = len(opened) < _TWO <= len(people) and (
            sum(s.section.category in _TOLD for s in _of_all(reading)) >= _TWO
        )
        people = people if told else opened
    if len(people) >= 2:
        return _from_people(reading, people)
    pair = find_pair(reading) if number == _TWO else []
    if pair:
        return pair
    unnamed = number is not None and not people and number <= _MAX_UNNAMED
    everyone = _of_all(reading) if unnamed else []
    if number is None or not everyone:
        return []
    return [Patient(i, str(i), everyone[0].index) for i in range(1, number + 1)]


def _end(reading: Reading, anchor: Anchor) -> int:
    """Return where the story of the last patient ends: at the discussion."""
    after = reading.sentences[anchor.sentence + 1 :]
    over = [
        s.start for s in after if s.section.category in {"discussion", "conclusion"}
    ]
    return over[0] if over else len(reading.text)


def _from_people(reading: Reading, people: list[AgeMatch]) -> list[Patient]:
    return [
        Patient(i, str(i), _index(reading, a), a.years, a.sex, _kin(reading, a))
        for i, a in enumerate(people, 1)
    ]


def _with_ages(headed: list[Patient], people: list[AgeMatch]) -> list[Patient]:
    """Give patients who have no age that of the person in their place.

    Where the ages that they have are in the same order, as "Two men, 57 and 70".
    """
    pairs = list(zip(headed, people, strict=True))
    if all(p.age in {None, a.years} for p, a in pairs):
        for patient, age in pairs:
            patient.age, patient.sex = age.years, patient.sex or age.sex
    return headed


def _kin(reading: Reading, age: AgeMatch) -> str | None:
    return age.noun if age.noun in reading.siblings else None


def _index(reading: Reading, age: AgeMatch) -> int:
    sentence = reading.sentence_at(age.start)
    return sentence.index if sentence else 0


def _single(reading: Reading) -> list[Patient]:
    ages = own_introductions(reading)
    own = [s for s in reading.sentences if s.subject == "patient"]
    if not own:
        return []
    first = ages[0] if ages else None
    anchor = _index(reading, first) if first else own[0].index
    return [
        Patient(
            1, "1", anchor, first.years if first else None, first.sex if first else None
        )
    ]
