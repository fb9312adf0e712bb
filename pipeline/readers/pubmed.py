"""Read PubMed XML, plain or gzipped, citation by citation in constant memory."""

import gzip
import io
import re
import zlib
from collections.abc import Iterator

from lxml import etree

from pipeline.errors import ReaderError
from pipeline.readers.citation import Citation, documents, find_year
from pipeline.readers.layout import Layout, Source
from pipeline.readers.markup import inline, local
from pipeline.records import Document

_ARTICLES = ("{*}PubmedArticle", "{*}PubmedBookArticle")
_GZIP = b"\x1f\x8b"
_TITLE_BRACKETS = re.compile(r"\A\[(.*)\](\.?)\Z")


def read_pubmed(data: bytes, source: Source, layout: Layout) -> Iterator[Document]:
    """Yield one document per citation of a PubMed file.

    Raises ReaderError if the file is damaged before the first citation ends, or in
    the middle: the citations before the damage have then been yielded.
    """
    found = documents(_citations(data, source), source, layout, format="pubmed")
    first = next(found, None)
    if first is None:
        raise ReaderError(f"{source.source}: no PubmedArticle in it; is it PubMed XML?")
    yield first
    yield from found


def _citations(data: bytes, source: Source) -> Iterator[Citation]:
    """Parse as a stream, forgetting each citation once it has been read."""
    stream = io.BytesIO(data)
    opened = gzip.GzipFile(fileobj=stream) if data.startswith(_GZIP) else stream
    try:
        for _, element in etree.iterparse(
            opened, tag=_ARTICLES, resolve_entities=False, no_network=True
        ):
            yield _citation(element)
            _forget(element)
    except (etree.XMLSyntaxError, OSError, EOFError, zlib.error) as fault:
        what = str(fault).partition(" (")[0]
        raise ReaderError(
            f"{source.source}: broken PubMed XML ({what}); download it again"
        ) from fault


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _citation(article: etree._Element) -> Citation:
    book = local(article) == "PubmedBookArticle"
    return Citation(
        title=_title(article),
        abstract=tuple(_abstract(article)),
        authors=tuple(_authors(article)),
        year=_year(article),
        journal=_first(article, "Journal/Title", "MedlineTA", "Book/BookTitle"),
        volume=_first(article, "JournalIssue/Volume"),
        pages=_pages(article),
        doi=_identifier(article, "doi"),
        pmid=_first(article, "BookDocument/PMID" if book else "MedlineCitation/PMID"),
        pmcid=_identifier(article, "pmc"),
        publication_types=_all(article, "PublicationTypeList/PublicationType"),
        mesh=_all(article, "MeshHeading/DescriptorName"),
        keywords=_all(article, "KeywordList/Keyword"),
    )


def _find(article: etree._Element, path: str) -> list[etree._Element]:
    steps = "/".join(f"{{*}}{step}" for step in path.split("/"))
    return article.findall(f".//{steps}")


def _first(article: etree._Element, *paths: str) -> str | None:
    texts = (inline(one) for path in paths for one in _find(article, path))
    return next((text for text in texts if text), None)


def _all(article: etree._Element, path: str) -> tuple[str, ...]:
    texts = (inline(one) for one in _find(article, path))
    return tuple(dict.fromkeys(text for text in texts if text))


def _title(article: etree._Element) -> str | None:
    """Return the title; PubMed prints translated ones in square brackets."""
    title = _first(article, "ArticleTitle", "Book/BookTitle", "VernacularTitle")
    return _TITLE_BRACKETS.sub(r"\1\2", title) if title else None


def _abstract(article: etree._Element) -> Iterator[tuple[str, str]]:
    for part in _find(article, "Abstract/AbstractText"):
        if text := inline(part):
            yield part.get("Label") or "", text


def _authors(article: etree._Element) -> Iterator[str]:
    for author in _find(article, "AuthorList/Author"):
        parts = (_first(author, "ForeName", "Initials"), _first(author, "LastName"))
        name = " ".join(part for part in parts if part)
        if name := name or _first(author, "CollectiveName") or "":
            yield name


def _year(article: etree._Element) -> int | None:
    """Return the year of the issue, else that of the electronic publication."""
    return find_year(
        _first(article, "PubDate/Year", "PubDate/MedlineDate", "ArticleDate/Year")
    )


def _pages(article: etree._Element) -> str | None:
    return _first(article, "Pagination/MedlinePgn", "Pagination/StartPage")


def _identifier(article: etree._Element, kind: str) -> str | None:
    """Return an id of this article, never one of the references that it cites."""
    paths = ("{*}PubmedData/{*}ArticleIdList/", "{*}PubmedBookData/{*}ArticleIdList/")
    for path in (*paths, ".//{*}BookDocument/{*}ArticleIdList/"):
        for found in article.findall(f"{path}{{*}}ArticleId[@IdType='{kind}']"):
            return inline(found) or None
    for found in _find(article, "Article/ELocationID"):
        if found.get("EIdType") == kind:
            return inline(found) or None
    return None
