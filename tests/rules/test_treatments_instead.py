"""Drugs that gave way to others, and treatments made ready, then not needed."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import treated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Calcium tablets were stopped and replaced by sevelamer.", {"sevelamer"}),
        ("Alendronate gave way to teriparatide.", {"teriparatide"}),
        (
            "His calcium and vitamin D were stopped, and prednisolone was begun.",
            {"corticosteroid"},
        ),
        ("Thiazides were replaced by amlodipine.", set()),
        ("Colchicine was avoided because of the cyclosporine.", set()),
        ("His antibiotics were stopped after six weeks.", {"antibiotic"}),
        ("Colchicine was continued for six months.", {"colchicine"}),
    ],
)
def test_a_drug_that_gave_way_was_taken_before(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert treated(spine, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Embolisation was asked for but could not be done.", {"-embolization"}),
        ("Biopsy had been arranged but was no longer wanted.", {"-biopsy"}),
        (
            "Instrumented fusion had been prepared, but it was not required.",
            {"-fusion", "-instrumentation"},
        ),
        ("Laminectomy was kept up our sleeve.", {"-laminectomy"}),
        ("There was talk of a laminectomy.", {"-laminectomy"}),
        ("Vertebroplasty was raised at the meeting.", {"-vertebroplasty"}),
        ("We refrained from biopsy.", {"-biopsy"}),
        (
            "He was too frail for thoracotomy, so laminectomy was done.",
            {"-thoracotomy", "laminectomy"},
        ),
        ("We saw no reason for laminectomy.", set()),
        ("Surgery was put to the family, who would not have it.", {"-surgery"}),
        (
            "Given the choice between a collar and fusion he took the collar.",
            {"cervical collar", "-fusion"},
        ),
        ("Biopsy was requested and showed a plasmacytoma.", {"biopsy"}),
        ("Antibiotics were ordered but the fever did not settle.", {"antibiotic"}),
        ("A second biopsy was advised; it yielded pus.", {"biopsy"}),
        ("Decompression was put off and in the end not done.", {"-decompression"}),
    ],
)
def test_what_was_made_ready_is_not_yet_done(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert treated(spine, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ossified mass was fused to the dura.", set()),
        ("The vertebrae C2 and C3 were fused from birth.", set()),
        ("T9 was fused to T10 with a strut of rib.", {"fusion"}),
        ("The bladder was emptied without a catheter.", set()),
        ("An indwelling catheter was inserted.", {"urinary catheterization"}),
    ],
)
def test_a_word_of_treatment_may_tell_of_none(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert treated(spine, text) == expected
