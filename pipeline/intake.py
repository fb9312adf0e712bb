"""One file of the corpus in, one extraction per document out, whatever the file holds.

Here is the document boundary: a fault of one document becomes an extraction whose
document is `rejected`, with the reason, and the run goes on.
"""

import atexit
import gc
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Protocol

from pipeline.codebook import Codebook, read_codebook
from pipeline.corpus import CorpusFile, document_name, readable
from pipeline.errors import CaseSeriesError, EvidenceError, ReaderError
from pipeline.evidence import check_evidence
from pipeline.limits import Limits, time_limit
from pipeline.pack import Pack, load_pack
from pipeline.readers import Layout, Source, read_bytes
from pipeline.readers.archive import ArchiveLimits, is_archive, iter_members
from pipeline.records import Document, Extraction
from pipeline.tables import rows_of


class Extractor(Protocol):
    """What turns a document into facts, such as `pipeline.extract.Extractor`."""

    def extract(self, document: Document) -> Extraction:
        """Return what is understood of a document."""


Factory = Callable[[Pack, str | None], Extractor]


@dataclass(frozen=True, slots=True)
class Station:
    """What a process needs to work on files, built once."""

    extractor: Extractor
    layout: Layout
    pack: Pack
    codebook: Codebook

    def extract(self, document: Document) -> Extraction:
        """Return what is understood of a document, its rows tried out."""
        extraction = self.extractor.extract(document)
        check_evidence(extraction)
        rows_of(extraction, self.pack, self.codebook)  # a fault shows at the boundary
        return extraction


def default_factory(pack: Pack, model: str | None) -> Extractor:
    """Return the extractor of a pack; spaCy is loaded here and not before."""
    from pipeline.extract import Extractor as RealExtractor

    return RealExtractor(pack, model=model)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a station is built from; an edited pack has another digest."""

    pack: Path
    pack_sha256: str
    model: str | None = None
    factory: Factory = default_factory


@lru_cache(maxsize=4)  # a run needs one; who goes to and fro builds none twice
def build_station(recipe: Recipe) -> Station:
    """Return the station of this process; raises PackError or ModelError."""
    with _uncollected():
        loaded = load_pack(recipe.pack)
        codebook = read_codebook(loaded.codebook)
        extractor = recipe.factory(loaded, recipe.model)
        return Station(extractor, layout_of(loaded), loaded, codebook)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Build what lives as long as the process; the garbage collector never walks it.

    A pack is half a million small objects: walking them again and again doubled the
    time to build, and each later collection walked them too.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        atexit.register(gc.unfreeze)  # libraries that count their leaks at the end
        if was_enabled:
            gc.enable()


def layout_of(pack: Pack) -> Layout:
    """Return the headings and boilerplate of a pack, compiled for the readers."""
    return Layout.from_rows(
        (row.cells for row in pack.rows("headings")),
        (row.cells for row in pack.rows("boilerplate")),
    )


def read_file(
    file: CorpusFile, station: Station, *, limits: Limits
) -> Iterator[Extraction]:
    """Yield an extraction per document of a file: at least one, maybe a refusal."""
    if file.refusal:
        yield refuse(unread(file), file.refusal)
        return
    try:
        data = _bytes_of(file.path, limits)
    except ReaderError as fault:
        yield refuse(unread(file), str(fault))
        return
    if is_archive(data):
        yield from _archive(data, file.source, station, limits)
    else:
        where = _source(file.source, file.source, data)
        yield from _documents(data, where, station, limits)


def _bytes_of(path: Path, limits: Limits) -> bytes:
    try:
        size = path.stat().st_size
        if size > limits.max_bytes:
            raise ReaderError(
                f"{size / 1e6:.0f} MB; the bound is {limits.max_bytes / 1e6:.0f} MB: "
                "split it or raise --max-mb"
            )
        return path.read_bytes()
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise ReaderError(f"cannot be read ({reason}); check the file") from fault


def _archive(
    data: bytes, source: str, station: Station, limits: Limits
) -> Iterator[Extraction]:
    """Yield the extractions of the files in an archive, named after its members."""
    bounds = ArchiveLimits(
        limits.max_members, limits.max_unpacked_bytes, limits.max_bytes
    )
    members = iter_members(data, bounds)
    try:
        while found := _timely(members, limits):
            path, content = found
            member = readable(path)
            where = _source(f"{source}!{member}", member.rpartition("!")[2], content)
            yield from _documents(content, where, station, limits)
    except ReaderError as fault:
        yield refuse(_source(source, source, data), str(fault))


def _timely(
    members: Iterator[tuple[str, bytes]], limits: Limits
) -> tuple[str, bytes] | None:
    """Return the next member or None; raises ReaderError if it takes too long."""
    with time_limit(limits.max_seconds):
        return next(members, None)


def _source(source: str, path: str, data: bytes) -> Source:
    return Source(document_name(path), source, hashlib.sha256(data).hexdigest())


def _documents(
    data: bytes, where: Source, station: Station, limits: Limits
) -> Iterator[Extraction]:
    """Yield the extractions of one file; a fault ends it with a refusal.

    The one place that catches every exception: article number 8,000 may break any
    library in a way nobody foresaw, and must not cost the other 7,999. The refusal
    names the fault and asks for a report, so that nothing is silent.
    """
    documents = read_bytes(data, where, station.layout)
    for number in count():
        document = None
        try:
            with time_limit(limits.max_seconds):
                document = next(documents, None)
                if document is None and number:
                    return
                if document is None:
                    raise ReaderError("holds no article; remove it")
                _check_length(document, limits)
                extraction = station.extract(document)
        except Exception as fault:  # noqa: BLE001  # the document boundary, see above
            extraction = _refusal_of(fault, where, document)
        yield extraction
        if document is None:
            return


def _check_length(document: Document, limits: Limits) -> None:
    if len(document.text) > limits.max_characters:
        raise ReaderError(
            f"{len(document.text):,} characters; the bound is "
            f"{limits.max_characters:,}: split it into articles"
        )


def _refusal_of(
    fault: Exception, where: Source, document: Document | None
) -> Extraction:
    if isinstance(fault, EvidenceError):
        raise fault
    message = str(fault).removeprefix(f"{where.source}: ")
    if not isinstance(fault, CaseSeriesError):
        message = f"internal error: {type(fault).__name__}: {fault}; please report it"
    message = " ".join(message.split())
    if document is None:
        return refuse(where, message)
    broken = replace(document, status="rejected", message=message)
    return Extraction(document=broken, kind="", n_patients=0)


def unread(file: CorpusFile) -> Source:
    """Return what is known of a file whose bytes were not read: no digest."""
    return Source(document_name(file.source), file.source, "")


def refuse(where: Source, message: str) -> Extraction:
    """Return the extraction of a file that was not read, with the reason."""
    document = Document(
        doc_id=where.doc_id,
        source=where.source,
        format=PurePosixPath(where.source).suffix.lower().lstrip("."),
        sha256=where.sha256,
        text="",
        status="rejected",
        message=message,
    )
    return Extraction(document=document, kind="", n_patients=0)
