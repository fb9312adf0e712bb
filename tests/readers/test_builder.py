"""The builder lays blocks out as one text whose sections tile it."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.readers import Layout, Source
from pipeline.readers.builder import DocumentBuilder
from pipeline.records import CATEGORIES, Document

SOURCE = Source("a", "a.txt", "0")
HEADINGS = {
    "case report": "case",
    "discussion": "discussion",
    "references": "references",
    "abstract": "abstract",
    "results": "results",
    "to the editor": "metadata",
}
SMALL = Layout.from_rows(
    [{"heading": h, "category": c} for h, c in HEADINGS.items()], []
)


@pytest.fixture
def builder() -> DocumentBuilder:
    return DocumentBuilder(SOURCE, SMALL, format="txt")


def check(document: Document) -> None:
    """Assert what holds of every document."""
    ends = [0, *(section.end for section in document.sections)]
    assert [section.start for section in document.sections] == ends[:-1]
    assert ends[-1] == len(document.text)
    for table in document.tables:
        assert 0 <= table.start <= table.end <= len(document.text)
        for row in table.rows:
            for cell in row:
                assert document.text[cell.start : cell.end] == cell.text


def test_blocks_stand_apart_by_a_blank_line_each_on_one_line(
    builder: DocumentBuilder,
) -> None:
    builder.heading("Case report")
    builder.paragraph("A man of 50\nhad calci-\nfied discs.")
    builder.paragraph("He was well.")
    text = builder.build().text
    assert text == "Case report\n\nA man of 50 had calcified discs.\n\nHe was well."


def test_a_caption_interrupts_its_section(
    builder: DocumentBuilder, parts: Callable[[Document], list[tuple[str, str]]]
) -> None:
    builder.heading("Case report")
    builder.paragraph("One.")
    builder.caption("Fig. 1. A disc.")
    builder.paragraph("Two.")
    assert [c for c, _ in parts(builder.build())] == ["case", "caption", "case"]


def test_an_unknown_heading_takes_the_category_it_is_nested_in(
    builder: DocumentBuilder,
) -> None:
    builder.heading("Case report", level=2)
    builder.heading("The first week", level=3)
    builder.heading("Something else", level=2)
    assert [s.category for s in builder.build().sections] == ["case", "case", "body"]


def test_nothing_nested_in_references_is_read(builder: DocumentBuilder) -> None:
    builder.heading("References", level=2)
    builder.heading("Case report", level=3)
    assert {s.category for s in builder.build().sections} == {"references"}


def test_labels_inside_a_paragraph_open_sections_and_change_no_text(
    builder: DocumentBuilder, parts: Callable[[Document], list[tuple[str, str]]]
) -> None:
    builder.heading("Abstract")
    builder.paragraph("Case report: a girl. Results: she was well.")
    builder.paragraph("Open end.")
    assert parts(builder.build())[1:] == [
        ("case", "Case report: a girl."),
        ("results", "Results: she was well."),
        ("abstract", "Open end."),
    ]


def test_a_single_label_holds_for_the_paragraphs_after_it(
    builder: DocumentBuilder,
) -> None:
    builder.paragraph("Discussion. Little is known.")
    builder.paragraph("More is guessed.")
    assert [s.category for s in builder.build().sections] == ["discussion"]


def test_a_salutation_does_not_make_a_letter_unread(builder: DocumentBuilder) -> None:
    builder.paragraph("To the Editor: " + "We saw a man with a calcified disc. " * 9)
    assert [s.category for s in builder.build().sections] == ["body"]


def test_a_table_keeps_the_offsets_of_its_cells(builder: DocumentBuilder) -> None:
    builder.table("Table 1", [["", "A"], ["Age", "50"], ["", ""]], n_header=1)
    document = builder.build()
    (table,) = document.tables
    assert document.text == "Table 1\n | A\nAge | 50"
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["", "A"],
        ["Age", "50"],
    ]
    check(document)


BLOCK = st.tuples(
    st.sampled_from(["heading", "paragraph", "caption", "table", "section", "end"]),
    st.sampled_from(
        ["", "Case report", "Results: x. Discussion: y.", "Odd words", "a | b\nc"]
    ),
    st.sampled_from([None, *CATEGORIES]),
    st.integers(1, 6),
)


@settings(max_examples=60)
@given(st.lists(BLOCK, max_size=12))
def test_sections_always_tile_the_text(
    blocks: list[tuple[str, str, str | None, int]],
) -> None:
    builder = DocumentBuilder(SOURCE, SMALL, format="txt")
    for kind, text, category, level in blocks:
        if kind == "heading":
            builder.heading(text, category, level=level)
        elif kind == "paragraph":
            builder.paragraph(text, category)
        elif kind == "caption":
            builder.caption(text)
        elif kind == "table":
            builder.table(text, [[text, "1"], [""]], n_header=level)
        elif kind == "section":
            builder.section(text, category or "body")
        else:
            builder.end_section()
    check(builder.build())
