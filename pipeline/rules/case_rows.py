"""A patient as a row of a table."""

from dataclasses import dataclass

from pipeline.records import Cell


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One patient of a table: cells by column, what it is called, whose it is."""

    label: int | None
    source: str | None
    cells: dict[str, tuple[Cell, str]]  # column → (cell, header text)
    start: int
    end: int
    others: tuple[tuple[Cell, str], ...] = ()  # cells of no column, with their header

    @property
    def own(self) -> bool:
        """Is the row one of the authors' own patients?"""
        return self.source is None
