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
        ("DXA: T-score of the hip −3.1.", {"osteoporosis"}),
        ("DXA: T-score of the hip -1.8.", {"reduced bone density"}),
        ("CT: # dens.", {"fracture"}),
        ("CT: no #, OPLL C3-6.", {"ossification"}),
        ("X-ray: an enlarged, picture-frame body of L3.", {"picture-frame vertebra"}),
        ("CT: destructive mass of S2.", {"bone erosion", "mass"}),
        ("CT: the facets were locked at C5-6.", {"dislocation"}),
        ("X-ray: C5 had slid forwards upon C6.", {"spondylolisthesis"}),
        ("CT: a crack through the lamina of L5.", {"fracture"}),
        ("MRI: blood in the epidural space.", {"epidural hematoma"}),
        ("MRI: hernia of the T8/9 disc.", {"disc herniation"}),
        ("MRI: T12 had lost 60% of its height.", {"vertebral collapse"}),
        ("CT: a fragment driven into the canal.", {"retropulsed fragment"}),
    ],
)
def test_a_finding_may_be_told_in_ordinary_words(
    told: Told, story: str, concepts: set[str]
) -> None:
    present = {concept for concept, status in told(story) if status == "present"}
    assert concepts <= present
    assert present <= concepts | {"disc space narrowing", "vertebral enlargement"}


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
        ("MRI: nothing compresses the cord.", "spinal cord compression"),
        ("MRI: no signal anomaly of the cord.", "cord signal change"),
        ("MRI: touching, not compressing, the cord.", "spinal cord compression"),
        ("MRI: the cord, whose signal was normal.", "cord signal change"),
        ("Films: L4 slipped on L5, stable on flexion.", "instability"),
        ("On MRI an abscess could be excluded.", "abscess"),
        ("CT: end plates intact.", "bone erosion"),
        ("CT: the foramina were patent.", "foraminal stenosis"),
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
        ("DXA gave a T-score of -0.9.", "osteoporosis"),
        ("MRI: no further lesion in the spine.", "mass"),
        ("A control CT was clean.", "normal"),
        ("MRI: a cyst, bright on T2 with a dark rim.", "low T2 signal"),
        ("MRI: a clot, high on T1, cord compressed.", "cord signal change"),
        ("CT: fluid-calcium levels at the facet joint.", "effusion"),
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


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (
            "Films revealed a fracture. CT confirmed it.",
            {("radiography", "fracture"), ("CT", "fracture")},
        ),
        (
            "X-ray: erosion of C4 and a cyst. CT: the same.",
            {
                ("radiography", "bone erosion"),
                ("radiography", "cyst"),
                ("CT", "bone erosion"),
                ("CT", "cyst"),
            },
        ),
        (
            "MRI showed a mass. CT revealed that the mass was calcified.",
            {("MRI", "mass"), ("CT", "calcification")},
        ),
        (
            "X-rays showed fractures. CT of the spine showed compression fractures.",
            {("radiography", "fracture"), ("CT", "fracture")},
        ),
        (
            "The cyst seen on MRI was confirmed by CT.",
            {("MRI", "cyst"), ("CT", "cyst")},
        ),
        (
            "CT showed a herniation of the disc that proved calcified on MRI.",
            {("CT", "disc herniation"), ("MRI", "calcification")},
        ),
        ("L1 had collapsed; MRI showed a cyst.", {("MRI", "cyst")}),
        (
            "Tomograms (CT not yet available): a fracture.",
            {("radiography", "fracture")},
        ),
        (
            "CT and MRI showed a cyst and a bright cord on T2.",
            {("CT", "cyst"), ("MRI", "cyst"), ("MRI", "cord signal change")},
        ),
    ],
)
def test_each_finding_has_the_modality_that_speaks_of_it(
    spine: Extractor, story: str, expected: set[tuple[str, str]]
) -> None:
    facts = facts_in_case(spine, OPENING + story)
    found = {(f.modality, f.concept) for f in facts if f.field == "imaging"}
    assert {pair for pair in found if pair[0]} == expected


