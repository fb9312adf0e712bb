"""Status of treatments and the levels of operations, from short texts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import readers
from pipeline.extract import Extractor
from pipeline.pack import load_pack
from pipeline.readers.layout import Layout
from pipeline.rules.operated_levels import inherit_levels
from pipeline.rules.reading import Reading
from pipeline.rules.spans import reading_of

SPINE = Path(__file__).resolve().parents[2] / "models" / "spine"
OPENING = (
    "Case report\n\nA 47-year-old woman came with pain in the back for five months. "
    "MRI showed a mass at T8-T9 with cord compression.\n\n"
)
Read = Callable[[str], Reading]


@pytest.fixture
def read(spine: Extractor) -> Read:
    """Return a reader of what a case report tells after its opening."""
    pack = load_pack(SPINE)
    layout = Layout.from_rows(
        [row.cells for row in pack.rows("headings")],
        [row.cells for row in pack.rows("boilerplate")],
    )

    def reading(text: str) -> Reading:
        source = readers.Source("x", "x.txt", "")
        data = (OPENING + text + "\n").encode()
        (document,) = readers.read_bytes(data, source, layout)
        return reading_of(spine.read(document))

    return reading


def told(reading: Reading) -> set[tuple[str, str]]:
    return {(m.concept or "", m.status) for m in reading.of_field("intervention")}


def levels(reading: Reading) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for mention in reading.of_field("intervention"):
        found.setdefault(mention.concept or "", set()).update(mention.levels)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "She refused decompression and was treated with a brace.",
            {("decompression", "declined"), ("brace", "performed")},
        ),
        (
            "Naproxen was given and foraminotomy was offered but she declined.",
            {("NSAID", "performed"), ("foraminotomy", "declined")},
        ),
        (
            "She was given colchicine, and a date was booked for laminectomy.",
            {("colchicine", "performed"), ("laminectomy", "considered")},
        ),
        (
            "Because of the kidneys NSAIDs were avoided and colchicine was given.",
            {("colchicine", "performed")},
        ),
        ("We performed laminectomy without fusion.", {("laminectomy", "performed")}),
        ("She wore a brace instead of a collar.", {("brace", "performed")}),
    ],
)
def test_a_status_stays_in_its_clause(
    read: Read, text: str, expected: set[tuple[str, str]]
) -> None:
    assert told(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She was offered laminectomy. She refused.", "declined"),
        ("Laminectomy was advised; the family would not agree.", "declined"),
        ("Laminectomy was recommended. This was carried out at once.", "performed"),
        ("Laminectomy was planned and performed the next day.", "performed"),
        ("Laminectomy was advised. She improved.", "recommended"),
    ],
)
def test_what_became_of_an_advice_decides(read: Read, text: str, expected: str) -> None:
    assert told(read(text)) == {("laminectomy", expected)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Laminectomy, which the team had debated, was called off.",
            {("laminectomy", "considered")},
        ),
        ("Laminectomy (three levels) was discussed.", {("laminectomy", "considered")}),
        ("Laminectomy: declined.", {("laminectomy", "declined")}),
        ("Laminectomy: not offered.", set()),
        ("Laminectomy was no longer needed.", set()),
        ("Biopsy was not considered necessary.", set()),
    ],
)
def test_what_is_said_behind_a_treatment_counts(
    read: Read, text: str, expected: set[tuple[str, str]]
) -> None:
    assert told(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The pain had begun after a cholecystectomy.",
        "She had had both knees replaced.",
        "Warfarin was resumed on day 9.",
        "Her medicines were bisoprolol and alfacalcidol.",
        "She had a mechanical aortic valve.",
        "MRI under sedation was normal.",
    ],
)
def test_a_cause_a_home_drug_or_an_old_operation_is_no_treatment(
    read: Read, text: str
) -> None:
    assert told(read(text)) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The surgeon took away the arches of T7 and T8.", "laminectomy"),
        ("The disc was scooped out.", "discectomy"),
        ("A tear of the dura was covered with a fascial patch.", "dural repair"),
        ("The mass was removed piecemeal.", "excision"),
        ("She agreed to be watched.", "observation"),
        ("The haematoma was left to resorb.", "observation"),
    ],
)
def test_an_operation_told_by_what_was_done_is_named(
    read: Read, text: str, expected: str
) -> None:
    assert (expected, "performed") in told(read(text))


def test_a_name_that_sums_up_an_operation_is_dropped(read: Read) -> None:
    text = "Laminectomy was done. Six months after decompression she walked."
    assert told(read(text)) == {("laminectomy", "performed")}


def test_an_injected_steroid_is_part_of_the_injection(read: Read) -> None:
    text = "A facet joint injection of triamcinolone was given."
    assert told(read(text)) == {("facet joint injection", "performed")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Decompression was done at L4-L5 with fusion from L3 to S1.",
            {"decompression": {"L4-L5"}, "fusion": {"L3-S1"}},
        ),
        (
            "L2-L4 laminectomy and L2-L5 fusion were performed.",
            {"laminectomy": {"L2-L4"}, "fusion": {"L2-L5"}},
        ),
        (
            "Laminectomy of T4 and T5, evacuation of the clot.",
            {"laminectomy": {"T4", "T5"}, "hematoma evacuation": set()},
        ),
        (
            "Laminectomy of T8, evacuation of the clot.",
            {"laminectomy": {"T8"}, "hematoma evacuation": {"T8-T9"}},
        ),
        (
            "Laminectomy and excision of the mass, then parathyroidectomy.",
            {"laminectomy": set(), "excision": {"T8-T9"}, "parathyroidectomy": set()},
        ),
        (
            "Laminoplasty was added to a C7 dome laminectomy.",
            {"laminoplasty": set(), "laminectomy": {"C7"}},
        ),
        (
            "Pedicle screws were placed at T4, T5 and T7.",
            {"instrumentation": set()},
        ),
    ],
)
def test_a_level_belongs_to_the_operation_done_at_it(
    read: Read, text: str, expected: dict[str, set[str]]
) -> None:
    assert levels(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mass was excised.", {"excision": {"T8-T9"}}),
        ("The mass was excised at T7.", {"excision": {"T7"}}),
        ("Laminectomy was performed.", {"laminectomy": set()}),
        ("Excision of the mass was advised.", {"excision": set()}),
    ],
)
def test_an_excision_without_a_level_takes_that_of_the_lesion(
    read: Read, text: str, expected: dict[str, set[str]]
) -> None:
    reading = read(text)
    inherit_levels(reading)
    assert levels(reading) == expected
