"""What decisions make of a case's facts: labels on the machine's, facts by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.cells import JOINT
from pipeline.curation.items import BY_HAND, SINGLE, about, is_of_machine, say
from pipeline.curation.states import ItemState, squeeze
from pipeline.curation.values import Columns, Said, fact_says, read_value
from pipeline.series import Cell, Row

Edited = dict[str, Cell]
#: Levels that people give are those of the lesion.
_LESION = "lesion"


@dataclass(frozen=True, slots=True)
class Ruling:
    """An item's state, what its facts become, and those that people add.

    `passed` are facts in force that the fold leaves out, since a person chose another.
    """

    state: ItemState
    facts: tuple[Edited, ...] = ()
    added: tuple[Edited, ...] = ()
    passed: frozenset[str] = frozenset()


def rule_on(state: ItemState, facts: Iterable[Row], columns: Columns) -> Ruling:
    """Return the ruling on one item; `facts` are the machine's of the whole case.

    A human value that cannot be read orphans its decision, and the machine's stands.
    """
    mine = [
        dict(fact)
        for fact in facts
        if fact["subject"] == "patient"
        and is_of_machine(fact)
        and about(fact) == state.key[1:]
    ]
    if not state.verdicts:
        return Ruling(state, tuple(mine))
    now = state.item.value if state.item else ""
    if squeeze(state.value) == squeeze(now):
        return _keep(state, mine)
    try:
        wanted = _wanted(state, columns) if state.value else ()
    except ValueError as fault:
        lost = replace(state, state="orphaned", value=now, reason=str(fault))
        return _keep(lost, mine)
    return _replace(state, mine, wanted)


def _keep(state: ItemState, mine: Sequence[Edited]) -> Ruling:
    """Return a ruling that leaves the machine's facts in force."""
    word = {"corrected": "accepted", "challenged": "unclear"}
    label = word.get(state.state, state.state)
    for fact in mine:
        fact["decision"] = label
    is_chosen = state.key[1] in SINGLE and label == "accepted"
    others = (f for f in mine if squeeze(say(f)) != squeeze(state.value))
    passed = frozenset(str(f["fact_id"]) for f in others) if is_chosen else frozenset()
    for fact in mine:
        if fact["fact_id"] in passed:
            fact["decision"] = None
    return Ruling(state, tuple(mine), (), passed)


def _wanted(state: ItemState, columns: Columns) -> tuple[Said, ...]:
    _, field, concept, _ = state.key
    if concept or field in SINGLE or field == "level":
        return read_value(field, state.value, columns)
    return (Said("performed" if field == "intervention" else "present"),)


def _replace(
    state: ItemState, mine: Sequence[Edited], wanted: Sequence[Said]
) -> Ruling:
    """Return a ruling that takes the machine's facts out, but those a person wants."""
    missing = list(wanted)
    for fact in mine:
        said = fact_says(state.key[1], fact)
        is_wanted = said in missing
        if is_wanted:
            missing.remove(said)
        gone = "challenged" if state.state == "challenged" else "rejected"
        fact["decision"] = "accepted" if is_wanted else gone
    added = tuple(_by_hand(state, said, mine) for said in missing)
    return Ruling(state, tuple(mine), added)


def _by_hand(state: ItemState, said: Said, mine: Sequence[Edited]) -> Edited:
    """Return the fact of a human value, without its name, code and section."""
    verdict = state.verdicts[-1]
    case_id, field, concept, modality = state.key
    if field not in SINGLE and not concept:
        concept = _LESION if field == "level" else state.value
    start, quote = verdict.start, verdict.quote
    if not quote and state.item:
        start, quote = state.item.evidence[0].start, state.item.evidence[0].quote
    assert start is not None, "states.is_proven lets no other through"
    return {
        "doc_id": verdict.doc_id,
        "case_id": case_id,
        "field": field,
        "concept": said.concept or concept or None,
        "value": said.value or None,
        "unit": said.unit or None,
        "interpretation": said.interpretation or None,
        "status": said.status,
        "subject": "patient",
        "modality": modality or None,
        "levels": JOINT.join(said.levels) or None,
        "laterality": mine[0]["laterality"] if mine else None,
        "concept_code": mine[0]["concept_code"] if mine and concept else None,
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "rule": f"{BY_HAND}{verdict.id[:8]}",
        "decision": "accepted" if verdict.action == "accept" else "corrected",
    }
