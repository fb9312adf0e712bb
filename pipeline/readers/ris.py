"""Read RIS files as reference managers export them."""

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

_PMID = re.compile(
    r"(?:PMID:?\s*|pubmed(?:\.ncbi\.nlm\.nih\.gov)?/)(\d{4,9})\b", re.IGNORECASE
)
_BARE_PMID = re.compile(r"\d{6,9}")
_PMCID = re.compile(r"\bPMC\d+")


def read_ris(data: bytes, source: Source, layout: Layout) -> Iterator[Document]:
    """Yield one document per record; raises ReaderError if there is none."""
    found = records(decode(data, source), first_tag="TY", last_tag="ER")
    citations = [_citation(record) for record in found]
    if not citations:
        raise ReaderError(f"{source.source}: no TY line in it; is it a RIS file?")
    yield from documents(citations, source, layout, format="ris")


def _citation(record: Record) -> Citation:
    abstract = first(record, "AB", "N2")
    everything = " ".join(value for values in record.values() for value in values)
    pmcid = _PMCID.search(everything)
    return Citation(
        title=first(record, "TI", "T1", "CT", "BT"),
        abstract=(("", abstract),) if abstract else (),
        authors=tuple(natural_name(one) for one in every(record, "AU", "A1")),
        year=find_year(first(record, "PY", "Y1", "DA")),
        journal=first(record, "JO", "JF", "T2", "JA", "J2", "J1"),
        volume=first(record, "VL"),
        pages=_pages(record),
        doi=find_doi(first(record, "DO"), *record.get("UR", ()), *record.get("M3", ())),
        pmid=_pmid(record),
        pmcid=pmcid[0] if pmcid else None,
        publication_types=every(record, "M3") or every(record, "TY"),
        keywords=every(record, "KW"),
    )


def _pages(record: Record) -> str | None:
    start, end = first(record, "SP"), first(record, "EP")
    return f"{start}-{end}" if start and end and start != end else start


def _pmid(record: Record) -> str | None:
    """Return the PMID: a bare accession number from PubMed, or one named as such."""
    accession = first(record, "AN", "C7", "ID") or ""
    database = " ".join(every(record, "DB", "DP"))
    is_pubmed = re.search(r"pubmed|medline|nlm", database, re.IGNORECASE)
    if is_pubmed and _BARE_PMID.fullmatch(accession):
        return accession
    places = [*record.get("AN", ()), *record.get("UR", ()), *record.get("N1", ())]
    found = (_PMID.search(place) for place in places)
    return next((one[1] for one in found if one), None)
