"""The database keeps its keys and opens anywhere."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import OutputError
from pipeline.exports.formats import export
from pipeline.series import open_series
from tests.runs import fact, hostile_run, paper, patient, write_run


def ask(path: Path, question: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as base:
        return base.execute(question).fetchall()


@pytest.fixture
def base(tmp_path: Path) -> Path:
    run = write_run(
        tmp_path / "run",
        documents=[paper("a", year=2001), paper("b", duplicate_of="a")],
        cases=[patient(age_years=7.5, sex="female")],
        facts=[fact(1, concept="fever"), fact(2, field="lab", value="7.10")],
        claims=[{"claim_id": "c", "doc_id": "a", "category": "cause", "name": "x"}],
        cited_cases=[patient("a", 1) | {"case_id": "a#cited1"}],
    )
    return export(run, "sqlite")


def test_rows_are_joined_by_their_keys(base: Path) -> None:
    joined = ask(
        base,
        "SELECT documents.year, age_years, concept FROM facts JOIN cases USING (case_id)"
        " JOIN documents ON documents.doc_id = cases.doc_id WHERE field = 'symptom'",
    )
    assert joined == [(2001, 7.5, "fever")]


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        ("documents", {("duplicate_of", "documents", "doc_id")}),
        ("cases", {("doc_id", "documents", "doc_id")}),
        ("cited_cases", {("doc_id", "documents", "doc_id")}),
        ("claims", {("doc_id", "documents", "doc_id")}),
        (
            "facts",
            {("doc_id", "documents", "doc_id"), ("case_id", "cases", "case_id")},
        ),
    ],
)
def test_foreign_keys_lead_from_facts_to_cases_to_documents(
    base: Path, table: str, keys: set[tuple[str, str, str]]
) -> None:
    found = ask(base, f"PRAGMA foreign_key_list({table})")
    assert {(row[3], row[2], row[4]) for row in found} == keys
    assert ask(base, "PRAGMA foreign_key_check") == []


def test_each_table_has_its_primary_key(base: Path) -> None:
    keys = {"documents": "doc_id", "cases": "case_id", "facts": "fact_id"}
    for table, key in keys.items():
        columns = ask(base, f"PRAGMA table_info({table})")
        assert [row[1] for row in columns if row[5]] == [key]


def test_keys_and_filters_are_indexed(base: Path) -> None:
    names = {row[1] for row in ask(base, "PRAGMA index_list(facts)")}
    assert {"facts_case_id", "facts_doc_id", "facts_field", "facts_concept"} <= names


def test_types_are_plain(base: Path) -> None:
    types = {row[1]: row[2] for row in ask(base, "PRAGMA table_info(cases)")}
    assert (types["patient"], types["age_years"]) == ("INTEGER", "REAL")
    assert set(types.values()) == {"INTEGER", "REAL", "TEXT"}
    assert ask(base, "SELECT value FROM facts WHERE field = 'lab'") == [("7.10",)]


def test_the_codebook_is_a_table(base: Path) -> None:
    asked = "SELECT unit FROM codebook WHERE \"column\" = 'age_years'"
    assert ask(base, asked) == [("years",), ("years",)]


def test_not_reported_is_null(base: Path) -> None:
    assert ask(base, "SELECT count(*) FROM cases WHERE outcome IS NULL") == [(1,)]


def test_hostile_text_is_the_same_text(tmp_path: Path) -> None:
    run = hostile_run(tmp_path / "run")
    path = export(run, "sqlite")
    for name, rows in open_series(run).tables.items():
        assert ask(path, f"SELECT * FROM {name}") == [tuple(r.values()) for r in rows]


def test_rows_without_their_case_are_told(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", documents=[paper()], facts=[fact(1)])
    with pytest.raises(OutputError, match=r"facts.csv: row 1 names a row that cases"):
        export(run, "sqlite")
    assert list((run / "exports").iterdir()) == []


def test_a_key_that_stands_twice_is_told(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", documents=[paper(), paper()])
    with pytest.raises(OutputError, match=r"documents.csv: a key stands there twice"):
        export(run, "sqlite")


@pytest.mark.parametrize("content", [None, "{}", "[]", "no JSON"])
def test_a_run_without_its_data_package_is_told(
    tmp_path: Path, content: str | None
) -> None:
    run = write_run(tmp_path / "run")
    package = run / "datapackage.json"
    package.unlink()
    if content is not None:
        package.write_text(content)
    with pytest.raises(OutputError, match=r"datapackage.json: missing or no data pack"):
        export(run, "sqlite")
