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

_PRESENT = re.compile(
    r"\b(?:present|current|our|this|index|own|reported here)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")
_AUTHOR = re.compile(r"[A-ZÀ-Þ][\w'’À-ÿ-]+")
_CASE = re.compile(
    r"^\W*(?:case|patient|pt|no|child)?\.?\s*#?(\d{1,2}|[A-H]|I{1,3}|IV|VI{0,3}|V)\b",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"^\s*(?:n\.?\s?[arsd]\.?|n/[ak]|nr|not (?:reported|stated|known|available|given|"
    r"described|mentioned)|unknown|none stated|[-–—?.]*|\.\.\.|n\.r\.)\s*$",
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
    if _lies_on_side(rows, headers):
        rows = tuple(zip(*_square(rows), strict=True))
        depth = 1
    else:
        depth = max(table.n_header, 1)
    names = _header_names(rows[:depth])
    columns = [headers.column_of(name) for name in names]
    if len(_CORE & {c for c in columns if c}) < 2 or not {
        "age",
        "age_sex",
        "level",
    } & set(columns):
        return ()
    found: list[CaseRow] = []
    above: str | None = None
    for row in rows[depth:]:
        read = _case_row(row, columns, names)
        if read is None:
            continue
        if "source" in columns and _says_nothing(row, columns.index("source")):
            read = replace(read, source=above)  # a second patient of the same report
        above = read.source
        found.append(read)
    return tuple(found)


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
    width = max(len(r) for r in rows)
    names = []
    for at in range(width):
        parts = [r[at].text.strip() for r in rows if at < len(r)]
        names.append(" ".join(dict.fromkeys(p for p in parts if p)))
    return names


def _case_row(
    row: tuple[Cell, ...], columns: list[str | None], names: list[str]
) -> CaseRow | None:
    cells: dict[str, tuple[Cell, str]] = {}
    for cell, column, name in zip(row, columns, names, strict=False):
        if column and column not in cells and not is_missing(cell.text):
            cells[column] = (cell, name)
    said = [c for c in row if c.text.strip()]
    if len(_CORE & set(cells)) < 2 or not said:
        return None
    return CaseRow(
        label=_label(cells, row[0]),
        source=_source(cells, row),
        cells=cells,
        start=min(c.start for c in said),
        end=max(c.end for c in said),
    )


def _label(cells: dict[str, tuple[Cell, str]], first: Cell) -> int | None:
    text = cells["label"][0].text if "label" in cells else first.text
    found = _CASE.match(text)
    return number_of(found[1]) if found else None


def _source(cells: dict[str, tuple[Cell, str]], row: tuple[Cell, ...]) -> str | None:
    """Return "Author year" of a cited row, None for an own one."""
    if "source" not in cells:
        first = row[0].text
        if not (_YEAR.search(first) and _AUTHOR.search(first)):
            return None
    text = cells["source"][0].text if "source" in cells else row[0].text
    if _PRESENT.search(text):
        return None
    year = _YEAR.search(text) or (
        _YEAR.search(cells["year"][0].text) if "year" in cells else None
    )
    author = _AUTHOR.search(text)
    if author is None:
        return None
    return f"{author[0]} {year[0]}" if year else author[0]
