"""Formats are told by content first; bytes become characters or a clear error."""

from collections.abc import Callable

import pytest

from pipeline.errors import ReaderError
from pipeline.readers import Source
from pipeline.readers.sniff import decode, sniff
from pipeline.records import Document


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"A plain line.", "a.txt", "txt"),
        (b"A plain line.", "noending", "txt"),
        (b"# Title\n\n**Aim.** None.", "a.txt", "md"),
        (b"Problem #1 is pain\n# 2 mg given", "a.txt", "txt"),
        (b"A line.", "a.md", "md"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "a.txt", "html"),
        (b"  <html><head></head></html>", "a.xml", "html"),
        (b"<PubmedArticleSet><PubmedArticle/></PubmedArticleSet>", "a.html", "pubmed"),
        (
            b'<?xml version="1.0"?><article article-type="case-report"/>',
            "a.txt",
            "jats",
        ),
        (b"<collection><source/></collection>", "a.xml", "bioc"),
        (b"%PDF-1.7", "a.txt", "pdf"),
        (b"\x1f\x8b\x08", "a.xml.gz", "gz"),
        (b"PMID- 1\nTI  - A case", "a.txt", "medline"),
        (b"TY  - JOUR\nER  - ", "a.txt", "ris"),
    ],
)
def test_content_decides_before_the_suffix(
    data: bytes, name: str, expected: str
) -> None:
    assert sniff(data, Source("a", name, "0")) == expected


@pytest.mark.parametrize(
    "codec",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"],
)
def test_encodings_are_told_from_the_bytes(codec: str) -> None:
    text = "Müller saw a 5 µg dose at 38 °C. " * 5
    assert decode(text.encode(codec), Source("a", "a.txt", "0")) == text


def test_a_broken_byte_does_not_turn_utf8_into_another_encoding() -> None:
    data = "äöü – µ ".encode() * 9 + b"\xff end"
    assert decode(data, Source("a", "a.txt", "0")).startswith("äöü – µ")


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x00\x01\x02\x03" * 99])
def test_binary_named_text_is_refused(
    data: bytes, read: Callable[..., Document]
) -> None:
    with pytest.raises(ReaderError, match=r"noise\.txt: not text \(.+\); "):
        read(data, "noise.txt")


def test_an_archive_inside_a_file_has_no_reader(read: Callable[..., Document]) -> None:
    with pytest.raises(ReaderError, match=r"a\.zip: no reader for zip here; "):
        read(b"PK\x03\x04rest", "a.zip")


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\x00\x00"])
def test_an_empty_file_is_refused(data: bytes, read: Callable[..., Document]) -> None:
    with pytest.raises(ReaderError, match=r"void\.txt: empty file; "):
        read(data, "void.txt")
