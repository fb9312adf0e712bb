"""Plain text: paragraphs, headings, captions, tables and the noise around them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.records import UNREAD, Document

SAMPLES = Path(__file__).parent / "samples"
Read = Callable[..., Document]
Parts = Callable[[Document], list[tuple[str, str]]]


@pytest.fixture(scope="module")
def wrapped(read: Read) -> Document:
    return read((SAMPLES / "wrapped.txt").read_bytes(), "wrapped.txt")


def body(document: Document) -> str:
    """Return what prose rules would read."""
    kept = [s for s in document.sections if s.category not in UNREAD]
    return "\n\n".join(document.text[s.start : s.end].strip() for s in kept)


def test_a_printed_page_gives_its_sections_in_order(wrapped: Document) -> None:
    order = list(dict.fromkeys(s.category for s in wrapped.sections))
    assert order == [
        "metadata", "title", "body", "case", "caption", "laboratory", "table",
        "discussion", "boilerplate", "references",
    ]  # fmt: skip


def test_a_printed_page_gives_its_metadata(wrapped: Document) -> None:
    assert (
        wrapped.title
        == "Egg-shell calcification around a lumbar facet joint in a glass blower"
    )
    assert wrapped.authors == ("T. Vanterpool", "Ö. Grünfeld")
    assert (wrapped.journal, wrapped.year) == ("Acta Spinalis Imaginaria", 2006)
    assert (wrapped.volume, wrapped.pages) == ("14", "331-335")


@pytest.mark.parametrize(
    "sentence",
    [
        "a frequent chance finding in the elderly, but seldom gives rise",
        "there had been no injury.",
        "The ankle jerk was brisk on both sides.",
        "was open towards the canal. There was no instability.",
        "CRP 3 mg/l (ref. < 5)\n\nCalcium 2.31 mmol/l\n\nUrate 390 umol/l",
        "gave relief that lasted. At nine months he worked",
    ],
)
def test_broken_sentences_are_mended(wrapped: Document, sentence: str) -> None:
    assert sentence in body(wrapped)


@pytest.mark.parametrize(
    "noise", ["332", "333", "GRÜNFELD", "shells in the literature", "Bream", "Quist B"]
)
def test_running_heads_thanks_and_references_are_not_read(
    wrapped: Document, noise: str
) -> None:
    assert noise not in body(wrapped)


def test_columns_become_a_table(wrapped: Document) -> None:
    (table,) = wrapped.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["", "Before", "After"],
        ["Pain score", "7", "1"],
        ["Walking (m)", "300", "5000"],
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A title of words\n\nHistory: 66/M.\nNo pain.", [("title", "A title of words"), ("history", "History: 66/M.\n\nNo pain.")]),
        ("LETTER TO THE EDITOR\n\nA short title\n\nSir,\n\nHe was 50 and had pain.",
         [("metadata", "LETTER TO THE EDITOR"), ("title", "A short title"), ("metadata", "Sir,"), ("body", "He was 50 and had pain.")]),
        ("A title\n\nHe was well.\n\nRelated articles\n\nGout in a man of 70",
         [("title", "A title"), ("body", "He was well."), ("boilerplate", "Related articles\n\nGout in a man of 70")]),
        ("A title\n\nHe was well.\n\nAI-generated comment\n\nDiscussion\n\nSurgery is advised.",
         [("title", "A title"), ("body", "He was well."), ("commentary", "AI-generated comment"), ("commentary", "Discussion\n\nSurgery is advised.")]),
        ("A title\n\nCase\n\nHe was well.\n\nYours sincerely,\nB. Krill",
         [("title", "A title"), ("case", "Case\n\nHe was well."), ("boilerplate", "Yours sincerely,"), ("metadata", "B. Krill")]),
        ("Journal homepage: www.bells.example\n\nCase report\n\nChalk in a ringer\n\nAn Aalto a,*, Bo Krill b\n\na Bell Hospital, Town\n\nAbstract\n\nHe was 50.",
         [("metadata", "Journal homepage: www.bells.example\n\nCase report"), ("title", "Chalk in a ringer"),
          ("metadata", "An Aalto a,*, Bo Krill b\n\na Bell Hospital, Town"), ("abstract", "Abstract\n\nHe was 50.")]),
        ("A title\n\nCase\n\nHe had pain.\n\nFigure 1\nThe C5 disc.\n\nOpen in a separate window\n\nHe was well.",
         [("title", "A title"), ("case", "Case\n\nHe had pain."), ("caption", "Figure 1 The C5 disc."),
          ("boilerplate", "Open in a separate window"), ("case", "He was well.")]),
        ("A title\n\nTable 1\nPatient  Age  Level\n1  7  C4/5\n2  9  C5/6\n\nBoth were well.",
         [("title", "A title"), ("table", "Table 1\nPatient | Age | Level\n1 | 7 | C4/5\n2 | 9 | C5/6"), ("body", "Both were well.")]),
        ("TITLE: Chalk\nAUTHORS: Krill B; Aalto I\nCASE: A girl of 9.",
         [("title", "TITLE: Chalk"), ("metadata", "AUTHORS: Krill B; Aalto I"), ("case", "CASE: A girl of 9.")]),
    ],
)  # fmt: skip
def test_parts_of_short_documents(
    read: Read, parts: Parts, text: str, expected: list[tuple[str, str]]
) -> None:
    assert parts(read(text)) == expected


def test_a_list_mark_alone_on_its_line_joins_its_item(read: Read) -> None:
    text = "Causes of Chalk\n-\nAge: discs dry out.\n-\nGout: crystals fall out. -\nInjury: discs tear."
    document = read(
        "A title of words.\n\nA paragraph that is of some length and ends here.\n"
        + text
    )
    assert document.text.endswith(
        "Causes of Chalk\n\n- Age: discs dry out.\n\n- Gout: crystals fall out.\n\n- Injury: discs tear."
    )


def test_lines_of_one_paragraph_each_are_not_joined(read: Read) -> None:
    long = "This is a sentence of a text whose lines are paragraphs, " * 4
    text = f"A title\n\n{long}end.\nHe walked.\n{long}end."
    assert "end.\n\nHe walked.\n\nThis" in read(text).text


def test_references_without_heading_are_recognised_by_their_shape(
    read: Read, parts: Parts
) -> None:
    text = (
        "A title\n\nHe was well.\n\n1. Krill B. Chalk. Bell Med 2002;1:1-2.\n"
        "2. Aalto I. More chalk. Bell Med 2003;2:3-4.\n3. Plum R. No chalk. Bell Med 2004;3:5-6."
    )
    assert [category for category, _ in parts(read(text))] == [
        "title",
        "body",
        "references",
    ]


def test_a_story_after_the_references_is_read(read: Read) -> None:
    story = (
        "Our patient was seen again in spring. She was walking to work and her neck was free. "
        "The collar was given away. Her films were repeated and were clear, and she was told "
        "that no more visits were needed. She was pleased with that and sent a card."
    )
    document = read(
        f"A title\n\nReferences\n\n1. Krill B. Chalk. Bell Med 2002;1:1-2.\n\n{story}"
    )
    assert story in body(document)


def test_years_of_the_story_are_not_the_year_of_publication(read: Read) -> None:
    assert (
        read("A title of words\n\nIn July 1981 he was operated on and did well.").year
        is None
    )


def test_the_seeds_come_out_right(shared: Path, read: Read) -> None:
    files = sorted((shared / "seeds").glob("*.txt"))
    assert len(files) == 4
    boy, woman, review, two = (read(f.read_bytes(), f.name) for f in files)
    assert {s.category for s in boy.sections} == {
        "title",
        "body",
        "commentary",
        "boilerplate",
    }
    assert [s.category for s in woman.sections].count("caption") == 2
    assert "Sensation was reduced" in body(woman)
    assert "England" not in body(woman)
    assert "Last Updated" not in body(review)
    assert (two.year, two.volume, two.pages) == (2019, "62", "243-245")
    assert two.journal == "Journal of Clinical Neuroscience"
    assert "Sasaki" not in body(two)
    assert "We present two cases" in body(two)


def test_a_table_set_with_spaces_is_cut_where_its_header_begins(read: Read) -> None:
    text = (
        "Three operated men\n\n"
        "Three men were operated on in one year.\n\n"
        "            Age  Level         Before  After\n"
        "---------------------------------------------\n"
        "Mr. Ural    47   T9/10         5       9\n"
        "Mr. Ore     61   T2/3, T11/12  4       5\n"
        "Mr. Indus   55                 6       8\n\n"
        "All of them walked within the first week after the operation.\n"
    )
    (table,) = read(text.encode(), "table.txt").tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["", "Age", "Level", "Before", "After"],
        ["Mr. Ural", "47", "T9/10", "5", "9"],
        ["Mr. Ore", "61", "T2/3, T11/12", "4", "5"],
        ["Mr. Indus", "55", "", "6", "8"],
    ]


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Observation no. 2: A man of 50 came with back pain.", "case"),
        ("Comment.—Such fractures are missed as a rule.", "discussion"),
        ("Mrs. No. A woman of 50 came with back pain.", "body"),
    ],
)
def test_a_run_in_label_may_hold_a_number_or_end_in_a_dash(
    read: Read, text: str, category: str
) -> None:
    page = f"A title of a short report\n\nA first paragraph of prose.\n\n{text}\n"
    document = read(page.encode(), "label.txt")
    assert document.sections[-1].category == category


def test_a_box_of_key_points_in_front_ends_with_its_list(
    read: Read, parts: Parts
) -> None:
    text = (
        "A stiff old neck\n\nKey points\n\n- Look at the dens.\n- Ask for CT.\n\n"
        "The ward rang about a woman of 83. She could not turn her head at all.\n\n"
        "She was given colchicine.\n\nComment\n\nThe dens wears a crown.\n"
    )
    found = parts(read(text))
    assert [category for category, _ in found][-3:] == [
        "conclusion",
        "body",
        "discussion",
    ]


def test_a_run_in_abstract_is_one_paragraph(read: Read, parts: Parts) -> None:
    text = (
        "A stiff old neck\n\nAbstract. A shepherd and a dyer are described.\n\n"
        "The shepherd had slept out with his flock all spring and was feverish.\n\n"
        "The dyer had pricked himself and lay in bed for many weeks.\n"
    )
    assert [category for category, _ in parts(read(text))] == [
        "title",
        "abstract",
        "body",
    ]


def test_lines_of_fields_between_semicolons_are_a_table(read: Read) -> None:
    lines = ["No.; age; sex; level", "1; 57; M; C3-C5", "2; 63; F; C4-C6"]
    (table,) = read("Two necks\n\n" + "\n".join(lines) + "\n").tables
    assert [[c.text for c in row] for row in table.rows] == [
        ["No.", "age", "sex", "level"], ["1", "57", "M", "C3-C5"], ["2", "63", "F", "C4-C6"],
    ]  # fmt: skip


def test_a_sentence_with_semicolons_is_no_table(read: Read) -> None:
    lines = [
        "He had back pain; fever; weight loss; and sweats at night.",
        "The scan showed a mass; it was biopsied; it was gout.",
        "He was well.",
    ]
    assert read("A neck\n\n" + "\n".join(lines) + "\n").tables == ()
