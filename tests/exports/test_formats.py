"""An export has its place, replaces only exports, and is the same each time."""

import sys
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.cli_series import To
from pipeline.errors import MissingExtraError, OutputError
from pipeline.exports.formats import FORMATS, export
from tests.runs import fact, paper, patient, write_run

for name in ("xlsxwriter", "pyarrow", "phenopackets"):
    pytest.importorskip(name)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    cases = [patient(age_years=7.5, sex="male", interventions="fusion")]
    return write_run(
        tmp_path / "run",
        documents=[paper(title="A boy")],
        cases=cases,
        facts=[fact(1, concept="fever", concept_code="HP:0001945")],
    )


def contents(place: Path) -> dict[str, bytes]:
    files = [place] if place.is_file() else sorted(place.iterdir())
    return {path.name: path.read_bytes() for path in files}


def test_the_command_knows_every_format() -> None:
    assert [to.value for to in To] == list(FORMATS)


@pytest.mark.parametrize(
    ("to", "place"),
    [
        ("xlsx", "caseseries.xlsx"),
        ("parquet", "parquet"),
        ("phenopackets", "phenopackets"),
        ("ris", "references.ris"),
        ("sqlite", "caseseries.sqlite"),
    ],
)
def test_exports_lie_in_a_folder_of_the_run(run: Path, to: str, place: str) -> None:
    assert export(run, to) == run / "exports" / place
    assert [path.name for path in (run / "exports").iterdir()] == [place]


@pytest.mark.parametrize("to", FORMATS)
def test_the_same_run_gives_the_same_bytes(run: Path, to: str, tmp_path: Path) -> None:
    before = contents(export(run, to))
    assert contents(export(run, to)) == before
    other = tmp_path / "new" / f"x{FORMATS[to].suffixes[0]}"
    assert set(contents(export(run, to, other)).values()) == set(before.values())


def test_a_new_export_drops_the_files_of_the_former(run: Path) -> None:
    folder = export(run, "phenopackets")
    (folder / "a_1.json").rename(folder / "old_1.json")
    assert [path.name for path in export(run, "phenopackets").iterdir()] == ["a_1.json"]


@pytest.mark.parametrize("to", ["parquet", "phenopackets"])
def test_a_folder_with_other_things_is_never_touched(run: Path, to: str) -> None:
    folder = export(run, to)
    other = folder / f"mine{FORMATS[to].suffixes[0]}"
    other.write_text("precious")
    with pytest.raises(OutputError, match=f"holds {other.name}, which no export has"):
        export(run, to)
    assert other.read_text() == "precious"


@pytest.mark.parametrize("to", ["xlsx", "ris", "sqlite"])
def test_a_file_of_another_kind_is_never_replaced(
    run: Path, to: str, tmp_path: Path
) -> None:
    other = tmp_path / "cases.csv"
    other.write_text("precious")
    with pytest.raises(OutputError, match=r"cases.csv: exists and is no \.\w+ file"):
        export(run, to, other)
    assert other.read_text() == "precious"


def test_a_file_is_no_folder_and_a_folder_no_file(run: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder; name a file"):
        export(run, "xlsx", tmp_path)
    with pytest.raises(OutputError, match="is a file; name a folder"):
        export(run, "parquet", run / "cases.csv")


def test_a_place_that_cannot_be_made_is_told(run: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        export(run, "xlsx", run / "cases.csv" / "x.xlsx")


def test_an_unknown_format_is_told(run: Path) -> None:
    with pytest.raises(OutputError, match="docx: no such format; choose of xlsx, pa"):
        export(run, "docx")


def test_a_folder_that_is_no_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no such outputs folder"):
        export(tmp_path / "nowhere", "xlsx")


@pytest.mark.parametrize(
    ("to", "library"),
    [("xlsx", "xlsxwriter"), ("parquet", "pyarrow"), ("phenopackets", "phenopackets")],
)
def test_a_missing_library_names_what_to_install(
    run: Path, to: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, "pyarrow.parquet", raising=False)
    with pytest.raises(MissingExtraError, match=r"pip install 'caseseries\[export\]'"):
        export(run, to)
    assert not (run / "exports" / FORMATS[to].place).exists()


@pytest.mark.parametrize("number", ["nan", "inf", "1e30"])
def test_a_number_no_table_holds_is_told(run: Path, number: str) -> None:
    path = run / "cases.csv"
    path.write_text(path.read_text().replace("7.5", number))
    for to in ("xlsx", "parquet", "sqlite"):
        with pytest.raises(
            OutputError, match=r"cases.csv.* age_years is .+ no(?:t a)? number"
        ):
            export(run, to)


def test_the_command_says_where_each_export_lies(
    run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["export", str(run), "--to", "ris", "--to", "sqlite"]) == 0
    said = capsys.readouterr().out.splitlines()
    folder = run / "exports"
    assert said == [str(folder / "references.ris"), str(folder / "caseseries.sqlite")]


def test_the_command_takes_a_place_for_one_format(
    run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["export", str(run), "--out", str(tmp_path / "x.ris"), "--to", "ris"]
    assert cli.run(command) == 0
    assert (tmp_path / "x.ris").is_file()
    assert cli.run([*command, "--to", "xlsx"]) == 2
    assert "--out is the place of one format; give one --to" in capsys.readouterr().err


def test_the_command_refuses_an_unknown_format(
    run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["export", str(run), "--to", "docx"]) == 2
    assert "'docx' is not one of 'xlsx'" in capsys.readouterr().err
