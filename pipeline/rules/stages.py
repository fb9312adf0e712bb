"""Where each sentence stands in the story: presentation, treatment, follow-up.

An operation ends the presentation for good; a drug or a collar does so until the text
comes back to the examination. "Two weeks later" counts only after treatment or imaging.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.pack import Row
from pipeline.rules.imaging_modality import names_modality
from pipeline.rules.pattern_rows import patterns_by
from pipeline.rules.reading import EARLY, Reading, Sentence, starts_story
from pipeline.rules.visits import visits_in

_STAGE_OF_SECTION = {
    "history": "presentation",
    "examination": "examination",
    "laboratory": "laboratory",
    "imaging": "imaging",
    "treatment": "treatment",
    "outcome": "followup",
}
_TREATED = {"operation": "operation", "followup": "treatment", "treatment": "treatment"}
_BEFORE = re.compile(
    r"\b(?:years?|months?|weeks?|decades?) (?:ago|earlier|before|previously)\b|"
    r"\bat the age of\b|\bpreviously\b|\bin (?:19|20)\d\d\b|"
    r"\bhad (?:already |previously |once |also |not )?(?:been|undergone|had|received|"
    r"taken|helped|failed|tried)\b|\bhistory of\b|"
    r"\b(?:(?:his|her) (?:mother|father|sister|brother|wife|husband|son|daughter)|"
    r"uncle|aunt|cousin|neighbou?r|grand(?:mother|father)|nephew|niece)\b|"
    r"\bwithout (?:relief|benefit|success|effect)\b",
    re.IGNORECASE,
)
#: How a story begins
_COMES = re.compile(
    r"\b(?:presented|was (?:\w+ )?(?:admitted|referred|seen|brought)|came|"
    r"consulted|complained)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class StageCue:
    """A pattern that moves the story to a stage."""

    stage: str
    pattern: re.Pattern[str]


def compile_stages(rows: Iterable[Row]) -> tuple[StageCue, ...]:
    """Return one pattern per stage in the order of the lexicon (first match wins)."""
    return tuple(StageCue(*found) for found in patterns_by("stage", rows).items())


def set_stages(reading: Reading, cues: tuple[StageCue, ...]) -> None:
    """Set `stage` and `treated` of every sentence; interventions must be known."""
    done = _performed(reading)
    state: dict[int, str] = {}  # patient → how far treatment has gone
    imaged: set[int] = set()
    before = None
    for sentence in reading.sentences:
        if before is not None and starts_story(before, sentence):
            state, imaged = {}, set()
        whose = _whose(reading, sentence)
        new = {p.number: "" for p in reading.patients if p.anchor == sentence.index}
        state |= new
        fresh = not any(state.get(p) for p in whose)
        stage = _stage_of(reading, sentence, cues, fresh=fresh)
        if stage == "examination" or sentence.section.category in EARLY:
            state |= {p: "" for p in whose if state.get(p) == "treatment"}
        treated = max((state.get(p, "") for p in whose), key=_FAR.index, default="")
        if stage == "later":
            default = _STAGE_OF_SECTION.get(sentence.section.category, "narrative")
            first = treated != "operation" and _is_of_admission(reading, sentence)
            told = imaged & whose or (treated and not first)
            stage = "followup" if told else default
        sentence.stage, sentence.treated = stage, treated
        sentence.operated = any((sentence.index, p) in done for p in whose)
        if sentence.own and names_modality(reading, sentence):
            imaged |= whose
        for patient in whose if sentence.own and len(new) < _SEVERAL else ():
            now = done.get((sentence.index, patient), "")
            state[patient] = _after(sentence, state.get(patient, ""), now)
        before = sentence


_ON_THE_WARD = re.compile(
    r"\bhospital(?:i[sz]ation)? day\b|\bday of (?:admission|hospital|stay)|"
    r"\bdays? (?:after|following|of) (?:the |his |her )?(?:admission|arrival|"
    r"presentation)\b",
    re.IGNORECASE,
)


def _is_of_admission(reading: Reading, sentence: Sentence) -> bool:
    """Is an image of the first days: "CT, obtained on the second hospital day, …"?"""
    if not _ON_THE_WARD.search(sentence.text):
        return False
    return names_modality(reading, sentence)


_SEVERAL = 2  # patients in a sentence that only sums them up
_FAR = ("", "treatment", "operation")


def _whose(reading: Reading, sentence: Sentence) -> set[int]:
    """Return all patients a sentence speaks of."""
    points = reading.switches.get(sentence.index, ())
    return set(sentence.patients).union(*(who for _, who in points))


def _performed(reading: Reading) -> dict[tuple[int, int], str]:
    """Return the performed treatments: (sentence, patient) → its strength."""
    done: dict[tuple[int, int], str] = {}
    for mention in reading.of_field("intervention"):
        if mention.status != "performed" or mention.evidence:
            continue
        strength = "operation" if mention.kind == "surgery" else "treatment"
        for patient in mention.patients:
            key = (mention.sentence, patient)
            done[key] = max(done.get(key, ""), strength, key=_FAR.index)
    return done


def _after(sentence: Sentence, treated: str, done: str) -> str:
    """Return how far treatment has gone after a sentence."""
    past = _BEFORE.search(sentence.text) and sentence.section.category not in {
        "treatment",
        "outcome",
    }
    if treated == "operation" or past or sentence.section.category in EARLY:
        return treated
    if done == "operation":
        return done
    return _TREATED.get(sentence.stage, done) or treated


def _ends_at_once(text: str, cue: re.Match[str]) -> bool:
    """Does one sentence tell the illness and the death: "had a fracture and died"?"""
    return bool(_DEATH.search(cue[0]) and _ILL.search(text, 0, cue.start()))


_DEATH = re.compile(r"\b(?:died|succumbed|expired)\b", re.IGNORECASE)
_ILL = re.compile(r"\b(?:had|presented|sustained|suffered|complained)\b", re.IGNORECASE)


def _stage_of(
    reading: Reading, sentence: Sentence, cues: tuple[StageCue, ...], *, fresh: bool
) -> str:
    """Return the stage by the cues of a sentence, else by its section.

    Before any treatment what stands before the arrival is history: "a man (INR 2 at his
    last visit) presented with weakness".
    """
    for cue in cues:
        found = cue.pattern.search(sentence.text)
        if found and fresh and _ends_at_once(sentence.text, found):
            continue
        if found and not (fresh and _COMES.search(sentence.text, found.end())):
            return cue.stage
    if sentence.section.category not in EARLY and visits_in(reading, sentence):
        return "later"
    return _STAGE_OF_SECTION.get(sentence.section.category, "narrative")
