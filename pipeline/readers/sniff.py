"""Tell the format of a file by its content first and its suffix second; decode text."""

import codecs
import re
from pathlib import PurePosixPath

from pipeline.errors import ReaderError
from pipeline.readers.layout import Source

_MAGIC = (
    (b"%PDF", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gz"),
)
_MARKUP = (
    (re.compile(r"<PubmedArticle(?:Set)?[\s>]|<PubmedBookArticle[\s>]"), "pubmed"),
    (re.compile(r"<collection[\s>]|<!DOCTYPE collection"), "bioc"),
    (
        re.compile(
            r"<(?:pmc-articleset|article)\b[^>]*[\s\"'](?:article-type|dtd-version|"
            r"xmlns:mml|xml:lang)=|<!DOCTYPE article|<front>|<article-meta>"
        ),
        "jats",
    ),
    (
        re.compile(r"<!doctype html|<html[\s>]|<body[\s>]|<head[\s>]", re.IGNORECASE),
        "html",
    ),
    (re.compile(r"<article>|<pmc-articleset"), "jats"),
)
_SUFFIXES = {
    ".txt": "txt",
    ".text": "txt",
    ".asc": "txt",
    "": "txt",
    ".md": "md",
    ".markdown": "md",
    ".mdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".nbib": "medline",
    ".medline": "medline",
    ".ris": "ris",
    ".nxml": "jats",
    ".xml": "jats",
    ".json": "bioc",
}
_ATX = re.compile(r"^ {0,3}#{1,6} +[^\W_]", re.MULTILINE)
_MARKS = re.compile(
    r"\*\*[^*\n]{1,80}\*\*|<su[bp]>|^\|.+\|\s*$|^ {0,3}[-*] \[|\]\(http", re.MULTILINE
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD = 20_000


def sniff(data: bytes, source: Source) -> str:
    """Return the format name of a file.

    Raises ReaderError if the file is empty or neither text nor a known binary format.
    """
    if not data.strip(b"\x00\t\n\r\x0b\x0c "):
        raise ReaderError(f"{source.source}: empty file; remove it or fetch it again")
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return _zip_kind(data) if name == "zip" else name
    if data[257:262] == b"ustar":
        return "tar"
    return _text_kind(decode(data, source), PurePosixPath(source.source).suffix.lower())


def decode(data: bytes, source: Source) -> str:
    """Return the characters of a text file, its encoding told from its bytes.

    Tried in order: byte order mark, UTF-8, UTF-16 without mark, UTF-8 with a few
    broken bytes, Windows-1252. Raises ReaderError on binary data.
    """
    text = _decode(data)
    sample = text[:_HEAD]
    odd = len(_CONTROL.findall(sample)) + sample.count("\ufffd")
    foreign = sum(not c.isascii() and not c.isalnum() for c in sample)
    if odd > 0.005 * len(sample) + 2 or foreign > 0.2 * len(sample) + 5:
        raise ReaderError(
            f"{source.source}: not text ({odd} control characters in the first "
            f"{len(sample)}); give the file its true suffix or convert it"
        )
    return text


def _decode(data: bytes) -> str:
    """Return the data as characters, by the first encoding that fits."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, errors="replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and "\x00" not in text[:_HEAD]:
        return text
    if wide := _utf16_name(data[:_HEAD]):
        return data.decode(wide, errors="replace")
    loose = data.decode("utf-8", errors="replace")
    broken = loose.count("\ufffd")
    if broken <= 3 and sum(not c.isascii() for c in loose) > 4 * broken:
        return loose
    return data.decode("cp1252", errors="replace")


def _utf16_name(head: bytes) -> str | None:
    """Return the UTF-16 variant whose zero bytes Latin text would show, or None."""
    pairs = len(head) // 2
    if (
        pairs
        and head[1::2].count(0) > 0.7 * pairs
        and head[0::2].count(0) < 0.1 * pairs
    ):
        return "utf-16-le"
    if (
        pairs
        and head[0::2].count(0) > 0.7 * pairs
        and head[1::2].count(0) < 0.1 * pairs
    ):
        return "utf-16-be"
    return None


def _zip_kind(data: bytes) -> str:
    """Return "docx" for a Word document, else "zip"."""
    return "docx" if b"word/document.xml" in data else "zip"


def _text_kind(text: str, suffix: str) -> str:
    """Return the format of decoded text."""
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if head.startswith("<"):
        for pattern, name in _MARKUP:
            if pattern.search(head):
                return name
    if head.startswith("{") and '"passages"' in text:
        return "bioc"
    if re.match(r"TY  - ", head):
        return "ris"
    if re.match(r"(?:PMID|OWN|PT  ) ?- ", head):
        return "medline"
    kind = _SUFFIXES.get(suffix, "txt")
    if kind in {"jats", "bioc", "medline", "ris"} or (
        kind == "txt" and _is_markdown(text)
    ):
        return "md" if kind == "txt" else _fallback(head, kind)
    return kind


def _fallback(head: str, kind: str) -> str:
    """Return the suffix's format if the content could be it, else plain text."""
    could = {"jats": head.startswith("<"), "bioc": head[:1] in "{[<"}
    return kind if could.get(kind, True) else "txt"


def _is_markdown(text: str) -> bool:
    """Return whether plain text uses Markdown headings and another of its marks."""
    headings = len(_ATX.findall(text))
    return headings >= 3 or (headings >= 1 and _MARKS.search(text) is not None)
