"""The tables of a run while decisions are put into them, case by case."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from pipeline.aggregate import refold_case
from pipeline.cells import JOINT
from pipeline.codebook import Codebook
from pipeline.curation.items import is_of_machine
from pipeline.curation.names import CONCEPTS
from pipeline.curation.persons import number_of
from pipeline.curation.rulings import Edited, Ruling, rule_on
from pipeline.curation.states import ItemState, case_state
from pipeline.evidence import fact_ids
from pipeline.pack import Pack
from pipeline.records import Fact
from pipeline.series import Row, Series, is_overruled

_SAME = (
    "doc_id field quote rule concept concept_code value unit interpretation status "
    "subject modality laterality section"
).split()


class Desk:
    """Collects the rows of cases.csv and facts.csv; `states` came out of it."""

    def __init__(self, series: Series, pack: Pack, codebook: Codebook) -> None:
        """Take the tables of a run and the pack that folds them."""
        self.series = series
        self.pack = pack
        self.codebook = codebook
        self.states: list[ItemState] = []
        self._cases: list[Edited] = []
        self._facts: list[Edited] = []

    def take(self, case: Row, states: Sequence[ItemState]) -> None:
        """Take the next case with the states of its items, none if nobody judged it."""
        rows = self.series.facts_of.get(str(case["case_id"]), ())
        facts = [dict(row) | {"decision": None} for row in rows if is_of_machine(row)]
        columns = self.series.columns
        rulings = [rule_on(s, facts, columns) for s in states if s.verdicts]
        if rulings or _was_judged(case, rows):
            facts = self._edited(facts, rulings)
            case = self._folded(case, facts, rulings, states)
        self._cases.append(dict(case))
        self._facts += facts

    def _edited(
        self, facts: Sequence[Edited], rulings: Iterable[Ruling]
    ) -> list[Edited]:
        """Return the facts of a case with labels and those by hand, in order."""
        labelled: dict[object, Edited] = {}
        added: list[Edited] = []
        for ruling in rulings:
            labelled |= {fact["fact_id"]: fact for fact in ruling.facts}
            added += (self._completed(fact) for fact in ruling.added)
        mine = [labelled.get(fact["fact_id"], fact) for fact in facts]
        names = fact_ids([_record(fact) for fact in (*mine, *added)])[len(mine) :]
        for fact, name in zip(added, names, strict=True):
            fact["fact_id"] = name
        return sorted(chain(mine, added), key=lambda fact: int(fact["start"] or 0))

    def _completed(self, fact: Edited) -> Edited:
        """Return a fact by hand with its code, and the section its quote stands in."""
        field, concept = str(fact["field"]), str(fact["concept"] or "")
        known = self.pack.concept(CONCEPTS.get(field, field), concept)
        code = fact["concept_code"] or (known.code if known else None)
        return fact | {"concept_code": code or None, "section": self._section(fact)}

    def _section(self, fact: Edited) -> str:
        start = int(fact["start"] or 0)
        for row in self.series.facts_of.get(str(fact["case_id"]), ()):
            if is_of_machine(row) and int(row["start"] or 0) <= start < int(
                row["end"] or 0
            ):
                return str(row["section"] or "body")
        return "body"

    def _folded(
        self,
        case: Row,
        facts: Sequence[Edited],
        rulings: Sequence[Ruling],
        states: Sequence[ItemState],
    ) -> Edited:
        """Return the row of a case from the facts in force."""
        after = {ruling.state.key: ruling.state for ruling in rulings}
        final = [after.get(state.key, state) for state in states]
        self.states += final
        passed = {name for ruling in rulings for name in ruling.passed}
        valid = [fact for fact in facts if not is_overruled(fact)]
        told = [_record(fact) for fact in valid if fact["fact_id"] not in passed]
        row = refold_case(dict(case), told, self.pack, self.codebook)
        return row | {"n_facts": len(valid), "review_state": case_state(final)}

    def tables(self) -> dict[str, list[Edited]]:
        """Return the rows of documents, cases and facts."""
        patients = Counter(case["doc_id"] for case in self._cases)
        facts = Counter(fact["doc_id"] for fact in self._facts)
        documents = [
            dict(row)
            | {"n_patients": patients[row["doc_id"]], "n_facts": facts[row["doc_id"]]}
            for row in self.series.documents
        ]
        return {"documents": documents, "cases": self._cases, "facts": self._facts}


def _was_judged(case: Row, facts: Iterable[Row]) -> bool:
    """Return whether a former replay left its mark on a case."""
    return bool(case.get("review_state")) or any(
        fact.get("decision") or not is_of_machine(fact) for fact in facts
    )


def _record(row: Mapping[str, object]) -> Fact:
    """Return a row of facts.csv as the fact it was written from."""
    same = {name: row[name] for name in _SAME}
    levels = str(row["levels"] or "")
    return Fact(
        patient=number_of(str(row["case_id"])),
        start=int(str(row["start"])),
        end=int(str(row["end"])),
        levels=tuple(levels.split(JOINT)) if levels else (),
        **same,  # type: ignore[arg-type]  # the columns of the codebook
    )
