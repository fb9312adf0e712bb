"""Whatever the bytes, a structured reader gives documents or a ReaderError."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import ReaderError
from pipeline.readers import Layout, Source
from pipeline.readers.archive import is_archive, iter_members, read_gzip
from pipeline.readers.bioc import read_bioc
from pipeline.readers.docx import read_docx
from pipeline.readers.jats import read_jats
from pipeline.readers.medline import read_medline
from pipeline.readers.pdf import read_pdf
from pipeline.readers.pubmed import read_pubmed
from pipeline.readers.ris import read_ris

SAMPLES = Path(__file__).parent / "samples"
LAYOUT = Layout.from_rows([{"heading": "case report", "category": "case"}], [])
READERS = {
    "chalk-disc.nxml": read_jats,
    "two-citations.pubmed.xml": read_pubmed,
    "two-records.nbib": read_medline,
    "two-records.ris": read_ris,
    "chalk.bioc.xml": read_bioc,
    "chalk.bioc.json": read_bioc,
    "chalk-disc.docx": read_docx,
    "two-columns.pdf": read_pdf,
    "table-ruled.pdf": read_pdf,
}
Edits = list[tuple[int, bytes]]
EDITS = st.lists(
    st.tuples(st.integers(0, 40_000), st.binary(min_size=1, max_size=8)), max_size=6
)


def mutated(data: bytes, edits: Edits, cut: int | None) -> bytes:
    """Return the data with some bytes overwritten and the end cut off."""
    changed = bytearray(data)
    for place, piece in edits:
        at = place % len(changed)
        changed[at : at + len(piece)] = piece
    return bytes(changed if cut is None else changed[: cut % (len(changed) + 1)])


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=25, deadline=None, derandomize=True)
@given(edits=EDITS, cut=st.none() | st.integers(0, 40_000))
def test_a_mutated_file_gives_documents_or_a_refusal(
    name: str, edits: Edits, cut: int | None
) -> None:
    data = mutated((SAMPLES / name).read_bytes(), edits, cut)
    source = Source("x", name, "0" * 64)
    try:
        documents = list(READERS[name](data, source, LAYOUT))
    except ReaderError:
        return
    for document in documents:
        ends = [section.end for section in document.sections]
        assert ends == sorted(ends)
        assert ends[-1:] in ([], [len(document.text)])
        document.text.encode("utf-8")


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(edits=EDITS, cut=st.none() | st.integers(0, 40_000))
def test_a_mutated_archive_gives_members_or_a_refusal(
    edits: Edits, cut: int | None
) -> None:
    data = mutated((SAMPLES / "chalk-disc.docx").read_bytes(), edits, cut)
    is_archive(data)
    try:
        for name, _ in iter_members(data):
            assert ".." not in name.split("/")
        list(read_gzip(data, Source("x", "x.gz", "0" * 64), LAYOUT))
    except ReaderError:
        return
