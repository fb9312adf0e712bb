"""Treatments tried in vain, not to be had, only watched, or not named at all."""

import pytest

from pipeline.extract import Extractor
from tests.rules import case_bench
from tests.rules.case_bench import extract, told

OPENING = "A 58-year-old man came with pain in the back. "


def treatments(spine: Extractor, text: str) -> set[str]:
    return case_bench.treatments(spine, OPENING + text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Neither pregabalin nor a nerve root block gave relief.", {"pregabalin"}),
        ("Acupuncture was tried with naproxen, neither of which helped.", {"NSAID"}),
        ("Neither ibuprofen nor a collar made any difference.", {"cervical collar"}),
    ],
)
def test_what_did_not_help_was_given(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert expected <= treatments(spine, text)


@pytest.mark.parametrize(
    "text",
    [
        "Neither antibiotics nor steroids were given.",
        "Neither biopsy nor decompression was considered necessary.",
        "Apixaban was stopped, idarucizumab not being available.",
        "Teriparatide could not be obtained in the country.",
        "Decompression was not recommended.",
        "Steroids are a risk factor, but he had none of these.",
    ],
)
def test_what_was_not_given_or_not_to_be_had_is_no_treatment(
    spine: Extractor, text: str
) -> None:
    assert treatments(spine, text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "She was kept in bed for ten days with light traction and paracetamol.",
            {"rest", "traction", "analgesic"},
        ),
        (
            "He was kept in bed, laminectomy being held in reserve.",
            {"rest", "-laminectomy"},
        ),
        (
            (
                "Methotrexate was discussed, but because of the deficit we proceeded to "
                "surgery: C4-C6 laminectomy and fixation with pedicle screws."
            ),
            {"-methotrexate", "laminectomy", "instrumentation"},
        ),
        (
            "Zoledronate was prescribed but he refused it.",
            {"-bisphosphonate"},
        ),
        (
            "The surgeons would have offered laminectomy had he been fitter.",
            {"-laminectomy"},
        ),
        (
            "Radiographs showed no fracture and he got analgesics.",
            {"analgesic"},
        ),
    ],
)
def test_each_clause_decides_for_its_own_treatments(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert treatments(spine, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The second lesion is being watched.",
        "He was followed with MRI every six months.",
        "An expectant attitude was taken.",
    ],
)
def test_a_lesion_that_is_watched_is_observed(spine: Extractor, text: str) -> None:
    assert treatments(spine, text) == {"observation"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A laminectomy was undertaken in August 2016.", {"laminectomy"}),
        ("He had a laminectomy in 1999.", set()),
        ("A discectomy had been done 5 yrs before.", set()),
    ],
)
def test_a_year_alone_tells_the_past_a_month_the_operation_itself(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert treatments(spine, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He wore a plastic jacket for three months.", {"brace"}),
        ("The posterior thirds of both bodies were drilled away.", {"corpectomy"}),
        ("Removal of the prosthesis was done.", {"implant removal"}),
        ("He was transferred to rehabilitation.", set()),
        ("The removal of the mass and pedicle screws.", {"excision"}),
    ],
)
def test_parts_and_things_name_the_treatment(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert expected == treatments(spine, text) - {"instrumentation"}


def test_a_title_that_tells_of_surgery_names_no_operation(spine: Extractor) -> None:
    text = (
        "Thoracic meningioma: two patients operated on\n\n"
        "Case 1. A 61-year-old man had weak legs. Laminectomy was done.\n\n"
        "Case 2. A 55-year-old woman had back pain. She was treated with naproxen.\n"
    )
    found = extract(spine, text)
    assert told(found, "intervention", patient=1) == {"laminectomy"}
    assert told(found, "intervention", patient=2) == {"NSAID"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("White cheesy stuff was sucked away.", {"excision"}),
        ("The lump was dissected free and delivered in one piece.", {"excision"}),
        ("The meningioma was taken away in fragments.", {"tumor resection"}),
        ("The extruded disc was fished out.", {"discectomy"}),
        ("The coagula were sucked away.", {"hematoma evacuation"}),
        ("The screws were extracted after a year.", {"implant removal"}),
        ("The disc was not removed.", set()),
        ("The lump could not be excised.", set()),
        ("The stone lifted the membrane from the bone.", set()),
    ],
)
def test_an_operation_is_what_was_taken_out(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert treatments(spine, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fusion was toyed with.", {"-fusion"}),
        ("Vertebroplasty remains an option.", {"-vertebroplasty"}),
        ("The anaesthetist advised against thoracotomy.", {"-thoracotomy"}),
        ("A second-stage fusion was dropped from the plan.", {"-fusion"}),
        ("He was told that he needed a decompression.", {"-decompression"}),
        ("Decompression was felt to be premature.", {"-decompression"}),
        ("Embolisation was out of the question.", set()),
        ("Steroids were not tried.", set()),
        ("After much hesitation he agreed to decompression.", {"decompression"}),
    ],
)
def test_plans_are_dropped_in_many_words(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert treatments(spine, text) == expected
