"""A run reads what it can, loses nothing, and leaves whole outputs or the old ones."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import EvidenceError, OutputError, PackError
from pipeline.limits import Limits
from pipeline.run import RunSummary, run_corpus
from tests.fakes import make_fake

Maker = Callable[..., Path]
Run = Callable[..., RunSummary]
CASE = "Patient 1: symptom fever."
NAMES = {
    "documents.csv",
    "cases.csv",
    "cited_cases.csv",
    "facts.csv",
    "claims.csv",
    "curation.csv",
    "codebook.csv",
    "datapackage.json",
    "run.json",
    "texts",
}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "outputs" / "run"


@pytest.fixture
def run(small_pack: Maker, corpus: Maker, out: Path) -> Run:
    """Return a function that runs the fake extractor over files."""
    pack = small_pack()

    def run_files(files: dict[str, str | bytes], **options: Any) -> RunSummary:
        given: dict[str, Any] = {"pack": pack, "factory": make_fake, **options}
        return run_corpus(corpus(files), out, **given)

    return run_files


def rows(out: Path, table: str) -> list[dict[str, str]]:
    with (out / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(out: Path, table: str, name: str) -> list[str]:
    return [row[name] for row in rows(out, table)]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "run.json"
    }


def test_a_run_leaves_every_file_of_the_contract(run: Run, out: Path) -> None:
    summary = run({"a.txt": CASE, "b.txt": "Claim cause: rest."})
    assert {path.name for path in out.iterdir()} == NAMES
    assert [path.name for path in out.parent.iterdir()] == ["run"]
    assert (summary.documents, summary.read, summary.refused) == (2, 2, ())
    assert summary.kinds == {"case_report": 1, "review": 1}
    assert (summary.rows["cases"], summary.rows["claims"]) == (1, 1)


def test_quotes_are_the_text_at_their_offsets(run: Run, out: Path) -> None:
    run(
        {
            "a.txt": f"Käfer 𝛽. {CASE}\n\nPatient 1: sex male.",
            "b.txt": "Claim cause: rest.",
        }
    )
    found = [*rows(out, "facts"), *rows(out, "claims")]
    assert len(found) == 3
    for row in found:
        text = (out / "texts" / f"{row['doc_id']}.txt").read_text(encoding="utf-8")
        assert row["quote"] == text[int(row["start"]) : int(row["end"])]


def test_rows_are_sorted_by_document_and_patient(run: Run, out: Path) -> None:
    later = "Patient 2: sex male. Patient 1: sex female."
    run({"z/a.txt": later, "b.txt": later, "a/c.txt": CASE})
    assert column(out, "documents", "doc_id") == ["a", "b", "c"]
    assert column(out, "cases", "case_id") == ["a#1", "a#2", "b#1", "b#2", "c#1"]
    assert column(out, "facts", "case_id") == ["a#1", "a#2", "b#1", "b#2", "c#1"]


def test_files_of_one_stem_are_numbered_in_path_order(run: Run, out: Path) -> None:
    run({"x/a.txt": "Patient 1: sex male.", "a.txt": CASE, "a.md": CASE})
    pairs = [(r["doc_id"], r["source"]) for r in rows(out, "documents")]
    assert pairs == [("a", "a.md"), ("a__2", "a.txt"), ("a__3", "x/a.txt")]
    assert column(out, "facts", "doc_id") == ["a", "a__2", "a__3"]
    assert column(out, "cases", "sex") == ["", "", "male"]
    assert (out / "texts" / "a__3.txt").is_file()


def test_a_refused_file_has_its_row_and_no_text(run: Run, out: Path) -> None:
    summary = run({"a.txt": CASE, "empty.txt": "", "noise.txt": os.urandom(500)})
    status = {r["doc_id"]: r["status"] for r in rows(out, "documents")}
    assert status == {"a": "ok", "empty": "rejected", "noise": "rejected"}
    message = {r["doc_id"]: r["message"] for r in rows(out, "documents")}
    assert message["empty"].startswith("empty file; ")
    assert message["noise"].startswith("not text ")
    assert [source for source, _ in summary.refused] == ["empty.txt", "noise.txt"]
    assert [p.name for p in (out / "texts").iterdir()] == ["a.txt"]


def test_left_out_files_have_their_row_too(run: Run, out: Path) -> None:
    run({"a.txt": CASE, "b.txt": CASE}, exclude=("b.*",))
    assert rows(out, "documents")[1]["message"] == "left out by --exclude 'b.*'"
    assert column(out, "cases", "doc_id") == ["a"]


def test_a_fault_nobody_foresaw_costs_one_document(run: Run, out: Path) -> None:
    run({"a.txt": CASE, "b.txt": "BOOM.", "c.txt": CASE})
    (bad,) = (r for r in rows(out, "documents") if r["doc_id"] == "b")
    assert bad["status"] == "rejected"
    assert bad["message"] == (
        "internal error: TypeError: a fault nobody foresaw; please report it"
    )
    assert column(out, "cases", "doc_id") == ["a", "c"]


def test_a_value_that_is_no_number_costs_one_document(run: Run, out: Path) -> None:
    run({"a.txt": CASE, "b.txt": "Patient 1: age = old years."})
    assert [r["status"] for r in rows(out, "documents")] == ["ok", "rejected"]


def test_a_false_quote_stops_the_run(run: Run, out: Path) -> None:
    with pytest.raises(EvidenceError, match="is not the text there"):
        run({"a.txt": CASE, "b.txt": f"{CASE} LIE."})
    assert not out.exists()


def test_an_article_that_takes_too_long_is_refused(run: Run, out: Path) -> None:
    run({"a.txt": "SLEEP.", "b.txt": CASE}, limits=Limits(max_seconds=1.5))
    message = rows(out, "documents")[0]["message"]
    assert message == "took longer than 1.5 seconds; split it or raise --max-seconds"
    assert column(out, "cases", "doc_id") == ["b"]


def test_a_file_that_is_too_large_is_refused(run: Run, out: Path) -> None:
    run({"a.txt": CASE * 100, "b.txt": CASE}, limits=Limits(max_bytes=1000))
    assert "the bound is 0 MB" in rows(out, "documents")[0]["message"]
    assert column(out, "cases", "doc_id") == ["b"]


def test_an_article_that_is_too_long_is_refused(run: Run, out: Path) -> None:
    run({"a.txt": CASE * 100, "b.txt": CASE}, limits=Limits(max_characters=1000))
    message = rows(out, "documents")[0]["message"]
    assert message.endswith("characters; the bound is 1,000: split it into articles")
    assert column(out, "cases", "doc_id") == ["b"]


def test_a_file_the_system_does_not_open_costs_only_itself(
    run: Run, corpus: Maker, out: Path
) -> None:
    folder = corpus({"a.txt": CASE, "x.pdf/b.txt": CASE, "locked.txt": CASE})
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "gone.txt").symlink_to("nowhere")
    (folder / "locked.txt").chmod(0)
    run({})
    message = {row["doc_id"]: row["message"] for row in rows(out, "documents")}
    assert (
        message["gone"] == "cannot be read (No such file or directory); check the file"
    )
    assert message["loop"].startswith("cannot be read (Too many levels of symbolic")
    assert message["a"] == message["b"] == ""
    if os.geteuid():  # root reads everything
        assert message["locked"] == "cannot be read (Permission denied); check the file"


def zipped(files: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return data.getvalue()


def tarred(files: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "pack"), [("more.zip", zipped), ("more.tar.gz", tarred)]
)
def test_archives_are_read_through(
    run: Run, out: Path, name: str, pack: Callable[[dict[str, str]], bytes]
) -> None:
    run({"a.txt": CASE, name: pack({"x/a.txt": CASE, "b.txt": CASE, "c.txt": ""})})
    sources = {r["doc_id"]: r["source"] for r in rows(out, "documents")}
    assert sources == {
        "a": "a.txt",
        "a__2": f"{name}!x/a.txt",
        "b": f"{name}!b.txt",
        "c": f"{name}!c.txt",
    }
    assert column(out, "cases", "doc_id") == ["a", "a__2", "b"]


def test_an_archive_that_unpacks_too_large_is_refused(run: Run, out: Path) -> None:
    bomb = zipped({"a.txt": CASE * 1000})
    run({"b.zip": bomb, "c.txt": CASE}, limits=Limits(max_unpacked_bytes=1000))
    (bad, good) = rows(out, "documents")
    assert (bad["status"], good["status"]) == ("rejected", "ok")
    assert "unpacks to more than allowed" in bad["message"]


PAPER = "# The stone girl\n\ndoi: 10.1000/stone.1\n\n{0}\n"


def test_the_same_article_twice_counts_once(run: Run, out: Path) -> None:
    short, long = PAPER.format(CASE), PAPER.format(f"{CASE} And a longer text.")
    summary = run({"a.md": short, "b.md": long, "c.md": f"# Another\n\n{CASE}"})
    pointers = {r["doc_id"]: r["duplicate_of"] for r in rows(out, "documents")}
    assert pointers == {"a": "b", "b": "", "c": ""}
    assert column(out, "cases", "doc_id") == ["b", "c"]
    assert summary.duplicates == 1


def test_one_doi_under_two_titles_is_no_duplicate(run: Run, out: Path) -> None:
    other = PAPER.format(CASE).replace("The stone girl", "Gout of an elderly man")
    run({"a.md": PAPER.format(CASE), "b.md": other})
    assert column(out, "documents", "duplicate_of") == ["", ""]


def test_two_runs_give_the_same_bytes(run: Run, out: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.txt": CASE,
        "b.txt": "",
        "c.txt": "Claim cause: x.",
    }
    run(files)
    before = contents(out)
    run(files)
    assert contents(out) == before


SCRIPT = """
import sys
from pathlib import Path
from pipeline.run import run_corpus
from tests.fakes import make_fake
if __name__ == "__main__":
    corpus, out, pack = map(Path, sys.argv[1:4])
    run_corpus(corpus, out, pack=pack, factory=make_fake, workers=int(sys.argv[4]))
