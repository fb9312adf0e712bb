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
