"""Read a folder of gold files; the format is the annotation guide's."""

import fnmatch
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from pipeline.errors import GoldError
from pipeline.score.names import Names
from pipeline.score.records import GoldArticle, Item, Patient, Scalar

Object = Mapping[str, object]
_NEXT = "mend the file as the annotation guide says"


def read_gold(folder: Path, names: Names, *, only: str = "*") -> list[GoldArticle]:
    """Return the gold articles whose file stem matches the glob `only`, by name.

    JSON files without `doc_type` are not gold and are passed over.
    Raises GoldError if there is no folder, nothing to read, or a broken file.
    """
    if not folder.is_dir():
        raise GoldError(f"{folder}: no such gold folder; name a folder of JSON files")
    paths = [p for p in sorted(folder.glob("*.json")) if fnmatch.fnmatch(p.stem, only)]
    articles = [(path, _load(path)) for path in paths]
    read = [_article(p, data, names) for p, data in articles if "doc_type" in data]
    if not read:
        raise GoldError(
            f"{folder}: no gold file matches {only!r}; check the folder and the pattern"
        )
    return read


def _load(path: Path) -> Object:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise GoldError(f"{path.name}: not valid JSON ({error}); {_NEXT}") from error
    if not isinstance(data, dict):
        raise GoldError(f"{path.name}: not a JSON object; {_NEXT}")
    return data


def _article(path: Path, data: Object, names: Names) -> GoldArticle:
    where = path.name
    document = data.get("document")
    if document is not None and not isinstance(document, dict):
        raise GoldError(f"{where}: 'document' is not an object; {_NEXT}")
    return GoldArticle(
        path.stem,
        str(data["doc_type"]),
        tuple(_patient(p, names, where) for p in _objects(data, "patients", where)),
        _optional(data, "literature_cases", where),
        document,
        _optional(data, "claims", where),
    )


def _patient(data: Object, names: Names, where: str) -> Patient:
    label = _text(data, "label", where)
    where = f"{where}: patient {label}"
    labs = _objects(data, "labs", where)
    return Patient(
        label,
        _sets(data, names, where),
        _scalars(data, where),
        tuple(_strings(data, "diagnoses", where)),
        frozenset(
            names.canonical(_text(lab, "test", where))
            for lab in labs
            if not lab.get("interpretation")
        ),
    )


def _sets(data: Object, names: Names, where: str) -> dict[str, frozenset[Item]]:
    def named(key: str) -> frozenset[Item]:
        values = _strings(data, key, where)
        return frozenset((names.canonical(v),) for v in values)

    levels = _strings(data, "lesion_levels", where)
    return {
        "levels": frozenset((level,) for level in levels),
        "regions": named("regions"),
        "symptoms": named("symptoms"),
        "denied": named("symptoms_denied"),
        **_imaging_sets(_objects(data, "imaging", where), names, where),
        "labs": _lab_items(_objects(data, "labs", where), names, where),
        **_treatment_sets(_objects(data, "interventions", where), names, where),
    }


def _imaging_sets(
    rows: tuple[Object, ...], names: Names, where: str
) -> dict[str, frozenset[Item]]:
    def findings(status: str) -> frozenset[Item]:
        return frozenset(
            (names.canonical(_text(row, "finding", where)),)
            for row in rows
            if _text(row, "status", where) == status
        )

    seen = (r for r in rows if r["status"] == "present" and r.get("modality"))
    return {
        "findings": findings("present"),
        "findings_absent": findings("absent"),
        "modality_findings": frozenset(
            (names.canonical(str(r["modality"])), names.canonical(str(r["finding"])))
            for r in seen
        ),
    }


def _lab_items(rows: tuple[Object, ...], names: Names, where: str) -> frozenset[Item]:
    return frozenset(
        (names.canonical(_text(r, "test", where)), names.canonical(str(value)))
        for r in rows
        if (value := r.get("interpretation"))
    )


def _treatment_sets(
    rows: tuple[Object, ...], names: Names, where: str
) -> dict[str, frozenset[Item]]:
    def named(is_wanted: Callable[[bool], bool]) -> frozenset[Item]:
        return frozenset(
            (names.canonical(_text(r, "name", where)),)
            for r in rows
            if is_wanted(_text(r, "status", where) == "performed")
        )

    surgery = [r for r in rows if _text(r, "kind", where) == "surgery"]
    done = [r for r in surgery if r["status"] == "performed"]
    return {
        "performed": named(lambda is_done: is_done),
        "not_performed": named(lambda is_done: not is_done),
        "surgical_levels": frozenset(
            (level,) for r in done for level in _strings(r, "levels", where)
        ),
    }


def _scalars(data: Object, where: str) -> dict[str, Scalar]:
    return {
        "age": _number(data, "age_years", where),
        "sex": _word(data, "sex", where),
        "duration": _number(data, "symptom_duration_days", where),
        "outcome": _word(data, "outcome", where),
        "followup": _number(data, "followup_months", where),
    }


def _number(data: Object, key: str, where: str) -> float | None:
    value = data.get(key)
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    raise GoldError(f"{where}: {key} is {value!r}, not a number or null; {_NEXT}")


def _word(data: Object, key: str, where: str) -> str | None:
    value = data.get(key)
    if value is None or isinstance(value, str):
        return value
    raise GoldError(f"{where}: {key} is {value!r}, not a word or null; {_NEXT}")


def _text(data: Object, key: str, where: str) -> str:
    value = data.get(key)
    if isinstance(value, str):
        return value
    raise GoldError(f"{where}: {key!r} is missing or not a word; {_NEXT}")


def _strings(data: Object, key: str, where: str) -> list[str]:
    values = _list(data, key, where)
    return [_text({key: value}, key, where) for value in values]


def _objects(data: Object, key: str, where: str) -> tuple[Object, ...]:
    values = tuple(_list(data, key, where))
    if not all(isinstance(value, dict) for value in values):
        raise GoldError(f"{where}: {key!r} holds something not an object; {_NEXT}")
    return values  # type: ignore[return-value]  # each was just found to be a dict


def _optional(data: Object, key: str, where: str) -> tuple[Object, ...] | None:
    return _objects(data, key, where) if key in data else None


def _list(data: Object, key: str, where: str) -> Iterable[object]:
    values = data.get(key, [])
    if not isinstance(values, list):
        raise GoldError(f"{where}: {key!r} is not a list; {_NEXT}")
    return values
