"""The spine layout, and a short way to read a text by it."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.readers import Layout, Source, read_bytes
from pipeline.records import Document

LEXICON = Path(__file__).resolve().parents[2] / "models" / "spine" / "lexicon"


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a lexicon of the spine pack."""
    with (LEXICON / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="session")
def layout() -> Layout:
    """Return the headings and boilerplate of the spine pack."""
    return Layout.from_rows(rows("headings.tsv"), rows("boilerplate.tsv"))


@pytest.fixture(scope="session")
def read(layout: Layout) -> Callable[..., Document]:
    """Return a reader of one text under a file name."""

    def read_one(data: str | bytes, name: str = "a.txt") -> Document:
        raw = data.encode() if isinstance(data, str) else data
        source = Source(Path(name).stem, name, "0")
        (document,) = read_bytes(raw, source, layout)
        return document

    return read_one


@pytest.fixture(scope="session")
def parts() -> Callable[[Document], list[tuple[str, str]]]:
    """Return a maker of (category, text) pairs, one for each section."""
    return lambda d: [
        (s.category, d.text[s.start : s.end].rstrip()) for s in d.sections
    ]
