"""What a reader in haste takes for a fact: refused, spared, feared, never chosen."""

import pytest

from pipeline.extract import Extractor
from pipeline.records import Fact
from tests.rules.case_bench import facts_in_case

HEAD = "Our patient was a 57-year-old man with back pain. "


@pytest.fixture
def extractor(spine: Extractor) -> Extractor:
    return spine


def facts_of(extractor: Extractor, story: str) -> tuple[Fact, ...]:
    return facts_in_case(extractor, HEAD + story)


def names(
    extractor: Extractor, story: str, field: str, status: str = "present"
) -> set[str]:
    facts = facts_of(extractor, story)
    found = (f for f in facts if f.field == field and f.status == status)
    return {f.concept or "" for f in found}


def levels(extractor: Extractor, story: str) -> set[str]:
    facts = facts_of(extractor, story)
    return {f.value or "" for f in facts if f.field == "level"}


@pytest.mark.parametrize(
    ("story", "done", "not_done"),
    [
        (
            "He underwent a thoracotomy instead of the laminectomy first planned.",
            {"thoracotomy"},
            {"laminectomy"},
        ),
        ("Disc replacement was chosen over fusion.", {"disc replacement"}, {"fusion"}),
        (
            "Laminoplasty was favoured over laminectomy with fusion.",
            {"laminoplasty"},
            {"laminectomy", "fusion"},
        ),
        (
            "A brace was worn. Surgery would have been indicated had he worsened.",
            {"brace"},
            {"surgery"},
        ),
        (
            "Traction was applied. Radiotherapy is no longer used for this tumour.",
            {"traction"},
            {"radiotherapy"},
        ),
        (
            "Traction was applied. Fusion, often needed here, could be avoided.",
            {"traction"},
            {"fusion"},
        ),
    ],
)
def test_treatments_not_chosen_are_not_performed(
    extractor: Extractor, story: str, done: set[str], not_done: set[str]
) -> None:
    performed = names(extractor, story, "intervention", "performed")
    assert done <= performed
    assert not not_done & performed


def test_a_collar_rather_than_surgery_recommended_stays_recommended(
    extractor: Extractor,
) -> None:
    story = "A collar rather than surgery was recommended."
    assert "cervical collar" in names(extractor, story, "intervention", "recommended")


@pytest.mark.parametrize(
    ("story", "kept", "spared"),
    [
        (
            "The mass involved T3 and T4 and spared T1 and T2.",
            {"T3", "T4"},
            {"T1", "T2"},
        ),
        ("MRI showed fractures of L1 and L3; L2 was spared.", {"L1", "L3"}, {"L2"}),
        ("CT showed a fracture of T12; L1 and L2 were intact.", {"T12"}, {"L1", "L2"}),
        (
            "T1-weighted images showed a mass at T10, and T2-weighted images a rim.",
            {"T10"},
            {"T1", "T2"},
        ),
        (
            "MRI showed discitis at L1-L2 and an incidental Tarlov cyst at S2.",
            {"L1-L2"},
            {"S2"},
        ),
        ("MRI showed a mass at T10 and T2.", {"T2", "T10"}, set()),
    ],
)
def test_levels_spared_and_sequences_are_no_lesion(
    extractor: Extractor, story: str, kept: set[str], spared: set[str]
) -> None:
    found = levels(extractor, story)
    assert kept <= found
    assert not spared & found


@pytest.mark.parametrize(
    ("story", "field", "never"),
    [
        (
            "Had he developed incontinence, we would have operated.",
            "symptom",
            "bladder dysfunction",
        ),
        ("Lymphoma was favored until biopsy.", "diagnosis", "lymphoma"),
        (
            "On MRI, metastasis and infection were in the differential.",
            "imaging",
            "metastasis",
        ),
        ("On CT, metastases were expected.", "imaging", "metastasis"),
        ("Amyotrophic lateral sclerosis was known.", "symptom", "muscle wasting"),
        ("He had mid-thoracic pain.", "symptom", "chest pain"),
        (
            "He underwent fusion. Complications of this operation include hoarseness.",
            "complication",
            "hoarseness",
        ),
    ],
)
def test_what_is_feared_or_told_in_general_is_not_present(
    extractor: Extractor, story: str, field: str, never: str
) -> None:
    assert never not in names(extractor, story, field)


def test_each_sequence_keeps_its_signal(extractor: Extractor) -> None:
    story = (
        "T1-weighted images showed a hypointense mass at T10, and T2-weighted "
        "images showed no cord signal change."
    )
    found = names(extractor, story, "imaging")
    assert "low T1 signal" in found
    assert "low T2 signal" not in found


def test_a_dose_is_no_value_of_the_test_before_it(extractor: Extractor) -> None:
    story = "The culture grew Candida, so fluconazole 400 mg daily was given."
    labs = [f for f in facts_of(extractor, story) if f.field == "lab"]
    assert [f.value for f in labs if f.concept == "culture"] == [None]
