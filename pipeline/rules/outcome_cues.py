"""Outcome cues: which count for a patient, and what those of one visit add up to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.pack import Row
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.visits import visits_in

_VISIT = 4  # sentences back at most that may speak of the same visit
_IMAGE = re.compile(
    r"\b(?:calcif\w*|ossif\w*|deposit|mass|tumou?r|lesion|nodule|radiograph\w*|x-?ray|"
    r"film|CT|MRI|scan|density|collection|slip|spondylolisthesis|kyphosis|plaques?|"
    r"syrinx|cyst|alignment|hardware|fusion)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"\b(?:sticks?|canes?|crutch\w*|frame|walker|catheter\w*|wheelchair|numb\w*|"
    r"weak\w*|clums\w*|stiff\w*|aches?|ached|pains?|painful|"
    r"discomfort|tingl\w*|paresthesi\w*|paraesthesi\w*|deficit|spastic\w*|urgency|"
    r"ataxi\w*|dullness|heav\w*|limp\w*|brisk|\d\+?/5|symptoms?|"
    r"complaints?|fatigue|dysphagia|hoarse\w*|limitation|restricted|sensory|sensation|"
    r"gait|limp|dull|spasticity|grip)\b",
    re.IGNORECASE,
)


_LITTLE = re.compile(
    r"(?:slight|mild|minimal|occasional|some|only|a little|still|intermittent|"
    r"residual)\b",
    re.IGNORECASE,
)
_STAYS = re.compile(r"(?:remain|persist|continu|stay)\w*", re.IGNORECASE)
_WELL = re.compile(
    r"\W*(?:\w+ )?(?:without|free|well|asymptomatic|symptom-?free|normal|"
    r"in remission)\b",
    re.IGNORECASE,
)
_HOPED = re.compile(
    r"\b(?:may|might|should|would|will|(?:hopes?|hoped|expected|likely) to)"
    r"(?: \w+ly)?\s+$",
    re.IGNORECASE,
)
_DENIABLE = frozenset({"improved", "worsened", "residual", "gone"})
_CLAUSE = 70  # characters back to what a verb of ending speaks of


@dataclass(frozen=True, slots=True)
class OutcomeCue:
    """A pattern that tells an outcome class (or `residual`)."""

    outcome: str
    pattern: re.Pattern[str]


def compile_outcomes(rows: Iterable[Row]) -> tuple[OutcomeCue, ...]:
    """Return one pattern per class."""
    kinds: dict[str, list[str]] = {}
    for row in rows:
        kinds.setdefault(row["outcome"], []).append(row["pattern"])
    return tuple(
        OutcomeCue(kind, re.compile("|".join(f"(?:{p})" for p in parts), re.IGNORECASE))
        for kind, parts in kinds.items()
    )


@dataclass(frozen=True, slots=True)
class Told:
    """An outcome cue in a sentence."""

    sentence: Sentence
    outcome: str
    start: int
    end: int

    def settled(self) -> "Told":
        """Return the cue with its class: a complaint that is gone is resolved."""
        return replace(self, outcome="resolved") if self.outcome == "gone" else self


def counts(reading: Reading, told: Told) -> bool:
    """Is a cue the patient's own, not denied, and a residual one about a complaint?"""
    assertion = reading.assertions.at(told.start, told.end)
    if assertion.subject != "patient" or assertion.status == "possible":
        return False
    if _HOPED.search(reading.text, told.sentence.start, told.start):
        return False
    if told.outcome in _DENIABLE and assertion.status == "absent":
        return False
    if told.outcome == "gone":
        return _of_complaint(reading, told)
    return told.outcome != "residual" or _is_left(reading, told)


def _is_left(reading: Reading, told: Told) -> bool:
    """Is a complaint what still "remains" or "persists"?"""
    text, sentence = reading.text, told.sentence
    if _WELL.match(text, told.end):
        return False
    ahead = text[told.start : min(sentence.end, told.end + 60)]
    before = text[max(sentence.start, told.start - 60) : told.start]
    stays = _STAYS.match(text, told.start) is not None
    return bool(_LEFT.search(ahead) or (stays and _LEFT.search(before)))


def is_little(told: Told) -> bool:
    """Is what is left at a visit said to be little ("at 18 months some pain")?"""
    cue = told.sentence.text[told.start - told.sentence.start :]
    late = told.sentence.stage == "followup" or bool(told.sentence.treated)
    return told.outcome == "residual" and late and bool(_LITTLE.match(cue))


def _of_complaint(reading: Reading, told: Told) -> bool:
    """Is what "disappeared" a complaint of the patient, named before in its clause?"""
    clause = max(told.sentence.start, told.start - _CLAUSE)
    return any(
        clause <= term.start < told.start
        and not re.search(r"[;.]", reading.text[term.end : told.start])
        for term in reading.terms_in("symptoms", told.sentence)
    )


def last_visit(reading: Reading, told: list[Told], last: int) -> list[Told]:
    """Return the cues of the visit that the last cue belongs to, in order."""
    first = max(0, last - _VISIT)
    for index in range(last, first, -1):
        if visits_in(reading, reading.sentences[index]):
            first = index
            break
    else:
        first = max(first, last - 1)
    return [t for t in told if first <= t.sentence.index <= last]


def decide(visit: list[Told]) -> str:
    """Return the class of one visit, or "": complaints before images; the last word."""
    plain = [t for t in visit if t.outcome != "residual"]
    of_patient = [t for t in plain if not _about_image(t)] or plain
    kinds = [t.outcome for t in of_patient]
    residual = any(t.outcome == "residual" for t in visit)
    if "worsened" in kinds and kinds[-1] not in {"improved", "resolved"}:
        return "worsened"
    if "resolved" in kinds:
        return (
            "improved"
            if residual or "stable" in kinds[kinds.index("resolved") :]
            else "resolved"
        )
    return "improved" if "improved" in kinds else kinds[-1] if kinds else ""


def _about_image(told: Told) -> bool:
    before = told.sentence.text[: told.start - told.sentence.start]
    clause = re.split(r"[;,]|\band\b|\bbut\b", before)[-1]
    return bool(_IMAGE.search(clause))


def decide_words(kinds: list[str]) -> str:
    """Return the class of the cues of a table cell."""
    if "resolved" in kinds:
        return "improved" if "residual" in kinds else "resolved"
    return next(
        (k for k in ("improved", "worsened", "stable") if k in kinds), "improved"
    )
