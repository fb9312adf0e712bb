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
def test_a_sign_called_by_its_name_is_namesbeside_its_cause(
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


def test_a_psoas_abscess_is_namesbeside_the_infection_of_the_disc(
    spine: Extractor,
) -> None:
    story = (
        "Pyogenic spondylodiscitis in a vintner\n\nCase report\n\nA 63-year-old man "
        "had back pain. MRI showed spondylodiscitis and a psoas abscess.\n"
    )
    assert "psoas abscess" in case_diagnoses(spine, story)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The first diagnosis was meningioma.", set()),
        ("Lymphoma, sarcoidosis and metastasis had all been considered.", set()),
        ("The mass proved to be chordoma.", {"chordoma"}),
        ("Chordoma was the cause.", {"chordoma"}),
    ],
)
def test_a_list_of_thoughts_is_none_and_what_it_proved_to_be_is(
    spine: Extractor, text: str, found: set[str]
) -> None:
    names = case_diagnoses(spine, f"{LEAD}She had a fall at home. {text}")
    assert names == found


def test_what_all_patients_of_a_series_have_is_said_of_each(spine: Extractor) -> None:
    text = (
        "Three patients with pyogenic spondylodiscitis after acupuncture are reported: "
        "a man of 46 (L3-L4), a woman of 58 (L4-L5) and a man of 71 (T11-T12). The man "
        "of 46 recovered. The woman of 58 kept a weak foot.\n"
    )
    found = extract(spine, f"Case reports\n\n{text}")
    for patient in range(1, found.n_patients + 1):
        assert told(found, "diagnosis", patient=patient) == {"spondylodiscitis"}


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Burst fracture of L1 in a miner", "burst fracture"),
        ("Jefferson fracture after a dive", "Jefferson fracture"),
        ("Jumped facets at C5-C6", "facet dislocation"),
        ("Cyst of the ligamentum flavum", "ligamentum flavum cyst"),
        ("Gumma of the spinal cord", "spinal syphilis"),
    ],
)
def test_more_names_of_the_spine(spine: Extractor, title: str, found: str) -> None:
    text = f"{title}\n\nCase report\n\nA 40-year-old man had neck pain.\n"
    assert found in case_diagnoses(spine, text)


@pytest.mark.parametrize(
    ("text", "diagnosis"),
    [
        ("Meningitis was considered the most likely explanation.", "meningitis"),
        ("Biopsy confirmed the suspected diagnosis of sarcoidosis.", "sarcoidosis"),
        (
            "Genetic study confirmed the suspicion of Marfan syndrome.",
            "Marfan syndrome",
        ),
    ],
)
def test_a_doubt_that_was_settled_is_none(
    spine: Extractor, text: str, diagnosis: str
) -> None:
    assert case_diagnoses(spine, f"Case report\n\nA man of 30 fell ill. {text}") == {
        diagnosis
    }


@pytest.mark.parametrize(
    "text",
    [
        "Brown tumour and chondrosarcoma were the differential diagnoses.",
        "She was sent in as a case of meningitis.",
        "She was first treated for giant cell arteritis.",
        "There was a small epidural haematoma.",
        "Calcium lay beside the odontoid peg, with no fracture.",
    ],
)
def test_a_passing_mention_is_no_diagnosis(spine: Extractor, text: str) -> None:
    found = case_diagnoses(spine, f"{LEAD}{text} The final diagnosis was spinal gout.")
    assert found == {"spinal gout"}


def test_a_label_holds_for_all_that_it_lists(spine: Extractor) -> None:
    text = (
        f"{LEAD}\n\nDiagnosis: spinal gout; epidural lipomatosis of the lumbar canal."
    )
    assert case_diagnoses(spine, text) == {"spinal gout", "spinal epidural lipomatosis"}


@pytest.mark.parametrize(
    ("text", "diagnoses"),
    [
        (
            "Subtotal parathyroidectomy was carried out later.",
            {"tumoral calcinosis", "hyperparathyroidism"},
        ),
        ("Parathyroidectomy, proposed later, was refused.", {"tumoral calcinosis"}),
    ],
)
def test_an_operation_tells_the_systemic_disease_it_is_for(
    spine: Extractor, text: str, diagnoses: set[str]
) -> None:
    story = f"{LEAD}The final diagnosis was tumoral calcinosis at C5-C6. {text}"
    assert case_diagnoses(spine, story) == diagnoses


def test_a_crown_of_calcium_around_the_dens_is_crowned_dens(spine: Extractor) -> None:
    text = (
        f"{LEAD}CT showed a horseshoe of calcification behind the odontoid process, "
        "and the knees chondrocalcinosis."
    )
    assert "crowned dens syndrome" in case_diagnoses(spine, text)
