"""Gold JSON as another reader: a whole second reading, silent where there is nothing.

What gold lacks in a field it has is rejected, for it tells all that the text says; not
where it has a name there that the pack does not know, which may be the same thing.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.curation import columns
from pipeline.curation.items import SINGLE, items_of_case
from pipeline.curation.names import Names
from pipeline.curation.persons import match_persons, person_of, persons_of
from pipeline.curation.second_reading import Reading, Unaligned
from pipeline.errors import LedgerError
from pipeline.pack import Pack
from pipeline.series import Series

#: Fields that gold tells of.
_TOLD = frozenset(
    "age sex duration outcome followup level diagnosis symptom imaging lab "
    "intervention".split()
)
#: Fields whose concept is not looked up.
_PLAIN = frozenset({*SINGLE, "level"})
_STATUS = {"planned": "recommended"}
Found = Iterator[Reading | Unaligned]


def read_gold_patients(path: Path, data: object, series: Series, pack: Pack) -> Found:
    """Yield what a gold file says of the patients of a run.

    Raises LedgerError if the file is no gold.
    """
    if not isinstance(data, dict) or not isinstance(data.get("patients", []), list):
        raise LedgerError(f"{path}: no gold: an object with 'patients' is needed")
    doc_id = str(data.get("id") or path.stem)
    patients = [p for p in data.get("patients", []) if isinstance(p, dict)]
    people = persons_of(series, [doc_id]).get(doc_id, {})
    signs = {f"{doc_id}#{n}": person_of(_signs(p)) for n, p in enumerate(patients, 1)}
    cases = match_persons(signs, people)
    names = Names(series, pack)
    for number, patient in enumerate(patients, 1):
        where = f"{path.name}, patient {patient.get('label', number)}"
        case_id = cases.get(f"{doc_id}#{number}")
        if case_id is None:
            yield Unaligned(where, f"no such patient of {doc_id!r} in the run")
        else:
            yield from _patient(where, (doc_id, case_id), patient, series, names)


def _signs(patient: Mapping[str, Any]) -> Iterable[str]:
    yield f"{patient.get('age_years')} years"
    yield str(patient.get("sex"))
    yield from _texts(patient, "lesion_levels")


def _texts(data: Mapping[str, Any], name: str) -> list[str]:
    found = data.get(name)
    return [str(one) for one in found] if isinstance(found, list) else []


def _objects(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = data.get(name)
    listed = found if isinstance(found, list) else []
    return [one for one in listed if isinstance(one, dict)]


def _patient(
    where: str,
    place: tuple[str, str],
    patient: Mapping[str, Any],
    series: Series,
    names: Names,
) -> Found:
    told: set[tuple[str, str]] = set()
    unclear: set[str] = set()
    for field, words, modality, value in _said(patient):
        concept = words if field in _PLAIN else names.concept(field, words)
        if concept is None:
            unclear.add(field)
            yield Unaligned(where, f"{words!r} is no {field} of the pack")
            continue
        told.add((field, concept))
        search = (value,) if field in _PLAIN else (concept, words)
        yield Reading(where, *place, field, concept, modality, value, words=search)
    case = next(c for c in series.cases if c["case_id"] == place[1])
    for item in items_of_case(series, case):
        is_silent = (item.field, item.concept) not in told
        if item.value and is_silent and item.field in _TOLD - unclear:
            yield Reading(where, *place, item.field, item.concept, item.modality)


def _said(patient: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Yield field, concept, modality and value of all that gold says of a patient."""
    for name, (field, unit) in columns.SCALARS.items():
        if patient.get(name) is not None:
            yield field, "", "", f"{patient[name]}{unit}"
    if levels := _texts(patient, "lesion_levels"):
        yield "level", "lesion", "", "; ".join(levels)
    for name in ("diagnoses", "symptoms", "symptoms_denied"):
        field, status = columns.CONCEPTS[name]
        for concept in _texts(patient, name):
            yield field, concept, "", status
    for one in _objects(patient, "imaging"):
        modality = str(one.get("modality") or "")
        yield "imaging", str(one.get("finding")), modality, _with_levels(one, "present")
    for one in _objects(patient, "labs"):
        yield "lab", str(one.get("test")), "", _measured(one)
    for one in _objects(patient, "interventions"):
        yield "intervention", str(one.get("name")), "", _with_levels(one, "performed")


def _with_levels(one: Mapping[str, Any], usual: str) -> str:
    status = str(one.get("status") or usual)
    levels = "; ".join(_texts(one, "levels"))
    return f"{_STATUS.get(status, status)} {levels}".strip()


def _measured(one: Mapping[str, Any]) -> str:
    value = one.get("value")
    unit = str(one.get("unit") or "") if value is not None else ""
    number = f"{value:g}" if isinstance(value, int | float) else str(value or "")
    parts = (str(one.get("interpretation") or ""), number, unit)
    return " ".join(filter(None, parts)) or "present"
