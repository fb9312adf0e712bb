"""Tables with one row per patient: the authors' own, or of a review of the literature.

A table counts when its header names an age (or a level, or numbers its rows) and two
columns of a case. One with `Case 1 | Case 2` as its header is turned on its side first.
Rows with a source ("Smith 2010") are cited patients, except "present case".
"""

import re
from dataclasses import dataclass, replace

from pipeline.pack import Pack
from pipeline.records import Cell, Document, Table
from pipeline.rules.case_headers import number_of
from pipeline.rules.case_rows import CaseRow, number_people
from pipeline.rules.case_sources import is_cited_table, is_present, source_of
from pipeline.rules.persons import PersonWords
from pipeline.rules.table_heads import (
    CORE,
    Headers,
    columns_of,
    compile_headers,
    find_header,
    header_names,
    is_of_patients,
    name_by_content,
)
from pipeline.rules.table_others import CASE, TableOthers, compile_others, own_tables
from pipeline.rules.table_rows import (
    Rows,
    legend_of,
    of_people,
    spell_out,
    without_dittos,
)

#: An age as a form gives it: "49 years".
_YEARS = re.compile(r"\W*\d{1,3}\b")
#: Columns of tables with one row per study: such rows are no patients.
_GROUPS = re.compile(
    r"\b(?:mean|median|average)\b|\bn(?:o|umber)?\b\.? (?:of )?(?:the )?"
    r"(?:patients|cases|pts|children)\b|^(?:patients|cases|n) ?\((?:n|no\.?)\)"
    r"|\bsample size\b|\(n ?= ?\d+\)|\bm ?[:/] ?f ratio\b|\b(?:no\.|n) \(%\)|^groups?$"
    r"|\bp[- ]values?\b|^controls?$",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"^\s*(?:n\.?\s?[arsd]\.?|n/[akrsd]|nr|no data|unspecified|"
    r"not (?:reported|stated|known|available|given|described|mentioned|detailed|"
    r"applicable|recorded)|"
    r"unknown|none stated|[-–—?.]*|\.\.\.|n\.r\.)\s*$",
    re.IGNORECASE,
)
_LAST = re.compile(r"\b(?:last|final|latest|follow-?up|f/?u)\b", re.IGNORECASE)
_SEVERAL = frozenset({"treatment", "symptoms", "diagnosis", "complication"})
_FIELDS = 3  # of a table on its side whose columns are called by names
_TOP = 2  # columns of patients
_ROWS = 2


@dataclass(frozen=True, slots=True)
class TableWords:
    """The lexicons of tables, compiled."""

    headers: Headers
    others: TableOthers

    @classmethod
    def of(cls, pack: Pack) -> "TableWords":
        """Compile the lexicons of a pack."""
        return cls(
            compile_headers(pack.rows("table_headers")),
            compile_others(pack.rows("table_others")),
        )


@dataclass(frozen=True, slots=True)
class Form:
    """The rows of a table without its header, and what its columns hold."""

    rows: Rows
    columns: list[str | None]
    names: list[str]
    numbered: bool  # its rows may carry labels
    cited: bool  # its caption speaks of the literature


def is_missing(text: str) -> bool:
    """Does a cell say that nothing was reported ("NR", "n/a", "–")?"""
    return bool(_MISSING.match(text))


def read_case_tables(
    document: Document, words: TableWords, persons: PersonWords
) -> tuple[CaseRow, ...]:
    """Return the patients of all tables of a text, rows of one patient numbered so."""
    return number_people(
        read_case_table(table, words.headers, legend_of(document.text, table.end))
        for table in own_tables(document, words.others, persons)
    )


def read_case_table(
    table: Table, headers: Headers, legend: dict[str, str] | None = None
) -> tuple[CaseRow, ...]:
    """Return the patients of a table; empty if it has not one row per patient."""
    form = _read_form(replace(table, rows=spell_out(table.rows, legend or {})), headers)
    if form is None:
        return ()
    found: list[CaseRow] = []
    above: str | None = None
    for row in form.rows:
        read = _case_row(row, form)
        if read is None:
            continue
        if "source" in form.columns and _says_nothing(
            row, form.columns.index("source")
        ):
            read = replace(read, source=above)  # a second patient of the same report
        above = read.source
        found.append(read)
    return tuple(found)


