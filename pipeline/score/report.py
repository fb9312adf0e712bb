"""Print an evaluation: a table for people, JSON for programs."""

import json
from collections.abc import Iterator

from pipeline.errors import CaseSeriesError
from pipeline.score.records import (
    EXTRAS,
    FIELDS,
    Evaluation,
    Fault,
    FieldError,
    FieldScore,
)

_WIDTH = 18
_INDENT = "    "


def render_text(evaluation: Evaluation, errors_field: str | None = None) -> str:
    """Return the table of figures, or the errors of one field with their quotes."""
    if errors_field:
        return "\n".join(_error_lines(evaluation, errors_field)) + "\n"
    return "\n".join(_table_lines(evaluation)) + "\n"


def render_json(evaluation: Evaluation, errors_field: str | None = None) -> str:
    """Return the figures as one JSON object; with a field, its errors too."""
    data: dict[str, object] = {
        k: _figures(s) for k, s in all_scores(evaluation).items()
    }
    data |= {
        "kind_accuracy": evaluation.kind_accuracy,
        "missing_docs": evaluation.missing_docs,
        "invented_patient_rate": evaluation.invented_patient_rate,
        "n_docs": evaluation.n_docs,
    }
    if errors_field:
        errors = errors_of(evaluation, errors_field)
        data["errors"] = [_error_object(error) for error in errors]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def all_scores(evaluation: Evaluation) -> dict[str, FieldScore]:
    """Return every score by name, in the order of the report."""
    pools = {"core": evaluation.core, "all": evaluation.all}
    return {**evaluation.fields, **pools, **evaluation.extras}


def errors_of(evaluation: Evaluation, name: str) -> list[FieldError]:
    """Return the errors of one field; raises CaseSeriesError if there is no such."""
    known = (*FIELDS, *EXTRAS)
    if name not in known:
        raise CaseSeriesError(
            f"no field {name!r} to score; take one of {', '.join(known)}"
        )
    return [error for error in evaluation.errors if error.field == name]


def _table_lines(evaluation: Evaluation) -> Iterator[str]:
    yield f"{'field':{_WIDTH}}{'P':>7}{'R':>8}{'F1':>8}{'n':>7}"
    for name, s in all_scores(evaluation).items():
        yield f"{name:{_WIDTH}}{s.p:7.3f} {s.r:7.3f} {s.f1:7.3f} {s.n:6d}"
    yield ""
    yield f"{'documents':{_WIDTH}}{evaluation.n_docs:7d}"
    yield f"{'not read':{_WIDTH}}{evaluation.missing_docs:7d}"
    yield f"{'kind right':{_WIDTH}}{evaluation.kind_accuracy:7.3f}"
    yield f"{'invented patients':{_WIDTH}}{evaluation.invented_patient_rate:7.3f}"


def _error_lines(evaluation: Evaluation, name: str) -> Iterator[str]:
    errors = errors_of(evaluation, name)
    if not errors:
        yield f"{name}: no errors"
        return
    for error in errors:
        yield f"{error.doc_id} {error.patient}".rstrip()
        for fault in error.faults:
            yield from _fault_lines(fault)
    yield ""
    for cause, count in evaluation.causes(name):
        yield f"{count:5d}  {cause}"


def _fault_lines(fault: Fault) -> Iterator[str]:
    yield f"{_INDENT}{fault.side}: {fault.value}  ({fault.cause})"
    for quote in fault.quotes:
        origin = " · ".join(part for part in (quote.section, quote.rule) if part)
        text = " ".join(quote.text.split())
        yield f"{_INDENT * 2}“{text}”" + (f"  [{origin}]" if origin else "")


def _figures(s: FieldScore) -> dict[str, float | int]:
    return {
        "p": s.p,
        "r": s.r,
        "f1": s.f1,
        "n": s.n,
        "tp": s.tp,
        "fp": s.fp,
        "fn": s.fn,
    }


def _error_object(error: FieldError) -> dict[str, object]:
    return {
        "field": error.field,
        "doc_id": error.doc_id,
        "patient": error.patient,
        "missed": error.missed,
        "extra": error.extra,
        "faults": [_fault_object(fault) for fault in error.faults],
    }


def _fault_object(fault: Fault) -> dict[str, object]:
    quotes = [
        {"quote": q.text, "section": q.section, "rule": q.rule} for q in fault.quotes
    ]
    return {
        "side": fault.side,
        "value": fault.value,
        "cause": fault.cause,
        "quotes": quotes,
    }
