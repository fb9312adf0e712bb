"""Metadata that a page states as such: citation_*, Dublin Core, PRISM and JSON-LD."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from pipeline.readers.blocks import Block
from pipeline.readers.metadata import identifiers, year_of

#: Names of <meta> tags for each field, the most trusted first (Highwire, PRISM, DC).
_TAGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("title", ("citation_title", "prism.title", "dc.title", "bepress_citation_title")),
    ("journal", ("citation_journal_title", "prism.publicationname", "dc.source")),
    ("volume", ("citation_volume", "prism.volume")),
    ("doi", ("citation_doi", "prism.doi", "dc.identifier", "doi")),
    ("pmid", ("citation_pmid",)),
    ("pmcid", ("citation_pmcid",)),
)
_DATES = (
    "citation_publication_date",
    "citation_date",
    "citation_year",
    "prism.publicationdate",
    "citation_cover_date",
    "dc.date",
    "dc.date.issued",
    "citation_online_date",
    "article:published_time",
)
_AUTHORS = ("citation_author", "citation_authors", "dc.creator")
_ARTICLE = re.compile(r"article|report|study|posting|review|work", re.IGNORECASE)


def page_metadata(root: etree._Element) -> dict[str, Any]:
    """Return the fields of Document that a page's head and JSON-LD state."""
    tags: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        if (content := (meta.get("content") or "").strip()) and name:
            tags.setdefault(name, []).append(content)
    found = {f: v for f, v in _linked(root).items() if v}
    found.update({f: v for f, v in _from_tags(tags).items() if v})
    return found


def mesh_terms(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the subject headings listed under a MeSH heading."""
    is_inside = False
    for block in blocks:
        if block.kind == "heading":
            is_inside = block.text.casefold().startswith("mesh")
        elif is_inside and block.kind == "item":
            yield block.text.removeprefix("- ")


def _from_tags(tags: dict[str, list[str]]) -> dict[str, Any]:
    """Return the fields that <meta> tags give."""
    found: dict[str, Any] = {
        field: next((tags[name][0] for name in names if name in tags), None)
        for field, names in _TAGS
    }
    dates = (year_of(tags[name][0]) for name in _DATES if name in tags)
    found["year"] = next((year for year in dates if year), None)
    found["authors"] = _authors(tags)
    found["pages"] = _pages(tags)
    found["doi"] = identifiers(found["doi"] or "").get("doi")
    return found


def _authors(tags: dict[str, list[str]]) -> tuple[str, ...]:
    """Return the authors' names, given name first."""
    values = next((tags[name] for name in _AUTHORS if name in tags), [])
    names = [n for value in values for n in value.split(";") if n.strip()]
    return tuple(_given_first(name) for name in names)


def _given_first(name: str) -> str:
    """Return "Marloes de Vries" for "de Vries, Marloes"."""
    family, comma, given = name.strip().partition(",")
    return (
        f"{given.strip()} {family.strip()}" if comma and given.strip() else name.strip()
    )


def _pages(tags: dict[str, list[str]]) -> str | None:
    """Return first and last page as "243-245"."""
    first = next(
        iter(tags.get("citation_firstpage", tags.get("prism.startingpage", []))), None
    )
    last = next(
        iter(tags.get("citation_lastpage", tags.get("prism.endingpage", []))), None
    )
    return f"{first}-{last}" if first and last and first != last else first


def _linked(root: etree._Element) -> dict[str, Any]:
    """Return the fields that JSON-LD gives; broken JSON gives none."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            if _ARTICLE.search(str(item.get("@type", ""))):
                return _from_item(item)
    return {}


def _items(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD value, those of a graph included."""
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (
                i
                for i in (graph if isinstance(graph, list) else [])
                if isinstance(i, dict)
            )
            if isinstance(inner := item.get("mainEntity"), dict):
                yield inner


def _from_item(item: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of one JSON-LD article; its name is a page's, often short."""
    part = item.get("isPartOf")
    journal = part.get("name") if isinstance(part, dict) else None
    return {
        "year": year_of(str(item.get("datePublished") or "")),
        "journal": journal if isinstance(journal, str) else None,
        "authors": tuple(_person_names(item.get("author"))),
        "doi": identifiers(
            f"{item.get('sameAs', '')} {item.get('identifier', '')} "
            f"{item.get('@id', '')}"
        ).get("doi"),
    }


def _person_names(value: Any) -> Iterator[str]:
    """Yield the names of JSON-LD persons."""
    for person in value if isinstance(value, list) else [value]:
        name = person.get("name") if isinstance(person, dict) else person
        if isinstance(name, str) and name.strip():
            yield name.strip()
