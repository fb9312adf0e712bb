"""The final diagnoses of a patient, and what else he or she suffers from.

The conditions with enough points are the diagnoses; a systemic disease known to cause
one of them joins it. In a report that is not about the spine any condition may be the
diagnosis, in one that is, general medicine is comorbidity.
"""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.pack import Concept, Pack
from pipeline.rules import spans
from pipeline.rules.diagnosis_choice import DIAGNOSTIC, THRESHOLD, Case, Choice
from pipeline.rules.diagnosis_doubts import is_doubted, is_title
from pipeline.rules.diagnosis_links import Links
from pipeline.rules.diagnosis_points import (
    MADE,
    OWN,
    WEAK,
    is_labelled,
    is_named_with_cause,
    is_of_group,
    is_opening,
    is_shown,
    worth,
)
from pipeline.rules.disease_names import DiseaseNames, is_known
from pipeline.rules.reading import Patient, Reading, Sentence
from pipeline.rules.terms import TermMatch

_GENERAL = 1.5  # the threshold outside the spine, where diseases come in company
#: kinds that go along with a disease of the spine
_BESIDE = frozenset({"general", "medical", "systemic"})


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
        self.choice = Choice(self._kind, self.links)

    def read(self, reading: Reading) -> None:
        """Add the diagnoses of each patient, the others as comorbidities."""
        is_spinal = self._is_spinal(reading)
        for patient in reading.patients:
            case = self._collect(reading, patient, is_spinal=is_spinal)
            case.floor = THRESHOLD if is_spinal else _GENERAL
            chosen = self.choice.choose(case, several=len(reading.patients) > 1)
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

    def _collect(self, reading: Reading, patient: Patient, *, is_spinal: bool) -> Case:
        case = Case()
        for sentence in reading.sentences:
            mine = self._is_about(reading, patient, sentence)
            for term in reading.terms_in("conditions", sentence):
                kind = self._kind(term.concept)
                if kind in DIAGNOSTIC or (kind and not is_spinal):
                    self._count(reading, case, sentence, term, mine=mine)
            if mine and not is_spinal:
                self._count_named(reading, case, sentence)
        return case

    def _count_named(self, reading: Reading, case: Case, sentence: Sentence) -> None:
        """Count diseases no lexicon knows, where the text says they are diagnoses."""
        words = reading.within(reading.words, sentence)
        for term in self.names.find(reading.text, words):
            if is_known(reading, sentence, term):
                continue
            points = worth(reading, sentence, term, mine=True, weak=False)
            enough = OWN if is_shown(reading, sentence, term) else OWN + MADE
            if points >= enough:
                case.named.setdefault(term.concept, (points, sentence, term))

    def _is_about(self, reading: Reading, patient: Patient, sentence: Sentence) -> bool:
        """Does a sentence name what the patient has: his own, a title, an opening?"""
        return (
            patient.number in sentence.patients
            or is_title(sentence)
            or is_opening(sentence)
            or (len(reading.patients) > 1 and is_of_group(sentence))
            or (len(reading.patients) == 1 and is_labelled(sentence))
        )

    def _count(
        self,
        reading: Reading,
        case: Case,
        sentence: Sentence,
        term: TermMatch,
        *,
        mine: bool,
    ) -> None:
        weak = self._kind(term.concept) == "general"
        points = worth(reading, sentence, term, mine=mine, weak=weak)
        case.points[term.concept] += points
        if not is_doubted(reading, sentence, term):
            case.spoken.setdefault(term.concept, (sentence, term))
        if weak and mine and points >= WEAK and is_shown(reading, sentence, term):
            case.shown.add(term.concept)
        if mine and self._is_named_sign(reading, sentence, term, points):
            case.signs.append(term.concept)
        if points > 0 and (mine or not sentence.own):
            places = case.evidence if mine else case.topic
            places.setdefault(term.concept, (sentence, term))
            (case.titled if is_title(sentence) else case.told).add(term.concept)

    def _is_named_sign(
        self, reading: Reading, sentence: Sentence, term: TermMatch, points: float
    ) -> bool:
        """Is a sign told as a disease: "he had thoracic myelopathy due to …"?"""
        sign = self.links.is_sign(term.concept)
        if not (sign and sentence.own and points > 0) or is_title(sentence):
            return False
        if self.links.is_told_beside(term.concept, points):
            return True
        place = " " in term.concept
        return place and is_named_with_cause(reading, sentence, term)

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
