"""Our figures are those of the reference scorer, on right and on wrong outputs."""

import csv
import json
import random
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline.score import Evaluation, evaluate, render_json

SHARED = Path(__file__).parents[3] / "shared"
REFERENCE = SHARED / "score.py"
GOLD_SETS = ("dev", "seeds", "real")

pytestmark = pytest.mark.skipif(
    not REFERENCE.is_file(), reason="../shared is not beside the project"
)

CASE_COLUMNS = [
    *("case_id", "doc_id", "patient", "age_years", "sex", "lesion_levels", "regions"),
    *("diagnoses", "symptoms", "symptoms_denied", "symptom_duration_days"),
    *("surgical_levels", "outcome", "followup_months"),
]
FACT_COLUMNS = [
    *("doc_id", "case_id", "field", "concept", "value", "interpretation", "status"),
    *("subject", "modality"),
]
Table = list[dict[str, str]]


def render_gold(gold_dir: Path, out: Path) -> tuple[Table, Table, Table]:
    """Return the tables of a run without a fault, and write them to `out`."""
    documents: Table = []
    cases: Table = []
    facts: Table = []
    for path in sorted(gold_dir.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        documents.append({"doc_id": path.stem, "kind": gold["doc_type"]})
        for patient in gold["patients"]:
            cases.append(render_case(path.stem, patient))
            facts.extend(render_facts(path.stem, patient))
    write_run(out, documents, cases, facts)
    return documents, cases, facts


def render_case(doc_id: str, patient: Mapping[str, Any]) -> dict[str, str]:
    """Return the row of cases.csv that says what the gold says."""
    surgical = [
        level
        for x in patient["interventions"]
        if x["kind"] == "surgery" and x["status"] == "performed"
        for level in x["levels"]
    ]
    cells = {
        "case_id": f"{doc_id}#{patient['label']}",
        "doc_id": doc_id,
        "patient": patient["label"],
        "surgical_levels": "; ".join(dict.fromkeys(surgical)),
        "symptoms_denied": "; ".join(patient["symptoms_denied"]),
    }
    for column in ("lesion_levels", "regions", "diagnoses", "symptoms"):
        cells[column] = "; ".join(patient[column])
    single = ("age_years", "sex", "symptom_duration_days", "outcome", "followup_months")
    for column in single:
        cells[column] = "" if patient[column] is None else str(patient[column])
    return cells


def render_facts(doc_id: str, patient: Mapping[str, Any]) -> Table:
    """Return the rows of facts.csv that the scorer reads."""
    rows: list[dict[str, str | None]] = []
    for x in patient["imaging"]:
        row = {"concept": x["finding"], "status": x["status"]}
        rows.append({"field": "imaging", "modality": x["modality"], **row})
    for x in patient["labs"]:
        row = {"concept": x["test"], "interpretation": x["interpretation"]}
        rows.append({"field": "lab", "status": "present", **row})
    for x in patient["interventions"]:
        row = {"concept": x["name"], "status": x["status"]}
        rows.append({"field": "intervention", **row})
    case_id = f"{doc_id}#{patient['label']}"
    common = {"doc_id": doc_id, "case_id": case_id, "subject": "patient"}
    return [common | {k: v or "" for k, v in row.items()} for row in rows]


def write_run(out: Path, documents: Table, cases: Table, facts: Table) -> None:
    """Write the three tables that are scored."""
    out.mkdir(exist_ok=True)
    write(out / "documents.csv", ("doc_id", "kind"), documents)
    write(out / "cases.csv", CASE_COLUMNS, cases)
    write(out / "facts.csv", FACT_COLUMNS, facts)


def write(path: Path, columns: Iterable[str], rows: Table) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(columns), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def spoil(rows: Table, luck: random.Random, keys: frozenset[str]) -> Table:
    """Return the rows with some dropped, doubled, blanked or given another's cell."""
    spoilt = [dict(row) for row in rows if luck.random() > 0.1]
    for row in spoilt:
        for column in [c for c in row if c not in keys]:
            if luck.random() < 0.15:
                row[column] = luck.choice(["", luck.choice(rows).get(column, "")])
    return spoilt


def reference_figures(gold_dir: Path, out: Path, *options: str) -> dict[str, Any]:
    command = [sys.executable, str(REFERENCE), str(gold_dir), str(out), "--json"]
    done = subprocess.run([*command, *options], capture_output=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def own_figures(evaluation: Evaluation, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return our figures cut down to the keys of the reference."""
    ours = json.loads(render_json(evaluation))
    return {
        key: {k: ours[key][k] for k in value} if isinstance(value, dict) else ours[key]
        for key, value in wanted.items()
    }


@pytest.mark.parametrize("name", GOLD_SETS)
def test_gold_rendered_as_outputs_is_perfect_and_agrees(
    name: str, tmp_path: Path
) -> None:
    gold_dir = SHARED / name / "gold"
    render_gold(gold_dir, tmp_path)
    evaluation = evaluate(gold_dir, tmp_path)
    wanted = reference_figures(gold_dir, tmp_path)
    assert own_figures(evaluation, wanted) == wanted
    assert evaluation.core.f1 == evaluation.all.f1 == evaluation.kind_accuracy == 1.0


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", GOLD_SETS)
def test_spoilt_outputs_agree(name: str, seed: int, tmp_path: Path) -> None:
    gold_dir, luck = SHARED / name / "gold", random.Random(seed)
    documents, cases, facts = render_gold(gold_dir, tmp_path)
    write_run(
        tmp_path,
        spoil(documents, luck, frozenset({"doc_id"})),
        # `patient` may be blanked or swapped: then labels no longer help the pairing
        spoil(cases, luck, frozenset({"case_id"})),
        spoil(facts, luck, frozenset({"case_id", "doc_id", "field"})),
    )
    evaluation = evaluate(gold_dir, tmp_path)
    wanted = reference_figures(gold_dir, tmp_path)
    assert own_figures(evaluation, wanted) == wanted
    assert evaluation.core.f1 < 1.0


def test_the_glob_picks_the_same_documents(tmp_path: Path) -> None:
    gold_dir = SHARED / "dev" / "gold"
    render_gold(gold_dir, tmp_path)
    wanted = reference_figures(gold_dir, tmp_path, "--only", "p2-*")
    evaluation = evaluate(gold_dir, tmp_path, only="p2-*")
    assert own_figures(evaluation, wanted) == wanted


def test_renamed_documents_are_found_alike(tmp_path: Path) -> None:
    """An id of a file with several articles may be longer, or turned round."""
    gold_dir = SHARED / "dev" / "gold"
    documents, cases, facts = render_gold(gold_dir, tmp_path)
    for row in (*documents, *cases, *facts):
        row["doc_id"] = row["doc_id"].replace("__", "_part__x")
    write_run(tmp_path, documents, cases, facts)
    wanted = reference_figures(gold_dir, tmp_path)
    assert own_figures(evaluate(gold_dir, tmp_path), wanted) == wanted
