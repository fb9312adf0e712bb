"""datapackage.json: a Frictionless Data Package over the tables of a run.

Specification: https://specs.frictionlessdata.io/data-package/ (version 1).
"""

import json
import re
from pathlib import Path
from typing import Any

from pipeline.codebook import Codebook, Column, Table
from pipeline.exports.codebook import HEADER

JSON = dict[str, Any]


def write_datapackage(path: Path, codebook: Codebook) -> None:
    """Write the description of every table."""
    content = describe(codebook)
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8", newline="")


def describe(codebook: Codebook) -> JSON:
    """Return the data package as JSON values."""
    tables = [
        _resource(t.name, t.description, _schema(t)) for t in codebook.tables.values()
    ]
    own = {"fields": [{"name": name, "type": "string"} for name in HEADER]}
    own_text = "What each column of each table means."
    return {
        "profile": "tabular-data-package",
        "name": "caseseries",
        "title": "Case series extracted from case reports",
        "description": "Every value stands in facts with the words that prove it; "
        "an empty cell means: not reported.",
        "resources": [
            *tables,
            _resource("codebook", own_text, own | {"missingValues": [""]}),
        ],
    }


def _resource(name: str, description: str, schema: JSON) -> JSON:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "description": description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"'},
        "schema": schema,
    }


def _schema(table: Table) -> JSON:
    schema: JSON = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
    }
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    if table.foreign_keys:
        schema["foreignKeys"] = [
            _foreign_key(table.name, *pair) for pair in table.foreign_keys.items()
        ]
    return schema


def _foreign_key(table: str, column: str, target: str) -> JSON:
    other, _, key = target.partition(".")
    resource = "" if other == table else other  # "" is the resource itself
    return {"fields": column, "reference": {"resource": resource, "fields": key}}


def _field(column: Column) -> JSON:
    field: JSON = {
        "name": column.name,
        "type": column.type,
        "description": column.description,
        "example": column.example,
    }
    if column.unit:
        field["unit"] = column.unit
    if constraints := _constraints(column):
        field["constraints"] = constraints
    return field


def _constraints(column: Column) -> JSON:
    constraints: JSON = {}
    if column.required:
        constraints["required"] = True
    if column.enum and not column.joined:
        constraints["enum"] = list(column.enum)
    elif pattern := _pattern(column):
        constraints["pattern"] = pattern
    return constraints


def _pattern(column: Column) -> str:
    """Return the pattern of a whole cell; in a joined one, each value must fit."""
    one = column.pattern or "|".join(map(re.escape, column.enum))
    return f"(?:{one})(?:; (?:{one}))*" if one and column.joined else one
