"""Facts fold into cases as the codebook says."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.aggregate import Row, fold_cases, fold_cited
from pipeline.codebook import read_codebook
from pipeline.pack import load_pack
from pipeline.records import Document, Extraction
from tests.fakes import FakeExtractor

Maker = Callable[..., Path]
PAPER = Document(
    "d", "d.txt", "txt", "0" * 64, "", authors=("Roe J", "Doe M"), year=1999
)


@pytest.fixture
def cases(small_pack: Maker) -> Callable[[str], list[Row]]:
    """Return a function from commands of the fake extractor to rows of cases."""
    pack = load_pack(small_pack())
    codebook = read_codebook(pack.codebook)
    return lambda text: fold_cases(understood(text), pack, codebook)


def understood(text: str) -> Extraction:
    return FakeExtractor().extract(replace(PAPER, text=text))


def one(rows: list[Row]) -> Row:
    (row,) = rows
    return row


def test_a_case_names_its_article_and_patient(cases) -> None:
    row = one(cases("Patient 1: sex female."))
    assert {k: row[k] for k in ("case_id", "doc_id", "patient", "n_facts")} == {
        "case_id": "d#1",
        "doc_id": "d",
        "patient": 1,
        "n_facts": 1,
    }
    assert (row["first_author"], row["year"]) == ("Roe J", 1999)


def test_patients_come_in_order_each_with_his_own(cases) -> None:
    rows = cases("Patient 2: sex male. Patient 1: sex female.")
    assert [(r["patient"], r["sex"]) for r in rows] == [(1, "female"), (2, "male")]


def test_a_patient_without_facts_has_a_case_too(small_pack: Maker) -> None:
    pack = load_pack(small_pack())
    bare = Extraction(PAPER, "case_series", 2)
    rows = fold_cases(bare, pack, read_codebook(pack.codebook))
    assert [(r["case_id"], r["n_facts"]) for r in rows] == [("d#1", 0), ("d#2", 0)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Patient 1: age = 44 years.", {"age_years": "44", "age_group": "adult"}),
        ("Patient 1: age = 0 years.", {"age_group": "infant"}),
        ("Patient 1: age = 1.9 years.", {"age_group": "infant"}),
        ("Patient 1: age = 2 years.", {"age_group": "child"}),
        ("Patient 1: age = 12.5 years.", {"age_group": "child"}),
        ("Patient 1: age = 13 years.", {"age_group": "adolescent"}),
        ("Patient 1: age = 19 years.", {"age_group": "adult"}),
        ("Patient 1: age = 64 years.", {"age_group": "adult"}),
        ("Patient 1: age = 65 years.", {"age_group": "older_adult"}),
        (
            "Patient 1: age in his fifties.",
            {"age_years": None, "age_raw": "in his fifties"},
        ),
        (
            "Patient 1: age elderly. Patient 1: age 70-year-old = 70 years.",
            {"age_years": "70", "age_raw": "70-year-old"},
        ),
        (
            "Patient 1: age = 44 years. Patient 1: age = 46 years.",
            {"age_years": "44"},
        ),
    ],
)
def test_age_is_that_at_presentation(cases, text: str, expected: Row) -> None:
    row = one(cases(text))
    assert {k: row.get(k) for k in expected} == expected


def test_levels_join_once_each_in_order_of_mention(cases) -> None:
    row = one(
        cases(
            "Patient 1: level lesion = C5-C6 x. Patient 1: level lesion = C3-C4 x. "
            "Patient 1: level lesion = C5-C6 x."
        )
    )
    assert row["lesion_levels"] == "C5-C6; C3-C4"
    assert row["n_levels"] == 2
    assert row["regions"] == "cervical"


def test_regions_come_from_levels_first(cases) -> None:
    text = "Patient 1: level region = lumbar x. Patient 1: level lesion = T12-L1 x."
    assert one(cases(text))["regions"] == "thoracolumbar"


def test_regions_alone_stand_where_no_level_is_said(cases) -> None:
    row = one(cases("Patient 1: level region = lumbar x."))
    assert (row["regions"], row.get("n_levels")) == ("lumbar", None)
    assert "no_level" not in str(row["flags"])


def test_symptoms_and_denials_are_apart(cases) -> None:
    row = one(cases("Patient 1: symptom neck pain. Patient 1: symptom fever (absent)."))
    assert (row["symptoms"], row["symptoms_denied"]) == ("neck pain", "fever")


def test_a_symptom_denied_and_found_is_present(cases) -> None:
    row = one(cases("Patient 1: symptom fever (absent). Patient 1: symptom fever."))
    assert (row["symptoms"], row["symptoms_denied"]) == ("fever", None)


def test_possible_and_past_symptoms_are_not_the_patients_symptoms(cases) -> None:
    row = one(
        cases(
            "Patient 1: symptom fever (possible). Patient 1: symptom cough (historical)."
        )
    )
    assert row["symptoms"] is None


def test_what_a_relative_has_is_no_column_of_the_patient(cases) -> None:
    row = one(cases("Patient 1: symptom fever (present) of family."))
    assert (row["symptoms"], row["n_facts"]) == (None, 1)


def test_labs_read_as_they_are_reported(cases) -> None:
    row = one(
        cases(
            "Patient 1: lab C-reactive protein = 18 mg/L ~ elevated. "
            "Patient 1: lab culture ~ negative. Patient 1: lab calcium = 2 mmol/L."
        )
    )
    assert row["labs"] == (
        "C-reactive protein 18 mg/L elevated; culture negative; calcium 2 mmol/L"
    )


def test_imaging_names_modalities_and_findings(cases) -> None:
    row = one(
        cases(
            "Patient 1: imaging mass by MRI. Patient 1: imaging mass by CT. "
            "Patient 1: imaging fracture by CT (absent)."
        )
    )
    assert row["imaging_modalities"] == "MRI; CT"
    assert row["imaging_findings"] == "mass"
    assert row["imaging_absent"] == "fracture"


def test_only_what_was_performed_is_an_intervention(cases) -> None:
    row = one(
        cases(
            "Patient 1: intervention fusion @C3-C4,C4-C5 (performed). "
            "Patient 1: intervention NSAID (performed). "
            "Patient 1: intervention discectomy @L4-L5 (declined). "
            "Patient 1: intervention cervical collar @C1 (performed)."
        )
    )
    assert row["interventions"] == "fusion; NSAID; cervical collar"
    assert row["intervention_kinds"] == "surgery; medication; conservative"
    assert row["interventions_not_performed"] == "discectomy (declined)"
    assert row["surgical_levels"] == "C3-C4; C4-C5"


def test_advised_and_then_done_is_done(cases) -> None:
    row = one(
        cases(
            "Patient 1: intervention fusion (recommended). "
            "Patient 1: intervention fusion (performed)."
        )
    )
    assert (row["interventions"], row["interventions_not_performed"]) == (
        "fusion",
        None,
    )


def test_no_treatment_is_a_kind_and_no_intervention(cases) -> None:
    row = one(cases("Patient 1: intervention no treatment (performed)."))
    assert (row["interventions"], row["intervention_kinds"]) == (None, "no_treatment")
    assert "no_intervention" not in str(row["flags"])


def test_the_last_outcome_and_follow_up_count(cases) -> None:
    row = one(
        cases(
            "Patient 1: outcome worsened. Patient 1: outcome improved. "
            "Patient 1: followup = 6 months. Patient 1: followup = 24 months."
        )
    )
    assert (row["outcome"], row["followup_months"]) == ("improved", "24")


def test_the_leading_duration_counts(cases) -> None:
    text = "Patient 1: duration = 14 days. Patient 1: duration = 400 days."
    assert one(cases(text))["symptom_duration_days"] == "14"


FULL = (
    "Patient 1: age = 44 years. Patient 1: sex male. Patient 1: level lesion = C3 x. "
    "Patient 1: diagnosis chordoma. Patient 1: outcome died. "
    "Patient 1: intervention fusion (performed). "
)


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("", ""),
        ("Patient 1: age = 44 years.", ""),
        ("Patient 1: age = 45 years.", "conflicting_age"),
        ("Patient 1: sex female.", "conflicting_sex"),
        ("Patient 1: level lesion = C4-C5 x.", ""),
        ("Patient 1: level lesion = L4 x.", "conflicting_level"),
        ("Patient 1: outcome improved.", "outcome_unclear"),
        (
            "Patient 1: age = 45 years. Patient 1: sex female.",
            "conflicting_age; conflicting_sex",
        ),
    ],
)
def test_contradictions_are_flagged(cases, text: str, flags: str) -> None:
    assert one(cases(FULL + text))["flags"] == flags


def test_gaps_are_flagged(cases) -> None:
    row = one(cases("Patient 1: symptom fever."))
    assert row["flags"] == (
        "no_age; no_sex; no_level; no_diagnosis; no_intervention; outcome_unclear"
    )


def test_cited_patients_have_rows_of_their_own(small_pack: Maker) -> None:
    pack = load_pack(small_pack())
    said = understood(
        "Cited 1 of Roe 1999: sex male. Cited 2 of Doe 2001: age = 9 years."
    )
    rows = fold_cited(said, pack, read_codebook(pack.codebook))
    assert [
        (r["case_id"], r["cited_source"], r["sex"], r["age_years"]) for r in rows
    ] == [
        ("d#cited1", "Roe 1999", "male", None),
        ("d#cited2", "Doe 2001", None, "9"),
    ]
    assert fold_cases(said, pack, read_codebook(pack.codebook)) == []


BLOOD = """
[fields.blood_loss]
title = "Blood loss"
description = "During the operation."
unit = "ml"
[fields.blood_loss.cases]
blood_loss_ml = { how = "max", take = "{value}" }

[columns.cases.blood_loss_ml]
type = "number"
unit = "ml"
description = "Blood lost during the operation."
example = "350"

[fields.implant]
title = "Implant"
description = "What was left in place."
[fields.implant.cases]
implants = { how = "join", take = "{concept}", status = ["present"] }

[columns.cases.implants]
type = "string"
joined = true
description = "What was left in place."
"""


def test_a_new_field_needs_no_python(small_pack: Maker) -> None:
    pack = load_pack(small_pack(BLOOD))
    said = understood(
        "Patient 1: blood_loss = 90 ml. Patient 1: blood_loss = 350 ml. "
        "Patient 1: implant plate. Patient 1: implant cage (absent)."
    )
    row = one(fold_cases(said, pack, read_codebook(pack.codebook)))
    assert (row["blood_loss_ml"], row["implants"]) == ("350", "plate")
