"""Rows of tables give the facts of their patient, whole documents through."""

import csv
from pathlib import Path

import pytest

from pipeline.run import run_corpus

PAGE = """<html><head><meta charset="utf-8"></head><body><h1>Chalk in the disc of a
boy</h1><h2>Case report</h2><p>A 9-year-old boy had neck pain. MRI showed calcification
of the C5-C6 disc. He wore a collar.</p><h2>Discussion</h2><p>Few are on record.</p>
<table><caption>Table 1. Patients of the literature</caption>
<thead><tr><th rowspan="2">Author (year)</th><th colspan="2">Patient</th>
<th rowspan="2">Level</th><th rowspan="2">Treatment</th><th colspan="2">Result</th></tr>
<tr><th>Age</th><th>Sex</th><th>Outcome</th><th>F/U</th></tr></thead><tbody>
<tr><td rowspan="2">Okudera et al<sup>a</sup> (1988)</td><td>7</td><td>M</td><td>C3/4</td>
<td>Collar</td><td>Full recovery</td><td>3y</td></tr>
<tr><td>8 mo</td><td>F†</td><td>T9/10*</td><td>NR</td><td>Improved</td><td>n.a.</td></tr>
<tr><td>van der Meulen 2004</td><td>62</td><td>♀</td><td>C5–6, C6–7</td>
<td>Laminectomy</td><td>–</td><td>1½ yr</td></tr>
<tr><td>Present case</td><td>9</td><td>M</td><td>C5/6</td><td>Collar</td>
<td>Resolved</td><td>6 mo</td></tr></tbody></table></body></html>"""
COLUMNS = (
    "cited_source age_years sex lesion_levels interventions outcome followup_months"
).split()


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "a.html").write_text(PAGE, encoding="utf-8")
    run_corpus(folder / "corpus", folder / "out", workers=1)
    return folder / "out"


def rows(out: Path, table: str) -> list[dict[str, str]]:
    with (out / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_rows_of_the_literature_are_cited_patients(out: Path) -> None:
    found = [[row[c] for c in COLUMNS] for row in rows(out, "cited_cases")]
    assert found == [
        ["Okudera 1988", "7", "male", "C3-C4", "cervical collar", "resolved", "36"],
        ["Okudera 1988", "0.67", "female", "T9-T10", "", "improved", ""],
        [
            "van der Meulen 2004",
            "62",
            "female",
            "C5-C6; C6-C7",
            "laminectomy",
            "",
            "18",
        ],
    ]


def test_the_present_case_joins_the_patient_of_the_prose(out: Path) -> None:
    (case,) = rows(out, "cases")
    assert (case["age_years"], case["lesion_levels"]) == ("9", "C5-C6")
    assert case["followup_months"] == "6"


def test_the_row_is_the_evidence(out: Path) -> None:
    (fact,) = (f for f in rows(out, "facts") if f["field"] == "followup")
    assert fact["quote"].startswith("Present case | 9 | M | C5/6")
    assert (fact["section"], fact["rule"]) == ("table", "table:followup")


SERIES = """<html><body><h1>Broken stiff spines: two patients</h1>
<p>We saw two men. Both had fallen at home.</p>
<table><tr><th>Patient</th><th>Age, sex</th><th>Fracture</th><th>Cord oedema</th>
<th>Treatment</th><th>Result</th></tr>
<tr><td>1</td><td>71, M</td><td>C5-C6</td><td>yes</td><td>Fusion</td><td>Died</td></tr>
<tr><td>2</td><td>66, M</td><td>T11</td><td>no</td><td>Brace</td><td>Recovered</td></tr>
</table></body></html>"""


def test_a_header_that_names_a_finding_is_answered_by_the_cells(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.html").write_text(SERIES, encoding="utf-8")
    run_corpus(tmp_path / "corpus", tmp_path / "out", workers=1)
    columns = ("lesion_levels", "imaging_findings", "imaging_absent")
    found = [[r[c] for c in columns] for r in rows(tmp_path / "out", "cases")]
    assert found == [["C5-C6", "fracture; edema", ""], ["T11", "fracture", "edema"]]


def test_a_cell_may_hold_a_short_form_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.md").write_text(
        "# Falls and broken backs: three patients\n\nPatients with ankylosing "
        "spondylitis (AS) break the spine in a minor fall.\n\n"
        "| No. | Age, sex | Disease | Fracture |\n|--|--|--|--|\n"
        "| 1 | 72 M | AS | C6-C7 |\n| 2 | 66 M | none | T11 |\n\n## Details\n\n"
        "Patient 1 slipped in the bath.\n\nPatient 2 fell from a chair.\n",
        encoding="utf-8",
    )
    run_corpus(tmp_path / "corpus", tmp_path / "out", workers=1)
    found = [row["diagnoses"] for row in rows(tmp_path / "out", "cases")]
    assert "ankylosing spondylitis" in found[0]
    assert "ankylosing spondylitis" not in found[1]


def test_scores_of_a_table_yield_to_the_outcome_of_the_prose(
    tmp_path: Path,
) -> None:
    (tmp_path / "corpus").mkdir()
    text = (
        "# Two men with stiff legs\n\n| | Patient 1 | Patient 2 |\n|---|---|---|\n"
        "| Age / sex | 71 / M | 63 / M |\n| Level | T9-T10 | T10-T11 |\n"
        "| JOA before / after | 8 / 15 | 6 / 9 |\n\n**Patient 1.** He had weakness "
        "of the legs. Laminectomy was performed. At 2 years he had no complaints.\n\n"
        "**Patient 2.** He had numbness of the feet. Laminectomy was performed.\n"
    )
    (tmp_path / "corpus" / "b.md").write_text(text, encoding="utf-8")
    run_corpus(tmp_path / "corpus", tmp_path / "out", workers=1)
    found = [row["outcome"] for row in rows(tmp_path / "out", "cases")]
    assert found == ["resolved", "improved"]
