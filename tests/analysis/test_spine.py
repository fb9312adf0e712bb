"""A lesion covers the vertebrae and discs it names; each patient counts once at each."""

import pytest

from pipeline.analysis.spine import VERTEBRAE, patients_per_place, places_of
from pipeline.series import Row


def test_the_spine_goes_from_the_occiput_to_the_sacrum() -> None:
    assert len(VERTEBRAE) == 1 + 7 + 12 + 5 + 5
    assert (VERTEBRAE[0], VERTEBRAE[8], VERTEBRAE[-1]) == ("C0", "T1", "S5")


@pytest.mark.parametrize(
    ("level", "places"),
    [
        ("C4", ("C4",)),
        ("C4-C5", ("C4-C5",)),
        ("C0-C1", ("C0-C1",)),
        ("C7-T1", ("C7-T1",)),
        ("L5-S1", ("L5-S1",)),
        ("C3-C5", ("C3", "C3-C4", "C4", "C4-C5", "C5")),
        ("C0-C2", ("C0", "C0-C1", "C1", "C1-C2", "C2")),
        ("T12-L2", ("T12", "T12-L1", "L1", "L1-L2", "L2")),
        ("C5-C3", ()),
        ("L6", ()),  # a transitional vertebra
        ("C8", ()),  # a root
        ("", ()),
        ("somewhere", ()),
    ],
)
def test_a_level_covers_its_places(level: str, places: tuple[str, ...]) -> None:
    assert places_of(level) == places


def test_patients_are_counted_once_per_place_from_the_skull_down() -> None:
    rows: list[Row] = [
        {"lesion_levels": "L1; C3-C5"},
        {"lesion_levels": "C4; C3-C5"},
        {"lesion_levels": None},
    ]
    found = {place: len(having) for place, having in patients_per_place(rows).items()}
    assert found == {"C3": 2, "C3-C4": 2, "C4": 2, "C4-C5": 2, "C5": 2, "L1": 1}
    assert list(found)[-1] == "L1"
    assert patients_per_place([]) == {}
