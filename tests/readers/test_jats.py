"""JATS: sections, floats, tables, metadata and sub-articles of one sample."""

from pathlib import Path

import pytest

from pipeline.errors import ReaderError
from pipeline.readers import Layout, Source
from pipeline.readers.jats import read_jats
from pipeline.records import Document

SAMPLES = Path(__file__).parent / "samples"
LAYOUT = Layout.from_rows(
    [
        {"heading": "background", "category": "introduction"},
        {"heading": "discussion", "category": "discussion"},
        {"heading": "funding", "category": "boilerplate"},
        {"heading": "clinical note", "category": "metadata"},
    ],
    [],
)


def read(data: bytes) -> list[Document]:
    return list(read_jats(data, Source("paper", "paper.nxml", "0" * 64), LAYOUT))


def article(body: str, front: str = "", back: str = "") -> Document:
    """Return the document of a bare article around some markup."""
    text = (
        f"<article><front><article-meta>{front}</article-meta></front>"
        f"<body>{body}</body><back>{back}</back></article>"
    )
    return read(text.encode())[0]


@pytest.fixture(scope="module")
def sample() -> list[Document]:
    return read((SAMPLES / "chalk-disc.nxml").read_bytes())


def part(document: Document, category: str) -> str:
    """Return all text of a category."""
    return "".join(
        document.text[section.start : section.end]
        for section in document.sections
        if section.category == category
    )


def test_metadata_of_the_front_is_complete(sample: list[Document]) -> None:
    document = sample[0]
    assert document.title == "A disc of chalk: the neck of a fisherman"
    assert document.authors == ("Sunniva Krogh", "Eyvind Tången")
    assert (document.journal, document.volume) == ("Nordic Spine Reports", "16")
    assert document.pages == "21-22"
    assert document.doi == "10.55555/nsr.2011.21"
    assert (document.pmid, document.pmcid) == ("90000001", "PMC90000002")
    assert document.publication_types == ("case-report", "Case Report")


def test_year_of_the_issue_wins_over_the_online_year(sample: list[Document]) -> None:
    assert sample[0].year == 2011


def test_sections_tile_the_text(sample: list[Document]) -> None:
    for document in sample:
        ends = [0, *(section.end for section in document.sections)]
        assert [section.start for section in document.sections] == ends[:-1]
        assert ends[-1] == len(document.text)


def test_a_known_section_type_speaks_where_the_title_is_unknown(
    sample: list[Document],
) -> None:
    categories = {section.heading: section.category for section in sample[0].sections}
    assert categories["Why we write"] == "introduction"
    assert categories["The boatman"] == "case"


def test_an_unknown_subsection_takes_the_category_around_it(
    sample: list[Document],
) -> None:
    categories = {section.heading: section.category for section in sample[0].sections}
    assert categories["Something else"] == "case"
    assert categories["Our boatman"] == "abstract"


def test_numbered_citations_go_and_citations_by_author_stay(
    sample: list[Document],
) -> None:
    assert part(sample[0], "introduction").endswith(
        "Chalk dissolves by itself, and Overgaard et al. saw a girl of nine "
        "(Lund, 2007).\n\n"
    )


def test_entities_powers_and_subscripts_read_as_printed(
    sample: list[Document],
) -> None:
    case = part(sample[0], "case")
    assert "White cells were 7.1 × 10^9/L, body mass index 27 kg/m2." in case
    assert "On T2-weighted MRI the C6–C7 disc" in case


def test_a_figure_does_not_break_the_sentence_around_it(
    sample: list[Document],
) -> None:
    assert "disc was dark and pressed on the root (Fig. 1)." in part(sample[0], "case")
    assert part(sample[0], "caption").split("\n\n")[:2] == [
        "Figure 1. The neck. The C6–C7 disc is white.",
        "Figure 2. The boat.",
    ]


def test_list_items_are_paragraphs_in_their_place(sample: list[Document]) -> None:
    assert "We gave:\n\n" in sample[0].text
    assert (
        "- a collar;\n\n- ibuprofen.\n\nHe was well after six months." in sample[0].text
    )


def test_merged_cells_repeat_and_footnotes_stay_outside(
    sample: list[Document],
) -> None:
    (table,) = sample[0].tables
    assert table.caption == "Table 1. The course"
    assert table.n_header == 2
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Month", "Pain", "Pain"],
        ["Month", "Rest", "Work"],
        ["0", "4", "8"],
        ["6", "0", "0"],
    ]
    assert "At night." in part(sample[0], "table")


def test_paragraphs_and_items_in_a_cell_do_not_run_together() -> None:
    cell = "<p>Collar</p><p>Rest</p><list><list-item><p>NSAID</p></list-item></list>"
    found = article(
        f"<table-wrap><table><tr><td>A</td><td>{cell}</td></tr></table></table-wrap>"
    )
    assert found.tables[0].rows[0][1].text == "Collar Rest NSAID"


def test_cells_are_the_text_at_their_offsets(sample: list[Document]) -> None:
    text = sample[0].text
    for row in sample[0].tables[0].rows:
        assert [text[cell.start : cell.end] for cell in row] == [c.text for c in row]


def test_thanks_and_references_are_kept_unread(sample: list[Document]) -> None:
    assert "harbour master" in part(sample[0], "boilerplate")
    references = part(sample[0], "references")
    assert "1 Overgaard P Vanishing chalk Nord Spine Rep 2003" in references
    assert "2 Lund T. Discs of stone. Nord Spine Rep 2007;12:5." in references


def test_a_graphical_abstract_is_no_text(sample: list[Document]) -> None:
    assert "drawing" not in sample[0].text


