"""Treatments told without their names: "we took it out", "nothing but waiting"."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import treated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We took out a hard nodule the size of a pea.", {"excision"}),
        ("The surgeon removed a calcified nodule under the facet.", {"excision"}),
        ("We drilled the tumour out in pieces.", {"tumor resection"}),
        ("The growth came away in one piece.", {"excision"}),
        ("The vesicles were evacuated and the cavity washed.", {"excision"}),
        (
            "T8 laminectomy with removal in one block was done.",
            {"laminectomy", "excision"},
        ),
        (
            "Laminectomy, removal of the epidural portion and screws from T6 to T10.",
            {"laminectomy", "excision", "instrumentation"},
        ),
        (
            "The arches were lifted off together with the ossified ligament.",
            {"laminectomy", "excision"},
        ),
        ("The canal was unroofed from T7 to T9.", {"laminectomy"}),
        ("A dark clot was sucked out.", {"hematoma evacuation"}),
        ("She went through transoral decompression.", {"decompression"}),
    ],
)
def test_an_operation_is_read_from_what_was_done(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert treated(spine, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The stitches were taken out on the tenth day.",
        "The catheter was taken out a week later.",
        "After awake fibreoptic intubation he was turned prone.",
        "A soft diet was resumed on the fifth day.",
        "A bone-setter was called.",
        "He was operated on in the left lateral position, all of us standing.",
        "The cavity was washed with hypertonic saline.",
    ],
)
def test_what_goes_with_any_operation_is_no_treatment(
    spine: Extractor, text: str
) -> None:
    assert treated(spine, text) - {"surgery"} == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Laminectomy with evacuation was done.", {"laminectomy"}),
        (
            "CT showed an epidural haematoma. Laminectomy with evacuation was done.",
            {"laminectomy", "hematoma evacuation"},
        ),
        (
            "There was an epidural abscess. Laminectomy with evacuation was done.",
            {"laminectomy", "drainage"},
        ),
        ("Laminectomy and removal were done.", {"laminectomy", "excision"}),
        ("We advised removal.", {"-excision"}),
        (
            "Screw removal was followed by laminectomy.",
            {"laminectomy"},
        ),
    ],
)
def test_a_bare_name_takes_its_object_from_the_story(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert treated(spine, text) - {"implant removal"} == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nothing was done but waiting.",
        "He is seen once a year.",
        "He was watched in intensive care with hourly examinations.",
        "We set up surveillance with an examination every three months.",
        "We simply waited.",
        "A policy of watching was adopted.",
    ],
)
def test_waiting_is_observation(spine: Extractor, text: str) -> None:
    assert treated(spine, text) == {"observation"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fusion had been contemplated.", {"-fusion"}),
        ("Steroids were talked about but not used.", {"-corticosteroid"}),
        ("The corset made for him was never worn.", {"-brace"}),
        (
            "Colchicine was ruled out because of his kidneys; naproxen was given.",
            {"-colchicine", "NSAID"},
        ),
        ("Aspiration under CT was attempted but abandoned.", {"-aspiration"}),
        (
            (
                "Embolisation was attempted, but no vessel could be entered, and it was "
                "given up."
            ),
            {"-embolization"},
        ),
        ("Thoracotomy would have been our choice.", {"-thoracotomy"}),
        ("Alteplase was being drawn up when the pain returned.", {"-thrombolysis"}),
        ("He refused operation.", {"-surgery"}),
        ("Further surgery was offered, and he declined.", {"-surgery"}),
        ("He could not be brought to accept laminectomy.", {"-laminectomy"}),
        ("Embolisation was suggested but not consented to.", {"-embolization"}),
        (
            (
                "We put it to him that he should be operated on; he would not have it, "
                "and was watched in the ward."
            ),
            {"-surgery", "observation"},
        ),
        (
            (
                "Surgery was put off, and rest in bed, a corset and weekly examinations "
                "were all that was done."
            ),
            {"-surgery", "rest", "brace"},
        ),
        (
            (
                "We did a costotransversectomy, having first contemplated, and then "
                "abandoned, a thoracotomy."
            ),
            {"costotransversectomy", "-thoracotomy"},
        ),
        (
            "He was treated by laminectomy and refused radiotherapy.",
            {"laminectomy", "-radiotherapy"},
        ),
    ],
)
def test_what_was_not_done_is_told_in_many_words(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert treated(spine, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He had received a kidney transplant in his thirties.",
        "He was a smoker with a coronary stent.",
        "Radiotherapy is best kept for the unresectable.",
        "In their series, 12 of 20 patients underwent fusion.",
        "Comorbidities were epilepsy (levetiracetam) and gout (allopurinol).",
        "The vertebral body was replaced by soft tissue.",
        "No operation was thought of.",
        "An early biopsy would have spared Mr B much pain.",
        "Dental treatment, injury and fever were all denied.",
        "Harding's patient was paraplegic after laminectomy.",
        "No laminectomy, for reasons of a teacher whose two patients died of it.",
    ],
)
def test_what_might_have_been_or_befell_others_is_no_treatment(
    spine: Extractor, text: str
) -> None:
    assert treated(spine, text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cholecalciferol was prescribed.", {"vitamin D"}),
        ("Bortezomib, lenalidomide and dexamethasone were begun.", {"chemotherapy"}),
        ("Bortezomib-based chemotherapy was begun.", {"chemotherapy"}),
        (
            "A deep vein thrombosis on day 8 was treated with apixaban.",
            {"anticoagulant"},
        ),
        (
            "He learned intermittent self-catheterisation.",
            {"intermittent catheterization"},
        ),
    ],
)
def test_an_agent_counts_under_the_name_of_its_class(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert treated(spine, text) - {"corticosteroid"} == expected
