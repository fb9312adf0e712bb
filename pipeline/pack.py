"""Load and validate a pack, a folder `models/<name>`.

It has config.cfg, codebook.toml and lexicon/*.tsv: everything a clinician would argue
about. A lexicon is a table with a header row; lines that start with `#` are comments.
Its columns are declared in codebook.toml under `[lexicon.<name>]`:

    [lexicon.symptoms]
    columns = ["term", "concept", "source", "note"]
    key = ["term"]          # no two rows may share it
    required = ["term", "concept"]
    field = "symptom"       # term lists only: the concepts.tsv rows it points at
"""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline.errors import LexiconError, PackError

NOTHING = "-"  # a term of this concept only shadows shorter terms


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a lexicon; `where` is "file:line" for messages."""

    cells: Mapping[str, str]
    file: str
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    @property
    def where(self) -> str:
        """Return "file:line"."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Concept:
    """A canonical name of one field, with its kind and its code where one exists."""

    field: str
    name: str
    kind: str
    code: str | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """A validated pack; `files` maps each file of it to its sha256."""

    name: str
    path: Path
    sha256: str
    codebook: Mapping[str, Any]
    lexicons: Mapping[str, tuple[Row, ...]]
    concepts: Mapping[tuple[str, str], Concept]
    files: Mapping[str, str]

    @property
    def config(self) -> Path:
        """Return the path of the spaCy config."""
        return self.path / "config.cfg"

    def rows(self, lexicon: str) -> tuple[Row, ...]:
        """Return the rows of a lexicon; raises PackError if the pack has none."""
        if lexicon not in self.lexicons:
            raise PackError(
                f"{self.path}: no lexicon/{lexicon}.tsv; add it or take the component "
                "that needs it out of config.cfg"
            )
        return self.lexicons[lexicon]

    def concept(self, field: str, name: str) -> Concept | None:
        """Return a concept of a field, or None for a name the pack does not know."""
        return self.concepts.get((field, name))


def default_pack() -> Path:
    """Return the folder of the spine pack, of the checkout or the installed package."""
    here = Path(__file__).resolve().parent
    for folder in (here.parent / "models" / "spine", here / "models" / "spine"):
        if (folder / "config.cfg").is_file():
            return folder
    raise PackError("the spine pack is not installed; name one with --pack DIR")


def load_pack(path: Path | str | None = None) -> Pack:
    """Return the pack in a folder; the first fault found raises PackError.

    Files that have not changed are parsed once in a process.
    """
    folder = Path(path) if path else default_pack()
    return _parse(folder, tuple(_digests(folder).items()))


@lru_cache(maxsize=2)  # a run asks for one pack, at its start and in its components
def _parse(folder: Path, digests: tuple[tuple[str, str], ...]) -> Pack:
    codebook = _read_codebook(folder / "codebook.toml")
    lexicons = {
        name: tuple(read_rows(folder / "lexicon" / f"{name}.tsv", schema))
        for name, schema in sorted(codebook.get("lexicon", {}).items())
    }
    concepts = _index_concepts(lexicons.get("concepts", ()))
    for name, schema in codebook.get("lexicon", {}).items():
        _check_terms(lexicons[name], schema.get("field"), concepts)
    files = dict(digests)
    return Pack(
        name=folder.name,
        path=folder,
        sha256=_digest(files),
        codebook=MappingProxyType(codebook),
        lexicons=MappingProxyType(lexicons),
        concepts=MappingProxyType(concepts),
        files=MappingProxyType(files),
    )


def _pack_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise PackError(f"{folder}: no such pack folder; name one with --pack DIR")
    for name in ("config.cfg", "codebook.toml", "lexicon"):
        if not (folder / name).exists():
            raise PackError(f"{folder / name}: missing; a pack needs it")
    return sorted(p for p in folder.rglob("*") if p.suffix in {".cfg", ".toml", ".tsv"})


def _digests(folder: Path) -> dict[str, str]:
    """Return the sha256 of each file of a pack by its path in the pack."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(
            file.read_bytes()
        ).hexdigest()
        for file in _pack_files(folder)
    }


def _digest(files: Mapping[str, str]) -> str:
    total = hashlib.sha256()
    for name, sha256 in files.items():
        total.update(name.encode())
        total.update(bytes.fromhex(sha256))
    return total.hexdigest()


def _read_codebook(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise PackError(f"{path}: {fault}; mend the TOML") from fault


def read_rows(path: Path, schema: Mapping[str, Any]) -> Iterator[Row]:
    """Yield the rows of a lexicon, checked against its schema.

    Raises LexiconError("file:line: what; what to do").
    """
    columns, key = list(schema["columns"]), list(schema.get("key", ()))
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in _split_lines(path, columns):
        row = Row(
            MappingProxyType(dict(zip(columns, cells, strict=True))), path.name, number
        )
        for column in schema.get("required", columns[:1]):
            if not row[column]:
                raise LexiconError(f"{row.where}: empty {column}; fill it in")
        values = tuple(row[column].casefold() for column in key)
        if key and values in seen:
            raise LexiconError(
                f"{row.where}: {', '.join(key)} {' / '.join(values)!r} already stands "
                f"in line {seen[values]}; keep one row"
            )
        seen[values] = number
        yield row


def _split_lines(path: Path, columns: list[str]) -> Iterator[tuple[int, list[str]]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError as fault:
        raise PackError(f"{path}: missing; codebook.toml declares it") from fault
    except UnicodeDecodeError as fault:
        raise LexiconError(
            f"{path.name}: not UTF-8 ({fault.reason}); save it so"
        ) from fault
    header = False
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not header:
            header = True
            if cells != columns:
                raise LexiconError(
                    f"{path.name}:{number}: header is {cells}; it must be {columns}"
                )
            continue
        if len(cells) > len(columns):
            raise LexiconError(
                f"{path.name}:{number}: {len(cells)} cells for {len(columns)} columns; "
                "remove the extra tabs"
            )
        yield number, cells + [""] * (len(columns) - len(cells))


def _index_concepts(rows: tuple[Row, ...]) -> dict[tuple[str, str], Concept]:
    return {
        (row["field"], row["concept"]): Concept(
            row["field"], row["concept"], row["kind"], row["code"] or None, row["note"]
        )
        for row in rows
    }


def _check_terms(
    rows: tuple[Row, ...],
    field: str | None,
    concepts: Mapping[tuple[str, str], Concept],
) -> None:
    for row in rows if field else ():
        name = row["concept"]
        if name != NOTHING and (field, name) not in concepts:
            raise LexiconError(
                f"{row.where}: concept {name!r} is not in concepts.tsv as a {field}; "
                "add it there or mend the name"
            )
