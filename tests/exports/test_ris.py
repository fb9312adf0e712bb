"""References can be read by the reader of this project, and so by others."""

from pathlib import Path

import pytest

from pipeline.exports.formats import export
from pipeline.readers import Layout, Source
from pipeline.readers.ris import read_ris
from pipeline.records import Document
from tests.runs import hostile_run, paper, write_run

GIRL = {
    "title": "A calcified disc in a girl",
    "authors": "Smith J; Ludwig van der Berg; Ottoline Quist; Spine Study Group",
    "year": 2019,
    "journal": "Journal of Spine Cases",
    "doi": "10.1000/jsc.2019.7",
    "pmid": "30000001",
    "pmcid": "PMC6000001",
}


def write(folder: Path, *papers: dict[str, object]) -> str:
    run = write_run(folder / "run", documents=papers)
    return export(run, "ris").read_text(encoding="utf-8")


def read_back(text: str) -> list[Document]:
    source = Source("set", "set.ris", "0" * 64)
    return list(read_ris(text.encode(), source, Layout.from_rows([], [])))


def test_a_record_says_what_is_known(tmp_path: Path) -> None:
    assert write(tmp_path, paper(**GIRL)) == (
        "TY  - JOUR\n"
        "TI  - A calcified disc in a girl\n"
        "AU  - Smith, J\n"
        "AU  - van der Berg, Ludwig\n"
        "AU  - Quist, Ottoline\n"
        "AU  - Spine Study Group\n"
        "PY  - 2019\n"
        "JO  - Journal of Spine Cases\n"
        "DO  - 10.1000/jsc.2019.7\n"
        "DB  - PubMed\n"
        "AN  - 30000001\n"
        "C2  - PMC6000001\n"
        "M3  - Case Reports\n"
        "N1  - kind: case_report\n"
        "N1  - n_patients: 1\n"
        "ID  - a\n"
        "ER  - \n\n"
    )


def test_the_own_reader_reads_it_back(tmp_path: Path) -> None:
    (read,) = read_back(write(tmp_path, paper(**GIRL)))
    assert (read.title, read.year, read.journal) == (
        GIRL["title"],
        GIRL["year"],
        GIRL["journal"],
    )
    assert (read.doi, read.pmid, read.pmcid) == (
        GIRL["doi"],
        GIRL["pmid"],
        GIRL["pmcid"],
    )
    assert read.authors[1:] == (
        "Ludwig van der Berg",
        "Ottoline Quist",
        "Spine Study Group",
    )


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Smith JA", "AU  - Smith, JA\n"),
        ("E. Tangen", "AU  - Tangen, E.\n"),
        ("John Smith Jr", "AU  - Smith, John, Jr\n"),
        ("John Smith III", "AU  - Smith, John, III\n"),
        ("Krogh, Sunniva", "AU  - Krogh, Sunniva\n"),
        ("Hippocrates", "AU  - Hippocrates\n"),
        ("van der Berg L", "AU  - van der Berg L\n"),
    ],
)
def test_names_have_the_surname_first(tmp_path: Path, printed: str, name: str) -> None:
    assert name in write(tmp_path, paper(authors=printed))


def test_an_article_of_which_little_is_known_has_a_record(tmp_path: Path) -> None:
    text = write(tmp_path, paper(kind="other", n_patients=0))
    assert text.startswith("TY  - GEN\nTI  - a\nN1  - kind: other\n")


def test_refused_files_and_duplicates_are_left_out(tmp_path: Path) -> None:
    twin, refused = paper("b", duplicate_of="a"), paper("c", status="rejected")
    assert write(tmp_path, paper("a"), twin, refused).count("TY  - ") == 1


def test_no_text_can_begin_a_line(tmp_path: Path) -> None:
    title = "A girl\nER  - \r\nTY  - BOOK\u2028TI  - x\x85AU  - y"
    text = write(tmp_path, paper(title=title))
    assert text.splitlines()[1] == "TI  - A girl ER - TY - BOOK TI - x AU - y"
    assert len(read_back(text)) == 1


def test_a_hostile_run_gives_as_many_records_as_articles(tmp_path: Path) -> None:
    path = export(hostile_run(tmp_path / "run"), "ris")
    text = path.read_text(encoding="utf-8")
    tags = [line[:6] for line in text.splitlines() if line]
    assert tags.count("TY  - ") == tags.count("ER  - ") == len(read_back(text))


def test_an_empty_run_gives_an_empty_file(tmp_path: Path) -> None:
    assert write(tmp_path) == ""
