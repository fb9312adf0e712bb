"""Markdown: structure is kept, marks are not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.readers.markdown import _given, plain
from pipeline.records import Document

SAMPLE = Path(__file__).parent / "samples" / "paper.md"


@pytest.fixture(scope="module")
def paper(read: Callable[..., Document]) -> Document:
    return read(SAMPLE.read_bytes(), "paper.md")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("**Fig. 1** an *axial* cut", "Fig. 1 an axial cut"),
        ("5 * 3 and 2 * 4", "5 * 3 and 2 * 4"),
        ("snake_case_name and _stress_", "snake_case_name and stress"),
        ("[text](http://a.b/c_(d)) end", "text end"),
        ("10<sup>9</sup>/L, T<sub>2</sub>", "10^9/L, T2"),
        ("Krill<sup>a,b</sup>, Aalto^c^", "Krill, Aalto"),
        (r"2 \* 3 \| 4", "2 * 3 | 4"),
        ("&lt; 5 &amp; more", "< 5 & more"),
        ("p <0.05 and >3", "p <0.05 and >3"),
    ],
)
def test_marks_are_taken_off(marked: str, expected: str) -> None:
    assert plain(marked) == expected


def test_the_yaml_head_gives_metadata(paper: Document) -> None:
    assert paper.title == "Two chalky discs in a bell ringer"
    assert paper.authors == ("Ines Aalto", "Bo Krill")
    assert (paper.journal, paper.year) == ("Notes of the Spinal Society", 2013)


@pytest.mark.parametrize(
    "names",
    ['["Ines Aalto", "Bo Krill"]', "[Ines Aalto, Bo Krill]", "'Ines Aalto'; Bo Krill"],
)
def test_a_yaml_list_of_authors_gives_bare_names(names: str) -> None:
    assert _given([("authors", names)])["authors"] == ("Ines Aalto", "Bo Krill")


def test_sections_come_in_order(
    paper: Document, parts: Callable[[Document], list[tuple[str, str]]]
) -> None:
    assert [category for category, _ in parts(paper)] == [
        "title", "introduction", "case", "examination", "caption", "caption", "table",
        "examination", "references",
    ]  # fmt: skip


def test_a_sentence_is_mended_around_figures(paper: Document) -> None:
    assert "as shown in Figure 1, which she likes to decorate." in paper.text


def test_pipe_tables_take_their_title_from_below(paper: Document) -> None:
    (table,) = paper.tables
    assert table.caption == "Table 1. Pain by week"
    assert [[c.text for c in row] for row in table.rows] == [
        ["Week", "Pain"],
        ["0", "8"],
        ["4", "2 | 3"],
    ]


def test_numbers_keep_their_power(paper: Document) -> None:
    assert "The C5/C6 disc held calcium; white cells were 5.1 x 10^9/L." in paper.text


def test_list_items_stay_apart(paper: Document) -> None:
    assert "- soft collar\n\n- ibuprofen" in paper.text
