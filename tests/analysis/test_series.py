"""A run is read back with its types; a fault names its place."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import OutputError
from pipeline.series import Series, open_series, values

Maker = Callable[..., Series]
ODD = [
    "=1+1",
    "+1 day",
    "@x",
    "-",
    "\tx",
    'a "b", c',
    "one\ntwo",
    "</script>",
    "\u202ex",
]


def test_cells_have_the_types_of_the_codebook(make_series: Maker) -> None:
    series = make_series(cases=[{"age_years": "1.5", "year": "2010", "sex": "male"}])
    [case] = series.cases
    assert (case["age_years"], case["year"], case["sex"]) == (1.5, 2010, "male")
    assert case["outcome"] is None  # empty is not reported
    assert case["case_id"] == "d1#1"


@pytest.mark.parametrize("text", ODD)
def test_text_comes_back_as_the_article_has_it(make_series: Maker, text: str) -> None:
    series = make_series(cases=[{"age_raw": text}])
    assert series.cases[0]["age_raw"] == text


def test_a_run_without_patients_is_a_series(make_series: Maker) -> None:
    series = make_series()
    assert (series.cases, series.cited, series.claims, series.facts_of) == (
        (),
        (),
        (),
        {},
    )


def test_older_runs_without_cited_cases_and_claims_are_read(make_series: Maker) -> None:
    folder = make_series().folder
    (folder / "cited_cases.csv").unlink()
    (folder / "claims.csv").unlink()
    series = open_series(folder)
    assert (series.cited, series.claims) == ((), ())


def test_facts_are_found_by_their_case(make_series: Maker) -> None:
    facts = [{"case_id": "d#1", "field": "age"}, {"case_id": "d#2", "field": "sex"}]
    series = make_series(facts=facts)
    assert [f["field"] for f in series.facts_of["d#2"]] == ["sex"]


def test_a_text_keeps_its_offsets_and_one_that_is_gone_is_empty(
    make_series: Maker,
) -> None:
    series = make_series({"d": "a\r\nb\u2028c"})
    assert series.text("d") == "a\r\nb\u2028c"
    assert series.text("gone") == ""


def test_a_list_has_values_and_an_empty_cell_none() -> None:
    row = {"levels": "C2; C3-C4", "sex": None}
    assert values(row, "levels") == ("C2", "C3-C4")
    assert values(row, "sex") == values(row, "no_such") == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("cases", "44.5", "young", r"cases.csv:2: age_years is 'young', not a number"),
        ("cases", "44.5", "nan", r"cases.csv:2: age_years is 'nan', not a number"),
        ("cases", "44.5", "inf", r"cases.csv:2: age_years is 'inf', not a number"),
        ("cases", "age_raw", "raw", r"cases.csv:2: no cell 'age_raw'"),
        ("cases", "adult", '"adult', r"cases.csv: not a UTF-8 CSV|no cell"),
        ("codebook", "table,column", "tab,col", r"codebook.csv:2: no cell 'table'"),
        ("codebook", "\ncases,", "\nkases,", r"no row of the table 'cases'"),
    ],
)
def test_a_broken_table_is_refused_with_its_place(
    make_series: Maker, name: str, old: str, new: str, message: str
) -> None:
    series = make_series(cases=[{"age_years": "44.5", "age_group": "adult"}])
    path = series.folder / f"{name}.csv"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(OutputError, match=message):
        open_series(series.folder)


@pytest.mark.parametrize("name", ["documents", "cases", "facts", "codebook"])
def test_a_missing_table_is_named(make_series: Maker, name: str) -> None:
    folder = make_series().folder
    (folder / f"{name}.csv").unlink()
    with pytest.raises(OutputError, match=f"{name}.csv: missing; run `make extract`"):
        open_series(folder)


def test_an_empty_codebook_is_refused(make_series: Maker) -> None:
    folder = make_series().folder
    (folder / "codebook.csv").write_text("")
    with pytest.raises(OutputError, match=r"codebook.csv: no row of the table"):
        open_series(folder)


def test_bytes_that_are_no_utf_8_are_refused(make_series: Maker) -> None:
    folder = make_series().folder
    (folder / "cases.csv").write_bytes(b"case_id,doc_id\n\xff\xfe,x\n")
    with pytest.raises(OutputError, match=r"cases.csv: not a UTF-8 CSV"):
        open_series(folder)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="nowhere: no such outputs folder"):
        open_series(tmp_path / "nowhere")
