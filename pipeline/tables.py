"""Rows of the tables of a run, and the one way they are written.

CSV as in the contract: UTF-8 without BOM, LF, minimal quoting, columns in the order of
the codebook, an empty cell for what is not reported. A text cell that a spreadsheet
would take for a formula gets a leading apostrophe; a number never does.
"""

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TextIO

from pipeline.aggregate import Cell, Row, fold_cases, fold_cited
from pipeline.cells import JOINT, format_number, guard, row_writer
from pipeline.codebook import Codebook, Column, Table
from pipeline.evidence import claim_ids, fact_ids, in_order
from pipeline.pack import Pack
from pipeline.records import Document, Extraction

Rows = Mapping[str, list[Row]]


def rows_of(
    extraction: Extraction,
    pack: Pack,
    codebook: Codebook,
    *,
    duplicate_of: str | None = None,
) -> Rows:
    """Return the rows of one document, by table.

    A duplicate has its row in documents and no other: its patients count once.
    """
    if duplicate_of:
        return {"documents": [document_row(extraction, {}, duplicate_of=duplicate_of)]}
    rows: dict[str, list[Row]] = {
        "cases": fold_cases(extraction, pack, codebook),
        "cited_cases": fold_cited(extraction, pack, codebook),
        "facts": fact_rows(extraction),
        "claims": claim_rows(extraction),
    }
    return rows | {"documents": [document_row(extraction, rows)]}


def document_row(
    extraction: Extraction, rows: Rows, *, duplicate_of: str | None = None
) -> Row:
    """Return the row of documents.csv; `rows` are those of the other tables."""
    document = extraction.document
    return {name: getattr(document, name) for name in _SAME} | {
        "first_author": document.authors[0] if document.authors else None,
        "authors": JOINT.join(document.authors),
        "kind": extraction.kind or None,
        "n_patients": len(rows.get("cases", ())),
        "n_facts": len(rows.get("facts", ())),
        "n_claims": len(rows.get("claims", ())),
        "n_words": len(document.text.split()),
        "status": _status(extraction),
        "message": _message(extraction),
        "duplicate_of": duplicate_of,
    }


_SAME = (
    "doc_id source format sha256 title year journal doi pmid pmcid"  # as in the record
).split()


def _status(extraction: Extraction) -> str:
    document: Document = extraction.document
    return (
        "partial" if document.status == "ok" and extraction.issues else document.status
    )


def _message(extraction: Extraction) -> str:
    given = [extraction.document.message, *(i.message for i in extraction.issues)]
    return JOINT.join(dict.fromkeys(message for message in given if message))


def fact_rows(extraction: Extraction) -> list[Row]:
    """Return the rows of facts.csv of one document, by patient and place."""
    facts = in_order(extraction.facts)
    return [
        {name: getattr(fact, name) for name in _FACT}
        | {"fact_id": name, "levels": JOINT.join(fact.levels)}
        | {"case_id": f"{fact.doc_id}#{fact.patient}"}
        for fact, name in zip(facts, fact_ids(facts), strict=True)
    ]


_FACT = (
    "doc_id field concept concept_code value unit interpretation status subject "
    "modality laterality section start end quote rule"
).split()


def claim_rows(extraction: Extraction) -> list[Row]:
    """Return the rows of claims.csv of one document, by place."""
    claims = sorted(extraction.claims, key=lambda claim: claim.start)
    return [
        {name: getattr(claim, name) for name in _CLAIM} | {"claim_id": name}
        for claim, name in zip(claims, claim_ids(claims), strict=True)
    ]


_CLAIM = (
    "doc_id category grouping name concept concept_code dose statement section start "
    "end quote"
).split()


def format_cell(column: Column, cell: Cell) -> str:
    """Return a cell as it is written; raises ValueError if a number is none."""
    if cell is None or cell == "":
        return ""
    if column.type == "integer":
        return str(int(cell))
    if column.type == "number":
        return format_number(float(cell))
    return guard(str(cell))


def _write_rows(file: TextIO, table: Table, rows: Iterable[Row]) -> int:
    write, count = row_writer(file), 0
    if not file.tell():
        write(table.header)
    for row in rows:
        write([format_cell(c, row.get(c.name)) for c in table.columns])
        count += 1
    return count


def write_table(path: Path, table: Table, rows: Iterable[Row]) -> int:
    """Write a table anew, in one move when it is whole; return how many rows it has."""
    stage = path.with_name(f".{path.name}.new")
    with stage.open("w", encoding="utf-8", newline="") as file:
        count = _write_rows(file, table, rows)
    stage.replace(path)
    return count


class TableWriter:
    """Writes the tables of a run side by side, document after document."""

    def __init__(self, folder: Path, codebook: Codebook) -> None:
        """Open one file per table of the codebook in an existing folder."""
        self.tables = codebook.tables
        self.counts = dict.fromkeys(self.tables, 0)
        self._stack = ExitStack()
        self._files = {name: self._open(folder / f"{name}.csv") for name in self.tables}

    def _open(self, path: Path) -> TextIO:
        return self._stack.enter_context(path.open("w", encoding="utf-8", newline=""))

    def __enter__(self) -> "TableWriter":
        """Write the headers."""
        self.add({name: [] for name in self.tables})
        return self

    def add(self, rows: Rows) -> None:
        """Append the rows of one document."""
        for name, some in rows.items():
            self.counts[name] += _write_rows(self._files[name], self.tables[name], some)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the files."""
        self._stack.close()
