"""Analysts' tools guess the right types: a cohort of women with thoracic lesions.

A column of `F` would become FALSE, one of `T` TRUE, `7/10` a date, `NR` a text.
"""

import shutil
import subprocess

import pytest

from tests.runs import write_run

NUMBERS = ("year", "age_years", "n_levels", "symptom_duration_days", "followup_months")
TEXTS = (
    "case_id",
    "sex",
    "age_group",
    "lesion_levels",
    "regions",
    "symptoms",
    "surgical_levels",
    "outcome",
)


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    woman = {
        "year": 2020,
        "age_group": "adult",
        "sex": "female",
        "lesion_levels": "T2-T3",
        "n_levels": 1,
        "regions": "thoracic",
        "symptoms": "back pain; weakness",
        "surgical_levels": "T10",
        "outcome": "resolved",
    }
    rows = [
        {
            **woman,
            "doc_id": f"d{n}",
            "patient": 1,
            "age_years": n + 0.5,
            "symptom_duration_days": n if n % 2 else None,
            "followup_months": n / 4,
        }
        for n in range(20, 60)
    ]
    folder = tmp_path_factory.mktemp("types") / "run"
    return write_run(folder, cases=rows) / "cases.csv"


def told_by_r(script: str) -> dict[str, str]:
    """Return "column class" lines that an R script prints."""
    if not shutil.which("Rscript"):
        pytest.skip("needs R (Debian: apt-get install r-base-core r-cran-readr)")
    done = subprocess.run(
        ["Rscript", "--vanilla", "-e", script],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return dict(line.split() for line in done.stdout.splitlines())


CLASSES = "for (n in names(x)) cat(n, class(x[[n]])[1], '\\n')"


@pytest.mark.parametrize(
    "reader", ["read.csv('{}')", "readr::read_csv('{}', show_col_types = FALSE)"]
)
def test_r_guesses_types(cases, reader):
    found = told_by_r(f"x <- {reader.format(cases)}; {CLASSES}")
    assert {name: found[name] for name in TEXTS} == dict.fromkeys(TEXTS, "character")
    assert {found[name] for name in NUMBERS} <= {"integer", "numeric"}


def test_pandas_guesses_types(cases):
    import pandas as pd

    found = pd.read_csv(cases)
    assert all(pd.api.types.is_numeric_dtype(found[name]) for name in NUMBERS)
    assert all(pd.api.types.is_string_dtype(found[name]) for name in TEXTS)
    assert set(found["sex"]) == {"female"}


def test_duckdb_guesses_types(cases):
    duckdb = pytest.importorskip("duckdb", reason="needs DuckDB")
    rows = duckdb.sql(f"DESCRIBE SELECT * FROM read_csv('{cases}')").fetchall()
    found = {row[0]: row[1] for row in rows}
    assert {name: found[name] for name in TEXTS} == dict.fromkeys(TEXTS, "VARCHAR")
    assert {found[name] for name in NUMBERS} <= {"BIGINT", "DOUBLE"}
