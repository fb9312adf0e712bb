"""Results shared by several tests, told person by person, or printed in a table."""

import pytest

from pipeline import readers
from pipeline.extract import Extractor
from pipeline.readers.layout import Layout
from tests.rules.case_bench import extract, facts_in_case

HEAD = "A 58-year-old woman was admitted to our hospital. "
SERIES = (
    "Sepsis of the facet joint: two cases\n\nCase 1\nA 71-year-old woman had low back pain for four days.\n\n"
    "Case 2\nA 33-year-old man had low back pain and fever for six days.\n\n"
    "Laboratory findings\n"
)


def results(spine: Extractor, sentence: str) -> set[str]:
    facts = facts_in_case(spine, HEAD + sentence)
    return {f"{f.concept}={f.interpretation}" for f in facts if f.field == "lab"}


def of_patient(spine: Extractor, text: str, patient: int) -> set[str]:
    return {
        f"{f.concept}={f.interpretation}"
        for f in extract(spine, SERIES + text).facts
        if f.field == "lab" and f.patient == patient
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            (
                "CRP was 90 mg/L, white cells were 15.1 G/L, creatinine was normal, and "
                "HbA1c was 9 %. Two cultures were taken."
            ),
            {
                "C-reactive protein=None",
                "white blood cell count=None",
                "creatinine=normal",
                "HbA1c=None",
            },
        ),
        (
            "Besides a mildly raised CRP, routine bloods were unremarkable.",
            {"C-reactive protein=elevated"},
        ),
        (
            "CSF: 3 cells, protein 0.9 g/l (raised), sugar normal, sterile.",
            {
                "cerebrospinal fluid cell count=None",
                "cerebrospinal fluid protein=elevated",
                "cerebrospinal fluid glucose=normal",
                "cerebrospinal fluid culture=negative",
            },
        ),
    ],
)
def test_a_word_does_not_reach_back_to_tests_with_figures_of_their_own(
    spine: Extractor, sentence: str, expected: set[str]
) -> None:
    assert results(spine, sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Calcium and phosphate were 2.3 and 1.1 mmol/L, respectively (both normal).",
        "Calcium and phosphate were 2.3 mmol/L and 1.1 mmol/L, both normal.",
    ],
)
def test_results_in_order_share_what_is_said_of_all(
    spine: Extractor, sentence: str
) -> None:
    assert results(spine, sentence) == {"calcium=normal", "phosphate=normal"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Blood tests did not reveal an increase of CRP.",
            "C-reactive protein=normal",
        ),
        (
            "Laboratory tests failed to show a raised sedimentation rate.",
            "erythrocyte sedimentation rate=normal",
        ),
        (
            "The sedimentation rate was accelerated at 52 mm.",
            "erythrocyte sedimentation rate=elevated",
        ),
        ("The INR was supratherapeutic at 6.", "INR=elevated"),
        ("Her INR on arrival was 6.4 (target 2-3).", "INR=elevated"),
        (
            "The E.S.R. was 44 mm. per hour, which was raised.",
            "erythrocyte sedimentation rate=elevated",
        ),
        ("Uric acid ....... 7.9 mg/dl (high)", "uric acid=elevated"),
        ("PTH 140 ng/L (15-65), Ca 2.7 mmol/L (2.1-2.5).", "calcium=elevated"),
        (
            "A streptococcus was cultured from the joint aspirate.",
            "synovial fluid culture=positive",
        ),
        (
            "GeneXpert did not detect rifampicin resistance.",
            "rifampicin resistance=negative",
        ),
        ("Bence Jones protein was found in the urine.", "Bence Jones protein=positive"),
    ],
)
def test_results_are_read_in_many_wordings(
    spine: Extractor, sentence: str, expected: str
) -> None:
    assert expected in results(spine, sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "White cell count 13,200 cells/µL (4,000-10,000).",
            {"white blood cell count=elevated"},
        ),
        ("Acid phosphatase 12 K.A. units (raised).", {"acid phosphatase=elevated"}),
        (
            "CSF: protein 0.2 g/l (normal); cytology negative.",
            {
                "cerebrospinal fluid protein=normal",
                "cerebrospinal fluid cytology=negative",
            },
        ),
        (
            "Normal values were obtained for CRP and calcium.",
            {"C-reactive protein=normal", "calcium=normal"},
        ),
        ("His INR was too high (6.3).", {"INR=elevated"}),
    ],
)
def test_every_test_is_named_once(
    spine: Extractor, sentence: str, expected: set[str]
) -> None:
    assert results(spine, sentence) == expected


def test_vitamin_k_is_no_potassium(spine: Extractor) -> None:
    sentence = "The INR was 5.2 and she was given vitamin K 10 mg."
    assert not any(r.startswith("potassium") for r in results(spine, sentence))


def test_a_result_belongs_to_the_person_named_after_it(spine: Extractor) -> None:
    text = (
        "C-reactive protein was 180 mg/L in case 1 and 3 mg/L in case 2 (normal < 5). "
        "White cells were elevated in patient 1 (14.2) but normal in patient 2 (8.9). "
        "Blood cultures grew Staphylococcus aureus in patient 1; they were negative in "
        "patient 2."
    )
    assert of_patient(spine, text, 1) == {
        "C-reactive protein=elevated",
        "white blood cell count=elevated",
        "blood culture=positive",
    }
    assert of_patient(spine, text, 2) == {
        "C-reactive protein=normal",
        "white blood cell count=normal",
        "blood culture=negative",
    }


TABLE = """# A man with back pain

A 52-year-old man presented with back pain of two months.

{table}

MRI showed discitis at L2-L3.
"""


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            (
                "| Investigation | Value | Comment |\n|---|---|---|\n"
                "| ESR | 60 mm/h | raised |\n| CRP | 3 mg/L | normal |\n"
                "| HLA-B27 | - | negative |"
            ),
            {
                "erythrocyte sedimentation rate=elevated",
                "C-reactive protein=normal",
                "HLA-B27=negative",
            },
        ),
        (
            (
                "| | |\n|---|---|\n| Calcium | 2.8 mmol/l (high) |\n"
                "| Blood cultures | sterile |"
            ),
            {"calcium=elevated", "blood culture=negative"},
        ),
        (
            (
                "| Test | 3 May | Flag |\n|---|---|---|\n| Sodium | 131 | L |\n"
                "| Potassium | 4.1 | N |"
            ),
            {"sodium=low", "potassium=normal"},
        ),
    ],
)
def test_a_table_may_tell_its_results_in_a_column_of_remarks(
    spine: Extractor, table: str, expected: set[str]
) -> None:
    layout = Layout.from_rows([], [])
    source = readers.Source("story", "story.md", "")
    (document,) = readers.read_bytes(TABLE.format(table=table).encode(), source, layout)
    facts = spine.extract(document).facts
    found = {f"{f.concept}={f.interpretation}" for f in facts if f.field == "lab"}
    assert found == expected
