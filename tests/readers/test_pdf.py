"""PDF: reading order, margins, hyphens, captions, tables; what cannot be read."""

from pathlib import Path

import pytest

from pipeline.errors import ReaderError
from pipeline.readers import Layout, Source
from pipeline.readers.hyphens import join_broken
from pipeline.readers.pdf import read_pdf
from pipeline.readers.pdf_columns import join_rows, reading_order
from pipeline.readers.pdf_lines import Char, Line, Piece, _piece
from pipeline.records import Document

SAMPLES = Path(__file__).parent / "samples"
LAYOUT = Layout.from_rows(
    [
        {"heading": "abstract", "category": "abstract"},
        {"heading": "introduction", "category": "introduction"},
        {"heading": "case report", "category": "case"},
        {"heading": "cases", "category": "case"},
        {"heading": "discussion", "category": "discussion"},
        {"heading": "references", "category": "references"},
    ],
    [],
)
CASE = (
    "A 57-year-old fisherman noticed pain in the nape after hauling nets. There was no "
    "fever and no numbness. On examination the neck was stiff and the triceps jerk was "
    "weak on the left. The white cell count was 7.1 × 10^9/L and the C-reactive protein "
    "was normal. Lateral radiographs showed calcification of the C6/7 disc. On MRI the "
    "disc was dark on T1- and T2-weighted images and pressed upon the left C7 root, but "
    "the cord was free. A soft collar was worn for three weeks and ibuprofen was taken. "
    "The pain waned within a fortnight. Half a year later he had returned to sea and "
    "the calcium had gone."
)


def read(name: str) -> Document:
    source = Source(Path(name).stem, name, "0" * 64)
    return next(read_pdf((SAMPLES / name).read_bytes(), source, LAYOUT))


def part(document: Document, category: str) -> str:
    return "".join(
        document.text[section.start : section.end]
        for section in document.sections
        if section.category == category
    )


@pytest.fixture(scope="module", params=["two-columns.pdf", "two-columns-by-rows.pdf"])
def columns(request: pytest.FixtureRequest) -> Document:
    """The same page, its lines stored column by column and row by row."""
    return read(request.param)


def test_columns_are_read_one_after_the_other(columns: Document) -> None:
    assert part(columns, "case") == f"Case report\n\n{CASE}\n\n"


def test_running_heads_and_page_numbers_are_no_text(columns: Document) -> None:
    assert "Krogh and Tangen:" not in columns.text
    assert "2011; 16: 21-22" not in columns.text


def test_running_heads_still_give_the_citation(columns: Document) -> None:
    assert (columns.journal, columns.year) == ("Nord Spine Rep", 2011)
    assert columns.title == "A disc of chalk in the neck of a fisherman"


def test_a_caption_is_moved_out_of_the_sentence_it_cuts(columns: Document) -> None:
    caption = "Figure 1. Lateral radiograph. The C6/7 disc is white.\n\n"
    assert part(columns, "caption") == caption


def test_raised_citation_numbers_go(columns: Document) -> None:
    assert "in whom it took a year. An operation" in part(columns, "discussion")


def test_references_go_on_over_the_page(columns: Document) -> None:
    assert part(columns, "references").split("\n\n")[1:] == [
        "1. Overgaard P. Vanishing chalk. Nord Spine Rep 2003; 8: 40-42.",
        "2. Lund T. Discs of stone. Nord Spine Rep 2007; 12: 5-9.",
        "3. Bakken R. Chalk revisited. Nord Spine Rep 2009; 14: 77-80.",
    ]


