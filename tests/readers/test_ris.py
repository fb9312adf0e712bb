"""RIS files: a document per record, whatever program wrote them."""

from pathlib import Path

import pytest

from pipeline.errors import ReaderError
from pipeline.readers import Layout, Source
from pipeline.readers.ris import read_ris
from pipeline.records import Document

SAMPLE = Path(__file__).parent / "samples" / "two-records.ris"
LAYOUT = Layout.from_rows([], [])


def read(data: bytes) -> list[Document]:
    return list(read_ris(data, Source("set", "set.ris", "0" * 64), LAYOUT))


@pytest.fixture(scope="module")
def sample() -> list[Document]:
    return read(SAMPLE.read_bytes())


def test_records_are_named_by_pmid_or_number(sample: list[Document]) -> None:
    assert [one.doc_id for one in sample] == ["set__1", "set__90000031"]


def test_metadata_are_complete(sample: list[Document]) -> None:
    first = sample[0]
    assert first.title == "A disc of chalk in the neck of a fisherman"
    assert first.authors == ("Sunniva Krogh", "E. Tangen")
    assert (first.year, first.journal) == (2011, "Nordic Spine Reports")
    assert (first.volume, first.pages) == ("16", "21-22")
    assert first.doi == "10.55555/nsr.2011.21"
    assert first.pmid is None


def test_older_tags_mean_the_same(sample: list[Document]) -> None:
    assert sample[1].title == "A second boat"
    assert sample[1].authors == ("T. Lund",)
    assert sample[1].year == 2012
    assert sample[1].text.endswith("A cook aged 30 years had no pain.")


def test_lines_without_a_tag_go_on_with_the_last_one(sample: list[Document]) -> None:
    assert "A fisherman aged 57 years had a stiff neck." in sample[0].text


def test_keywords_are_not_read(sample: list[Document]) -> None:
    last = sample[0].sections[-1]
    assert last.category == "keywords"
    assert sample[0].text[last.start : last.end] == "Keywords: disc; calcium"


@pytest.mark.parametrize(
    ("lines", "pmid"),
    [
        ("UR  - https://pubmed.ncbi.nlm.nih.gov/90000051/", "90000051"),
        ("N1  - PMID: 90000052", "90000052"),
        ("AN  - 90000053", None),
        ("DB  - Medline\nAN  - 90000054", "90000054"),
    ],
)
def test_pmid_is_taken_where_it_is_named_as_such(lines: str, pmid: str | None) -> None:
    assert read(f"TY  - JOUR\nTI  - A\n{lines}\nER  - \n".encode())[0].pmid == pmid


def test_a_missing_end_mark_ends_with_the_next_record() -> None:
    found = read(b"TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\n")
    assert [one.title for one in found] == ["One", "Two"]


def test_a_file_without_records_is_refused() -> None:
    with pytest.raises(ReaderError, match=r"set\.ris: no TY line"):
        read(b"TI  - No start\n")
