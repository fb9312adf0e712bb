"""PubMed XML: a document per citation, streamed, plain or gzipped."""

import gzip
from pathlib import Path

import pytest
from lxml import etree

from pipeline.errors import ReaderError
from pipeline.readers import Layout, Source, pubmed
from pipeline.readers.pubmed import read_pubmed
from pipeline.records import Document

SAMPLE = Path(__file__).parent / "samples" / "two-citations.pubmed.xml"
SOURCE = Source("set", "set.xml", "0" * 64)
LAYOUT = Layout.from_rows(
    [
        {"heading": "background", "category": "introduction"},
        {"heading": "case report", "category": "case"},
    ],
    [],
)


def read(data: bytes) -> list[Document]:
    return list(read_pubmed(data, SOURCE, LAYOUT))


def citations(count: int) -> bytes:
    """Return a file of many citations with an abstract of some length."""
    one = (
        "<PubmedArticle><MedlineCitation><PMID>{}</PMID><Article><ArticleTitle>Chalk"
        "</ArticleTitle><Abstract><AbstractText>{}</AbstractText></Abstract></Article>"
        "</MedlineCitation></PubmedArticle>\n"
    )
    articles = "".join(one.format(n, "A stiff neck. " * 100) for n in range(count))
    return f"<PubmedArticleSet>{articles}</PubmedArticleSet>".encode()


@pytest.fixture(scope="module")
def sample() -> list[Document]:
    return read(SAMPLE.read_bytes())


def test_citations_are_named_by_their_pmid(sample: list[Document]) -> None:
    assert [one.doc_id for one in sample] == ["set__90000011", "set__90000013"]


def test_a_lone_citation_keeps_the_stem() -> None:
    data = SAMPLE.read_bytes()
    start, end = data.index(b"<PubmedArticle>"), data.index(b"</PubmedArticle>")
    assert [one.doc_id for one in read(data[start:end] + b"</PubmedArticle>")] == [
        "set"
    ]


def test_two_versions_of_one_citation_get_names_of_their_own() -> None:
    one = b"<PubmedArticle><PMID>5</PMID><ArticleTitle>A</ArticleTitle></PubmedArticle>"
    data = b"<PubmedArticleSet>" + one.replace(b"<PMID>", b"<MedlineCitation><PMID>")
    one = one.replace(b"<PMID>", b"<MedlineCitation><PMID>")
    one = one.replace(b"</PMID>", b"</PMID></MedlineCitation>")
    data = b"<PubmedArticleSet>" + one * 2 + b"</PubmedArticleSet>"
    assert [found.doc_id for found in read(data)] == ["set__5", "set__5__2"]


def test_metadata_come_from_the_citation_not_its_references(
    sample: list[Document],
) -> None:
    first, second = sample
    assert first.title == "A disc of chalk in the neck."
    assert first.authors == ("Sunniva Krogh", "Harbour Group")
    assert (first.year, first.journal) == (2011, "Nordic spine reports")
    assert (first.volume, first.pages) == ("16", "21-2")
    assert (first.pmid, first.pmcid) == ("90000011", "PMC90000012")
    assert first.doi == "10.55555/nsr.2011.21"
    assert first.publication_types == ("Case Reports",)
    assert first.mesh == ("Calcinosis", "Middle Aged", "Male")
    assert second.doi is None


def test_labels_of_the_abstract_are_sections(sample: list[Document]) -> None:
    found = {section.heading: section.category for section in sample[0].sections}
    assert found["BACKGROUND"] == "introduction"
    assert found["CASE REPORT"] == "case"
    assert "A fisherman of 57 years had 7.1 × 10^9/L white cells." in sample[0].text


def test_mesh_headings_are_kept_apart_from_what_is_read(
    sample: list[Document],
) -> None:
    (keywords,) = [s for s in sample[0].sections if s.category == "keywords"]
    assert "Middle Aged" in sample[0].text[keywords.start : keywords.end]


def test_copyright_is_no_text(sample: list[Document]) -> None:
    assert "Harbour Press" not in sample[0].text


def test_a_citation_without_abstract_is_its_title(sample: list[Document]) -> None:
    assert sample[1].text == "Letter without abstract."


def test_gzipped_files_read_the_same(sample: list[Document]) -> None:
    assert read(gzip.compress(SAMPLE.read_bytes())) == sample


def test_the_tree_does_not_grow_with_the_number_of_citations(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept: list[int] = []
    forget = pubmed._forget

    def watched(element: etree._Element) -> None:
        parent = element.getparent()
        forget(element)
        kept.append(len(parent) if parent is not None else 0)

    monkeypatch.setattr(pubmed, "_forget", watched)
    data = gzip.compress(citations(1_000))
    assert sum(1 for _ in read_pubmed(data, SOURCE, LAYOUT)) == 1_000
    assert max(kept) < 50  # one chunk of the parser


def test_citations_before_a_damage_are_yielded() -> None:
    data = citations(5)
    found = read_pubmed(data[:-900], SOURCE, LAYOUT)
    assert [next(found).pmid for _ in range(4)] == ["0", "1", "2", "3"]
    with pytest.raises(ReaderError, match=r"set\.xml: broken PubMed XML .*; download"):
        next(found)


@pytest.mark.parametrize("data", [b"<PubmedArticleSet/>", b"<other/>"])
def test_a_file_without_citations_is_refused(data: bytes) -> None:
    with pytest.raises(ReaderError, match="no PubmedArticle in it"):
        read(data)
