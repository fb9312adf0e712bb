import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.rules.level_words import compile_level_words
from pipeline.rules.levels import (
    canonical,
    contains,
    find_levels,
    region_of,
    regions_of,
    segments_of,
    sort_key,
)

LEXICON = Path(__file__).resolve().parents[2] / "models" / "spine" / "lexicon"
SPINE = [
    f"{r}{n}"
    for r, last in (("C", 7), ("T", 12), ("L", 5), ("S", 5))
    for n in range(1, last + 1)
]
DASHES = "-\u2010\u2011\u2013\u2014\u2212/"


@pytest.fixture(scope="module")
def words():
    with (LEXICON / "level_words.tsv").open(encoding="utf-8", newline="") as file:
        return compile_level_words(csv.DictReader(file, delimiter="\t"))


def read(text, words):
    return [";".join(m.levels) for m in find_levels(text, words) if m.kind == "level"]


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("the C4 vertebra", "C4"),
        ("fracture of Th X", "T10"),
        ("a lesion at T IX and below", "T9"),
        ("an ependymoma of the conus at L1-2", "L1-L2"),
        ("at L-3", "L3"),
        ("at C 5", "C5"),
        ("Th12", "T12"),
        ("TH 8 body", "T8"),
        ("collapse of D10", "T10"),
        ("S1 endplate", "S1"),
        ("the C2/3 disc", "C2-C3"),
        ("C5\u20136", "C5-C6"),
        ("C5\u2014C6", "C5-C6"),
        ("C 5 / 6", "C5-C6"),
        ("T 11/12", "T11-T12"),
        ("D10-11", "T10-T11"),
        ("c5/6", "C5-C6"),
        ("l5/s1", "L5-S1"),
        ("L5S1", "L5-S1"),
        ("T12/L1", "T12-L1"),
        ("L5-1", "L5-S1"),
        ("C7/1", "C7-T1"),
        ("D12-1", "T12-L1"),
        ("C6-5", "C5-C6"),
        ("C V\u2013VI", "C5-C6"),
        ("C4/5/6", "C4-C5;C5-C6"),
        ("C3-C4-C5", "C3-C4;C4-C5"),
        ("C3-C6", "C3-C6"),
        ("C3~C6", "C3-C6"),
        ("level C5 through level C7", "C5-C7"),
        ("from C3 to C6", "C3-C6"),
        ("C3 through C6", "C3-C6"),
        ("T9 down to T11", "T9-T11"),
        ("C3 to 6", "C3-C6"),
        ("C3, C4 and C6", "C3;C4;C6"),
        ("C3, 4 and 5", "C3;C4;C5"),
        ("C5-6, 6-7 and C7-Th 1", "C5-C6;C6-C7;C7-T1"),
        ("T9 and T10 vertebral bodies", "T9;T10"),
        ("discs at T6-7, T9-10 & T11-12", "T6-T7;T9-T10;T11-T12"),
        ("between C3 and C4", "C3-C4"),
        ("L5 upon S1", "L5-S1"),
        ("a slip of L4 on L5", "L4-L5"),
        ("from L5 to the sacrum", "L5-S1"),
        ("T10 to the pelvis", "T10-S1"),
        ("from the occiput to C3", "C0-C3"),
        ("occiput\u2013C2 fusion", "C0-C2"),
        ("all discs from L1/2 to L5/S1", "L1-L2;L2-L3;L3-L4;L4-L5;L5-S1"),
        ("bone from L1/2 to L5/S1", "L1-S1"),
        ("atlantoaxial subluxation", "C1-C2"),
        ("atlanto-axial instability", "C1-C2"),
        ("a retro-odontoid mass", "C1-C2"),
        ("fracture of the dens", "C2"),
        ("the odontoid process", "C2"),
        ("the ring of the atlas", "C1"),
        ("the body of the axis", "C2"),
        ("the lumbosacral junction", "L5-S1"),
        ("the lumbo-sacral disc", "L5-S1"),
        ("the cervicothoracic junction", "C7-T1"),
        ("at the thoracolumbar junction", "T12-L1"),
        ("the ninth thoracic vertebra", "T9"),
        ("the eighth and ninth dorsal vertebrae", "T8;T9"),
        ("fourth and fifth cervical vertebrae", "C4;C5"),
        ("the fourth-fifth cervical disc", "C4-C5"),
        ("between the third and fourth cervical vertebrae", "C3-C4"),
        ("between the fifth lumbar and first sacral vertebrae", "L5-S1"),
        ("from the fourth to the sixth cervical vertebra", "C4-C6"),
        ("the 4th and 5th cervical vertebrae", "C4;C5"),
        ("the fourth lumbar disc", "L4-L5"),
        ("the fourth and fifth lumbar discs", "L4-L5;L5-S1"),
        ("the first sacral segment", "S1"),
        ("cervical vertebrae 3 to 5", "C3-C5"),
        ("the lumbar 4/5 disc", "L4-L5"),
    ],
)
def test_every_notation_has_one_canonical_form(text, levels, words):
    assert read(text, words) == [levels]


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("C5, 6 weeks later", "C5"),
        ("a mass at C3 and 4 patients without", "C3"),
        ("from T6 to the conus", "T6"),
        ("at C4, 3 mm thick", "C4"),
        ("L4 and 20 others", "L4"),
        ("at T8, 2.5 cm long", "T8"),
    ],
)
def test_a_count_after_a_level_is_no_level(text, levels, words):
    assert read(text, words) == [levels]


