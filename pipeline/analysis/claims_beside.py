"""What the reviews say beside the cases: how often each thing named really occurs.

treatment         interventions performed
diagnostic_test   modalities of imaging, laboratory tests, procedures
cause             diagnoses and comorbidities
symptom           symptoms present
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.series import Row, Series, values

_Named = Mapping[str, Sequence[Row]]
_Find = Callable[[Series, Row, _Named], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Line:
    """A thing that reviews name or cases have; `name` is its concept, if it has one.

    `claims` are the statements that name it, `rows` the own patients who have it.
    """

    category: str
    name: str
    claims: tuple[Row, ...]
    rows: tuple[Row, ...]

    @property
    def reviews(self) -> tuple[str, ...]:
        """Return the doc_id of each article that names it, in order."""
        return tuple(dict.fromkeys(str(claim["doc_id"]) for claim in self.claims))

    @property
    def n_reviews(self) -> int:
        """Return the number of articles that name it."""
        return len(self.reviews)

    @property
    def n_cases(self) -> int:
        """Return the number of own patients in whom it occurs."""
        return len(self.rows)


def claims_beside(series: Series) -> tuple[Line, ...]:
    """Return a line for each thing, by category, the most named first.

    What occurs in cases but no review names follows at the end of its category.
    """
    return tuple(line for name in FINDERS for line in _lines(series, name))


def _lines(series: Series, category: str) -> list[Line]:
    named = _claims_by_name(series.claims, category)
    found = _rows_by_name(series, FINDERS[category], named)
    lines = [
        Line(
            category,
            _label(key, named, found),
            tuple(named.get(key, ())),
            tuple(row for _, row in found.get(key, ())),
        )
        for key in dict.fromkeys((*named, *found))
    ]
    return sorted(lines, key=lambda line: (-line.n_reviews, -line.n_cases, line.name))


def _claims_by_name(claims: Sequence[Row], category: str) -> dict[str, list[Row]]:
    named: dict[str, list[Row]] = {}
    for claim in claims:
        if claim["category"] == category and (name := _name(claim)):
            named.setdefault(name.casefold(), []).append(claim)
    return named


def _name(claim: Row) -> str:
    return str(claim.get("concept") or claim.get("name") or "")


def _rows_by_name(
    series: Series, find: _Find, named: _Named
) -> dict[str, list[tuple[str, Row]]]:
    """Return the patients by what they have, each with the name as it stands there."""
    found: dict[str, list[tuple[str, Row]]] = {}
    for row in series.cases:
        names = {name.casefold(): name for name in find(series, row, named)}
        for key, name in names.items():
            found.setdefault(key, []).append((name, row))
    return found


def _label(
    key: str,
    named: _Named,
    found: Mapping[str, Sequence[tuple[str, Row]]],
) -> str:
    """Return the name as cases write it, else as the first review does."""
    return found[key][0][0] if key in found else _name(named[key][0])


def _treatments(series: Series, row: Row, named: _Named) -> Iterator[str]:
    yield from values(row, "interventions")


def _tests(series: Series, row: Row, named: _Named) -> Iterator[str]:
    """Yield modalities, laboratory tests, and procedures that a review calls a test."""
    yield from values(row, "imaging_modalities")
    facts = series.facts_in_force(row["case_id"])
    yield from (
        str(f["concept"]) for f in facts if f["field"] == "lab" and f["concept"]
    )
    yield from (v for v in values(row, "interventions") if v.casefold() in named)


def _causes(series: Series, row: Row, named: _Named) -> Iterator[str]:
    yield from values(row, "diagnoses")
    yield from values(row, "comorbidities")


def _symptoms(series: Series, row: Row, named: _Named) -> Iterator[str]:
    yield from values(row, "symptoms")


#: Where in the cases to look for what a claim of each category names.
FINDERS: Mapping[str, _Find] = {
    "treatment": _treatments,
    "cause": _causes,
    "diagnostic_test": _tests,
    "symptom": _symptoms,
}
