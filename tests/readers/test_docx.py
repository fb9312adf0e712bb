"""Word files: styles, insertions, tables in order; damage is refused."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from pipeline.errors import ReaderError
from pipeline.readers import Layout, Source
from pipeline.readers.docx import read_docx
from pipeline.records import Document

SAMPLE = Path(__file__).parent / "samples" / "chalk-disc.docx"
LAYOUT = Layout.from_rows(
    [
        {"heading": "case report", "category": "case"},
        {"heading": "references", "category": "references"},
    ],
    [],
)


def read(data: bytes) -> Document:
    return next(read_docx(data, Source("chalk", "chalk.docx", "0" * 64), LAYOUT))


def saved(word: docx.document.Document) -> bytes:
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def sample() -> Document:
    return read(SAMPLE.read_bytes())


def part(document: Document, category: str) -> str:
    return "".join(
        document.text[section.start : section.end]
        for section in document.sections
        if section.category == category
    )


def test_title_and_authors_are_told_from_the_text(sample: Document) -> None:
    assert sample.title == "A disc of chalk in the neck of a fisherman"
    assert sample.authors == ("Sunniva Krogh", "Eyvind Tangen")


def test_raised_numbers_go_and_powers_of_ten_stay(sample: Document) -> None:
    assert "had 7.1 × 10^9/L white cells." in part(sample, "case")


def test_insertions_are_text_and_deletions_are_not(sample: Document) -> None:
    assert "This was added later." in sample.text
    assert "struck out" not in sample.text


def test_a_bold_line_is_a_heading_under_the_styled_one(sample: Document) -> None:
    found = {section.heading: section.category for section in sample.sections}
    assert found["The second boat"] == "case"


def test_a_table_keeps_its_place_caption_and_merged_cells(sample: Document) -> None:
    (table,) = sample.tables
    assert table.caption == "Table 1. The two patients"
    assert [[c.text for c in row] for row in table.rows] == [
        ["No.", "Patient", "Patient"],
        ["1", "57/M", "C6/7"],
        ["2", "30/F", "none"],
    ]
    assert part(sample, "table").endswith("F, female; M, male.\n\n")


def test_captions_and_references_are_apart(sample: Document) -> None:
    assert part(sample, "caption") == "Fig. 1. Lateral radiograph.\n\n"
    assert "Vanishing chalk" in part(sample, "references")


def test_a_table_of_one_column_is_layout_not_data() -> None:
    word = docx.Document()
    word.add_table(rows=1, cols=1).cell(0, 0).text = "He was well after six months."
    found = read(saved(word))
    assert found.tables == ()
    assert "He was well" in found.text


def test_the_title_property_counts_only_where_the_text_has_none() -> None:
    word = docx.Document()
    word.core_properties.title = "The neck of a fisherman"
    word.add_heading("Case report", 1)
    word.add_paragraph("He was seen by us in spring and was well after six months.")
    assert read(saved(word)).title == "The neck of a fisherman"


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(ReaderError, match=r"chalk\.docx: no text in it"):
        read(saved(docx.Document()))


def test_a_zip_that_is_no_word_file_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", "<a/>")
    with pytest.raises(ReaderError, match=r"chalk\.docx: broken Word file"):
        read(stream.getvalue())


def test_a_file_that_unpacks_to_too_much_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipeline.readers.docx._MOST_BYTES", 1000)
    with pytest.raises(ReaderError, match="make it smaller"):
        read(SAMPLE.read_bytes())
