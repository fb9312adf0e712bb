"""Tables of a series, whole documents through: every header, scores, notes, ditto."""

import csv
from pathlib import Path

import pytest

from pipeline.run import run_corpus

COLUMNS = "age_years sex lesion_levels interventions outcome followup_months".split()


def cases(
    folder: Path, table: str, *, note: str = "", caption: str = "Table 1. Patients"
) -> list[list[str]]:
    """Run a document with one table and return what its cases say."""
    rows = [[c.strip() for c in line.split("|")] for line in table.strip().split("\n")]
    width = len(rows[0])
    body = [f"| {' | '.join(row)} |" for row in rows]
    marked = [body[0], "|" + "---|" * width, *body[1:]]
    text = [
        "# Rare diseases of the spine",
        "The patients of our clinic are listed in the table.",
        caption,
        "\n".join(marked),
        note,
    ]
    (folder / "corpus").mkdir()
    (folder / "corpus" / "a.md").write_text("\n\n".join(text), encoding="utf-8")
    run_corpus(folder / "corpus", folder / "out", workers=1)
    with (folder / "out" / "cases.csv").open(encoding="utf-8", newline="") as file:
        return [[row[c] for c in COLUMNS] for row in csv.DictReader(file)]


def outcomes(found: list[list[str]]) -> list[str]:
    return [row[4] for row in found]


@pytest.mark.parametrize(
    ("headers", "before", "after", "outcome"),
    [
        ("JOA before | JOA after", "7", "12", "improved"),
        ("Preop. mJOA | Postop. mJOA", "11", "18", "resolved"),
        ("Nurick grade, initial | Nurick grade, final", "3", "4", "worsened"),
        ("Frankel on admission | Frankel at last follow-up", "C", "C", "stable"),
        ("ASIA (admission) | ASIA (discharge)", "B", "E", "resolved"),
        ("VAS pre-op | VAS at 12 months", "8/10", "2/10", "improved"),
        ("ODI preoperatively (%) | ODI postoperatively (%)", "40", "61", "worsened"),
        ("ODI before (%) | ODI after (%)", "44", "38", "stable"),
        ("Frankel at entry | Frankel at last visit", "C", "died", "died"),
    ],
)
def test_a_score_before_and_after_tells_the_outcome(
    tmp_path: Path, headers: str, before: str, after: str, outcome: str
) -> None:
    table = (
        f"Case | Age | Sex | Level | {headers}\n"
        f"1 | 50 | M | T9 | {before} | {after}\n2 | 61 | F | T10 | NA | NA"
    )
    assert outcomes(cases(tmp_path, table)) == [outcome, ""]


@pytest.mark.parametrize(
    ("header", "cell", "outcome"),
    [
        ("JOA (pre → post)", "9 → 14", "improved"),
        ("Frankel grade", "D to D", "stable"),
        ("VAS (before/after)", "8/0", "resolved"),
        ("Recovery rate (%)", "54.5", "improved"),
        ("Recovery rate (%)", "-12", "worsened"),
        ("JOA score", "9/17", ""),
        ("Frankel grade", "C", ""),
    ],
)
def test_a_cell_may_hold_both_values_or_the_rate(
    tmp_path: Path, header: str, cell: str, outcome: str
) -> None:
    table = f"Case | Age | Sex | Level | {header}\n1 | 50 | M | T9 | {cell}"
    table += "\n2 | 61 | F | T10 | -"
    assert outcomes(cases(tmp_path, table)) == [outcome, ""]


@pytest.mark.parametrize(
    ("header", "cell", "outcome"),
    [
        ("Outcome", "Excellent", "resolved"),
        ("Result (Odom)", "Fair", "improved"),
        ("Recovery", "None", "stable"),
        ("Neurological recovery", "Partial", "improved"),
        ("Outcome", "NC", "stable"),
        ("Status", "alive and well", "resolved"),
        ("Outcome", "None", "resolved"),
    ],
)
def test_one_word_under_outcome(
    tmp_path: Path, header: str, cell: str, outcome: str
) -> None:
    table = f"Case | Age | Sex | Level | {header}\n1 | 50 | M | T9 | {cell}"
    table += "\n2 | 61 | F | T10 | -"
    assert outcomes(cases(tmp_path, table)) == [outcome, ""]


def test_complaints_as_columns_tell_the_outcome_together(tmp_path: Path) -> None:
    table = """Case | Age | Sex | Level | Pain | Motor function
1 | 50 | M | T9 | Unchanged | Improved
2 | 61 | F | T10 | Unchanged | Unchanged"""
    assert outcomes(cases(tmp_path, table)) == ["improved", "stable"]


