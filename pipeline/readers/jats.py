"""Read JATS and PMC XML: one document per article and per sub-article of its own."""

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from pipeline.errors import ReaderError
from pipeline.readers.builder import DocumentBuilder
from pipeline.readers.jats_body import category_of, write_block, write_sections
from pipeline.readers.jats_meta import Metadata, read_metadata
from pipeline.readers.layout import Layout, Source
from pipeline.readers.markup import inline, local, parse
from pipeline.records import Document

#: Sub-articles about the article rather than beside it, and its translations.
_ABOUT = re.compile(
    "reply|response|report|review|decision|comment|correction|editor|translation"
)
_BACK_NOISE = frozenset(["ack", "fn-group", "notes", "bio", "glossary"])


def read_jats(data: bytes, source: Source, layout: Layout) -> Iterator[Document]:
    """Yield the articles of a JATS file, sub-articles after their parent.

    One article keeps the stem as its id; of several in one file each is named
    `<stem>__<PMCID or number>`; a sub-article is `<id of its parent>__<n>`.
    Raises ReaderError if the file holds no article.
    """
    root, fault = parse(data, source.source)
    articles = _articles(root)
    if not articles:
        raise ReaderError(
            f"{source.source}: no <article> in it but <{local(root)}>; is it JATS?"
        )
    for number, article in enumerate(articles, start=1):
        own = source
        if len(articles) > 1:
            meta = read_metadata(article)
            name = meta.pmcid or meta.pmid or number
            own = replace(source, doc_id=f"{source.doc_id}__{name}")
        yield from _with_parts(article, own, layout, fault)


def _articles(root: etree._Element) -> list[etree._Element]:
    """Return the outermost articles."""
    if local(root) == "article":
        return [root]
    return [
        one
        for one in root.iter("{*}article")
        if not any(local(above) == "article" for above in one.iterancestors())
    ]


def _with_parts(
    article: etree._Element, source: Source, layout: Layout, fault: str | None
) -> Iterator[Document]:
    """Yield the article, unless it is a mere wrapper, and its own sub-articles."""
    parts = [one for one in article.iterfind(".//{*}sub-article") if _is_own(one)]
    if article.find("{*}body") is not None or _abstracts(article) or not parts:
        yield _document(article, read_metadata(article), source, layout, fault)
    for number, part in enumerate(parts, start=1):
        own = replace(source, doc_id=f"{source.doc_id}__{number}")
        yield _document(part, read_metadata(part, article), own, layout, fault)


def _is_own(part: etree._Element) -> bool:
    kind = part.get("article-type", "")
    return kind == "case-report" or not _ABOUT.search(kind)


def _document(
    article: etree._Element,
    meta: Metadata,
    source: Source,
    layout: Layout,
    fault: str | None,
) -> Document:
    builder = DocumentBuilder(source, layout, format="jats")
    builder.heading(meta.title or "", "title")
    builder.paragraph(", ".join(meta.authors), "metadata")
    for abstract in _abstracts(article):
        _write_abstract(abstract, builder)
    _write_keywords(article, builder)
    for name in ("body", "floats-group"):
        for found in article.iterfind(f"{{*}}{name}"):
            builder.end_section()
            write_sections(found, builder)
    _write_back(article, builder)
    if builder.is_empty:
        what = fault or "no text in it"
        raise ReaderError(f"{source.source}: {what}; ask for the file again")
    status = "partial" if fault else "ok"
    return builder.build(**meta._asdict(), status=status, message=fault)


def _fronts(article: etree._Element) -> list[etree._Element]:
    return [*article.iterfind("{*}front"), *article.iterfind("{*}front-stub")]


def _abstracts(article: etree._Element) -> list[etree._Element]:
    """Return the abstracts in prose, not the graphical one nor translations."""
    found = (one for front in _fronts(article) for one in front.iter("{*}abstract"))
    return [one for one in found if one.get("abstract-type") != "graphical"]


def _write_abstract(abstract: etree._Element, builder: DocumentBuilder) -> None:
    title = abstract.find("{*}title")
    heading = inline(title) if title is not None else ""
    builder.heading(heading or "Abstract", "abstract")
    write_sections(abstract, builder, level=2)


def _write_keywords(article: etree._Element, builder: DocumentBuilder) -> None:
    words = [one for front in _fronts(article) for one in front.iter("{*}kwd")]
    if words:
        joined = "; ".join(inline(word) for word in words)
        builder.paragraph(f"Keywords: {joined}", "keywords")


def _write_back(article: etree._Element, builder: DocumentBuilder) -> None:
    """Write the end matter: appendices are read, the rest is kept unread."""
    for child in article.iterfind("{*}back/*"):
        if local(child) == "ref-list":
            _write_references(child, builder)
        elif local(child) in _BACK_NOISE:
            _write_noise(child, builder)
        else:
            builder.end_section()
            write_block(child, builder, level=1)


def _write_noise(element: etree._Element, builder: DocumentBuilder) -> None:
    title = element.find("{*}title")
    known = title is not None and category_of(element, inline(title), builder.layout)
    category = known or "boilerplate"
    builder.section("", category)
    if title is not None:
        builder.heading(inline(title), category)
    for part in element.iter("{*}p"):
        builder.paragraph(inline(part), category)


def _write_references(element: etree._Element, builder: DocumentBuilder) -> None:
    title = element.find("{*}title")
    heading = inline(title) if title is not None else ""
    builder.end_section()
    builder.heading(heading or "References", "references")
    for reference in element.iter("{*}ref"):
        builder.paragraph(_reference(reference))


def _reference(element: etree._Element) -> str:
    """Return one reference; parts that markup alone keeps apart get a space."""
    if element.find(".//{*}element-citation") is None:
        parts = [inline(child) for child in element]
    else:
        parts = [str(piece).strip() for piece in element.itertext()]
    return " ".join(part for part in parts if part)
