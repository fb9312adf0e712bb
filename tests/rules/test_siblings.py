"""Kin who are both patients, and kin who are not."""

import pytest

from pipeline.extract import Extractor
from pipeline.rules.siblings import siblings_of
from tests.rules.case_bench import by_patient, extract, read, told


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Spinal gout in a brother and his sister", {"brother", "sister"}),
        ("Spinal gout in two brothers", {"brother"}),
        ("Spinal gout in identical twins", {"twin"}),
        ("Spinal gout in siblings", {"sibling", "brother", "sister"}),
        ("Spinal gout in a mother and her son", {"mother", "son"}),
        ("Spinal gout in a young man", set()),
    ],
)
def test_a_title_announces_patients_who_are_kin(
    spine: Extractor, title: str, words: set[str]
) -> None:
    text = f"{title}\n\nCase report\n\nThe patients were seen with back pain."
    assert siblings_of(read(spine, text)) == words


def test_a_brother_and_a_sister_are_two_patients(spine: Extractor) -> None:
    text = (
        "Case reports\n\nWe report a brother and sister with gout of the spine. "
        "The brother, aged 44, had back pain. The sister, aged 39, had neck pain."
    )
    found = extract(spine, text)
    assert by_patient(found, "age") == {1: {"44"}, 2: {"39"}}
    assert by_patient(found, "sex") == {1: {"male"}, 2: {"female"}}


def test_a_mother_may_be_a_patient(spine: Extractor) -> None:
    text = (
        "Case reports\n\nWe report a mother and her daughter with gout of the spine. "
        "The mother, aged 61, had back pain. The daughter, aged 38, had neck pain."
    )
    assert by_patient(extract(spine, text), "age") == {1: {"61"}, 2: {"38"}}


@pytest.mark.parametrize(
    "text",
    [
        "His mother had noticed that he limped.",
        "He lived with his mother.",
        "His mother, aged 43, brought him to the clinic.",
    ],
)
def test_a_mother_who_tells_or_brings_is_no_patient(
    spine: Extractor, text: str
) -> None:
    found = extract(spine, f"Case report\n\nA 9-year-old boy had neck pain. {text}")
    assert by_patient(found, "age") == {1: {"9"}}
    assert told(found, "sex") == {"male"}


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("His mother had headache.", "headache"),
        ("His brother suffered from headache.", "headache"),
        ("There was headache in two uncles.", "headache"),
    ],
)
def test_the_illness_of_a_relative_is_not_the_patients(
    spine: Extractor, text: str, concept: str
) -> None:
    found = extract(spine, f"Case report\n\nA 39-year-old man had neck pain. {text}")
    assert concept not in told(found, "symptom")


def test_what_a_mother_noticed_is_the_childs(spine: Extractor) -> None:
    text = "Case report\n\nA 9-year-old boy was seen. His mother had noticed fever."
    assert "fever" in told(extract(spine, text), "symptom")


def test_kin_who_open_a_paragraph_are_patients_without_a_heading(
    spine: Extractor,
) -> None:
    text = (
        "Gout of the spine in two generations\n\nWe report a brother and sister with "
        "gout of the spine.\n\nThe brother, aged 52, had back pain.\n\nThe sister, "
        "aged 47, had sciatica."
    )
    assert by_patient(extract(spine, text), "age") == {1: {"52"}, 2: {"47"}}


def test_parents_of_the_patient_are_no_patients(spine: Extractor) -> None:
    text = (
        "A stiff neck\n\nA 10-year-old boy presented with neck pain.\n\nThe father, "
        "aged 44, had gout. The mother, aged 40, was healthy."
    )
    found = extract(spine, text)
    assert by_patient(found, "age") == {1: {"10"}}
    assert "gout" not in told(found, "diagnosis") | told(found, "comorbidity")


def test_kin_beside_the_announced_pair_are_bystanders(spine: Extractor) -> None:
    text = (
        "Gout of the spine in a father and his son\n\nThe father, aged 64, had back "
        "pain. The son, aged 36, had neck pain. The mother (62) had normal radiographs. "
        "Both men were given colchicine."
    )
    assert by_patient(extract(spine, text), "age") == {1: {"64"}, 2: {"36"}}
