"""Read BioC XML and JSON: passages with section types, as PMC and PubTator do."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from lxml import etree

from pipeline.errors import ReaderError
from pipeline.readers.bioc_body import CATEGORIES, Passage, write_passages
from pipeline.readers.builder import DocumentBuilder
from pipeline.readers.citation import find_year
from pipeline.readers.layout import Layout, Source
from pipeline.readers.markup import local, parse
from pipeline.records import Document

_NAME = re.compile(r"(surname|given-names):([^;]*)")


def read_bioc(data: bytes, source: Source, layout: Layout) -> Iterator[Document]:
    """Yield the documents of a BioC collection, XML or JSON.

    One document keeps the stem as its id, of several each is `<stem>__<its id>`.
    Raises ReaderError if the file is broken or holds no passages.
    """
    is_json = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
    found, fault = (_read_json if is_json else _read_xml)(data, source)
    found = [(name, passages) for name, passages in found if passages]
    if not found:
        what = fault or "no passages in it; is it BioC?"
        raise ReaderError(f"{source.source}: {what}")
    for number, (name, passages) in enumerate(found, start=1):
        own = source
        if len(found) > 1:
            own = replace(source, doc_id=f"{source.doc_id}__{name or number}")
        yield _document(passages, own, layout, fault)


_Found = tuple[list[tuple[str, list[Passage]]], str | None]


def _read_xml(data: bytes, source: Source) -> _Found:
    root, fault = parse(data, source.source)
    documents = [root] if local(root) == "document" else list(root.iter("{*}document"))
    return [
        (
            (one.findtext("{*}id") or "").strip(),
            [_xml_passage(passage) for passage in one.iterfind("{*}passage")],
        )
        for one in documents
    ], fault


def _xml_passage(element: etree._Element) -> Passage:
    infons = {one.get("key", ""): one.text or "" for one in element.iter("{*}infon")}
    sentences = (one.findtext("{*}text") for one in element.iterfind("{*}sentence"))
    text = element.findtext("{*}text") or " ".join(one for one in sentences if one)
    return _passage(infons, text)


def _read_json(data: bytes, source: Source) -> _Found:
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        what = str(fault).partition("(")[0].strip()
        raise ReaderError(
            f"{source.source}: broken JSON ({what}); download it again"
        ) from fault
    collections = content if isinstance(content, list) else [content]
    documents = [
        document
        for one in collections
        if isinstance(one, dict)
        for document in (_objects(one, "documents") or [one])
    ]
    return [
        (
            str(one.get("id") or ""),
            [_json_passage(p) for p in _objects(one, "passages")],
        )
        for one in documents
    ], None


def _objects(content: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the objects listed under a key; anything else there is passed over."""
    values = content.get(key)
    return (
        [one for one in values if isinstance(one, dict)]
        if isinstance(values, list)
        else []
    )


def _json_passage(content: Mapping[str, Any]) -> Passage:
    infons = content.get("infons")
    words = {k: str(v) for k, v in infons.items()} if isinstance(infons, dict) else {}
    sentences = (str(one.get("text") or "") for one in _objects(content, "sentences"))
    return _passage(words, str(content.get("text") or "") or " ".join(sentences))


def _passage(infons: Mapping[str, str], text: str) -> Passage:
    kind = infons.get("type", "").lower()
    section = (infons.get("section_type") or infons.get("section") or kind).lower()
    return Passage(kind, section, text, infons)


def _document(
    passages: list[Passage], source: Source, layout: Layout, fault: str | None
) -> Document:
    builder = DocumentBuilder(source, layout, format="bioc")
    write_passages(passages, builder)
    if builder.is_empty:
        raise ReaderError(f"{source.source}: no text in its passages; is it BioC?")
    status = "partial" if fault else "ok"
    return builder.build(**_metadata(passages), status=status, message=fault)


def _metadata(passages: list[Passage]) -> dict[str, Any]:
    """Collect title, authors and identifiers from the infons of all passages."""
    infons = {k: v for one in reversed(passages) for k, v in one.infons.items() if v}
    titles = (one.text for one in passages if CATEGORIES.get(one.section) == "title")
    names = sorted((k for k in infons if k.startswith("name_")), key=_number)
    pmc = infons.get("article-id_pmc") or infons.get("pmc") or ""
    first, last = infons.get("fpage"), infons.get("lpage")
    return {
        "title": next((title.strip() for title in titles if title.strip()), None),
        "authors": tuple(_author(infons[name]) for name in names),
        "year": find_year(infons.get("year")),
        "journal": infons.get("journal-title") or infons.get("journal"),
        "volume": infons.get("volume"),
        "pages": f"{first}-{last}" if first and last and first != last else first,
        "doi": infons.get("article-id_doi") or infons.get("doi"),
        "pmid": infons.get("article-id_pmid") or infons.get("pmid"),
        "pmcid": (pmc if pmc.upper().startswith("PMC") else f"PMC{pmc}")
        if pmc
        else None,
    }


def _number(key: str) -> int:
    digits = key.removeprefix("name_")
    return int(digits) if digits.isdecimal() else 0


def _author(value: str) -> str:
    """Turn "surname:Ekdahl;given-names:Pia" into "Pia Ekdahl"."""
    parts = dict(_NAME.findall(value))
    name = f"{parts.get('given-names', '')} {parts.get('surname', '')}".strip()
    return name or value.strip()