@pytest.mark.parametrize("name", ["table-ruled.pdf", "table-plain.pdf"])
def test_tables_are_read_with_and_without_rules(name: str) -> None:
    document = read(name)
    (table,) = document.tables
    assert table.caption == "Table 1. The three patients with calcified discs"
    assert [[c.text for c in row] for row in table.rows] == [
        ["Patient", "Age/sex", "Level", "Treatment", "Outcome"],
        ["1", "57/M", "C6/7", "Soft collar and ibuprofen", "Free of pain"],
        ["2", "8/F", "C3/4", "Rest", "Free of pain"],
        ["3", "31/F", "T9/10", "Thoracotomy and discectomy", "Residual numbness"],
    ]
    assert "third kept a shop. All were followed" in part(document, "case")
    assert "F, female; M, male." in part(document, "table")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("scan.pdf", r"scan\.pdf: no text layer; run OCR first"),
        ("stamped-scan.pdf", r"stamped-scan\.pdf: no text layer; run OCR first"),
        ("locked.pdf", r"locked\.pdf: encrypted PDF"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_next_step(
    name: str, message: str
) -> None:
    with pytest.raises(ReaderError, match=message):
        read(name)


def test_a_broken_file_is_refused() -> None:
    source = Source("bad", "bad.pdf", "0" * 64)
    with pytest.raises(ReaderError, match=r"bad\.pdf: broken PDF"):
        next(read_pdf(b"%PDF-1.4 and nothing more", source, LAYOUT))


def test_a_page_that_is_a_picture_makes_the_document_partial() -> None:
    document = read("half-scanned.pdf")
    assert (document.status, document.message) == ("partial", "pages not read: 2")
    assert "the triceps jerk was weak" in part(document, "case")


def test_pages_beyond_the_bound_make_the_document_partial(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipeline.readers.pdf._MOST_PAGES", 1)
    document = read("two-columns.pdf")
    assert (document.status, document.message) == ("partial", "pages not read: 2-2")


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("a calci-", "fied disc", "a calcified disc"),
        ("she pre-", "sented late", "she presented late"),
        ("the trans-", "verse ligament", "the transverse ligament"),
        ("an anti-", "inflammatory drug", "an anti-inflammatory drug"),
        ("at C5-", "C6 and below", "at C5-C6 and below"),
        ("on T1-", "weighted images", "on T1-weighted images"),
        ("a 7-", "year-old boy", "a 7-year-old boy"),
        ("at the follow-", "up visit", "at the follow-up visit"),
        ("a gunshot-", "like pain", "a gunshot-like pain"),
        ("the non-", "union healed", "the non-union healed"),
        ("a range -", "and more", "a range - and more"),
        ("no hyphen", "here", "no hyphen here"),
    ],
)
def test_line_end_hyphens_go_unless_they_belong(
    left: str, right: str, joined: str
) -> None:
    assert join_broken(left, right, frozenset({"gunshot-like"})) == joined


def char(text: str, x0: float, *, bottom: float = 20.0, size: float = 10.0) -> Char:
    return Char(text, x0, x0 + 5, bottom - size, bottom, False)


def word(text: str, x0: float) -> list[Char]:
    return [char(letter, x0 + 5 * n) for n, letter in enumerate(text)]


@pytest.mark.parametrize(
    ("chars", "text"),
    [
        ([*word("10", 0), char("9", 10, bottom=16, size=6), *word("/L", 15)], "10^9/L"),
        ([*word("pain", 0), char("3", 20, bottom=16, size=6)], "pain"),
        ([*word("3cm", 5), char("2", 20, bottom=16, size=6)], "3cm2"),
        ([*word("H", 0), char("2", 5, bottom=22, size=6), *word("O", 10)], "H2O"),
        (word("10⁹/L", 0), "10^9/L"),
        (word("Krogh¹,²", 0), "Krogh"),
        (word("calci\x02", 0), "calci-"),
    ],
)
def test_raised_figures_are_powers_or_go_and_lowered_ones_stay(
    chars: list[Char], text: str
) -> None:
    piece = _piece(chars)
    assert piece is not None
    assert piece.text == text


def row(text: str, x0: float, x1: float, bottom: float) -> Line:
    return Line.of([Piece(text, x0, x1, bottom, 10.0, False)], 0)


def test_three_columns_are_read_in_order() -> None:
    lines = [
        row(f"{name}{n} some words", x, x + 140, 100 + 12 * n)
        for n in range(8)
        for name, x in (("a", 40), ("b", 200), ("c", 360))
    ]
    order = [placed.line.text[:2] for placed in reading_order(join_rows(lines, None))]
    assert order == [f"{name}{n}" for name in "abc" for n in range(8)]


def test_a_wide_line_ends_the_columns_above_it() -> None:
    above = [
        row(f"u{n}{s}", x, x + 200, 50 + 12 * n)
        for n in range(4)
        for s, x in (("l", 40), ("r", 300))
    ]
    wide = row("across the whole page", 40, 500, 110)
    below = [
        row(f"d{n}{s}", x, x + 200, 130 + 12 * n)
        for n in range(4)
        for s, x in (("l", 40), ("r", 300))
    ]
    order = [placed.line.text for placed in reading_order([*above, wide, *below])]
    assert order == [
        *(f"u{n}l" for n in range(4)),
        *(f"u{n}r" for n in range(4)),
        "across the whole page",
        *(f"d{n}l" for n in range(4)),
        *(f"d{n}r" for n in range(4)),
    ]
