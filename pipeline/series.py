"""The tables of a run, read back with their types; the ground of every analysis.

The types come from codebook.csv of the run itself, so that no pack is needed.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from pathlib import Path

from pipeline.cells import JOINT, unguard
from pipeline.errors import OutputError

Cell = str | int | float | None
Row = Mapping[str, Cell]

_CELL_LIMIT = 10**9
_NUMBERS: Mapping[str, type[int] | type[float]] = {"integer": int, "number": float}
CODEBOOK = "table column description type unit allowed_values several_values".split()
NEEDED = ("documents", "cases", "facts")
#: Words in the column `decision` of facts that a person has overruled.
OVERRULED = frozenset({"rejected", "challenged"})


@dataclass(frozen=True, slots=True)
class ColumnType:
    """What codebook.csv says of a column; `several` if a cell may hold a list."""

    name: str
    type: str
    several: bool
    allowed: tuple[str, ...]
    description: str
    unit: str


@dataclass(frozen=True)
class Series:
    """The tables of one run; empty cells are None, numbers are numbers."""

    folder: Path
    columns: Mapping[str, Mapping[str, ColumnType]]
    tables: Mapping[str, tuple[Row, ...]]

    @property
    def documents(self) -> tuple[Row, ...]:
        """Return one row per file."""
        return self.tables["documents"]

    @property
    def cases(self) -> tuple[Row, ...]:
        """Return one row per patient of the authors' own."""
        return self.tables["cases"]

    @property
    def cited(self) -> tuple[Row, ...]:
        """Return one row per patient cited from other reports."""
        return self.tables.get("cited_cases", ())

    @property
    def claims(self) -> tuple[Row, ...]:
        """Return one row per statement of review text."""
        return self.tables.get("claims", ())

    @cached_property
    def facts_of(self) -> Mapping[str, tuple[Row, ...]]:
        """Return the facts of each case by its case_id, overruled ones too."""
        found: dict[str, list[Row]] = defaultdict(list)
        for fact in self.tables["facts"]:
            found[str(fact["case_id"])].append(fact)
        return {case: tuple(facts) for case, facts in found.items()}

    def facts_in_force(self, case_id: object) -> tuple[Row, ...]:
        """Return the facts of a case without those that a person has overruled."""
        return tuple(
            fact
            for fact in self.facts_of.get(str(case_id), ())
            if not is_overruled(fact)
        )

    def text(self, doc_id: str) -> str:
        """Return the text that offsets of a document point into; "" if it is gone."""
        path = self.folder / "texts" / f"{doc_id}.txt"
        if not path.is_file():
            return ""
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()


def is_overruled(fact: Row) -> bool:
    """Return whether a person has put another value in the place of a fact."""
    return fact.get("decision") in OVERRULED


def values(row: Row, column: str) -> tuple[str, ...]:
    """Return the values of a cell, of one or several: "C2; C3" -> ("C2", "C3")."""
    cell = row.get(column)
    return () if cell is None else tuple(str(cell).split(JOINT))


def open_series(folder: Path) -> Series:
    """Return the series of a run.

    Raises OutputError if the folder or a table is missing or a cell has a wrong type.
    """
    if not folder.is_dir():
        raise OutputError(f"{folder}: no such outputs folder; run `make extract` first")
    columns = _columns(folder / "codebook.csv")
    for name in NEEDED:
        if name not in columns:
            raise OutputError(
                f"{folder / 'codebook.csv'}: no row of the table {name!r};"
                " run `make extract` anew"
            )
        if not (folder / f"{name}.csv").is_file():
            raise OutputError(f"{folder / name}.csv: missing; run `make extract` anew")
    tables = {
        name: tuple(_typed(folder / f"{name}.csv", types))
        for name, types in columns.items()
        if (folder / f"{name}.csv").is_file()
    }
    return Series(folder, columns, tables)


def _columns(path: Path) -> dict[str, dict[str, ColumnType]]:
    if not path.is_file():
        raise OutputError(f"{path}: missing; run `make extract` anew")
    found: dict[str, dict[str, ColumnType]] = defaultdict(dict)
    for line, row in _rows(path):
        if missing := [name for name in CODEBOOK if row.get(name) is None]:
            raise OutputError(
                f"{path}:{line}: no cell {missing[0]!r}; run `make extract` anew"
            )
        found[row["table"]][row["column"]] = ColumnType(
            row["column"],
            row["type"],
            row["several_values"] == "yes",
            _words(row["allowed_values"]),
            row["description"],
            row["unit"],
        )
    return dict(found)


def _words(allowed: str) -> tuple[str, ...]:
    """Return the words a column allows; () if it allows a pattern or anything."""
    words = tuple(filter(None, allowed.split(JOINT)))
    return words if all(word.isidentifier() for word in words) else ()


def _typed(path: Path, types: Mapping[str, ColumnType]) -> Iterator[Row]:
    for line, row in _rows(path):
        if missing := [name for name in types if row.get(name) is None]:
            raise OutputError(
                f"{path}:{line}: no cell {missing[0]!r}; run `make extract` anew"
            )
        yield {name: _cell(path, line, types[name], row[name]) for name in types}


def _cell(path: Path, line: int, column: ColumnType, text: str) -> Cell:
    if not text:
        return None
    if make := _NUMBERS.get(column.type):
        try:
            return _finite(make(text))
        except ValueError as error:
            raise OutputError(
                f"{path}:{line}: {column.name} is {text!r}, not a number; a spreadsheet"
                " may have changed it: run `make extract` anew"
            ) from error
    return unguard(text)


def _finite(number: float) -> float:
    if not isfinite(number):
        raise ValueError(number)
    return number


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    csv.field_size_limit(_CELL_LIMIT)
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            for row in reader:
                yield reader.line_num, row
    except (UnicodeDecodeError, csv.Error) as error:
        message = f"{path}: not a UTF-8 CSV ({error}); run `make extract` anew"
        raise OutputError(message) from error
