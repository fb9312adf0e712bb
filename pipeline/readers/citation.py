"""Bibliographic records of any database, and the documents made of them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from pipeline.readers.builder import DocumentBuilder
from pipeline.readers.layout import Layout, Source
from pipeline.records import Document

_YEAR = re.compile(r"\b(1[6-9]\d\d|20\d\d)\b")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]{1,200}")
_COPYRIGHT = re.compile(
    r"(?:©|copyright\b|\(c\)(?= ?\d{4}))[^.]{0,80}\d{4}\b.{0,200}\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Citation:
    """One record; `abstract` holds (label, text), the label "" where there is none."""

    title: str | None = None
    abstract: tuple[tuple[str, str], ...] = ()
    authors: tuple[str, ...] = ()
    year: int | None = None
    journal: str | None = None
    volume: str | None = None
    pages: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    publication_types: tuple[str, ...] = ()
    mesh: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


def documents(
    citations: Iterable[Citation], source: Source, layout: Layout, *, format: str
) -> Iterator[Document]:
    """Yield a document per citation, reading no further ahead than one record.

    A lone record keeps the stem as its id; of several each is `<stem>__<PMID>`, or
    `<stem>__<running number>` where it has none or repeats one.
    """
    stream = iter(citations)
    start = list(islice(stream, 2))
    seen: Counter[str] = Counter()
    for number, citation in enumerate(chain(start, stream), start=1):
        own = source
        if len(start) > 1:
            name = citation.pmid or str(number)
            seen[name] += 1
            repeated = f"{name}__{seen[name]}" if seen[name] > 1 else name
            own = replace(source, doc_id=f"{source.doc_id}__{repeated}")
        yield _document(citation, own, layout, format)


def _document(
    citation: Citation, source: Source, layout: Layout, format: str
) -> Document:
    builder = DocumentBuilder(source, layout, format=format)
    builder.heading(citation.title or "", "title")
    builder.paragraph(", ".join(citation.authors), "metadata")
    if citation.abstract:
        builder.heading("Abstract", "abstract")
    for label, text in citation.abstract:
        builder.heading(label, layout.category(label), level=2)
        builder.paragraph(_COPYRIGHT.sub("", text))
    if citation.keywords:
        builder.paragraph("Keywords: " + "; ".join(citation.keywords), "keywords")
    if builder.is_empty:
        return _refused(citation, source, format)
    if citation.mesh:  # the evidence of a sex that only the headings give
        builder.paragraph("MeSH: " + "; ".join(citation.mesh), "keywords")
    return builder.build(
        title=citation.title,
        authors=citation.authors,
        year=citation.year,
        journal=citation.journal,
        volume=citation.volume,
        pages=citation.pages,
        doi=citation.doi,
        pmid=citation.pmid,
        pmcid=citation.pmcid,
        publication_types=citation.publication_types,
        mesh=citation.mesh,
    )


def _refused(citation: Citation, source: Source, format: str) -> Document:
    """Return the row of a record that holds nothing to read; the others go on."""
    return Document(
        doc_id=source.doc_id,
        source=source.source,
        format=format,
        sha256=source.sha256,
        text="",
        pmid=citation.pmid,
        status="rejected",
        message="a record without title and abstract; fetch the article",
    )


def find_year(text: str | None) -> int | None:
    """Return the first year in a date as databases print it ("2019 Feb 3")."""
    found = _YEAR.search(text or "")
    return int(found[1]) if found else None


def find_doi(*texts: str | None) -> str | None:
    """Return the first DOI in the texts, without its resolver or trailing stop."""
    found = (_DOI.search(text or "") for text in texts)
    return next((one[0].rstrip(".,;)") for one in found if one), None)


def natural_name(name: str) -> str:
    """Turn "Whitlow, Jessamy" into "Jessamy Whitlow"; other forms stay."""
    last, comma, given = name.partition(",")
    return f"{given.split(',')[0].strip()} {last.strip()}".strip() if comma else name
