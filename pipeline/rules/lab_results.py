"""What a sentence says of each test it names: value, unit, interpretation, whose."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.pack import Concept
from pipeline.rules.lab_conditions import contrast_with_kin, is_condition
from pipeline.rules.lab_cultures import what_grew
from pipeline.rules.lab_cytology import what_was_seen
from pipeline.rules.lab_denials import unless_denied
from pipeline.rules.lab_exceptions import ABNORMAL, how_abnormal
from pipeline.rules.lab_lists import share_results
from pipeline.rules.lab_persons import results_by_person
from pipeline.rules.lab_presence import presence
from pipeline.rules.lab_ranges import FIGURE
from pipeline.rules.lab_respective import results_in_order
from pipeline.rules.lab_specimens import LabTerm
from pipeline.rules.lab_units import UNIT
from pipeline.rules.lab_words import word_further_off
from pipeline.rules.labvalues import LabValue, interpretation_words, parse_lab
from pipeline.rules.reading import Reading, Sentence

_LIST_OF_VALUES = re.compile(
    rf"{FIGURE}(?:\s?{UNIT})?(?:\s?,\s?{FIGURE}(?:\s?{UNIT})?)*\s?(?:,\s?)?(?:and|&)\s"
    rf"{FIGURE}(?:\s?(?P<unit>{UNIT}))?"
)
_FIGURE = re.compile(FIGURE)
_IN_ALL = re.compile(
    r"^[^.;]{0,60}?\b(?:in|for) (?:both|all|each|every)\b(?! (?:other|later|but))",
    re.IGNORECASE,
)
_IN_ONE = re.compile(
    r"^[^.,;]{0,40}\b(?:in|for) (?:him|her|the (?:boy|girl|man|woman))\b",
    re.IGNORECASE,
)
#: the note of a name that stands for several tests, after a colon for which
GROUP = "umbrella"
#: a test that tells presence has no "normal"
#: what a measured test means that is called negative; "CRP (+++)" stays positive
_GRADED = {"negative": "normal"}
_PRESENCE = frozenset({"genetic", "culture"})


@dataclass(frozen=True, slots=True)
class LabResult:
    """A test and its result; `patients` is None for those of the sentence."""

    term: LabTerm
    value: LabValue
    patients: tuple[int, ...] | None = None

    @property
    def named(self) -> bool:
        """Does the name of the test itself tell the result ("leucocytosis")?"""
        return self.term.result is not None and self.term.rule.startswith("labs.tsv")


class ResultReader:
    """Reads the results of a sentence's tests; `kinds` are the pack's lab concepts."""

    def __init__(self, concepts: dict[str, Concept]) -> None:
        """Take the lab concepts by name."""
        self.concepts = concepts
        self.groups = {n for n, c in concepts.items() if c.note.startswith(GROUP)}

    def results(
        self, reading: Reading, sentence: Sentence, terms: Sequence[LabTerm]
    ) -> Iterator[LabResult]:
        """Yield the tests that have a value or a word for the result."""
        text = reading.text
        ends = [t.start for t in terms[1:]] + [sentence.end]
        found = [
            _counted(text[sentence.start : t.start], text[t.start : end])
            or (parse_lab(text[t.end : end]) if end > t.end else None)
            for t, end in zip(terms, ends, strict=True)
        ]
        for at, told in results_in_order(text, terms, sentence.end).items():
            found[at] = told
        own = [
            t.result or _word(v) or _within(text, t)
            for t, v in zip(terms, found, strict=True)
        ]
        valued = [_has_figure(v) for v in found]
        shared = share_results(text, sentence.start, terms, own, valued, self.groups)
        for term, end, value, word in zip(terms, ends, found, shared, strict=True):
            said = word or self._elsewhere(reading, sentence, term, value)
            said = unless_denied(reading, sentence, term, said)
            if not word and _has_figure(value) and self._measured(term, said):
                said = None  # "3 cells, protein 0.9 g/l, sterile"
            said = self._fitting(term.concept, said, value)
            if said is None and _has_figure(value):
                known = self.concepts.get(term.concept)
                said = how_abnormal(text[sentence.start : term.start], known)
            if said is None and value is None:
                continue
            if is_condition(reading, sentence, term):
                continue
            of_kin, contrary = contrast_with_kin(reading, sentence, term)
            if of_kin and contrary is None:
                continue
            result = replace(value or _NO_VALUE, interpretation=contrary or said)
            yield from _by_patient(
                reading, sentence, term, result, text[term.end : end]
            )

    def _elsewhere(
        self,
        reading: Reading,
        sentence: Sentence,
        term: LabTerm,
        value: LabValue | None,
    ) -> str | None:
        """Return the result a word further off gives, or the bare presence."""
        if term.concept.endswith("culture"):
            grown = what_grew(reading.text, sentence.start, term, sentence.end)
            if grown is not None:
                return grown
        if term.concept.endswith("cytology"):
            seen = what_was_seen(reading.text, sentence, term)
            if seen is not None:
                return seen
        shared = word_further_off(reading.text, sentence, term)
        if shared is not None:
            return shared
        if self._is_presence(term.concept):
            return presence(reading, sentence, term)
        return self._not_in_urine(reading, term) if value is None else None

    def _measured(self, term: LabTerm, said: str | None) -> bool:
        """Is a word for presence said of a test that is measured?"""
        return said in {"negative", "positive"} and not self._is_presence(term.concept)

    def _is_presence(self, concept: str) -> bool:
        known = self.concepts.get(concept)
        return known is not None and known.note == "presence"

    def _not_in_urine(self, reading: Reading, term: LabTerm) -> str | None:
        """Return the result of "the urine contained no sugar or albumin"."""
        known = self.concepts.get(term.concept)
        if known is None or known.kind != "urine":
            return None
        denied = reading.assertions.at(term.start, term.end).status == "absent"
        return "negative" if denied else None

    def _fitting(
        self, concept: str, word: str | None, value: LabValue | None
    ) -> str | None:
        """Return the interpretation in the words that fit the kind of test."""
        known = self.concepts.get(concept)
        if value is not None and value.unit == "titre" and word is None:
            return "positive"
        present = self._is_presence(concept) or (
            known is not None and known.kind in _PRESENCE
        )
        if word in {"negative", "positive"} and known and known.note == GROUP:
            return None
        if word in _GRADED and known is not None and ABNORMAL in known.note:
            return _GRADED[word]
        return "negative" if word == "normal" and present else word


#: "7 cells/µl (<4)": the figure stands before the name
_COUNT = re.compile(rf"(?P<n>{FIGURE})\s(?:\w+\s)?$")
_CELLS = re.compile(r"^(?:\w+\s)?(?:cells?|leu[ck]ocytes|lymphocytes)\b", re.IGNORECASE)


def _counted(before: str, after: str) -> LabValue | None:
    """Return the result of cells that are counted before they are named."""
    name, figure = _CELLS.match(after), _COUNT.search(before[-60:])
    if name is None or figure is None:
        return None
    return parse_lab(f" {figure['n']} {after[name.end() :]}")


_NO_VALUE = LabValue(None, None, None, None, None, 0, 0)


def _word(value: LabValue | None) -> str | None:
    return value.interpretation if value is not None else None


def _within(text: str, term: LabTerm) -> str | None:
    """Return the result inside a name whose parts stand apart: "PCR negative for …"."""
    apart = " > " in term.rule or " & " in term.rule
    return interpretation_words(text[term.start : term.end]) if apart else None


def _has_figure(value: LabValue | None) -> bool:
    return value is not None and value.value is not None


def _by_patient(
    reading: Reading,
    sentence: Sentence,
    term: LabTerm,
    value: LabValue,
    after: str,
) -> Iterator[LabResult]:
    """Yield the result, or one for each patient: "9 and 11 mmol/L, both high"."""
    stop = term.end + len(after)
    if told := results_by_person(reading, sentence, term.end, stop):
        yield from (LabResult(term, each, (patient,)) for patient, each in told)
        return
    number = len(sentence.patients)
    listed = _LIST_OF_VALUES.search(after) if number > 1 else None
    figures = list(_FIGURE.finditer(listed[0])) if listed else []
    if listed is None or len(figures) != number:
        yield LabResult(term, value, _whose(reading, sentence, term, after))
        return
    for patient, figure in zip(sentence.patients, figures, strict=True):
        single = f"{figure[0]} {listed['unit'] or ''}"
        read = parse_lab(after[: listed.start()] + single + after[listed.end() :])
        if read is not None:
            word = read.interpretation or value.interpretation
            yield LabResult(term, replace(read, interpretation=word), (patient,))


def _whose(
    reading: Reading, sentence: Sentence, term: LabTerm, after: str
) -> tuple[int, ...] | None:
    """Return whose a result is, where words after it say so: "in both", "in him"."""
    if len(reading.patients) < 2:
        return None
    if _IN_ALL.search(after):
        return tuple(p.number for p in reading.patients)
    one = _IN_ONE.search(after)
    return reading.patients_at(sentence, term.end + one.end() - 1) if one else None
