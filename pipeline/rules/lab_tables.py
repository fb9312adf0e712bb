"""Laboratory tables: one test per row, with its result and the reference range."""

import re
from collections.abc import Iterator

from pipeline.pack import Pack
from pipeline.records import Cell, Table
from pipeline.rules.case_tables import is_missing
from pipeline.rules.labvalues import LabValue, parse_lab
from pipeline.rules.reading import Mention, Reading
from pipeline.rules.terms import TermIndex
from pipeline.rules.words import split_words

_RESULT = re.compile(
    r"\b(?:results?|values?|patient|finding|level|admission|measured|case|day 0|"
    r"initial|baseline|observed)\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:reference|normal|range|ref\.?|limits?|target)\b", re.IGNORECASE
)
_UNIT = re.compile(r"\bunits?\b", re.IGNORECASE)
_GROUPS = re.compile(
    r"\bn\s*=|\bmean\b|\bmedian\b|\bp[ -]?value\b|\bpatients\b|\btypical\b",
    re.IGNORECASE,
)
MIN_ROWS = 2


def add_lab_tables(reading: Reading, index: TermIndex, pack: Pack) -> None:
    """Add the tests of laboratory tables to the only patient of a report."""
    if len(reading.patients) != 1:
        return
    known = {m.concept for m in reading.of_field("lab")}
    for table in reading.document.tables:
        for mention in read_lab_table(table, index, pack):
            if mention.concept not in known:
                mention.patients = (1,)
                reading.mentions.append(mention)


def read_lab_table(table: Table, index: TermIndex, pack: Pack) -> list[Mention]:
    """Return the tests of a table; empty if it is no laboratory table of a patient."""
    head = [
        " ".join(c.text for c in column if c.text)
        for column in _columns(table.rows[: max(table.n_header, 1)])
    ]
    result = next(
        (
            i
            for i, name in enumerate(head)
            if i and _RESULT.search(name) and not _REFERENCE.search(name)
        ),
        None,
    )
    if result is None or any(_GROUPS.search(name) for name in head):
        return []
    reference = next(
        (i for i, name in enumerate(head) if i and _REFERENCE.search(name)), None
    )
    unit = next((i for i, name in enumerate(head) if i and _UNIT.search(name)), None)
    found = [
        m
        for row in table.rows[max(table.n_header, 1) :]
        for m in _row(row, result, reference, unit, index, pack)
    ]
    return found if len(found) >= MIN_ROWS else []


def _columns(rows: tuple[tuple[Cell, ...], ...]) -> list[list[Cell]]:
    width = max((len(r) for r in rows), default=0)
    return [[r[i] for r in rows if i < len(r)] for i in range(width)]


def _row(
    row: tuple[Cell, ...],
    result: int,
    reference: int | None,
    unit: int | None,
    index: TermIndex,
    pack: Pack,
) -> Iterator[Mention]:
    if len(row) <= result or is_missing(row[result].text):
        return
    terms = index.find(split_words(row[0].text))
    value = _value(row, result, reference, unit)
    if not terms or value is None:
        return
    term = terms[0]
    known = pack.concept("lab", term.concept)
    yield Mention(
        "lab",
        term.concept,
        row[0].start,
        row[0].end,
        f"table:{term.rule}",
        -1,
        value=None if value.value is None else f"{value.value:g}",
        unit=value.unit,
        interpretation=value.interpretation,
        evidence=(row[0].start, max(c.end for c in row)),
        code=known.code if known else None,
        kind=known.kind if known else "",
    )


def _value(
    row: tuple[Cell, ...], result: int, reference: int | None, unit: int | None
) -> LabValue | None:
    named = row[0].text.rpartition(",")[2] if "," in row[0].text else ""
    said = row[unit].text if unit is not None and unit < len(row) else named
    text = (
        f" {row[result].text} {said if said and said not in row[result].text else ''}"
    )
    if reference is not None and reference < len(row) and row[reference].text.strip():
        text += f" (ref. {row[reference].text.strip()})"
    return parse_lab(text)
