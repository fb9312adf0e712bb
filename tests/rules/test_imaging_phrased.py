"""Findings as old papers, telegrams, radiologists and other languages word them."""

from collections.abc import Callable

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import facts_in_case

OPENING = "Our patient was a 61-year-old woman with back pain. "
Told = Callable[[str], set[str]]


@pytest.fixture
def told(spine: Extractor) -> Told:
    """Return the findings of a story, the absent ones with a minus."""

    def findings(story: str) -> set[str]:
        return {
            ("-" if fact.status == "absent" else "") + (fact.concept or "")
            for fact in facts_in_case(spine, OPENING + story)
            if fact.field == "imaging" and fact.status in {"present", "absent"}
        }

    return findings


@pytest.mark.parametrize(
    ("story", "concepts"),
    [
        ("MRI: the disc was reduced to a thin line.", {"disc space narrowing"}),
        ("X-ray: the C5-6 disc is half its height.", {"disc space narrowing"}),
        ("The film showed a shadow of lime at C3-4.", {"calcification"}),
        ("CT: the nucleus had the density of bone.", {"calcification"}),
        ("The film showed a density of bone behind T9.", {"ossification"}),
        ("On MRI the cord was draped over a disc.", {"spinal cord compression"}),
        ("MRI: the cord reduced to a ribbon.", {"spinal cord compression"}),
        ("CT showed disco-radicular conflict.", {"nerve root compression"}),
        (
            "MRI: an abscess compressing the thecal sac and the left L5 root.",
            {"abscess", "thecal sac compression", "nerve root compression"},
        ),
        ("CT: the space available for the cord reduced.", {"spinal canal stenosis"}),
        ("MRI: degenerate, bulging discs.", {"disc degeneration", "disc herniation"}),
        ("X-ray: an antelisthesis of C4.", {"spondylolisthesis"}),
        ("X-ray: loss of anterior height of T12.", {"vertebral collapse"}),
        ("X-ray: the neck was held straight.", {"loss of lordosis"}),
        ("X-ray: C5 and C6 were fused.", {"ankylosis"}),
        ("Films: a curve with a Cobb angle of 32 degrees.", {"scoliosis"}),
        ("After gadolinium uptake by the rim on MRI.", {"contrast enhancement"}),
        ("The scan showed a mass at T6.", {"mass"}),
        ("The radiologist described a calcified disc.", {"calcification"}),
        (
            "X-ray: wedging of T12; MRI, oedema there.",
            {"vertebral collapse", "edema"},
        ),
    ],
)
def test_a_finding_in_many_words(told: Told, story: str, concepts: set[str]) -> None:
    assert told(story) == concepts


@pytest.mark.parametrize(
    ("story", "concepts"),
    [
        ("CT, made to look for a fracture, showed none.", {"-fracture"}),
        ("MRI: no compression.", {"-spinal cord compression"}),
        (
            "MRI: a mass abutting the cord but not compressing it.",
            {"mass", "-spinal cord compression"},
        ),
        ("The cord was spared on MRI.", {"-spinal cord compression"}),
        ("Flexion views did not show instability.", {"-instability"}),
        ("Angiography showed no malformation.", {"-vascular malformation"}),
        ("MRI: discs of normal height.", {"-disc space narrowing"}),
    ],
)
def test_a_finding_denied(told: Told, story: str, concepts: set[str]) -> None:
    assert told(story) == concepts


@pytest.mark.parametrize(
    "story",
    [
        "She was sent for radiographs, which were normal.",
        "Radiographs were unrevealing.",
        "MRI did not show anything abnormal.",
        "X-ray showed nothing of note.",
    ],
)
def test_an_image_that_shows_nothing_is_normal(told: Told, story: str) -> None:
    assert told(story) == {"normal"}


@pytest.mark.parametrize(
    "story",
    [
        "MRI: the cord is compressed at T8, with high T2 signal within it.",
        "MRI: the cord is compressed, and there is bright signal in it on T2.",
    ],
)
def test_signal_within_the_cord_named_before(told: Told, story: str) -> None:
    assert told(story) == {"spinal cord compression", "cord signal change"}


