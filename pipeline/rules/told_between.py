"""Sentences without a person among those of one patient: "Sphincters intact."."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.rules.reading import Reading, Sentence

_SKIPPED = frozenset({"title", "caption"})
#: where a sentence of nobody's may still tell of the patient
_GENERAL = frozenset(
    {"introduction", "discussion", "conclusion", "methods", "commentary"}
)
#: what is true of anybody: "Fever is rare."
_OF_ANYBODY = re.compile(
    r"\b(?:is|are|may|can|could|should|must|include[sd]?|occurs?|usually|often|"
    r"typically|generally|rare(?:ly)?|common(?:ly)?|cause[sd]?|patients|cases)\b",
    re.IGNORECASE,
)
_NEAR = 3  # sentences to the next that is surely the patient's


def told_sentences(reading: Reading) -> Iterator[Sentence]:
    """Yield the own sentences, and those told in between without a person."""
    for sentence in reading.sentences:
        if sentence.section.category in _SKIPPED:
            continue
        if sentence.own:
            yield sentence
        elif patients := _told_between(reading, sentence):
            yield replace(sentence, subject="patient", patients=patients)


def presenting_between(reading: Reading, told: frozenset[int]) -> Iterator[Sentence]:
    """Yield the own sentences of `told`, and notes without a verb among them."""
    for sentence in reading.sentences:
        if sentence.own and sentence.index in told:
            yield sentence
        elif not sentence.own and (patients := _told_between(reading, sentence)):
            near = range(sentence.index - _NEAR, sentence.index + _NEAR + 1)
            own = [i for i in near if _is_own(reading, i)]
            if told.issuperset(own) and not _OF_ANYBODY.search(sentence.text):
                yield replace(sentence, subject="patient", patients=patients)


def _is_own(reading: Reading, at: int) -> bool:
    return 0 <= at < len(reading.sentences) and reading.sentences[at].own


def _told_between(reading: Reading, sentence: Sentence) -> tuple[int, ...]:
    """Return the patients of the sentences around, if they are the same on both sides.

    Notes and letters give results without a person: "Ferritin low. Urate normal."
    """
    if sentence.subject != "nobody" or sentence.cites:
        return ()
    if sentence.section.category in _GENERAL | _SKIPPED:
        return ()
    at = sentence.index
    before = [s for s in reading.sentences[max(0, at - _NEAR) : at] if s.own][-1:]
    after = [s for s in reading.sentences[at + 1 : at + 1 + _NEAR] if s.own][:1]
    if not before or not after or before[0].patients != after[0].patients:
        return ()
    return before[0].patients
