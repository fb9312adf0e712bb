"""How patients are paired and answers compared: tolerances and allowances."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pipeline.score.match import agree
from pipeline.score.names import load_names

if TYPE_CHECKING:
    from tests.score.conftest import Bench


@pytest.mark.parametrize(
    ("field", "one", "other", "is_same"),
    [
        ("age", 1.5, 1.55, True),
        ("age", 62.0, 63.0, False),
        ("duration", 90.0, 100.0, True),  # within 16 % of the larger
        ("duration", 90.0, 120.0, False),
        ("followup", 12.0, 13.0, True),  # within 11 %
        ("followup", 12.0, 14.0, False),
        ("outcome", "improved", "resolved", False),
        ("age", None, None, False),
        ("duration", 0.0, 0.0, True),
    ],
)
def test_numbers_agree_within_the_slack_of_their_field(
    field: str, one: float | None, other: float | None, is_same: bool
) -> None:
    assert agree(field, one, other) is is_same


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        (" ACDF ", "anterior cervical discectomy and fusion"),
        ("X‑ray", "radiography"),
        ("spinal fusion", "fusion"),
        ("kyphosis", "kyphosis"),
        (None, ""),
    ],
)
def test_other_names_become_canonical(name: str | None, canonical: str) -> None:
    assert load_names().canonical(name) == canonical


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("calcified disk herniation", "thoracic disc herniation", True),
        ("pseudogout of the facet", "CPPD disease of the facet", True),
        ("gout", "tuberculosis", False),
        ("spinal disease", "cervical disease", False),  # only weak words: all count
    ],
)
def test_diagnoses_agree_by_telling_words(one: str, other: str, is_same: bool) -> None:
    assert load_names().same_diagnosis(one, other) is is_same


def test_no_alias_is_itself_renamed() -> None:
    """A chain would make the answer depend on how often a name is looked up."""
    table = load_names().canonical_of
    assert not set(table.values()) & set(table)


def test_patients_are_paired_by_age_before_label(bench: Bench) -> None:
    bench.expect({"age_years": 40.0}, {"age_years": 70.0})
    bench.case("1", age_years="70")
    bench.case("2", age_years="40")
    assert bench.counts("age") == (2, 0, 0)


def test_an_extra_patient_is_wrong_in_every_field_it_fills(bench: Bench) -> None:
    bench.expect({"age_years": 40.0, "sex": "male"})
    bench.case("1", age_years="40", sex="male")
    bench.case("2", age_years="8", sex="male")
    evaluation = bench.evaluate()
    assert evaluation.invented_patient_rate == 0.5
    assert (evaluation.fields["age"].fp, evaluation.fields["sex"].fp) == (1, 1)
    causes = {f.cause for e in evaluation.errors for f in e.faults}
    assert causes == {"invented patient"}


def test_a_wrong_value_is_missed_and_extra(bench: Bench) -> None:
    bench.expect({"outcome": "resolved"})
    bench.case(outcome="improved")
    assert bench.counts("outcome") == (0, 1, 1)


def test_intact_neurology_is_neither_rewarded_nor_punished(bench: Bench) -> None:
    bench.expect({"symptoms_denied": ["fever"]})
    bench.case(symptoms_denied="fever; neurological deficit")
    assert bench.counts("denied") == (1, 0, 0)


def test_an_operation_may_carry_the_level_of_the_lesion(bench: Bench) -> None:
    bench.expect({"lesion_levels": ["C4-C5"]})
    bench.case(surgical_levels="C4-C5; L1")
    assert bench.counts("surgical_levels") == (0, 1, 0)


def test_the_upper_neck_may_be_filed_under_either_name(bench: Bench) -> None:
    bench.expect({"regions": ["craniocervical"]})
    bench.case(regions="cervical")
    assert bench.counts("regions") == (1, 0, 0)


def test_a_lab_left_open_by_the_gold_does_not_count(bench: Bench) -> None:
    bench.expect({"labs": [{"test": "calcium", "interpretation": None}]})
    bench.case()
    bench.fact("lab", "serum calcium", value="2.4")
    assert bench.counts("labs") == (0, 0, 0)


def test_facts_of_relatives_do_not_count(bench: Bench) -> None:
    bench.expect({})
    bench.case()
    bench.fact("imaging", "fracture", subject="family")
    assert bench.counts("findings") == (0, 0, 0)


def test_a_past_operation_counts_as_performed_and_advice_does_not(
    bench: Bench,
) -> None:
    bench.expect({})
    bench.case()
    bench.fact("intervention", "laminectomy", status="historical")
    bench.fact("intervention", "rest", status="recommended")
    assert bench.counts("performed") == (0, 1, 0)
    assert bench.counts("not_performed") == (0, 1, 0)


def test_documents_not_read_and_kinds_are_counted(bench: Bench) -> None:
    bench.expect({"age_years": 5.0})
    bench.expect({"age_years": 6.0}, doc_id="b")
    bench.case(age_years="5")
    evaluation = bench.evaluate()
    assert (evaluation.missing_docs, evaluation.kind_accuracy) == (1, 0.5)
    causes = {f.cause for e in evaluation.errors for f in e.faults}
    assert causes == {"document not read"}


def test_scoring_starts_at_once() -> None:
    """Only the standard library is imported."""
    code = "import sys, pipeline.score; print(*{'spacy', 'pandas'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == ""
