"""Patients sorted into the cells of a plot or table: decades, years, treatments."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.analysis.splits import rows_by_value
from pipeline.series import ColumnType, Row

_DECADE = 10
NOT_REPORTED = "NR"


def ages_by_sex(rows: Sequence[Row]) -> dict[str, dict[str, list[Row]]]:
    """Return the patients whose age and sex are known, by sex and decade of age."""
    known = [r for r in rows if r["age_years"] is not None and r["sex"] is not None]
    oldest = max((int(float(str(r["age_years"]))) for r in known), default=0)
    names = [f"{d}-{d + 9}" for d in range(0, oldest + 1, _DECADE)]
    found: dict[str, dict[str, list[Row]]] = {
        sex: {name: [] for name in names} for sex in ("female", "male")
    }
    for row in known:
        decade = int(float(str(row["age_years"]))) // _DECADE
        found[str(row["sex"])][names[decade]].append(row)
    return found


def by_year(rows: Sequence[Row]) -> dict[int, list[Row]]:
    """Return the patients by year of publication, in order."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if row["year"] is not None:
            found[int(str(row["year"]))].append(row)
    return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True)
class CrossRow:
    """A treatment with its patients, in all and by outcome."""

    label: str
    rows: tuple[Row, ...]
    by_outcome: tuple[tuple[str, tuple[Row, ...]], ...]


def treatment_by_outcome(
    rows: Sequence[Row], columns: dict[str, ColumnType], column: str
) -> tuple[CrossRow, ...]:
    """Return each value of a treatment column by outcome; the last is not reported."""
    outcomes = (*columns["outcome"].allowed, None)
    return tuple(
        _cross(value, members, outcomes)
        for value, members in rows_by_value(rows, column).items()
    )


def _cross(label: str, rows: Sequence[Row], outcomes: Sequence[str | None]) -> CrossRow:
    cells = tuple(
        (outcome or NOT_REPORTED, tuple(r for r in rows if r["outcome"] == outcome))
        for outcome in outcomes
    )
    return CrossRow(label, tuple(rows), cells)
