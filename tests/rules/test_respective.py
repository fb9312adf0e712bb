"""Lists in the order of the patients."""

import pytest

from pipeline.extract import Extractor
from pipeline.rules.persons import compile_persons
from pipeline.rules.respective import sexes_in
from tests.rules.case_bench import by_patient, extract


@pytest.mark.parametrize(
    ("text", "sexes"),
    [
        ("Two women and a man were seen.", ["female", "female", "male"]),
        ("A boy and a girl were seen.", ["male", "female"]),
        ("Three elderly men were seen.", ["male", "male", "male"]),
        ("One lady and 2 gentlemen were seen.", ["female", "male", "male"]),
        ("Twin sisters were seen.", ["female", "female"]),
        ("Two fishermen were seen.", ["male", "male"]),
        ("The patients were seen.", []),
        ("She had two of her brothers beside her.", []),
    ],
)
def test_counted_people_give_their_sexes_in_order(
    spine: Extractor, text: str, sexes: list[str]
) -> None:
    persons = compile_persons([r.cells for r in spine.pack.rows("person_words")])
    assert sexes_in(text, persons) == sexes


TWO = (
    "We report two patients with a tumour of the spine, a man and a woman "
    "aged 34 and 67 years, respectively. "
)


def test_ages_and_sexes_go_to_the_patients_one_by_one(spine: Extractor) -> None:
    found = extract(spine, TWO)
    assert by_patient(found, "age") == {1: {"34"}, 2: {"67"}}
    assert by_patient(found, "sex") == {1: {"male"}, 2: {"female"}}


def test_levels_go_to_the_patients_one_by_one(spine: Extractor) -> None:
    text = TWO + "The tumours lay at T4-T5 and L1-L2, respectively."
    assert by_patient(extract(spine, text), "level") == {1: {"T4-T5"}, 2: {"L1-L2"}}


def test_follow_ups_go_to_the_patients_one_by_one(spine: Extractor) -> None:
    text = TWO + (
        "Both underwent laminectomy. "
        "They were well at follow-up of 12 months and 30 months, respectively."
    )
    assert by_patient(extract(spine, text), "followup") == {1: {"12"}, 2: {"30"}}
