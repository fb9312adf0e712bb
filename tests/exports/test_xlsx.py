"""A workbook holds the tables with their types, and nothing that acts."""

from pathlib import Path

import pytest

from pipeline.errors import OutputError
from pipeline.exports.formats import export
from pipeline.exports.xlsx import CELL_LIMIT, CUT
from pipeline.series import open_series
from tests.runs import HOSTILE, fact, hostile_run, paper, patient, write_run

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")


def sheets(run: Path) -> dict[str, list[dict[str, object]]]:
    """Return the cells of the exported workbook by sheet and header."""
    book = openpyxl.load_workbook(export(run, "xlsx"))
    found = {}
    for sheet in book:
        header, *rows = sheet.iter_rows()
        names = [cell.value for cell in header]
        found[sheet.title] = [dict(zip(names, row, strict=True)) for row in rows]
    return found


def on_screen(cell: object) -> object:
    """Return a value as a sheet shows it: it knows one kind of line break."""
    return cell.replace("\r", "\n") if isinstance(cell, str) else cell


@pytest.fixture
def one(tmp_path: Path) -> Path:
    case = patient(age_years=1.25, n_levels=2, lesion_levels="T4; T7-T8", sex="female")
    return write_run(
        tmp_path / "run",
        documents=[paper(year=2020, title="1/2")],
        cases=[case],
        facts=[fact(1, field="lab", value="7.10")],
    )


def test_there_is_a_sheet_for_each_table(one: Path) -> None:
    tables = "documents cases cited_cases facts claims curation codebook".split()
    assert list(sheets(one)) == tables


def test_numbers_are_numbers_and_texts_are_texts(one: Path) -> None:
    found = sheets(one)
    (case,), (row,), (article,) = found["cases"], found["facts"], found["documents"]
    assert (case["age_years"].value, case["age_years"].data_type) == (1.25, "n")
    assert (case["n_levels"].value, case["n_levels"].data_type) == (2, "n")
    assert case["lesion_levels"].value == "T4; T7-T8"
    assert (row["value"].value, row["value"].data_type) == ("7.10", "s")
    assert (article["title"].value, article["title"].data_type) == ("1/2", "s")


def test_what_is_not_reported_is_an_empty_cell(one: Path) -> None:
    (case,) = sheets(one)["cases"]
    assert case["outcome"].value is None


def test_text_columns_stay_text_when_edited(one: Path) -> None:
    (case,) = sheets(one)["cases"]
    assert case["lesion_levels"].number_format == "@"
    assert case["age_years"].number_format == "General"


def test_the_header_is_frozen_and_filters(one: Path) -> None:
    sheet = openpyxl.load_workbook(export(one, "xlsx"))["cases"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:AE2"


def test_hostile_text_is_the_same_text_and_never_acts(tmp_path: Path) -> None:
    run = hostile_run(tmp_path / "run")
    series, found = open_series(run), sheets(run)
    for name, rows in series.tables.items():
        for row, cells in zip(rows, found[name], strict=True):
            assert {key: cell.value for key, cell in cells.items()} == {
                key: on_screen(cell) for key, cell in row.items()
            }
            assert {cell.data_type for cell in cells.values()} <= {"s", "n"}
            assert not any(cell.hyperlink for cell in cells.values())
    titles = [on_screen(text) for text in HOSTILE]
    assert [row["title"].value for row in found["documents"]] == titles


@pytest.mark.parametrize("letter", ["x", "\U0001d54f"])
def test_a_text_too_long_for_a_cell_ends_in_a_mark(tmp_path: Path, letter: str) -> None:
    run = write_run(tmp_path / "run", documents=[paper(title=letter * 40_000)])
    (article,) = sheets(run)["documents"]
    title = article["title"].value
    assert title.endswith(letter + CUT)
    assert len(title.encode("utf-16-le")) // 2 in (CELL_LIMIT, CELL_LIMIT - 1)


def test_a_text_that_just_fits_is_whole(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", documents=[paper(title="x" * CELL_LIMIT)])
    (article,) = sheets(run)["documents"]
    assert article["title"].value == "x" * CELL_LIMIT


def test_characters_that_xml_does_not_have_are_replaced(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", documents=[paper(title="disc\ufffeose")])
    (article,) = sheets(run)["documents"]
    assert article["title"].value == "disc\ufffdose"


def test_a_table_too_long_for_a_sheet_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.exports.xlsx.ROW_LIMIT", 1)
    papers = [paper("a"), paper("b")]
    run = write_run(tmp_path / "run", documents=papers)
    with pytest.raises(OutputError, match=r"documents.csv: 2 rows, more than a sheet"):
        export(run, "xlsx")


def test_an_empty_run_has_headers(tmp_path: Path) -> None:
    found = sheets(write_run(tmp_path / "run"))
    assert found["cases"] == []
