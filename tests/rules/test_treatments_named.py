"""The name an intervention is filed under, and what only looks like one."""

import pytest

from pipeline.extract import Extractor
from tests.rules import case_bench

OPENING = "A 61-year-old woman came with back pain. MRI showed a collection at T8-T9. "


def treatments(spine: Extractor, text: str) -> set[str]:
    return case_bench.treatments(spine, OPENING + text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pamidronate was given once a month.", {"bisphosphonate"}),
        ("Tamsulosin was prescribed on day 4.", {"tamsulosin"}),
        ("An ankle-foot orthosis was fitted.", {"ankle-foot orthosis"}),
        ("A chest drain was inserted.", {"chest drain"}),
        ("A caval filter was inserted.", {"vena cava filter"}),
        ("An occipital nerve block was given.", {"occipital nerve block"}),
        ("A bone marrow trephine was taken.", {"biopsy"}),
        ("The abscess was incised and drained.", {"drainage"}),
        ("The wound was washed out on day 9.", {"irrigation"}),
        ("The rib head was resected.", {"rib head resection"}),
    ],
)
def test_a_treatment_has_one_name(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert treatments(spine, text) == expected


def test_irrigation_is_told_beside_an_operation_for_pus(spine: Extractor) -> None:
    text = "Laminectomy with irrigation was done, and pus was found."
    assert treatments(spine, text) == {"laminectomy", "irrigation"}


def test_irrigation_of_a_drill_is_no_treatment(spine: Extractor) -> None:
    text = "Laminectomy was done with a drill under irrigation."
    assert treatments(spine, text) == {"laminectomy"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pain was eased by aspirin.", {"NSAID"}),
        ("A stroke of the cord was thought of. Aspirin was started.", {"aspirin"}),
        ("She was on aspirin for atrial fibrillation.", set()),
    ],
)
def test_aspirin_is_named_by_what_it_is_for(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert treatments(spine, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Intraoperative ultrasound confirmed adequate decompression.",
        "It was a thoracic epidural abscess.",
        "Endoscopy ruled out a tumour.",
        "The T8 body was replaced by soft tissue.",
        "She was 61 and had been well for nine years after a cadaveric kidney graft.",
        "Conservative treatment is justified only in patients who improve early.",
        "On barium swallow there was aspiration of a small amount.",
        "The fever was caused by the central line.",
        "A hemiarthroplasty had been done for a broken hip.",
        "She had had cystitis a month earlier, treated by her doctor with ampicillin.",
        "Nothing was given because of an earlier psychosis on prednisolone.",
    ],
)
def test_what_is_no_treatment_of_this_illness(spine: Extractor, text: str) -> None:
    assert treatments(spine, text) == set()


def test_an_advised_operation_carried_out_with_another_is_done(
    spine: Extractor,
) -> None:
    text = (
        "Laminectomy of T8 was advised. The operation was then carried out together "
        "with excision of the cyst."
    )
    assert treatments(spine, text) == {"laminectomy", "excision"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cinacalcet was not tolerated.", {"cinacalcet"}),
        ("Clindamycin was given for six weeks.", {"antibiotic"}),
        ("He was treated with nortriptyline.", {"amitriptyline"}),
        ("Twenty sessions of hyperbaric oxygen were held.", {"hyperbaric oxygen"}),
        ("She was given Flexeril.", {"muscle relaxant"}),
        (
            "Infiltration of the facets with novocaine helped.",
            {"facet joint injection"},
        ),
        ("Gentle exercises were prescribed.", {"physiotherapy"}),
        ("The dura was opened and the mass peeled off the cord.", {"excision"}),
        ("Colchicine 0.5 mg daily was poorly tolerated.", {"colchicine"}),
        ("Resection of the facet cyst was done.", {"excision"}),
        ("Because of the facet resection she was kept in bed.", {"facetectomy"}),
        ("T8-T9 was fused with a rib and a plate.", {"fusion", "instrumentation"}),
    ],
)
def test_what_was_given_is_named_by_its_words(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert expected <= treatments(spine, text)


def test_consent_to_one_operation_of_two_is_none_to_the_other(
    spine: Extractor,
) -> None:
    text = (
        "Laminectomy and later a corpectomy were proposed. The patient accepted the "
        "second operation but not the first."
    )
    assert "laminectomy" not in treatments(spine, text)
