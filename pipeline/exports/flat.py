"""The tables of a run as the flat formats write them, codebook.csv as the last."""

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.errors import OutputError
from pipeline.exports.codebook import HEADER
from pipeline.series import Cell, ColumnType, Row, Series

CODEBOOK = "codebook"
_LARGEST = 2**63  # what a whole number of Parquet and SQLite holds


@dataclass(frozen=True, slots=True)
class FlatTable:
    """One table: its columns in order, its rows with None for what is not reported."""

    name: str
    columns: tuple[ColumnType, ...]
    rows: tuple[Row, ...]

    def cells(self) -> Iterator[list[Cell]]:
        """Yield the cells of each row; raises OutputError at a number that is none."""
        for row in self.rows:
            yield [self._checked(column, row[column.name]) for column in self.columns]

    def _checked(self, column: ColumnType, cell: Cell) -> Cell:
        if isinstance(cell, str) or cell is None:
            return cell
        if not math.isfinite(cell) or abs(cell) >= _LARGEST:
            raise OutputError(
                f"{self.name}.csv: {column.name} is {cell}, no number a table can hold;"
                " run `make extract` anew"
            )
        return cell


def flat_tables(series: Series) -> tuple[FlatTable, ...]:
    """Return the tables that the run has, in the order of its codebook."""
    found = [
        FlatTable(name, tuple(columns.values()), series.tables[name])
        for name, columns in series.columns.items()
        if name in series.tables
    ]
    return (*found, _codebook(series))


def _codebook(series: Series) -> FlatTable:
    columns = tuple(ColumnType(name, "string", False, (), "", "") for name in HEADER)
    path = series.folder / f"{CODEBOOK}.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = [
            {name: row.get(name) or None for name in HEADER}
            for row in csv.DictReader(lines)
        ]
    return FlatTable(CODEBOOK, columns, tuple(rows))
