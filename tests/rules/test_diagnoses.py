"""Which conditions of a text are the patient's diagnoses."""

import pytest

from pipeline.extract import Extractor
from pipeline.rules.make_reading import plain_document
from pipeline.rules.spans import reading_of
from tests.rules.case_bench import extract, told

LEAD = "Case report. A 66-year-old woman presented with neck pain. "


@pytest.fixture
def extractor(spine: Extractor) -> Extractor:
    return spine


def diagnoses(extractor: Extractor, text: str) -> set[str | None]:
    reading = reading_of(extractor.read(plain_document(text)))
    return {m.concept for m in reading.of_field("diagnosis")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The diagnosis was spinal epidural abscess.", {"spinal epidural abscess"}),
        ("Biopsy had revealed chordoma of C2.", {"chordoma"}),
        (
            "Brucellar spondylodiscitis was diagnosed. Brucellosis is common there.",
            {"brucellar spondylodiscitis"},
        ),
    ],
)
def test_the_diagnosis_that_was_made(
    extractor: Extractor, text: str, found: set[str]
) -> None:
    assert diagnoses(extractor, LEAD + text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Meningitis was suspected and then excluded. ",
        "At another hospital it had been labelled as discitis. ",
        "The differential diagnosis was lymphoma, metastasis, chordoma and sarcoma. ",
    ],
)
def test_what_was_only_thought_of_is_none(extractor: Extractor, text: str) -> None:
    told = "She was diagnosed with crowned dens syndrome."
    assert diagnoses(extractor, LEAD + text + told) == {"crowned dens syndrome"}


def test_what_it_was_mistaken_for_is_none_and_what_it_was_is(
    extractor: Extractor,
) -> None:
    text = "Spinal epidural lipomatosis mimicking lymphoma\n\n" + LEAD
    assert diagnoses(extractor, text) == {"spinal epidural lipomatosis"}


def test_a_systemic_cause_is_told_beside_its_consequence(extractor: Extractor) -> None:
    text = (
        "Tumoral calcinosis of the cervical spine\n\n" + LEAD + "She had systemic "
        "sclerosis for ten years. CT showed tumoral calcinosis at C4-C5."
    )
    assert diagnoses(extractor, text) == {"tumoral calcinosis", "systemic sclerosis"}


def test_a_relation_without_a_link_stays_a_comorbidity(extractor: Extractor) -> None:
    text = "Osteoid osteoma of C4\n\n" + LEAD + "She had hypertension and asthma."
    assert diagnoses(extractor, text) == {"osteoid osteoma"}


SHORT = "A 52-year-old man was admitted. "


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("At operation the lesion proved to be a schwannoma of C4.", {"schwannoma"}),
        (
            "What was taken for a metastasis turned out to be a brown tumour.",
            {"brown tumor"},
        ),
        (
            "Thought at first a haemangioma, it proved to be a schwannoma.",
            {"schwannoma"},
        ),
        (
            "The specimen from L3 was reported as giant cell tumour.",
            {"giant cell tumor"},
        ),
        (
            "A Chiari malformation with syringomyelia was seen.",
            {"Chiari malformation", "syringomyelia"},
        ),
        (
            "He had thoracic myelopathy due to ossification of the ligamentum flavum.",
            {"ossification of the ligamentum flavum", "thoracic myelopathy"},
        ),
        (
            "Ossification of the ligamentum flavum at T10. He had myelopathy.",
            {"ossification of the ligamentum flavum"},
        ),
        (
            "It was not meningitis, the final diagnosis was crowned dens syndrome.",
            {"crowned dens syndrome"},
        ),
    ],
)
def test_wordings_of_the_spine(
    extractor: Extractor, text: str, found: set[str]
) -> None:
    assert diagnoses(extractor, SHORT + text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The adrenal mass was a phaeochromocytoma.", {"pheochromocytoma"}),
        ("Laparoscopy showed a torsion of the left testis.", {"testicular torsion"}),
        ("Cytology disclosed medullary carcinoma of the thyroid.", None),
        ("MRI revealed a prolactinoma.", {"prolactinoma"}),
        ("Manometry confirmed achalasia.", {"achalasia"}),
        ("Muscle biopsy revealed McArdle's disease.", {"McArdle disease"}),
        ("Angiography showed a splenic artery pseudoaneurysm.", None),
        ("Temporal arteritis was diagnosed.", {"giant cell arteritis"}),
    ],
)
def test_general_medicine(
    extractor: Extractor, text: str, found: set[str] | None
) -> None:
    close = {"medullary thyroid carcinoma", "splenic artery pseudoaneurysm"}
    told = diagnoses(extractor, SHORT + text)
    assert told == found or (found is None and len(told) == 1 and told < close)


def test_outside_the_spine_diseases_come_in_company(extractor: Extractor) -> None:
    text = "Cirrhosis was confirmed. Portal hypertension was identified."
    assert diagnoses(extractor, SHORT + text) == {
        "liver cirrhosis",
        "portal hypertension",
    }


def test_a_common_disease_counts_if_it_brought_the_patient(
    extractor: Extractor,
) -> None:
    text = "A 71-year-old woman was admitted with decompensated heart failure."
    assert diagnoses(extractor, text) == {"heart failure"}
    text = "A 71-year-old woman with asthma had a rash. Psittacosis was diagnosed."
    assert diagnoses(extractor, text) == {"psittacosis"}


def test_what_a_drug_did_is_no_diagnosis(extractor: Extractor) -> None:
    text = "Sarcoidosis was diagnosed. Side effects included thrombocytopenia."
    assert diagnoses(extractor, SHORT + text) == {"sarcoidosis"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The final diagnosis was Zwingli-Ammann syndrome.",
            {"zwingli-ammann syndrome"},
        ),
        ("Pathology showed a spermatic fibroxanthoma.", {"spermatic fibroxanthoma"}),
        ("He was found to have a severe disorder.", set()),
        ("The diagnosis was made and the prognosis explained.", set()),
    ],
)
def test_a_disease_of_no_lexicon_is_read_where_it_is_called_the_diagnosis(
    extractor: Extractor, text: str, found: set[str]
) -> None:
    assert diagnoses(extractor, SHORT + text) == found


def test_a_disease_of_no_lexicon_yields_to_one_of_the_lexicon(
    extractor: Extractor,
) -> None:
    text = "The diagnosis was sarcoidosis. A paravascular histiosis was confirmed."
    assert diagnoses(extractor, SHORT + text) == {"sarcoidosis"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            (
                "Spinal cord compression as the first sign of cancer\n\nA 72-year-old "
                "woman had back pain. The marrow showed multiple myeloma.\n"
            ),
            {"multiple myeloma"},
        ),
        (
            (
                "A calcified lesion\n\nA 67-year-old woman had leg pain.\n\n"
                "ANSWER: Synovial cyst of the L4-L5 facet joint.\n"
            ),
            {"synovial cyst"},
        ),
        (
            (
                "A fracture of the rigid spine\n\nA 76-year-old man with diffuse "
                "idiopathic skeletal hyperostosis had a fracture of the ankylosed spine.\n"
            ),
            {"vertebral fracture", "diffuse idiopathic skeletal hyperostosis"},
        ),
    ],
)
def test_a_named_disease_is_told_before_a_general_word(
    spine: Extractor, text: str, found: set[str]
) -> None:
    assert told(extract(spine, text), "diagnosis") == found
