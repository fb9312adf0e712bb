"""The four documents the project began with come out right, statement by statement."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.run import run_corpus
from pipeline.score import evaluate

BOY, WOMAN, REVIEW, PAIR = (
    "000_ee34ac168e919953",
    "001_f89eddb8d95cbcbf",
    "002_32feb4238e8fab95",
    "003_3572fd4e9ce59511",
)
Rows = Callable[[str], list[dict[str, str]]]


@pytest.fixture(scope="module")
def run(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the outputs of the seeds."""
    corpus = tmp_path_factory.mktemp("seeds")
    for path in (shared / "seeds").glob("*.txt"):
        shutil.copy(path, corpus)
    out = corpus.parent / "seeds_run"
    run_corpus(corpus, out)
    return out


@pytest.fixture(scope="module")
def rows(run: Path) -> Rows:
    """Return a reader of the tables of the run."""

    def read(table: str) -> list[dict[str, str]]:
        with (run / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    return read


def cases_of(rows: Rows, doc_id: str) -> list[dict[str, str]]:
    return [row for row in rows("cases") if row["doc_id"] == doc_id]


def facts_of(rows: Rows, doc_id: str, field: str) -> set[tuple[str, ...]]:
    return {
        (row["concept"], row["status"], row["modality"])
        for row in rows("facts")
        if row["doc_id"] == doc_id and row["field"] == field
    }


def test_boy_has_no_age_for_eight_years_is_the_average_of_the_literature(
    rows: Rows,
) -> None:
    (case,) = cases_of(rows, BOY)
    assert (case["age_years"], case["sex"]) == ("", "male")


def test_boy_has_the_level_of_the_radiograph_not_the_guess(rows: Rows) -> None:
    (case,) = cases_of(rows, BOY)
    assert case["lesion_levels"] == "C2-C3"


def test_boy_shows_calcification_and_low_signal(rows: Rows) -> None:
    assert facts_of(rows, BOY, "imaging") == {
        ("calcification", "present", "radiography"),
        ("calcification", "present", "MRI"),
        ("low T1 signal", "present", "MRI"),
        ("low T2 signal", "present", "MRI"),
    }


def test_boy_has_normal_laboratory_and_no_trauma(rows: Rows) -> None:
    (case,) = cases_of(rows, BOY)
    labs = {
        (row["concept"], row["interpretation"])
        for row in rows("facts")
        if row["doc_id"] == BOY and row["field"] == "lab"
    }
    assert labs == {("C-reactive protein", "normal"), ("cell count", "normal")}
    assert (case["symptoms"], case["symptoms_denied"]) == ("neck pain", "trauma")


def test_boy_is_advised_and_nothing_is_done(rows: Rows) -> None:
    (case,) = cases_of(rows, BOY)
    advised = set(case["interventions_not_performed"].split("; "))
    assert case["interventions"] == ""
    assert advised == {
        "NSAID (recommended)",
        "cervical collar (recommended)",
        "observation (recommended)",
    }
    assert (case["outcome"], case["followup_months"]) == ("", "")


def test_woman_with_systemic_sclerosis(rows: Rows) -> None:
    (case,) = cases_of(rows, WOMAN)
    assert (case["age_years"], case["sex"]) == ("62", "female")
    assert case["symptom_duration_days"] == "60"
    assert case["lesion_levels"] == "C3-C4"
    assert "systemic sclerosis" in case["diagnoses"]
    assert (case["outcome"], case["followup_months"]) == ("improved", "24")


def test_woman_has_her_operation_at_its_levels(rows: Rows) -> None:
    done = {
        (row["concept"], row["levels"])
        for row in rows("facts")
        if row["doc_id"] == WOMAN and row["field"] == "intervention"
    }
    assert {
        ("decompression", "C3-C4"),
        ("reduction", "C3-C4"),
        ("fusion", "C2-C6"),
    } <= done


def test_woman_has_findings_of_ct_and_mri(rows: Rows) -> None:
    found = facts_of(rows, WOMAN, "imaging")
    assert {
        ("calcification", "present", "CT"),
        ("spondylolisthesis", "present", "CT"),
        ("spinal cord compression", "present", "MRI"),
        ("cord signal change", "present", "MRI"),
    } <= found


def test_review_has_no_patient_and_166_claims(rows: Rows) -> None:
    assert cases_of(rows, REVIEW) == []
    assert sum(row["doc_id"] == REVIEW for row in rows("claims")) == 166


def test_review_claims_agree_with_the_gold(run: Path, shared: Path) -> None:
    result = evaluate(shared / "seeds" / "gold", run, only=REVIEW)
    assert result.extras["claims"].f1 == 1.0
    assert result.extras["claim_doses"].f1 == 1.0


def test_two_patients_are_treated_alike(rows: Rows) -> None:
    cases = cases_of(rows, PAIR)
    assert len(cases) == 2
    for case in cases:
        assert case["diagnoses"] == "tumoral calcinosis"
        assert set(case["interventions"].split("; ")) == {"excision", "fusion"}
        assert case["outcome"] == "improved"
        assert (case["age_years"], case["lesion_levels"]) == ("", "")


def test_journal_and_year_are_found_on_a_paywalled_page(rows: Rows) -> None:
    (document,) = [row for row in rows("documents") if row["doc_id"] == PAIR]
    assert document["journal"] == "Journal of Clinical Neuroscience"
    assert document["year"] == "2019"
    assert document["title"] == "Tumoral calcinosis of the lumbar and cervical spine"


def test_every_quote_is_the_text_at_its_offsets(run: Path, rows: Rows) -> None:
    for table in ("facts", "claims"):
        for row in rows(table):
            text = (run / "texts" / f"{row['doc_id']}.txt").read_text(encoding="utf-8")
            quote = row["quote"].removeprefix("'")
            assert text[int(row["start"]) : int(row["end"])] == quote
