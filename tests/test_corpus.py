"""Which files of a folder are read, and how their documents are named."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.corpus import UniqueNames, document_name, list_files
from pipeline.errors import CorpusError

Maker = Callable[..., Path]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("paper.txt", "paper"),
        ("a/b/paper.pdf", "paper"),
        ("capnon.bioc.xml", "capnon.bioc"),
        ("pubmed26n0001.xml.gz", "pubmed26n0001"),
        ("papers.tar.gz", "papers"),
        ("no-suffix", "no-suffix"),
        ("v1.2 final.txt", "v1.2 final"),
        ("wow!.txt", "wow!"),
        ("tab\there.txt", "tab_here"),
        ("=1+1.txt", "_1+1"),
        ("u\u0308.txt", "\u00fc"),
        ("x" * 250 + ".txt", "x" * 200),
    ],
)
def test_a_document_is_named_after_the_stem_of_its_file(path: str, name: str) -> None:
    assert document_name(path) == name


def test_names_are_unique_whatever_their_case() -> None:
    names = UniqueNames()
    given = ("a", "b", "a", "A", "a__2")
    assert [names.take(n) for n in given] == ["a", "b", "a__2", "A__3", "a__2__2"]


def test_files_come_in_path_order_from_every_folder(corpus: Maker) -> None:
    folder = corpus({"b.txt": "x", "a/z.txt": "x", "a.txt": "x", "a/y/q.md": "x"})
    sources = [file.source for file in list_files(folder)]
    assert sources == ["a.txt", "a/y/q.md", "a/z.txt", "b.txt"]


def test_leftovers_and_the_folders_readme_are_no_articles(corpus: Maker) -> None:
    folder = corpus(
        dict.fromkeys(
            (
                "README.md",
                ".DS_Store",
                ".git/config",
                "__MACOSX/a.txt",
                "~$draft.docx",
                "Thumbs.db",
                "a.txt",
                "sub/readme.txt",
            ),
            "x",
        )
    )
    assert [file.source for file in list_files(folder)] == ["a.txt", "sub/readme.txt"]


def refusals(folder: Path, **globs: tuple[str, ...]) -> dict[str, str | None]:
    return {file.source: file.refusal for file in list_files(folder, **globs)}


def test_excluded_files_are_kept_with_the_reason(corpus: Maker) -> None:
    folder = corpus({"a.txt": "x", "sub/b.pdf": "x"})
    assert refusals(folder, exclude=("*.pdf",)) == {
        "a.txt": None,
        "sub/b.pdf": "left out by --exclude '*.pdf'",
    }


def test_include_names_what_is_read(corpus: Maker) -> None:
    folder = corpus({"a.txt": "x", "sub/b.pdf": "x", "sub/c.txt": "x"})
    assert refusals(folder, include=("sub/*",), exclude=("c.*",)) == {
        "a.txt": "left out: no --include matches",
        "sub/b.pdf": None,
        "sub/c.txt": "left out by --exclude 'c.*'",
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_left_alone(corpus: Maker) -> None:
    folder = corpus({"a.txt": "x"})
    os.mkfifo(folder / "pipe.txt")
    assert refusals(folder)["pipe.txt"] == "not a regular file; left alone"


@pytest.mark.skipif(os.name != "posix", reason="needs file names that are bytes")
def test_a_name_that_is_no_text_is_made_readable(corpus: Maker) -> None:
    folder = corpus({})
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text("x")
    (file,) = list_files(folder)
    assert file.source == "caf\ufffd.txt"
    assert file.path.read_text() == "x"


def test_a_missing_corpus_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="nowhere: no such folder; name the folder"):
        list_files(tmp_path / "nowhere")


def test_a_file_is_no_corpus(corpus: Maker) -> None:
    folder = corpus({"a.txt": "x"})
    with pytest.raises(CorpusError, match="is a file; name the folder that holds it"):
        list_files(folder / "a.txt")


def test_an_empty_corpus_is_told(corpus: Maker) -> None:
    with pytest.raises(CorpusError, match="holds no files; put the articles there"):
        list_files(corpus({"README.md": "x"}))
