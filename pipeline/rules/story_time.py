"""Which sentences can tell how a patient fared: those after treatment began.

What a story tells before its first operation is history, and so is what it tells before
the last examination or image of the work-up, unless it is told of a visit.
"""

import re
from dataclasses import dataclass, replace

from pipeline.rules.reading import EARLY, Mention, Reading, Sentence
from pipeline.rules.visits import visits_in

_WORKUP = frozenset({"presentation", "examination", "laboratory", "imaging"})
_UNDONE = frozenset({"declined", "considered", "recommended"})
_COMMENT = frozenset({"outcome", "discussion", "conclusion"})


_PART = dict.fromkeys(("abstract", "title", "introduction"), "summary") | dict.fromkeys(
    ("discussion", "conclusion"), "comment"
)
#: "deficits persisted despite <laminectomy>": the course may stand before its operation
_GIVEN = re.compile(
    r"\b(?:despite|in spite of|after|following|since)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Course:
    """Of one patient: where in each story the operation and the work-up end."""

    operated: dict[int, tuple[int, int]]  # story → sentence and offset of an operation
    worked_up: dict[int, int]  # story → last sentence of the work-up
    story: dict[int, int]  # sentence → story
    visited: frozenset[int]  # sentences with the time of a visit, after all else
    epilogue: frozenset[int] = frozenset()  # what a story tells after the discussion

    def tells(self, sentence: Sentence) -> bool:
        """Can a sentence tell how the patient fared?"""
        if sentence.section.category in {"title", "caption"}:
            return False
        if sentence.index < self.start(sentence)[0]:
            return False
        if sentence.index in self.epilogue:
            return True
        if sentence.stage == "followup" or sentence.section.category in _COMMENT:
            return True
        if sentence.index in self.visited:
            return True
        late = sentence.is_late or sentence.treated or sentence.operated
        late = late or sentence.stage in {"treatment", "operation"}
        return bool(late) and sentence.index > self.worked_up.get(
            self.story[sentence.index], -1
        )

    def start(self, sentence: Sentence) -> tuple[int, int]:
        """Return the sentence and the offset of the first operation of the story."""
        return self.operated.get(self.story[sentence.index], (0, 0))


def course_of(reading: Reading, patient: int, *, strict: bool = True) -> Course:
    """Return where the course of a patient begins in each story of a document.

    Unless `strict`, all that comes after a treatment may tell the course.
    """
    story = story_numbers(reading)
    if not strict:
        return Course({}, {}, story, _visited(reading, {}, story))
    operated: dict[int, tuple[int, int]] = {}
    for mention in reading.of_field("intervention"):
        if mention.status != "performed" or mention.kind != "surgery":
            continue
        if patient in mention.patients and mention.sentence in story:
            at = (mention.sentence, _end(reading, mention))
            number = story[mention.sentence]
            operated[number] = min(at, operated.get(number, at))
    worked_up: dict[int, int] = {}
    for sentence in reading.own_sentences():
        if patient in sentence.patients and _is_workup(reading, sentence):
            worked_up[story[sentence.index]] = sentence.index
    return Course(
        operated,
        worked_up,
        story,
        _visited(reading, worked_up, story),
        _epilogue(reading, patient),
    )


def tail_of(reading: Reading, patient: int) -> Course:
    """Return a course of what each story tells after its work-up, treated or not.

    "CT showed calcinosis. She refused surgery. Her pain persists."
    """
    course = course_of(reading, patient)
    decided: dict[int, int] = {}
    for mention in reading.of_field("intervention"):
        if patient in mention.patients and mention.status in _UNDONE:
            number = course.story.get(mention.sentence, -1)
            decided.setdefault(number, mention.sentence - 1)
    begun = decided | course.worked_up
    tail = frozenset(
        s.index
        for s in reading.own_sentences()
        if patient in s.patients
        and s.stage not in _WORKUP
        and s.section.category not in EARLY
        and s.index > begun.get(course.story[s.index], s.index)
    )
    return replace(course, epilogue=course.epilogue | tail)


def _visited(
    reading: Reading, worked_up: dict[int, int], story: dict[int, int]
) -> frozenset[int]:
    """Return the sentences that name the time of a visit after all of the work-up.

    "A man declined surgery. At 18 months his gait was unchanged": no treatment comes
    before, but neither an examination nor a treatment comes after.
    """
    last = dict(worked_up)
    for sentence in reading.own_sentences():
        if sentence.operated:
            number = story[sentence.index]
            last[number] = max(sentence.index, last.get(number, 0))
    return frozenset(
        s.index
        for s in reading.own_sentences()
        if s.stage != "examination"
        and s.index > last.get(story[s.index], -1)
        and visits_in(reading, s)
    )


def _end(reading: Reading, mention: Mention) -> int:
    """Return where the course may begin in the sentence of an operation."""
    start = reading.sentences[mention.sentence].start
    told_before = _GIVEN.search(reading.text, start, mention.start)
    return start if told_before else mention.end


def _is_workup(reading: Reading, sentence: Sentence) -> bool:
    if sentence.stage == "followup" or sentence.treated == "operation":
        return False
    if sentence.stage == "examination":
        return True
    return bool(reading.terms_in("modalities", sentence))


def story_numbers(reading: Reading) -> dict[int, int]:
    """Return the number of the story of each sentence: summary, case, comment."""
    story: dict[int, int] = {}
    number, before = 0, ""
    for sentence in reading.sentences:
        part = _part(sentence)
        number += before not in ("", part)
        story[sentence.index] = number
        before = part
    return story


def _part(sentence: Sentence) -> str:
    return _PART.get(sentence.section.category, "story")


def _epilogue(reading: Reading, patient: int) -> frozenset[int]:
    """Return the patient's sentences of a story that goes on after the discussion."""
    talk = [s.index for s in reading.sentences if s.section.category == "discussion"]
    own = [
        s.index
        for s in reading.own_sentences()
        if patient in s.patients and _part(s) == "story"
    ]
    if not talk or not own or own[0] > talk[0]:
        return frozenset()
    return frozenset(i for i in own if i > talk[-1])


def whole_story(reading: Reading) -> Course:
    """Return a course of all that is told: a death may stand anywhere."""
    story = story_numbers(reading)
    return Course({}, {}, story, frozenset(story))
