"""Metadata of a JATS article: title, authors, year, journal and identifiers."""

import re
from typing import NamedTuple

from lxml import etree

from pipeline.readers.markup import inline

_YEAR = re.compile(r"\b(1[6-9]\d\d|20\d\d)\b")
#: The year one cites: of the issue or collection, then of the first publication.
_CITED_DATES = ("ppub", "collection", "pub", "epub", "epub-ppub", "")


class Metadata(NamedTuple):
    """What the front matter says of the article; None where it says nothing."""

    title: str | None
    authors: tuple[str, ...]
    year: int | None
    journal: str | None
    volume: str | None
    pages: str | None
    doi: str | None
    pmid: str | None
    pmcid: str | None
    publication_types: tuple[str, ...]


def read_metadata(
    article: etree._Element, parent: etree._Element | None = None
) -> Metadata:
    """Read the front of an article or, for a sub-article, its stub.

    A sub-article without journal or year takes those of its `parent`.
    """
    front = _first(article, "front", "front-stub")
    if front is None:
        front = article
    meta = front.find("{*}article-meta")
    meta = front if meta is None else meta
    above = read_metadata(parent) if parent is not None else None
    return Metadata(
        title=_title(meta),
        authors=_authors(meta),
        year=_year(meta) or (above.year if above else None),
        journal=_journal(front) or (above.journal if above else None),
        volume=_text(meta, "volume") or (above.volume if above else None),
        pages=_pages(meta),
        doi=_identifier(meta, "doi"),
        pmid=_identifier(meta, "pmid"),
        pmcid=_pmcid(meta),
        publication_types=_types(article, meta),
    )


def _first(element: etree._Element, *names: str) -> etree._Element | None:
    found = (element.find(f"{{*}}{name}") for name in names)
    return next((child for child in found if child is not None), None)


def _text(element: etree._Element, path: str) -> str | None:
    found = element.find("/".join(f"{{*}}{step}" for step in path.split("/")))
    return (inline(found) or None) if found is not None else None


def _title(meta: etree._Element) -> str | None:
    title = _text(meta, "title-group/article-title") or _text(meta, "article-title")
    subtitle = _text(meta, "title-group/subtitle")
    if title and subtitle:
        return f"{title.rstrip(':. ')}: {subtitle}"
    return title


def _authors(meta: etree._Element) -> tuple[str, ...]:
    people = meta.findall("{*}contrib-group/{*}contrib")
    kinds = ("author", "", None)
    names = (_name(one) for one in people if one.get("contrib-type") in kinds)
    return tuple(name for name in names if name)


def _name(person: etree._Element) -> str | None:
    name = person.find(".//{*}name")
    if name is None:
        return _text(person, "collab") or _text(person, "string-name")
    parts = (_text(name, "given-names"), _text(name, "surname"))
    return " ".join(part for part in parts if part) or None


def _year(meta: etree._Element) -> int | None:
    """Return the year of the issue, else the earliest year of any date."""
    dates = meta.findall("{*}pub-date")
    years = [(_date_kind(one), found) for one in dates if (found := _date_year(one))]
    for kind in _CITED_DATES:
        matching = [year for name, year in years if name == kind]
        if matching:
            return min(matching)
    return min((year for _, year in years), default=None)


def _date_kind(date: etree._Element) -> str:
    kind = date.get("pub-type") or date.get("date-type") or ""
    if kind == "pub" and date.get("publication-format") in ("electronic", "online"):
        return "epub"
    return kind


def _date_year(date: etree._Element) -> int | None:
    found = _YEAR.search(_text(date, "year") or date.get("iso-8601-date") or "")
    return int(found[1]) if found else None


def _journal(front: etree._Element) -> str | None:
    path = "journal-meta/journal-title"
    return _text(front, "journal-meta/journal-title-group/journal-title") or _text(
        front, path
    )


def _pages(meta: etree._Element) -> str | None:
    first, last = _text(meta, "fpage"), _text(meta, "lpage")
    if first and last and first != last:
        return f"{first}-{last}"
    return first or _text(meta, "page-range") or _text(meta, "elocation-id")


def _identifier(meta: etree._Element, kind: str) -> str | None:
    for found in meta.findall("{*}article-id"):
        if found.get("pub-id-type") == kind:
            return inline(found) or None
    return None


def _pmcid(meta: etree._Element) -> str | None:
    kinds = ("pmc", "pmcid", "pmc-id")
    found = next((one for kind in kinds if (one := _identifier(meta, kind))), None)
    if found is None:
        return None
    return found if found.upper().startswith("PMC") else f"PMC{found}"


def _types(article: etree._Element, meta: etree._Element) -> tuple[str, ...]:
    """Return the article type and the headings under which it is printed."""
    subjects = meta.findall("{*}article-categories/{*}subj-group/{*}subject")
    found = [article.get("article-type", ""), *(inline(one) for one in subjects)]
    return tuple(dict.fromkeys(one for one in found if one))
