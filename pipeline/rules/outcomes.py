"""Outcome at the last follow-up, the time of it, complications.

The last own sentence with an outcome cue decides, together with its neighbours at the
same visit; death anywhere decides alone. "Resolved" with a residual becomes "improved".
"""

import re
from dataclasses import replace

from pipeline.pack import Pack
from pipeline.rules import spans
from pipeline.rules.outcome_cues import (
    OutcomeCue,
    Told,
    counts,
    decide,
    is_little,
    last_visit,
)
from pipeline.rules.quantities import Duration
from pipeline.rules.reading import Patient, Reading, Sentence
from pipeline.rules.visits import visits_in

_SUMMARY = frozenset({"abstract", "title", "introduction"})


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
                    if counts(reading, told):
                        found.append(told.settled())
        return sorted(found, key=lambda t: t.start)

    def _outcome(self, reading: Reading, patient: Patient, told: list[Told]) -> None:
        classed = [t for t in told if t.outcome != "residual"] or [
            replace(t, outcome="improved") for t in told if is_little(t)
        ]
        if not classed:
            return
        dead = [t for t in classed if t.outcome == "died"]
        story = [
            t for t in classed if t.sentence.section.category not in _SUMMARY
        ] or classed
        visit = last_visit(reading, told, _end_of_visit(reading, told, story[-1]))
        outcome = "died" if dead else decide(visit) or classed[-1].outcome
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
            if _GENERAL.match(sentence.text):
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


#: "Complications of this operation include palsy": of nobody in particular
_GENERAL = re.compile(
    r"\W*(?:the )?(?:\w+ )?(?:complications|risks|side effects)(?: of [^.;:,]+?)? "
    r"(?:include|comprise|are|range|can|may)\b",
    re.IGNORECASE,
)


def _end_of_visit(reading: Reading, told: list[Told], last: Told) -> int:
    """Return the last sentence of a visit: what is left may be told in the next one."""
    after = last.sentence.index + 1
    goes_on = any(
        t.sentence.index == after
        and t.sentence.paragraph == last.sentence.paragraph
        and not visits_in(reading, t.sentence)
        for t in told
    )
    return after if goes_on else last.sentence.index


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
