"""The authors' own patients: how many there are and where each is introduced.

Case headers come first; then announced numbers with ordinals; then introductions with
an age.
"""

import re

from pipeline.rules.age import AgeMatch
from pipeline.rules.case_headers import MAX_SERIES, Anchor, find_headers
from pipeline.rules.case_references import refers_to_all
from pipeline.rules.numbers import parse_number
from pipeline.rules.reading import STORY, Patient, Reading, Sentence
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
_NEW = re.compile(
    r"(?:An?|Our|The (?:last|next|second|third|fourth|other)|Another|This)\b|\d|"
    r"(?:Male|Female|Boy|Girl|Man|Woman)\b"
)
_NAMED = re.compile(r"(?:[A-Z]\.\s?){1,3},|(?:Mrs?|Miss|Ms|Mr)\.?\s[A-Z]")
_FIRST = 8  # sentences that may announce how many patients there are
_FAR = -2.5
_OPENING = 60  # characters before the age of a paragraph that introduces a patient
_MAX_UNNAMED = 4  # patients announced together and never told apart


def make_patients(reading: Reading) -> list[Patient]:
    """Return the own patients with what their introductions say of age and sex."""
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


def own_introductions(reading: Reading) -> list[AgeMatch]:
    """Return the ages that introduce an own patient, in order of the text."""
    found: list[AgeMatch] = []
    for age in reading.ages:
        sentence = reading.sentence_at(age.start)
        if not age.person or sentence is None or sentence.subject != "patient":
            continue
        if not is_of_patient(reading, age.start, age.end):
            continue
        found.append(age)
    return found


def _from_header(reading: Reading, headers: list[Anchor], at: int) -> Patient:
    anchor = headers[at]
    end = headers[at + 1].sentence if at + 1 < len(headers) else len(reading.sentences)
    ages = [
        a
        for a in reading.ages
        if a.person
        and (s := reading.sentence_at(a.start)) is not None
        and anchor.sentence <= s.index < end
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
    people = _distinct(reading, own_introductions(reading))
    if number is None:
        people = [a for a in people if _opens_paragraph(reading, a)]
    else:
        people = people[:number]
    if len(people) >= 2:
        return [
            Patient(i, str(i), _index(reading, a), a.years, a.sex)
            for i, a in enumerate(people, 1)
        ]
    everyone = [s for s in reading.sentences if s.score > 0 and refers_to_all(s.text)]
    if number and not people and everyone and number <= _MAX_UNNAMED:
        return [Patient(i, str(i), everyone[0].index) for i in range(1, number + 1)]
    return []


def _opens_paragraph(reading: Reading, age: AgeMatch) -> bool:
    """Does an introduction open a paragraph of a case section?"""
    sentence = reading.sentence_at(age.start)
    return (
        sentence is not None
        and sentence.first_in_paragraph
        and sentence.section.category in STORY | {"body", "results"}
        and age.start - sentence.start < _OPENING
        and not sentence.cites
        and bool(_NEW.match(sentence.text) or _NAMED.match(sentence.text))
    )


def _distinct(reading: Reading, ages: list[AgeMatch]) -> list[AgeMatch]:
    """Return introductions that differ in age or sex, first of each."""
    kept: list[AgeMatch] = []
    for age in ages:
        if age.years is None:
            continue
        if not any(k.years == age.years and _same_sex(k, age) for k in kept):
            kept.append(age)
    return kept


def _same_sex(a: AgeMatch, b: AgeMatch) -> bool:
    return a.sex is None or b.sex is None or a.sex == b.sex


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
