"""What might have been, what was misread, and what was only supposed: no facts."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import facts_in_case, treated

HEAD = "A 58-year-old man was admitted to our hospital. "


def levels(spine: Extractor, text: str) -> set[str | None]:
    facts = facts_in_case(spine, HEAD + text)
    return {f.value for f in facts if f.field == "level" and f.concept == "lesion"}


def labs(spine: Extractor, text: str) -> set[str]:
    facts = facts_in_case(spine, HEAD + text)
    return {
        f"{f.concept}={f.interpretation or f.value}" for f in facts if f.field == "lab"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kyphoplasty might have eased his pain. He wore a corset.", {"brace"}),
        ("Earlier laminectomy could perhaps have preserved his gait.", set()),
        ("Radiotherapy should have been considered.", set()),
        ("He might have benefited from a laminectomy.", set()),
        ("Laminectomy in the first week would have averted this.", set()),
        ("Laminectomy was done and may have prevented worse.", {"laminectomy"}),
        ("Steroids were given, which might have masked the fever.", {"corticosteroid"}),
        ("We did a laminectomy; he could have gone home at once.", {"laminectomy"}),
        ("He was seen with a view to vertebroplasty.", {"-vertebroplasty"}),
        (
            "He came to us with a view to the sea and had a laminectomy.",
            {"laminectomy"},
        ),
    ],
)
def test_what_might_have_been_was_not_done(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert treated(spine, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "CT: fracture of T11. It had been read as one of L2, which MRI did not "
                "confirm."
            ),
            {"T11"},
        ),
        (
            (
                "MRI showed an abscess at L4. Ultrasound had been reported as an abscess at "
                "L1, but this was not confirmed."
            ),
            {"L4"},
        ),
        (
            (
                "A shadow had been mistaken for a tumour of T5, which proved wrong. "
                "CT showed a lytic lesion of T8."
            ),
            {"T8"},
        ),
        (
            "The film was read as a fracture of L2, which CT confirmed.",
            {"L2"},
        ),
        (
            "The scan was reported as a tumour of T6, which compressed the cord.",
            {"T6"},
        ),
    ],
)
def test_an_earlier_reading_that_was_not_confirmed_is_no_seat(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert levels(spine, text) == expected


def test_an_earlier_reading_that_was_not_confirmed_is_no_finding(
    spine: Extractor,
) -> None:
    text = "An X-ray had been read as a fracture. CT did not confirm this."
    found = facts_in_case(spine, HEAD + text)
    assert not [f for f in found if f.field == "imaging" and f.status == "present"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MRI showed discitis at L2-L3; the disc L4-L5 had been spared.", {"L2-L3"}),
        ("MRI showed a tumour of T4. A healthy T5 was seen below.", {"T4"}),
        ("CT showed a fracture of C5; C6 and C7 appeared normal.", {"C5"}),
        ("PET showed uptake at T12; that at T6 was physiological.", {"T12"}),
        ("MRI showed a normal cord and a tumour at T4.", {"T4"}),
    ],
)
def test_a_normal_or_spared_level_is_no_seat(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert levels(spine, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A raised ferritin would suggest Still's disease.", set()),
        ("If CRP rose above 50 mg/L he was to be readmitted.", set()),
        ("Uric acid, had it been high, would have pointed to gout.", set()),
        ("Had the calcium been low, we would have given vitamin D.", set()),
        ("He looked ill, had a CRP of 90.", {"C-reactive protein=90"}),
        ("The raised CRP would suggest infection.", {"C-reactive protein=elevated"}),
        ("CRP was raised, which would suggest gout.", {"C-reactive protein=elevated"}),
        ("CRP was 50 mg/L as if he had sepsis.", {"C-reactive protein=50"}),
        (
            "HLA-B27 was positive in his two sisters but not in him.",
            {"HLA-B27=negative"},
        ),
        ("HLA-B27 was positive in his mother.", set()),
        ("HLA-B27 was positive in him and his mother.", {"HLA-B27=positive"}),
        ("The Mantoux test was 6 mm (positive if > 10 mm).", {"Mantoux test=negative"}),
        (
            "The Mantoux test was 18 mm (positive if > 10 mm).",
            {"Mantoux test=positive"},
        ),
        (
            "Three years earlier calcium had been high. On admission calcium was normal.",
            {"calcium=normal"},
        ),
        (
            "A urine culture reported as positive for E. coli had been mislabelled.",
            set(),
        ),
    ],
)
def test_a_supposed_result_or_that_of_another_is_none(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert labs(spine, text) == expected
