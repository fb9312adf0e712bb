"""What a run made of each decision: upheld, evidence moved, challenged, orphaned."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.curation.items import Item
from pipeline.curation.ledger import Decision
from pipeline.curation.placing import Orphan, Placing
from pipeline.curation.states import (
    ItemState,
    by_key,
    human_value,
    in_force,
    is_challenged,
    is_proven,
    verdicts,
)

#: In the order of a queue: what needs a person comes first.
FATES = ("challenged", "orphaned", "evidence_moved", "upheld")
NOT_A_CASE = "not_a_case"


@dataclass(frozen=True, slots=True)
class Fate:
    """A verdict in force and how it fared; `reason` says why it is orphaned."""

    decision: Decision
    fate: str
    state: str
    machine_value: str = ""
    reason: str = ""


def fates_of(
    placing: Placing, states: Iterable[ItemState], dropped: Iterable[str]
) -> list[Fate]:
    """Return the fate of every verdict in force; `dropped` are cases that are none.

    What was said of the values of such a case goes with it.
    """
    gone = frozenset(dropped)
    found = [
        _fate(verdict, state, placing)
        for state in states
        if state.key[0] not in gone
        for verdict in state.verdicts
    ]
    found += (Fate(one, "upheld", "rejected") for one in _denials(placing, gone))
    return found + list(_lost(placing.orphans))


def _denials(placing: Placing, cases: Iterable[str]) -> Iterator[Decision]:
    of_case = case_verdicts(placing.decisions)
    for case in cases:
        yield from of_case[case]


def case_verdicts(decisions: Iterable[Decision]) -> dict[str, tuple[Decision, ...]]:
    """Return the verdicts on whole patients, by case."""
    groups = {key: some for key, some in by_key(decisions).items() if not key[1]}
    found = {key[0]: verdicts(in_force(some)) for key, some in groups.items()}
    return {case: some for case, some in found.items() if case and some}


def are_no_cases(decisions: Iterable[Decision]) -> list[str]:
    """Return the cases of which everybody who judged them says that they are none."""
    return [
        case
        for case, said in case_verdicts(decisions).items()
        if all(verdict.action == NOT_A_CASE for verdict in said)
    ]


def _fate(verdict: Decision, state: ItemState, placing: Placing) -> Fate:
    now = state.item.value if state.item else ""
    if state.state == "orphaned" or (
        human_value(verdict) and not is_proven(verdict, state.item)
    ):
        reason = state.reason or "its quote is no longer in the text"
        return Fate(verdict, "orphaned", state.state, now, reason)
    if state.state == "challenged" or is_challenged(verdict, now):
        return Fate(verdict, "challenged", state.state, now)
    is_moved = verdict.id in placing.moved or _rests_elsewhere(verdict, state.item)
    fate = "evidence_moved" if is_moved else "upheld"
    return Fate(verdict, fate, state.state, now)


def _rests_elsewhere(verdict: Decision, item: Item | None) -> bool:
    """Return whether the machine says the same by other words than it did.

    A person's own value may always rest on words of his or her choice.
    """
    if verdict.action in ("correct", "add") or not verdict.quote:
        return bool(verdict.quote) and verdict.start is None
    if not item or not item.evidence:
        return False
    places = {(evidence.start, evidence.quote) for evidence in item.evidence}
    return (verdict.start, verdict.quote) not in places


def _lost(orphans: Sequence[Orphan]) -> Iterator[Fate]:
    """Yield the fates of verdicts without document or patient.

    A patient whom a person crossed out and no rule finds any more is upheld.
    """
    denied = _denied([orphan for orphan in orphans if orphan.has_document])
    reasons = {orphan.decision.id: orphan.reason for orphan in orphans}
    groups: dict[object, list[Decision]] = {}
    for orphan in orphans:
        one = orphan.decision
        groups.setdefault((one.doc_id, *one.key), []).append(one)
    for some in groups.values():
        for verdict in verdicts(in_force(some)):
            if (verdict.doc_id, verdict.case_id) not in denied:
                yield Fate(verdict, "orphaned", "orphaned", "", reasons[verdict.id])
            elif verdict.action == NOT_A_CASE:
                yield Fate(verdict, "upheld", "rejected")


def _denied(orphans: Iterable[Orphan]) -> set[tuple[str, str]]:
    groups: dict[str, list[Decision]] = {}
    for orphan in orphans:
        groups.setdefault(orphan.decision.doc_id, []).append(orphan.decision)
    return {(doc, case) for doc, some in groups.items() for case in are_no_cases(some)}
