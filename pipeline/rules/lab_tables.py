"""Laboratory tables: one test per row, with its result and the reference range."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.pack import Pack
from pipeline.records import Cell, Table
from pipeline.rules.case_rows import CaseRow
from pipeline.rules.case_tables import is_missing
from pipeline.rules.lab_columns import LabColumns, headed, is_headless, unheaded
from pipeline.rules.labvalues import LabValue, interpretation_words, parse_lab
from pipeline.rules.reading import Mention, Reading
from pipeline.rules.table_facts import patient_of
from pipeline.rules.terms import TermIndex, TermMatch
from pipeline.rules.words import split_words

_GROUPS = re.compile(
    r"\bn\s*=|\bmean\b|\bmedian\b|\bp[ -]?value\b|\bpatients\b|\btypical\b",
    re.IGNORECASE,
)
#: "E. coli", "S. aureus", "Brucella melitensis"
_ORGANISM = re.compile(r"\b[A-Z](?:\.|[a-z]{3,})\s[a-z]{4,}|\bMRSA\b|\bMSSA\b")
MIN_ROWS = 2


def add_case_columns(reading: Reading, index: TermIndex, pack: Pack) -> None:
    """Add the tests that are columns of a table with one row per patient."""
    rows = [r for r in reading.case_rows if r.own]
    said = {(m.concept, p) for m in reading.of_field("lab") for p in m.patients}
    for table in reading.document.tables if rows else ():
        depth = max(table.n_header, 1)
        for at, column in enumerate(_columns(table.rows[:depth])):
            head = " ".join(dict.fromkeys(c.text for c in column if c.text))
            terms = index.find(split_words(head))
            for cells in table.rows[depth:] if terms else ():
                mention = _case_cell(reading, cells, at, head, terms[0], rows, pack)
                if mention and (mention.concept, *mention.patients) not in said:
                    reading.mentions.append(mention)


def _case_cell(
    reading: Reading,
    cells: tuple[Cell, ...],
    at: int,
    head: str,
    term: TermMatch,
    rows: list[CaseRow],
    pack: Pack,
) -> Mention | None:
    """Return the result of one patient in a column of tests, or None."""
    if at >= len(cells) or is_missing(cells[at].text):
        return None
    row = next((r for r in rows if r.start <= cells[at].start < r.end), None)
    patient = patient_of(reading, row) if row else None
    value = _cell_value(cells[at].text, head[term.end :], term.concept)
    if row is None or patient is None or value is None:
        return None
    mention = _mention(
        term, cells[at].start, cells[at].end, value, (row.start, row.end), pack
    )
    mention.patients = (patient.number,)
    return mention


def _cell_value(text: str, rest: str, concept: str) -> LabValue | None:
    """Read a cell with the unit and the range its header gives: "CRP, mg/L (ref. <5)".

    What a culture grew is a positive one.
    """
    said = parse_lab(f" {text}")
    if said is None and concept.endswith("culture") and _ORGANISM.search(text):
        return LabValue(None, None, "positive", None, None, 0, 0)
    if said is None or said.value is None or said.interpretation:
        return said
    return parse_lab(f" {text} {rest.lstrip(' ,:;')}") or said


def add_lab_tables(reading: Reading, index: TermIndex, pack: Pack) -> None:
    """Add the tests of laboratory tables to the only patient of a report."""
    if len(reading.patients) != 1:
        return
    known = {m.concept: m for m in reading.of_field("lab")}
    for table in reading.document.tables:
        for mention in read_lab_table(table, index, pack):
            said = known.get(mention.concept)
            if said is not None and not _is_better(reading, mention, said):
                continue
            if said is not None:
                reading.mentions.remove(said)
            mention.patients = (1,)
            reading.mentions.append(mention)


def _is_better(reading: Reading, mention: Mention, said: Mention) -> bool:
    """Does a row of a table say more than the prose, or what came before it?"""
    late = said.sentence >= 0 and reading.sentences[said.sentence].is_late
    return late or (said.interpretation is None and mention.interpretation is not None)


def read_lab_table(table: Table, index: TermIndex, pack: Pack) -> list[Mention]:
    """Return the tests of a table; empty if it is no laboratory table of a patient."""
    head = [
        " ".join(c.text for c in column if c.text)
        for column in _columns(table.rows[: max(table.n_header, 1)])
    ]
    columns, rows = headed(head), table.rows[max(table.n_header, 1) :]
    if columns is None and is_headless(head, index):
        columns, rows = unheaded(head, table), table.rows
    if columns is None or any(_GROUPS.search(name) for name in head):
        return []
    found = [m for row in rows for m in _row(row, columns, index, pack)]
    return found if len(found) >= MIN_ROWS else []


def _columns(rows: tuple[tuple[Cell, ...], ...]) -> list[list[Cell]]:
    width = max((len(r) for r in rows), default=0)
    return [[r[i] for r in rows if i < len(r)] for i in range(width)]


def _row(
    row: tuple[Cell, ...], columns: LabColumns, index: TermIndex, pack: Pack
) -> Iterator[Mention]:
    if len(row) <= columns.result:
        return
    terms = index.find(split_words(row[0].text))
    value = _value(row, columns)
    if not terms or value is None:
        return
    evidence = (row[0].start, max(c.end for c in row))
    yield _mention(terms[0], row[0].start, row[0].end, value, evidence, pack)


def _mention(
    term: TermMatch,
    start: int,
    end: int,
    value: LabValue,
    evidence: tuple[int, int],
    pack: Pack,
) -> Mention:
    known = pack.concept("lab", term.concept)
    return Mention(
        "lab",
        term.concept,
        start,
        end,
        f"table:{term.rule}",
        -1,
        value=None if value.value is None else f"{value.value:g}",
        unit=value.unit,
        interpretation=value.interpretation,
        evidence=evidence,
        code=known.code if known else None,
        kind=known.kind if known else "",
    )


def _value(row: tuple[Cell, ...], columns: LabColumns) -> LabValue | None:
    """Return the result of a row; a word beside it says what a bare figure means."""
    remark = _cell(row, columns.remark)
    if is_missing(row[columns.result].text):
        word = interpretation_words(remark)
        return LabValue(None, None, word, None, None, 0, 0) if word else None
    value = parse_lab(_result_text(row, columns))
    if value is not None and value.interpretation is None and remark:
        word = interpretation_words(remark) or _FLAGS.get(remark.strip(" ()*"))
        value = replace(value, interpretation=word)
    return value


_FLAGS = {"H": "elevated", "L": "low", "N": "normal", "↑": "elevated", "↓": "low"}


def _cell(row: tuple[Cell, ...], at: int | None) -> str:
    return row[at].text.strip() if at is not None and at < len(row) else ""


def _result_text(row: tuple[Cell, ...], columns: LabColumns) -> str:
    """Return a result with its unit and its range, as prose would give them."""
    result = row[columns.result].text
    named = row[0].text.rpartition(",")[2] if "," in row[0].text else ""
    said = _cell(row, columns.unit) or named
    reference = _cell(row, columns.reference)
    text = f" {result} {said}" if said and said not in result else f" {result}"
    return f"{text} (ref. {reference})" if reference else text
