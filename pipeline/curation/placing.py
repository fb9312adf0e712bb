"""Decisions placed on a run: their document, patient and quote found again.

A document is known by the digest of its text, then by its name. A patient is known by
the number; by age, sex and levels where the numbers shifted. A quote is searched again
where it no longer stands at its offsets, differences of blanks aside.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.curation.ledger import Decision
from pipeline.curation.papers import Papers
from pipeline.curation.persons import Person, hints_of, match_persons, persons_of
from pipeline.series import Series


@dataclass(frozen=True, slots=True)
class Orphan:
    """A decision that a run has no place for, and why."""

    decision: Decision
    reason: str
    has_document: bool = False


@dataclass(frozen=True, slots=True)
class Placing:
    """Decisions with document, patient, quote and offsets as they are in a run.

    A quote that is nowhere leaves its decision without offsets. `orphans` have no
    document or no patient any more; they keep what they were made on. `moved` are the
    ids of those whose quote stands at other offsets.
    """

    decisions: tuple[Decision, ...] = ()
    orphans: tuple[Orphan, ...] = ()
    moved: frozenset[str] = frozenset()


def place_decisions(series: Series, decisions: Sequence[Decision]) -> Placing:
    """Return the decisions of a ledger as they lie on a run, in their order."""
    decisions = _with_targets(decisions)
    finder = _Finder(series, decisions)
    placed: list[Decision] = []
    orphans: list[Orphan] = []
    for decision in decisions:
        found = finder.place(decision)
        if isinstance(found, Orphan):
            orphans.append(found)
        else:
            placed.append(found)
    starts = {decision.id: decision.start for decision in decisions}
    moved = frozenset(
        d.id for d in placed if d.start is not None and d.start != starts[d.id]
    )
    return Placing(tuple(placed), tuple(orphans), moved)


def _with_targets(decisions: Sequence[Decision]) -> list[Decision]:
    """Return decisions with each undo lying where that lies which it takes back."""
    found: dict[str, Decision] = {}
    for decision in decisions:
        target = found.get(decision.undoes)
        if decision.action == "undo" and target:
            found[decision.id] = replace(target, **_own(decision))
        else:
            found[decision.id] = decision
    return list(found.values())


def _own(undo: Decision) -> dict[str, Any]:
    names = "id at reviewer action note undoes seen extra".split()
    return {name: getattr(undo, name) for name in names}


class _Finder:
    """Finds documents and patients of one run for the decisions of one ledger."""

    def __init__(self, series: Series, decisions: Iterable[Decision]) -> None:
        self.papers = Papers(series)
        self.doc_of = {d.id: self.papers.find(d) for d in decisions}
        self.case_of = _cases(series, decisions, self.doc_of)

    def place(self, decision: Decision) -> Decision | Orphan:
        """Return a decision as it lies on the run, or as an orphan."""
        doc_id = self.doc_of[decision.id]
        if doc_id is None:
            return Orphan(decision, f"no document {decision.doc_id!r} in this run")
        case_id = self.case_of.get((doc_id, decision.case_id))
        if decision.case_id and case_id is None:
            reason = f"no patient {decision.case_id!r} in this run"
            return Orphan(decision, reason, has_document=True)
        return self._quoted(replace(decision, doc_id=doc_id, case_id=case_id or ""))

    def _quoted(self, decision: Decision) -> Decision:
        if not decision.quote:
            return decision
        text = self.papers.text(decision.doc_id)
        found = find_quote(text, decision.quote, decision.start)
        if found is None:
            return replace(decision, start=None, end=None)
        start, end = found
        return replace(decision, start=start, end=end, quote=text[start:end])


def _cases(
    series: Series, decisions: Iterable[Decision], doc_of: Mapping[str, str | None]
) -> dict[tuple[str, str], str]:
    """Return the case of this run for each document of it and case of the ledger."""
    groups: dict[str, dict[str, list[Decision]]] = defaultdict(dict)
    for decision in decisions:
        doc_id = doc_of[decision.id]
        if doc_id is not None and decision.case_id:
            groups[doc_id].setdefault(decision.case_id, []).append(decision)
    persons = persons_of(series, groups)
    return {
        (doc_id, old): new
        for doc_id, cases in groups.items()
        for old, new in _match(cases, persons.get(doc_id, {})).items()
    }


def _match(
    cases: Mapping[str, Sequence[Decision]], persons: Mapping[str, Person]
) -> dict[str, str]:
    return match_persons({old: hints_of(some) for old, some in cases.items()}, persons)


def find_quote(text: str, quote: str, start: int | None) -> tuple[int, int] | None:
    """Return where a quote stands in a text, the place nearest to its old start."""
    near = start or 0
    if start is not None and start >= 0 and text.startswith(quote, start):
        return start, start + len(quote)
    words = quote.split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    exact = _nearest(re.compile(re.escape(quote)), text, near)
    return exact or _nearest(pattern, text, near)


def _nearest(pattern: re.Pattern[str], text: str, near: int) -> tuple[int, int] | None:
    spans = (match.span() for match in pattern.finditer(text))
    return min(spans, key=lambda span: (abs(span[0] - near), span), default=None)
