"""Give every own sentence its patient(s).

In a series the last header rules until the next; "both patients" means all; "Case 2" or
"the second" inside a sentence switches from there on. In discussions only explicit
references count.
"""

import re

from pipeline.rules.case_references import refers_to_all
from pipeline.rules.reading import STORY, Reading, Sentence
from pipeline.rules.whose import points_of

_OURS = re.compile(
    r"\b(?:our|these|the two|the three|the four) (?:\w+ )?(?:patients|children|"
    r"cases)\b",
    re.IGNORECASE,
)
_WE_REPORT = re.compile(
    r"\bwe (?:report|present|describe)\b|\breport of\b", re.IGNORECASE
)
_SEVERAL = 2
_ASIDE = 25  # characters into a sentence after which a reference is a glance aside


def is_told(sentence: Sentence) -> bool:
    """Does a sentence stand in a section that tells a case?"""
    return sentence.section.category in STORY


def attribute(reading: Reading) -> dict[int, list[tuple[int, tuple[int, ...]]]]:
    """Set `patients` of every own sentence; return the switches inside sentences.

    The switches map a sentence index to (offset, patients) pairs in order.
    """
    everyone = tuple(p.number for p in reading.patients)
    if len(everyone) < 2:
        for sentence in reading.sentences:
            sentence.patients = everyone if sentence.subject == "patient" else ()
        return {}
    return _attribute_series(reading, everyone)


def _attribute_series(
    reading: Reading, everyone: tuple[int, ...]
) -> dict[int, list[tuple[int, tuple[int, ...]]]]:
    anchors = {p.anchor: p.number for p in reading.patients}
    switches: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
    current: tuple[int, ...] = ()
    before: Sentence | None = None
    for sentence in reading.sentences:
        if before is None or before.section is not sentence.section:
            keep = before is not None and _same_story(before, sentence)
            current = current if keep else ()
        current = _advance(reading, sentence, current, everyone, anchors, switches)
        before = sentence
    return switches


def _same_story(before: Sentence, sentence: Sentence) -> bool:
    names = {before.section.category, sentence.section.category}
    return names <= STORY | {"caption", "table"} or len(names) == 1


def _advance(
    reading: Reading,
    sentence: Sentence,
    current: tuple[int, ...],
    everyone: tuple[int, ...],
    anchors: dict[int, int],
    switches: dict[int, list[tuple[int, tuple[int, ...]]]],
) -> tuple[int, ...]:
    if sentence.index in anchors:
        several = [p.number for p in reading.patients if p.anchor == sentence.index]
        current = (anchors[sentence.index],) if len(several) < _SEVERAL else everyone
        sentence.subject = "patient"
    found = points_of(reading, sentence, current)
    glance = len(found) == 1 and found[0][0] > _ASIDE and len(current) == 1
    if glance and is_told(sentence):
        found = []  # a glance at another patient inside one's own story
    everybody = refers_to_all(sentence.text) or bool(_OURS.search(sentence.text))
    if sentence.section.category == "caption":
        sentence.patients = found[0][1] if found else current
        return current
    if found and not sentence.cites and (sentence.score > -3 or is_story(sentence)):
        switches[sentence.index] = [(sentence.start + o, who) for o, who in found]
        sentence.patients = found[0][1]
        sentence.subject = "patient"
        return found[-1][1]
    if sentence.subject != "patient":
        return current
    if everybody or (_WE_REPORT.search(sentence.text) and is_story(sentence)):
        sentence.patients = everyone
        return current
    if is_story(sentence):
        of_all = sentence.section.category in {"title", "abstract", "body"}
        sentence.patients = current or (everyone if of_all else ())
    elif current and sentence.score > 0:
        sentence.patients = current
    return current


def is_story(sentence: Sentence) -> bool:
    """Is a sentence in a section that tells a case, or in plain unlabelled text?"""
    return sentence.section.category in STORY | {"abstract", "body", "results", "title"}
