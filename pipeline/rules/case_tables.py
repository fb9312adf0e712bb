"""Tables with one row per patient: the authors' own, or of a review of the literature.

A table counts when its header names an age (or a level) and two more columns of a case.
One with `Case 1 | Case 2` as its header is turned on its side first. Rows with a source
("Smith 2010") are cited patients, except "present case".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.pack import Row
from pipeline.records import Cell, Table
from pipeline.rules.case_headers import number_of
from pipeline.rules.case_rows import CaseRow
from pipeline.rules.case_sources import source_of

#: "8 y, M", "F/62", "9/M": a cell that gives age and sex, whatever its header.
_YEARS = re.compile(r"\W*\d{1,3}\b")
_AGE_SEX = re.compile(
    r"^\W*(?:\d{1,3}(?:\.\d+)?\W{0,2}(?:y|yrs?|years?|mo?|months?)?(?:\W?old)?"
    r"\s?[,/ -]\s?(?:m|f|male|female|boy|girl|man|woman)"
    r"|(?:m|f|male|female|boy|girl|man|woman)\s?[,/ -]\s?\d{1,3})\b",
    re.IGNORECASE,
)
#: "C6–C7", "L-3": a cell that begins with a level, whatever its header.
_LEVEL = re.compile(r"^\W*(?:C|Th?|D|L|S)[ -]?\d{1,2}\b")
#: Columns of tables with one row per study: such rows are no patients.
_GROUPS = re.compile(
    r"\b(?:mean|median|average)\b|\bn(?:o|umber)?\b\.? (?:of )?(?:the )?"
    r"(?:patients|cases|pts|children)\b|^(?:patients|cases|n) ?\((?:n|no\.?)\)"
    r"|\bsample size\b|\(n ?= ?\d+\)|\bm ?[:/] ?f ratio\b|\b(?:no\.|n) \(%\)",
    re.IGNORECASE,
)
_CASE = re.compile(
    r"^\W*(?:case|patient|pt|no|child)?\.?\s*#?(\d{1,2}|[A-H]|I{1,3}|IV|VI{0,3}|V)\b",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"^\s*(?:n\.?\s?[arsd]\.?|n/[akrsd]|nr|no data|unspecified|"
    r"not (?:reported|stated|known|available|given|described|mentioned|detailed)|"
    r"unknown|none stated|[-–—?.]*|\.\.\.|n\.r\.)\s*$",
    re.IGNORECASE,
)
_CORE = frozenset(
    {
        "age",
        "age_sex",
        "level",
        "treatment",
        "outcome",
        "sex",
        "symptoms",
        "followup",
        "diagnosis",
    }
)


@dataclass(frozen=True, slots=True)
class Headers:
    """The compiled header patterns, in order."""

    patterns: tuple[tuple[re.Pattern[str], str], ...]

    def column_of(self, text: str) -> str | None:
        """Return which column a header cell names, or None."""
        plain = " ".join(text.split()).strip(" .:*")
        for pattern, column in self.patterns:
            if pattern.search(plain):
                return column
        return None


def compile_headers(rows: Iterable[Row]) -> Headers:
    """Return the headers of a lexicon with the columns pattern and column."""
    return Headers(
        tuple(
            (re.compile(row["pattern"], re.IGNORECASE), row["column"]) for row in rows
        )
    )


def is_missing(text: str) -> bool:
    """Does a cell say that nothing was reported ("NR", "n/a", "–")?"""
    return bool(_MISSING.match(text))


def read_case_table(table: Table, headers: Headers) -> tuple[CaseRow, ...]:
    """Return the patients of a table; empty if it has not one row per patient."""
    rows = table.rows
    if len(rows) < 2:
        return ()
    if form := _form_of(rows, headers):
        rows, first, depth = form, 0, 1
    elif _lies_on_side(rows, headers):
        rows = tuple(zip(*_square(rows), strict=True))
        first, depth = 0, 1
    else:
        first, depth = _find_header(table, headers)
    names = _header_names(rows[first:depth])
    columns = _columns(rows[first:depth], headers)
    _name_by_content(columns, rows[depth:])
    if not _is_of_patients(columns) or any(map(_GROUPS.search, names)):
        return ()
    found: list[CaseRow] = []
    above: str | None = None
    for row in rows[depth:]:
        read = _case_row(row, columns, names)
        if read is None:
            continue
        read = replace(read, label=None) if form else read
        if "source" in columns and _says_nothing(row, columns.index("source")):
            read = replace(read, source=above)  # a second patient of the same report
        above = read.source
        found.append(read)
    return tuple(found)


def _form_of(
    rows: tuple[tuple[Cell, ...], ...], headers: Headers
) -> tuple[tuple[Cell, ...], ...]:
    """Return a form as a header and one row: "Sex | f" over "Age | 49 years".

    Its first row may be a title over both columns. Empty if it is no form.
    """
    fields = [row for row in rows if len(row) == 2 and row[0].text != row[1].text]
    if any(len(row) != 2 for row in rows) or len(rows) - len(fields) > 1:
        return ()
    named = {headers.column_of(row[0].text): row[1].text for row in fields}
    told = {"age", "sex"} <= named.keys() and _YEARS.match(named["age"])
    return tuple(zip(*fields, strict=True)) if told else ()


def _is_of_patients(columns: list[str | None]) -> bool:
    return len(_CORE & {c for c in columns if c}) >= 2 and bool(
        {"age", "age_sex", "level"} & set(columns)
    )


def _find_header(table: Table, headers: Headers) -> tuple[int, int]:
    """Return the first header row and the first row of data.

    The caption may stand above the header as a merged row of its own.
    """
    depth = max(table.n_header, 1)
    tries = [(0, depth), *((at, at + 1) for at in range(1, depth + 2))]
    for first, end in tries:
        if _is_of_patients(_columns(table.rows[first:end], headers)):
            return first, end
    return 0, depth


def _columns(rows: tuple[tuple[Cell, ...], ...], headers: Headers) -> list[str | None]:
    """Return what each column holds, by its whole header or the lowest row of it.

    "Patient | Age" over two lines is an age, "Outcome | F/U" a follow-up.
    """
    lowest = _header_names(rows[-1:])
    lowest += [""] * (max((len(r) for r in rows), default=0) - len(lowest))
    return [
        headers.column_of(low) or headers.column_of(name)
        for low, name in zip(lowest, _header_names(rows), strict=True)
    ]


def _name_by_content(
    columns: list[str | None], rows: tuple[tuple[Cell, ...], ...]
) -> None:
    """Call a column without a telling header age_sex or level if its cells are that."""
    for at, column in enumerate(columns):
        open_still = column in {None, "imaging"} and "level" not in columns
        if open_still and _mostly(_LEVEL, at, rows):
            columns[at] = "level"
        if {"age", "age_sex"} & set(columns) or column not in {None, "label"}:
            continue
        if _mostly(_AGE_SEX, at, rows):
            columns[at] = "age_sex"


def _mostly(
    pattern: re.Pattern[str], at: int, rows: tuple[tuple[Cell, ...], ...]
) -> bool:
    """Do more than half of the cells of a column begin so?"""
    said = [r[at].text for r in rows if at < len(r) and r[at].text.strip()]
    return 2 * sum(bool(pattern.match(text)) for text in said) > len(said)


def _says_nothing(row: tuple[Cell, ...], column: int) -> bool:
    return column >= len(row) or not row[column].text.strip(" \"″”'")


def _lies_on_side(rows: tuple[tuple[Cell, ...], ...], headers: Headers) -> bool:
    top = [c.text for c in rows[0][1:]]
    side = [headers.column_of(r[0].text) for r in rows[1:] if r]
    labelled = top and all(_CASE.match(t) for t in top if t.strip())
    return bool(labelled and len(_CORE & {s for s in side if s}) >= 2)


def _square(rows: tuple[tuple[Cell, ...], ...]) -> list[tuple[Cell, ...]]:
    width = max(len(r) for r in rows)
    empty = Cell("", rows[0][0].start, rows[0][0].start)
    return [(*r, *([empty] * (width - len(r)))) for r in rows]


def _header_names(rows: tuple[tuple[Cell, ...], ...]) -> list[str]:
    """Return one name per column; header rows over two lines are joined."""
    width = max((len(r) for r in rows), default=0)
    names = []
    for at in range(width):
        parts = [r[at].text.strip() for r in rows if at < len(r)]
        names.append(" ".join(dict.fromkeys(p for p in parts if p)))
    return names


def _case_row(
    row: tuple[Cell, ...], columns: list[str | None], names: list[str]
) -> CaseRow | None:
    cells: dict[str, tuple[Cell, str]] = {}
    others: list[tuple[Cell, str]] = []
    for cell, column, name in zip(row, columns, names, strict=False):
        if column in {None, "imaging"}:
            others.append((cell, name))
        if column and column not in cells and not is_missing(cell.text):
            cells[column] = (cell, name)
    said = [c for c in row if c.text.strip()]
    if len(_CORE & set(cells)) < 2 or not said:
        return None
    return CaseRow(
        label=_label(cells, row[0]),
        source=source_of(cells, row),
        cells=cells,
        start=min(c.start for c in said),
        end=max(c.end for c in said),
        others=tuple(others),
    )


def _label(cells: dict[str, tuple[Cell, str]], first: Cell) -> int | None:
    text = cells["label"][0].text if "label" in cells else first.text
    found = _CASE.match(text)
    return number_of(found[1]) if found else None
