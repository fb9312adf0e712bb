"""A change between two runs as a record: what it was, what it is, how and why."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.curation.causes import CAUSES, Comparison
from pipeline.curation.items import SINGLE
from pipeline.series import Row

CLASSES = (
    *"added removed changed status_changed evidence_moved format_only".split(),
    *"case_split case_merged document_added document_removed".split(),
)
#: What stands for a field where a whole document or patient changed.
DOCUMENT, CASE = "document", "case"


@dataclass(frozen=True, slots=True)
class Side:
    """A changed thing in one run; without quote for a document or a patient."""

    doc_id: str
    value: str
    case_id: str = ""
    status: str = ""
    quote: str = ""
    start: int | None = None
    end: int | None = None
    section: str = ""
    rule: str = ""
    fact_id: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; `kind` is of CLASSES, `cause` of causes.CAUSES."""

    kind: str
    cause: str
    field: str
    concept: str
    modality: str
    old: Side | None
    new: Side | None

    @property
    def side(self) -> Side:
        """Return the thing as it is now, or as it was if it is gone."""
        side = self.new or self.old
        assert side is not None
        return side


@dataclass(frozen=True, slots=True)
class Diff:
    """All changes between two runs, in the order of fields, documents and places."""

    changes: tuple[Change, ...]
    fields: tuple[str, ...]
    runs: Comparison
    n_facts: tuple[int, int]

    @property
    def is_silent(self) -> bool:
        """Return whether nothing changed but the format of cells."""
        return all(change.kind == "format_only" for change in self.changes)

    def summary(self) -> dict[str, dict[str, int]]:
        """Return how many changes of each class each field has, for those with any."""
        counts = Counter((change.field, change.kind) for change in self.changes)
        return {
            field: {kind: counts[field, kind] for kind in CLASSES}
            for field in (DOCUMENT, CASE, *self.fields)
            if any(counts[field, kind] for kind in CLASSES)
        }

    def causes(self) -> dict[str, int]:
        """Return how many changes have each cause, for those with any."""
        counts = Counter(change.cause for change in self.changes)
        return {cause: counts[cause] for cause in CAUSES if counts[cause]}


def side_of(fact: Row | None, value: str) -> Side | None:
    """Return a fact as the side of a change."""
    if fact is None:
        return None
    names = "doc_id case_id status quote section rule fact_id".split()
    start, end = (int(str(fact.get(name) or 0)) for name in ("start", "end"))
    named = {name: str(fact.get(name) or "") for name in names}
    return Side(value=value, start=start, end=end, **named)


def value_of(fact: Row, *, whole: bool = False) -> str:
    """Return what a fact says in few words: "55 years", "performed C3-C6", "absent".

    `whole` tells concept, code and all else too.
    """
    number = _joined(fact, ["value", "unit"])
    if fact["field"] in SINGLE and not whole:
        return number or str(fact.get("concept") or fact.get("status") or "")
    more = ["laterality", "concept", "concept_code", "modality"] if whole else []
    said = [_joined(fact, ["interpretation"]), number, _joined(fact, ["levels", *more])]
    subject = f"({fact['subject']})" if _is_other(fact) else ""
    status = str(fact.get("status") or "")
    words = " ".join(filter(None, [*said, subject]))
    return words if words and status == "present" else f"{status} {words}".rstrip()


def _is_other(fact: Row) -> bool:
    return fact.get("subject") not in (None, "patient")


def _joined(fact: Row, names: Iterable[str]) -> str:
    return " ".join(str(fact[name]) for name in names if fact.get(name) is not None)
