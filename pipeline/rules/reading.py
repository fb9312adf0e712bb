"""What the rules know of one document: sentences, words, terms, patients, mentions.

A `Reading` is made by the component "reading" and kept in `doc.user_data["reading"]`;
every later component reads it and adds `Mention`s. Offsets are characters of the text.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.records import Document, Section
from pipeline.rules.age import AgeMatch
from pipeline.rules.assertion_scope import Assertions
from pipeline.rules.case_rows import CaseRow
from pipeline.rules.levels import LevelMatch
from pipeline.rules.persons import PersonWords
from pipeline.rules.quantities import Duration
from pipeline.rules.terms import TermMatch
from pipeline.rules.words import Word

#: Section categories that tell the story of the authors' own patient.
STORY = frozenset(
    {"case", "history", "examination", "laboratory", "imaging", "treatment", "outcome"}
)


#: Section categories that come before treatment wherever they stand.
EARLY = frozenset({"history", "examination", "laboratory", "imaging"})


@dataclass(slots=True)
class Sentence:
    """A sentence and what discourse decided: whose it is, which part of the story."""

    index: int
    start: int
    end: int
    section: Section
    paragraph: int
    first_in_paragraph: bool
    text: str
    subject: str = "nobody"  # patient | cited | other | nobody
    patients: tuple[int, ...] = ()
    stage: str = "narrative"
    score: float = 0.0
    treated: str = ""  # "", "treatment" or "operation" has come before
    operated: bool = False  # it tells of a performed treatment itself
    cues: frozenset[str] = frozenset()

    @property
    def is_late(self) -> bool:
        """Does a sentence tell of the time after an operation, or of a later visit?"""
        if self.stage == "followup":
            return True
        return self.treated == "operation" and self.section.category not in EARLY

    @property
    def cites(self) -> bool:
        """Does a sentence speak of somebody else's patients?"""
        return (
            bool(self.cues & {"cited", "cited-case", "cited-author"})
            and "own" not in self.cues
        )

    @property
    def own(self) -> bool:
        """Is the sentence about the authors' own patient(s)?"""
        return self.subject == "patient" and bool(self.patients)


def starts_story(before: Sentence, sentence: Sentence) -> bool:
    """Does another story begin between two sentences: the case after the abstract?"""
    a, b = before.section.category, sentence.section.category
    return a != b and not {a, b} <= STORY | {"caption", "results"}


@dataclass(slots=True)
class Patient:
    """One of the authors' own patients; `number` counts from 1 as they appear."""

    number: int
    label: str
    anchor: int  # index of the sentence that introduces it
    age: float | None = None
    sex: str | None = None
    noun: str | None = None  # "son" of an introduction as kin


@dataclass(slots=True)
class Mention:
    """A candidate fact: what, where, of whom, by which rule."""

    field: str
    concept: str | None
    start: int
    end: int
    rule: str
    sentence: int
    value: str | None = None
    unit: str | None = None
    interpretation: str | None = None
    status: str = "present"
    subject: str = "patient"
    patients: tuple[int, ...] = ()
    modality: str | None = None
    levels: tuple[str, ...] = ()
    laterality: str | None = None
    code: str | None = None
    kind: str = ""
    evidence: tuple[int, int] | None = None  # of a table row; else the sentence
    source: str | None = None  # of a cited patient


@dataclass(slots=True)
class Reading:
    """All that was read of one document so far."""

    document: Document
    text: str  # the document's text with unread sections blanked, same length
    sentences: list[Sentence]
    words: tuple[Word, ...]
    assertions: Assertions
    terms: dict[str, tuple[TermMatch, ...]]
    persons: PersonWords
    ages: tuple[AgeMatch, ...] = ()
    levels: tuple[LevelMatch, ...] = ()
    durations: tuple[Duration, ...] = ()
    patients: list[Patient] = field(default_factory=list)
    kind: str = "other"
    siblings: frozenset[str] = frozenset()  # "brother", "sister", "twin" if patients
    case_rows: tuple[CaseRow, ...] = ()
    assigned: dict[int, tuple[int, ...]] = field(default_factory=dict)
    #: levels written as one list for several patients: offset → (patient, level)
    listed: dict[int, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    cited: list[Mention] = field(default_factory=list)
    switches: dict[int, list[tuple[int, tuple[int, ...]]]] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds an offset, or None outside the prose."""
        if not self._starts:
            self._starts = [s.start for s in self.sentences]
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or offset >= self.sentences[at].end:
            return None
        return self.sentences[at]

    def own_sentences(self) -> Iterator[Sentence]:
        """Yield the sentences about the authors' own patients."""
        return (s for s in self.sentences if s.own)

    def within(self, items: tuple[Any, ...], sentence: Sentence) -> list[Any]:
        """Return the matches (sorted by start) that begin inside a sentence."""
        low = bisect_right(items, sentence.start - 1, key=lambda m: m.start)
        high = bisect_right(items, sentence.end - 1, key=lambda m: m.start)
        return list(items[low:high])

    def terms_in(self, lexicon: str, sentence: Sentence) -> list[TermMatch]:
        """Return the terms of one lexicon inside a sentence."""
        return self.within(self.terms.get(lexicon, ()), sentence)

    def levels_in(self, sentence: Sentence) -> list[LevelMatch]:
        """Return the spinal levels (no roots, ribs, signals) inside a sentence."""
        return [m for m in self.within(self.levels, sentence) if m.kind == "level"]

    def patients_at(self, sentence: Sentence, offset: int) -> tuple[int, ...]:
        """Return whose an offset of a sentence is."""
        if offset in self.assigned:
            return self.assigned[offset]
        points = self.switches.get(sentence.index)
        if not points:
            return sentence.patients
        at = bisect_right([o for o, _ in points], offset) - 1
        return points[max(at, 0)][1]

    def of_field(self, name: str) -> list[Mention]:
        """Return the mentions of one field found so far."""
        return [m for m in self.mentions if m.field == name]
