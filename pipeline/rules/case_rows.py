"""A patient as a row of a table, and which rows are of the same patient."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.records import Cell

_WHO = frozenset({"age", "age_sex", "sex", "level"})


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One patient of a table: cells by column, what it is called, whose it is."""

    label: int | None
    source: str | None
    cells: dict[str, tuple[Cell, str]]  # column → (cell, header text)
    start: int
    end: int
    others: tuple[tuple[Cell, str], ...] = ()  # cells of no column, with their header
    more: tuple[tuple[str, Cell, str], ...] = ()  # further columns of the same kind
    person: int | None = None  # which of the own patients of all tables, from 1

    @property
    def own(self) -> bool:
        """Is the row one of the authors' own patients?"""
        return self.source is None

    @property
    def introduces(self) -> bool:
        """Does the row tell who the patient is, not only what was done?"""
        return bool(_WHO & self.cells.keys())


def number_people(tables: Iterable[Sequence[CaseRow]]) -> tuple[CaseRow, ...]:
    """Return the rows of all tables, each own one with the number of its patient.

    A later table goes on about the patients of an earlier one where their labels come
    back, or where it has as many rows without labels; else its rows are new patients.
    """
    keys: list[int | None] = []
    found: list[CaseRow] = []
    for rows in tables:
        own = [row for row in rows if row.own]
        people = iter(_people(own, keys))
        found += [replace(r, person=next(people)) if r.own else r for r in rows]
    return tuple(found)


def _people(own: Sequence[CaseRow], keys: list[int | None]) -> list[int | None]:
    """Return the patients of the own rows of a table; new ones are added to `keys`."""
    labels = _labels(own)
    if keys and not labels:
        same = len(own) == len(keys)
        return [*range(1, len(own) + 1)] if same else [None for _ in own]
    if not labels:
        keys += [None for _ in own]
        return [*range(1, len(own) + 1)]
    keys += [label for label in labels if label not in keys]
    in_order = set(keys) == set(range(1, len(keys) + 1))
    return [label if in_order else keys.index(label) + 1 for label in labels]


def _labels(own: Sequence[CaseRow]) -> list[int]:
    """Return the labels of rows; none if any row has no label of its own."""
    labels = [row.label for row in own if row.label is not None]
    return labels if len(set(labels)) == len(own) else []


def count_people(rows: Iterable[CaseRow]) -> int:
    """Return how many own patients rows tell of; a list of diseases tells of none."""
    own = [row for row in rows if row.own and row.person is not None]
    return len({row.person for row in own if row.introduces})
