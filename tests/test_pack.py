"""A broken pack is told by file, line, fault and next step."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.check import check_pack
from pipeline.codebook import read_codebook
from pipeline.errors import LexiconError, PackError
from pipeline.pack import load_pack

Maker = Callable[..., Path]
COLOURS = """
[lexicon.colours]
columns = ["term", "concept", "source", "note"]
key = ["term"]
required = ["term", "concept"]
field = "intervention"
"""
HEADER = "term\tconcept\tsource\tnote\n"


def colours(folder: Path, content: str | bytes) -> Path:
    data = content.encode() if isinstance(content, str) else content
    (folder / "lexicon" / "colours.tsv").write_bytes(data)
    return folder


def test_a_pack_gives_rows_with_their_place(small_pack: Maker) -> None:
    folder = colours(small_pack(COLOURS), f"# why\n\n{HEADER}blue\tfusion\n")
    (row,) = load_pack(folder).rows("colours")
    assert (row["term"], row["concept"], row["note"], row.where) == (
        "blue",
        "fusion",
        "",
        "colours.tsv:4",
    )


def test_a_pack_knows_kinds_and_codes(small_pack: Maker) -> None:
    folder = small_pack()
    with (folder / "lexicon" / "concepts.tsv").open("a") as file:
        file.write("symptom\tneck pain\tsymptom\tHP:0030833\n")
    pack = load_pack(folder)
    pain = pack.concept("symptom", "neck pain")
    assert pain is not None
    assert (pain.kind, pain.code) == ("symptom", "HP:0030833")
    fusion = pack.concept("intervention", "fusion")
    assert fusion is not None
    assert (fusion.kind, fusion.code) == ("surgery", None)
    assert pack.concept("symptom", "fusion") is None


def test_the_digest_follows_every_byte_of_the_pack(small_pack: Maker) -> None:
    first, second = small_pack(name="a"), small_pack(name="b")
    assert load_pack(first).sha256 == load_pack(second).sha256
    with (second / "lexicon" / "concepts.tsv").open("a") as file:
        file.write("# a comment\n")
    assert load_pack(first).sha256 != load_pack(second).sha256
    mine, theirs = load_pack(first).files, load_pack(second).files
    assert [n for n in mine if mine[n] != theirs[n]] == ["lexicon/concepts.tsv"]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("blue\t\n", "colours.tsv:2: empty concept; fill it in"),
        ("\tfusion\n", "colours.tsv:2: empty term; fill it in"),
        ("blue\tfusion\nBlue\tfusion\n", "colours.tsv:3: .*line 2; keep one row"),
        ("blue\tfusion\ta\tb\tc\n", "colours.tsv:2: 5 cells for 4 columns"),
        ("blue\tfussion\n", "'fussion' is not in concepts.tsv as a intervention"),
    ],
)
def test_a_faulty_row_is_told(small_pack: Maker, rows: str, fault: str) -> None:
    folder = colours(small_pack(COLOURS), HEADER + rows)
    with pytest.raises(LexiconError, match=fault):
        load_pack(folder)


def test_a_shadowing_term_needs_no_concept(small_pack: Maker) -> None:
    folder = colours(small_pack(COLOURS), f"{HEADER}the rest of\t-\n")
    assert len(load_pack(folder).rows("colours")) == 1


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("term\tname\n", "colours.tsv:1: header is .*it must be"),
        (b"term\xff", "colours.tsv: not UTF-8 .*; save it so"),
    ],
)
def test_a_faulty_lexicon_is_told(
    small_pack: Maker, content: str | bytes, fault: str
) -> None:
    folder = colours(small_pack(COLOURS), content)
    with pytest.raises(LexiconError, match=fault):
        load_pack(folder)


def test_a_declared_lexicon_must_be_there(small_pack: Maker) -> None:
    with pytest.raises(
        PackError, match=r"colours.tsv: missing; codebook.toml declares"
    ):
        load_pack(small_pack(COLOURS))


def test_an_asked_lexicon_must_be_there(small_pack: Maker) -> None:
    with pytest.raises(PackError, match=r"no lexicon/moods.tsv; add it or"):
        load_pack(small_pack()).rows("moods")


@pytest.mark.parametrize("name", ["config.cfg", "codebook.toml"])
def test_a_pack_needs_its_files(small_pack: Maker, name: str) -> None:
    folder = small_pack()
    (folder / name).unlink()
    with pytest.raises(PackError, match=f"{name}: missing; a pack needs it"):
        load_pack(folder)


def test_a_pack_must_exist(tmp_path: Path) -> None:
    with pytest.raises(
        PackError, match="no such pack folder; name one with --pack DIR"
    ):
        load_pack(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("extra", "fault"),
    [
        (
            "[columns.cases.x]\ntype = 'date'\ndescription = ''",
            "type 'date'; it may be",
        ),
        ("[columns.cases.x]\ntype = 'string'", "no 'description'; add it"),
        (
            "[columns.cases.x]\ntype='string'\ndescription=''\nenum_of='moods'",
            "enum_of 'moods'; it may be",
        ),
        (
            "[columns.cases.x]\ntype='string'\ndescription=''\ncolour='red'",
            "unknown key 'colour'",
        ),
        ("[columns.cited_cases.sex]\ntype='string'\ndescription=''", "'sex'. repeated"),
        ("[fields.x.cases]\ny = {how='first', take='{value}'}", "no such column"),
        (
            "[fields.x.cases]\nsex = {how='first', take='{value}'}",
            "sex fills it already",
        ),
        ("[fields.x.cases]\nreview_state = {how='mean', take='{value}'}", "how 'mean'"),
        ("[fields.x.cases]\nreview_state = {how='last', take='{mood}'}", "take {mood}"),
        ("[flags.x]\nfield = 'sex'", "needs `empty`, or `field` and `distinct`"),
        ("[tables.x]\ndescription=''\nprimary_key=['a']", "no column 'a'; describe it"),
        (
            "[tables.x]\ndescription=''\nforeign_keys={case_id='cases.no'}\nlike='cases'",
            "no column 'cases.no'",
        ),
    ],
)
def test_a_fault_of_the_codebook_is_told(
    small_pack: Maker, extra: str, fault: str
) -> None:
    pack = load_pack(small_pack(extra))
    with pytest.raises(PackError, match=rf"codebook.toml: \[.*{fault}"):
        read_codebook(pack.codebook)


def test_broken_toml_is_told(small_pack: Maker) -> None:
    with pytest.raises(PackError, match=r"codebook.toml: .*mend the TOML"):
        load_pack(small_pack("[[["))


def test_a_sound_pack_has_no_faults(small_pack: Maker) -> None:
    assert check_pack(small_pack(), build=False) == ()


def test_check_tells_the_faults_of_every_lexicon(small_pack: Maker) -> None:
    more = COLOURS + COLOURS.replace("colours", "shapes")
    folder = colours(small_pack(more), f"{HEADER}blue\t\n")
    (folder / "lexicon" / "shapes.tsv").write_text(f"{HEADER}\tfusion\n")
    assert check_pack(folder, build=False) == (
        "colours.tsv:2: empty concept; fill it in",
        "shapes.tsv:2: empty term; fill it in",
    )


def test_check_finds_what_nobody_declared(small_pack: Maker) -> None:
    folder = colours(small_pack(), HEADER)
    (fault,) = check_pack(folder, build=False)
    assert fault.startswith("colours.tsv: no [lexicon.colours] in codebook.toml;")


def test_check_finds_broken_patterns(small_pack: Maker) -> None:
    folder = small_pack()
    file = folder / "lexicon" / "boilerplate.tsv"
    file.write_text("pattern\tkind\tnote\nfund(ing\tline\n")
    (fault,) = check_pack(folder, build=False)
    assert fault.startswith("boilerplate.tsv:2: pattern 'fund(ing': ")
    assert fault.endswith("; mend it")


def test_check_finds_kinds_that_no_column_may_hold(small_pack: Maker) -> None:
    folder = small_pack()
    with (folder / "lexicon" / "concepts.tsv").open("a") as file:
        file.write("intervention\tprayer\tspiritual\n")
    (fault,) = check_pack(folder, build=False)
    assert "concepts.tsv:7: kind 'spiritual' of 'prayer'; use one of" in fault


def test_the_spine_pack_has_no_faults() -> None:
    assert check_pack(None, build=False) == ()
