"""Where a visit begins in a course, and which sentences tell of one."""

import re

from pipeline.rules.clauses import split_clauses
from pipeline.rules.discourse import tense
from pipeline.rules.followup import Visit, visit_times
from pipeline.rules.reading import EARLY, Reading, Sentence
from pipeline.rules.story_time import Course
from pipeline.rules.visits import visits_in

_COMMENT = frozenset({"discussion", "conclusion"})
_GENERAL = frozenset({"general", "statistic", "plural", "modal", "cited"})
_MARK = re.compile(
    r"\b(?:last|final|latest|most recent) (?:\w+[ -]){0,2}?(?:follow-?up|visit|review|"
    r"control|check-?up|contact|examination|seen|attendance|clinic|assessment)\b|"
    r"\b(?:at|on|before|until) discharge\b|\bpost-?operative(?:ly)?\b|"
    r"\b(?:immediately|soon|shortly) after\b|\bon awakening\b|\bnow\b|\bfinally\b|"
    r"\beventually\b|\bsubsequently\b|\bthen\b",
    re.IGNORECASE,
)


_JOINED = re.compile(
    r"\b(?:and|but)\s+(?:then\s+)?(?:at|after|by|within|on|in|when)\b"
    r"(?!.*\b(?:and|but)\b)",
    re.IGNORECASE,
)


def is_late(
    reading: Reading, sentence: Sentence, course: Course, *, goes_on: bool
) -> bool:
    """Does a sentence tell of a visit, of one that goes on, or of how things are now?

    "At a year he walked. Some numbness remained. He has no pain."
    """
    if sentence.index in course.visited:
        return True
    if sentence.stage == "followup":
        return bool(
            sentence.treated
            or visits_in(reading, sentence)
            or _MARK.search(sentence.text)
        )
    if sentence.operated or sentence.section.category in EARLY:
        return False
    if sentence.cues & _GENERAL:
        return False
    if not sentence.treated and sentence.section.category not in _COMMENT:
        return False
    verbs = tense(sentence.text)
    if verbs == "present":
        return bool(sentence.cues & {"pronoun", "definite"})
    return goes_on and verbs != "none"


def _in_clause(text: str, start: int, times: list[Visit]) -> list[Visit]:
    """Return the visits of a clause: "better at a week and at a year free of pain"."""
    cuts = [Visit(start, max(t.months for t in times))]
    joined = _JOINED.search(text[start : times[-1].start])
    if joined is None:
        return cuts
    at = start + joined.start()
    before = [t.months for t in times if t.start < at]
    return [Visit(start, max(before, default=0.0)), Visit(at, times[-1].months)]


def visit_cuts(reading: Reading, sentence: Sentence) -> list[Visit]:
    """Return where in a sentence another visit begins: the clauses with its time."""
    times = visit_times(reading, sentence)
    cuts = []
    for start, end in split_clauses(reading.text, sentence.start, sentence.end):
        here = [t for t in times if start <= t.start < end]
        if here:
            cuts += _in_clause(reading.text, start, here)
        elif _MARK.search(reading.text, start, end):
            cuts.append(Visit(start, cuts[-1].months if cuts else 0.0))
    return cuts