def _read_form(table: Table, headers: Headers) -> Form | None:
    """Return the rows of a table of patients, with its columns; None if it is none."""
    if len(table.rows) < _ROWS:
        return None
    form = _form_of(table.rows, headers)
    on_side = not form and _lies_on_side(table.rows, headers)
    if form:
        table = replace(table, rows=form, n_header=1)
    elif on_side:
        turned = tuple(zip(*_square(table.rows), strict=True))
        table = replace(table, rows=turned, n_header=1)
    first, depth = find_header(table, headers)
    columns = columns_of(table.rows[first:depth], headers)
    names = header_names(table.rows[first:depth])
    rows = of_people(without_dittos(table.rows[depth:]), names)
    name_by_content(columns, rows)
    called = on_side and all(CASE.match(row[0].text) for row in rows)
    if not is_of_patients(columns, called=called) or any(map(_GROUPS.search, names)):
        return None
    cited = is_cited_table(table.caption)
    return Form(rows, columns, names, not form, cited)


def _form_of(rows: Rows, headers: Headers) -> Rows:
    """Return a form as a header and one row: "Sex | f" over "Age | 49 years".

    Its first row may be a title over both columns. Empty if it is no form.
    """
    fields = [row for row in rows if len(row) == 2 and row[0].text != row[1].text]
    if any(len(row) != 2 for row in rows) or len(rows) - len(fields) > 1:
        return ()
    named = {headers.column_of(row[0].text): row[1].text for row in fields}
    told = {"age", "sex"} <= named.keys() and _YEARS.match(named["age"])
    return tuple(zip(*fields, strict=True)) if told else ()


def _says_nothing(row: tuple[Cell, ...], column: int) -> bool:
    return column >= len(row) or not row[column].text.strip(" \"″”'")


def _lies_on_side(rows: Rows, headers: Headers) -> bool:
    """Does each column tell of a patient, each row of a field?"""
    top = [c.text for c in rows[0][1:] if c.text.strip()]
    side = {headers.column_of(r[0].text) for r in rows[1:] if r}
    if not top or any(headers.column_of(t) in CORE for t in top):
        return False
    if all(map(CASE.match, top)):
        return len(CORE & side) >= _TOP
    told = {"age", "age_sex"} & side and len(CORE & side) >= _FIELDS
    return bool(told) and len(top) >= _TOP and not any(map(_GROUPS.search, top))


def _square(rows: Rows) -> list[tuple[Cell, ...]]:
    width = max(len(r) for r in rows)
    empty = Cell("", rows[0][0].start, rows[0][0].start)
    return [(*r, *([empty] * (width - len(r)))) for r in rows]


def _case_row(row: tuple[Cell, ...], form: Form) -> CaseRow | None:
    cells: dict[str, tuple[Cell, str]] = {}
    others: list[tuple[Cell, str]] = []
    more: list[tuple[str, Cell, str]] = []
    for cell, column, name in zip(row, form.columns, form.names, strict=False):
        if column in {None, "imaging", "score"}:
            others.append((cell, name))
        if not column or is_missing(cell.text):
            continue
        if column not in cells or (column == "outcome" and _LAST.search(name)):
            cells[column] = (cell, name)
        elif column in _SEVERAL:
            more.append((column, cell, name))
    said = [c for c in row if c.text.strip()]
    if len(CORE & set(cells)) < _ROWS or not said:
        return None
    source = source_of(cells, row)
    if source is None and form.cited and not is_present(row):
        return None
    return CaseRow(
        label=_label(cells, row[0], form),
        source=source,
        cells=cells,
        start=min(c.start for c in said),
        end=max(c.end for c in said),
        others=tuple(others),
        more=tuple(more),
    )


def _label(cells: dict[str, tuple[Cell, str]], first: Cell, form: Form) -> int | None:
    """Return the number of a patient: of its column, else of the first one."""
    if not form.numbered:
        return None
    own = form.columns[0] in {None, "source"} or "patient" in form.names[0].lower()
    text = cells["label"][0].text if "label" in cells else first.text if own else ""
    found = CASE.match(text)
    return number_of(found[1] or found[2]) if found else None
