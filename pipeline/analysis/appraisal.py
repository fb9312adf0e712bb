"""appraisal.csv: the JBI and CARE questions of each case, for a person to answer.

`suggested` says yes only where facts or the text prove it, with the quote; everything
else is left open. What a person wrote is never lost: a rerun keeps it, also where the
case is gone.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.analysis.appraisal_items import Item, Proof, prove, read_items
from pipeline.cells import JOINT, guard, row_writer, unguard
from pipeline.errors import OutputError
from pipeline.series import Row, Series

HEADER = (
    "appraisal_id case_id doc_id instrument item question suggested fact_id start end"
    " quote answer reviewer note"
).split()
#: The columns that belong to a person.
OWN = ("answer", "reviewer", "note")
Record = dict[str, str]
Key = tuple[str, str, str]
_CELL_LIMIT = 10**9
_NEXT = "mend it, or move the file away and run again"


def write_appraisal(path: Path, series: Series) -> int:
    """Write appraisal.csv and return its number of rows.

    Answers in a former file stay with their case and item; answered rows whose case or
    item is gone stand at the end. Raises OutputError, and writes nothing, if the
    former file is broken.
    """
    former = read_appraisal(path) if path.exists() else {}
    records = []
    for record in appraise(series):
        kept = former.pop(_key(record), {})
        records.append(record | {name: kept.get(name, "") for name in OWN})
    records += [former[key] for key in sorted(former) if is_answered(former[key])]
    _replace(path, records)
    return len(records)


def is_answered(record: Mapping[str, str]) -> bool:
    """Return whether a person wrote anything in a row."""
    return any(record[name].strip() for name in OWN)


def appraise(series: Series) -> Iterator[Record]:
    """Yield a row for each own case and item, the answers empty."""
    items = read_items()
    documents = {row["doc_id"]: row for row in series.documents}
    doc_id, text = "", ""
    for case in series.cases:
        if case["doc_id"] != doc_id:
            doc_id = str(case["doc_id"])
            text = series.text(doc_id)
        facts = series.facts_in_force(case["case_id"])
        for item in items:
            proof = prove(item, facts, documents.get(doc_id), text)
            yield _record(case, item, proof)


def _record(case: Row, item: Item, proof: Proof | None) -> Record:
    key = (str(case["case_id"]), item.instrument, item.number)
    record = dict.fromkeys(HEADER, "") | {
        "appraisal_id": hashlib.sha256("\n".join(key).encode()).hexdigest()[:12],
        "case_id": key[0],
        "doc_id": str(case["doc_id"]),
        "instrument": item.instrument,
        "item": item.number,
        "question": item.question,
    }
    return record | _evidence(proof) if proof else record


def _evidence(proof: Proof) -> Record:
    is_placed = proof.start is not None
    return {
        "suggested": "yes",
        "fact_id": JOINT.join(proof.fact_ids),
        "start": str(proof.start) if is_placed else "",
        "end": str(proof.end) if is_placed else "",
        "quote": proof.quote,
    }


def _key(record: Mapping[str, str]) -> Key:
    return record["case_id"], record["instrument"], record["item"]


def read_appraisal(path: Path) -> dict[Key, Record]:
    """Return the rows of an appraisal by case and item.

    Raises OutputError that names the line of a fault: other columns, a row of another
    length, a row without case or item, two rows of one case and item.
    """
    found: dict[Key, Record] = {}
    lines: dict[Key, int] = {}
    for line, cells in _rows(path):
        record = dict(zip(HEADER, map(unguard, cells), strict=True))
        key = _key(record)
        if not all(key):
            raise OutputError(f"{path}:{line}: no case, instrument or item; {_NEXT}")
        if key in found:
            what = f"same case and item as line {lines[key]}"
            raise OutputError(f"{path}:{line}: {what}; {_NEXT}")
        found[key], lines[key] = record, line
    return found


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows after the header, each with the line it begins in."""
    csv.field_size_limit(_CELL_LIMIT)
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            if next(reader, None) != HEADER:
                wanted = f"not the columns {','.join(HEADER)}"
                raise OutputError(f"{path}:1: {wanted}; {_NEXT}")
            line = reader.line_num + 1
            for cells in reader:
                is_empty = not any(cells)
                if not is_empty and len(cells) != len(HEADER):
                    what = f"{len(cells)} cells, not {len(HEADER)}"
                    raise OutputError(f"{path}:{line}: {what}; {_NEXT}")
                if not is_empty:
                    yield line, cells
                line = reader.line_num + 1
    except (UnicodeDecodeError, csv.Error) as error:
        raise OutputError(f"{path}:{line}: no UTF-8 CSV ({error}); {_NEXT}") from error


def _replace(path: Path, records: list[Record]) -> None:
    """Write the file in one step, so that a crash leaves the former one whole."""
    table = io.StringIO()
    write = row_writer(table)
    write(HEADER)
    for record in records:
        write(guard(record[name]) for name in HEADER)
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(table.getvalue(), encoding="utf-8", newline="")
    fresh.replace(path)
