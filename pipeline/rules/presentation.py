"""Which sentences tell the presentation: before the treatment of this very illness.

An operation, or a visit after treatment, ends the presentation. One told before any
work-up belongs to the past ("a hernia repaired in youth") if that is still to come.
"""

import re
from collections.abc import Iterator

from pipeline.rules.reading import Reading, Sentence, starts_story

_TOLD_LATE = frozenset(
    {"treatment", "outcome", "caption", "discussion", "conclusion", "table"}
)
_WORKUP = frozenset({"examination", "laboratory", "imaging"})
_SEEKS_HELP = re.compile(
    r"\b(?:consulted|presented (?:to|with|because)|complain\w+|was (?:seen|admitted|"
    r"referred|brought|sent|hospitali[sz]ed)|attended|sought|awoke|woke)\b",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"\bpost-?operative|\bfollow-?up\b|\bafter (?:the )?(?:surgery|operation|"
    r"treatment|discharge)\b|\bdischarged\b|\bre-?examin|\blast seen\b|\brecur",
    re.IGNORECASE,
)


_SENT_HOME = re.compile(
    r"\bdischarged\b(?![^.;]*\b(?:after|following) (?:surgery|the operation))[^.;]*"
    r"\b(?:with|on|home|from the emergency|without)\b",
    re.IGNORECASE,
)
_IN_COMMON = re.compile(
    r"\b(?:none|neither|both|all|each)\b[^.;]{0,60}\b(?:had|has|reported|complained|"
    r"presented|were|was|denied|suffered)\b",
    re.IGNORECASE,
)
#: "laminectomy had been performed nine months before our assessment"
_BEFORE_US = re.compile(
    r"\bhad (?:already |previously )?(?:been|undergone|had)\b[^.;]{0,120}\b"
    r"(?:(?:before|prior to|preceding) (?:our|his|her|the|this)? ?(?:\w+ )?"
    r"(?:assessment|admission|presentation|referral|consultation|visit)|elsewhere|ago|previously|earlier)\b"
    r"|\belsewhere\b[^.;]{0,120}\bhad been\b",
    re.IGNORECASE,
)
#: a discussion that looks back: "None of our patients had fever."
_OF_OURS = re.compile(
    r"\b(?:none|neither|both|all|each) of (?:our|the|these)\b|^(?:none|neither)\b",
    re.IGNORECASE,
)
_BETTER = re.compile(
    r"\b(?:improv|recover|reliev|resolv|return|remain|free of|better|gone|disappear|"
    r"treated|given|operat|underwent|healed|ceased|subsid|cured|last|after)\w*",
    re.IGNORECASE,
)


_WORSENS = re.compile(
    r"\b(?:became|grew|worsen\w*|deteriorat\w*|unable|could (?:not|no longer)|awoke|"
    r"woke|progress\w*|lost|losing|developed|appeared|spread|returned|unbearable|"
    r"fell)\b",
    re.IGNORECASE,
)
_HARM = re.compile(
    r"\b(?:stopped|withdrawn|discontinued|replaced|ceased|obliged|not tolerated)\b"
    r"[^.;]*\b(?:because|owing|due|us|for|by)\b|\bobliged\b",
    re.IGNORECASE,
)


def presenting(reading: Reading) -> frozenset[int]:
    """Return the indices of the own sentences that tell the presentation."""
    done = _operations(reading)
    anchors = {p.number: p.anchor for p in reading.patients}
    found: set[int] = set()
    for story in _stories(reading):
        for patient in sorted({p for s in story for p in s.patients}):
            mine = [s for s in story if patient in s.patients]
            begin = anchors.get(patient, -1)
            found.update(_before_treatment(reading, mine, done, begin))
    return frozenset(found)


def _operations(reading: Reading) -> frozenset[int]:
    """Return the sentences that tell of a performed operation."""
    return frozenset(
        m.sentence
        for m in reading.of_field("intervention")
        if m.status == "performed" and m.kind == "surgery" and not m.evidence
    )


