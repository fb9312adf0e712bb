"""A run is written beside its outputs folder and put in its place when it is whole.

An interrupted run leaves the old outputs as they were; a folder that holds anything a
run did not write is never touched.
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


def check_target(out: Path, corpus: Path, tables: tuple[str, ...]) -> None:
    """Raise OutputError unless `out` is new, empty, or a former run."""
    if out.resolve().is_relative_to(corpus.resolve()):
        raise OutputError(
            f"{out}: lies inside the corpus {corpus}; name another folder with --out"
        )
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
    known = {*(f"{table}.csv" for table in tables), *OTHERS, TEXTS}
    if odd := [name for name in names if name not in known]:
        return odd[0]
    texts = sorted(out.glob(f"{TEXTS}/*"))
    if odd := [path.name for path in texts if path.suffix != ".txt"]:
        return f"{TEXTS}/{odd[0]}"
    return f"{names[0]} but no run.json" if names and "run.json" not in names else None


@contextmanager
def staged(out: Path) -> Iterator[tuple[Path, Path]]:
    """Give an empty folder for the outputs and one for scratch; then move them in.

    The block's end puts the outputs at `out` in one rename, after a former run was
    put aside; a fault or an interrupt leaves `out` as it was.
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
