"""Where an export goes: written beside its place, and moved there when it is whole.

What no export has written is never replaced: a file with another suffix, or a folder
with any file that lacks the mark of its format.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import OutputError


@contextmanager
def placed_file(out: Path, *, suffixes: tuple[str, ...]) -> Iterator[Path]:
    """Give a path to write a file at; the block's end moves it to `out`."""
    if out.is_dir():
        raise OutputError(f"{out}: is a folder; name a file with --out")
    if out.exists() and out.suffix.lower() not in suffixes:
        raise OutputError(
            f"{out}: exists and is no {suffixes[0]} file; name another with --out"
        )
    with _beside(out) as stage:
        yield stage / "new"
        (stage / "new").replace(out)


@contextmanager
def placed_folder(out: Path, *, mark: bytes) -> Iterator[Path]:
    """Give an empty folder to write into; the block's end puts it in place of `out`."""
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out}: is a file; name a folder with --out")
    if odd := [path for path in sorted(out.glob("*")) if not _has(path, mark)]:
        raise OutputError(
            f"{out}: holds {odd[0].name}, which no export has written; name another "
            "folder with --out, or move it away"
        )
    with _beside(out) as stage:
        (stage / "new").mkdir()
        yield stage / "new"
        if out.exists():
            out.rename(stage / "old")
        (stage / "new").rename(out)


def _has(path: Path, mark: bytes) -> bool:
    return path.is_file() and mark in path.read_bytes()


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        stage = tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent)
    except OSError as fault:
        raise OutputError(
            f"{out}: cannot be written ({fault.strerror}); name another with --out"
        ) from fault
    with stage as folder:
        yield Path(folder)
