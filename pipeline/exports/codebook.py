"""codebook.csv: what each column of each table means."""

import csv
from pathlib import Path

from pipeline.codebook import Codebook, Column

HEADER = (
    "table",
    "column",
    "description",
    "type",
    "unit",
    "allowed_values",
    "several_values",
    "example",
)


def write_codebook(path: Path, codebook: Codebook) -> None:
    """Write one row per column, in the order of the tables."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for table in codebook.tables.values():
            writer.writerows(_row(table.name, column) for column in table.columns)


def _row(table: str, column: Column) -> tuple[str, ...]:
    return (
        table,
        column.name,
        column.description,
        column.type,
        column.unit,
        "; ".join(column.enum) or column.pattern,
        "yes" if column.joined else "no",
        column.example,
    )
