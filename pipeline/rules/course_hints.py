"""Weaker words of a course, read only of a patient whose outcome is told nowhere else.

"Naproxen and a collar were sufficient", "she ran the marathon a year later": no state
of a complaint, yet the reader learns how the patient fared.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.pack import Row
from pipeline.rules.course_doubts import is_told_of
from pipeline.rules.pattern_rows import patterns_by
from pipeline.rules.reading import EARLY, Patient, Reading, Sentence
from pipeline.rules.siblings import is_of_patient
from pipeline.rules.story_time import course_of, tail_of

_GENERAL = frozenset({"general", "statistic", "plural", "modal", "cited"})
_DENIED = re.compile(
    r"\b(?:not|never|no|without|nor|neither|hardly|unless|if|until|before|tried|"
    r"whether|which of|partly|almost)\b[^,;.]{0,25}$",
    re.IGNORECASE,
)
#: "The pain went, but returned": what did not last tells nothing
_RELAPSE = re.compile(
    r"[^.]{0,60}\b(?:but|only|until|before|for a (?:while|time)|at first|"
    r"temporarily)\b",
    re.IGNORECASE,
)
_STORY = frozenset({"discussion", "conclusion"}) | EARLY


@dataclass(frozen=True, slots=True)
class Hint:
    """An outcome that a sentence implies, and where its words stand."""

    outcome: str
    start: int
    end: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class HintWords:
    """The compiled patterns of outcome_hints.tsv: one per outcome."""

    patterns: tuple[tuple[str, re.Pattern[str]], ...]


def compile_hints(rows: Iterable[Row]) -> HintWords:
    """Return the hints of a lexicon with the columns pattern and outcome."""
    return HintWords(tuple(patterns_by("outcome", rows).items()))


def last_hint(reading: Reading, patient: Patient, words: HintWords) -> Hint | None:
    """Return the last hint of a patient's story, else of what is said of it."""
    hints = [
        hint
        for sentence in _after_treatment(reading, patient)
        for hint in _hints_in(reading, sentence, patient, words)
    ]
    treated = _last_treatment(reading, patient)
    hints = [h for h in hints if h.outcome != "stable" or h.sentence.index >= treated]
    story = [h for h in hints if h.sentence.section.category not in _STORY]
    return next(reversed(story or hints), None)


def _last_treatment(reading: Reading, patient: Patient) -> int:
    """Return the last sentence of a treatment: what failed before it tells nothing."""
    return max(
        (
            m.sentence
            for m in reading.of_field("intervention")
            if patient.number in m.patients and m.status == "performed"
        ),
        default=0,
    )


def _after_treatment(reading: Reading, patient: Patient) -> Iterator[Sentence]:
    """Yield the own sentences that may tell how a patient fared."""
    begun = course_of(reading, patient.number)
    loose = course_of(reading, patient.number, strict=False)
    tail = tail_of(reading, patient.number)
    for sentence in reading.own_sentences():
        general = sentence.cues & _GENERAL
        if "pronoun" in sentence.cues:
            general -= {"modal"}  # "she can thread a needle again"
        if general or sentence.stage == "examination":
            continue
        told = loose.tells(sentence) or tail.tells(sentence)
        if told and sentence.index >= begun.start(sentence)[0]:
            yield sentence


def _hints_in(
    reading: Reading, sentence: Sentence, patient: Patient, words: HintWords
) -> Iterator[Hint]:
    """Yield the hints of a sentence that hold for a patient, in order."""
    found = [
        Hint(outcome, *match.span(), sentence)
        for outcome, pattern in words.patterns
        for match in pattern.finditer(reading.text, sentence.start, sentence.end)
    ]
    for hint in sorted(found, key=lambda h: h.start):
        if patient.number not in reading.patients_at(sentence, hint.start):
            continue
        if _is_doubtful(reading, hint) or not is_of_patient(
            reading, hint.start, hint.end
        ):
            continue
        if is_told_of(reading, sentence, patient, hint.start):
            yield hint


def _is_doubtful(reading: Reading, hint: Hint) -> bool:
    """Is a hint denied, or of relief that did not last?"""
    if reading.assertions.at(hint.start, hint.end).status == "possible":
        return True
    if _DENIED.search(reading.text, hint.sentence.start, hint.start):
        return True
    return bool(_RELAPSE.match(reading.text, hint.end, hint.sentence.end))
