"""Parquet files have the columns of the CSV files and the types of the codebook."""

from pathlib import Path

import pytest

from pipeline.exports.formats import export
from pipeline.series import open_series
from tests.runs import hostile_run, paper, patient, write_run

parquet = pytest.importorskip("pyarrow.parquet")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cases = [patient(age_years=7.5, lesion_levels="T4; T5"), patient(number=2, year=1)]
    run = write_run(tmp_path / "run", documents=[paper()], cases=cases)
    return export(run, "parquet")


def test_there_is_a_file_for_each_table(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    tables = "documents cases cited_cases facts claims curation codebook".split()
    assert names == {f"{table}.parquet" for table in tables}


def test_types_are_those_of_the_codebook(folder: Path) -> None:
    schema = parquet.read_schema(folder / "cases.parquet")
    assert str(schema.field("patient").type) == "int64"
    assert str(schema.field("age_years").type) == "double"
    assert str(schema.field("sex").type) == "string"
    assert str(schema.field("lesion_levels").type) == "string"


def test_types_do_not_depend_on_the_rows(folder: Path) -> None:
    schema = parquet.read_schema(folder / "facts.parquet")
    assert str(schema.field("start").type) == "int64"
    assert str(schema.field("quote").type) == "string"


def test_columns_tell_what_they_mean(folder: Path) -> None:
    schema = parquet.read_schema(folder / "cases.parquet")
    assert schema.field("followup_months").metadata == {
        b"description": b"Time of the last follow-up.",
        b"unit": b"months",
    }


def test_not_reported_is_null(folder: Path) -> None:
    first, second = parquet.read_table(folder / "cases.parquet").to_pylist()
    assert (first["age_years"], first["year"]) == (7.5, None)
    assert (second["age_years"], second["year"]) == (None, 1)
    assert first["lesion_levels"] == "T4; T5"


def test_hostile_text_is_the_same_text_without_a_guard(tmp_path: Path) -> None:
    run = hostile_run(tmp_path / "run")
    folder = export(run, "parquet")
    for name, rows in open_series(run).tables.items():
        table = parquet.read_table(folder / f"{name}.parquet")
        assert table.to_pylist() == [dict(row) for row in rows]


def test_duckdb_reads_them_with_their_types(folder: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect() as base:
        asked = f"SELECT typeof(year), typeof(age_years) FROM '{folder}/cases.parquet'"
        assert base.execute(asked).fetchone() == ("BIGINT", "DOUBLE")
