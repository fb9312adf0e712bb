"""The state of an item follows from the log alone, whoever wrote it."""

import itertools

import pytest

from pipeline.curation.items import Evidence, Item
from pipeline.curation.ledger import Decision
from pipeline.curation.states import ItemState, case_state, in_force, states_of

SAID = Evidence("f", "46 years", "She was 46.", 0, 11, "case", "age")
AGE = Item("a", "a#1", "age", value="46 years", evidence=(SAID,))
BARE = Item("a", "a#1", "duration")


def log(*told: tuple[str, str, str] | tuple[str, str, str, str]) -> list[Decision]:
    """Return decisions "name reviewer action [value or undone name]" on the age."""
    found = []
    for tick, (name, reviewer, action, *rest) in enumerate(told):
        more = {"undoes" if action == "undo" else "new_value": (rest or [""])[0]}
        at = f"2026-01-02T03:04:{tick:02}+00:00"
        known = {"doc_id": "a", "case_id": "a#1", "field": "age", "value": "46 years"}
        found.append(Decision(name, at, reviewer, action, **known, **more))
    return found


def state(*told: tuple[str, ...], item: Item = AGE) -> tuple[str, str]:
    found = states_of([item], log(*told))[AGE.key]  # type: ignore[arg-type]
    return found.state, found.value


def test_an_item_nobody_judged_is_undecided() -> None:
    assert state() == ("undecided", "46 years")
    assert state(("1", "anna", "note")) == ("undecided", "46 years")
    assert state(("1", "anna", "flag")) == ("undecided", "46 years")


@pytest.mark.parametrize(
    ("action", "value", "expected"),
    [
        ("accept", "", ("accepted", "46 years")),
        ("reject", "", ("rejected", "")),
        ("correct", "47 years", ("corrected", "47 years")),
        ("unclear", "", ("unclear", "46 years")),
    ],
)
def test_each_verdict_has_its_state(
    action: str, value: str, expected: tuple[str, str]
) -> None:
    assert state(("1", "anna", action, value)) == expected


def test_the_last_verdict_of_a_reviewer_counts() -> None:
    told = ("1", "anna", "reject"), ("2", "anna", "accept"), ("3", "anna", "note")
    assert state(*told) == ("accepted", "46 years")


def test_an_undo_brings_the_former_verdict_back_and_its_undo_the_later() -> None:
    told = [
        ("1", "anna", "reject"),
        ("2", "anna", "accept"),
        ("3", "anna", "undo", "2"),
    ]
    assert state(*told)[0] == "rejected"
    told.append(("4", "anna", "undo", "3"))
    assert state(*told)[0] == "accepted"
    told.append(("5", "anna", "undo", "4"))
    assert state(*told)[0] == "rejected"
    told.append(("6", "anna", "undo", "1"))
    assert state(*told)[0] == "undecided"


def test_nobody_undoes_what_another_decided() -> None:
    assert state(("1", "anna", "accept"), ("2", "ben", "undo", "1"))[0] == "accepted"


def test_a_ring_of_undos_comes_to_an_end() -> None:
    told = ("1", "anna", "undo", "2"), ("2", "anna", "undo", "1")
    assert in_force(log(*told)) == []


def test_a_long_chain_of_undos_is_followed() -> None:
    chain = [("0", "anna", "accept")]
    chain += [(str(n), "anna", "undo", str(n - 1)) for n in range(1, 60)]  # type: ignore[list-item]
    assert state(*chain)[0] == "undecided"  # 59 undos: the first one holds
    assert state(*chain[:-1])[0] == "accepted"


def test_reviewers_who_differ_are_in_conflict_and_the_machine_stands() -> None:
    told = ("1", "anna", "correct", "47 years"), ("2", "ben", "accept")
    assert state(*told) == ("conflict", "46 years")
    assert state(("1", "anna", "unclear"), ("2", "ben", "accept"))[0] == "conflict"


def test_reviewers_who_agree_are_in_none() -> None:
    told = ("1", "anna", "correct", "47 Years"), ("2", "ben", "correct", "47 years")
    assert state(*told) == ("corrected", "47 years")


def test_a_third_answer_settles_a_conflict() -> None:
    decisions = log(
        ("1", "anna", "correct", "47 years"),
        ("2", "ben", "accept"),
        ("3", "cleo", "correct", "48 years"),
    )
    last = decisions[-1]
    decisions[-1] = Decision(
        **{name: getattr(last, name) for name in last.__slots__}
        | {"extra": {"adjudicates": True}}
    )
    found = states_of([AGE], decisions)[AGE.key]
    assert (found.state, found.value) == ("corrected", "48 years")


@pytest.mark.parametrize(
    ("now", "action", "expected"),
    [
        ("48 years", "accept", "challenged"),
        ("", "accept", "challenged"),
        ("46  Years", "accept", "accepted"),
        ("48 years", "reject", "challenged"),
        ("", "reject", "rejected"),
        ("48 years", "correct", "challenged"),
        ("47 years", "correct", "corrected"),
        ("48 years", "unclear", "challenged"),
    ],
)
def test_what_the_machine_says_anew_challenges(
    now: str, action: str, expected: str
) -> None:
    quote = {"quote": "She was 46.", "start": 0, "end": 11}
    (made,) = log(("1", "anna", action, "47 years"))
    made = Decision(**{n: getattr(made, n) for n in made.__slots__} | quote)
    item = Item("a", "a#1", "age", value=now, evidence=(SAID,) if now else ())
    assert states_of([item], [made])[AGE.key].state == expected


def test_a_field_judged_empty_is_challenged_when_it_is_filled() -> None:
    bare = Decision("1", "2026-01-02", "anna", "accept", "a", "", "a#1", "symptom")
    pain = Item("a", "a#1", "symptom", "neck pain", value="present", evidence=(SAID,))
    assert states_of([pain], [bare])["a#1", "symptom", "", ""].state == "challenged"
    empty = Item("a", "a#1", "symptom")
    assert states_of([empty], [bare])[empty.key].state == "accepted"


def test_the_same_lines_in_any_order_of_files_give_the_same_states() -> None:
    mine = log(("1", "anna", "reject"), ("2", "anna", "accept"), ("3", "ben", "reject"))
    for some in itertools.permutations(mine):
        decisions = sorted(some, key=lambda decision: decision.at)
        assert states_of([AGE], decisions)[AGE.key].state == "conflict"


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (["undecided", "undecided"], None),
        (["accepted", "undecided"], "in_part"),
        (["accepted", "accepted"], "accepted"),
        (["accepted", "corrected"], "corrected"),
        (["accepted", "rejected"], "corrected"),
        (["accepted", "unclear"], "in_part"),
        (["accepted", "orphaned"], "in_part"),
        (["corrected", "conflict"], "conflict"),
        (["conflict", "challenged"], "challenged"),
    ],
)
def test_a_case_is_reviewed_when_all_of_it_is(
    states: list[str], expected: str | None
) -> None:
    verdict = tuple(log(("1", "anna", "accept")))
    made = [
        ItemState(
            ("a#1", f"f{n}", "c", ""), name, "v", None, verdict * (name != "undecided")
        )
        for n, name in enumerate(states)
    ]
    assert case_state(made) == expected


def test_a_field_without_a_value_must_be_looked_at_too() -> None:
    found = list(states_of([AGE, BARE], log(("1", "anna", "accept"))).values())
    assert case_state(found) == "in_part"
    assert case_state(found[:1]) == "accepted"
