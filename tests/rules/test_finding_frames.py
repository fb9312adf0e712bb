"""A part of the body and its change are one finding, in whatever words they stand."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import facts_in_case

OPENING = "A 49-year-old nurse had pain in the back. "


def _findings(spine: Extractor, story: str, status: str) -> set[str]:
    facts = facts_in_case(spine, OPENING + story)
    return {
        f.concept or "" for f in facts if f.field == "imaging" and f.status == status
    }


@pytest.mark.parametrize(
    ("story", "concept"),
    [
        ("On MRI the canal was, at this level, severely narrowed.", "canal"),
        ("MRI showed narrowing of the bony vertebral canal.", "canal"),
        ("CT showed a markedly narrowed spinal canal.", "canal"),
        ("CT showed a spur narrowing the canal.", "canal"),
        ("CT showed a bony mass which had filled the canal.", "canal"),
        ("MRI showed the cord squashed against the lamina.", "cord"),
        ("MRI showed a compressed and displaced cord.", "cord"),
        ("On MRI the theca was dented by a cyst.", "sac"),
        ("MRI showed crowding of the cauda equina.", "cauda"),
        ("X-ray showed that the body of L2 had been crushed.", "body"),
        ("X-ray: the vertebra had lost a third of its height.", "body"),
        ("CT showed that the left pedicle had been eaten away.", "bone"),
        ("On CT the yellow ligament was thick and buckled.", "flavum"),
        ("The lateral film showed reversal of the cervical curve.", "lordosis"),
        ("MRI showed that the nucleus had bulged backwards.", "disc"),
    ],
)
def test_a_part_and_its_change_are_a_finding(
    spine: Extractor, story: str, concept: str
) -> None:
    names = {
        "canal": "spinal canal stenosis",
        "cord": "spinal cord compression",
        "sac": "thecal sac compression",
        "cauda": "cauda equina compression",
        "body": "vertebral collapse",
        "bone": "bone erosion",
        "flavum": "ligamentum flavum thickening",
        "lordosis": "loss of lordosis",
        "disc": "disc herniation",
    }
    assert names[concept] in _findings(spine, story, "present")


@pytest.mark.parametrize(
    ("story", "concept"),
    [
        (
            "CT angiography showed a stenosis at the origin of the left renal artery.",
            "renal artery stenosis",
        ),
        (
            "Angiography: left anterior descending artery occluded.",
            "coronary artery occlusion",
        ),
        (
            "On echocardiography the right ventricle was dilated.",
            "right ventricular dilatation",
        ),
        ("Echocardiography showed a leaking mitral valve.", "mitral regurgitation"),
        ("Ultrasound showed that the spleen was enlarged.", "splenomegaly"),
        ("CT showed a laceration of the liver.", "liver laceration"),
    ],
)
def test_a_finding_takes_the_name_of_its_vessel_or_organ(
    spine: Extractor, story: str, concept: str
) -> None:
    assert concept in _findings(spine, story, "present")


@pytest.mark.parametrize(
    ("story", "concept"),
    [
        ("MRI showed a narrowed disc, the canal being wide.", "spinal canal stenosis"),
        ("MRI showed a disc narrowing the canal.", "disc space narrowing"),
        (
            "X-ray showed a calcified disc space and loss of lordosis.",
            "disc space narrowing",
        ),
        ("CT showed bodies of normal height.", "vertebral collapse"),
        ("Laryngoscopy showed a compressed vocal cord.", "spinal cord compression"),
    ],
)
def test_a_change_does_not_reach_past_another_part(
    spine: Extractor, story: str, concept: str
) -> None:
    assert concept not in _findings(spine, story, "present")


@pytest.mark.parametrize(
    ("story", "concept"),
    [
        ("On CT the canal was of normal width.", "spinal canal stenosis"),
        ("MRI showed a protrusion, but the cord was free.", "spinal cord compression"),
        ("On MRI the canal was not narrowed.", "spinal canal stenosis"),
        ("On MRI there was no narrowing of the foramen.", "foraminal stenosis"),
    ],
)
def test_a_part_without_its_change_is_a_denial(
    spine: Extractor, story: str, concept: str
) -> None:
    assert concept in _findings(spine, story, "absent")
    assert concept not in _findings(spine, story, "present")


@pytest.mark.parametrize(
    ("story", "concept"),
    [
        ("X-ray showed that L2 had been crushed.", "vertebral collapse"),
        ("X-ray showed collapse of L3 and L4 and kyphosis.", "vertebral collapse"),
        ("X-ray showed narrowing of L4-5 and L5-S1.", "disc space narrowing"),
    ],
)
def test_a_level_is_a_part_of_the_body(
    spine: Extractor, story: str, concept: str
) -> None:
    assert concept in _findings(spine, story, "present")


def test_a_change_at_a_level_is_of_something_else(spine: Extractor) -> None:
    found = _findings(spine, "MRI showed compression at L3.", "present")
    assert "vertebral collapse" not in found


def test_an_adjective_after_a_denial_says_something_new(spine: Extractor) -> None:
    story = "MRI showed a nodule without oedema, hyperintense on T1 and T2."
    assert {"high T1 signal", "high T2 signal"} <= _findings(spine, story, "present")


def test_an_operation_of_years_ago_leaves_the_imaging_first(spine: Extractor) -> None:
    story = (
        "CT showed a cyst. Four years earlier she underwent excision of a naevus. "
        "MRI showed a syrinx."
    )
    assert {"cyst", "syrinx"} <= _findings(spine, story, "present")


@pytest.mark.parametrize("name", ["Gastroscopy", "Colonoscopy", "Imaging"])
def test_an_endoscope_shows_findings_without_a_modality(
    spine: Extractor, name: str
) -> None:
    facts = facts_in_case(spine, f"{OPENING}{name} showed a stricture of the pylorus.")
    shown = [f for f in facts if f.field == "imaging"]
    assert [(f.concept, f.modality) for f in shown] == [("pyloric stenosis", None)]


def test_every_frame_names_known_parts_and_a_known_concept(spine: Extractor) -> None:
    labels = {(r["role"], r["label"]) for r in spine.pack.rows("finding_parts")}
    for row in spine.pack.rows("finding_frames"):
        assert {("part", name) for name in row["part"].split("|")} <= labels, row
        assert {("change", name) for name in row["change"].split("|")} <= labels, row
        concept = row["concept"]
        assert "{}" in concept or spine.pack.concept("finding", concept), row
