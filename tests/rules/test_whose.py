"""Which patient of a series a part of a sentence is about."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import by_patient, extract

PAIR = (
    "We report two patients with a tumour of the spine.\n\n"
    "The first patient was a 34-year-old man with back pain.\n\n"
    "The second patient was a 67-year-old woman with neck pain.\n\n"
)
WOMEN = (
    "We report two women with a tumour of the spine.\n\n"
    "The first patient was a 34-year-old woman with back pain.\n\n"
    "The second patient was a 67-year-old woman with neck pain.\n\n"
)
NAPROXEN, NONE = {"NSAID"}, set[str]()


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Patient 1 was given naproxen.", NAPROXEN, NONE),
        ("Patient 2 was given naproxen.", NONE, NAPROXEN),
        ("The latter was given naproxen.", NONE, NAPROXEN),
        ("The man was given naproxen.", NAPROXEN, NONE),
        ("The woman was given naproxen.", NONE, NAPROXEN),
        ("The older patient was given naproxen.", NONE, NAPROXEN),
        ("The younger was given naproxen.", NAPROXEN, NONE),
        ("The 34-year-old man was given naproxen.", NAPROXEN, NONE),
        ("Both patients were given naproxen.", NAPROXEN, NAPROXEN),
        ("Both were given naproxen.", NAPROXEN, NAPROXEN),
    ],
)
def test_number_sex_rank_and_age_tell_two_patients_apart(
    spine: Extractor, text: str, first: set[str], second: set[str]
) -> None:
    found = by_patient(extract(spine, PAIR + text), "intervention")
    assert found == {1: first, 2: second}


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("The older woman was given naproxen.", NONE, NAPROXEN),
        ("The younger woman was given naproxen.", NAPROXEN, NONE),
        ("The elder was given naproxen.", NONE, NAPROXEN),
    ],
)
def test_rank_of_age_tells_two_women_apart(
    spine: Extractor, text: str, first: set[str], second: set[str]
) -> None:
    found = by_patient(extract(spine, WOMEN + text), "intervention")
    assert found == {1: first, 2: second}


def test_a_sentence_may_turn_from_one_patient_to_the_other(spine: Extractor) -> None:
    text = "The first was given naproxen and the second was given colchicine."
    found = by_patient(extract(spine, PAIR + text), "intervention")
    assert found == {1: {"NSAID"}, 2: {"colchicine"}}


def test_references_that_trail_speak_backwards(spine: Extractor) -> None:
    text = "Naproxen was given in the first patient and colchicine in the second."
    found = by_patient(extract(spine, PAIR + text), "intervention")
    assert found == {1: {"NSAID"}, 2: {"colchicine"}}


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("He was given naproxen; she took colchicine.", NAPROXEN, {"colchicine"}),
        ("MRI was normal; she was given naproxen.", NONE, NAPROXEN),
        ("Naproxen was given to the man but not to her.", NAPROXEN, NONE),
        ("In the man naproxen was given.", NAPROXEN, NONE),
        ("Three days after him she took naproxen.", NONE, NAPROXEN),
    ],
)
def test_pronouns_tell_a_man_and_a_woman_apart(
    spine: Extractor, text: str, first: set[str], second: set[str]
) -> None:
    found = by_patient(extract(spine, PAIR + text), "intervention")
    assert found == {1: first, 2: second}


@pytest.mark.parametrize("who", ["The patient in traction", "The lumbar case"])
def test_a_trait_told_of_one_patient_names_him(spine: Extractor, who: str) -> None:
    text = (
        "We report two men with a tumour of the spine.\n\nThe first, 34 years old, "
        "had a tumour at L4 and was put in traction.\n\nThe second, 67 years old, had "
        f"a tumour at C4.\n\n{who} was given naproxen."
    )
    found = by_patient(extract(spine, text), "intervention")
    assert "NSAID" in found[1] - found[2]
