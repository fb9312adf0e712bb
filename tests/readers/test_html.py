"""HTML: the article is read, the page around it is not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import ReaderError
from pipeline.records import Document

SAMPLE = Path(__file__).parent / "samples" / "page.html"
Parts = Callable[[Document], list[tuple[str, str]]]


@pytest.fixture(scope="module")
def page(read: Callable[..., Document]) -> Document:
    return read(SAMPLE.read_bytes(), "page.html")


def test_meta_tags_give_the_metadata(page: Document) -> None:
    assert page.title == "A dark disc in a lighthouse keeper"
    assert page.authors == ("Odile van der Meer", "R. T. Plum")
    assert (page.journal, page.year, page.volume) == (
        "Journal of Invented Discs",
        2016,
        "4",
    )
    assert (page.pages, page.doi) == ("17-21", "10.9999/jid.2016.17")


@pytest.mark.parametrize(
    "chrome",
    [
        "cookies",
        "Archive",
        "logged in",
        "Scoliosis",
        "Cited by",
        "Nobody",
        "T2 weeks",
        "top:1px",
    ],
)
def test_the_page_around_the_article_is_dropped(page: Document, chrome: str) -> None:
    assert chrome not in page.text


def test_sections_come_in_order(page: Document, parts: Parts) -> None:
    assert [category for category, _ in parts(page)] == [
        "title", "metadata", "abstract", "case", "case", "caption", "treatment",
        "table", "references",
    ]  # fmt: skip


def test_raised_numbers_keep_only_what_belongs_to_the_text(page: Document) -> None:
    assert (
        "on the stairs. White cells were 6.2 × 10^9/L and the lesion covered 14 mm2; "
        "on T2 images the disc was dark after 99mTc." in page.text
    )


def test_merged_cells_are_spread_over_their_places(page: Document) -> None:
    (table,) = page.tables
    assert [[c.text for c in row] for row in table.rows] == [
        ["Week", "Score", "Score"], ["Week", "back", "leg"], ["0", "7", "3"], ["6", "1", "0"],
    ]  # fmt: skip
    assert (table.caption, table.n_header) == ("Table 1. Course", 2)


def test_lists_keep_their_numbers(page: Document) -> None:
    assert "1. First he rested.\n\n2. Then he walked." in page.text


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        (
            "<body class='menu'><p>He was well and walked home again.</p></body>",
            "He was well",
        ),
        (
            "<div class='content nav'><h1>Title of it</h1><p>He was well.</p></div>",
            "He was well.",
        ),
        (
            "<table><tr><td><h2>Case</h2><p>"
            + "He was well. " * 60
            + "</p></td></tr></table>",
            "He was well.",
        ),
        ("<p>One<br>Two</p>", "One\n\nTwo"),
        (
            "<p>He was<b> well</b></p><!-- no --><p>and&nbsp;so on",
            "He was well\n\nand so on",
        ),
    ],
)
def test_odd_pages_lose_no_story(
    read: Callable[..., Document], html: str, kept: str
) -> None:
    assert kept in read(f"<html>{html}</html>", "odd.html").text


def test_the_lines_of_the_source_part_nothing(read: Callable[..., Document]) -> None:
    html = "<p>She was 61 and\nhad pain.\nMay 3: a\n  scan.</p>\n<p>2. It\nrained.</p>"
    assert (
        read(html, "a.html").text == "She was 61 and had pain. May 3: a scan."
        "\n\n2. It rained."
    )


def test_preformatted_lines_keep_their_columns(read: Callable[..., Document]) -> None:
    html = (
        "<p>Three were seen.</p><pre>No.   Age   Level\n1     40    L1\n"
        "2     51    L3\n</pre>"
    )
    (table,) = read(html, "a.html").tables
    assert [[c.text for c in row] for row in table.rows] == [
        ["No.", "Age", "Level"], ["1", "40", "L1"], ["2", "51", "L3"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "<p><b>The second patient</b></p>",
        "<p><strong>The second patient</strong>:</p>",
        "<p><u>The second patient</u><br>",
        "<p><span style='font-weight: 700'>The second patient</span></p>",
    ],
)
def test_a_bold_line_is_a_heading(read: Callable[..., Document], line: str) -> None:
    html = f"<h1>Two of a kind</h1><p>One was told before.</p>{line}He was well.</p>"
    (*_, section) = read(html, "a.html").sections
    assert section.heading.rstrip(":") == "The second patient"


@pytest.mark.parametrize(
    "line",
    [
        "<p><b>He</b> was told to rest</p>",
        "<p><b>He was told to rest.</b></p>",
        "<p><b>Figure 1.</b> <b>His spine</b></p>",
        "<p><b>He had no fracture of C2 on CT</b><br>but one of C5.</p>",
        "<p>He gave<br>references<br>of his former doctors.</p>",
    ],
)
def test_a_bold_sentence_is_no_heading(
    read: Callable[..., Document], line: str
) -> None:
    html = f"<h1>Two of a kind</h1><p>One was told before.</p>{line}<p>He was well.</p>"
    assert not {s.heading for s in read(html, "a.html").sections} & {
        "references",
        "He had no fracture of C2 on CT",
        "He was told to rest",
        "He was told to rest.",
        "Figure 1. His spine",
    }


def test_a_plain_line_with_the_words_of_a_heading_is_one(
    read: Callable[..., Document], parts: Parts
) -> None:
    html = "<h1>Two of a kind</h1><p>CASE REPORT</p><p>He was well.</p>"
    assert parts(read(html, "a.html"))[-1] == ("case", "CASE REPORT\n\nHe was well.")


def test_observations_inside_a_discussion_are_no_case(
    read: Callable[..., Document],
) -> None:
    html = (
        "<h1>Two of a kind</h1><h2>Discussion</h2><p>It is rare.</p>"
        "<h3>Observations</h3><p>A third of them were worse.</p>"
        "<h3>Our case</h3><p>He was well.</p>"
    )
    found = {s.heading: s.category for s in read(html, "a.html").sections}
    assert (found["Observations"], found["Our case"]) == ("discussion", "case")


@pytest.mark.parametrize(
    ("inner", "kept"),
    [
        ("CASE REPORT<br>A man of 70 fell.", "A man of 70 fell."),
        ("White cells were 9 x 10<sup>9</sup>/L.", "9 x 10^9/L"),
        ("He fell<sup>1</sup> twice.", "He fell twice."),
        ("<h3>History</h3><p>A man of 70 fell.</p>", "History\n\nA man of 70 fell."),
    ],
)
def test_preformatted_text_keeps_breaks_and_powers(
    read: Callable[..., Document], inner: str, kept: str
) -> None:
    assert kept in read(f"<h1>A fall of a man</h1><pre>{inner}</pre>", "a.html").text


def test_json_ld_gives_what_meta_tags_do_not(read: Callable[..., Document]) -> None:
    data = (
        '<html><head><script type="application/ld+json">{"@graph": [{"@type": "ScholarlyArticle",'
        ' "datePublished": "2020-05-06", "author": [{"name": "Ines Aalto"}],'
        ' "isPartOf": {"name": "Bell Medicine"}}]}</script></head><body><h1>Chalk</h1><p>He was well.</p></body></html>'
    )
    document = read(data, "a.html")
    assert (document.year, document.journal, document.authors) == (
        2020,
        "Bell Medicine",
        ("Ines Aalto",),
    )


def test_a_declared_charset_is_honoured(read: Callable[..., Document]) -> None:
    data = (
        '<html><head><meta charset="iso-8859-2"></head><body><p>Łódź</p></body></html>'
    )
    assert "Łódź" in read(data.encode("iso-8859-2"), "a.html").text


def test_a_page_without_anything_is_refused(read: Callable[..., Document]) -> None:
    with pytest.raises(ReaderError, match=r"a\.html: no text"):
        read("<html><head></head><body></body></html>", "a.html")
