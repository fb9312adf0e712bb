"""Results told in plain words, by the name of the change, or by what grew."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import facts_in_case

HEAD = "A 61-year-old woman was admitted to our hospital. "


def results(spine: Extractor, sentence: str) -> set[str]:
    facts = facts_in_case(spine, HEAD + sentence)
    return {f"{f.concept}={f.interpretation}" for f in facts if f.field == "lab"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("There was a leucocytosis of 16,000/µL.", "white blood cell count=elevated"),
        ("There was no leucocytosis.", "white blood cell count=normal"),
        ("Hypercalcaemia (2.98 mmol/L) was present.", "calcium=elevated"),
        ("A thrombocytopenia of 22 × 10⁹/l was found.", "platelet count=low"),
        (
            "CSF showed a lymphocytic pleocytosis.",
            "cerebrospinal fluid cell count=elevated",
        ),
        ("LDH was twice the upper limit of normal.", "lactate dehydrogenase=elevated"),
        ("Aminotransferases were three times normal.", "transaminases=elevated"),
        ("The D-dimer was 3.4 mg/L FEU (cut-off 0.5).", "D-dimer=elevated"),
        ("The cerebrospinal fluid was normal.", "cerebrospinal fluid=normal"),
        ("Liver and kidney function tests were normal.", "liver function tests=normal"),
        ("Liver and kidney function tests were normal.", "renal function tests=normal"),
        (
            "HIV, hepatitis B and syphilis tests were negative.",
            "hepatitis B serology=negative",
        ),
        (
            "Serological tests for HIV and syphilis were negative.",
            "syphilis serology=negative",
        ),
        ("No mutation in COL2A1 was found.", "COL2A1 mutation=negative"),
        ("Sequencing of PHEX revealed a pathogenic variant.", "PHEX mutation=positive"),
        (
            "Cultures of the biopsy yielded Brucella melitensis.",
            "biopsy culture=positive",
        ),
        (
            "Staphylococcus aureus was isolated from two blood cultures.",
            "blood culture=positive",
        ),
        ("No organism was isolated from the blood cultures.", "blood culture=negative"),
        (
            "Serum electrophoresis showed no monoclonal band.",
            "serum protein electrophoresis=negative",
        ),
        (
            "Electrophoresis revealed a monoclonal spike.",
            "serum protein electrophoresis=positive",
        ),
        ("Neither CRP nor ESR was raised.", "C-reactive protein=normal"),
        ("No antibodies to dsDNA were present.", "anti-dsDNA antibody=negative"),
        ("CRP (+++), ESR 90 mm/h.", "C-reactive protein=positive"),
        (
            "The INR was 5.6 (normal 0.9-1.2) and a prolonged aPTT was noted.",
            "partial thromboplastin time=elevated",
        ),
        ("Transferrin saturation 12% ↓.", "transferrin saturation=low"),
        ("Routine bloods were unremarkable.", "routine blood tests=normal"),
        (
            "C-reactive protein was normal and ESR 34 mm/h.",
            "erythrocyte sedimentation rate=None",
        ),
        ("The ESR was 60 mm in the first hour.", "erythrocyte sedimentation rate=None"),
    ],
)
def test_plain_words_tell_a_result(
    spine: Extractor, sentence: str, expected: str
) -> None:
    assert expected in results(spine, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "He had a history of hyperuricaemia.",
        "The blood supply of the tumour was rich.",
    ],
)
def test_a_past_or_doubtful_change_is_no_result(
    spine: Extractor, sentence: str
) -> None:
    assert not {r for r in results(spine, sentence) if not r.endswith("None")}
