"""Outcome at the last follow-up, the time of it, complications.

The last own sentence with an outcome cue decides, together with its neighbours at the
same visit; death anywhere decides alone. "Resolved" with a residual becomes "improved".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.pack import Pack, Row
from pipeline.rules import spans
from pipeline.rules.quantities import Duration
from pipeline.rules.reading import Patient, Reading, Sentence
from pipeline.rules.visits import visits_in

_VISIT = 4  # sentences back at most that may speak of the same visit
_IMAGE = re.compile(
    r"\b(?:calcif\w*|ossif\w*|deposit|mass|tumou?r|lesion|nodule|radiograph\w*|x-?ray|"
    r"film|CT|MRI|scan|density|collection)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"\b(?:sticks?|canes?|crutch\w*|frame|walker|catheter\w*|wheelchair|numb\w*|"
    r"weak\w*|clums\w*|stiff\w*|aches?|ached|pains?|painful|"
    r"discomfort|tingl\w*|paresthesi\w*|paraesthesi\w*|deficit|spastic\w*|urgency|"
    r"ataxi\w*|dullness|heav\w*|limp\w*|brisk|\d\+?/5|symptoms?|"
    r"complaints?|fatigue|dysphagia|hoarse\w*|limitation|restricted|sensory)\b",
    re.IGNORECASE,
)


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


class OutcomeReader:
    """Adds outcome, follow-up and complication mentions."""

    def __init__(self, pack: Pack, cues: tuple[OutcomeCue, ...]) -> None:
        """Take the pack and the compiled cues."""
        self.pack = pack
        self.cues = cues

    def read(self, reading: Reading) -> None:
        """Add one outcome and one follow-up per patient, and the complications."""
        for patient in reading.patients:
            told = self._told(reading, patient)
            self._outcome(reading, patient, told)
            self._followup(reading, patient)
        self._complications(reading)

    def _told(self, reading: Reading, patient: Patient) -> list[Told]:
        found = []
        for sentence in reading.own_sentences():
            if not _tells_course(sentence):
                continue
            for cue in self.cues:
                for match in cue.pattern.finditer(sentence.text):
                    start, end = (
                        sentence.start + match.start(),
                        sentence.start + match.end(),
                    )
                    if patient.number not in reading.patients_at(sentence, start):
                        continue
                    told = Told(sentence, cue.outcome, start, end)
                    if _counts(reading, told):
                        found.append(told)
        return sorted(found, key=lambda t: t.start)

    def _outcome(self, reading: Reading, patient: Patient, told: list[Told]) -> None:
        classed = [t for t in told if t.outcome != "residual"]
        if not classed:
            return
        dead = [t for t in classed if t.outcome == "died"]
        story = [
            t for t in classed if t.sentence.section.category not in _SUMMARY
        ] or classed
        visit = last_visit(reading, told, story[-1].sentence.index)
        outcome = "died" if dead else decide(visit)
        proof = (
            dead[-1]
            if dead
            else next((t for t in reversed(visit) if t.outcome == outcome), visit[-1])
        )
        spans.add(
            reading,
            proof.sentence,
            proof.start,
            proof.end,
            "outcome",
            concept=outcome,
            rule=f"outcomes.tsv#{proof.outcome}",
            status="present",
            patients=(patient.number,),
        )

    def _followup(self, reading: Reading, patient: Patient) -> None:
        best: tuple[float, Sentence, Duration] | None = None
        for sentence in reading.own_sentences():
            if not _tells_course(sentence):
                continue
            for duration in visits_in(reading, sentence):
                if patient.number not in reading.patients_at(sentence, duration.start):
                    continue
                if duration.months is not None and (
                    best is None or duration.months >= best[0]
                ):
                    best = (duration.months, sentence, duration)
        if best is not None:
            months, sentence, duration = best
            spans.add(
                reading,
                sentence,
                duration.start,
                duration.end,
                "followup",
                value=f"{round(months, 2):g}",
                unit="months",
                rule=duration.rule,
                status="present",
                patients=(patient.number,),
            )

    def _complications(self, reading: Reading) -> None:
        for sentence in reading.own_sentences():
            if not (sentence.is_late or sentence.stage == "operation"):
                continue
            for term in reading.terms_in("complications", sentence):
                if reading.assertions.at(term.start, term.end).status != "present":
                    continue
                known = self.pack.concept("complication", term.concept)
                spans.add(
                    reading,
                    sentence,
                    term.start,
                    term.end,
                    "complication",
                    concept=term.concept,
                    rule=term.rule,
                    kind=known.kind if known else "",
                    code=known.code if known else None,
                )


_SUMMARY = frozenset({"abstract", "title", "introduction"})


def _tells_course(sentence: Sentence) -> bool:
    """Can a sentence tell how the patient fared?"""
    if sentence.section.category in {"title", "caption"}:
        return False
    return (
        sentence.is_late
        or bool(sentence.treated)
        or sentence.operated
        or sentence.stage in {"treatment", "operation"}
        or sentence.section.category in {"outcome", "discussion", "conclusion"}
    )


def _counts(reading: Reading, told: Told) -> bool:
    """Is a cue the patient's own, not denied, and a residual one about a complaint?"""
    assertion = reading.assertions.at(told.start, told.end)
    if assertion.subject != "patient" or assertion.status == "possible":
        return False
    if (
        told.outcome in {"improved", "worsened", "residual"}
        and assertion.status == "absent"
    ):
        return False
    if told.outcome == "residual":
        near = reading.text[told.start : min(told.sentence.end, told.end + 60)]
        return bool(_LEFT.search(near))
    return True


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
    """Return the class of one visit: complaints before images, last word last."""
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
    return "improved" if "improved" in kinds else kinds[-1]


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
