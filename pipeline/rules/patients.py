"""The authors' own patients: how many there are and where each is introduced.

Case headers come first; then announced numbers with ordinals; then introductions with
an age.
"""

import re

from pipeline.rules.age import AgeMatch
from pipeline.rules.case_headers import MAX_SERIES, Anchor, find_headers
from pipeline.rules.case_references import refers_to_all
from pipeline.rules.early_sex import tell_sex
from pipeline.rules.introductions import distinct, openers, own_introductions
from pipeline.rules.numbers import parse_number
from pipeline.rules.pairs import find_pair
from pipeline.rules.reading import Patient, Reading, Sentence
from pipeline.rules.siblings import announces_pair, is_of_patient

_NUMBER_WORD = r"two|three|four|five|six|seven|eight|nine|ten|[2-9]|10"
_PERSONS = (
    r"(?:cases|case reports|patients|children|women|men|boys|girls|infants|brothers|"
    r"sisters|"
    r"siblings|adults|males|females|individuals|people|ladies|gentlemen|"
    r"members of one family)"
)
_ANNOUNCED = re.compile(
    rf"\b({_NUMBER_WORD})\s+(?:[\w-]+\s+){{0,3}}?{_PERSONS}\b", re.IGNORECASE
)
_REPORT_OF = re.compile(
    rf"\breports? (?:of|on) (?:{_NUMBER_WORD})\b|\b(?:{_NUMBER_WORD}) case reports\b",
    re.IGNORECASE,
)
_NONE_OWN = re.compile(
    r"\bno (?:new |own )?(?:patients?|cases?) (?:of our own |of ours )?(?:is|are|was|"
    r"were) (?:presented|reported|described|added|included)\b",
    re.IGNORECASE,
)
_FIRST = 8  # sentences that may announce how many patients there are
_FAR = -2.5
_TWO = 2
_MAX_UNNAMED = 4  # patients announced together and never told apart


def make_patients(reading: Reading) -> list[Patient]:
    """Return the own patients with what their introductions say of age and sex."""
    patients = _find_patients(reading)
    tell_sex(reading, patients)
    return patients


def _find_patients(reading: Reading) -> list[Patient]:
    if any(_NONE_OWN.search(s.text) for s in reading.sentences):
        return []
    headers = find_headers(reading)
    said = announced(reading)
    if said is not None and 2 <= said < len(headers):
        headers = headers[:said]
    if len(headers) >= 2:
        return [_from_header(reading, headers, i) for i in range(len(headers))]
    several = _from_announcement(reading)
    tabled = [r for r in reading.case_rows if r.own]
    if len(several) < len(tabled) and 2 <= len(tabled) <= MAX_SERIES:
        return [Patient(i, str(i), -1) for i in range(1, len(tabled) + 1)]
    return several or _single(reading)


def announced(reading: Reading) -> int | None:
    """Return how many own patients the text announces ("report of three cases")."""
    for sentence in reading.sentences:
        if not _may_announce(sentence):
            continue
        number = _number_announced(sentence.text)
        if number is not None:
            return number
        if announces_pair(sentence):
            return 2
    return None


def _may_announce(sentence: Sentence) -> bool:
    """May a sentence say how many own patients there are?"""
    return not sentence.cites and (
        sentence.section.category in {"title", "abstract"}
        or (sentence.index < _FIRST and sentence.score > _FAR)
        or "own" in sentence.cues
        or bool(_REPORT_OF.search(sentence.text))
    )


def _number_announced(text: str) -> int | None:
    for found in _ANNOUNCED.finditer(text):
        number = parse_number(found[1].lower())
        if number and 2 <= number <= MAX_SERIES:
            return int(number)
    return None


def _from_header(reading: Reading, headers: list[Anchor], at: int) -> Patient:
    anchor = headers[at]
    end = headers[at + 1].start if at + 1 < len(headers) else len(reading.text)
    ages = [
        a
        for a in reading.ages
        if a.person
        and (s := reading.sentence_at(a.start)) is not None
        and anchor.start <= a.start < end
        and s.section.category not in {"discussion", "conclusion", "introduction"}
        and not s.cites
        and is_of_patient(reading, a.start, a.end)
    ]
    first = ages[0] if ages else None
    return Patient(
        anchor.label,
        str(anchor.label),
        anchor.sentence,
        first.years if first else None,
        first.sex if first else None,
    )


def _from_announcement(reading: Reading) -> list[Patient]:
    number = announced(reading)
    if number is None:
        people = openers(reading)
    else:
        people = distinct(own_introductions(reading))[:number]
    if len(people) >= 2:
        return [
            Patient(i, str(i), _index(reading, a), a.years, a.sex)
            for i, a in enumerate(people, 1)
        ]
    pair = find_pair(reading) if number == _TWO else []
    if pair:
        return pair
    everyone = [s for s in reading.sentences if s.score > 0 and refers_to_all(s.text)]
    if number and not people and everyone and number <= _MAX_UNNAMED:
        return [Patient(i, str(i), everyone[0].index) for i in range(1, number + 1)]
    return []


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