def test_ditto_marks_repeat_what_stands_above(tmp_path: Path) -> None:
    table = """No. | Age | Sex | Level | Operation | Result
1 | 74 | F | C1-2 | Laminectomy | Improved
2 | 68 | " | ditto | do. | Same"""
    assert cases(tmp_path, table)[1][:5] == [
        "68",
        "female",
        "C1-C2",
        "laminectomy",
        "stable",
    ]


def test_rows_of_means_and_controls_are_no_patients(tmp_path: Path) -> None:
    table = """Case | Age | Sex | Level | Outcome
1 | 41 | M | C5-6 | Resolved
2 | 38 | F | C6-7 | Improved
Mean | 39.5 | 1M/1F | |
Controls (n = 12) | 40 | F | - | -"""
    assert [row[0] for row in cases(tmp_path, table)] == ["41", "38"]


def test_abbreviations_of_the_note_are_spelled_out(tmp_path: Path) -> None:
    table = """Pt | Age | Sex | Level | Tx | Outcome
1 | 64 | M | T9 | Lam | R
2 | 57 | F | L1 | Obs | W"""
    note = "Lam = laminectomy; Obs = observation; R = recovered; W = worse."
    assert [row[3:5] for row in cases(tmp_path, table, note=note)] == [
        ["laminectomy", "resolved"],
        ["observation", "worsened"],
    ]


def test_a_label_may_stand_before_sex_and_age(tmp_path: Path) -> None:
    table = """Patient/sex/age | Level | Outcome (follow-up)
1/M/45 | T11-12 | Improved (24 mo)
2/F/62 | T10-11 | Unchanged (6 mo)"""
    found = [[*row[:2], row[5]] for row in cases(tmp_path, table)]
    assert found == [["45", "male", "24"], ["62", "female", "6"]]


def test_a_second_table_goes_on_about_the_same_patients(tmp_path: Path) -> None:
    table = """Case | Age | Sex | Level
1 | 7 | F | C1-2
2 | 11 | M | C2-3"""
    second = """Table 2. Results

| Case | Operation | Levels fused | Outcome | FU (y) |
|---|---|---|---|---|
| 1 | Fusion | C1-C3 | Improved | 4 |
| 2 | Fusion | C0-C3 | Recovered | 2 |"""
    assert cases(tmp_path, table, note=second) == [
        ["7", "female", "C1-C2", "fusion", "improved", "48"],
        ["11", "male", "C2-C3", "fusion", "resolved", "24"],
    ]


def test_units_may_stand_in_a_row_of_their_own(tmp_path: Path) -> None:
    table = """Patient | Age | Sex | Level | Nurick grade | | F/U
| (yrs) | | | Pre-op | Post-op | (yrs)
1 | 72 | F | C4/5 | 4 | 2 | 3
2 | 65 | F | C5/6 | 3 | 3 | 1.5"""
    assert [[row[0], *row[4:]] for row in cases(tmp_path, table)] == [
        ["72", "improved", "36"],
        ["65", "stable", "18"],
    ]


@pytest.mark.parametrize(
    "caption",
    ["Table 1. Cases reported in the literature", "Table 1. Previously published"],
)
def test_patients_of_the_literature_are_not_own(tmp_path: Path, caption: str) -> None:
    table = """Case | Age | Sex | Level | Outcome
1 | 41 | M | C5-6 | Resolved
2 | 38 | F | C6-7 | Improved"""
    assert cases(tmp_path, table, caption=caption) == []


def test_groups_are_no_patients(tmp_path: Path) -> None:
    table = """Group | Age | Sex | Level | JOA before | JOA after
Surgery | 61 | F | C5-6 | 9 | 13
Brace | 58 | M | C5-6 | 10 | 11"""
    assert cases(tmp_path, table) == []


def test_levels_operated_on_are_those_of_the_operation(tmp_path: Path) -> None:
    table = """Case | Age | Sex | Operation | Operated level | Levels fused
1 | 7 | F | Laminectomy, fusion | C3-C4 | C2-C5
2 | 11 | M | Laminectomy | C5-C6 | -"""
    assert [row[2] for row in cases(tmp_path, table)] == ["C3-C4", "C5-C6"]


def test_a_list_of_diseases_holds_no_patients(tmp_path: Path) -> None:
    table = """No. | Disease | Symptoms | Treatment
1 | Gout | Back pain | Colchicine
2 | Brucellosis | Fever | Antibiotics"""
    assert cases(tmp_path, table) == []
