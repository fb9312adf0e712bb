"""A bench on which to lay gold and outputs, row by row."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.score import Evaluation, evaluate

BLANK: dict[str, Any] = {
    "label": "1",
    "age_years": None,
    "sex": None,
    "lesion_levels": [],
    "regions": [],
    "diagnoses": [],
    "symptoms": [],
    "symptoms_denied": [],
    "symptom_duration_days": None,
    "imaging": [],
    "labs": [],
    "interventions": [],
    "outcome": None,
    "followup_months": None,
}
CASES = (
    "case_id,doc_id,patient,age_years,sex,lesion_levels,regions,diagnoses,symptoms,"
    "symptoms_denied,surgical_levels,outcome,followup_months"
)
FACTS = (
    "doc_id,case_id,field,concept,value,interpretation,status,subject,modality,levels,"
    "quote,section,rule"
)


class Bench:
    """A gold folder and an outputs folder, filled row by row."""

    def __init__(self, folder: Path) -> None:
        self.gold, self.out = folder / "gold", folder / "out"
        self.gold.mkdir()
        self.out.mkdir()
        self.tables = {"documents": "doc_id,kind,title,year", "cases": CASES}
        self.tables["facts"] = FACTS

    def expect(
        self, *patients: dict[str, Any], doc_id: str = "a", **more: object
    ) -> None:
        """Add a gold file."""
        whole = [BLANK | {"label": str(i)} | p for i, p in enumerate(patients, 1)]
        data = {"doc_type": "case_report", "patients": whole, **more}
        (self.gold / f"{doc_id}.json").write_text(json.dumps(data), encoding="utf-8")

    def add(self, table: str, **cells: str) -> None:
        """Add a row to a table of the run."""
        columns = self.tables[table].split("\n")[0].split(",")
        self.tables[table] += "\n" + ",".join(f'"{cells.get(c, "")}"' for c in columns)

    def case(self, patient: str = "1", doc_id: str = "a", **cells: str) -> None:
        """Add a patient to the run."""
        case_id = f"{doc_id}#{patient}"
        self.add("cases", case_id=case_id, doc_id=doc_id, patient=patient, **cells)

    def fact(self, field: str, concept: str, **cells: str) -> None:
        """Add a fact of patient 1 of document a, present unless said otherwise."""
        row = {"doc_id": "a", "case_id": "a#1", "status": "present"} | cells
        self.add("facts", field=field, concept=concept, **row)

    def evaluate(self) -> Evaluation:
        """Write the tables and score them."""
        for name, text in self.tables.items():
            (self.out / f"{name}.csv").write_text(text + "\n", encoding="utf-8")
        return evaluate(self.gold, self.out)

    def counts(self, field: str) -> tuple[int, int, int]:
        """Return tp, fp and fn of a field."""
        score = self.evaluate().fields[field]
        return score.tp, score.fp, score.fn


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Return a bench whose document `a` was read as a case report."""
    made = Bench(tmp_path)
    made.add("documents", doc_id="a", kind="case_report", title="A tale", year="2020")
    return made
