"""A corrected cases.xlsx or cases.csv as another reader: what its cells say otherwise.

Cells that are as in the run say nothing: nobody knows whether they were looked at. A
cell that a spreadsheet spoilt refuses the whole file, by its address.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from io import StringIO
from pathlib import Path
from zipfile import BadZipFile

from pipeline.cells import JOINT, format_number, unguard
from pipeline.curation import columns
from pipeline.curation.items import split_levels
from pipeline.curation.second_reading import Reading, Unaligned
from pipeline.errors import LedgerError
from pipeline.extras import needs_extra
from pipeline.series import ColumnType, Row, Series

_DATE = re.compile(
    r"\d{1,2}[./-](?:\d{1,2}|[A-Za-z]{3})(?:[./-]\d{2,4})?\.?|[A-Za-z]{3}-\d{2,4}"
    r"|\d{4}-\d\d-\d\d(?:[ T].*)?"
)
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?(?:E[-+]?\d+)?", re.IGNORECASE)
_STATUS = re.compile(r"(.+) \((\w+)\)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a spreadsheet and its address: "J4"."""

    value: object
    address: str


Sheet = list[Mapping[str, Cell]]


def read_sheet(path: Path, series: Series) -> Iterator[Reading | Unaligned]:
    """Yield what a corrected table says otherwise than the run.

    Raises LedgerError with the cell if a spreadsheet spoilt one, or if there is no
    column case_id.
    """
    rows = _xlsx(path) if path.suffix.lower() == ".xlsx" else _csv(path)
    if not rows or "case_id" not in rows[0]:
        raise LedgerError(f"{path}: no column 'case_id'; give cases.csv or cases.xlsx")
    cases = {str(case["case_id"]): case for case in series.cases}
    for row in rows:
        name = row["case_id"]
        case = cases.get(str(name.value))
        where = f"{path.name}!{name.address}"
        if case is None:
            yield Unaligned(where, f"no patient {name.value!r} in the run")
        else:
            yield from _row(path, row, case, series.columns["cases"])


def _row(
    path: Path, row: Mapping[str, Cell], case: Row, types: Mapping[str, ColumnType]
) -> Iterator[Reading | Unaligned]:
    for name, cell in row.items():
        if name not in types or name in columns.FOLLOWING | columns.FIXED:
            continue
        where = f"{path.name}!{cell.address}"
        new, old = _text(where, cell.value, types[name]), _shown(case[name])
        if new == old:
            continue
        if name not in columns.READ:
            yield Unaligned(where, f"{name} follows from other columns; correct those")
        else:
            yield from _changed(where, name, old, new, case)


def _shown(cell: object) -> str:
    return (
        format_number(float(cell)) if isinstance(cell, int | float) else str(cell or "")
    )


def _text(where: str, value: object, column: ColumnType) -> str:
    """Return what a cell says; raises LedgerError if a spreadsheet spoilt it."""
    if value is None or value == "":
        return ""
    text = str(value).strip()
    if isinstance(value, date | time):
        raise _spoilt(where, column, f"the date {text}")
    if column.type != "string":
        return _number(where, text, column)
    if _DATE.fullmatch(text):
        raise _spoilt(where, column, f"the date {text}")
    if not isinstance(value, str | bool) or _NUMBER.fullmatch(text):
        raise _spoilt(where, column, f"the number {text}")
    parts = text.split(JOINT)
    if odd := [part for part in parts if not _is_allowed(part, column)]:
        raise _spoilt(where, column, f"{odd[0]!r}, which it may not hold")
    return text


def _number(where: str, text: str, column: ColumnType) -> str:
    """Return a number as tables write it: "0.3" is one here, and no third of March."""
    try:
        return format_number(float(text))
    except ValueError:
        what = f"the date {text}" if _DATE.fullmatch(text) else f"{text!r}, no number"
        raise _spoilt(where, column, what) from None


def _is_allowed(part: str, column: ColumnType) -> bool:
    if column.name == columns.LEVELS:
        return not split_levels(part)[0]
    return not column.allowed or part in column.allowed


def _spoilt(where: str, column: ColumnType, what: str) -> LedgerError:
    return LedgerError(
        f"{where}: {column.name} holds {what}; mend the cell, then again"
    )


def _changed(
    where: str, column: str, old: str, new: str, case: Row
) -> Iterator[Reading | Unaligned]:
    base = Reading(where, str(case["doc_id"]), str(case["case_id"]), "")
    if column in columns.SCALARS:
        field, unit = columns.SCALARS[column]
        yield _said(base, field, "", new and new + unit, [new])
    elif column == columns.LEVELS:
        yield _said(base, "level", "lesion", new, new.split(JOINT))
    elif column == columns.LABS:
        yield Unaligned(
            where, "tests are not read from a table; decide them one by one"
        )
    else:
        yield from _concepts(base, column, old.split(JOINT), new.split(JOINT))


def _concepts(
    base: Reading, column: str, old: Iterable[str], new: Iterable[str]
) -> Iterator[Reading]:
    before, after = set(filter(None, old)), list(filter(None, new))
    for part in sorted(before - set(after)):
        field, concept, _ = _named(column, part)
        yield _said(base, field, concept, "", [])
    for part in after:
        if part not in before:
            field, concept, status = _named(column, part)
            yield _said(base, field, concept, status, [concept])


def _named(column: str, part: str) -> tuple[str, str, str]:
    """Return field, concept and status of a part of a cell."""
    if column in columns.CONCEPTS:
        field, status = columns.CONCEPTS[column]
        return field, part, status
    match = _STATUS.fullmatch(part)
    name, status = (match[1], match[2]) if match else (part, "considered")
    return columns.WITH_STATUS[column], name, status


def _said(
    base: Reading, field: str, concept: str, value: str, words: Iterable[str]
) -> Reading:
    return Reading(
        base.where,
        base.doc_id,
        base.case_id,
        field,
        concept,
        value=value,
        words=tuple(words),
    )


def _csv(path: Path) -> Sheet:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise LedgerError(f"{path}: not UTF-8; save it as CSV UTF-8") from fault
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    rows = csv.reader(StringIO(text), delimiter=delimiter)
    return _sheet([[unguard(cell) for cell in row] for row in rows])


def _xlsx(path: Path) -> Sheet:
    with needs_extra("review"):
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    try:
        book = load_workbook(path, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError) as fault:
        raise LedgerError(f"{path}: no readable workbook; save it as .xlsx") from fault
    sheet = book["cases"] if "cases" in book.sheetnames else book.worksheets[0]
    return _sheet([list(row) for row in sheet.iter_rows(values_only=True)])


def _sheet(rows: list[list[object]]) -> Sheet:
    if not rows:
        return []
    header = [str(name or "") for name in rows[0]]
    return [
        {
            name: Cell(value, f"{_letters(place)}{number}")
            for place, (name, value) in enumerate(zip(header, row, strict=False))
        }
        for number, row in enumerate(rows[1:], 2)
        if any(value not in (None, "") for value in row)
    ]


def _letters(place: int) -> str:
    """Return the name of a column: 0 -> "A", 26 -> "AA"."""
    name = ""
    while place >= 0:
        place, rest = divmod(place, 26)
        name = chr(ord("A") + rest) + name
        place -= 1
    return name
