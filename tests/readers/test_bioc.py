"""BioC: passages become sections, captions and tables, in XML and in JSON."""

import json
from pathlib import Path

import pytest

from pipeline.errors import ReaderError
from pipeline.readers import Layout, Source
from pipeline.readers.bioc import read_bioc
from pipeline.records import Document

SAMPLES = Path(__file__).parent / "samples"
LAYOUT = Layout.from_rows([{"heading": "methods", "category": "methods"}], [])


def read(data: bytes) -> list[Document]:
    return list(read_bioc(data, Source("chalk", "chalk.xml", "0" * 64), LAYOUT))


@pytest.fixture(scope="module")
def sample() -> Document:
    return read((SAMPLES / "chalk.bioc.xml").read_bytes())[0]


def outline(document: Document) -> list[tuple[str, str]]:
    """Return (category, first line) of each section."""
    return [
        (section.category, document.text[section.start : section.end].split("\n")[0])
        for section in document.sections
    ]


def test_section_types_decide_and_floats_do_not_interrupt(sample: Document) -> None:
    assert outline(sample) == [
        ("title", "A disc of chalk"),
        ("keywords", "disc calcium"),
        ("abstract", "Abstract"),
        ("case", "The boatman"),
        ("caption", "Figure 1. The disc is white."),
        ("case", "He was well after six months."),
        ("table", "Table 1. The course"),
        ("discussion", "An operation is hardly ever needed."),
        ("references", "References"),
    ]


def test_metadata_come_from_the_infons(sample: Document) -> None:
    assert sample.title == "A disc of chalk"
    assert sample.authors == ("Sunniva Krogh", "Eyvind Tangen", "Last Zorn")
    assert (sample.year, sample.volume, sample.pages) == (2011, "16", "21-22")
    assert (sample.pmid, sample.pmcid) == ("90000041", "PMC90000042")
    assert sample.doi == "10.55555/nsr.2011.21"


def test_a_table_is_read_from_its_xml_with_its_caption(sample: Document) -> None:
    (table,) = sample.tables
    assert table.caption == "Table 1. The course"
    assert [[c.text for c in row] for row in table.rows] == [
        ["Month", "Pain"],
        ["6", "none"],
    ]


def test_json_reads_like_xml_and_tables_from_tabs() -> None:
    document = read((SAMPLES / "chalk.bioc.json").read_bytes())[0]
    assert document.doc_id == "chalk"
    assert [category for category, _ in outline(document)] == [
        "title",
        "case",
        "table",
        "references",
    ]
    assert "a stiff neck. He was well after six months." in document.text
    assert [[c.text for c in row] for row in document.tables[0].rows] == [
        ["Month", "Pain"],
        ["6", "none"],
    ]


def test_documents_of_a_collection_are_named_by_their_id() -> None:
    passage = {"infons": {"type": "title"}, "text": "Chalk"}
    both = [{"id": name, "passages": [passage]} for name in ("5", "6")]
    found = read(json.dumps({"documents": both}).encode())
    assert [document.doc_id for document in found] == ["chalk__5", "chalk__6"]
    assert [document.title for document in found] == ["Chalk", "Chalk"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", r"chalk\.xml: broken JSON"),
        (b"[" * 100_000, "broken JSON"),
        (b"[1, 2]", "no passages"),
        (b'{"documents": 3}', "no passages"),
        (b"<collection><document/></collection>", "no passages"),
        (b"<collection", "damaged XML"),
        (b'{"passages": [{"text": " "}]}', "no text in its passages"),
    ],
)
def test_what_holds_no_passages_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ReaderError, match=message):
        read(data)
