"""Archives: read through in memory, bounded, names kept inside."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.errors import ReaderError
from pipeline.readers import Layout, Source
from pipeline.readers.archive import (
    ArchiveLimits,
    is_archive,
    iter_members,
    read_gzip,
)

SAMPLES = Path(__file__).parent / "samples"
LAYOUT = Layout.from_rows([], [])
FILES = {"a.txt": b"one", "folder/b.txt": b"two"}


def zipped(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def tarred(files: Mapping[str, bytes], *, mode: str = "w:gz") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return stream.getvalue()


@pytest.mark.parametrize(
    "data", [zipped(FILES), tarred(FILES), tarred(FILES, mode="w")]
)
def test_members_come_with_their_path_and_bytes(data: bytes) -> None:
    assert is_archive(data)
    assert list(iter_members(data)) == [("a.txt", b"one"), ("folder/b.txt", b"two")]


def test_an_archive_inside_is_read_one_level_deep() -> None:
    inner = tarred({"c.txt": b"three", "deep.zip": zipped(FILES)})
    found = dict(iter_members(zipped({"in.tar.gz": inner, "a.txt": b"one"})))
    assert set(found) == {"in.tar.gz!c.txt", "in.tar.gz!deep.zip", "a.txt"}


def test_word_files_and_gzipped_files_are_no_archives() -> None:
    assert not is_archive((SAMPLES / "chalk-disc.docx").read_bytes())
    assert not is_archive(gzip.compress(b"<PubmedArticleSet/>"))
    assert not is_archive(b"PK but nothing else")
    assert not is_archive(b"\x1f\x8b broken")


def test_a_word_file_in_an_archive_is_a_member() -> None:
    word = (SAMPLES / "chalk-disc.docx").read_bytes()
    assert dict(iter_members(zipped({"chalk.docx": word}))) == {"chalk.docx": word}


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("../../etc/x.txt", "etc/x.txt"),
        ("/root/x.txt", "root/x.txt"),
        ("a\\b.txt", "a/b.txt"),
        ("./a/../b.txt", "a/b.txt"),
    ],
)
def test_names_never_lead_out_of_the_archive(name: str, path: str) -> None:
    assert [found for found, _ in iter_members(tarred({name: b"x"}))] == [path]


def test_leftovers_of_systems_are_passed_over() -> None:
    files = {"__MACOSX/._a.txt": b"x", ".DS_Store": b"x", "a.txt": b"one"}
    assert [name for name, _ in iter_members(zipped(files))] == ["a.txt"]


def test_links_in_a_tar_are_not_followed() -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        info = tarfile.TarInfo("link.txt")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
    assert list(iter_members(stream.getvalue())) == []


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_too_many_members_are_refused(pack) -> None:  # type: ignore[no-untyped-def]
    files = {f"{n}.txt": b"x" for n in range(5)}
    with pytest.raises(ReaderError, match="too many members"):
        list(iter_members(pack(files), ArchiveLimits(members=4)))


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_bomb_is_refused_before_it_unpacks(pack) -> None:  # type: ignore[no-untyped-def]
    bomb = pack({"bomb.txt": b"0" * 5_000_000})
    with pytest.raises(ReaderError, match="more than allowed"):
        list(iter_members(bomb, ArchiveLimits(total_bytes=1_000_000)))


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_member_that_is_too_large_costs_only_itself(pack) -> None:  # type: ignore[no-untyped-def]
    found = iter_members(
        pack({"bomb.txt": b"0" * 5_000_000, "a.txt": b"one"}),
        ArchiveLimits(member_bytes=1_000_000),
    )
    assert next(found) == ("a.txt", b"one")
    with pytest.raises(ReaderError, match=r"damaged or too large \(bomb\.txt\)"):
        next(found)


def test_the_bounds_hold_for_inner_archives_too() -> None:
    outer = zipped({"in.zip": zipped({"bomb.txt": b"0" * 5_000_000})})
    with pytest.raises(ReaderError, match="more than allowed"):
        list(iter_members(outer, ArchiveLimits(total_bytes=1_000_000)))


def test_a_damaged_member_is_named_after_the_others_were_read() -> None:
    data = bytearray(zipped({"bad.txt": b"abcdefgh" * 50, "good.txt": b"one"}))
    data[45] ^= 0xFF
    found = iter_members(bytes(data))
    assert next(found) == ("good.txt", b"one")
    with pytest.raises(ReaderError, match=r"1 members are damaged or too large \(bad"):
        next(found)


def test_a_cut_archive_is_refused() -> None:
    with pytest.raises(ReaderError, match="archive: broken"):
        list(iter_members(tarred({"a.txt": bytes(range(256)) * 400})[:-300]))


def test_a_gzipped_file_is_read_as_what_it_holds() -> None:
    data = gzip.compress((SAMPLES / "two-citations.pubmed.xml").read_bytes())
    source = Source("set", "set.xml.gz", "0" * 64)
    found = list(read_gzip(data, source, LAYOUT))
    assert [one.format for one in found] == ["pubmed", "pubmed"]
    data = gzip.compress(b"A plain line of text about a stiff neck.")
    (document,) = read_gzip(data, Source("n", "n.txt.gz", "0" * 64), LAYOUT)
    assert (document.format, document.source) == ("txt", "n.txt.gz")


@pytest.mark.parametrize("data", [b"\x1f\x8b", gzip.compress(b"x" * 99, mtime=0)[:-12]])
def test_a_broken_gzip_is_refused(data: bytes) -> None:
    with pytest.raises(ReaderError, match=r"n\.gz: broken gzip"):
        list(read_gzip(data, Source("n", "n.gz", "0" * 64), LAYOUT))


def test_a_gzipped_file_that_unpacks_to_too_much_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipeline.readers.archive._MOST_SINGLE", 1000)
    with pytest.raises(ReaderError, match=r"n\.gz: unpacks to too much"):
        list(read_gzip(gzip.compress(b"x" * 2000), Source("n", "n.gz", ""), LAYOUT))
