"""The records that pass between rooms: frozen, slotted, sequences as tuples.

Offsets are characters into `Document.text`, half-open. `None` means not reported.
"""

from dataclasses import dataclass, field
from typing import Literal

from pipeline.errors import EvidenceError

Status = Literal["ok", "partial", "rejected"]

#: What a section can be. Prose rules read PROSE only; `table` goes to the table rules.
CATEGORIES = (
    "title",
    "abstract",
    "introduction",
    "methods",
    "results",
    "case",
    "history",
    "examination",
    "laboratory",
    "imaging",
    "treatment",
    "outcome",
    "discussion",
    "conclusion",
    "body",
    "caption",
    "table",
    "commentary",
    "keywords",
    "references",
    "metadata",
    "boilerplate",
)
UNREAD = frozenset({"table", "keywords", "references", "metadata", "boilerplate"})


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a document under one heading; sections tile the text in order."""

    heading: str
    category: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell and where its text stands in `Document.text`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table printed in an article; `rows` include the header rows (`n_header`)."""

    caption: str
    rows: tuple[tuple[Cell, ...], ...]
    n_header: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One article, normalised once by its reader."""

    doc_id: str
    source: str
    format: str
    sha256: str
    text: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    journal: str | None = None
    volume: str | None = None
    pages: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    publication_types: tuple[str, ...] = ()
    mesh: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    status: Status = "ok"
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """A fault in one document; `stage` is "read", "extract" or "aggregate"."""

    doc_id: str
    source: str
    format: str
    sha256: str
    stage: str
    message: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of one patient with its evidence; `patient` counts from 1.

    `start`, `end` and `quote` are the sentence (or table row) that proves it.
    """

    doc_id: str
    patient: int
    field: str
    start: int
    end: int
    quote: str
    rule: str
    concept: str | None = None
    concept_code: str | None = None
    value: str | None = None
    unit: str | None = None
    interpretation: str | None = None
    status: str = "present"
    subject: str = "patient"
    modality: str | None = None
    levels: tuple[str, ...] = ()
    laterality: str | None = None
    section: str = "body"
    cited_source: str | None = None

    def check_evidence(self, text: str) -> None:
        """Raise EvidenceError unless the quote is the text at the offsets."""
        if not self.quote or text[self.start : self.end] != self.quote:
            raise EvidenceError(
                f"{self.doc_id}: quote of {self.field} at {self.start}-{self.end} "
                f"is not the text there (rule {self.rule}); report this as a bug"
            )


@dataclass(frozen=True, slots=True)
class Claim:
    """What review text says in general."""

    doc_id: str
    category: str
    name: str
    start: int
    end: int
    quote: str
    section: str = "body"
    grouping: str | None = None
    concept: str | None = None
    concept_code: str | None = None
    dose: str | None = None
    statement: str | None = None

    def check_evidence(self, text: str) -> None:
        """Raise EvidenceError unless the quote is the text at the offsets."""
        if not self.quote or text[self.start : self.end] != self.quote:
            raise EvidenceError(
                f"{self.doc_id}: quote of claim {self.name!r} at "
                f"{self.start}-{self.end} is not the text there; report this as a bug"
            )


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was understood of one document.

    `cited` holds facts of other authors' patients from literature tables: their
    `patient` counts from 1 within `cited` and `cited_source` names the report.
    """

    document: Document
    kind: str
    n_patients: int
    facts: tuple[Fact, ...] = ()
    claims: tuple[Claim, ...] = ()
    cited: tuple[Fact, ...] = ()
    issues: tuple[Issue, ...] = field(default=())
