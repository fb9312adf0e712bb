"""Results as physicians of many countries phrase them: limits, negations, units."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import extract, facts_in_case

HEAD = "A 61-year-old woman was admitted to our hospital. "


def results(spine: Extractor, sentence: str) -> set[str]:
    facts = facts_in_case(spine, HEAD + sentence)
    return {f"{f.concept}={f.interpretation}" for f in facts if f.field == "lab"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The sedimentation rate was 41 mm/h (upper limit for women 20).",
            "erythrocyte sedimentation rate=elevated",
        ),
        ("CRP 9 mg/L, our laboratory's limit being 5.", "C-reactive protein=elevated"),
        ("Uric acid came to 9.8 mg/dl (upper normal 7.0).", "uric acid=elevated"),
        ("Uric acid, 9.8 mg/dl; reference range, 3.5 to 7.0.", "uric acid=elevated"),
        ("Uric acid (reference 3.5-7.0 mg/dl) was 5.8.", "uric acid=normal"),
        (
            "Homogentisic acid amounted to 2.9 g daily (in health, none).",
            "homogentisic acid=elevated",
        ),
    ],
)
def test_a_limit_is_read_however_it_is_named(
    spine: Extractor, sentence: str, expected: str
) -> None:
    assert expected in results(spine, sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Urate lay within the reference interval.", "uric acid=normal"),
        ("Folate and vitamin B12 levels were adequate.", "folate=normal"),
        ("Vitamin D was insufficient at 18 ng/ml.", "vitamin D=low"),
        ("Alkaline phosphatase was above the norm.", "alkaline phosphatase=elevated"),
        ("The white cells had climbed to 15,000.", "white blood cell count=elevated"),
        ("He was hyponatraemic (124 mmol/l).", "sodium=low"),
        ("25-hydroxyvitamin D was 21 nmol/l (75-150).", "25-hydroxyvitamin D=low"),
    ],
)
def test_words_for_high_low_and_normal(
    spine: Extractor, sentence: str, expected: str
) -> None:
    assert expected in results(spine, sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Blood and urine cultures grew nothing.", "urine culture=negative"),
        ("Blood cultures failed to grow any organism.", "blood culture=negative"),
        ("Blood cultures: Escherichia coli.", "blood culture=positive"),
        ("Blood cultures: negative after five days.", "blood culture=negative"),
        (
            "Lumbar puncture: sterile on culture.",
            "cerebrospinal fluid culture=negative",
        ),
        ("Staphylococcus aureus grew from the pus.", "pus culture=positive"),
        (
            "In blood culture Brucella melitensis was grown.",
            "blood culture=positive",
        ),
        (
            "The urine culture stayed sterile, as did two blood cultures.",
            "blood culture=negative",
        ),
        ("No organism was cultured from the disc.", "disc culture=negative"),
    ],
)
def test_what_a_culture_grew_or_did_not(
    spine: Extractor, sentence: str, expected: str
) -> None:
    assert expected in results(spine, sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Sequencing of PHEX revealed a nonsense mutation.", "PHEX mutation=positive"),
        ("Sequencing of PHEX showed no pathogenic variant.", "PHEX mutation=negative"),
        ("Testing for NF2 was negative.", "NF2 mutation=negative"),
        ("A heterozygous EXT1 variant was demonstrated.", "EXT1 mutation=positive"),
        ("Both carry the same PHEX mutation.", "PHEX mutation=positive"),
    ],
)
def test_what_a_genetic_test_found(
    spine: Extractor, sentence: str, expected: str
) -> None:
    assert expected in results(spine, sentence)


def test_units_of_older_reports_end_no_sentence(spine: Extractor) -> None:
    """One word in brackets speaks for the whole list before it."""
    sentence = (
        "Blood-urea 34 mg. per 100 ml. and serum-uric-acid 4.1 mg. per 100 ml. "
        "(both normal)."
    )
    assert results(spine, sentence) >= {"urea=normal", "uric acid=normal"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Her A1c was 7.1 at the last visit, and she came with low back pain.",
        "CRP was 7 mg/l in this woman with a high signal of the disc.",
    ],
)
def test_low_backs_and_high_signals_are_no_results(
    spine: Extractor, sentence: str
) -> None:
    assert not {r for r in results(spine, sentence) if not r.endswith("None")}


def test_a_dose_is_no_result(spine: Extractor) -> None:
    sentence = "Because of his kidney function prednisone 40 mg was given."
    assert results(spine, sentence) == set()


def test_thousands_of_cells_are_no_potassium(spine: Extractor) -> None:
    found = results(spine, "Labs: WBC 19.8 K/µL (H), hemoglobin 12.6 g/dL (L).")
    assert found == {"white blood cell count=elevated", "hemoglobin=low"}


def test_the_first_date_of_a_table_with_a_reference_is_read(spine: Extractor) -> None:
    text = (
        "# Case report\n\nA 70-year-old man fell and could not move his legs.\n\n"
        "| | 3 May | 9 May | Ref |\n|---|---|---|---|\n"
        "| Hb (g/L) | 121 | 79 | 135–175 |\n| WBC (×10⁹/L) | 8.9 | 17 | 4.0–11.0 |\n"
    )
    labs = [f for f in extract(spine, text).facts if f.field == "lab"]
    assert {(f.concept, f.interpretation) for f in labs} == {
        ("hemoglobin", "low"),
        ("white blood cell count", "normal"),
    }


def test_two_tests_share_one_verb(spine: Extractor) -> None:
    sentence = "CRP had risen to 98 mg/l and the leucocytes to 14.1 x 10^9/l."
    assert results(spine, sentence) == {
        "C-reactive protein=elevated",
        "white blood cell count=elevated",
    }
