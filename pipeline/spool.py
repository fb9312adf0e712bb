"""Extractions on disk between reading and writing, so that a run of any size fits.

A worker spools the extractions of one file and hands over small entries; the run sorts
the entries and fetches each extraction when its rows are due.
"""

import pickle
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.likeness import runs_of, sketch, story_of
from pipeline.records import Document, Extraction


@dataclass(frozen=True, slots=True)
class Entry:
    """What a run must know of a document before it writes; where the rest lies.

    `n_words` counts what is read, without references; `sketch` is that of its text.
    """

    name: str
    source: str
    sha256: str
    status: str
    title: str | None
    doi: str | None
    pmid: str | None
    pmcid: str | None
    n_words: int
    sketch: bytes
    spool: Path
    offset: int


def spool(extractions: Iterable[Extraction], path: Path) -> list[Entry]:
    """Write extractions one after the other and return their entries in order."""
    entries = []
    with path.open("wb") as file:
        for extraction in extractions:
            entries.append(_entry(extraction.document, path, file.tell()))
            pickle.dump(extraction, file, protocol=pickle.HIGHEST_PROTOCOL)
    return entries


def _entry(document: Document, path: Path, offset: int) -> Entry:
    story = story_of(document)
    return Entry(
        name=document.doc_id,
        source=document.source,
        sha256=document.sha256,
        status=document.status,
        title=document.title,
        doi=document.doi,
        pmid=document.pmid,
        pmcid=document.pmcid,
        n_words=len(story.split()),
        sketch=sketch(runs_of(story)),
        spool=path,
        offset=offset,
    )


def fetch(entry: Entry) -> Extraction:
    """Return a spooled extraction."""
    with entry.spool.open("rb") as file:
        file.seek(entry.offset)
        extraction: Extraction = pickle.load(file)
        return extraction
