"""The "review of the literature" table, one line per patient, in its usual order."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.analysis.cited import source_of
from pipeline.analysis.numbers import one_decimal
from pipeline.cells import guard, row_writer
from pipeline.series import Row, values

NOT_REPORTED = "NR"
FOOTNOTE = "NR: not reported."
HEADER = (
    "Author",
    "Year",
    "Age, years",
    "Sex",
    "Level",
    "Presentation",
    "Duration of symptoms",
    "Imaging",
    "Treatment",
    "Follow-up, months",
    "Outcome",
)
_DAY, _WEEK, _MONTH, _YEAR = 1.0, 7.0, 30.0, 365.0
_UNITS = (("years", _YEAR), ("months", _MONTH), ("weeks", _WEEK), ("days", _DAY))
_MIN_UNITS = 2  # "10 weeks" rather than "2.3 months", "1.5 years" as "18 months"


@dataclass(frozen=True, slots=True)
class Entry:
    """A patient with the cells of the table."""

    row: Row
    cells: tuple[str, ...]


def literature(rows: Sequence[Row]) -> tuple[Entry, ...]:
    """Return the table by year, author and patient; undated reports come last."""
    return tuple(Entry(row, _cells(row)) for row in sorted(rows, key=_order))


def _order(row: Row) -> tuple[int, str, str, int]:
    year = int(_year(row)) if _year(row) != NOT_REPORTED else 9999
    author, patient = str(row.get("first_author") or ""), int(str(row["patient"]))
    return year, author.casefold(), str(row["doc_id"]), patient


def _cells(row: Row) -> tuple[str, ...]:
    return (
        author_of(row),
        _year(row),
        _number(row, "age_years"),
        _text(row, "sex"),
        _list(row, "lesion_levels"),
        _list(row, "symptoms"),
        duration_text(row.get("symptom_duration_days")),
        _list(row, "imaging_modalities"),
        _list(row, "interventions"),
        _number(row, "followup_months"),
        _text(row, "outcome"),
    )


def _year(row: Row) -> str:
    """Return the year of the report itself, not of the review that cites it."""
    if row.get("cited_source") is None:
        return _text(row, "year")
    source = source_of(row)
    return str(source.year) if source else NOT_REPORTED


def author_of(row: Row) -> str:
    """Return whose patient it is: the cited source, the first author, else the file."""
    return str(row.get("cited_source") or row.get("first_author") or row["doc_id"])


def duration_text(days: object) -> str:
    """Return a duration in the largest unit that it holds twice, or once and no more.

    540 -> "18 months", 547.5 -> "18 months", 365 -> "1 year", 10 -> "10 days"
    """
    if days is None:
        return NOT_REPORTED
    number = float(str(days))
    unit, size = next((u for u in _UNITS if _suits(number, u[1])), _UNITS[-1])
    if size == _MONTH and number % _MONTH:  # half a year has 182.5 days, not 180
        size = _YEAR / 12
    told = one_decimal(number / size)
    return f"{told} {unit[:-1] if told == '1' else unit}"


def _suits(days: float, unit: float) -> bool:
    return days == unit or days >= _MIN_UNITS * unit


def _text(row: Row, column: str) -> str:
    cell = row.get(column)
    return NOT_REPORTED if cell is None else str(cell)


def _number(row: Row, column: str) -> str:
    cell = row.get(column)
    return NOT_REPORTED if cell is None else one_decimal(float(str(cell)))


def _list(row: Row, column: str) -> str:
    return ", ".join(values(row, column)) or NOT_REPORTED


def write_literature_csv(path: Path, entries: Sequence[Entry]) -> None:
    """Write literature_table.csv, for people: NR stands where a cell is unknown."""
    with path.open("w", encoding="utf-8", newline="") as file:
        write = row_writer(file)
        write(HEADER)
        for entry in entries:
            write(guard(cell) for cell in entry.cells)
