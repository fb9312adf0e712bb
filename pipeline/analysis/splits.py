"""How patients are divided: by a column of cases.csv or by a condition."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.analysis.expressions import Truth, read_condition
from pipeline.errors import ExpressionError
from pipeline.series import ColumnType, Row, values

#: Short names for columns.
SHORT = {
    "region": "regions",
    "level": "lesion_levels",
    "diagnosis": "diagnoses",
    "symptom": "symptoms",
    "intervention": "interventions",
    "intervention_kind": "intervention_kinds",
    "complication": "complications",
    "comorbidity": "comorbidities",
    "imaging": "imaging_findings",
}
YES_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Split:
    """A way to divide patients; `group_of` gives None where the report does not say."""

    name: str
    groups: tuple[str, ...]
    group_of: Callable[[Row], str | None]

    def divide(self, rows: Sequence[Row]) -> dict[str | None, tuple[Row, ...]]:
        """Return the patients of every group, and under None those not reported."""
        found: dict[str | None, list[Row]] = {g: [] for g in (*self.groups, None)}
        for row in rows:
            found[self.group_of(row)].append(row)
        return {group: tuple(members) for group, members in found.items()}


def read_splits(
    by: str, columns: Mapping[str, ColumnType], rows: Sequence[Row]
) -> tuple[Split, ...]:
    """Return the splits that a column or condition asks for.

    A column of lists gives one split for each value, with or without it, the most
    frequent first: groups of one comparison never share a patient.
    Raises ExpressionError for an unknown column, a number, a faulty condition.
    """
    name = SHORT.get(by, by)
    if name not in columns:
        if name.isidentifier():
            raise ExpressionError(
                f"{by} is no column; name one of {', '.join(columns)}, or write a "
                "condition: 'age_years >= 18'"
            )
        return (_condition(by, columns),)
    column = columns[name]
    if column.type != "string":
        raise ExpressionError(f"{by} is a number; write a condition: '{by} >= 18'")
    if column.several:
        return tuple(_holder(name, value) for value in frequent_values(rows, name))
    groups = tuple(dict.fromkeys((*column.allowed, *_frequent(_cells(rows, name)))))
    return (Split(name, groups, lambda row: _text(row, name)),)


def rows_by_value(rows: Sequence[Row], column: str) -> dict[str, tuple[Row, ...]]:
    """Return the patients of each value, the most frequent first, then by alphabet."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for value in dict.fromkeys(values(row, column)):
            found[value].append(row)
    ranked = sorted(found, key=lambda value: (-len(found[value]), value))
    return {value: tuple(found[value]) for value in ranked}


def frequent_values(rows: Sequence[Row], column: str) -> tuple[str, ...]:
    """Return the values of a column, the most frequent first, then by alphabet."""
    return tuple(rows_by_value(rows, column))


def _frequent(found: Iterable[str]) -> tuple[str, ...]:
    counts = Counter(found)
    return tuple(sorted(counts, key=lambda value: (-counts[value], value)))


def _cells(rows: Sequence[Row], name: str) -> Iterator[str]:
    """Yield the cells of a column of single values, which may hold any text."""
    yield from (str(row[name]) for row in rows if row.get(name) is not None)


def _text(row: Row, name: str) -> str | None:
    cell = row.get(name)
    return None if cell is None else str(cell)


def _holder(column: str, value: str) -> Split:
    def truth(row: Row) -> Truth:
        found = values(row, column)
        return value in found if found else None

    return Split(f"{value} in {column}", YES_NO, lambda row: _word(truth(row)))


def _condition(text: str, columns: Mapping[str, ColumnType]) -> Split:
    condition = read_condition(text, columns)
    return Split(condition.text, YES_NO, lambda row: _word(condition(row)))


def _word(truth: Truth) -> str | None:
    return None if truth is None else YES_NO[not truth]
