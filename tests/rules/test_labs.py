"""Tests of a sentence: names by sample, shared results, presence, whose they are."""

import pytest

from pipeline.extract import Extractor
from pipeline.rules.make_reading import plain_document
from pipeline.rules.spans import reading_of

LEAD = "Case report. A 47-year-old man presented with back pain. "


@pytest.fixture
def extractor(spine: Extractor) -> Extractor:
    return spine


def labs(extractor: Extractor, text: str) -> dict[str | None, str | None]:
    reading = reading_of(extractor.read(plain_document(LEAD + text)))
    return {m.concept: m.interpretation for m in reading.of_field("lab")}


@pytest.mark.parametrize(
    ("text", "results"),
    [
        (
            "Spinal tap: protein 1.2 g/l (<0.4), 4 cells/µl (<5), sterile, sugar low.",
            {
                "cerebrospinal fluid cell count": "normal",
                "cerebrospinal fluid protein": "elevated",
                "cerebrospinal fluid glucose": "low",
                "cerebrospinal fluid culture": "negative",
            },
        ),
        (
            "CSF held no cells, and nothing grew.",
            {
                "cerebrospinal fluid cell count": "normal",
                "cerebrospinal fluid culture": "negative",
            },
        ),
        ("Klebsiella was grown in the sputum.", {"sputum culture": "positive"}),
        (
            "He had a lumbar puncture; cultures stayed sterile, CRP was raised.",
            {
                "cerebrospinal fluid culture": "negative",
                "C-reactive protein": "elevated",
            },
        ),
    ],
)
def test_a_sample_names_its_tests(
    extractor: Extractor, text: str, results: dict[str, str]
) -> None:
    assert labs(extractor, text) == results


@pytest.mark.parametrize(
    "text",
    [
        "The operation was done under sterile conditions.",
        "The mass had grown slowly.",
        "He took 40 mg of prednisolone and drank 2 L of water.",
    ],
)
def test_words_without_a_sample_are_no_tests(extractor: Extractor, text: str) -> None:
    assert labs(extractor, text) == {}


@pytest.mark.parametrize(
    ("text", "results"),
    [
        (
            "Calcium, phosphate and magnesium normal.",
            {"calcium": "normal", "phosphate": "normal", "magnesium": "normal"},
        ),
        (
            "Urate (612 µmol/L) and urea (19 mmol/L) were both high.",
            {
                "uric acid": "elevated",
                "urea": "elevated",
            },
        ),
        (
            "Ferritin was low (7 µg/L), and so was his magnesium (0.5 mmol/L).",
            {"ferritin": "low", "magnesium": "low"},
        ),
        (
            "Routine blood tests were unremarkable, including calcium and creatinine.",
            {"calcium": "normal", "creatinine": "normal"},
        ),
    ],
)
def test_a_list_shares_its_result(
    extractor: Extractor, text: str, results: dict[str, str]
) -> None:
    assert labs(extractor, text) == results


@pytest.mark.parametrize(
    ("text", "concept", "result"),
    [
        ("CRP 38 mg/L, HLA-B27 negative.", "C-reactive protein", None),
        ("Normal white cells, CRP 38 mg/L.", "C-reactive protein", None),
        ("CRP was 38 mg/L. MRI was normal.", "C-reactive protein", None),
    ],
)
def test_a_figure_takes_no_result_of_another_test(
    extractor: Extractor, text: str, concept: str, result: str | None
) -> None:
    assert labs(extractor, text)[concept] == result


@pytest.mark.parametrize(
    ("text", "concept", "result"),
    [
        ("A COL1A1 variant was identified.", "COL1A1 mutation", "positive"),
        ("Serum contained anti-Ro antibodies.", "anti-Ro antibody", "positive"),
        ("HLA-B27 was unremarkable.", "HLA-B27", "negative"),
        ("Antinuclear antibody 1:640.", "antinuclear antibody", "positive"),
    ],
)
def test_presence_is_a_result(
    extractor: Extractor, text: str, concept: str, result: str
) -> None:
    assert labs(extractor, text) == {concept: result}


def test_the_first_result_with_a_meaning_is_kept(extractor: Extractor) -> None:
    text = "PTH was 840 pg/mL. On repeat PTH was 840 pg/mL (15-65)."
    assert labs(extractor, text) == {"parathyroid hormone": "elevated"}


@pytest.mark.parametrize(
    ("text", "results"),
    [
        (
            "Tests showed elevation of CRP (26 mg/dL) and creatinine (3 mg/dL).",
            {"C-reactive protein": "elevated", "creatinine": "elevated"},
        ),
        (
            "There was a reduction in haemoglobin (7 g/dL).",
            {"hemoglobin": "low"},
        ),
        (
            "A suppressed TSH and a raised ferritin were found.",
            {"TSH": "low", "ferritin": "elevated"},
        ),
        (
            "Pleural fluid cytology revealed adenocarcinoma.",
            {"pleural fluid cytology": "positive"},
        ),
        (
            "Cytology of the pleural fluid showed no malignant cells.",
            {"pleural fluid cytology": "negative"},
        ),
        (
            "Peritoneal fluid was negative for malignancy.",
            {"peritoneal fluid cytology": "negative"},
        ),
        ("Biopsy of the node was negative for malignancy.", {}),
    ],
)
def test_nouns_and_cytologies_tell_a_result(
    extractor: Extractor, text: str, results: dict[str, str]
) -> None:
    assert labs(extractor, text) == results


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "Calcium and PTH were 9.6 mg/dL and 47 pg/mL, respectively.",
            {"calcium": "9.6", "parathyroid hormone": "47"},
        ),
        (
            (
                "Calcium, phosphate and PTH were 2.1 mmol/L, 1.9 mmol/L and 210 pg/mL, "
                "respectively."
            ),
            {"calcium": "2.1", "phosphate": "1.9", "parathyroid hormone": "210"},
        ),
        (
            "CRP was 12 mg/L and ESR 40 mm/h.",
            {"C-reactive protein": "12", "erythrocyte sedimentation rate": "40"},
        ),
    ],
)
def test_values_told_respectively_stand_in_the_order_of_the_tests(
    extractor: Extractor, text: str, values: dict[str, str]
) -> None:
    reading = reading_of(extractor.read(plain_document(LEAD + text)))
    assert {m.concept: m.value for m in reading.of_field("lab")} == values