@pytest.mark.parametrize(
    "text",
    [
        "T1-weighted images",
        "on T1- and T2-weighted images",
        "hyperintense on T2",
        "low T1 signal",
        "T2 hyperintensity",
        "bright on T2/STIR",
        "On MRI it was dark (T1 and T2).",
        "isointense in T1, bright in T2",
        "T1: iso. T2: bright.",
        "T1/T2 signal change",
        "on both T1 and T2",
        "The dark disc on T2 was seen.",
    ],
)
def test_magnetic_resonance_weighting_is_signal(text, words):
    assert {m.kind for m in find_levels(text, words)} == {"signal"}


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("the T1 and T2 vertebrae", "T1;T2"),
        ("the T1-T2 disc", "T1-T2"),
        ("MRI showed collapse of T2", "T2"),
        ("MRI showed a mass at T1", "T1"),
        ("gadolinium-enhanced MRI at T2", "T2"),
        ("MRI showed erosion of T2", "T2"),
        ("a T2 fracture, dark in this sequence", "T2"),
        ("from C6 to T2, bright with contrast", "C6-T2"),
    ],
)
def test_upper_thoracic_levels_stay_levels_beside_an_image(text, levels, words):
    assert read(text, words) == [levels]


@pytest.mark.parametrize(
    "text",
    [
        "a C5 palsy",
        "the right L5 root",
        "the L5 nerve root",
        "C5 and C6 radiculopathy",
        "the C6 dermatome",
        "a sensory level at T10",
        "a T4 sensory level",
        "a neurological level of T8",
        "touch was lost below T6",
        "pin-prick loss from T10",
        "numbness up to T4",
        "anaesthesia below the T10 level",
        "sensation was dull below the T10 dermatome",
        "weakness in the C5 and C6 muscles",
        "the S1 reflex",
        "the C8 root",
        "the fifth lumbar nerve root",
    ],
)
def test_roots_and_sensory_levels_are_roots(text, words):
    assert {m.kind for m in find_levels(text, words)} == {"root"}


@pytest.mark.parametrize(
    "text", ["the T9 rib", "T7 intercostal artery", "ribs T8 and T9"]
)
def test_ribs_are_ribs(text, words):
    assert {m.kind for m in find_levels(text, words)} == {"rib"}


@pytest.mark.parametrize(
    "text",
    [
        "complement C3 and C4",
        "C3 and C4 levels were normal",
        "serum C4 was low",
        "C1 esterase inhibitor",
        "T3, T4 and TSH",
        "free T4",
        "vitamin D3",
        "grade D 3",
        "on day D1",
        "stage T2 N0",
        "S1 heart sound",
        "Case C1",
        "Figure S2",
        "Table S1",
        "lead L2",
        "PD-L1",
        "Th1/Th2 cells",
        "D2 receptor",
        "an L4 gauge needle",
        "Ann Spine 2001;12(1):T3-T4.",
        "L3 mg",
    ],
)
def test_other_things_are_other(text, words):
    assert {m.kind for m in find_levels(text, words)} == {"other"}


@pytest.mark.parametrize(
    "text",
    [
        "T2N0M0",
        "pT3",
        "HbA1c",
        "C-reactive protein",
        "hepatitis C",
        "D-dimer",
        "T 38.5",
        "CD4 count",
        "V1 lead",
        "T1WI",
        "H1N1",
        "C9 and T13 and L7",
        "power R 5/5, L 4/5",
        "pain in the occiput",
        "occipital headache",
        "the long axis of the cord",
        "first and second lumbar punctures",
        "the second lumbar puncture",
        "the first cervical operation",
        "the first cervical segments",
        "Th XI",
        "s 1 and d 2",
        "mmol2/L2",
        "vitamin D 10 µg",
    ],
)
def test_what_is_no_notation_is_not_matched(text, words):
    assert find_levels(text, words) == ()


def test_a_chain_is_never_carried_over_a_line_end(words):
    assert read("Level: C5\n6 weeks", words) == ["C5"]
    assert read("C5-\n6", words) == ["C5"]


def test_offsets_point_at_the_notation(words):
    text = "Cord compressed at C5\u20136, 6-7 by bone"
    match = find_levels(text, words)[0]
    assert text[match.start : match.end] == "C5\u20136, 6-7"


