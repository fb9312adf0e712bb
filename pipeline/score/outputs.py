"""Read an outputs folder into the same patients that the gold is read into."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.score.names import Names
from pipeline.score.records import (
    NOT_PERFORMED,
    PERFORMED,
    Item,
    Patient,
    Row,
    Scalar,
)

#: The columns without which a table cannot be scored.
REQUIRED = {
    "documents.csv": ("doc_id", "kind"),
    "cases.csv": ("case_id", "doc_id", "patient"),
    "facts.csv": ("case_id", "field", "concept", "status"),
}
#: Decisions that take a fact out of force.
_OVERRULED = frozenset({"rejected", "challenged"})
#: A quoted table row may pass the csv module's own limit of 128 KB.
_CELL_LIMIT = 10**9


@dataclass(frozen=True, slots=True)
class Outputs:
    """The tables of one run, by document."""

    folder: Path
    documents: Mapping[str, Row]
    patients: Mapping[str, tuple[Patient, ...]]
    facts: Mapping[str, tuple[Row, ...]]
    cited: Mapping[str, tuple[Row, ...]]
    claims: Mapping[str, tuple[Row, ...]]

    def text(self, doc_id: str) -> str:
        """Return the normalised text of a document, "" if the run left none."""
        path = self.folder / "texts" / f"{doc_id}.txt"
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def find(self, gold_id: str) -> str | None:
        """Return the id under which a gold document was read.

        The same id, else one of a file with several articles that starts alike,
        else one that holds both halves of "<stem>__<accession>".
        """
        stem, _, rest = gold_id.partition("__")
        rest = rest.split("__")[0]
        prefix = gold_id.replace("__", "#")
        if gold_id in self.documents:
            return gold_id
        alike = (k for k in self.documents if k.replace("__", "#").startswith(prefix))
        holding = (k for k in self.documents if stem in k and rest in k)
        return next(alike, None) or next(holding, None)


def read_outputs(folder: Path, names: Names) -> Outputs:
    """Return the tables of a run; cited_cases.csv and claims.csv may be missing.

    Raises OutputError if the folder, a needed table or a needed column is missing.
    """
    if not folder.is_dir():
        raise OutputError(f"{folder}: no such outputs folder; run `make extract` first")
    documents, cases, facts = (_needed(folder / name) for name in REQUIRED)
    facts = [fact for fact in facts if fact.get("decision") not in _OVERRULED]
    by_case = _group(facts, "case_id")
    patients: dict[str, list[Patient]] = defaultdict(list)
    for case in cases:
        evidence = by_case.get(case["case_id"], ())
        patients[case["doc_id"]].append(_patient(case, evidence, names))
    return Outputs(
        folder,
        {row["doc_id"]: row for row in documents},
        {doc_id: tuple(found) for doc_id, found in patients.items()},
        _group(facts, "doc_id"),
        _group(_rows(folder / "cited_cases.csv"), "doc_id"),
        _group(_rows(folder / "claims.csv"), "doc_id"),
    )


def _needed(path: Path) -> list[Row]:
    if not path.is_file():
        raise OutputError(f"{path}: missing; run `make extract` to write it")
    rows = _rows(path)
    for column in REQUIRED[path.name] if rows else ():
        if column not in rows[0]:
            raise OutputError(f"{path}: no column {column!r}; run `make extract` anew")
    return rows


def _rows(path: Path) -> list[Row]:
    if not path.is_file():
        return []
    csv.field_size_limit(_CELL_LIMIT)
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return list(csv.DictReader(lines))
    except (UnicodeDecodeError, csv.Error) as error:
        message = f"{path}: not a UTF-8 CSV ({error}); run `make extract` anew"
        raise OutputError(message) from error


def _group(rows: Iterable[Row], column: str) -> dict[str, tuple[Row, ...]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.get(column) or ""].append(row)
    return {key: tuple(found) for key, found in grouped.items()}


def _patient(case: Row, facts: tuple[Row, ...], names: Names) -> Patient:
    own = [f for f in facts if (f.get("subject") or "patient") == "patient"]
    return Patient(
        case.get("patient") or "",
        {**_case_sets(case, names), **_fact_sets(own, names)},
        _scalars(case, names),
        tuple(split_cell(case.get("diagnoses"))),
        case_id=case["case_id"],
    )


def _scalars(case: Row, names: Names) -> dict[str, Scalar]:
    return {
        "age": number(case.get("age_years")),
        "sex": (case.get("sex") or "").lower() or None,
        "duration": number(case.get("symptom_duration_days")),
        "outcome": names.canonical(case.get("outcome")) or None,
        "followup": number(case.get("followup_months")),
    }


def _case_sets(case: Row, names: Names) -> dict[str, frozenset[Item]]:
    def named(column: str) -> frozenset[Item]:
        return frozenset((names.canonical(v),) for v in split_cell(case.get(column)))

    return {
        "levels": level_items(case.get("lesion_levels")),
        "regions": named("regions"),
        "symptoms": named("symptoms"),
        "denied": named("symptoms_denied"),
        "surgical_levels": level_items(case.get("surgical_levels")),
    }


def _fact_sets(facts: list[Row], names: Names) -> dict[str, frozenset[Item]]:
    def concepts(field: str, statuses: frozenset[str]) -> frozenset[Item]:
        rows = (f for f in facts if f["field"] == field and f["status"] in statuses)
        return frozenset((names.canonical(f["concept"]),) for f in rows)

    present = frozenset({"present"})
    return {
        "findings": concepts("imaging", present),
        "findings_absent": concepts("imaging", frozenset({"absent"})),
        "modality_findings": frozenset(
            (names.canonical(f["modality"]), names.canonical(f["concept"]))
            for f in facts
            if f["field"] == "imaging"
            and f["status"] == "present"
            and f.get("modality")
        ),
        "labs": frozenset(
            (names.canonical(f["concept"]), names.canonical(lab_answer(f)))
            for f in facts
            if f["field"] == "lab"
        ),
        "performed": concepts("intervention", PERFORMED),
        "not_performed": concepts("intervention", NOT_PERFORMED),
    }


def lab_answer(fact: Row) -> str | None:
    """Return the interpretation of a lab fact, or its value where it has none."""
    return fact.get("interpretation") or fact.get("value")


def split_cell(cell: str | None) -> list[str]:
    """Return the values of a cell joined with "; "."""
    return [part.strip() for part in (cell or "").split(";") if part.strip()]


def level_items(cell: str | None) -> frozenset[Item]:
    """Return the levels of a cell, each as an answer, with plain hyphens."""
    parts = (part.strip() for part in re.split(r"[;,]", cell or ""))
    return frozenset((part.replace("–", "-"),) for part in parts if part)


def number(cell: object) -> float | None:
    """Return a cell as a number, None if it is empty or no number."""
    try:
        return float(cell)  # type: ignore[arg-type]  # a wrong type raises TypeError
    except (TypeError, ValueError):
        return None
