"""Laboratory tests with value, unit and what the text says of them.

Of several results of one test the first before treatment that says what it means is
kept, else the first before treatment, else the first.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.pack import Concept, Pack
from pipeline.rules import spans
from pipeline.rules.lab_results import GROUP, LabResult, ResultReader
from pipeline.rules.lab_specimens import Specimens
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.told_between import told_sentences


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A result, where it stands and whose it is."""

    result: LabResult
    sentence: Sentence
    patients: tuple[int, ...]
    past: bool = False

    @property
    def rank(self) -> tuple[bool, bool, bool]:
        """Return what sorts early, then telling, then measured results first."""
        late = self.sentence.is_late or self.past
        value = self.result.value
        named = self.result.named and value.value is None
        return late, not late and value.interpretation is None, named


class LabReader:
    """Adds lab mentions: one result of each test and patient."""

    def __init__(self, pack: Pack) -> None:
        """Take the concepts from the pack."""
        self.concepts: dict[str, Concept] = {
            name: known
            for (field, name), known in pack.concepts.items()
            if field == "lab"
        }
        self.specimens = Specimens(pack)
        self.reader = ResultReader(self.concepts)

    def read(self, reading: Reading) -> None:
        """Read the tests of every own sentence."""
        best: dict[tuple[str, int], _Candidate] = {}
        for candidate in self._candidates(reading):
            for patient in candidate.patients:
                key = (candidate.result.term.concept, patient)
                if key not in best or candidate.rank < best[key].rank:
                    best[key] = candidate
        chosen: dict[int, tuple[_Candidate, list[int]]] = {}
        for (concept, patient), candidate in best.items():
            if not self._is_umbrella(concept, patient, best):
                chosen.setdefault(id(candidate), (candidate, []))[1].append(patient)
        for candidate, patients in chosen.values():
            self._add(reading, candidate, tuple(sorted(patients)))

    def _candidates(self, reading: Reading) -> Iterator[_Candidate]:
        for sentence in told_sentences(reading):
            terms = self.specimens.tests_in(reading, sentence)
            results = self.reader.results(reading, sentence, terms) if terms else ()
            for result in results:
                if sentence.is_late and result.named:
                    continue  # "leucopenia" of the treatment: not the work-up
                patients = result.patients or reading.patients_at(
                    sentence, result.term.start
                )
                at = reading.assertions.at(result.term.start, result.term.end)
                past = at.status == "historical"  # "two years earlier it was raised"
                yield _Candidate(result, sentence, patients, past)

    def _is_umbrella(
        self, concept: str, patient: int, best: dict[tuple[str, int], _Candidate]
    ) -> bool:
        """Does a name stand for all tests, or for some, beside those it stands for?

        The note says which, or of what kind: "umbrella: procalcitonin, genetic".
        """
        note, _, members = self._note(concept).partition(";")[0].partition(":")
        names = {name.strip() for name in members.split(",") if members}
        return note == GROUP and any(
            whose == patient
            and other != concept
            and (self._names_of(other) & names if names else self._note(other) != GROUP)
            for other, whose in best
        )

    def _names_of(self, concept: str) -> set[str]:
        known = self.concepts.get(concept)
        return {concept, known.kind} if known else {concept}

    def _note(self, concept: str) -> str:
        known = self.concepts.get(concept)
        return known.note if known else ""

    def _add(
        self, reading: Reading, candidate: _Candidate, patients: tuple[int, ...]
    ) -> None:
        term, value = candidate.result.term, candidate.result.value
        known = self.concepts.get(term.concept)
        spans.add(
            reading,
            candidate.sentence,
            term.start,
            term.end,
            "lab",
            concept=term.concept,
            rule=term.rule,
            value=None if value.value is None else f"{value.value:g}",
            unit=value.unit,
            interpretation=value.interpretation,
            status="present",
            patients=patients,
            code=known.code if known else None,
            kind=known.kind if known else "",
        )
