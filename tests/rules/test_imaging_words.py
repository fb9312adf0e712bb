"""Findings in ordinary words, telegram style and the spellings of many countries."""

from collections.abc import Callable

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import facts_in_case

OPENING = "A 58-year-old farmer came with pain in the back. "
Told = Callable[[str], set[tuple[str, str]]]


@pytest.fixture
def told(spine: Extractor) -> Told:
    def findings(story: str) -> set[tuple[str, str]]:
        return {
            (fact.concept or "", fact.status)
            for fact in facts_in_case(spine, OPENING + story)
            if fact.field == "imaging"
        }

    return findings


@pytest.mark.parametrize(
    ("story", "concepts"),
    [
        ("X-ray: calcified disc C4-5.", {"calcification"}),
        ("Films: the L4-5 space pinched, its edges eroded.", {"bone erosion"}),
        ("The film showed pinched discs at C5-6.", {"disc space narrowing"}),
        ("Films: lordosis ironed out.", {"loss of lordosis"}),
        ("X-ray: C5-6 collapsed.", {"disc space narrowing"}),
        ("CT: a dense left pedicle of T1.", {"sclerosis"}),
        ("X-ray: a vague density about the lamina of T4.", {"sclerosis"}),
        ("X-ray: pre-vertebral swelling.", {"soft tissue swelling"}),
        ("CT: the tissue before C2 to C4 was thickened.", {"soft tissue swelling"}),
        ("MRI: an extra-dural haematoma at T4.", {"epidural hematoma"}),
        (
            "MRI: a paravertebral and epidural abscess.",
            {"paravertebral abscess", "epidural abscess"},
        ),
        ("MRI: a mass displacing the cord.", {"mass", "cord displacement"}),
        ("MRI: cord displaced and squashed.", {"spinal cord compression"}),
        ("CT showed air in the L3/4 disc.", {"vacuum phenomenon"}),
        ("The PET lit up the T6 body.", {"increased tracer uptake"}),
        ("Dual-energy CT lit up green at L4-5.", {"urate deposition"}),
        ("CT: lytic lesion of the T8 body.", {"lytic lesion"}),
        ("Films showed the old narrowing of C5/6.", {"disc space narrowing"}),
        ("X-ray suggested, and CT proved, a fracture of L1.", {"fracture"}),
        ("MRI: so much oedema of T4 that a tumour was feared.", {"edema"}),
        ("Films showed nothing but osteophytes.", {"osteophyte"}),
        ("M.R.I. disclosed a syrinx.", {"syrinx"}),
        ("The chest films were normal at first.", {"normal"}),
        ("Chest films neg.", {"normal"}),
        ("DXA: T-score of the hip −3.1.", {"reduced bone density"}),
    ],
)
def test_a_finding_may_be_told_in_ordinary_words(
    told: Told, story: str, concepts: set[str]
) -> None:
    present = {concept for concept, status in told(story) if status == "present"}
    assert concepts <= present
    assert present <= concepts | {"disc space narrowing"}


@pytest.mark.parametrize(
    ("story", "concept"),
    [
        ("CT: a fragment; the cord was not touched.", "spinal cord compression"),
        ("On MRI the roots were free.", "nerve root compression"),
        ("MRI: the cord signal was unaltered.", "cord signal change"),
        ("MRI: the cord gave no abnormal signal.", "cord signal change"),
        ("Film: sacro-iliac joints open.", "sacroiliitis"),
        ("Films: well preserved discs.", "disc space narrowing"),
        ("Ultrasound did not show a halo.", "halo sign"),
        ("On the myelogram the dye passed freely.", "contrast block"),
        ("CT angiography showed no dissection.", "dissection"),
        ("Head CT: no bleed.", "hemorrhage"),
    ],
)
def test_a_finding_may_be_denied_in_ordinary_words(
    told: Told, story: str, concept: str
) -> None:
    assert (concept, "absent") in told(story)
    assert (concept, "present") not in told(story)


@pytest.mark.parametrize(
    ("story", "concept"),
    [
        ("MRI: an abscess touching the cord.", "spinal cord compression"),
        ("MRI was made. He had tophi on both elbows.", "tophus"),
        ("CT was made. She had cystic fibrosis.", "cyst"),
        ("DXA gave a T-score of -0.9.", "reduced bone density"),
        ("MRI: fluid in the retropharyngeal space, thin.", "disc space narrowing"),
        ("CT: fracture of the dens with 2 mm displacement.", "spondylolisthesis"),
        ("MRI: disc with compression of the L3 root.", "vertebral collapse"),
        ("CT: cysts of the dens in destructive spondyloarthropathy.", "bone erosion"),
        ("On MRI a row of dark flow voids lay on T2.", "low T2 signal"),
    ],
)
def test_words_that_only_look_like_a_finding_are_none(
    told: Told, story: str, concept: str
) -> None:
    assert concept not in {name for name, _ in told(story)}


def test_a_relative_clause_ends_a_denial(told: Told) -> None:
    found = told(
        "MRI: fluid that did not enhance at its rim, and oedema of the muscle."
    )
    assert ("contrast enhancement", "absent") in found
    assert ("edema", "present") in found


def test_a_thin_film_of_fluid_is_no_radiograph(spine: Extractor) -> None:
    facts = facts_in_case(spine, OPENING + "CT showed a fluid film behind a cyst.")
    assert {f.modality for f in facts if f.field == "imaging"} == {"CT"}


def test_the_abscess_named_again_is_the_one_found(told: Told) -> None:
    found = told("MRI: psoas abscess. Under CT the abscess was drained.")
    assert found == {("psoas abscess", "present")}
