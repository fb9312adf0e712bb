"""Check a pack as a whole and tell all its faults, not just the first."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pipeline.codebook import Codebook, read_codebook
from pipeline.errors import CaseSeriesError, PackError
from pipeline.pack import Pack, default_pack, load_pack, read_rows


def check_pack(path: Path | None, *, build: bool = True) -> tuple[str, ...]:
    """Return the faults of a pack, each "file:line: what; what to do".

    With `build` the pipeline itself is put together too, which loads spaCy. Raises
    PackError if there is no such folder.
    """
    folder = path or default_pack()
    try:
        pack = load_pack(folder)
        codebook = read_codebook(pack.codebook)
    except PackError as fault:
        if not folder.is_dir():
            raise
        return tuple(dict.fromkeys([str(fault), *_lexicon_faults(folder)]))
    faults = [*_undeclared(pack), *_patterns(pack), *_kinds(pack, codebook)]
    return tuple(faults or (_build(pack) if build else ()))


def _lexicon_faults(folder: Path) -> Iterator[str]:
    """Yield the first fault of each lexicon, when the pack as a whole does not load."""
    try:
        lexicons = tomllib.loads((folder / "codebook.toml").read_text("utf-8")).get(
            "lexicon", {}
        )
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return  # the fault is that of the codebook, told already
    for name, schema in sorted(lexicons.items()):
        try:
            list(read_rows(folder / "lexicon" / f"{name}.tsv", schema))
        except PackError as fault:
            yield str(fault)


def _undeclared(pack: Pack) -> Iterator[str]:
    for file in sorted((pack.path / "lexicon").glob("*.tsv")):
        if file.stem not in pack.lexicons:
            yield (
                f"{file.name}: no [lexicon.{file.stem}] in codebook.toml; "
                "declare its columns there or remove the file"
            )


def _patterns(pack: Pack) -> Iterator[str]:
    """Yield the regular expressions that do not compile."""
    for rows in pack.lexicons.values():
        for row in rows:
            try:
                re.compile(row.cells.get("pattern", ""))
            except re.error as fault:
                yield f"{row.where}: pattern {row['pattern']!r}: {fault}; mend it"


def _kinds(pack: Pack, codebook: Codebook) -> Iterator[str]:
    """Yield the kinds of concepts that no column of cases may hold."""
    takes = {f.field: name for name, f in codebook.folds.items() if f.take == "{kind}"}
    columns = {column.name: column for column in codebook.tables["cases"].columns}
    for row in pack.lexicons.get("concepts", ()):
        allowed = columns[takes[row["field"]]].enum if row["field"] in takes else ()
        if allowed and row["kind"] not in allowed:
            yield (
                f"{row.where}: kind {row['kind']!r} of {row['concept']!r}; "
                f"use one of {', '.join(allowed)}"
            )


def _build(pack: Pack) -> Iterator[str]:
    from pipeline.intake import Recipe, build_station

    try:
        build_station(Recipe(pack.path, pack.sha256))
    except CaseSeriesError as fault:
        yield str(fault)