def test_a_sub_article_of_its_own_is_a_document_and_a_review_is_not(
    sample: list[Document],
) -> None:
    assert [document.doc_id for document in sample] == ["paper", "paper__1"]
    assert sample[1].title == "A second boat"
    assert (sample[1].journal, sample[1].year) == ("Nordic Spine Reports", 2011)
    assert "cook" not in sample[0].text


def test_articles_of_one_set_are_named_by_their_accession() -> None:
    one = "<article-id pub-id-type='{}'>{}</article-id>"
    article_set = "".join(
        f"<article><front><article-meta>{one.format(kind, number)}</article-meta>"
        "</front><body><p>Some words.</p></body></article>"
        for kind, number in (("pmc", "77"), ("pmid", "88"))
    )
    found = read(f"<pmc-articleset>{article_set}</pmc-articleset>".encode())
    assert [document.doc_id for document in found] == ["paper__PMC77", "paper__88"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("He fell<sup>2,3</sup> twice.", "He fell twice."),
        ("He fell [<xref ref-type='bibr'>4</xref>].", "He fell."),
        ("The <sup>18</sup>F-FDG scan.", "The 18F-FDG scan."),
        ("An area of 3 cm<sup>2</sup>.", "An area of 3 cm2."),
        ("Given 10<sup>−3</sup> mol.", "Given 10^-3 mol."),
        ("Ca<sup>2+</sup> was low.", "Ca2+ was low."),
        ("The 5<sup>th</sup> root.", "The 5th root."),
        ("See <xref ref-type='fig'>Figure 3</xref>.", "See Figure 3."),
        ("A &alpha;&ndash;&beta; pair.", "A α–β pair."),
        ("Line<break/>break.", "Line break."),
        ("<bold>Bold</bold>ly <italic>said</italic>.", "Boldly said."),
        ("Known &unknown; entity.", "Known entity."),
    ],
)
def test_inline_markup_leaves_what_a_person_reads(markup: str, text: str) -> None:
    assert article(f"<p>{markup}</p>").text == text


@pytest.mark.parametrize(
    ("paragraph", "heading"),
    [
        ("<bold>The second boat</bold>", "The second boat"),
        ("<bold>The second boat</bold>:", "The second boat:"),
        ("<bold>The</bold> second boat", ""),
        ("<bold>It sank.</bold>", ""),
        ("<bold>Table 1: Boats</bold>", ""),
    ],
)
def test_a_paragraph_bold_throughout_is_a_heading(paragraph: str, heading: str) -> None:
    found = article(f"<p>Two boats.</p><p>{paragraph}</p><p>It sank.</p>")
    assert found.sections[-1].heading == heading


@pytest.mark.parametrize("line", ["Discussion with the family", "Funding"])
def test_a_bold_line_inside_a_case_does_not_end_it(line: str) -> None:
    found = article(
        "<sec sec-type='case'><title>A boat</title><p>It left.</p>"
        f"<p><bold>{line}</bold></p><p>It sank.</p></sec>"
    )
    assert {section.category for section in found.sections} == {"case"}


@pytest.mark.parametrize("tag", ["preformat", "code"])
def test_preformatted_lines_keep_their_columns(tag: str) -> None:
    lines = "No.   Age   Level\n1     40    L1\n2     51    L3"
    (table,) = article(f"<p>Three.</p><{tag}>{lines}</{tag}>").tables
    assert [cell.text for cell in table.rows[1]] == ["1", "40", "L1"]


def test_a_story_under_a_kicker_is_read() -> None:
    story = "He was seen. He had pain. He was given rest. It was enough. " * 5
    found = article(f"<sec><title>Clinical note</title><p>{story}</p></sec>")
    assert found.sections[-1].category == "body"


def test_a_title_of_known_words_wins_over_the_section_type() -> None:
    found = article("<sec sec-type='cases'><title>Discussion</title><p>So.</p></sec>")
    assert found.sections[0].category == "discussion"


def test_notes_at_the_end_are_boilerplate_even_without_a_title() -> None:
    found = article("<p>Body.</p>", back="<notes><p>Data on request.</p></notes>")
    assert found.sections[-1].category == "boilerplate"


def test_an_appendix_is_read() -> None:
    back = "<app-group><app><title>More</title><p>A third boat.</p></app></app-group>"
    assert article("<p>Body.</p>", back=back).sections[-1].category == "body"


def test_a_damaged_end_makes_the_document_partial() -> None:
    data = (SAMPLES / "chalk-disc.nxml").read_bytes()
    found = read(data[: data.index(b"<sec><title>Discussion")])
    assert found[0].status == "partial"
    assert "damaged XML" in (found[0].message or "")
    assert "57-year-old fisherman" in found[0].text


def test_entities_that_multiply_are_not_expanded() -> None:
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 9}">' for n in range(1, 9))
    data = f'<!DOCTYPE article [<!ENTITY l0 "lol">{bomb}]><article><front/><body>'
    found = read(f"{data}<p>Here &l8; ends.</p></body></article>".encode())
    assert len(found[0].text) < 100


def test_external_entities_are_never_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("very secret")
    doctype = f'<!DOCTYPE article [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    found = read(f"{doctype}<article><body><p>A &x; b.</p></body></article>".encode())
    assert found[0].text == "A b."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<report><p>No article.</p></report>", "paper.nxml: no <article>"),
        (b"<", "paper.nxml: broken XML"),
        (b"<article><front/><body/></article>", "paper.nxml: no text in it"),
    ],
)
def test_what_is_no_article_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ReaderError, match=message):
        read(data)
