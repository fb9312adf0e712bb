"""A decision finds its document, its patient and its words again."""

from pathlib import Path

import pytest

from pipeline.curation.persons import Person, match_persons, person_of, who_is
from pipeline.curation.placing import find_quote, place_decisions
from tests.curation.bench import make_run, on, text_of, woman


@pytest.mark.parametrize(
    ("text", "quote", "start", "found"),
    [
        ("He fell. He fell.", "He fell.", 9, (9, 17)),
        ("He fell. He fell.", "He fell.", 7, (9, 17)),
        ("He fell. He fell.", "He fell.", 1, (0, 8)),
        ("He fell. He fell.", "He fell.", None, (0, 8)),
        ("Then he\n  fell.", "he fell.", 0, (5, 15)),
        ("𝛽 He fell.", "He fell.", 0, (2, 10)),
        ("He rose.", "He fell.", 0, None),
        ("He rose.", " ", 0, None),
        ("He rose.", "He rose.", -3, (0, 8)),
        ("a.c", "a.c", None, (0, 3)),
        ("abc", "a.c", None, None),
    ],
)
def test_a_quote_is_found_nearest_to_where_it_stood(
    text: str, quote: str, start: int | None, found: tuple[int, int] | None
) -> None:
    assert find_quote(text, quote, start) == found


def test_two_documents_that_swap_their_names_keep_their_decisions(
    tmp_path: Path,
) -> None:
    first = make_run(tmp_path / "first", {"a": [woman(46)], "b": [woman(28)]})
    made = on(first, "a#1", "age", "accept"), on(first, "b#1", "age", "accept")
    second = make_run(tmp_path / "second", {"a": [woman(28)], "b": [woman(46)]})
    placed = place_decisions(second, made).decisions
    assert [decision.case_id for decision in placed] == ["b#1", "a#1"]


def test_a_document_with_another_text_is_known_by_its_name(tmp_path: Path) -> None:
    first = make_run(tmp_path / "first", {"a": [woman()]})
    made = on(first, "a#1", "age", "accept")
    text = "Published in May. " + text_of(woman())
    second = make_run(tmp_path / "second", {"a": [woman()]}, {"a": text})
    found = place_decisions(second, [made])
    (placed,) = found.decisions
    assert (placed.case_id, placed.start) == ("a#1", 18)
    assert found.moved == {made.id}


def test_an_undo_goes_where_that_goes_which_it_takes_back(tmp_path: Path) -> None:
    first = make_run(tmp_path / "first", {"a": [woman()]})
    made = on(first, "a#1", "age", "accept")
    undone = on(first, "a#1", "age", "undo", undoes=made.id)
    second = make_run(tmp_path / "second", {"b": [woman()]})
    placed = place_decisions(second, [made, undone]).decisions
    assert [decision.key for decision in placed] == [("b#1", "age", "", "")] * 2
    assert placed[1].action == "undo"


def who(text: str, *quotes: str) -> Person:
    return person_of(text.split("; "), quotes)


@pytest.mark.parametrize(
    ("old", "new", "matched"),
    [
        # the same number, though rules read another age out of the same words
        (
            {"a#1": who("46 years", "She was 46.")},
            {"a#1": who("64 years", "She was 46.")},
            {"a#1": "a#1"},
        ),
        # nothing is known: the number
        ({"a#2": who("")}, {"a#2": who("9 years")}, {"a#2": "a#2"}),
        # a patient before was found, or lost
        (
            {"a#1": who("46 years; female")},
            {"a#1": who("9 years; male"), "a#2": who("46 years; female")},
            {"a#1": "a#2"},
        ),
        ({"a#2": who("46 years")}, {"a#1": who("46 years")}, {"a#2": "a#1"}),
        # the sex alone, or a level against the age, tells nobody
        ({"a#2": who("female")}, {"a#1": who("female")}, {}),
        ({"a#2": who("46 years; C5")}, {"a#1": who("9 years; C5")}, {}),
        # another person has the number now
        ({"a#1": who("46 years; female")}, {"a#1": who("9 years; male")}, {}),
        # no number is taken twice
        (
            {"a#1": who("46 years"), "a#2": who("46 years")},
            {"a#1": who("46 years")},
            {"a#1": "a#1"},
        ),
    ],
)
def test_a_patient_is_known_by_number_then_by_signs(
    old: dict[str, Person], new: dict[str, Person], matched: dict[str, str]
) -> None:
    assert match_persons(old, new) == matched


def test_who_a_patient_is_can_be_read_back() -> None:
    case = {"age_years": 0.75, "sex": "male", "lesion_levels": "C3-C4; T1"}
    assert who_is(case) == "0.75 years; male; C3-C4; T1"
    assert who(who_is(case)) == Person(
        frozenset({"0.75"}), frozenset({"male"}), frozenset({"C3-C4", "T1"})
    )
    assert who_is({}) == ""
