"""Outputs folders made of rows, without an article: for tests of what reads a run."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.codebook import Codebook, read_codebook
from pipeline.exports.codebook import write_codebook
from pipeline.exports.datapackage import write_datapackage
from pipeline.tables import TableWriter

Rows = Sequence[Mapping[str, Any]]
SPINE = Path(__file__).resolve().parents[1] / "models" / "spine" / "codebook.toml"
NOTES = {
    "program": "caseseries",
    "version": "0.1.0",
    "pack": {"name": "spine", "sha256": "0123456789abcdef" * 4},
    "started": "2026-01-02T04:04:05+01:00",
}
#: What an article may say to harm the program that opens a table.
HOSTILE = (
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "_x000D_=1+1",
    "=HYPERLINK('http://x.invalid')",
    '"quoted", and more',
    "two\nlines",
    "two\rlines",
    "</script><script>alert(1)</script>",
    "\u202e=1+1",
    "<r><t>markup</t></r>",
    "http://x.invalid/a",
)


def spine_codebook() -> Codebook:
    """Return the codebook of the spine pack, without its lexicons."""
    return read_codebook(tomllib.loads(SPINE.read_text(encoding="utf-8")))


def write_run(
    folder: Path, *, texts: Mapping[str, str] | None = None, **tables: Rows
) -> Path:
    """Write the files of a run with these rows and return the folder.

    What a row does not name is not reported. A case gets its ids, and where no document
    is given each case's article a row.
    """
    (folder / "texts").mkdir(parents=True)
    codebook = spine_codebook()
    with TableWriter(folder, codebook) as writer:
        writer.add(_complete(tables))
    write_codebook(folder / "codebook.csv", codebook)
    write_datapackage(folder / "datapackage.json", codebook)
    (folder / "run.json").write_text(json.dumps(NOTES), encoding="utf-8")
    for name, text in (texts or {}).items():
        place = folder / "texts" / f"{name}.txt"
        place.write_text(text, encoding="utf-8", newline="")
    return folder


def _complete(tables: Mapping[str, Rows]) -> dict[str, list[dict[str, Any]]]:
    full = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    for name in ("cases", "cited_cases"):
        for number, row in enumerate(full.get(name, []), 1):
            row.setdefault("doc_id", f"d{number}")
            row.setdefault("patient", 1)
            row.setdefault("case_id", f"{row['doc_id']}#{row['patient']}")
    if "documents" not in full:
        names = dict.fromkeys(row["doc_id"] for row in full.get("cases", []))
        full["documents"] = [paper(name) for name in names]
    return full


def paper(doc_id: str = "a", **more: Any) -> dict[str, Any]:
    """Return a row of documents.csv."""
    known = {"source": f"{doc_id}.txt", "format": "txt", "sha256": "0" * 64}
    counts = dict.fromkeys(("n_patients", "n_facts", "n_claims", "n_words"), 1)
    kind = {"kind": "case_report", **counts, "status": "ok"}
    return {"doc_id": doc_id, **known, **kind, **more}


def patient(doc_id: str = "a", number: int = 1, **more: Any) -> dict[str, Any]:
    """Return a row of cases.csv."""
    case_id = f"{doc_id}#{number}"
    return {"case_id": case_id, "doc_id": doc_id, "patient": number, **more}


def fact(number: int, case_id: str = "a#1", **more: Any) -> dict[str, Any]:
    """Return a row of facts.csv; the number makes its name."""
    doc_id, place = case_id.partition("#")[0], {"start": number, "end": number + 4}
    known = {"fact_id": f"f{number:011x}", "doc_id": doc_id, "case_id": case_id}
    said = {"status": "present", "subject": "patient", "quote": "Said.", "rule": "r"}
    return {**known, "field": "symptom", **said, **place, **more}


def quoted_fact(
    text: str, quote: str, *, case_id: str, field: str, **more: Any
) -> dict[str, Any]:
    """Return a row of facts.csv whose quote stands in the text."""
    start = text.index(quote)
    name = f"f-{case_id}-{field}-{start}-{more.get('concept', '')}"
    place = {"start": start, "end": start + len(quote), "quote": quote}
    return fact(0, case_id, field=field) | {"fact_id": name, **place, **more}


def hostile_run(folder: Path) -> Path:
    """Write a run that has a hostile text in every text column, names included."""
    codebook, tables = spine_codebook(), {}
    for name, table in codebook.tables.items():
        tables[name] = [
            {c.name: n if c.type != "string" else text for c in table.columns}
            | _keys(name, text, n)
            for n, text in enumerate(HOSTILE, 1)
        ]
    return write_run(folder, **tables)


def _keys(table: str, text: str, number: int) -> dict[str, Any]:
    keys = {"doc_id": text, "case_id": f"{text}#1", "duplicate_of": None}
    return keys | {"fact_id": f"f{number}", "claim_id": f"c{number}", "status": "ok"}


def thoracic_women(folder: Path) -> Path:
    """Write the run of a cohort whose every patient is a woman with thoracic levels."""
    levels = ("T1-T2", "T4", "T12; T11-T12")
    common = {"sex": "female", "regions": "thoracic", "age_group": "adult"}
    cases = [
        patient(f"t{n}", lesion_levels=level, n_levels=n, age_years=60 + n, **common)
        | {"followup_months": 1.125 * n, "year": 2000 + n, "outcome": "improved"}
        for n, level in enumerate(levels, 1)
    ]
    facts = [
        fact(n, f"t{n}#1", field="level", concept="lesion", value=level, levels=level)
        for n, level in enumerate(("T1-T2", "T4", "T11-T12"), 1)
    ]
    papers = [paper(f"t{n}", year=2000 + n, journal="T") for n in (1, 2, 3)]
    return write_run(folder, documents=papers, cases=cases, facts=facts)
