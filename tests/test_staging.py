"""A new run drops what was derived from the old one and keeps what a person decided."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import OutputError
from pipeline.exports.formats import EXPORTS as FOLDER
from pipeline.exports.formats import FORMATS
from pipeline.staging import DERIVED, EXPORTS, KEPT, check_target, staged

TABLES = ("cases", "facts")
EXPORTED = (
    "caseseries.xlsx",
    "caseseries.sqlite",
    "references.ris",
    "parquet/cases.parquet",
    "phenopackets/a_1.json",
)
Maker = Callable[..., Path]


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """Return the folder of a former run."""
    out = tmp_path / "run"
    (out / "texts").mkdir(parents=True)
    (out / "texts" / "a.txt").write_text("text")
    for name in ("cases.csv", "facts.csv", "codebook.csv", "run.json"):
        (out / name).write_text("old")
    return out


def check(out: Path) -> None:
    check_target(out, out.parent / "corpus", TABLES)


def renew(out: Path) -> None:
    check(out)
    with staged(out) as (fresh, _):
        (fresh / "cases.csv").write_text("new")


def put(out: Path, name: str, text: str = "put there") -> Path:
    path = out / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


@pytest.mark.parametrize("name", [*DERIVED, *(f"exports/{one}" for one in EXPORTED)])
def test_what_was_derived_goes_with_its_run(run: Path, name: str) -> None:
    put(run, name)
    renew(run)
    assert [path.name for path in run.iterdir()] == ["cases.csv"]


def test_what_a_person_filled_in_is_kept(run: Path) -> None:
    put(run, "appraisal.csv", "yes, I have looked")
    renew(run)
    assert (run / "appraisal.csv").read_text() == "yes, I have looked"
    assert (run / "cases.csv").read_text() == "new"


def test_what_is_filled_in_during_the_run_is_kept(run: Path) -> None:
    with staged(run):
        put(run, "appraisal.csv", "filled in meanwhile")
    assert (run / "appraisal.csv").read_text() == "filled in meanwhile"


def test_a_run_that_fails_leaves_all_as_it_was(run: Path) -> None:
    put(run, "appraisal.csv", "mine")
    put(run, "report.html")
    before = sorted(run.rglob("*"))
    with pytest.raises(KeyboardInterrupt), staged(run):
        raise KeyboardInterrupt
    assert sorted(run.rglob("*")) == before


@pytest.mark.parametrize(
    "name",
    [
        "notes.docx",
        "exports/notes.docx",
        "exports/parquet/notes.docx",
        "exports/phenopackets/deep/a_1.json",
        "exports/mine/a_1.json",
        "exports/report.html",
        "texts/mine.md",
        "texts/deep/a.txt",
        "appraisal.docx",
    ],
)
def test_what_nobody_derived_stops_a_new_run(run: Path, name: str) -> None:
    path = put(run, name, "precious")
    with pytest.raises(OutputError, match=r"holds .+, which no run has written"):
        check(run)
    assert path.read_text() == "precious"


def test_the_complaint_names_the_file(run: Path) -> None:
    put(run, "exports/parquet/notes.docx")
    with pytest.raises(OutputError, match=r"holds exports/parquet/notes.docx, which"):
        check(run)


@pytest.mark.parametrize("name", ["report.html", "appraisal.csv", "exports/x.xlsx"])
def test_a_folder_that_is_no_run_is_never_touched(tmp_path: Path, name: str) -> None:
    put(tmp_path / "other", name)
    with pytest.raises(OutputError, match="which no run has written"):
        check(tmp_path / "other")


def test_every_export_has_its_place_in_a_run(run: Path) -> None:
    assert EXPORTS == FOLDER
    for one in FORMATS.values():
        place = f"{one.place}/a{one.suffixes[0]}" if one.is_folder else one.place
        put(run, f"exports/{place}")
    check(run)


def test_nothing_kept_is_derived() -> None:
    assert not set(KEPT) & set(DERIVED)
