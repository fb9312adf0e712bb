"""The ledger onto a run: its tables are written anew with what people decided.

The facts of the machine stay in facts.csv with the decision on them; cases.csv is
folded again from those in force and those that people gave. Nothing is written to the
ledger, and the same ledger on the same tables gives the same bytes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.codebook import Codebook
from pipeline.curation.desk import Desk
from pipeline.curation.fates import FATES, Fate, are_no_cases, fates_of
from pipeline.curation.items import items_of_case
from pipeline.curation.ledger import Decision, Ledger
from pipeline.curation.persons import number_of
from pipeline.curation.placing import place_decisions
from pipeline.curation.rulings import Edited
from pipeline.curation.states import ItemState, human_value, states_of
from pipeline.pack import Pack
from pipeline.series import Series, open_series
from pipeline.tables import write_table


@dataclass(frozen=True, slots=True)
class Replay:
    """What a run made of a ledger: fates by name, and rows per table written anew."""

    ledger: Path
    sha256: str
    counts: Mapping[str, int]
    faults: tuple[str, ...]
    dropped: tuple[str, ...]
    rows: Mapping[str, int]

    def notes(self) -> dict[str, object]:
        """Return what run.json says of it."""
        broken = {"broken_lines": len(self.faults), "not_a_case": len(self.dropped)}
        return {"sha256": self.sha256, **self.counts, **broken}


def replay(folder: Path, ledger: Ledger, pack: Pack, codebook: Codebook) -> Replay:
    """Put the decisions of a ledger into the tables of a run, in place.

    Raises OutputError if the folder is no whole run.
    """
    series = open_series(folder)
    placing = place_decisions(series, ledger.decisions)
    states = _states(series, placing.decisions)
    dropped = frozenset(are_no_cases(placing.decisions)) & {
        str(case["case_id"]) for case in series.cases
    }
    desk = Desk(series, pack, codebook)
    for case in series.cases:
        if case["case_id"] not in dropped:
            desk.take(case, states.get(str(case["case_id"]), ()))
    fates = fates_of(placing, desk.states, dropped)
    rows = desk.tables() | {"curation": _listed(fates, codebook.fields)}
    counts = Counter(fate.fate for fate in fates)
    return Replay(
        ledger.path,
        ledger.sha256,
        {name: counts[name] for name in sorted(FATES)},
        tuple(ledger.complaints()),
        tuple(sorted(dropped)),
        {
            name: write_table(folder / f"{name}.csv", codebook.tables[name], some)
            for name, some in rows.items()
            if name in codebook.tables
        },
    )


def _states(
    series: Series, decisions: Sequence[Decision]
) -> dict[str, tuple[ItemState, ...]]:
    """Return the states of all items of each case that was judged, by case."""
    judged = {decision.case_id for decision in decisions if decision.case_id}
    cases = [case for case in series.cases if case["case_id"] in judged]
    items = [item for case in cases for item in items_of_case(series, case)]
    found: dict[str, list[ItemState]] = {}
    for key, state in states_of(items, decisions).items():
        found.setdefault(key[0], []).append(state)
    return {case: tuple(some) for case, some in found.items()}


def _listed(fates: Iterable[Fate], fields: Sequence[str]) -> list[Edited]:
    """Return the rows of curation.csv, what needs a person first."""
    places = {field: place for place, field in enumerate(fields)}

    def order(fate: Fate) -> tuple[object, ...]:
        one = fate.decision
        number, field = number_of(one.case_id), places.get(one.field, -1)
        rest = (one.concept, one.modality, *one.order)
        return FATES.index(fate.fate), one.doc_id, number, field, *rest

    return [_row(fate) for fate in sorted(fates, key=order)]


def _row(fate: Fate) -> Edited:
    one = fate.decision
    names = "doc_id case_id field concept modality action".split()
    return {name: getattr(one, name) for name in names} | {
        "decision_id": one.id,
        "fate": fate.fate,
        "state": fate.state,
        "judged": one.value,
        "human_value": human_value(one) or "",
        "machine_value": fate.machine_value,
        "reason": fate.reason,
    }
