"""Bibliographic facts of a plain article head: citation lines, dates, identifiers."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.readers.layout import Layout
from pipeline.readers.names import authors, is_authors

_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_JOURNAL = r"(?P<journal>[A-ZÀ-Þ][\w&.'’()\-– ]{2,90}?)"
_PAGES = r"(?P<pages>[A-Za-z]{0,2}\d{1,7}(?:\s?[-–]\s?[A-Za-z]{0,2}\d{1,7})?)"
_MONTHS = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|winter)"
    r"[a-z]{0,9}\.?"
)
_VOLUME = r"(?P<volume>[A-Z]?\d{1,4})"
_ISSUE = r"(?:\s?\((?P<issue>[\w .–-]{1,15})\))?"
_CITATIONS = (
    # Bulletin, vol. 31 (2010), 14-16  /  Chronicles, 2022, volume 11, article 7
    re.compile(
        rf"{_JOURNAL},?\s+(?:{_YEAR},?\s)?vol(?:ume|\.)?\s?(?P<volume>\d{{1,4}})",
        re.IGNORECASE,
    ),
    # J Rare Spine. 2008 Jun 3;12(1):T3-T4.  /  J Rare Spine 2010; 4: 31-35
    re.compile(
        rf"{_JOURNAL}[.,]?\s{_YEAR}(?:\s[A-Z][a-z]{{2,8}}\.?)?(?:\s\d{{1,2}})?\s?;\s?"
        rf"{_VOLUME}{_ISSUE}(?:\s?:\s?{_PAGES})?"
    ),
    # Clin Spine (2016) 25:881-886
    re.compile(rf"{_JOURNAL},?\s\({_YEAR}\)\s?{_VOLUME}{_ISSUE}\s?[:,]\s?{_PAGES}"),
    # THE SPINE JOURNAL 11 (2014) 212-216
    re.compile(rf"{_JOURNAL},?\s{_VOLUME}\s\({_YEAR}\)[,:]?\s{_PAGES}"),
    # | Volume 62, P243-245, April 2019
    re.compile(r"vol(?:ume|\.)\s?(?P<volume>\d{1,4})", re.IGNORECASE),
)
_PAGE_WORDS = re.compile(
    r"\b(?:pp?\.?\s?|pages?\s|P(?=\d)|article\s(?:no\.?\s|number:?\s)?)"
    r"(?P<pages>[eE]?\d{1,7}(?:\s?[-–]\s?[eE]?\d{1,7})?)",
    re.IGNORECASE,
)
_AFTER_VOLUME = re.compile(rf"\({_YEAR}\),?\s{_PAGES}\b")
_DATED = re.compile(
    r"(?:published|publication date|epub|first online|online|issue date)\b"
    rf"[^.;|]{{0,40}}?{_YEAR}",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(rf"(?:©|\(c\)|copyright)\s?{_YEAR}", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"\b{_MONTHS}\s(?:\d{{1,2}},\s)?{_YEAR}\b", re.IGNORECASE)
_LONE_YEAR = re.compile(rf"(?:^|[\s,;(]){_YEAR}(?=[\s,;.)]|$)")
_HISTORY = re.compile(
    r"(?:received|accepted|revised|review|(?:last )?updated|last)\b[^.;|/·]*",
    re.IGNORECASE,
)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>|]+")
_PMID = re.compile(r"\bPMID\s?:?\s{0,3}(\d{4,9})\b", re.IGNORECASE)
_PMCID = re.compile(r"\b(PMC\d{4,9})\b")
_FIELD = re.compile(
    r"(title|ti|authors?|au|by|journal|source|so|year|date|doi|pmid|volume|pages)\s?[:=]\s*(.+)",
    re.IGNORECASE,
)
_FIELD_NAMES = {
    "ti": "title",
    "author": "authors",
    "au": "authors",
    "by": "authors",
    "source": "journal",
    "so": "journal",
    "date": "year",
}
_ARTICLE_TYPE = re.compile(
    r"^(?:case reports?|review(?: article)?|original article|letter|short report)s?"
    r"\s?[.|:·-]+\s*",
    re.IGNORECASE,
)
_SUBSCRIBE = re.compile(
    r"(?i:subscribe to|published in|cite as|from)\s(?:the\s)?((?:[A-Z]\w+\s){0,6}?"
    r"(?:Journal|Annals|Archives|Bulletin|Acta)\b(?:\s(?:of|for|the|and|in|[A-Z]\w+)){0,9})",
)


def citation(text: str) -> dict[str, Any]:
    """Return journal, year, volume and pages of a citation line, {} if it is none.

    >>> citation("J Rare Spine. 2008;12(1):T3-T4.")["pages"]
    'T3-T4'
    """
    text = _ARTICLE_TYPE.sub("", text.strip())
    for pattern in _CITATIONS:
        if match := pattern.search(text):
            return _complete(text, match)
    return {}


def is_citation(text: str) -> bool:
    """Return whether a short paragraph is a citation of the article itself."""
    return len(text) <= 160 and len(text.split()) <= 22 and "volume" in citation(text)


def find(lines: Iterable[str], layout: Layout) -> dict[str, Any]:
    """Return the metadata that masthead lines carry, keyed by fields of Document.

    Only lines of the head (or running heads and colophon) should be given: years of
    the narrative would be taken for years of publication.
    """
    found: dict[str, Any] = {}
    kept = [line for line in lines if line]
    for line in kept:
        _merge(found, _fields(line))
        _merge(found, identifiers(line))
        _merge(found, citation(line))
    if "journal" not in found and (name := _named_journal(kept, layout)):
        found["journal"] = name
    if "year" not in found and (year := _publication_year(kept)):
        found["year"] = year
    return found


def _named_journal(lines: Sequence[str], layout: Layout) -> str | None:
    """Return the journal that a line names without citing a volume."""
    for line in lines:
        if match := _SUBSCRIBE.match(line):
            return match[1].strip()
        if layout.is_kind(line, "journal"):
            return re.split(r"[,;|–—]", line)[0].strip()
    return None


def identifiers(text: str) -> dict[str, str]:
    """Return doi, pmid and pmcid named in a line."""
    found: dict[str, str] = {}
    if match := _DOI.search(text):
        found["doi"] = match.group().rstrip(".,;)]}'’")
    if match := _PMID.search(text):
        found["pmid"] = match[1]
    if match := _PMCID.search(text):
        found["pmcid"] = match[1]
    return found


def year_of(text: str) -> int | None:
    """Return the first year between 1800 and 2099 in a text."""
    match = re.search(_YEAR, text)
    return int(match["year"]) if match else None


def _complete(text: str, match: re.Match[str]) -> dict[str, Any]:
    """Return the parts of a citation, with year and pages from the rest of the line."""
    parts = {name: value for name, value in match.groupdict().items() if value}
    parts.pop("issue", None)
    rest = text[match.end() :]
    if "pages" not in parts:
        after = _AFTER_VOLUME.search(rest)
        words = _PAGE_WORDS.search(rest)
        pages = after["pages"] if after else words["pages"] if words else None
        if pages:
            parts["pages"] = pages
    year = parts.pop("year", None) or year_of(rest)
    if "journal" in parts:
        named = parts.pop("journal")
        parts["journal"] = _journal(named, text[: match.start()])
        before = text[: text.find(parts["journal"])].strip(" .,/")
        if not re.search(r"et al", before, re.IGNORECASE) and is_authors(before):
            parts["authors"] = authors(before)
    if "pages" in parts:
        parts["pages"] = re.sub(r"\s", "", parts["pages"]).replace("–", "-")
    return parts | ({"year": int(year)} if year else {})


def _journal(name: str, prefix: str) -> str:
    """Return a journal name without authors, page or article type before it."""
    before = prefix.strip(" ,")
    if re.fullmatch(r"[\w-]+ edition", name) and "," not in before:
        name = before  # "Revue du Rachis, English edition, 2019; 4: 2-9"
    name = re.split(r"(?:et al\.?|ET AL\.?)\s*/?\s*|/\s*|:\s", name)[-1]
    first, stop, rest = name.partition(". ")
    while stop and re.fullmatch(r"[A-ZÀ-Þ][\w'’-]+ [A-Z](?:-?[A-Z]){0,2}", first):
        name = rest
        first, stop, rest = name.partition(". ")
    return name.strip(" .,·|-–*_(")


def _fields(line: str) -> dict[str, Any]:
    """Return what a "TITLE: …" line says."""
    match = _FIELD.fullmatch(line)
    if match is None:
        return {}
    name = _FIELD_NAMES.get(match[1].lower(), match[1].lower())
    value = match[2].strip()
    if name == "authors":
        return {"authors": authors(value) or (value,)}
    if name == "year":
        year = year_of(value)
        return {"year": year} if year else {}
    if name == "journal":
        return citation(value) or {"journal": value}
    return {name: value} if name in {"title", "volume", "pages"} else {}


def _publication_year(lines: Sequence[str]) -> int | None:
    """Return the year a masthead gives outside a citation, surest wording first."""
    bare = [_HISTORY.sub(" ", line) for line in lines]
    for pattern in (_DATED, _MONTH_YEAR, _COPYRIGHT, _LONE_YEAR):
        for line in lines if pattern is _DATED else bare:
            if (match := pattern.search(line)) and (year := year_of(match.group())):
                return year
    return None


def _merge(found: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Add what is not known yet."""
    for name, value in more.items():
        found.setdefault(name, value)
