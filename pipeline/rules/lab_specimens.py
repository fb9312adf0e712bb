"""Tests named by their sample: "spinal tap: 7 cells, protein 1.2, sterile".

A sample (cerebrospinal fluid, a biopsy, urine) and an analyte that stands beside it
(protein, cells, culture) make the test "cerebrospinal fluid protein", if the pack has
a concept of that name. Samples and analytes are data (specimens.tsv, analytes.tsv).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.pack import Pack
from pipeline.rules.lab_samples import sampled_beside
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.terms import TermMatch

#: the note of a concept in concepts.tsv: "analyte: cell count, leukocytes"
_ANALYTE = "analyte:"
#: "positive in the urine", "grown from the sputum": the sample stands after it
_AFTER = re.compile(
    r"^[^,;:]{0,40}\b(?:of|from|in|on)\s+(?:the\s+|an?\s+|his\s+|her\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
_BLOOD = "blood"
_CULTURE = "culture"
#: samples beside which an analyte is a test of blood: "serology for hepatitis and lues"
_OF_BLOOD = frozenset({_BLOOD, "serology"})
_FIGURE = re.compile(r"\s?[:=+]*\s?[<>]?\d")
#: "K+ 5.9 mmol/L": a unit that makes a symbol plain
_SALT = re.compile(r"\s?[:=+]*\s?\d[\d.,]*\s?(?:mmol|mEq|meq)\b")
_SYMBOL = 2  # letters; "Mg" is no "mg"
#: what a name tells of its result, and what it tells where it is denied
_OPPOSITE = {
    "elevated": "normal",
    "low": "normal",
    "positive": "negative",
    "negative": "negative",
    "normal": "normal",
}
#: samples that go on into the next sentence: "Arthrocentesis was done. Culture grew …"
_CARRIED = frozenset(
    {"cerebrospinal fluid", "synovial fluid", "aspirate", "pus", "biopsy"}
)


@dataclass(frozen=True, slots=True)
class LabTerm:
    """A test named in a text; `result` is what the naming word itself says."""

    start: int
    end: int
    concept: str
    rule: str
    result: str | None = None


class Specimens:
    """Finds the tests of a sentence, each under the name of its sample."""

    def __init__(self, pack: Pack) -> None:
        """Take the concepts from the pack."""
        self.pack = pack
        self.results = {
            f"{name}.tsv#{row['term']}": note
            for name in ("analytes", "labs")
            for row in pack.rows(name)
            if (note := row.cells.get("note", "")) in _OPPOSITE
        }

    def tests_in(self, reading: Reading, sentence: Sentence) -> list[LabTerm]:
        """Return the tests of a sentence in order of their start."""
        labs = reading.terms_in("labs", sentence)
        samples = reading.terms_in("specimens", sentence)
        carried = self._carried(reading, sentence)
        tests = [self._named(reading, t, samples, carried, labs) for t in labs]
        for term in _free(reading.terms_in("analytes", sentence), labs):
            made = self._analyte(reading, term, samples, carried, labs)
            if made is not None and not _said(made, tests, sentence):
                tests.append(made)
        tests += self._cultures(reading, tests, samples)
        return sorted(tests, key=lambda t: (t.start, t.end))

    def _cultures(
        self, reading: Reading, tests: list[LabTerm], samples: list[TermMatch]
    ) -> list[LabTerm]:
        """Return the cultures of the samples listed beside a culture."""
        found = {t.concept: t for t in tests}
        more: dict[str, LabTerm] = {}
        for test in tests if samples else ():
            if not test.concept.endswith(_CULTURE):
                continue
            for sample in sampled_beside(reading.text, test.start, test.end, samples):
                name = self._joined(sample.concept, (_CULTURE,))
                if name is not None and name not in found:
                    span = (sample.start, sample.end)
                    more.setdefault(name, LabTerm(*span, name, test.rule))
        return list(more.values())

    def _named(
        self,
        reading: Reading,
        term: TermMatch,
        samples: list[TermMatch],
        carried: str | None,
        labs: list[TermMatch],
    ) -> LabTerm:
        sample = self._sample_of(reading.text, term, samples, labs) or carried
        names = (*self._analytes_of(term.concept), term.concept)
        concept = self._joined(sample, names) or term.concept
        return LabTerm(
            term.start, term.end, concept, term.rule, self._told(reading, term)
        )

    def _told(self, reading: Reading, term: TermMatch) -> str | None:
        """Return the result a name itself tells: "leucocytosis", "no leucocytosis"."""
        result = self.results.get(term.rule)
        if result is None:
            return None
        status = reading.assertions.at(term.start, term.end).status
        if status in {"historical", "possible"}:
            return None
        return _OPPOSITE[result] if status == "absent" else result

    def _analyte(
        self,
        reading: Reading,
        term: TermMatch,
        samples: list[TermMatch],
        carried: str | None,
        labs: list[TermMatch],
    ) -> LabTerm | None:
        sample = self._sample_of(reading.text, term, samples, labs) or carried
        concept = self._joined(sample, (term.concept,))
        written = term.rule.rpartition("#")[2]
        beside = sample is None and len(written) <= _SYMBOL  # "PTH 98, Ca 2.7"
        beside = beside and bool(_FIGURE.match(reading.text, term.end))
        salt = beside and bool(_SALT.match(reading.text, term.end))
        if salt or (beside and any(self._is_blood(t.concept, "") for t in labs)):
            sample = _BLOOD
        counted = term.concept == "cell count"  # "13,200 cells/µL": a unit
        if concept is None and sample in _OF_BLOOD and self._known(term.concept):
            concept = None if counted else term.concept
        symbol = len(written) <= _SYMBOL and (
            reading.text[term.start : term.end] != written
            or reading.text.startswith("/", term.end)  # "19.8 K/µL"
        )
        if len(written) == 1:  # "12 K.A. units"
            symbol |= _FIGURE.match(reading.text, term.end) is None
        if concept is None or symbol:
            return None
        return LabTerm(
            term.start, term.end, concept, term.rule, self._told(reading, term)
        )

    def _joined(self, sample: str | None, names: Iterable[str]) -> str | None:
        """Return the concept of a sample's analyte, or None if the pack has none."""
        found = (f"{sample} {name}" for name in names if sample)
        return next((name for name in found if self._known(name)), None)

    def _known(self, concept: str) -> bool:
        return self.pack.concept("lab", concept) is not None

    def _carried(self, reading: Reading, sentence: Sentence) -> str | None:
        """Return the sample the sentence before was about."""
        if not sentence.index or sentence.first_in_paragraph:
            return None
        before = reading.terms_in("specimens", reading.sentences[sentence.index - 1])
        last = [s.concept for s in before][-1:]
        return last[0] if last and last[0] in _CARRIED else None

    def _analytes_of(self, concept: str) -> list[str]:
        """Return what a test of blood is called beside another sample."""
        known = self.pack.concept("lab", concept)
        note = known.note if known else ""
        if not note.startswith(_ANALYTE):
            return []
        names = note.removeprefix(_ANALYTE).partition(";")[0]
        return [n.strip() for n in names.split(",")]

    def _sample_of(
        self,
        text: str,
        term: TermMatch,
        samples: list[TermMatch],
        labs: list[TermMatch],
    ) -> str | None:
        """Return the sample of a term: the one right after it, or the last before.

        A test of blood alone ends it ("CSF clear, CRP 12, white cells 11").
        """
        after = next((s for s in samples if s.start >= term.end), None)
        own = len("from") if text.endswith(" from", term.start, term.end) else 0
        if after and _AFTER.match(text[term.end - own : after.start]):
            return after.concept
        last = next((s for s in reversed(samples) if s.start < term.end), None)
        if last is None:
            return None
        if last.concept not in _CARRIED and ";" in text[last.end : term.start]:
            return None
        between = [t for t in labs if last.end <= t.start < term.start]
        if any(self._is_blood(t.concept, last.concept) for t in between):
            return None
        return last.concept

    def _is_blood(self, concept: str, sample: str) -> bool:
        """Is a test one of blood, and none of this sample?"""
        known = self.pack.concept("lab", concept)
        names = (*self._analytes_of(concept), concept)
        blood = known is not None and known.kind == _BLOOD
        return blood and sample != _BLOOD and self._joined(sample, names) is None


def _free(analytes: list[TermMatch], labs: list[TermMatch]) -> list[TermMatch]:
    """Return the analytes that are no part of a test's own name."""
    return [
        a
        for a in analytes
        if not any(t.start < a.end and a.start < t.end for t in labs)
    ]


def _said(made: LabTerm, tests: list[LabTerm], sentence: Sentence) -> bool:
    """Does the sentence name the very test already ("blood cultures grew …")?"""
    culture = made.concept.endswith("culture")
    return any(
        t.concept == made.concept or (culture and t.concept.endswith("culture"))
        for t in tests
        if sentence.start <= t.start
    )