"""


@pytest.mark.parametrize(
    ("workers", "environment"),
    [
        ("1", {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"}),
        ("2", {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C.UTF-8"}),
    ],
)
def test_neither_seed_nor_zone_nor_locale_nor_workers_change_a_byte(
    run: Run,
    out: Path,
    tmp_path: Path,
    project: Path,
    workers: str,
    environment: dict[str, str],
) -> None:
    files: dict[str, str | bytes] = {
        f"{n}.txt": f"Käse {n}. {CASE} Patient 2: sex male." for n in range(12)
    }
    run(files)
    script, other = tmp_path / "go.py", tmp_path / "other"
    script.write_text(SCRIPT, encoding="utf-8")
    arguments = (tmp_path / "corpus", other, tmp_path / "small", workers)
    subprocess.run(
        [sys.executable, str(script), *map(str, arguments)],
        env=os.environ | environment | {"PYTHONPATH": str(project)},
        check=True,
        timeout=300,
    )
    assert contents(other) == contents(out)


def test_a_file_that_kills_its_worker_costs_only_itself(run: Run, out: Path) -> None:
    files: dict[str, str | bytes] = {f"{n}.txt": CASE for n in range(6)}
    run(files | {"3.txt": "DIE."}, workers=2)
    bad = rows(out, "documents")[3]
    assert (
        bad["message"]
        == "the process that read it died; leave it out and please report it"
    )
    assert column(out, "cases", "doc_id") == ["0", "1", "2", "4", "5"]


def test_an_edited_pack_is_read_anew(run: Run, out: Path, tmp_path: Path) -> None:
    text = "Patient 1: intervention prayer (performed)."
    run({"a.txt": text})
    assert column(out, "cases", "intervention_kinds") == [""]
    with (tmp_path / "small" / "lexicon" / "concepts.tsv").open("a") as file:
        file.write("intervention\tprayer\tconservative\n")
    run({"a.txt": text})
    assert column(out, "cases", "intervention_kinds") == ["conservative"]


def test_progress_is_told_after_each_file(run: Run) -> None:
    told: list[tuple[int, int, str]] = []
    run(
        {"a.txt": CASE, "b.txt": ""},
        progress=lambda done, total, source: told.append((done, total, source)),
    )
    assert told == [(1, 2, "a.txt"), (2, 2, "b.txt")]


def test_run_json_tells_what_made_the_outputs(run: Run, out: Path) -> None:
    run({"a.txt": CASE, "b.txt": ""}, command="caseseries extract x --out y")
    notes = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert notes["program"] == "caseseries"
    assert notes["pack"]["name"] == "small"
    assert re.fullmatch("[0-9a-f]{64}", notes["pack"]["sha256"])
    assert "lexicon/concepts.tsv" in notes["pack"]["files"]
    assert re.fullmatch("[0-9a-f]{64}", notes["rules_sha256"])
    assert re.fullmatch("[0-9a-f]{64}", notes["input_sha256"])
    assert notes["command"] == "caseseries extract x --out y"
    assert notes["counts"]["documents"] == 2
    assert notes["counts"]["refused"] == 1
    assert notes["seconds"] >= 0


def test_an_interrupt_leaves_the_old_outputs_whole(run: Run, out: Path) -> None:
    run({"a.txt": CASE})
    before = contents(out)

    def interrupt(done: int, total: int, source: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run({"b.txt": CASE}, progress=interrupt)
    assert contents(out) == before
    assert [path.name for path in out.parent.iterdir()] == ["run"]


def test_a_run_replaces_a_former_run_wholly(
    run: Run, out: Path, tmp_path: Path
) -> None:
    run({"a.txt": CASE, "b.txt": CASE})
    (tmp_path / "corpus" / "a.txt").unlink()
    run({})
    assert [p.name for p in (out / "texts").iterdir()] == ["b.txt"]


@pytest.mark.parametrize("foreign", ["notes.docx", "cases.csv", "texts/mine.md"])
def test_a_folder_with_other_things_is_never_touched(
    run: Run, out: Path, foreign: str
) -> None:
    if foreign.startswith("texts"):
        run({"a.txt": CASE})
    file = out / foreign
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("precious")
    with pytest.raises(OutputError, match="which no run has written; name another"):
        run({"a.txt": CASE})
    assert file.read_text() == "precious"


def test_outputs_do_not_go_into_the_corpus(small_pack: Maker, corpus: Maker) -> None:
    folder = corpus({"a.txt": CASE})
    with pytest.raises(OutputError, match="lies inside the corpus"):
        run_corpus(folder, folder / "out", pack=small_pack(), factory=make_fake)


def test_outputs_are_a_folder(run: Run, out: Path) -> None:
    out.parent.mkdir()
    out.write_text("a file")
    with pytest.raises(OutputError, match="is a file; name a folder"):
        run({"a.txt": CASE})


def test_outputs_that_cannot_be_written_are_told(
    small_pack: Maker, corpus: Maker, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot be written"):
        run_corpus(
            corpus({"a.txt": CASE}),
            tmp_path / "file" / "out",
            pack=small_pack(),
            factory=make_fake,
        )


def test_a_broken_pack_stops_before_anything_is_read(run: Run, out: Path) -> None:
    with pytest.raises(PackError):
        run({"a.txt": CASE}, pack=Path("nowhere"))
    assert not out.parent.exists()


def test_the_data_package_is_valid(run: Run, out: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # frictionless and what it imports
        frictionless = pytest.importorskip("frictionless")
        run(
            {
                "a.txt": f"{CASE} Patient 1: age = 44 years. Patient 1: sex female. "
                "Patient 1: level lesion = C3-C4 x. Patient 1: level lesion = C7-T1 x.",
                "b.txt": "Claim cause: rest. Cited 1 of Roe 1999: outcome died.",
                "c.txt": "",
                "d.md": PAPER.format(CASE),
                "e.md": PAPER.format(CASE),
            }
        )
        report = frictionless.Package(out / "datapackage.json").validate()
    assert report.valid, report.flatten(["title", "fieldName", "message"])
    assert len(report.tasks) == 7


def test_the_data_package_refuses_what_the_codebook_forbids(
    run: Run, out: Path
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frictionless = pytest.importorskip("frictionless")
        run({"a.txt": "Patient 1: sex unknown. Patient 1: outcome gone."})
        report = frictionless.Package(out / "datapackage.json").validate()
    found = {tuple(error) for error in report.flatten(["fieldName", "type"])}
    assert found == {("sex", "constraint-error"), ("outcome", "constraint-error")}
