"""Whatever the bytes of a file, a run gives it its row, in good time, and goes on."""

import csv
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.codebook import read_codebook
from pipeline.corpus import CorpusFile
from pipeline.extract import Extractor
from pipeline.intake import Station, layout_of, read_file
from pipeline.limits import Limits
from pipeline.pack import load_pack
from pipeline.run import run_corpus
from tests.fakes import make_fake

SAMPLES = sorted((Path(__file__).parent / "readers" / "samples").iterdir())
STATUSES = {"ok", "partial", "rejected"}
#: Pieces that break grammars: markup, delimiters, zeros, huge numbers, half characters.
PIECES = (
    b"<",
    b"&",
    b"</sec>",
    b"<table-wrap>",
    b'<td colspan="99999999" rowspan="99999999">',
    b"<sub-article>",
    b"<article>",
    b"|",
    b"\n\n",
    b"\x00",
    b"\xff\xfe",
    b"\xc3\x28",
    b'"\\ud800"',
    b"{",
    b"]",
    b"endobj",
    b"stream\n",
    b"PMID- ",
    b"TY  - ",
    b"ER  - \n",
    b"Case 2",
    b"9" * 40,
    b"999999999999999999999-year-old",
    b"C3-C99999999999",
    b"0/0",
    b"-" * 30,
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return a file with pieces put in, taken out, repeated, and maybe cut short."""
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 10)):
        at, length = chance.randrange(len(changed) + 1), chance.randrange(60)
        match chance.randrange(4):
            case 0:
                changed[at:at] = chance.choice(PIECES)
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at // 2 : at // 2 + 5 * length]
            case _:
                changed[at : at + 4] = chance.randbytes(chance.randrange(8))
    if chance.random() < 0.2:
        del changed[chance.randrange(len(changed) + 1) :]
    return bytes(changed)


def rows(out: Path) -> list[dict[str, str]]:
    with (out / "documents.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def check(out: Path, corpus: Path) -> None:
    """Every file has a row; one that was not read says why, and never by a fault."""
    found = rows(out)
    told = {row["source"].partition("!")[0] for row in found}
    assert told == {path.name for path in corpus.iterdir()}
    for row in found:
        assert row["status"] in STATUSES
        assert row["status"] == "ok" or row["message"], row
        assert "internal error" not in row["message"], row
        assert "longer than" not in row["message"], row


def write_mutants(folder: Path, *, seed: int, each: int) -> None:
    folder.mkdir()
    chance = random.Random(seed)
    for sample in SAMPLES:
        for n in range(each):
            data = mutated(sample.read_bytes(), chance)
            (folder / f"{sample.name}-{n}{sample.suffix}").write_bytes(data)


def test_mutated_files_of_every_format_have_their_rows(tmp_path: Path) -> None:
    corpus, out = tmp_path / "corpus", tmp_path / "out"
    write_mutants(corpus, seed=1, each=1)
    run_corpus(corpus, out, limits=Limits(max_seconds=30), workers=1)
    check(out, corpus)


@pytest.mark.parametrize("seed", range(2, 8))
def test_readers_and_run_stand_any_mutant(
    tmp_path: Path, small_pack: Callable[..., Path], seed: int
) -> None:
    corpus, out = tmp_path / "corpus", tmp_path / "out"
    write_mutants(corpus, seed=seed, each=3)
    limits = Limits(max_seconds=30)
    run_corpus(
        corpus, out, pack=small_pack(), factory=make_fake, limits=limits, workers=1
    )
    check(out, corpus)


@pytest.fixture(scope="module")
def station(spine: Extractor) -> Station:
    pack = load_pack()
    return Station(spine, layout_of(pack), pack, read_codebook(pack.codebook))


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    text=st.text(
        alphabet=st.sampled_from("aB1 .-–/|#*<>[](){}:;,\n\t&é°½٣\ud7ff\ufffd=+@'\""),
        max_size=300,
    ),
    suffix=st.sampled_from(
        ".txt .md .html .xml .nxml .nbib .ris .json .pdf .docx .gz .zip".split()
    ),
    head=st.sampled_from(
        ["", "Case report\n\n", "<article>", "PMID- 1\nTI  - ", "TY  - JOUR\n", "%PDF"]
    ),
)
def test_any_text_under_any_suffix_is_read_or_refused(
    station: Station, tmp_path: Path, text: str, suffix: str, head: str
) -> None:
    file = tmp_path / f"any{suffix}"
    file.write_bytes(f"{head}{text}".encode())
    found = list(read_file(CorpusFile(file, file.name), station, limits=Limits()))
    assert found
    for document in (extraction.document for extraction in found):
        assert document.status in STATUSES
        assert "internal error" not in (document.message or "")


HOSTILE = {
    "years.txt": "Case report\n\nA 99999999999999999999-year-old man had pain for "
    + "9" * 400
    + " months. CRP was "
    + "9" * 400
    + " mg/L at C"
    + "9" * 400
    + ".",
    "token.txt": "A case\n\nA 9-year-old boy fell. " + "x" * 50_000,
    "deep.json": "[" * 50_000,
    "half.json": '{"documents":[{"passages":[{"text":"\\ud800 A boy of 9.",'
    '"infons":{"section_type":"CASE","title":"\\udfff"}}]}]}',
    "deep.nxml": '<article article-type="x"><body>' + "<sec>" * 5000,
    "deep.html": "<html><body><p>A boy of 9.</p>" + "<div>" * 5000,
    "wide.html": "<html><h1>A</h1><p>A boy of 9.</p><table><tr>"
    '<th colspan="99999999">Case</th></tr><tr><td rowspan="99999999">1</td></tr>',
    "laughs.xml": "<!DOCTYPE article ["
    '<!ENTITY a "ha ha ha ha ">'
    + "".join(
        f'<!ENTITY {c} "{f"&{b};" * 10}">'
        for b, c in zip("abcdefg", "bcdefgh", strict=True)
    )
    + ']><article article-type="x"><body><p>&h;</p></body></article>',
}


def test_hostile_files_are_read_or_refused(tmp_path: Path) -> None:
    corpus, out = tmp_path / "corpus", tmp_path / "out"
    corpus.mkdir()
    for name, text in HOSTILE.items():
        (corpus / name).write_text(text, encoding="utf-8")
    run_corpus(corpus, out, limits=Limits(max_seconds=30), workers=1)
    check(out, corpus)


def test_an_entity_never_brings_in_a_file(tmp_path: Path) -> None:
    corpus, out = tmp_path / "corpus", tmp_path / "out"
    corpus.mkdir()
    (tmp_path / "secret").write_text("the harbour master is fifty")
    (corpus / "a.xml").write_text(
        f'<!DOCTYPE article [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
        '<article article-type="case-report"><body><p>A boy. &x;</p></body></article>'
    )
    run_corpus(corpus, out, workers=1)
    assert "harbour" not in "".join(p.read_text() for p in out.glob("texts/*"))
