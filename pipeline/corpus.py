"""The files of a corpus: which are read, in which order, under which name.

Hidden files, leftovers of operating systems and the README of the folder itself are no
articles and are passed over; every other file gets its row in documents.csv.
"""

import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from pipeline.errors import CorpusError

_LEFTOVER = re.compile(r"\.|~\$|thumbs\.db$|desktop\.ini$|__macosx$", re.IGNORECASE)
_PACKED = (".gz", ".tgz", ".bz2", ".xz")
#: Longest document name, in bytes, that leaves room for "__2" and ".txt".
MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """A file of the corpus; `refusal` says why it is not even opened."""

    path: Path
    source: str
    refusal: str | None = None


def list_files(
    corpus: Path, *, include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> list[CorpusFile]:
    """Return the files of a corpus in path order.

    Globs match the path below the corpus or the bare name. Raises CorpusError if the
    corpus is missing, no folder, or holds no file.
    """
    if not corpus.exists():
        raise CorpusError(f"{corpus}: no such folder; name the folder of your articles")
    if not corpus.is_dir():
        raise CorpusError(f"{corpus}: is a file; name the folder that holds it")
    files = sorted(_walk(corpus, include, exclude), key=lambda file: file.source)
    if not files:
        raise CorpusError(f"{corpus}: holds no files; put the articles there")
    return files


def _walk(
    corpus: Path, include: Sequence[str], exclude: Sequence[str]
) -> Iterator[CorpusFile]:
    unread: list[OSError] = []
    for folder, subfolders, names in os.walk(corpus, onerror=unread.append):
        subfolders[:] = [name for name in subfolders if not _LEFTOVER.match(name)]
        for name in names:
            path = Path(folder, name)
            source = readable(path.relative_to(corpus).as_posix())
            if not _is_passed_over(source):
                yield CorpusFile(path, source, _refusal(path, source, include, exclude))
    for fault in unread:
        path = Path(fault.filename)
        source = readable(path.relative_to(corpus).as_posix())
        yield CorpusFile(path, source, f"folder not readable ({fault.strerror})")


def readable(path: str) -> str:
    """Return a path as text that can be written: undecodable bytes become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _is_passed_over(source: str) -> bool:
    name = PurePosixPath(source).name
    is_readme = "/" not in source and name.casefold().startswith("readme")
    return is_readme or _LEFTOVER.match(name) is not None


def _refusal(
    path: Path, source: str, include: Sequence[str], exclude: Sequence[str]
) -> str | None:
    if glob := next((g for g in exclude if _matches(source, g)), None):
        return f"left out by --exclude {glob!r}"
    if include and not any(_matches(source, g) for g in include):
        return "left out: no --include matches"
    try:
        is_odd = path.exists() and not path.is_file()
    except OSError as fault:  # a folder that may be listed and not entered
        return f"cannot be read ({fault.strerror}); check the file"
    return "not a regular file; left alone" if is_odd else None


def _matches(source: str, glob: str) -> bool:
    return fnmatchcase(source, glob) or fnmatchcase(PurePosixPath(source).name, glob)


def document_name(source: str) -> str:
    """Return the stem that names a file's document: "a/b.xml.gz" -> "b"."""
    name = PurePosixPath(source).name
    for _ in range(2):
        stem, dot, suffix = name.rpartition(".")
        if not stem:
            break
        name = stem
        if dot + suffix.casefold() not in _PACKED:
            break
    clean = "".join(c if c.isprintable() else "_" for c in name).strip() or "document"
    clean = unicodedata.normalize("NFC", clean).replace("\\", "_")
    clean = re.sub(r"^[-=+@]", "_", clean)  # a name is never taken for a formula
    return clean.encode()[:MAX_NAME].decode("utf-8", "ignore")


class UniqueNames:
    """Gives each document a name of its own; letter case makes no difference."""

    def __init__(self) -> None:
        """Begin with no name taken."""
        self._taken: set[str] = set()

    def take(self, name: str) -> str:
        """Return the name, or "<name>__2", "__3" … if it is taken already."""
        unique, number = name, 1
        while unique.casefold() in self._taken:
            number += 1
            unique = f"{name}__{number}"
        self._taken.add(unique.casefold())
        return unique
