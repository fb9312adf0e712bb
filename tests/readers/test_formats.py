"""A real file of every format and encoding is read, its format told from its bytes."""

from pathlib import Path

import pytest

from pipeline.errors import ReaderError
from pipeline.readers import READERS, Layout, Source, read_bytes
from pipeline.readers.archive import is_archive, iter_members
from pipeline.records import Document

SAMPLES = Path(__file__).parent / "samples"
FISHERMAN = "A disc of chalk in the neck of a fisherman"
#: File → format, number of documents, title of the first.
FILES = {
    "chalk-disc.nxml": ("jats", 2, "A disc of chalk: the neck of a fisherman"),
    "two-citations.pubmed.xml": ("pubmed", 2, "A disc of chalk in the neck."),
    "one-citation.xml": ("pubmed", 1, "A disc of chalk in the neck."),
    "baseline.xml.gz": ("pubmed", 2, "A disc of chalk in the neck."),
    "two-records.nbib": ("medline", 2, f"{FISHERMAN}."),
    "two-records.ris": ("ris", 2, FISHERMAN),
    "chalk.bioc.xml": ("bioc", 1, "A disc of chalk"),
    "chalk.bioc.json": ("bioc", 1, "A disc of chalk"),
    "two-columns.pdf": ("pdf", 1, FISHERMAN),
    "table-ruled.pdf": ("pdf", 1, "Three discs of chalk"),
    "page.html": ("html", 1, "A dark disc in a lighthouse keeper"),
    "chalk-disc.docx": ("docx", 1, FISHERMAN),
    "paper.md": ("md", 1, "Two chalky discs in a bell ringer"),
    "latin-1.txt": ("txt", 1, "Ein steifer Hals beim Glaser"),
    "windows-1252.txt": ("txt", 1, "The “frozen” neck of a lacemaker"),
    "utf-16.txt": ("txt", 1, "A chalk disc in a girl of the marsh"),
    "spaced-letters.txt": ("txt", 1, "CALCIFIED DISC IN A COOPER"),
}


def documents(name: str, layout: Layout) -> list[Document]:
    path = SAMPLES / name
    return list(read_bytes(path.read_bytes(), Source(path.stem, name, "0"), layout))


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_of_each_format_is_read(name: str, layout: Layout) -> None:
    found = documents(name, layout)
    told = (found[0].format, len(found), found[0].title)
    assert told == FILES[name]
    assert {document.status for document in found} == {"ok"}


def test_every_reader_has_its_sample() -> None:
    formats = {format_name for format_name, _, _ in FILES.values()}
    assert formats == set(READERS) - {"gz"}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("latin-1.txt", "Jürgen Möhwald, Zoé Brûlé"),
        ("latin-1.txt", "His temperature was 38.5 °C."),
        ("windows-1252.txt", "A 51-year-old lacemaker’s neck “froze” overnight…"),
        ("windows-1252.txt", "in front of C1–C2 – nothing else."),
        ("utf-16.txt", "Þóra Ólafsdóttir, Ýmir Ægisson"),
        ("spaced-letters.txt", "A 52-year-old cooper had neck pain for 2 weeks."),
        ("spaced-letters.txt", "MRI showed calcification of the C5-C6 disc."),
    ],
)
def test_characters_are_those_that_were_written(
    name: str, sentence: str, layout: Layout
) -> None:
    (document,) = documents(name, layout)
    assert sentence in document.text


@pytest.mark.parametrize("name", ["scan.pdf", "stamped-scan.pdf"])
def test_a_scan_asks_for_ocr(name: str, layout: Layout) -> None:
    with pytest.raises(ReaderError, match="no text layer; run OCR first"):
        documents(name, layout)


@pytest.mark.parametrize(
    ("name", "members"),
    [
        (
            "mixed.tar.gz",
            ["notes/windows-1252.txt", "chalk.bioc.json", "two-records.nbib"],
        ),
        (
            "mixed.zip",
            [
                "notes/windows-1252.txt",
                "chalk.bioc.json",
                "two-records.nbib",
                "chalk-disc.docx",
            ],
        ),
    ],
)
def test_an_archive_gives_its_files_as_they_were(name: str, members: list[str]) -> None:
    data = (SAMPLES / name).read_bytes()
    assert is_archive(data)
    found = dict(iter_members(data))
    assert list(found) == members
    for member, content in found.items():
        assert content == (SAMPLES / Path(member).name).read_bytes()


def test_a_citation_carries_its_metadata(layout: Layout) -> None:
    (document,) = documents("one-citation.xml", layout)
    assert (document.year, document.volume, document.pages) == (2011, "16", "21-2")
    assert (document.journal, document.doi) == (
        "Nordic spine reports",
        "10.55555/nsr.2011.21",
    )
    assert (document.pmid, document.pmcid) == ("90000011", "PMC90000012")
    assert document.publication_types == ("Case Reports",)
    assert document.mesh == ("Calcinosis", "Middle Aged", "Male")
