"""A run is written beside its outputs folder and put in its place when it is whole.

An interrupted run leaves the old outputs as they were; a folder that holds anything the
program did not write is never touched. What was derived from a former run goes with
it; what a person has filled in is carried over to the new one.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import OutputError

#: Files of a run beside the tables.
OTHERS = ("codebook.csv", "datapackage.json", "run.json")
TEXTS = "texts"
#: Made from a run by other commands: a new run drops them, for they would be stale.
DERIVED = (
    "report.html",
    "table1.csv",
    "literature_table.csv",
    "literature_table.docx",
    "comparison.csv",
    "comparison.html",
)
EXPORTS = "exports"
_EXPORTED = (
    "caseseries.xlsx",
    "caseseries.sqlite",
    "references.ris",
    "parquet/*.parquet",
    "phenopackets/*.json",
)
#: What a person decided: a new run keeps it.
KEPT = ("appraisal.csv",)


def check_target(out: Path, corpus: Path, tables: tuple[str, ...]) -> None:
    """Raise OutputError unless `out` is new, empty, or a former run."""
    if out.resolve().is_relative_to(corpus.resolve()):
        raise OutputError(
            f"{out}: lies inside the corpus {corpus}; name another folder with --out"
        )
    check_former(out, tables)


def check_former(out: Path, tables: tuple[str, ...]) -> None:
    """Raise OutputError if replacing `out` would lose what no run has written."""
    if not out.exists():
        return
    if not out.is_dir():
        raise OutputError(f"{out}: is a file; name a folder with --out")
    if foreign := _foreign(out, tables):
        raise OutputError(
            f"{out}: holds {foreign}, which no run has written; name another folder "
            "with --out, or move it away"
        )


def _foreign(out: Path, tables: tuple[str, ...]) -> str | None:
    names = sorted(path.name for path in out.iterdir())
    written = {*(f"{table}.csv" for table in tables), *OTHERS, TEXTS}
    known = written | {*DERIVED, *KEPT, EXPORTS}
    if odd := [name for name in names if name not in known]:
        return odd[0]
    if odd := [*_odd(out / TEXTS, ("*.txt",)), *_odd(out / EXPORTS, _EXPORTED)]:
        return odd[0]
    return f"{names[0]} but no run.json" if names and "run.json" not in names else None


def _odd(folder: Path, patterns: tuple[str, ...]) -> list[str]:
    """Return the files of a folder, at any depth, that fit none of the patterns."""
    fine = {path for pattern in patterns for path in folder.glob(pattern)}
    return [
        path.relative_to(folder.parent).as_posix()
        for path in sorted(folder.rglob("*"))
        if path not in fine and not path.is_dir()
    ]


@contextmanager
def staged(out: Path) -> Iterator[tuple[Path, Path]]:
    """Give an empty folder for the outputs and one for scratch; then move them in.

    The block's end puts the outputs at `out` in one rename, with what is kept of a
    former run, after that was put aside; a fault or an interrupt leaves `out` as it
    was.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as fault:
        raise OutputError(
            f"{out}: cannot be written ({fault.strerror}); name another with --out"
        ) from fault
    fresh, scratch = stage / "new", stage / "scratch"
    try:
        fresh.mkdir()
        scratch.mkdir()
        yield fresh, scratch
        for path in filter(Path.is_file, (out / name for name in KEPT)):
            shutil.copy2(path, fresh)
        _swap(fresh, out, stage / "old")
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _swap(fresh: Path, out: Path, old: Path) -> None:
    if out.exists():
        out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