def test_a_collection_that_was_a_clot_is_called_so(told: Told) -> None:
    clot = "MRI: dorsal epidural collection at T4. It was an epidural haematoma."
    assert ("epidural hematoma", "present") in told(clot)
    assert ("epidural collection", "present") in told("MRI: epidural collection at T4.")


PRESENT, ABSENT = "present", "absent"


@pytest.mark.parametrize(
    ("story", "findings"),
    [
        (
            "Films showed no fracture, but CT revealed one at C6.",
            {("fracture", ABSENT), ("fracture", PRESENT)},
        ),
        (
            "X-rays disclosed no calcification. CT, however, showed it before C2.",
            {("calcification", ABSENT), ("calcification", PRESENT)},
        ),
        ("CT showed a mass and MRI showed it to be dark.", {("mass", PRESENT)}),
        ("MRI: a broad-based protrusion of L4-5.", {("disc herniation", PRESENT)}),
        ("He walked with a broad-based gait.", set()),
        ("A fall at 19 had left him with a fracture of the wrist.", set()),
        ("A bone scan, since discitis had been suspected, was made.", set()),
        (
            "The first suspicion was of metastasis, but CT showed a cyst.",
            {("cyst", PRESENT)},
        ),
        ("MRI showed no growth of the tumour.", set()),
        ("The ECG showed no block.", set()),
        ("Myelography revealed no block.", {("contrast block", ABSENT)}),
        (
            "MRI: a mass with a dark rim on T2.",
            {("mass", PRESENT), ("low T2 signal", PRESENT)},
        ),
        (
            "MRI: a mass, bright on T2, with a dark rim.",
            {("mass", PRESENT), ("high T2 signal", PRESENT)},
        ),
    ],
)
def test_what_is_shown_after_all_and_what_only_feared(
    told: Told, story: str, findings: set[tuple[str, str]]
) -> None:
    assert told(story) == findings


@pytest.mark.parametrize(
    ("story", "level"),
    [
        ("MRI: oedema of the cord at T10. The fistula was found at L2.", "L2"),
        (
            "MRI: an abnormal T5 vertebra, and a mass compressing the cord at T4-T6.",
            "T5",
        ),
        ("MRI showed a mass of low T2 signal behind the L3 spinous process.", "L3"),
        ("X-ray: L4 had slipped forward on L5.", "L4-L5"),
        ("Films showed slipping of C4 on C5.", "C4-C5"),
        ("CT: a calcified herniation at T7-8; MRI: a syrinx above, at T6.", "T7-T8"),
        ("A meningioma lay at T5, and a disc at C5-6 bulged on MRI.", "T5"),
        ("MRI: a dural fistula; oedema of the cord from T6 to T12.", ""),
        ("MRI: no fistula, but oedema of the cord from T6 to T12.", "T6-T12"),
    ],
)
def test_the_lesion_lies_where_it_was_found_not_where_it_reaches(
    spine: Extractor, story: str, level: str
) -> None:
    facts = facts_in_case(spine, OPENING + story)
    found = {f.value for f in facts if f.field == "level" and f.concept == "lesion"}
    assert found == ({level} if level else set())


@pytest.mark.parametrize(
    ("story", "shown"),
    [
        (
            "MRI and CT were made; the former showed oedema, the latter a fracture.",
            {("MRI", "edema"), ("CT", "fracture")},
        ),
        (
            "CT and MRI were obtained. The latter revealed a syrinx.",
            {("MRI", "syrinx")},
        ),
        ("The former films showed a fracture.", {("radiography", "fracture")}),
    ],
)
def test_the_former_and_the_latter_stand_for_two_modalities(
    spine: Extractor, story: str, shown: set[tuple[str, str]]
) -> None:
    facts = facts_in_case(spine, OPENING + story)
    found = {(f.modality, f.concept) for f in facts if f.field == "imaging"}
    assert found == shown
