"""Any bytes give a document or a ReaderError, and in good time."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ReaderError
from pipeline.readers import Layout, Source, read_bytes
from pipeline.records import Document

SAMPLES = Path(__file__).parent / "samples"
NAMES = ("wrapped.txt", "paper.md", "page.html")


def documents(data: bytes, name: str, layout: Layout) -> list[Document]:
    try:
        return list(read_bytes(data, Source("a", name, "0"), layout))
    except ReaderError as fault:
        return [] if str(fault).startswith(name) else pytest.fail(str(fault))


def check(document: Document) -> None:
    ends = [0, *(section.end for section in document.sections)]
    assert [section.start for section in document.sections] == ends[:-1]
    assert ends[-1] == len(document.text)
    for table in document.tables:
        for cell in (cell for row in table.rows for cell in row):
            assert document.text[cell.start : cell.end] == cell.text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", range(12))
def test_damaged_files_never_raise_anything_else(
    name: str, seed: int, layout: Layout
) -> None:
    chance = random.Random(seed)
    data = bytearray((SAMPLES / name).read_bytes())
    for _ in range(chance.randrange(1, 30)):
        place = chance.randrange(len(data))
        data[place : place + chance.randrange(4)] = chance.randbytes(
            chance.randrange(4)
        )
    for document in documents(bytes(data[: chance.randrange(len(data))]), name, layout):
        check(document)


@settings(max_examples=80, deadline=None)
@given(
    text=st.text(alphabet="aB1. -|#*_<>[]():;,\n\t&^", max_size=200),
    suffix=st.sampled_from([".txt", ".md", ".html"]),
)
def test_odd_texts_never_raise_anything_else(
    text: str, suffix: str, layout: Layout
) -> None:
    for document in documents(text.encode(), "odd" + suffix, layout):
        check(document)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@pytest.mark.parametrize(
    "unit",
    [
        " ",
        "(",
        "[",
        ".",
        "*",
        "_",
        "-",
        "A. ",
        "|",
        "a-\n",
        "1;2: ",
        ", ",
        "![",
        "<",
        "1. A B.\n",
        "consent ",
    ],
)
def test_long_runs_take_no_quadratic_time(
    unit: str, suffix: str, layout: Layout
) -> None:
    data = ("Title\n\n" + unit * (30_000 // len(unit)) + "x").encode()
    started = time.process_time()
    documents(data, "run" + suffix, layout)
    assert time.process_time() - started < 2


def test_the_story_is_never_lost(read: Callable[..., Document]) -> None:
    for name in NAMES:
        document = read((SAMPLES / name).read_bytes(), name)
        assert document.status == "ok"
        assert any(s.category == "case" for s in document.sections)
