"""Read MEDLINE files as PubMed exports them (.nbib, .txt)."""

import re
from collections.abc import Iterator

from pipeline.errors import ReaderError
from pipeline.readers.citation import (
    Citation,
    documents,
    find_doi,
    find_year,
    natural_name,
)
from pipeline.readers.layout import Layout, Source
from pipeline.readers.sniff import decode
from pipeline.readers.tagged import Record, every, first, records
from pipeline.records import Document

_PMCID = re.compile(r"PMC\d+")


def read_medline(data: bytes, source: Source, layout: Layout) -> Iterator[Document]:
    """Yield one document per record; raises ReaderError if there is none."""
    found = records(decode(data, source), first_tag="PMID", last_tag=None)
    citations = [_citation(record) for record in found]
    if not citations:
        raise ReaderError(f"{source.source}: no PMID line in it; is it a MEDLINE file?")
    yield from documents(citations, source, layout, format="medline")


def _citation(record: Record) -> Citation:
    abstract = first(record, "AB", "OAB")
    dois = [one for one in every(record, "LID", "AID") if "[doi]" in one]
    pmcid = _PMCID.search(first(record, "PMC") or "")
    return Citation(
        title=_unbracket(first(record, "TI", "BTI")),
        abstract=(("", abstract),) if abstract else (),
        authors=tuple(natural_name(one) for one in every(record, "FAU", "AU", "CN")),
        year=find_year(first(record, "DP", "DEP", "EDAT")),
        journal=first(record, "JT", "TA"),
        volume=first(record, "VI"),
        pages=first(record, "PG"),
        doi=find_doi(*dois, *record.get("AID", ()), first(record, "SO")),
        pmid=first(record, "PMID"),
        pmcid=pmcid[0] if pmcid else None,
        publication_types=every(record, "PT"),
        mesh=_mesh(record),
        keywords=tuple(one.lstrip("*") for one in every(record, "OT")),
    )


def _unbracket(title: str | None) -> str | None:
    """Return a title without the square brackets of a translated one."""
    return re.sub(r"\A\[(.*)\](\.?)\Z", r"\1\2", title) if title else None


def _mesh(record: Record) -> tuple[str, ...]:
    """Return the descriptors, without qualifiers and the mark of a major topic."""
    names = (value.partition("/")[0].lstrip("*") for value in every(record, "MH"))
    return tuple(dict.fromkeys(names))
