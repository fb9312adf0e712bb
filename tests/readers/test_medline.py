"""MEDLINE files: a document per record, wrapped lines joined."""

from pathlib import Path

import pytest

from pipeline.errors import ReaderError
from pipeline.readers import Layout, Source
from pipeline.readers.medline import read_medline
from pipeline.records import Document

SAMPLE = Path(__file__).parent / "samples" / "two-records.nbib"
LAYOUT = Layout.from_rows(
    [
        {"heading": "background", "category": "introduction"},
        {"heading": "case report", "category": "case"},
    ],
    [],
)


def read(data: bytes) -> list[Document]:
    return list(read_medline(data, Source("set", "set.nbib", "0" * 64), LAYOUT))


@pytest.fixture(scope="module")
def sample() -> list[Document]:
    return read(SAMPLE.read_bytes())


def test_records_are_named_by_their_pmid(sample: list[Document]) -> None:
    assert [one.doc_id for one in sample] == ["set__90000021", "set__90000023"]


def test_a_lone_record_keeps_the_stem() -> None:
    assert read(b"PMID- 7\nTI  - Chalk.\n")[0].doc_id == "set"


def test_metadata_are_complete(sample: list[Document]) -> None:
    first = sample[0]
    assert first.title == "A disc of chalk in the neck of a fisherman."
    assert first.authors == ("Sunniva Krogh",)
    assert (first.year, first.journal) == (2011, "Nordic spine reports")
    assert (first.volume, first.pages) == ("16", "21-2")
    assert first.doi == "10.55555/nsr.2011.21"
    assert (first.pmid, first.pmcid) == ("90000021", "PMC90000022")
    assert first.mesh == ("Calcinosis", "Male")
    assert first.publication_types == ("Case Reports",)


def test_short_forms_stand_in_for_missing_long_ones(sample: list[Document]) -> None:
    assert sample[1].title == "A second boat."
    assert sample[1].authors == ("Tangen E",)
    assert sample[1].journal == "Nord Spine Rep"


def test_a_wrapped_line_that_looks_like_a_tag_is_text(sample: list[Document]) -> None:
    assert "a stiff neck. CT - as so often - showed the chalk." in sample[0].text


def test_labels_inside_the_abstract_open_sections(sample: list[Document]) -> None:
    found = {section.category for section in sample[0].sections}
    assert found >= {"introduction", "case"}


def test_other_encodings_are_read() -> None:
    data = "PMID- 7\nTI  - Chalk in Tromsø.\n".encode("cp1252")
    assert read(data)[0].title == "Chalk in Tromsø."


def test_a_record_without_text_is_refused_and_the_others_are_read() -> None:
    empty, full = read(b"PMID- 7\nOWN - NLM\n\nPMID- 8\nTI  - Chalk.\n")
    assert (empty.doc_id, empty.status) == ("set__7", "rejected")
    assert empty.message == "a record without title and abstract; fetch the article"
    assert (full.doc_id, full.status) == ("set__8", "ok")


def test_a_file_without_records_is_refused() -> None:
    with pytest.raises(ReaderError, match=r"set\.nbib: no PMID line"):
        read(b"Just a line of text.\n")
