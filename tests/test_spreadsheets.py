"""No spreadsheet takes a cell for another thing, in whatever country it is opened.

LibreOffice opens the tables as a person would who clicks through its import dialogue
with "detect special numbers" on, which is the harshest way.
"""

import csv
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.exports.formats import export
from pipeline.series import open_series
from tests.runs import hostile_run, thoracic_women

openpyxl = pytest.importorskip("openpyxl")
pytestmark = pytest.mark.skipif(
    not shutil.which("soffice"),
    reason="LibreOffice is not installed here (Debian: libreoffice-calc)",
)

#: Microsoft's number of each language, as the import filter of LibreOffice takes it.
LOCALES = {"en-US": 1033, "en-GB": 2057, "de-DE": 1031}
#: Comma, quote, UTF-8, from line 1, no formats, language, not all as text, detect.
FILTER = "CSV:44,34,76,1,,{},false,true"
TABLES = ("cases", "facts", "documents", "claims", "cited_cases")
RUNS = {"thoracic women": thoracic_women, "hostile": hostile_run}
NUMBER = re.compile(r"-?\d+(\.\d+)?")
Sheet = list[list[Any]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the settings of LibreOffice, so that it touches nobody's."""
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module", params=RUNS)
def run(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    return RUNS[request.param](tmp_path_factory.mktemp("made") / "run")


@pytest.fixture(scope="module", params=LOCALES)
def opened(
    request: pytest.FixtureRequest,
    run: Path,
    home: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Sheet]:
    """Return the cells of each table as LibreOffice reads it in one locale."""
    paths = [run / f"{table}.csv" for table in TABLES]
    out = tmp_path_factory.mktemp("opened")
    convert(paths, out, home, f"--infilter={FILTER.format(LOCALES[request.param])}")
    return {table: cells(out / f"{table}.xlsx") for table in TABLES}


def convert(paths: list[Path], out: Path, home: Path, *options: str) -> None:
    """Have LibreOffice open files and save them as XLSX."""
    settings = f"-env:UserInstallation={home.as_uri()}"
    target = ("--outdir", str(out))
    subprocess.run(
        ["soffice", settings, "--headless", "--convert-to", "xlsx", *options, *target]
        + [str(path) for path in paths],
        check=True,
        capture_output=True,
        timeout=300,
    )


def cells(path: Path) -> Sheet:
    (sheet,) = openpyxl.load_workbook(path)
    return [list(row) for row in sheet.iter_rows()]


def pairs(opened: Sheet, table: Path) -> Iterator[tuple[Any, str]]:
    """Yield each cell with the text that the CSV file has there."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    for row, found in zip(rows, opened, strict=True):
        yield from zip(found, row, strict=True)


def is_unharmed(cell: Any, text: str) -> bool:
    """Return whether a cell is the text, or the number that the text is.

    A line break stays one, but a sheet knows only one kind.
    """
    if isinstance(cell.value, int | float) and NUMBER.fullmatch(text):
        return cell.value == pytest.approx(float(text), abs=0, rel=1e-15)
    return (cell.value or "") == text.replace("\r", "\n")


@pytest.mark.parametrize("table", TABLES)
def test_no_cell_becomes_a_date_a_formula_or_a_truth(
    opened: dict[str, Sheet], table: str
) -> None:
    kinds = {cell.data_type for row in opened[table] for cell in row}
    assert kinds <= {"s", "n"}


@pytest.mark.parametrize("table", TABLES)
def test_every_text_and_number_is_that_of_the_table(
    opened: dict[str, Sheet], run: Path, table: str
) -> None:
    harmed = [
        (cell.coordinate, text, cell.value)
        for cell, text in pairs(opened[table], run / f"{table}.csv")
        if not is_unharmed(cell, text)
    ]
    assert harmed == []


def test_the_workbook_says_what_the_tables_say(run: Path, home: Path) -> None:
    pytest.importorskip("xlsxwriter")
    out = run.parent / "again"
    convert([export(run, "xlsx")], out, home)
    book = openpyxl.load_workbook(out / "caseseries.xlsx")
    for name, rows in open_series(run).tables.items():
        found = [list(row) for row in book[name].iter_rows()]
        kinds = {cell.data_type for row in found for cell in row}
        assert kinds <= {"s", "n"}
        for cells_of_row, row in zip(found[1:], rows, strict=True):
            texts = ["" if value is None else str(value) for value in row.values()]
            assert all(map(is_unharmed, cells_of_row, texts))


def test_the_check_would_see_a_date(tmp_path: Path, home: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("5/6,=1+1,TRUE,732234e81161\n", encoding="utf-8")
    convert([table], tmp_path, home, f"--infilter={FILTER.format(LOCALES['en-US'])}")
    ((day, formula, truth, name),) = cells(tmp_path / "t.xlsx")
    assert (day.data_type, truth.data_type) == ("d", "b")
    assert day.value.date().replace(year=2000) == date(2000, 5, 6)
    assert not is_unharmed(name, "732234e81161")
    assert formula.data_type in "fs"  # LibreOffice evaluates none that it imports so
