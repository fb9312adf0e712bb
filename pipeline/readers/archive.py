"""Read archives through in memory, bounded; nothing is unpacked to disk."""

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import IO

from pipeline.errors import ReaderError
from pipeline.readers.layout import Layout, Source
from pipeline.records import Document

_GZIP = b"\x1f\x8b"
_ZIP = b"PK"
_MOST_SINGLE = 100_000_000
_TAR_MAGIC = slice(257, 262)
_OFFICE = frozenset({"[Content_Types].xml", "mimetype"})
_LITTER = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db"})
_BROKEN = (
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What an archive may hold: members, and bytes after unpacking, nested ones too.

    A member of more than `member_bytes` is passed over, and named at the end.
    """

    members: int = 10_000
    total_bytes: int = 1_000_000_000
    member_bytes: int = 100_000_000


@dataclass(slots=True)
class _Budget:
    """What is left of the limits while one archive is read."""

    members: int
    total_bytes: int
    member_bytes: int

    def spend_member(self) -> None:
        self.members -= 1
        if self.members < 0:
            raise ReaderError("archive: too many members; split it")

    def read(self, stream: IO[bytes]) -> bytes | None:
        """Return all of a stream, or None if it is too large for one member.

        Raises ReaderError once the members together exceed what is left.
        """
        data = stream.read(min(self.total_bytes, self.member_bytes) + 1)
        self.total_bytes -= len(data)
        if self.total_bytes < 0:
            raise ReaderError("archive: unpacks to more than allowed; split it")
        return data if len(data) <= self.member_bytes else None


def is_archive(data: bytes) -> bool:
    """Return whether the bytes are a .zip or a .tar, plain or compressed.

    Office files (zip by nature) and single gzipped files are not.
    """
    if data.startswith(_ZIP):
        return zipfile.is_zipfile(io.BytesIO(data)) and not _is_office(data)
    return _is_tar(data)


def iter_members(
    data: bytes, limits: ArchiveLimits | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield (path in the archive, bytes) of each file, archives in it one level deep.

    A member of an inner archive is "inner.zip!member.txt". Paths never lead out of
    the archive. Raises ReaderError if it is broken or exceeds the limits, and after
    the last member if some members could not be read.
    """
    limits = limits or ArchiveLimits()
    budget = _Budget(limits.members, limits.total_bytes, limits.member_bytes)
    failed: list[str] = []
    for path, content in _members(data, budget, failed):
        if not is_archive(content):
            yield path, content
            continue
        inner: list[str] = []
        for name, part in _members(content, budget, inner):
            yield f"{path}!{name}", part
        failed.extend(f"{path}!{name}" for name in inner)
    if failed:
        names = ", ".join(failed[:5])
        raise ReaderError(
            f"archive: {len(failed)} members are damaged or too large ({names}); "
            "unpack by hand"
        )


def read_gzip(data: bytes, source: Source, layout: Layout) -> Iterator[Document]:
    """Yield the documents of a single gzipped file, of any format.

    PubMed files are read as a stream; others may unpack to 100 MB.
    """
    from pipeline.readers import read_bytes  # the registry imports this module

    head = _gunzip(data, source, 2000)
    if b"<PubmedArticle" in head:
        from pipeline.readers.pubmed import read_pubmed

        yield from read_pubmed(data, source, layout)
        return
    name = source.source.removesuffix(".gz")
    content = _gunzip(data, source, _MOST_SINGLE + 1)
    if len(content) > _MOST_SINGLE:
        raise ReaderError(f"{source.source}: unpacks to too much; split it")
    if content.startswith(_GZIP):
        raise ReaderError(f"{source.source}: gzipped twice; unpack it once")
    for document in read_bytes(content, replace(source, source=name), layout):
        yield replace(document, source=source.source)


def _gunzip(data: bytes, source: Source, most: int) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            return stream.read(most)
    except _BROKEN as fault:
        raise ReaderError(f"{source.source}: broken gzip; download it again") from fault


def _is_office(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return not _OFFICE.isdisjoint(archive.namelist())
    except _BROKEN:
        return False


def _is_tar(data: bytes) -> bool:
    head = data[:512]
    if data.startswith(_GZIP):
        try:
            head = gzip.GzipFile(fileobj=io.BytesIO(data)).read(512)
        except _BROKEN:
            return False
    return head[_TAR_MAGIC] == b"ustar"


def _members(
    data: bytes, budget: _Budget, failed: list[str]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of one archive; names of unreadable ones go to `failed`."""
    try:
        if data.startswith(_ZIP):
            yield from _zip_members(data, budget, failed)
        else:
            yield from _tar_members(data, budget, failed)
    except _BROKEN as fault:
        raise ReaderError("archive: broken; download it again") from fault


def _zip_members(
    data: bytes, budget: _Budget, failed: list[str]
) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            path = _safe_path(info.filename)
            if info.is_dir() or path is None:
                continue
            budget.spend_member()
            try:
                with archive.open(info) as stream:
                    content = budget.read(stream)
            except _BROKEN:
                content = None
            if content is None:
                failed.append(path)
            else:
                yield path, content


def _tar_members(
    data: bytes, budget: _Budget, failed: list[str]
) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:*") as archive:
        for info in archive:
            path = _safe_path(info.name)
            if not info.isfile() or path is None:
                continue
            budget.spend_member()
            stream = archive.extractfile(info)
            content = budget.read(stream) if stream else None
            if content is None:
                failed.append(path)
            else:
                yield path, content


def _safe_path(name: str) -> str | None:
    """Return a member's path inside the archive, or None for what systems leave."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    safe = [part for part in parts if part not in ("/", "..", ".")]
    return "/".join(safe) if safe and _LITTER.isdisjoint(safe) else None