@pytest.mark.parametrize(
    ("level", "region"),
    [
        ("C0", "craniocervical"),
        ("C1", "craniocervical"),
        ("C2", "craniocervical"),
        ("C1-C2", "craniocervical"),
        ("C0-C3", "craniocervical"),
        ("C2-C3", "cervical"),
        ("C1-C7", "cervical"),
        ("C5", "cervical"),
        ("C7-T1", "cervicothoracic"),
        ("C3-T1", "cervicothoracic"),
        ("T12", "thoracic"),
        ("T12-L1", "thoracolumbar"),
        ("T10-L3", "thoracolumbar"),
        ("L4-L5", "lumbar"),
        ("L5-S1", "lumbosacral"),
        ("L4-S1", "lumbosacral"),
        ("S3-S5", "sacral"),
    ],
)
def test_a_level_has_one_region(level, region):
    assert region_of(level) == region


def test_regions_of_several_levels_come_once_each():
    assert regions_of(("L3-L4", "L4-L5", "L5-S1")) == ("lumbar", "lumbosacral")


@pytest.mark.parametrize(
    ("span", "level", "inside"),
    [
        ("C3-C6", "C4-C5", True),
        ("C3-C6", "C6-C7", False),
        ("C3-T2", "T1", True),
        ("L5-S1", "L5-S1", True),
        ("T8", "T8-T9", False),
    ],
)
def test_a_span_contains_what_lies_within_it(span, level, inside):
    assert contains(span, level) is inside


def test_levels_sort_from_the_skull_down():
    levels = ["L5-S1", "T1", "C7-T1", "C2", "T10", "T9-T10"]
    assert sorted(levels, key=sort_key) == [
        "C2",
        "C7-T1",
        "T1",
        "T9-T10",
        "T10",
        "L5-S1",
    ]


def test_a_span_has_its_motion_segments():
    assert segments_of("C6-T1") == ("C6-C7", "C7-T1")
    assert segments_of("L5") == ("L5",)


@pytest.mark.parametrize(
    ("raw", "level"),
    [("Th 11/12", "T11-T12"), (" C5/6 ", "C5-C6"), ("C5 and C6", None), ("neck", None)],
)
def test_canonical_reads_one_level_or_none(raw, level, words):
    assert canonical(raw, words) == level


@settings(max_examples=100, deadline=None)
@given(
    at=st.integers(0, len(SPINE) - 2),
    dash=st.sampled_from(DASHES),
    gap=st.sampled_from(["", " "]),
)
def test_a_motion_segment_comes_back_whatever_the_dash(at, dash, gap, words):
    first, last = SPINE[at], SPINE[at + 1]
    assert canonical(f"{first}{gap}{dash}{gap}{last}", words) == f"{first}-{last}"


@settings(max_examples=100, deadline=None)
@given(
    at=st.integers(0, len(SPINE) - 2), letter=st.sampled_from(["T", "Th", "TH", "D"])
)
def test_a_bare_second_figure_takes_its_region(at, letter, words):
    first, last = SPINE[at], SPINE[at + 1]
    raw = f"{first.replace('T', letter)}/{last[1:]}"
    assert canonical(raw, words) == f"{first}-{last}"


@settings(max_examples=100, deadline=None)
@given(
    ends=st.lists(st.sampled_from(SPINE), min_size=2, max_size=2, unique=True),
    link=st.sampled_from([" to ", " through ", "-", "\u2013"]),
)
def test_a_span_comes_back_cranial_end_first(ends, link, words):
    first, last = sorted(ends, key=sort_key)
    assert canonical(f"{first}{link}{last}", words) == f"{first}-{last}"


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "C5-",
        "C5, ",
        "C5 to ",
        "- ",
        " ",
        "first and ",
        "first cervical and ",
        "pin below ",
    ],
)
def test_long_runs_of_one_thing_end_soon(unit, words):
    assert isinstance(find_levels(unit * 3000, words), tuple)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("a nodule at L4/5 of low signal", ["L4-L5"]),
        ("facet cyst, L4/5 L., no deficit", ["L4-L5"]),
        ("subluxation of the second on the third cervical vertebra", ["C2-C3"]),
        ("caries of the body of D IX", ["T9"]),
        ("a mass reaching from the clivus to C2", ["C0-C2"]),
        ("erosion of the C4 and C5 endplates", ["C4-C5"]),
        ("behind the interspace of the sixth and seventh dorsal vertebrae", ["T6-T7"]),
        ("the disc of L3 and L4", ["L3-L4"]),
        ("a fistula fed by the right T9 intercostal artery", ["T9"]),
        ("the artery of Adamkiewicz arose from the left T10", []),
        ("the T9 intercostal artery was tied", []),
        ("the conus ended at L3", []),
    ],
)
def test_words_around_a_level_say_what_it_is(text, levels, words):
    assert read(text, words) == levels


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("the disc below T8 was calcified", ["T8-T9"]),
        ("calcification of the disc above the fifth cervical vertebra", ["C4-C5"]),
        ("the disc space just above L1", ["T12-L1"]),
        ("a mass below T8", ["T8"]),
        ("from the lower border of C3 to the upper border of C6", ["C3-C6"]),
        ("from the upper half of T4 to the body of T6", ["T4-T6"]),
    ],
)
def test_places_named_after_a_neighbour_or_a_border(text, levels, words):
    assert read(text, words) == levels
