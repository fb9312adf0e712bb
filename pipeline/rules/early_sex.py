"""The sex of a patient of a series from the pronouns right after its introduction."""

import re

from pipeline.rules.reading import Patient, Reading, Sentence

_PRONOUN = re.compile(
    r"\b(?:(?P<male>he|his|him)|(?P<female>she|her))\b(?! (?:senior|junior)\b)",
    re.IGNORECASE,
)
_MR = re.compile(r"\b(?:(?P<male>Mr)|(?P<female>Mrs|Miss|Ms))\b")
_REACH = 3


def tell_sex(reading: Reading, patients: list[Patient]) -> None:
    """Set the sex of patients whose introduction leaves it open, where pronouns agree.

    Attribution needs it before the sex is read: "the man" of "a miner … He".
    """
    anchors = sorted(p.anchor for p in patients)
    for patient in patients if len(patients) > 1 else ():
        if patient.sex is not None or patient.anchor < 0:
            continue
        if anchors.count(patient.anchor) > 1:
            continue
        end = min([a for a in anchors if a > patient.anchor], default=10**9)
        near = reading.sentences[patient.anchor : min(end, patient.anchor + _REACH)]
        sexes = _sexes(near)
        if len(sexes) == 1:
            patient.sex = sexes.pop()


def _sexes(sentences: list[Sentence]) -> set[str]:
    """Return the sexes that pronouns and titles of an unbroken stretch give."""
    first = sentences[0]
    return {
        str(found.lastgroup)
        for sentence in sentences
        if sentence.paragraph == first.paragraph and "relative" not in sentence.cues
        for pattern in (_PRONOUN, _MR)
        for found in pattern.finditer(sentence.text)
    }
