"""comparison.csv is long and tidy; the terminal gets the same figures and the caveat."""

import csv
from collections.abc import Mapping
from pathlib import Path

from pipeline.analysis.comparison import CAVEAT, Comparison, compare
from pipeline.analysis.comparison_table import HEADER, text_table, write_comparison
from pipeline.series import ColumnType, Row
from tests.analysis.test_comparison import TRIAL, patient

Columns = Mapping[str, ColumnType]
Comparisons = tuple[Comparison, ...]


def written(path: Path, comparisons: Comparisons) -> list[dict[str, str]]:
    write_comparison(path, comparisons)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_group_and_category_has_a_row(tmp_path: Path, columns: Columns) -> None:
    rows = written(tmp_path / "c.csv", compare(TRIAL, columns, ["sex"]))
    assert [(r["group"], r["category"], r["n"], r["group_n"]) for r in rows] == [
        ("female", "resolved", "12", "17"),
        ("female", "died", "5", "17"),
        ("male", "resolved", "3", "12"),
        ("male", "died", "9", "12"),
    ]
    assert [r["row_percent"] for r in rows] == ["70.5882", "29.4118", "25", "75"]
    assert [r["column_percent"] for r in rows] == ["80", "35.7143", "20", "64.2857"]
    told = {
        "by": "sex",
        "outcome": "outcome",
        "n_reports": "12",
        "test": "Fisher exact",
        "p": "0.0253277",
        "p_holm": "0.0253277",
        "odds_ratio": "6.65438",
        "odds_ratio_low": "1.07612",
        "odds_ratio_high": "55.7056",
        "n_not_reported": "3",
        "median": "",
        "note": "odds of resolved: female against male",
    }
    assert {name: rows[0][name] for name in told} == told


def test_the_columns_stand_in_their_order(tmp_path: Path) -> None:
    write_comparison(tmp_path / "c.csv", ())
    assert (tmp_path / "c.csv").read_bytes() == (",".join(HEADER) + "\n").encode()


def test_numbers_have_a_row_for_each_group(tmp_path: Path, columns: Columns) -> None:
    ages = [
        ("male", 2.0),
        ("male", 10.0),
        ("male", 11.5),
        ("female", 1.0),
        ("female", None),
    ]
    people = [patient(n, sex=s, age_years=a) for n, (s, a) in enumerate(ages)]
    rows = written(tmp_path / "c.csv", compare(people, columns, ["sex"], "age_years"))
    names = ("group", "n", "median", "q1", "q3", "minimum", "maximum", "n_not_reported")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("female", "1", "1", "1", "1", "1", "1", "1"),
        ("male", "3", "10", "6", "10.75", "2", "11.5", "1"),
    ]
    assert {(r["category"], r["row_percent"], r["odds_ratio"]) for r in rows} == {
        ("", "", "")
    }
    assert rows[0]["test"] == "Mann-Whitney"


def test_an_infinite_bound_is_empty_and_told(tmp_path: Path, columns: Columns) -> None:
    sides = [("female", "resolved")] * 4 + [("male", "died")] * 4
    people = [patient(n, sex=s, outcome=o) for n, (s, o) in enumerate(sides)]
    [row, *_] = written(tmp_path / "c.csv", compare(people, columns, ["sex"]))
    assert (row["odds_ratio"], row["odds_ratio_high"]) == ("", "")
    assert float(row["odds_ratio_low"]) > 0
    assert row["note"] == (
        "odds of resolved: female against male; the odds ratio is infinite; "
        "the upper bound is infinite"
    )
    assert "odds ratio infinite (95 % CI" in text_table(
        compare(people, columns, ["sex"])
    )


def test_a_comparison_without_groups_keeps_its_row(
    tmp_path: Path, columns: Columns
) -> None:
    [row] = written(tmp_path / "c.csv", compare([patient(1)], columns, ["sex"]))
    assert (row["by"], row["group"], row["n"], row["n_not_reported"]) == (
        "sex",
        "",
        "",
        "1",
    )
    assert (row["test"], row["p"]) == ("none", "")
    assert row["note"] == "a margin is zero: nothing to compare"


def test_same_comparisons_same_bytes(tmp_path: Path, columns: Columns) -> None:
    for name in ("a", "b"):
        write_comparison(tmp_path / name, compare(TRIAL, columns, ["sex"]))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


ODD = ["=1+1", "+x", "@x", "\tx", 'a,"b"\nc', "</script>", "\u202eevil", "\x1b[31mred"]


def odd_patients() -> list[Row]:
    return [patient(n, first_author=a, outcome="died") for n, a in enumerate(ODD)]


def test_no_text_becomes_a_formula(tmp_path: Path, columns: Columns) -> None:
    found = compare(odd_patients(), columns, ["first_author"])
    told = [row["group"] for row in written(tmp_path / "c.csv", found)]
    assert sorted(told) == sorted(
        f"'{name}" if name[0] in "=+@\t" else name for name in ODD
    )


def test_no_text_steers_the_terminal(columns: Columns) -> None:
    shown = text_table(compare(odd_patients(), columns, ["first_author"]))
    assert not set("\x1b\u202e\t") & set(shown)
    assert "\ufffd[31mred" in shown


def test_the_terminal_gets_the_figures_and_the_caveat(columns: Columns) -> None:
    shown = text_table(compare(TRIAL, columns, ["sex"]))
    first, heads, female, male, unknown, test, _, caveat = shown.splitlines()
    assert first == "outcome by sex"
    assert heads.split() == ["resolved", "died", "patients", "reports"]
    assert female.split() == "female 12 (70.6 %) 5 (29.4 %) 17 17".split()
    assert male.split() == "male 3 (25 %) 9 (75 %) 12 12".split()
    assert len({len(line) for line in (heads, female, male)}) == 1  # columns align
    assert unknown == "  Not reported: 3 (group or outcome unknown)."
    assert test == (
        "  Fisher exact: p = 0.0253, Holm-adjusted 0.0253; "
        "odds ratio 6.65 (95 % CI 1.08 to 55.7); odds of resolved: female against male."
    )
    assert caveat == CAVEAT


def test_numbers_are_told_in_the_terminal(columns: Columns) -> None:
    people = [
        patient(1, sex="male", age_years=3.0),
        patient(2, sex="male", age_years=5.0),
    ]
    shown = text_table(compare(people, columns, ["sex"], "age_years"))
    assert "4 [3.5 to 4.5]" in shown
    assert "No test: a group has no number: nothing to compare." in shown


def test_nothing_to_compare_is_said_with_the_caveat(columns: Columns) -> None:
    for comparisons in ((), compare([], columns, ["sex"])):
        assert CAVEAT in text_table(comparisons)
