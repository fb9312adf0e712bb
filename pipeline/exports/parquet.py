"""The tables as Parquet files, with the schema of the codebook.

Same columns as the CSV files: whole numbers are int64, numbers double, all else string.
A column of several values stays one string joined with "; ", so that a script for the
CSV reads the Parquet file too. Not reported is null. No cell has the apostrophe that
guards a CSV against spreadsheets. Description and unit of a column stand in the
metadata of its field.
"""

from pathlib import Path
from typing import Any

from pipeline.exports.flat import FlatTable, flat_tables
from pipeline.series import ColumnType, Series


def write_parquet(series: Series, folder: Path) -> None:
    """Write one file per table."""
    import pyarrow.parquet as parquet

    for table in flat_tables(series):
        parquet.write_table(_arrow(table), folder / f"{table.name}.parquet")


def _arrow(table: FlatTable) -> Any:
    import pyarrow as arrow

    types = {"integer": arrow.int64(), "number": arrow.float64()}
    fields = [
        arrow.field(c.name, types.get(c.type, arrow.string()), metadata=_metadata(c))
        for c in table.columns
    ]
    rows = list(table.cells())
    columns = [
        arrow.array([row[number] for row in rows], type=field.type)
        for number, field in enumerate(fields)
    ]
    schema = arrow.schema(fields, metadata={"caseseries.table": table.name})
    return arrow.Table.from_arrays(columns, schema=schema)


def _metadata(column: ColumnType) -> dict[str, str] | None:
    told = {"description": column.description, "unit": column.unit}
    return {key: words for key, words in told.items() if words} or None
