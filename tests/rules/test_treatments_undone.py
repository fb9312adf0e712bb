"""What was meant, offered or begun and not done, and what only looks so."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import treated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Preparations for laminectomy were made, then stopped.", {"-laminectomy"}),
        (
            "The theatre was alerted for laminectomy, but by noon he could walk.",
            {"-laminectomy"},
        ),
        ("Fusion was left out because of the skin.", {"-fusion"}),
        ("Denosumab was not covered by the insurance.", {"-denosumab"}),
        ("Radiotherapy will follow.", {"-radiotherapy"}),
        ("If he worsens, we shall do a laminectomy.", {"-laminectomy"}),
        ("A corset was ordered but he would not wear it.", {"-brace"}),
        ("He never returned for the operation.", {"-surgery"}),
        ("He left before the biopsy could be done.", {"-biopsy"}),
        ("The surgeons judged an operation too risky.", {"-surgery"}),
        ("He would not hear of an operation.", {"-surgery"}),
        ("We thought of operating, but power returned.", {"-surgery"}),
        ("He is waiting for an operation.", {"-surgery"}),
        ("Despite advice to have surgery he went home.", {"-surgery"}),
        (
            "He elected a collar instead of laminectomy.",
            {"cervical collar", "-laminectomy"},
        ),
        ("Incision had been booked and was cancelled.", {"-drainage"}),
        ("Decompression and stabilisation were planned.", {"-decompression"}),
    ],
)
def test_what_was_not_done_is_kept_apart(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert treated(spine, text) - {"-instrumentation"} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The planned laminectomy was carried out.", {"laminectomy"}),
        ("The 64-year-old underwent laminectomy.", {"laminectomy"}),
        (
            "Prior to laminectomy the feeders were embolised.",
            {"embolization", "laminectomy"},
        ),
        ("The tumour was considered operable and was excised.", {"tumor resection"}),
        ("A nerve block gave relief and was not repeated.", {"nerve block"}),
        ("Halo traction was applied for two days.", {"traction"}),
        (
            "He went home on colchicine with planned follow-up in the clinic.",
            {"colchicine"},
        ),
    ],
)
def test_what_was_done_stays_done(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert treated(spine, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Surgery was not an option.",
        "We do not recommend laminectomy alone.",
        "The posterior approach should be abandoned for laminectomy.",
        "Rifampicin resistance was not detected.",
        "Tacrolimus 9 ng/mL, creatinine 88 umol/L.",
        "He had defaulted from transfusion.",
        "MRI showed that the whole spine was fused.",
        "An old laminectomy scar was seen.",
        "At endoscopy there was aspiration of barium.",
    ],
)
def test_what_is_no_treatment(spine: Extractor, text: str) -> None:
    assert treated(spine, text) - {"endoscopy"} == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A clot was found and removed piecemeal.", {"hematoma evacuation"}),
        (
            "Laminectomy of T8 was done. Decompression and stabilisation helped him.",
            {"laminectomy", "instrumentation"},
        ),
        ("The medial third of the facet was removed.", {"facetectomy"}),
        ("Both facets were sacrificed.", {"facetectomy"}),
        ("The radiologist aspirated the left facet.", {"aspiration"}),
        ("The left half of the lamina was drilled.", {"hemilaminectomy"}),
        ("He received 30 Gy in ten fractions.", {"radiotherapy"}),
        ("He was taught exercises.", {"physiotherapy"}),
    ],
)
def test_one_act_has_one_name(spine: Extractor, text: str, expected: set[str]) -> None:
    assert treated(spine, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ablation was our first choice, but it was too risky and was abandoned.",
            {"-ablation"},
        ),
        ("Outpatient physical therapy advised.", {"-physiotherapy"}),
        ("A PSO was considered.", {"-pedicle subtraction osteotomy"}),
        ("Balloon occlusion was considered.", {"-balloon occlusion"}),
        ("Incision and drainage was booked.", {"-drainage"}),
        (
            "A diagnosis of myelitis was entertained and prednisolone, 1 g, was given.",
            {"corticosteroid"},
        ),
        (
            "Naproxen eased her for a year but was given up because of an ulcer.",
            {"NSAID"},
        ),
        (
            "He has been put on melphalan and prednisone and is awaiting admission.",
            {"chemotherapy", "corticosteroid"},
        ),
        ("The paraparesis was aggravated by steroids.", set()),
        (
            "It was postponed twice and finally carried out as a hemilaminectomy.",
            {"hemilaminectomy"},
        ),
        ("At first he refused surgery; then he had a laminectomy.", {"laminectomy"}),
        (
            "Traction was tried for a day and abandoned in favour of open reduction.",
            {"traction", "reduction"},
        ),
        (
            "A halo was proposed; he accepted a collar only.",
            {"-halo vest", "cervical collar"},
        ),
        ("MRI was planned and physiotherapy prescribed.", {"physiotherapy"}),
        ("The plan was a corpectomy, but he improved.", {"-corpectomy"}),
        (
            "Instead of the planned corpectomy a laminectomy was performed.",
            {"-corpectomy", "laminectomy"},
        ),
        ("Vertebroplasty was on offer, but he improved.", {"-vertebroplasty"}),
        ("He was given a collar which he never wore.", {"-cervical collar"}),
        ("Colchicine had been prescribed but he had never taken it.", set()),
    ],
)
def test_what_was_weighed_is_told_from_what_was_given(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert treated(spine, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An operation was put to him; he asked for time.", {"-surgery"}),
        ("We were inclined to operate, but he improved.", {"-surgery"}),
        ("The patient is thinking over our proposal of laminectomy.", {"-laminectomy"}),
        ("He has yet to decide about decompression.", {"-decompression"}),
        ("Referral for radiotherapy has been made.", {"-radiotherapy"}),
        ("Our intention had been to follow this by fusion.", {"-fusion"}),
        ("Consent for biopsy was not forthcoming.", {"-biopsy"}),
        ("Advised laminectomy; pt refused.", {"-laminectomy"}),
        ("A corpectomy would have been too great a strain.", {"-corpectomy"}),
        ("The insurer would not fund disc replacement.", {"-disc replacement"}),
        ("He changed his mind about laminectomy.", {"-laminectomy"}),
        ("He left before radiotherapy could be started.", {"-radiotherapy"}),
        ("Surgery was not thought advisable.", set()),
        ("We were unable to biopsy the lesion.", set()),
        (
            "Laminectomy having been refused, traction was continued.",
            {"-laminectomy", "traction"},
        ),
        ("Apart from paracetamol nothing was needed.", {"analgesic"}),
        (
            "Being unwilling to undergo laminectomy, he was managed with a brace.",
            {"-laminectomy", "brace"},
        ),
        (
            "Biopsy was rejected in favour of curettage, by which the mass was removed.",
            {"-biopsy", "curettage", "excision"},
        ),
        (
            "After discussing vertebroplasty with her, we settled on a brace.",
            {"-vertebroplasty", "brace"},
        ),
        (
            "Laminectomy was done, the surgeon having insisted on it.",
            {"laminectomy"},
        ),
        ("Traction was tried and abandoned after two days.", {"traction"}),
        (
            "Surgery was advised and performed the next day: the mass was excised.",
            {"excision"},
        ),
        (
            "Transoral odontoidectomy preceded posterior fixation.",
            {"odontoidectomy", "instrumentation"},
        ),
    ],
)
def test_a_wish_a_proposal_or_an_obstacle_is_no_deed(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert treated(spine, text) == expected
