"""The header of a table: which rows it takes, and what each column holds."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.pack import Row
from pipeline.records import Cell, Table

Rows = tuple[tuple[Cell, ...], ...]

#: "8 y, M", "F/62", "9/M": a cell that gives age and sex, whatever its header.
_AGE_SEX = re.compile(
    r"^\W*(?:\d{1,3}(?:\.\d+)?\W{0,2}(?:y|yrs?|years?|mo?|months?)?(?:\W?old)?"
    r"\s?[,/ -]\s?(?:m|f|male|female|boy|girl|man|woman)"
    r"|(?:m|f|male|female|boy|girl|man|woman)\s?[,/ -]\s?\d{1,3})\b",
    re.IGNORECASE,
)
#: "C6–C7", "L-3": a cell that begins with a level, whatever its header.
_LEVEL = re.compile(r"^\W*(?:C|Th?|D|L|S)[ -]?\d{1,2}\b")
#: What stands in the lower row of a header only: a unit, or a time of the course.
_SUB = re.compile(
    r"\(?(?:y|yrs?|years?|mos?|mths?|months?|wks?|weeks?|days?|d|hrs?|hours?|mm|cm|ml|%|"
    r"pre|post|(?:pre|post)[- ]?(?:op\w*|treatment|surg\w*)\.?|before|after|initial|"
    r"final|last|latest|admission|discharge|baseline|(?:last |final )?(?:follow[- ]?up"
    r"|f/?u))\)?",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
CORE = frozenset(
    "age age_sex level treatment outcome sex symptoms followup diagnosis".split()
)
_SCORE = "score"
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Headers:
    """The compiled header patterns, in order."""

    patterns: tuple[tuple[re.Pattern[str], str], ...]

    def column_of(self, text: str) -> str | None:
        """Return which column a header cell names, or None."""
        plain = " ".join(text.split()).strip(" .:*")
        for pattern, column in self.patterns:
            if pattern.search(plain):
                return None if column == "none" else column
        return None


def compile_headers(rows: Iterable[Row]) -> Headers:
    """Return the headers of a lexicon with the columns pattern and column."""
    return Headers(
        tuple(
            (re.compile(row["pattern"], re.IGNORECASE), row["column"]) for row in rows
        )
    )


def is_of_patients(columns: Sequence[str | None], *, called: bool = False) -> bool:
    """Do columns tell of patients, each with an age, a level or a number of its own?

    `called`: each row is called a case ("Mrs A"), as where a table lay on its side.
    """
    core = CORE & {c for c in columns if c}
    named = {"age", "age_sex", "level"} & core or (columns and columns[0] == "label")
    return len(core) >= _LEAST and bool(named or called)


def find_header(table: Table, headers: Headers) -> tuple[int, int]:
    """Return the first header row and the first row of data.

    The caption may stand above the header as a merged row of its own, and units or
    "before | after" in a row below.
    """
    rows = table.rows
    depth = max(table.n_header, 1)
    tries = [(0, depth), *((at, at + 1) for at in range(1, depth + 2))]
    for first, end in tries:
        if is_of_patients(columns_of(rows[first:end], headers)):
            below = end < len(rows) and _is_lower(rows[end], rows[first], headers)
            return first, end + below
    return 0, depth


def _is_lower(row: Sequence[Cell], top: Sequence[Cell], headers: Headers) -> bool:
    """Is a row the lower one of a header: nothing but units, times and names?"""
    said = [cell.text.strip() for cell in row if cell.text.strip()]
    first = row[0].text.strip()
    if len(said) < _LEAST or first not in {"", top[0].text.strip()}:
        return False
    named = [t for t in said if _SUB.fullmatch(t) or headers.column_of(t)]
    return len(named) == len(said) and not any(map(_FIGURE.search, said))


def columns_of(rows: Rows, headers: Headers) -> list[str | None]:
    """Return what each column holds, by its whole header or the lowest row of it.

    "Patient | Age" over two lines is an age, "Outcome | F/U" a follow-up.
    """
    names = header_names(rows)
    lowest = header_names(rows[-1:]) + [""] * len(names)
    return [
        _SCORE
        if (whole := headers.column_of(name)) == _SCORE
        else headers.column_of(low) or whole
        for low, name in zip(lowest, names, strict=False)
    ]


#: "Last control | 30 months": a time, whatever the header promises
_TIME = re.compile(
    r"\W*(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|a)\s*(?:years?|yrs?|y|months?|mo|"
    r"weeks?|wks?|days?|d)\.?\W*$",
    re.IGNORECASE,
)


def name_by_content(columns: list[str | None], rows: Rows) -> None:
    """Call a column age_sex, level or followup by its cells if its header is vague."""
    for at, column in enumerate(columns):
        open_still = column in {None, "imaging"} and "level" not in columns
        if open_still and _mostly(_LEVEL, at, rows):
            columns[at] = "level"
        if column == "outcome" and "followup" not in columns:
            columns[at] = "followup" if _mostly(_TIME, at, rows) else column
        if {"age", "age_sex"} & set(columns) or column not in {None, "label"}:
            continue
        if _mostly(_AGE_SEX, at, rows):
            columns[at] = "age_sex"


def _mostly(pattern: re.Pattern[str], at: int, rows: Rows) -> bool:
    """Do more than half of the cells of a column begin so?"""
    said = [r[at].text for r in rows if at < len(r) and r[at].text.strip()]
    return 2 * sum(bool(pattern.match(text)) for text in said) > len(said)


def header_names(rows: Rows) -> list[str]:
    """Return one name per column; header rows over two lines are joined.

    "Before | after" under "JOA score | " takes the name on its left.
    """
    width = max((len(r) for r in rows), default=0)
    names: list[str] = []
    left = ""
    for at in range(width):
        parts = [r[at].text.strip() for r in rows if at < len(r)]
        top = parts[0] if parts else ""
        left = top or left
        if not top and len(parts) > 1 and _SUB.fullmatch(parts[-1]):
            parts[0] = "" if parts[-1].startswith("(") else left
        names.append(" ".join(dict.fromkeys(p for p in parts if p)))
    return names
