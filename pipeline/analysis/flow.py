"""What became of the files: a flow after PRISMA 2020.

Page MJ et al., BMJ 2021;372:n71.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.series import Row, Series

#: The kinds of articles in the order of the flow, as people call them.
KINDS = {
    "case_report": "case reports",
    "case_series": "case series",
    "cohort": "cohorts",
    "review": "reviews",
    "other": "other articles",
}


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the flow: how many, of what, and the rows behind the number."""

    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """The boxes of the flow from files to patients."""

    files: Box
    refused: tuple[Box, ...]
    duplicates: Box
    read: Box
    partial: Box
    kinds: tuple[Box, ...]
    patients: Box
    cited: Box


def flow_of(series: Series) -> Flow:
    """Return the flow; refused files stand by their reason, the most frequent first."""
    documents = series.documents
    refused = [row for row in documents if row["status"] == "rejected"]
    copies = [row for row in documents if row["duplicate_of"] is not None]
    aside = {row["doc_id"] for row in (*refused, *copies)}
    read = tuple(row for row in documents if row["doc_id"] not in aside)
    partial = tuple(row for row in read if row["status"] == "partial")
    return Flow(
        Box("articles found", documents),
        _by_reason(refused),
        Box("duplicates, counted once", tuple(copies)),
        Box("articles read", read),
        Box("of these, read in part", partial),
        tuple(
            Box(name, tuple(row for row in read if row["kind"] == kind))
            for kind, name in KINDS.items()
        ),
        Box("patients of the authors' own", series.cases),
        Box("patients cited from other reports", series.cited),
    )


def _by_reason(refused: Sequence[Row]) -> tuple[Box, ...]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in refused:
        found[str(row["message"] or "no reason given")].append(row)
    ranked = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(Box(reason, tuple(rows)) for reason, rows in ranked)
