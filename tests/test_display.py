"""`inspect` shows what was read: metadata, tables, captions, evidence in colour."""

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from pipeline.display import article
from pipeline.records import Cell, Document, Extraction, Fact, Section, Table

TEXT = "A boy had neck pain but no fever.\n\nFigure 1. A white disc.\n\nAge | Level\n9 | C5"
QUOTE = "A boy had neck pain but no fever."
CELLS = tuple(
    tuple(Cell(text, TEXT.index(text), TEXT.index(text) + len(text)) for text in row)
    for row in (("Age", "Level"), ("9", "C5"))
)
DOCUMENT = Document(
    "a",
    "in.zip!a.txt",
    "txt",
    "0",
    TEXT,
    title="A white disc",
    mesh=("Child", "Male"),
    sections=(
        Section("Case", "case", 0, 35),
        Section("", "caption", 35, 60),
        Section("", "table", 60, len(TEXT)),
    ),
    tables=(Table("Table 1. Age", CELLS, 1, 60, len(TEXT)),),
)
PAIN = Fact("a", 1, "symptom", 0, len(QUOTE), QUOTE, "symptoms.tsv#" + "x|" * 60)
FACTS = (
    replace(PAIN, concept="neck pain"),
    replace(PAIN, concept="fever", status="absent", rule="symptoms.tsv#fever"),
)
CITED = (replace(PAIN, field="age", value="62", unit="years", cited_source="Roe 1988"),)


@pytest.fixture
def shown() -> str:
    return render(force_terminal=False)


def render(*, force_terminal: bool) -> str:
    out = StringIO()
    colours = "standard" if force_terminal else None
    console = Console(
        file=out, width=100, force_terminal=force_terminal, color_system=colours
    )
    extraction = Extraction(DOCUMENT, "case_report", 1, FACTS, cited=CITED)
    console.print(article(extraction, [{"patient": 1, "symptoms": "neck pain"}]))
    return out.getvalue()


@pytest.mark.parametrize(
    "part",
    [
        "in.zip!a.txt",
        "A white disc",
        "Child; Male",
        "Figure 1. A white disc.",
        "Table: Table 1. Age",
        "1 Roe 1988: 62 years",
        "fever absent",
    ],
)
def test_what_was_understood_is_shown(shown: str, part: str) -> None:
    assert part in shown


def test_a_table_is_shown_row_by_row(shown: str) -> None:
    lines = [line.split() for line in shown.splitlines()]
    assert ["Age", "Level"] in lines
    assert ["9", "C5"] in lines


def test_a_sentence_is_shown_once_for_all_its_facts(shown: str) -> None:
    assert shown.count(QUOTE) == 1


def test_a_long_rule_is_cut(shown: str) -> None:
    assert "x|" * 15 in shown
    assert "x|" * 30 not in shown


def test_what_is_present_is_green_and_what_is_denied_red() -> None:
    coloured = render(force_terminal=True)
    assert "\x1b[1;3;32mneck pain\x1b[0m" in coloured
    assert "\x1b[1;3;31mfever\x1b[0m" in coloured