def test_signal_within_a_mass_is_not_that_of_the_cord(told: Told) -> None:
    assert told("MRI: a mass of the psoas with high T2 signal within it.") == {
        "mass",
        "high T2 signal",
    }


def test_a_bright_lesion_of_the_cord_is_no_mass(told: Told) -> None:
    assert told("MRI showed a T2-bright cord lesion.") == {"cord signal change"}


@pytest.mark.parametrize(
    "story",
    [
        "Films were first read as negative; CT showed a mass.",
        "Films were reported as normal; on review a mass was seen.",
    ],
)
def test_a_film_misread_as_normal_is_not_normal(told: Told, story: str) -> None:
    assert told(story) == {"mass"}


@pytest.mark.parametrize(
    ("story", "concepts"),
    [
        ("MRI: a mass, T1 low, T2 high.", {"mass", "low T1 signal", "high T2 signal"}),
        (
            "MRI. T1WI: dark; T2WI: dark.",
            {"low T1 signal", "low T2 signal"},
        ),
        (
            "MRI: a mass pressing on the cord, which gave high signal on T2.",
            {"mass", "spinal cord compression", "cord signal change"},
        ),
    ],
)
def test_signal_told_sequence_first(told: Told, story: str, concepts: set[str]) -> None:
    assert told(story) == concepts


@pytest.mark.parametrize(
    "story",
    [
        "MRI is the method of choice for detecting cord compression.",
        "CT is superior to MRI in showing calcification.",
        "Postoperative CT showed complete removal of the calcified disc.",
        "An abscess was thought of before CT was done.",
    ],
)
def test_what_is_no_finding_of_the_patient(told: Told, story: str) -> None:
    assert told(story) == set()


@pytest.mark.parametrize(
    ("story", "concepts"),
    [
        ("A film taken for colic showed a calcified disc.", {"calcification"}),
        ("Not until CT was the fracture seen.", {"fracture"}),
        ("MRI was done. Axial cuts showed a mass on the left.", {"mass"}),
        ("X-ray T7 collapse.", {"vertebral collapse"}),
        ("Bone scan showed normal uptake.", {"-increased tracer uptake"}),
        ("CT revealed no bony abnormality.", {"normal"}),
        ("The canal diameter was normal on CT.", {"-spinal canal stenosis"}),
    ],
)
def test_images_in_other_words(told: Told, story: str, concepts: set[str]) -> None:
    assert told(story) == concepts


def test_barium_held_up_is_no_block_of_the_canal(told: Told) -> None:
    assert told("Barium swallow: the column was held up at C5.") == set()


def test_the_caudal_end_of_a_span_is_no_sequence(told: Told) -> None:
    assert told("MRI: it was bright on T2, from C4 to T1.") == {"high T2 signal"}


def test_first_imaging_after_collars_failed_is_a_finding(told: Told) -> None:
    story = "A collar did not help. MRI after three months showed a mass at T6."
    assert told(story) == {"mass"}


def test_repeat_imaging_after_collars_is_the_outcome(told: Told) -> None:
    story = "A collar was worn. Repeat films after six weeks showed no calcification."
    assert told(story) == set()


def test_what_had_looked_like_a_finding_is_none(told: Told) -> None:
    assert "fracture" not in told(
        "What had looked like a fracture on X-ray was a vein."
    )


@pytest.mark.parametrize(
    "story",
    [
        "MRI was normal. A repeat study after 48 hours disclosed a mass at T6.",
        "On the plain film the right pedicle of T8 is missing.",
    ],
)
def test_an_image_described_in_passing_is_the_patients(told: Told, story: str) -> None:
    assert told(story) - {"normal"}


def test_the_scan_is_the_one_named_before(spine: Extractor) -> None:
    story = OPENING + "CT was done at once. The scan showed a mass at T6."
    shown = {
        (f.concept, f.modality)
        for f in facts_in_case(spine, story)
        if f.field == "imaging"
    }
    assert shown == {("mass", "CT")}
