"""Facts to cases: the codebook decides how the mentions of a field fold into a cell.

No field is known here by name; a new one is a block of codebook.toml.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

from pipeline.cells import JOINT
from pipeline.codebook import Codebook, Column, Flag, Fold
from pipeline.evidence import in_order
from pipeline.pack import Pack
from pipeline.records import Document, Extraction, Fact
from pipeline.rules.level_order import regions_of

Cell = str | int | float | None
Row = dict[str, Cell]

_NAME = re.compile(r"{(\w+)}")


def fold_cases(extraction: Extraction, pack: Pack, codebook: Codebook) -> list[Row]:
    """Return one row of cases.csv per own patient, also for one without facts."""
    by_patient = _by_patient(extraction.facts)
    numbers = sorted({*range(1, extraction.n_patients + 1), *by_patient})
    folder = _Folder(pack, codebook)
    return [
        folder.case(extraction.document, str(n), n, by_patient.get(n, []))
        for n in numbers
    ]


def fold_cited(extraction: Extraction, pack: Pack, codebook: Codebook) -> list[Row]:
    """Return one row of cited_cases.csv per patient of other authors."""
    folder = _Folder(pack, codebook)
    return [
        folder.case(extraction.document, f"cited{n}", n, facts)
        | {"cited_source": next((f.cited_source for f in facts if f.cited_source), "")}
        for n, facts in _by_patient(extraction.cited).items()
    ]


def refold_case(row: Row, facts: Iterable[Fact], pack: Pack, codebook: Codebook) -> Row:
    """Return the row of a patient with the cells that these facts give it.

    What does not come from facts is left as it is.
    """
    return _Folder(pack, codebook).fill(row, in_order(facts))


def _by_patient(facts: Iterable[Fact]) -> dict[int, list[Fact]]:
    groups = groupby(in_order(facts), key=lambda fact: fact.patient)
    return {patient: list(group) for patient, group in groups}


class _Folder:
    """Folds facts by the rules of one pack."""

    def __init__(self, pack: Pack, codebook: Codebook) -> None:
        self.pack = pack
        self.codebook = codebook

    def case(
        self, document: Document, name: str, number: int, facts: Sequence[Fact]
    ) -> Row:
        """Return the row of one patient from the facts about him or her, in order."""
        row: Row = {
            "case_id": f"{document.doc_id}#{name}",
            "doc_id": document.doc_id,
            "patient": number,
            "first_author": document.authors[0] if document.authors else None,
            "year": document.year,
            "n_facts": len(facts),
        }
        return self.fill(row, facts)

    def fill(self, row: Row, facts: Sequence[Fact]) -> Row:
        """Return a row with the columns that come from facts, in order, and flags."""
        row = dict(row)
        for column, fold in self.codebook.folds.items():
            row[column] = self.fold(fold, facts)
        for column_spec in self.codebook.tables["cases"].columns:
            _derive(column_spec, row)
        raised = [f.name for f in self.codebook.flags if self.is_raised(f, row, facts)]
        row["flags"] = JOINT.join(raised)
        return row

    def fold(self, fold: Fold, facts: Sequence[Fact]) -> Cell:
        """Return one cell, or None where no fact has anything to say."""
        values = self.values(fold, facts)
        if not values and fold.otherwise:
            return self.fold(fold.otherwise, facts)
        return _FOLDS[fold.how](values) if values else None

    def is_raised(self, flag: Flag, row: Row, facts: Sequence[Fact]) -> bool:
        """Return whether a case needs this look of a curator."""
        if flag.empty and not any(row.get(column) for column in flag.empty):
            return True
        return flag.facts is not None and len(set(self.values(flag.facts, facts))) > 1

    def values(self, fold: Fold, facts: Sequence[Fact]) -> list[str]:
        """Return what a fold takes of the facts it is for, in the order of the text."""
        about = [f for f in facts if f.field == fold.field]
        spoilt = {f.concept for f in about if f.status in fold.unless}
        chosen = [f for f in about if self.is_for(fold, f) and f.concept not in spoilt]
        if fold.prefer:
            chosen.sort(key=lambda fact: not self.take(fold.prefer, fact))
        return [value for fact in chosen for value in self.take(fold.take, fact)]

    def is_for(self, fold: Fold, fact: Fact) -> bool:
        """Return whether a fact passes the conditions of a fold."""
        wanted = (
            (fold.status, fact.status),
            (fold.subject, fact.subject),
            (fold.concept, fact.concept),
        )
        if any(allowed and given not in allowed for allowed, given in wanted):
            return False
        kinds = self.kinds(fact) if fold.kind or fold.not_kind else ()
        return (not fold.kind or any(k in fold.kind for k in kinds)) and not any(
            k in fold.not_kind for k in kinds
        )

    def take(self, template: str, fact: Fact) -> tuple[str, ...]:
        """Return what a template asks of a fact: nothing, one value or several."""
        many: dict[str, Callable[[Fact], tuple[str, ...]]] = {
            "{levels}": lambda fact: fact.levels,
            "{region}": _regions,
            "{kind}": self.kinds,
        }
        if template in many:
            return many[template](fact)
        text = _NAME.sub(lambda m: str(getattr(fact, m[1]) or ""), template)
        squeezed = " ".join(text.split())
        return (squeezed,) if squeezed else ()

    def kinds(self, fact: Fact) -> tuple[str, ...]:
        """Return the kind of a fact's concept, or nothing where the pack has none."""
        concept = self.pack.concept(fact.field, fact.concept or "")
        return (concept.kind,) if concept and concept.kind else ()


def _regions(fact: Fact) -> tuple[str, ...]:
    return regions_of((fact.value,) if fact.value else fact.levels)


def _derive(column: Column, row: Row) -> None:
    """Fill a column that is computed from another one."""
    if column.count_of:
        joined = row.get(column.count_of)
        row[column.name] = str(joined).count(JOINT) + 1 if joined else None
    if column.bands:
        number = row.get(column.bands["of"])
        row[column.name] = None if number is None else column.band(float(number))


def _unique(values: Sequence[str]) -> str:
    return JOINT.join(dict.fromkeys(values))


_FOLDS: Mapping[str, Callable[[Sequence[str]], Cell]] = {
    "first": lambda values: values[0],
    "last": lambda values: values[-1],
    "max": lambda values: max(values, key=float),
    "min": lambda values: min(values, key=float),
    "join": _unique,
    "count": lambda values: len(set(values)),
}
