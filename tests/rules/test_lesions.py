"""The level of the lesion, not of the operation, the root or the screw."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import by_patient, extract, told

START = "Case report\n\nA 58-year-old woman had back pain. "


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("MRI showed a mass at T8.", {"T8"}),
        ("MRI showed a disc herniation at L4-L5.", {"L4-L5"}),
        ("CT showed fractures of T11 and L1.", {"T11", "L1"}),
        ("MRI showed a mass at T8. She underwent laminectomy of T7-T9.", {"T8"}),
        (
            "MRI showed a mass at T8. Sensation was lost below the T10 dermatome.",
            {"T8"},
        ),
        ("MRI showed a mass at T8. There was an old fracture of L2.", {"T8"}),
        ("MRI showed a mass at T8 with cord compression at T7.", {"T8"}),
        (
            "MRI showed a mass by the cord at T8, of low signal on T1. It was oval.",
            {"T8"},
        ),
        ("MRI showed a mass at T8. Pedicle screws were placed at T6 and T10.", {"T8"}),
    ],
)
def test_the_level_is_where_the_lesion_is(
    spine: Extractor, text: str, levels: set[str]
) -> None:
    assert told(extract(spine, START + text), "level") == levels


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("MRI showed a tumour of the thoracic spine.", {"thoracic"}),
        ("MRI showed a tumour of the lumbar spine at L3.", {"L3"}),
        ("MRI showed a tumour of the thoracolumbar spine.", {"thoracolumbar"}),
        ("The lumbar puncture was dry.", set()),
    ],
)
def test_a_region_stands_in_where_no_level_is_named(
    spine: Extractor, text: str, levels: set[str]
) -> None:
    assert told(extract(spine, START + text), "level") == levels


@pytest.mark.parametrize(
    "text",
    [
        "MRI showed no mass at T8.",
        "Rossi et al. described a mass at T8.",
    ],
)
def test_a_denied_or_cited_lesion_has_no_level(spine: Extractor, text: str) -> None:
    assert told(extract(spine, START + text), "level") == set()


def test_each_patient_of_a_series_has_own_levels(spine: Extractor) -> None:
    text = (
        "Case 1\n\nA 58-year-old woman had back pain. MRI showed a mass at T8.\n\n"
        "Case 2\n\nA 31-year-old man had neck pain. MRI showed a mass at C3."
    )
    assert by_patient(extract(spine, text), "level") == {1: {"T8"}, 2: {"C3"}}


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        (
            "CT showed an epidural haematoma from T2 to T6 and a fracture of T4.",
            {"T4"},
        ),
        (
            "CT showed a kyphosis of 50° (T5-T11) and a narrow disc space at T9-10.",
            {"T9-T10"},
        ),
        (
            "MRI showed collapse of C6 and an epidural abscess at C5-6 and C6-7.",
            {"C6", "C5-C6", "C6-C7"},
        ),
        ("X-ray showed collapse of C4. CT showed a calcified C4-5 disc.", {"C4-C5"}),
        ("CT showed a cyst at L2-3 and spondylolisthesis of L4 on L5.", {"L2-L3"}),
        (
            "MRI showed oedema from T7 to the conus. DSA showed a fistula at T9.",
            {"T9"},
        ),
        ("CT showed a cyst at L3. The L4-L5 disc was unremarkable.", {"L3"}),
        ("X-rays showed degenerative disc disease at C5-6 only.", set()),
        ("He had sciatica L5. CT showed a cyst of S2.", {"S2"}),
        ("CT showed a calcified mass from T2 to T6, worst at T4.", {"T2-T6"}),
        (
            "MRI showed discitis of L3-L4. An epidural abscess reached from L2 to S1.",
            {"L3-L4", "L2-S1"},
        ),
        ("X-ray showed collapse of T7 and narrowing of the T9-10 disc space.", {"T7"}),
        ("X-ray showed that L2 had been crushed.", {"L2"}),
        ("His disease lay at L4-5.", {"L4-L5"}),
        (
            "MRI showed urate in the C4-5 disc and in the facets of C6-7.",
            {"C4-C5", "C6-C7"},
        ),
        ("CT showed a lytic lesion of the spinous process of C6.", {"C6"}),
        ("The spinous process of C6 was tender.", set()),
        ("X-ray showed Schmorl nodes at T10. MRI showed a cyst at L3.", {"L3"}),
        ("Her past history included a fracture of L1. CT showed a cyst at T9.", {"T9"}),
        (
            "MRI showed oedema from T5 to T9 and a fistula fed by the T6 artery.",
            {"T6"},
        ),
    ],
)
def test_levels_of_two_lesions_and_of_none(
    spine: Extractor, text: str, levels: set[str]
) -> None:
    assert told(extract(spine, START + text), "level") == levels


def test_a_clot_named_in_the_title_is_a_seat_beside_a_fracture(
    spine: Extractor,
) -> None:
    text = (
        "Epidural haematoma after a fracture\n\nCase report\n\nA 58-year-old woman "
        "had back pain. CT showed an epidural haematoma from T2 to T6 and a fracture "
        "of T4."
    )
    assert told(extract(spine, text), "level") == {"T2-T6", "T4"}


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Microdiscectomy at L5-S1 was performed.", {"L5-S1"}),
        ("Biopsy of T9 was performed.", {"T9"}),
        ("Laminectomy of T9 was performed.", set()),
        ("MRI showed a cyst at L3-4. Discectomy at L5-S1 was performed.", {"L3-L4"}),
        ("Two years earlier a discectomy at L5-S1 had been performed.", set()),
    ],
)
def test_an_operation_on_the_lesion_names_its_level_where_nothing_else_does(
    spine: Extractor, text: str, levels: set[str]
) -> None:
    found = told(extract(spine, START + text), "level")
    assert {level for level in found if level[1].isdigit()} == levels


def test_a_story_in_one_sentence_has_its_level(spine: Extractor) -> None:
    text = (
        "Case report\n\nA 44-year-old man with paraparesis was found to have a mass at "
        "T6 which was removed, and he was well at 2 years."
    )
    assert told(extract(spine, text), "level") == {"T6"}