def _stories(reading: Reading) -> Iterator[list[Sentence]]:
    """Yield the runs of sentences that tell one story: an abstract, the case."""
    story: list[Sentence] = []
    before: Sentence | None = None
    for sentence in reading.sentences:
        if before is not None and starts_story(before, sentence):
            yield story
            story = []
        if sentence.own:
            story.append(sentence)
        before = sentence
    yield story


def _before_treatment(
    reading: Reading, story: list[Sentence], done: frozenset[int], begin: int
) -> Iterator[int]:
    """Yield the sentences of one patient's story that stand before its treatment.

    What is said of all before the patient is introduced, at `begin`, ends nothing.
    """
    over = False
    for at, sentence in enumerate(story):
        category = sentence.section.category
        past = _told_too_early(reading, story, at, begin)
        untreated = not over and _operated_later(story, at, done)
        late = sentence.stage == "followup" and not _is_early(
            sentence, past=past, untreated=untreated
        )
        summary = _sums_up(sentence) and sentence.index not in done
        if _is_aside(reading, sentence):
            continue
        looks_back = summary and _OF_OURS.search(sentence.text) is not None
        told_here = category not in _TOLD_LATE or looks_back
        open_still = told_here and (summary or not over)
        if not late and (open_still or category in {"history", "examination"}):
            yield sentence.index
        ends = sentence.index in done or (late and not untreated)
        if _BEFORE_US.search(sentence.text):
            ends = False
        if ends and category not in _WORKUP | {"history"}:
            over = over or (not past and sentence.index >= begin)


def _is_early(sentence: Sentence, *, past: bool, untreated: bool) -> bool:
    """Does a sentence with a later date still tell the presentation?"""
    if untreated and _SENT_HOME.search(sentence.text):
        return True  # sent home undiagnosed, to come back worse
    if _AFTERWARDS.search(sentence.text):
        return past and _SEEKS_HELP.search(sentence.text) is not None
    return past or (untreated and _WORSENS.search(sentence.text) is not None)


def _operated_later(story: list[Sentence], at: int, done: frozenset[int]) -> bool:
    """Is the operation of a story still to come, none having been told?"""
    told = [i for i, s in enumerate(story) if s.index in done]
    return bool(told) and told[0] > at


def _is_aside(reading: Reading, sentence: Sentence) -> bool:
    """Is a sentence a question, or does it tell of the harm of a drug?"""
    if sentence.text.rstrip().endswith("?"):
        return True
    return _HARM.search(sentence.text) is not None and bool(
        reading.terms_in("interventions", sentence)
    )


def _sums_up(sentence: Sentence) -> bool:
    """Does a sentence tell what several patients had in common at presentation?"""
    return (
        len(sentence.patients) > 1
        and _IN_COMMON.search(sentence.text) is not None
        and _BETTER.search(sentence.text) is None
    )


def _told_too_early(
    reading: Reading, story: list[Sentence], at: int, begin: int
) -> bool:
    """Does the work-up stand after a sentence, and none before it?

    A test named where the patient is introduced, at `begin`, or comes for help is no
    work-up yet: "a man with diabetes (HbA1c 7.1 at his last visit) presented with".
    """
    early = (
        _works_up(reading, s, named=s.index > begin and not _SEEKS_HELP.search(s.text))
        for s in story[: at + 1]
    )
    if any(early):
        return False
    return any(
        _works_up(reading, s) and not _AFTERWARDS.search(s.text)
        for s in story[at + 1 :]
    )


def _works_up(reading: Reading, sentence: Sentence, *, named: bool = True) -> bool:
    """Does a sentence tell of an examination, an image or, if `named`, of a test?"""
    if sentence.section.category in _WORKUP or sentence.stage == "examination":
        return True
    return bool(
        reading.terms_in("modalities", sentence)
        or (named and reading.terms_in("labs", sentence))
    )
