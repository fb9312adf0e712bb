"""The codebook as records: tables, columns, folds and flags of a pack.

`codebook.toml` of a pack says which fields exist, how their mentions fold into
cases.csv and what each column means; its comments explain the keys. A fault raises
PackError("codebook.toml: place: what; what to do").
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from typing import Any, TypeVar

from pipeline.errors import PackError

TYPES = ("string", "integer", "number")
HOW = ("first", "last", "max", "min", "join", "count")
#: What `take` may name: attributes of a fact, and what a pack knows of its concept.
TAKES = frozenset(
    "field concept concept_code value unit interpretation status subject modality "
    "levels laterality section cited_source kind region".split()
)
_NAME = re.compile(r"{(\w*)}")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    type: str
    description: str
    example: str = ""
    unit: str = ""
    enum: tuple[str, ...] = ()
    pattern: str = ""
    joined: bool = False
    required: bool = False
    count_of: str = ""
    bands: Mapping[str, Any] | None = None

    def band(self, number: float) -> str | None:
        """Return the group a number falls into: the last whose lower bound it meets."""
        bounds = {k: v for k, v in (self.bands or {}).items() if k != "of"}
        return next((k for k, v in reversed(bounds.items()) if number >= v), None)


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file of a run; `foreign_keys` maps a column to "table.column"."""

    name: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: Mapping[str, str] | None = None

    @property
    def header(self) -> tuple[str, ...]:
        """Return the column names in the order they are written."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True)
class Fold:
    """How the facts of a field become one cell of a case."""

    field: str
    how: str
    take: str
    status: tuple[str, ...] = ()
    subject: tuple[str, ...] = ("patient",)
    concept: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    not_kind: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    prefer: str = ""
    otherwise: "Fold | None" = None


@dataclass(frozen=True, slots=True)
class Flag:
    """When a case is marked for a curator; `facts` selects the facts compared."""

    name: str
    empty: tuple[str, ...] = ()
    facts: Fold | None = None


@dataclass(frozen=True, slots=True)
class Codebook:
    """A validated codebook; `folds` maps columns of cases to their folds."""

    tables: Mapping[str, Table]
    fields: tuple[str, ...]
    folds: Mapping[str, Fold]
    flags: tuple[Flag, ...]


def read_codebook(raw: Mapping[str, Any]) -> Codebook:
    """Return the codebook of a pack from its parsed TOML; raises PackError."""
    names = tuple(raw.get("fields", {}))
    flags = tuple(_flag(name, spec) for name, spec in raw.get("flags", {}).items())
    choices = {"fields": names, "flags": tuple(flag.name for flag in flags)}
    tables = {name: _table(raw, name, choices) for name in raw.get("tables", {})}
    _check_tables(tables)
    folds = dict(_folds(raw.get("fields", {}), tables["cases"].header))
    return Codebook(tables, names, folds, flags)


def _table(
    raw: Mapping[str, Any], name: str, choices: Mapping[str, tuple[str, ...]]
) -> Table:
    spec = dict(raw["tables"][name])
    columns = raw.get("columns", {})
    like = columns.get(spec.pop("like", None), {})
    if clash := like.keys() & columns.get(name, {}).keys():
        raise _fault(f"columns.{name}", f"{sorted(clash)} repeated; keep one")
    described = {**like, **columns.get(name, {})}
    return _make(
        Table,
        f"tables.{name}",
        spec,
        name=name,
        columns=tuple(
            _column(f"columns.{name}.{key}", key, value, choices)
            for key, value in described.items()
        ),
    )


def _column(
    place: str,
    name: str,
    spec: Mapping[str, Any],
    choices: Mapping[str, tuple[str, ...]],
) -> Column:
    spec = dict(spec)
    if source := spec.pop("enum_of", None):
        if source not in choices:
            raise _fault(place, f"enum_of {source!r}; it may be {sorted(choices)}")
        spec["enum"] = choices[source]
    column = _make(Column, place, spec, name=name)
    if column.type not in TYPES:
        raise _fault(place, f"type {column.type!r}; it may be one of {list(TYPES)}")
    return column


def _check_tables(tables: Mapping[str, Table]) -> None:
    for name in ("documents", "cases", "facts", "claims"):
        if name not in tables:
            raise _fault(f"tables.{name}", "missing; a run needs this table")
    for table in tables.values():
        for key in [*table.primary_key, *(table.foreign_keys or {})]:
            if key not in table.header:
                raise _fault(f"tables.{table.name}", f"no column {key!r}; describe it")
        for target in (table.foreign_keys or {}).values():
            other, _, column = target.partition(".")
            if other not in tables or column not in tables[other].header:
                raise _fault(f"tables.{table.name}", f"no column {target!r}")


def _folds(raw: Mapping[str, Any], header: Sequence[str]) -> Iterable[tuple[str, Fold]]:
    owner: dict[str, str] = {}
    for field, spec in raw.items():
        for column, fold in spec.get("cases", {}).items():
            place = f"fields.{field}.cases.{column}"
            if column not in header:
                raise _fault(place, "no such column; describe it in [columns.cases]")
            if column in owner:
                raise _fault(place, f"{owner[column]} fills it already; keep one")
            owner[column] = field
            yield column, _fold(place, field, fold)


def _fold(place: str, field: str, spec: Mapping[str, Any]) -> Fold:
    spec = dict(spec)
    other = spec.pop("or", None)
    fold = _make(
        Fold,
        place,
        spec,
        field=field,
        otherwise=_fold(f"{place}.or", field, other) if other else None,
    )
    if fold.how not in HOW:
        raise _fault(place, f"how {fold.how!r}; it may be one of {list(HOW)}")
    for name in _NAME.findall(fold.take + fold.prefer):
        if name not in TAKES:
            raise _fault(place, f"take {{{name}}}; it may name {sorted(TAKES)}")
    return fold


def _flag(name: str, spec: Mapping[str, Any]) -> Flag:
    place, rest = f"flags.{name}", dict(spec)
    empty = tuple(rest.pop("empty", ()))
    if not rest:
        return Flag(name, empty)
    if not {"field", "distinct"} <= rest.keys():
        raise _fault(place, "needs `empty`, or `field` and `distinct`")
    field = rest.pop("field")
    fold = {"how": "join", "take": rest.pop("distinct"), **rest}
    return Flag(name, empty, _fold(place, field, fold))


_Record = TypeVar("_Record")


def _make(
    record: type[_Record], place: str, spec: Mapping[str, Any], **given: Any
) -> _Record:
    """Build a record from a TOML table; lists become tuples, unknown keys faults."""
    known = {f.name: f for f in fields(record) if f.name not in given}  # type: ignore[arg-type]  # always a dataclass
    if odd := sorted(spec.keys() - known.keys()):
        raise _fault(place, f"unknown key {odd[0]!r}; it may have {sorted(known)}")
    need = [k for k, f in known.items() if f.default is MISSING and k not in spec]
    if need:
        raise _fault(place, f"no {need[0]!r}; add it")
    cells = {k: tuple(v) if isinstance(v, list) else v for k, v in spec.items()}
    return record(**cells, **given)


def _fault(place: str, what: str) -> PackError:
    return PackError(f"codebook.toml: [{place}]: {what}")
