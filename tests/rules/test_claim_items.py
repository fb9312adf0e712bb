"""Items of lists: doses, sub-items, tables, and source names glued to them."""

import pytest

from tests.rules.claim_bench import read, triples


@pytest.mark.parametrize(
    ("item", "name", "dose"),
    [
        (
            "Ketorolac (10–20 mg every 6 hours): eases.",
            "Ketorolac",
            "10–20 mg every 6 hours",
        ),
        ("Niacin (vitamin B3, 50 mg daily): eases.", "Niacin", "50 mg daily"),
        (
            "Blockers (e.g., Examplumab 40 mg every two weeks): eases.",
            "Blockers",
            "40 mg every two weeks",
        ),
        ("Serum (ACS, 4 mL injection): eases.", "Serum", "4 mL injection"),
        (
            "Stem cells (5–8 million cells): eases.",
            "Stem cells",
            "5–8 million cells",
        ),
        (
            "Ketorolac 10 mg three times daily after meals, for a week",
            "Ketorolac",
            "10 mg three times daily after meals, for a week",
        ),
        (
            "Ketorolac: an anti-inflammatory. Dosage: 10 mg t.i.d.; Side effects: heartburn.",
            "Ketorolac",
            "10 mg t.i.d.",
        ),
        ("Ketorolac – 10 mg at bedtime; may cause heartburn.", "Ketorolac", "10 mg at bedtime"),
        ("Vitamin D (800 IU daily): bone.", "Vitamin D", "800 IU daily"),
        ("Heat (TENS): warms.", "Heat (TENS)", None),
        ("Binders: for a phosphate over 5.5 mg/dL.", "Binders", None),
        ("Posture: sit for 30 minutes at most.", "Posture", None),
    ],
)  # fmt: skip
def test_dose_is_parted_from_the_name(item: str, name: str, dose: str | None) -> None:
    assert triples(f"Medications\n\n- {item}") == [("treatment", name, dose)]


def test_sub_items_belong_to_the_item_above() -> None:
    text = (
        "Drugs\n\n- Ketorolac: eases.\n- Dose: 10 mg twice daily\n"
        "- Side effects: heartburn\n- Codeine: eases."
    )
    assert triples(text) == [
        ("treatment", "Ketorolac", "10 mg twice daily"),
        ("treatment", "Codeine", None),
    ]


def test_dose_column_of_a_table_is_the_dose() -> None:
    text = "Medicine | Remarks | Usual dose\nKetorolac | after food | 10 mg twice a day"
    assert triples(text) == [("treatment", "Ketorolac", "10 mg twice a day")]


def test_dose_is_read_for_treatments_only() -> None:
    assert triples("Causes\n\n- Fluoride: 20 mg daily over years.") == [
        ("cause", "Fluoride", None)
    ]


def test_table_of_patients_is_no_table_of_claims() -> None:
    text = "Treatment\n\nCase | Age | Treatment\n1 | 44 | collar\n2 | 51 | fusion"
    assert read(text) == ()


def glued(*tails: str) -> str:
    items = [f"- Item {n}: it hurts{tail}" for n, tail in enumerate(tails, 1)]
    return "Symptoms\n\n" + "\n".join(items)


@pytest.mark.parametrize(
    "tails",
    [
        (" MedAtlasSpineWiki.", " SpineWikiMedAtlas.", " MedAtlasMedAtlas.", " MedAtlas."),
        (" SpineWikiBMJ.", " BMJSpineWiki.", " Back PagesBMJ.", " BMJBack Pages."),
        (" BMJ+1MedAtlas.", " MedAtlas+2.", " BMJ+1.", " MedAtlas+1BMJ."),
        (" spinewiki.orgpages.medatlas.com", " en.spinewiki.org.", " medatlas.com", " [12]."),
    ],
)  # fmt: skip
def test_source_names_glued_to_a_sentence_are_no_part_of_it(
    tails: tuple[str, ...],
) -> None:
    claims = read(glued(*tails))
    assert {c.statement for c in claims if "Back" not in (c.statement or "")} == {
        "it hurts"
    }


@pytest.mark.parametrize(
    "tails",
    [
        (" on MRI.", " on CT.", " at T12.", " after a CyberKnife."),
        (" in Crohn disease.", " with OPLL.", " at McBurney.", " as in Paget."),
    ],
)
def test_capitals_at_the_end_of_a_sentence_are_kept(tails: tuple[str, ...]) -> None:
    wanted = [f"it hurts{tail}".rstrip(".") for tail in tails]
    found = [(c.statement or "").rstrip(".") for c in read(glued(*tails))]
    assert found == wanted
