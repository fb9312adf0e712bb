"""Diagnoses that others made, that only the title or a cited case names, and signs."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import extract, told

LEAD = "Case report\n\nA 66-year-old woman presented with neck pain. "


def case_diagnoses(spine: Extractor, text: str) -> set[str]:
    return told(extract(spine, text), "diagnosis")


@pytest.mark.parametrize(
    "text",
    [
        "Meningitis was the referral diagnosis.",
        "She was admitted to a ward under the diagnosis of meningitis.",
        "The reading was meningitis until proven otherwise.",
        "Her doctor had diagnosed meningitis.",
        "She had been treated elsewhere as a patient with meningitis.",
        "She had had meningitis at the age of 19.",
    ],
)
def test_what_others_or_another_time_called_it_is_none(
    spine: Extractor, text: str
) -> None:
    found = case_diagnoses(spine, f"{LEAD}{text} The final diagnosis was spinal gout.")
    assert found == {"spinal gout"}


def test_a_letter_may_name_the_disease_in_citing_another_only(
    spine: Extractor,
) -> None:
    text = (
        "We read the report by Okafor of a spinal epidural hematoma in a man of 26."
        "\n\nA woman of 74 on apixaban woke with pain between the shoulders and weak "
        "legs. MRI disclosed a dorsal collection from C4 to T1. She underwent "
        "laminectomy.\n"
    )
    assert case_diagnoses(spine, text) == {"spinal epidural hematoma"}


def test_a_title_with_a_colon_names_the_disease_after_it(spine: Extractor) -> None:
    text = (
        "A throat that would not swallow: acute calcific tendinitis of the longus "
        "colli\n\nCase report\n\nA 40-year-old man had neck pain.\n"
    )
    assert case_diagnoses(spine, text) == {"longus colli calcific tendinitis"}


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("He presented with thoracic myelopathy.", "thoracic myelopathy"),
        ("He came with a cauda equina syndrome.", "cauda equina syndrome"),
    ],
)
def test_a_sign_called_by_its_name_is_told_beside_its_cause(
    spine: Extractor, text: str, sign: str
) -> None:
    story = (
        "Ossification of the ligamentum flavum\n\nCase report\n\nA 63-year-old man "
        f"had numb soles. {text} CT showed ossification of the ligamentum flavum.\n"
    )
    assert case_diagnoses(spine, story) == {
        "ossification of the ligamentum flavum",
        sign,
    }


def test_a_psoas_abscess_is_told_beside_the_infection_of_the_disc(
    spine: Extractor,
) -> None:
    story = (
        "Pyogenic spondylodiscitis in a vintner\n\nCase report\n\nA 63-year-old man "
        "had back pain. MRI showed spondylodiscitis and a psoas abscess.\n"
    )
    assert "psoas abscess" in case_diagnoses(spine, story)
