"""The differences between two runs as JSON and as CSV."""

import csv
import io
import json
from typing import Any

from pipeline.cells import guard
from pipeline.curation.causes import Notes
from pipeline.curation.changes import Change, Diff, Side

_SIDE = "value status quote start end section rule fact_id doc_id case_id".split()
#: Columns of the CSV: what the change is, then both sides.
HEADER = (
    "class cause field doc_id case_id concept modality old_value new_value".split()
    + "old_status new_status old_quote new_quote old_start old_end".split()
    + "new_start new_end old_section new_section old_rule new_rule".split()
    + "old_fact_id new_fact_id old_doc_id old_case_id".split()
)


def render_json(diff: Diff) -> str:
    """Return the runs, the summary and every change.

    Beyond ASCII all is escaped, so that no text of an article steers a terminal.
    """
    content = {
        "old": _run(diff.runs.old, diff.n_facts[0]),
        "new": _run(diff.runs.new, diff.n_facts[1]),
        "summary": diff.summary(),
        "causes": diff.causes(),
        "changes": [_change(change) for change in diff.changes],
    }
    return json.dumps(content, indent=2)


def _run(notes: Notes, n_facts: int) -> dict[str, Any]:
    return {
        "version": notes.version,
        "rules_sha256": notes.rules,
        "pack_sha256": notes.pack,
        "n_facts": n_facts,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "class": change.kind,
        "cause": change.cause,
        "field": change.field,
        "concept": change.concept or None,
        "modality": change.modality or None,
        "old": _side(change.old),
        "new": _side(change.new),
    }


def _side(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    cells = {name: getattr(side, name) for name in _SIDE}
    return {name: None if cell == "" else cell for name, cell in cells.items()}


def render_csv(diff: Diff) -> str:
    """Return one row per change, safe for spreadsheets."""
    file = io.StringIO()
    writer = csv.DictWriter(file, HEADER, lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(_row, diff.changes))
    return file.getvalue()


def _row(change: Change) -> dict[str, object]:
    cells: dict[str, object] = {
        "class": change.kind,
        "cause": change.cause,
        "field": change.field,
        "doc_id": change.side.doc_id,
        "case_id": change.side.case_id,
        "concept": change.concept,
        "modality": change.modality,
    }
    for name, side in (("old", change.old), ("new", change.new)):
        told = {f"{name}_{part}": getattr(side, part, "") for part in _SIDE}
        cells |= {column: cell for column, cell in told.items() if column in HEADER}
    return {name: _cell(cell) for name, cell in cells.items()}


def _cell(cell: object) -> object:
    return guard(cell) if isinstance(cell, str) else cell
