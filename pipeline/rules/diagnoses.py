"""The final diagnoses of a patient, and what else he or she suffers from.

Conditions collect points from where they stand (title, "was diagnosed", "a case of",
histology) and lose them where they are asked about, excluded or somebody else's.
"""

import re
from collections import defaultdict

from pipeline.pack import Pack
from pipeline.rules import spans
from pipeline.rules.reading import Patient, Reading, Sentence
from pipeline.rules.terms import TermMatch

_MADE = re.compile(
    r"\bdiagnos(?:is|ed|tic of|es)\b|\bconfirm\w*\b|\bconsistent with\b|\bhistolog\w*|"
    r"\bpatholog\w*|\bdx\b|"
    r"\bproved to be\b|\bturned out\b|\bidentified\b|\bcompatible with\b|"
    r"\bin keeping with\b|\btypical of\b|"
    r"\bcase of\b|\bwith (?:a |an )?|\bcaused by\b|\bsecondary to\b|\bdue to\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:final |definitive |working )?diagnosis (?:of|was|is|:)|\bwas (?:therefore |"
    r"then |thus |finally )?diagnosed\b|"
    r"\bdiagnosed (?:with|as|by)\b|\bdiagnosis\s*[:.]|\bdx\s*:|"
    r"\bconfirmed the diagnosis\b|\bhistolog\w*|\bpatholog\w*",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"\b(?:suspect\w*|presumed|mistaken|mimic\w*|imitat\w*|simulat\w*|misdiagnos\w*|"
    r"initially|first thought|"
    r"provisional|differential|ddx|rule out|exclude\w*|versus|rather than|instead of|"
    r"not\b|unlike|query|\?)\b",
    re.IGNORECASE,
)
_CASE_OF = re.compile(
    r"\bcases? of\b|\bpatients? with\b|\b(?:child|boy|girl|man|woman|lady|"
    r"gentleman) with\b",
    re.IGNORECASE,
)
POINTS = {
    "title": 4.0,
    "strong": 4.0,
    "case_of": 2.0,
    "made": 0.5,
    "own": 1.0,
    "other": 0.25,
}
THRESHOLD = 3.0
DIAGNOSTIC = frozenset({"spine", "systemic", "tumor", "infection", "vascular"})


_PLACES = frozenset("spinal spine cervical thoracic lumbar sacral the of".split())


class DiagnosisReader:
    """Adds diagnosis and comorbidity mentions."""

    def __init__(self, pack: Pack) -> None:
        """Take the concepts from the pack."""
        self.pack = pack

    def read(self, reading: Reading) -> None:
        """Add the diagnoses of each patient, the others as comorbidities."""
        for patient in reading.patients:
            points, evidence = self._collect(reading, patient)
            chosen = [c for c, p in points.items() if p >= THRESHOLD and c in evidence]
            if not chosen and evidence:
                best = max(evidence, key=lambda c: points[c])
                chosen = [best] if points[best] > 0.9 else []
            chosen = self._specific(chosen)
            for concept in chosen:
                self._add(
                    reading, patient, concept, *evidence[concept], field="diagnosis"
                )
            self._comorbidities(reading, patient, set(chosen), evidence)

    def _collect(
        self, reading: Reading, patient: Patient
    ) -> tuple[dict[str, float], dict[str, tuple[Sentence, TermMatch]]]:
        points: dict[str, float] = defaultdict(float)
        evidence: dict[str, tuple[Sentence, TermMatch]] = {}
        for sentence in reading.sentences:
            mine = (
                patient.number in sentence.patients
                or sentence.section.category == "title"
            )
            for term in reading.terms_in("conditions", sentence):
                known = self.pack.concept("condition", term.concept)
                if known is None or known.kind not in DIAGNOSTIC:
                    continue
                worth = self._worth(reading, sentence, term, mine=mine)
                points[term.concept] += worth
                if mine and worth > 0 and term.concept not in evidence:
                    evidence[term.concept] = (sentence, term)
        return points, evidence

    def _worth(
        self, reading: Reading, sentence: Sentence, term: TermMatch, *, mine: bool
    ) -> float:
        assertion = reading.assertions.at(term.start, term.end)
        if assertion.subject != "patient" and sentence.section.category != "title":
            return 0.0
        near = reading.text[
            max(sentence.start, term.start - 60) : min(sentence.end, term.end + 30)
        ]
        if assertion.status == "absent":
            return -1.0 if mine else 0.0
        if assertion.status == "possible" or _WRONG.search(near):
            return (
                0.0 if sentence.section.category == "title" else -0.5 if mine else 0.0
            )
        if sentence.section.category == "title":
            return POINTS["title"]
        if not mine:
            return POINTS["other"] / 2
        if sentence.stage == "followup" or assertion.status == "historical":
            return 0.1
        if _STRONG.search(near):
            return POINTS["strong"]
        worth = POINTS["own"] + (POINTS["made"] if _MADE.search(near) else 0.0)
        return worth + (POINTS["case_of"] if _CASE_OF.search(near) else 0.0)

    def _specific(self, chosen: list[str]) -> list[str]:
        """Drop a diagnosis whose words are all in another one's."""
        words = {c: set(c.split()) - _PLACES for c in chosen}
        return [c for c in chosen if not any(words[c] < words[o] for o in chosen)]

    def _comorbidities(
        self,
        reading: Reading,
        patient: Patient,
        chosen: set[str],
        evidence: dict[str, tuple[Sentence, TermMatch]],
    ) -> None:
        done = set(chosen)
        for sentence in reading.own_sentences():
            if (
                patient.number not in sentence.patients
                or sentence.section.category == "title"
            ):
                continue
            for term in reading.terms_in("conditions", sentence):
                assertion = reading.assertions.at(term.start, term.end)
                known = self.pack.concept("condition", term.concept)
                if (
                    term.concept in done
                    or assertion.status in {"absent", "possible"}
                    or known is None
                ):
                    continue
                if (
                    known.kind not in {"general", "systemic"}
                    or sentence.stage == "followup"
                ):
                    continue
                done.add(term.concept)
                self._add(
                    reading, patient, term.concept, sentence, term, field="comorbidity"
                )

    def _add(
        self,
        reading: Reading,
        patient: Patient,
        concept: str,
        sentence: Sentence,
        term: TermMatch,
        *,
        field: str,
    ) -> None:
        known = self.pack.concept("condition", concept)
        if not sentence.own:
            sentence.patients, sentence.subject = (
                tuple(p.number for p in reading.patients),
                "patient",
            )
        spans.add(
            reading,
            sentence,
            term.start,
            term.end,
            field,
            concept=concept,
            rule=term.rule,
            status="present",
            patients=(patient.number,),
            code=known.code if known else None,
            kind=known.kind if known else "",
        )
