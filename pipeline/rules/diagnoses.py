"""The final diagnoses of a patient, and what else he or she suffers from.

The conditions with enough points are the diagnoses; a systemic disease known to cause
one of them joins it. In a report that is not about the spine any condition may be the
diagnosis, in one that is, general medicine is comorbidity.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline.pack import Concept, Pack
from pipeline.rules import spans
from pipeline.rules.diagnosis_links import Links
from pipeline.rules.diagnosis_points import (
    MADE,
    OWN,
    is_doubted,
    is_labelled,
    is_named_with_cause,
    is_opening,
    is_title,
    told_together,
    worth,
)
from pipeline.rules.disease_names import DiseaseNames, is_known
from pipeline.rules.reading import Patient, Reading, Sentence
from pipeline.rules.terms import TermMatch

THRESHOLD = 3.0
_GENERAL = 1.5  # the threshold outside the spine, where diseases come in company
_JOINED = 1.0  # points of a cause or a consequence of one that reaches it
_LIKELY = 0.9  # points of the best condition where none reaches the threshold
DIAGNOSTIC = frozenset({"spine", "systemic", "tumor", "infection", "vascular"})
#: kinds that go along with a disease of the spine
_BESIDE = frozenset({"general", "medical", "systemic"})


@dataclass(slots=True)
class _Case:
    """What the conditions of one patient have collected."""

    points: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    evidence: dict[str, tuple[Sentence, TermMatch]] = field(default_factory=dict)
    topic: dict[str, tuple[Sentence, TermMatch]] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)  # outside the title
    titled: set[str] = field(default_factory=set)
    signs: list[str] = field(default_factory=list)  # told with their cause
    floor: float = THRESHOLD
    named: dict[str, tuple[float, Sentence, TermMatch]] = field(default_factory=dict)


class DiagnosisReader:
    """Adds diagnosis and comorbidity mentions."""

    def __init__(self, pack: Pack) -> None:
        """Take the concepts and their links from the pack."""
        self.concepts: dict[str, Concept] = {
            name: known
            for (kind, name), known in pack.concepts.items()
            if kind == "condition"
        }
        self.links = Links(pack.rows("condition_links"))
        self.names = DiseaseNames(pack.rows("disease_shapes"))

    def read(self, reading: Reading) -> None:
        """Add the diagnoses of each patient, the others as comorbidities."""
        is_spinal = self._is_spinal(reading)
        for patient in reading.patients:
            case = self._collect(reading, patient, is_spinal=is_spinal)
            case.floor = THRESHOLD if is_spinal else _GENERAL
            chosen = self._choose(case, several=len(reading.patients) > 1)
            places = case.topic | case.evidence
            for concept in chosen:
                self._add(reading, patient, *places[concept], field="diagnosis")
            self._comorbidities(reading, patient, set(chosen))

    def _is_spinal(self, reading: Reading) -> bool:
        """Is the report about the spine: does it name a level or a spinal disease?"""
        return any(
            reading.levels_in(s)
            or any(
                self._kind(t.concept) == "spine"
                for t in reading.terms_in("conditions", s)
            )
            for s in reading.sentences
            if s.own or is_title(s)
        )

    def _kind(self, concept: str) -> str:
        known = self.concepts.get(concept)
        return known.kind if known else ""

    def _collect(self, reading: Reading, patient: Patient, *, is_spinal: bool) -> _Case:
        case = _Case()
        for sentence in reading.sentences:
            mine = self._is_about(reading, patient, sentence)
            for term in reading.terms_in("conditions", sentence):
                kind = self._kind(term.concept)
                if kind in DIAGNOSTIC or (kind and not is_spinal):
                    self._count(reading, case, sentence, term, mine=mine)
            if mine and not is_spinal:
                self._count_named(reading, case, sentence)
        return case

    def _count_named(self, reading: Reading, case: _Case, sentence: Sentence) -> None:
        """Count diseases no lexicon knows, where the text says they are diagnoses."""
        words = reading.within(reading.words, sentence)
        for term in self.names.find(reading.text, words):
            if is_known(reading, sentence, term):
                continue
            points = worth(reading, sentence, term, mine=True, weak=False)
            if points >= OWN + MADE:
                case.named.setdefault(term.concept, (points, sentence, term))

    def _is_about(self, reading: Reading, patient: Patient, sentence: Sentence) -> bool:
        """Does a sentence name what the patient has: his own, a title, an opening?"""
        return (
            patient.number in sentence.patients
            or is_title(sentence)
            or is_opening(sentence)
            or (len(reading.patients) == 1 and is_labelled(sentence))
        )

    def _count(
        self,
        reading: Reading,
        case: _Case,
        sentence: Sentence,
        term: TermMatch,
        *,
        mine: bool,
    ) -> None:
        weak = self._kind(term.concept) == "general"
        points = worth(reading, sentence, term, mine=mine, weak=weak)
        case.points[term.concept] += points
        if mine and points > 0 and self._is_named_sign(reading, sentence, term):
            case.signs.append(term.concept)
        if points > 0 and (mine or not sentence.own):
            places = case.evidence if mine else case.topic
            places.setdefault(term.concept, (sentence, term))
            (case.titled if is_title(sentence) else case.told).add(term.concept)

    def _is_named_sign(
        self, reading: Reading, sentence: Sentence, term: TermMatch
    ) -> bool:
        """Is a sign told as a disease: "he had thoracic myelopathy due to …"?"""
        place = " " in term.concept
        if not (place and sentence.own and self.links.is_sign(term.concept)):
            return False
        return is_named_with_cause(reading, sentence, term)

    def _choose(self, case: _Case, *, several: bool) -> list[str]:
        """Return the diagnoses: by points, else the likeliest, else the topic."""
        points = case.points
        chosen = [c for c in case.evidence if points[c] >= case.floor]
        if several:
            chosen = self._own_of_title(case, chosen)
        if all(self.links.is_sign(c) for c in chosen):  # "the first sign of cancer"
            chosen = self._likeliest(case) or chosen or self._unlisted(case)
        if not any(self._kind(c) in DIAGNOSTIC for c in chosen):
            chosen += self._topic(case)
        chosen = self.links.specific(chosen)
        others = [c for c in case.evidence if points[c] >= _JOINED]
        joined = self.links.joined(chosen, others)
        named = [c for c in dict.fromkeys(case.signs) if c in case.evidence]
        told = self.links.specific(chosen + joined)
        return told + [c for c in named if c not in told]

    def _likeliest(self, case: _Case) -> list[str]:
        points = case.points
        likely = [c for c in case.evidence if points[c] > _LIKELY]
        named = [c for c in likely if not self.links.is_sign(c)]
        likely = sorted(named or likely, key=lambda c: -points[c])
        level = [c for c in likely[1:] if points[c] == points[likely[0]]]
        at = case.evidence
        return likely[:1] + [c for c in level if told_together(at[likely[0]], at[c])]

    def _unlisted(self, case: _Case) -> list[str]:
        """Return the diseases no lexicon knows that were called the diagnosis."""
        most = max((p for p, _, _ in case.named.values()), default=0.0)
        chosen = [c for c, (p, _, _) in case.named.items() if p == most]
        case.evidence.update({c: case.named[c][1:] for c in chosen})
        return chosen

    def _own_of_title(self, case: _Case, chosen: list[str]) -> list[str]:
        """Leave out tumours of a series' title if the patient has another of them."""
        tumors = {c for c in case.titled if self._kind(c) == "tumor"}
        told = tumors & case.told
        if not told:
            return chosen
        kept = {c for c in tumors if self.links.names_one_of(c, told)} | told
        return [c for c in chosen if c not in tumors or c in kept]

    def _topic(self, case: _Case) -> list[str]:
        """Return what the text around the case is about, most often named first."""
        best = sorted(case.topic, key=lambda c: -case.points[c])[:1]
        return [c for c in best if self._kind(c) in DIAGNOSTIC and case.points[c] > 0]

    def _comorbidities(
        self, reading: Reading, patient: Patient, done: set[str]
    ) -> None:
        for sentence, term in _mentioned(reading, patient):
            assertion = reading.assertions.at(term.start, term.end)
            if term.concept in done or assertion.status in {"absent", "possible"}:
                continue
            if self._kind(term.concept) not in _BESIDE:
                continue
            if sentence.stage == "followup" or is_doubted(reading, sentence, term):
                continue
            done.add(term.concept)
            self._add(reading, patient, sentence, term, field="comorbidity")

    def _add(
        self,
        reading: Reading,
        patient: Patient,
        sentence: Sentence,
        term: TermMatch,
        *,
        field: str,
    ) -> None:
        known = self.concepts.get(term.concept)
        if not sentence.own:  # a copy: the sentence stays nobody's for other readers
            everyone = tuple(p.number for p in reading.patients)
            sentence = replace(sentence, patients=everyone, subject="patient")
        spans.add(
            reading,
            sentence,
            term.start,
            term.end,
            field,
            concept=term.concept,
            rule=term.rule,
            status="present",
            patients=(patient.number,),
            code=known.code if known else None,
            kind=known.kind if known else "",
        )


def _mentioned(
    reading: Reading, patient: Patient
) -> Iterator[tuple[Sentence, TermMatch]]:
    """Yield the conditions in a patient's sentences."""
    for sentence in reading.own_sentences():
        if patient.number in sentence.patients and sentence.section.category != "title":
            for term in reading.terms_in("conditions", sentence):
                yield sentence, term
