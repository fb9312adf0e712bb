"""The state of each item, computed from the log and never stored.

The last verdict of each reviewer counts; an undo takes one of the same reviewer's
decisions back, and the undo of an undo restores it. Reviewers who differ make a
conflict until a decision with `adjudicates` settles it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.curation.items import Item
from pipeline.curation.ledger import VERDICTS, Decision, Key

STATES = (
    *"undecided accepted rejected corrected unclear".split(),
    *"challenged orphaned conflict".split(),
)
#: What the verdict of all makes of an item that the machine still sees as then.
_STATE = {
    "accept": "accepted",
    "reject": "rejected",
    "correct": "corrected",
    "add": "corrected",
    "unclear": "unclear",
    "not_a_case": "rejected",
}
#: A key that only the third answer to a conflict has; it counts alone.
ADJUDICATES = "adjudicates"


@dataclass(frozen=True, slots=True)
class ItemState:
    """Where an item stands; `item` is None for what only a person sees.

    `value` is what stands in cases.csv: the human value, or the machine's where people
    are undecided, in doubt or at odds; "" for nothing. `verdicts` has the last one of
    each reviewer, the latest at the end; `history` every decision on the item; `reason`
    says why a human value cannot stand (orphaned).
    """

    key: Key
    state: str
    value: str
    item: Item | None = None
    verdicts: tuple[Decision, ...] = ()
    history: tuple[Decision, ...] = ()
    reason: str = ""

    @property
    def last(self) -> str:
        """Return the id of the last decision on the item, "" if there is none."""
        return self.history[-1].id if self.history else ""


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that no undo takes back, without the undos, in order."""
    known = list(decisions)
    names = {decision.id: decision for decision in known}
    undos: dict[str, list[Decision]] = {}
    for one in known:
        target = names.get(one.undoes)
        if one.action == "undo" and target and target.reviewer == one.reviewer:
            undos.setdefault(one.undoes, []).append(one)
    gone: dict[str, bool] = {}
    return [d for d in known if d.action != "undo" and not _is_gone(d, undos, gone)]


def _is_gone(
    decision: Decision, undos: Mapping[str, list[Decision]], gone: dict[str, bool]
) -> bool:
    """Return whether an undo that is in force itself takes a decision back.

    Walks a chain of undos of any length without recursion; a ring stands still.
    """
    waiting = [decision]
    while waiting:
        one = waiting[-1]
        gone.setdefault(one.id, False)  # until known; ends a ring
        above = undos.get(one.id, [])
        if unknown := [undo for undo in above if undo.id not in gone]:
            waiting += unknown
            continue
        gone[one.id] = any(not gone[undo.id] for undo in above)
        waiting.pop()
    return gone[decision.id]


def verdicts(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the last verdict of each reviewer on one item, the latest at the end.

    Takes decisions in force, in order. An adjudication counts alone.
    """
    last: dict[str, Decision] = {}
    for decision in decisions:
        if decision.action in VERDICTS:
            last[decision.reviewer] = decision
    found = sorted(last.values(), key=lambda decision: decision.order)
    settled = [decision for decision in found if decision.extra.get(ADJUDICATES)]
    return tuple(settled[-1:] or found)


def human_value(verdict: Decision) -> str | None:
    """Return what a verdict says the value is: "" for none, None if left open."""
    if verdict.action == "unclear":
        return None
    if verdict.action in ("correct", "add"):
        return verdict.new_value
    return verdict.value if verdict.action == "accept" else ""


def is_challenged(verdict: Decision, now: str) -> bool:
    """Return whether the machine says something that its judge has not judged.

    No longer found is what a person who rejected it said, too.
    """
    judged = {squeeze(verdict.value), squeeze(human_value(verdict) or "")}
    if verdict.action in ("accept", "unclear"):
        judged = {squeeze(verdict.value)}
    return squeeze(now) not in judged


def squeeze(text: str) -> str:
    """Return a value without differences of case and blanks."""
    return " ".join(text.casefold().split())


def is_open(state: ItemState, others: Iterable[ItemState]) -> bool:
    """Return whether an item of a case still waits for a person.

    A field without a value does not once a person has added one.
    """
    if state.state in ("accepted", "rejected", "corrected"):
        return False
    is_bare = not state.verdicts and not state.key[2] and not state.value
    return not is_bare or not any(
        other.key[1] == state.key[1] and other.state == "corrected" for other in others
    )


def case_state(states: Sequence[ItemState]) -> str | None:
    """Return the review state of a case from those of its items, None if untouched."""
    names = {state.state for state in states if state.verdicts}
    for name in ("challenged", "conflict"):
        if name in names:
            return name
    if names and any(is_open(state, states) for state in states):
        return "in_part"
    if names & {"corrected", "rejected"}:
        return "corrected"
    return "accepted" if names else None


def states_of(
    items: Iterable[Item], decisions: Iterable[Decision]
) -> dict[Key, ItemState]:
    """Return the state of each item by its key, in the order of the items.

    What people added follows, in order of time. Decisions must have been placed on the
    run first (placing.place_decisions): their keys are those of its items.
    """
    of_key = by_key(decisions)
    found = {
        item.key: state_of(item.key, of_key.pop(item.key, ()), item) for item in items
    }
    told = {key[:2] for key, state in found.items() if state.item and state.item.value}
    for key, some in of_key.items():
        if key[1]:  # a verdict on a whole case is no item
            found[key] = state_of(key, some, None, is_told=key[:2] in told)
    return found


def by_key(decisions: Iterable[Decision]) -> dict[Key, tuple[Decision, ...]]:
    """Return the decisions on each item in order, undos with what they undo."""
    groups: dict[Key, list[Decision]] = {}
    names: dict[str, Key] = {}
    for decision in decisions:
        key = names.get(decision.undoes, decision.key)
        names[decision.id] = key
        groups.setdefault(key, []).append(decision)
    return {key: tuple(some) for key, some in groups.items()}


def state_of(
    key: Key, history: Sequence[Decision], item: Item | None, *, is_told: bool = False
) -> ItemState:
    """Return where one item stands.

    `is_told`: the field was empty when it was judged as a whole, and no longer is.
    """
    said = verdicts(in_force(history))
    state, value = _stand(said, item)
    if said and is_told and not key[2] and not said[-1].value:
        state = "challenged"
    return ItemState(key, state, value, item, said, tuple(history))


def is_proven(verdict: Decision, item: Item | None) -> bool:
    """Return whether a human value has its quote in the text, or is the machine's.

    A verdict without a quote rests on what the machine shows for the item.
    """
    now = item.value if item else ""
    if squeeze(human_value(verdict) or "") == squeeze(now):
        return True
    if verdict.quote:
        return verdict.start is not None
    return bool(item and item.evidence)


def _stand(said: Sequence[Decision], item: Item | None) -> tuple[str, str]:
    now = item.value if item else ""
    if not said:
        return "undecided", now
    values = {v if v is None else squeeze(v) for v in map(human_value, said)}
    if len(values) > 1:
        return "conflict", now
    last = said[-1]
    value = human_value(last)
    if value and not is_proven(last, item):
        return "orphaned", now
    state = "challenged" if is_challenged(last, now) else _STATE[last.action]
    return state, now if value is None else value
