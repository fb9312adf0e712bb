"""Gold files from curation: what people decided, for `evaluate`.

A document becomes gold when every item of every patient is decided, the fields without
a value too: gold that lacks a patient or a value would count the program's as invented.
"""

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.codebook import read_codebook
from pipeline.curation.ledger import find_ledger
from pipeline.curation.replay import replay
from pipeline.errors import OutputError
from pipeline.pack import Pack, load_pack
from pipeline.series import Row, Series, open_series, values

_DECIDED = frozenset({"accepted", "corrected"})
_TEXTS = "texts"
#: Counted as performed by `evaluate`; gold has one word for them.
_DONE = frozenset({"performed", "present", "historical"})
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Golden:
    """The files written, and how many documents with patients are not decided."""

    written: tuple[Path, ...]
    undecided: int


def write_gold(
    out: Path, to: Path, *, ledger: Path, pack: Path | None = None
) -> Golden:
    """Write a gold file per decided document of a run; the run stays as it is.

    Raises OutputError if a file is there already that is no gold of this program.
    """
    loaded = load_pack(pack)
    with TemporaryDirectory() as scratch:
        series = _decided(out, Path(scratch) / "run", ledger, loaded)
        ready = list(_ready(series))
        to.mkdir(parents=True, exist_ok=True)
        written = [_write(to, _document(series, doc, loaded)) for doc in ready]
    patients = {case["doc_id"] for case in series.cases}
    return Golden(tuple(written), len(patients) - len(ready))


def _decided(out: Path, scratch: Path, ledger: Path, pack: Pack) -> Series:
    """Return a run with the decisions in it, whether it had them before or not."""
    if "decision" not in open_series(out).columns["facts"]:
        raise OutputError(f"{out}: of an older version; run `make extract` anew")
    scratch.mkdir()
    for path in out.glob("*.csv"):
        shutil.copyfile(path, scratch / path.name)
    (scratch / _TEXTS).symlink_to((out / _TEXTS).resolve(), target_is_directory=True)
    replay(scratch, find_ledger(ledger), pack, read_codebook(pack.codebook))
    return open_series(scratch)


def _ready(series: Series) -> Iterable[Row]:
    states: dict[object, set[object]] = {}
    for case in series.cases:
        states.setdefault(case["doc_id"], set()).add(case["review_state"])
    for document in series.documents:
        if states.get(document["doc_id"], {None}) <= _DECIDED:
            yield document


def _document(series: Series, document: Row, pack: Pack) -> Json:
    cases = [c for c in series.cases if c["doc_id"] == document["doc_id"]]
    return {
        "id": document["doc_id"],
        "doc_type": document["kind"],
        "patients": [
            _patient(case, series.facts_in_force(case["case_id"]), pack)
            for case in cases
        ],
        "notes": "From decisions of curators.",
    }


def _patient(case: Row, facts: Iterable[Row], pack: Pack) -> Json:
    of_field: dict[str, list[Row]] = {"imaging": [], "lab": [], "intervention": []}
    for fact in facts:
        if fact["subject"] == "patient":
            of_field.setdefault(str(fact["field"]), []).append(fact)
    return {
        "label": str(case["patient"]),
        **{name: case[name] for name in ("age_years", "sex")},
        **{name: list(values(case, name)) for name in _LISTS},
        "symptom_duration_days": case["symptom_duration_days"],
        "imaging": [_finding(fact) for fact in of_field["imaging"]],
        "labs": [_test(fact) for fact in of_field["lab"]],
        "interventions": [_treatment(fact, pack) for fact in of_field["intervention"]],
        **{name: case[name] for name in ("outcome", "followup_months")},
    }


_LISTS = "lesion_levels regions diagnoses symptoms symptoms_denied".split()


def _finding(fact: Row) -> Json:
    return {
        "modality": fact["modality"],
        "finding": fact["concept"],
        "levels": list(values(fact, "levels")),
        "status": fact["status"],
    }


def _test(fact: Row) -> Json:
    return {
        "test": fact["concept"],
        "interpretation": fact["interpretation"],
        "value": _number(fact["value"]),
        "unit": fact["unit"],
    }


def _number(cell: object) -> float | None:
    try:
        return float(str(cell))
    except ValueError:
        return None


def _treatment(fact: Row, pack: Pack) -> Json:
    known = pack.concept("intervention", str(fact["concept"]))
    is_told_of = fact["status"] == "performed" or fact["status"] not in _DONE
    return {
        "name": fact["concept"],
        "kind": known.kind if known and known.kind else "procedure",
        "levels": list(values(fact, "levels")) if is_told_of else [],
        "status": "performed" if fact["status"] in _DONE else fact["status"],
    }


def _write(folder: Path, document: Mapping[str, object]) -> Path:
    path = folder / f"{document['id']}.json"
    if path.parent != folder:  # a table that somebody changed
        raise OutputError(f"{document['id']!r}: no name of a document; extract anew")
    if path.exists() and '"From decisions of curators."' not in path.read_text("utf-8"):
        raise OutputError(
            f"{path}: exists and is no gold of curators; name another folder with --to"
        )
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8", newline="")
    return path
