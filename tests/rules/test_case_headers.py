"""Headers that open the story of one patient of a series."""

import pytest

from pipeline.extract import Extractor
from pipeline.rules.case_headers import find_headers, number_of
from tests.rules.case_bench import by_patient, extract, read


@pytest.mark.parametrize(
    ("label", "rank"),
    [
        ("2", 2),
        ("B", 2),
        ("II", 2),
        ("second", 2),
        ("two", 2),
        ("VIII", 8),
        ("eighth", 8),
        ("last", None),
        ("sister", None),
    ],
)
def test_a_label_has_a_rank(label: str, rank: int | None) -> None:
    assert number_of(label) == rank


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Case 1", "Case 2"),
        ("Patient A", "Patient B"),
        ("Case I", "Case II"),
        ("Case No. 1", "Case No. 2"),
        ("Case report 1", "Case report 2"),
        ("First case", "Second case"),
        ("Illustrative case 1", "Illustrative case 2"),
    ],
)
def test_each_header_opens_a_patient_who_keeps_what_follows(
    spine: Extractor, first: str, second: str
) -> None:
    text = (
        f"{first}\n\nA 29-year-old man had fever. He was given naproxen.\n\n"
        f"{second}\n\nA 71-year-old woman had headache. She was given colchicine."
    )
    found = extract(spine, text)
    assert by_patient(found, "age") == {1: {"29"}, 2: {"71"}}
    assert by_patient(found, "symptom") == {1: {"fever"}, 2: {"headache"}}
    assert by_patient(found, "intervention") == {1: {"NSAID"}, 2: {"colchicine"}}


@pytest.mark.parametrize(
    "text",
    [
        "Case report\n\nA 29-year-old man had fever. Cases 1 to 4 of Brandt were old.",
        "Introduction\n\nCase 1 of Brandt had gout.\n\nCase 2 had gout as well.",
        "Case report\n\nThe first operation was a laminectomy. The second was a fusion.",
        "Case report\n\nCase 3 is not among the others. A 29-year-old man had fever.",
    ],
)
def test_what_is_no_row_of_headers(spine: Extractor, text: str) -> None:
    assert len(find_headers(read(spine, text))) < 2


def test_numbers_of_headers_go_up_one_by_one(spine: Extractor) -> None:
    text = (
        "Case 1\n\nA man had fever.\n\nCase 2\n\nA woman had fever.\n\n"
        "Case 9\n\nA boy had fever."
    )
    assert [a.label for a in find_headers(read(spine, text))] == [1, 2]
