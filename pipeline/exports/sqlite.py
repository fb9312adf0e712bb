"""The tables as one SQLite file, with keys and indexes, as Datasette opens it.

Keys are those of datapackage.json of the run: documents → cases → facts, claims and
cited_cases. Types are INTEGER, REAL and TEXT; not reported is NULL.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from pipeline.errors import OutputError
from pipeline.exports.flat import FlatTable, flat_tables
from pipeline.series import Series

Schemas = Mapping[str, Mapping[str, Any]]
_TYPES = {"integer": "INTEGER", "number": "REAL"}  # all else is TEXT
#: Columns people filter by, indexed in whatever table has them.
_ASKED_FOR = ("field", "concept", "status", "category", "kind", "sex", "outcome")


def write_sqlite(series: Series, path: Path) -> None:
    """Write a database; raises OutputError if the rows break its keys."""
    schemas = _schemas(series.folder / "datapackage.json")
    with closing(sqlite3.connect(":memory:")) as base:
        for table in flat_tables(series):
            keys = schemas.get(table.name, {})
            base.execute(_create(table, keys))
            _fill(base, table)
            for statement in _indexes(table, keys):
                base.execute(statement)
        base.commit()
        _check_keys(base)
        base.execute("VACUUM")
        path.write_bytes(base.serialize())


def _schemas(path: Path) -> Schemas:
    """Return the schemas of the data package by table."""
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
        return {one["name"]: one["schema"] for one in package["resources"]}
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise OutputError(
            f"{path}: missing or no data package; run `make extract` anew"
        ) from fault


def _create(table: FlatTable, keys: Mapping[str, Any]) -> str:
    lines = [f"{_name(c.name)} {_TYPES.get(c.type, 'TEXT')}" for c in table.columns]
    if primary := keys.get("primaryKey"):
        lines.append(f"PRIMARY KEY ({', '.join(map(_name, primary))})")
    for key in keys.get("foreignKeys", ()):
        other = key["reference"]["resource"] or table.name  # "" is the table itself
        lines.append(
            f"FOREIGN KEY ({_name(key['fields'])}) REFERENCES "
            f"{_name(other)} ({_name(key['reference']['fields'])})"
        )
    return f"CREATE TABLE {_name(table.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def _indexes(table: FlatTable, keys: Mapping[str, Any]) -> Iterator[str]:
    foreign = [key["fields"] for key in keys.get("foreignKeys", ())]
    for column in (c.name for c in table.columns):
        if column in (*foreign, *(_ASKED_FOR if keys else ())):
            index = _name(f"{table.name}_{column}")
            yield f"CREATE INDEX {index} ON {_name(table.name)} ({_name(column)})"


def _fill(base: sqlite3.Connection, table: FlatTable) -> None:
    marks = ", ".join("?" * len(table.columns))
    try:
        base.executemany(
            f"INSERT INTO {_name(table.name)} VALUES ({marks})", table.cells()
        )
    except sqlite3.IntegrityError as fault:
        raise OutputError(
            f"{table.name}.csv: a key stands there twice ({fault}); "
            "run `make extract` anew"
        ) from fault


def _check_keys(base: sqlite3.Connection) -> None:
    broken = base.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        raise OutputError(
            f"{broken[0]}.csv: row {broken[1]} names a row that {broken[2]}.csv does "
            "not have; run `make extract` anew"
        )


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
