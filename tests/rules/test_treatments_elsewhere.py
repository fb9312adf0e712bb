"""Treatments of another disease, of an early age, of others, or in general."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import treated, treatments

INFECTED = (
    "A 58-year-old man came with back pain. MRI showed an epidural abscess at L3-L4. "
)


@pytest.mark.parametrize(
    "text",
    [
        "At four years his knee had been replaced by a total knee arthroplasty.",
        "Later a cataract was removed.",
        "He was doing well when a hernia repair became necessary.",
        "He walks with a leg brace and a stick.",
        "With a functioning renal graft he was otherwise well.",
        "He was 16 months out from a lung transplant.",
    ],
)
def test_an_operation_of_another_organ_is_no_treatment_of_the_spine(
    spine: Extractor, text: str
) -> None:
    assert treated(spine, text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "His legs had been straightened by osteotomies in boyhood.",
        "He had taken phosphate and calcitriol since the age of three.",
        "When he was a boy of nine a tibial osteotomy was done.",
        "He had worn casts in infancy.",
    ],
)
def test_treatment_in_early_life_is_past(spine: Extractor, text: str) -> None:
    assert treated(spine, text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "In view of the poor results of laminectomy another route was sought.",
        "Laminectomy for this lesion has fallen into disrepute.",
        "Surgery and dehydration are well known triggers of gout.",
        "The risk factors were long-term prednisolone and low weight.",
        "Steroids may mask the fever.",
        "We read with interest the paper by Hill and Dale, in which denosumab was given.",
        "An old film taken by a chiropractor was shown.",
        "Meds: aspirin 75 mg, simvastatin. Aspirin held.",
        "The man, on aspirin, fell.",
        "Cefazolin was given at induction.",
        "After awake fibreoptic intubation he was turned prone.",
    ],
)
def test_what_is_said_of_a_treatment_in_general_is_none(
    spine: Extractor, text: str
) -> None:
    assert treated(spine, text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He had received an epidural injection for sciatica a week earlier.", set()),
        ("He had undergone acupuncture for lumbago ten days before.", set()),
        (
            "He had received an epidural steroid injection a week earlier: no effect.",
            {"epidural steroid injection"},
        ),
        (
            "An epidural steroid injection was given a week before admission.",
            {"epidural steroid injection"},
        ),
    ],
)
def test_a_needle_before_an_infection_is_where_it_came_from(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert treatments(spine, INFECTED + text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An osteosynthesis from T7 to T10 was done.", {"instrumentation"}),
        ("Ablation of the calcified deposit was carried out.", {"excision"}),
        ("A facet-sparing laminotomy was done.", {"laminotomy"}),
        ("A stony mass was lifted from the front of the cord.", {"excision"}),
        ("The catheter was removed on day 8.", {"urinary catheterization"}),
        ("The irrigation catheter was removed on day 8.", set()),
        ("He lay on a plaster bed.", {"rest"}),
        ("Deep X-ray treatment was given.", {"radiotherapy"}),
        ("Two pints of blood were given.", {"blood transfusion"}),
        ("I clipped the draining vein.", {"fistula disconnection"}),
        ("Laminae were thinned with a burr, floated and lifted.", {"laminectomy"}),
        ("It was repaired with nylon and fibrin glue.", {"dural repair"}),
        (
            "He lay in traction, after which a collar was fitted.",
            {"traction", "cervical collar"},
        ),
        ("Allopurinol was increased to 300 mg daily.", {"allopurinol"}),
        ("The parents preferred a soft collar.", {"cervical collar"}),
        ("He was sent for a biopsy of T9.", {"-biopsy"}),
        ("A halo ring was applied for traction.", {"traction"}),
        ("Puncture of the abscess gave 50 ml of pus.", {"aspiration"}),
        ("He wore a Minerva brace.", {"brace"}),
        ("The internist advised colchicine, which helped.", {"colchicine"}),
        ("He was counselled for surgery and consented.", {"surgery"}),
        ("Transpedicular decompression was done.", {"decompression"}),
        ("Her tacrolimus was cut by half.", set()),
        ("Past history: hypertension, for which he got ramipril.", set()),
        ("The smaller lesion was left alone.", set()),
        ("The pseudomeningocele was managed expectantly.", set()),
        ("Treatment was conservative: ibuprofen and paracetamol.", {"NSAID"}),
    ],
)
def test_a_treatment_is_named_by_what_was_done(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert treated(spine, text) - {"analgesic"} == expected


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Her risk factors were smoking, heparin and low weight.", set()),
        ("He had been exposed to fluoroquinolones.", set()),
        ("She had received enoxaparin from week 14 for a previous stillbirth.", set()),
        ("He received ibuprofen for the previous pain.", {"NSAID"}),
        ("Heparin was given although he had risk factors.", {"heparin"}),
    ],
)
def test_a_drug_that_is_a_risk_or_for_something_past_is_no_treatment(
    spine: Extractor, text: str, given: set[str]
) -> None:
    assert treatments(spine, f"A 58-year-old adult had back pain. {text}") == given
