"""Lists of general text: their layouts, headings and groups."""

import json
from pathlib import Path

import pytest

from pipeline.readers import Layout, Source, read_bytes
from pipeline.rules.claims import find_claims
from tests.rules.claim_bench import names, read, rows, spine_rules, triples

LAYOUTS = {
    "dash and colon": "- Fluorosis: the ligaments stiffen.\n- Renal failure: phosphate is kept.",
    "dash without blank": "-Fluorosis: the ligaments stiffen.\n\n-Renal failure: phosphate is kept.",
    "marker on its own line": "-\nFluorosis: the ligaments stiffen.\n-\nRenal failure: phosphate is kept.",
    "bullet": "• Fluorosis – the ligaments stiffen.\n• Renal failure – phosphate is kept.",
    "star and long dash": "* Fluorosis — the ligaments stiffen.\n* Renal failure — phosphate is kept.",
    "numbers": "1. Fluorosis: the ligaments stiffen.\n2. Renal failure: phosphate is kept.",
    "numbers in brackets": "(1) Fluorosis: the ligaments stiffen.\n\n(2) Renal failure: phosphate is kept.",
    "letters": "a) Fluorosis: the ligaments stiffen.\nb) Renal failure: phosphate is kept.",
    "full stop": "- Fluorosis. The ligaments stiffen.\n- Renal failure. Phosphate is kept.",
    "no marks": "Fluorosis: the ligaments stiffen.\n\nRenal failure: phosphate is kept.",
    "bare": "- fluorosis;\n- renal failure.",
    "bare with an aside": "- Fluorosis, especially in hot countries\n- Renal failure, when phosphate is high",
    "title above text": "- Fluorosis\nIt stiffens the ligaments over years.\n- Renal failure\nPhosphate is kept back.",
    "numbered titles": "1. Fluorosis\n\nIt stiffens the ligaments over years.\n\n2. Renal failure\n\nPhosphate is kept back.",
    "trailing markers": "-\nFluorosis\nIt stiffens the ligaments over years. -\nRenal failure\nPhosphate is kept back.",
    "table": "Cause | Mechanism\nFluorosis | stiff ligaments\nRenal failure | phosphate",
    "numbered table": "No. | Cause | Mechanism\n1 | Fluorosis | stiff ligaments\n2 | Renal failure | phosphate",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_list_items_under_a_heading_are_claims_in_any_layout(layout: str) -> None:
    text = f"Causes of stiff ligaments\n\n{layout}\n\nReferences"
    found = [name.casefold() for name in names(read(text), "cause")]
    assert found == ["fluorosis", "renal failure"]


def test_titles_without_marks_are_items_if_three_follow_one_another() -> None:
    text = (
        "Treatment\n\nWarm packs\n\nThey loosen tight muscles in the morning.\n\n"
        "Swimming\n\nWater carries the weight of the body.\n\n"
        "Soft collar\n\nIt reminds the wearer to keep still."
    )
    claims = read(text)
    assert names(claims, "treatment") == ["Warm packs", "Swimming", "Soft collar"]
    assert claims[2].statement == "It reminds the wearer to keep still."


@pytest.mark.parametrize(
    ("heading", "category"),
    [
        ("Types of chalky disc", "type"),
        ("2. Classification", "type"),
        ("Aetiology and risk factors", "cause"),
        ("What causes it?", "cause"),
        ("Signs and symptoms", "symptom"),
        ("3.1 Clinical presentation:", "symptom"),
        ("What are the symptoms?", "symptom"),
        ("Diagnostic Tests for Chalky Disc", "diagnostic_test"),
        ("How is chalky disc diagnosed?", "diagnostic_test"),
        ("Laboratory tests", "diagnostic_test"),
        ("TREATMENT OPTIONS", "treatment"),
        ("Non-Pharmacological Treatments", "treatment"),
        ("Dietary supplements", "treatment"),
        ("Surgical options", "treatment"),
        ("Prevention Strategies", "prevention"),
        ("How can it be prevented?", "prevention"),
        ("Epidemiology", "epidemiology"),
        ("Who gets it?", "epidemiology"),
    ],
)
def test_heading_sets_the_category(heading: str, category: str) -> None:
    claims = read(f"{heading}\n\n- Alpha: first thing.\n- Beta: second thing.")
    assert [(c.category, c.name) for c in claims] == [
        (category, "Alpha"),
        (category, "Beta"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Frequently Asked Questions",
        "Do’s and Don’ts",
        "What to eat and what to avoid",
        "When to see a doctor",
        "Complications",
        "Prognosis",
        "Differential diagnosis",
        "Pathophysiology",
        "Key points",
        "Instructive cases",
        "A word of thanks",
    ],
)
def test_items_under_other_headings_are_no_claims(heading: str) -> None:
    text = f"Prevention\n\n- Walking: keeps the back supple.\n\n{heading}\n\nSome words on it.\n\nMore words on it.\n\n"
    claims = read(text + "- He should always sit up straight when he can.")
    assert [c.name for c in claims] == ["Walking"]


def test_questions_of_an_faq_open_no_category() -> None:
    text = (
        "FAQ\n\n1. What causes it?\n\nWear and tear.\n\n2. How is it treated?\n\n"
        "- Collar: for some days.\n\nTreatment\n\n- Traction: seldom used."
    )
    assert triples(text) == [("treatment", "Traction", None)]


def test_numbered_items_that_read_like_headings_go_on_with_their_list() -> None:
    text = (
        "Causes\n\n1. Injury\n\nA fall may start it.\n\n2. Surgery\n\nScars harden "
        "after an operation.\n\n3. Infection\n\nPus leaves lime behind."
    )
    assert names(read(text), "cause") == ["Injury", "Surgery", "Infection"]


def test_numbered_heading_of_unknown_words_ends_the_category() -> None:
    text = "2. Treatment\n\nIt varies much.\n\n3. Amyloid\n\nIt is laid down in discs."
    assert read(text) == ()


def test_one_patient_in_a_list_is_no_claim() -> None:
    text = "Causes\n\n- Fall: a 9-year-old girl fell from a pony.\n- Gout: crystals."
    assert names(read(text), "cause") == ["Gout"]


def test_sub_heading_groups_its_items() -> None:
    text = (
        "Treatments\n\nPain killers\n\n- Paracetamol (1 g every 6 hours)\n\nIt eases.\n\n"
        "Gentle exercise\n\n- Swimming\n\nIt carries.\n\nPrevention\n\n- Rest\n\nIt helps."
    )
    assert [(c.grouping, c.name) for c in read(text)] == [
        ("Pain killers", "Paracetamol"),
        ("Gentle exercise", "Swimming"),
        (None, "Rest"),
    ]


@pytest.mark.parametrize(
    ("heading", "group"),
    [
        ("Surgical Treatments", "Surgical Treatments"),
        ("Dietary Supplements:", "Dietary Supplements"),
        ("Treatment of the stiff back", None),
        ("Symptoms", None),
    ],
)
def test_only_headings_that_name_a_kind_are_groups(
    heading: str, group: str | None
) -> None:
    (claim,) = read(f"{heading}\n\n- Alpha: first thing.")
    assert claim.grouping == group


def test_every_item_of_the_seed_review_is_a_claim(shared: Path) -> None:
    (path,) = (shared / "seeds").glob("002*.txt")
    (gold_path,) = (shared / "seeds" / "gold").glob("002*.json")
    gold = json.loads(gold_path.read_text(encoding="utf-8"))["claims"]
    layout = Layout.from_rows(rows("headings"), rows("boilerplate"))
    source = Source(path.stem, path.name, "")
    (document,) = read_bytes(path.read_bytes(), source, layout)
    claims = find_claims(
        document.text, document.sections, "seed", spine_rules(), kind="review"
    )
    assert [(c.category, c.grouping, c.name, c.dose) for c in claims] == [
        (g["category"].replace(" ", "_"), g["group"], g["name"], g["dose"])
        for g in gold
    ]
