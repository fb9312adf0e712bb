"""Findings told absent: how far a denial reaches, and under which name it stands."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import facts_in_case

HEAD = "A 58-year-old farmer came with pain. MRI and CT of the spine were obtained. "


def shown(spine: Extractor, sentence: str) -> set[str]:
    """Return the findings of a sentence, those told absent with a minus."""
    return {
        ("-" if f.status == "absent" else "") + (f.concept or "")
        for f in facts_in_case(spine, HEAD + sentence)
        if f.field == "imaging"
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "The signal intensity of the spinal cord was normal.",
        "Cord signal intensity remained normal.",
        "The myelon was of normal signal intensity.",
        "The conus returned a normal signal.",
    ],
)
def test_a_cord_of_normal_signal_has_no_change(spine: Extractor, sentence: str) -> None:
    assert shown(spine, sentence) == {"-cord signal change"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A non-calcified nodule lay behind C4.", "-calcification"),
        ("The foramina were not compromised.", "-foraminal stenosis"),
        ("CT aortography excluded dissection.", "-aortic dissection"),
        ("No dissection of the vertebral arteries.", "-vertebral artery dissection"),
        (
            "There was no ossification of the posterior longitudinal ligament.",
            "-ossification of the posterior longitudinal ligament",
        ),
        ("No OLF was seen.", "-ossification of the ligamentum flavum"),
        ("OLF was seen at T9-T10.", "ossification"),
        ("The left pedicle of L2 was absent.", "bone erosion"),
    ],
)
def test_names_of_what_is_there_or_not(
    spine: Extractor, sentence: str, expected: str
) -> None:
    assert expected in shown(spine, sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The fluid collection showed neither rim enhancement nor septa.",
            {"fluid collection", "-contrast enhancement"},
        ),
        (
            "Apart from a hemangioma, MRI showed neither cord compression nor oedema.",
            {"hemangioma", "-spinal cord compression", "-edema"},
        ),
        (
            "Without any fracture, CT depicted a retropharyngeal effusion.",
            {"-fracture", "effusion"},
        ),
        (
            "No bone marrow oedema accompanied the disc herniation.",
            {"-edema", "disc herniation"},
        ),
        ("CT, made to look for a fracture, showed none.", {"-fracture"}),
    ],
)
def test_a_denial_reaches_no_further_than_its_object(
    spine: Extractor, sentence: str, expected: set[str]
) -> None:
    assert shown(spine, sentence) == expected


def test_facets_without_arthrosis_are_not_eroded(spine: Extractor) -> None:
    assert "bone erosion" not in shown(spine, "Facet arthrosis was absent.")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The discs were preserved.", {"-disc space narrowing"}),
        ("Bone destruction was conspicuously absent.", {"-bone erosion"}),
        ("Echocardiography excluded endocarditis.", {"-endocarditis"}),
        ("A metastasis was sought by CT; none was found.", {"-metastasis"}),
    ],
)
def test_findings_told_absent_in_other_words(
    spine: Extractor, sentence: str, expected: set[str]
) -> None:
    assert shown(spine, sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The cervical spine was imaged and showed no stenosis.",
            "-spinal canal stenosis",
        ),
        ("The discs were not affected.", "-disc involvement"),
        ("Calcification was present in neither.", "-calcification"),
    ],
)
def test_denials_at_the_end_and_of_the_whole(
    spine: Extractor, sentence: str, expected: str
) -> None:
    assert shown(spine, sentence) == {expected}
