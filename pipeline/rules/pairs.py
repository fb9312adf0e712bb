"""Two announced patients who are told apart by rank only: "the elder … the younger"."""

import re

from pipeline.rules.age import AgeMatch
from pipeline.rules.reading import STORY, Patient, Reading
from pipeline.rules.respective import sexes_in

_RANKS = (
    (r"\bthe (?:elder|older)\b", r"\bthe younger\b"),
    (
        r"\bthe first\b(?! (?:day|week|month|year|time))",
        r"\bthe second\b(?! (?:day|week))",
    ),
    (
        r"(?:^|[.;:]\s*)One\b(?! (?:day|week|month|year))",
        r"\b(?:the other|her (?:twin|sister)|his (?:twin|brother)|another)\b",
    ),
)
_TOLD = STORY | {"body", "results", "abstract"}


def find_pair(reading: Reading) -> list[Patient]:
    """Return two patients where the story speaks of both by rank, else nothing."""
    told = [
        s
        for s in reading.sentences
        if s.section.category in _TOLD and not s.cites and s.score > 0
    ]
    for first, second in _RANKS:
        ones = [s for s in told if re.search(first, s.text, re.IGNORECASE)]
        others = [s for s in told if re.search(second, s.text, re.IGNORECASE)]
        if not ones or not others:
            continue
        patients = [Patient(1, "1", ones[0].index), Patient(2, "2", others[0].index)]
        _tell(reading, patients)
        return patients
    return []


def _tell(reading: Reading, patients: list[Patient]) -> None:
    """Give both what is said of them: ages beside the rank or listed, a common sex."""
    first, second = patients
    for patient in patients if first.anchor != second.anchor else ():
        ages = _ages_in(reading, patient.anchor)
        if len(ages) == 1:
            patient.age, patient.sex = ages[0].years, ages[0].sex
    for sentence in reading.sentences:
        sexes = [] if sentence.cites else sexes_in(sentence.text, reading.persons)
        if len(sexes) == len(patients) and len(set(sexes)) == 1:
            first.sex = first.sex or sexes[0]
            second.sex = second.sex or sexes[0]
            break


def _ages_in(reading: Reading, index: int) -> list[AgeMatch]:
    sentence = reading.sentences[index]
    return [a for a in reading.within(reading.ages, sentence) if a.person]
