"""What there is to review: the items of a run, each beside what the run before said."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from pipeline.curation.diff import diff_runs
from pipeline.curation.items import SINGLE, Item, items_of
from pipeline.curation.review.entries import Entry, entry_of, token_of
from pipeline.curation.review.former import Former, beside
from pipeline.series import Row, Series, open_series


@dataclass(frozen=True, slots=True)
class RunNote:
    """Which run it is: its folder, a digest of its facts, when and by what."""

    name: str
    digest: str
    started: str = ""
    version: str = ""


@dataclass(frozen=True)
class Board:
    """The entries of a run by token; `runs` are A and B, or B alone.

    `documents` has the name of each document by its token; `notices` tell what changed
    and is no item: documents, and patients split, merged or gone.
    """

    series: Series
    entries: Mapping[str, Entry]
    runs: tuple[RunNote, ...]
    notices: tuple[str, ...] = ()
    documents: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, Row] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def run(self) -> RunNote:
        """Return the run that is decided on."""
        return self.runs[-1]

    @cached_property
    def concepts(self) -> Mapping[str, Sequence[str]]:
        """Return the names that the run has for concepts, by field."""
        found: dict[str, set[str]] = {}
        for fact in self.series.tables["facts"]:
            if fact["concept"] and fact["field"] not in SINGLE:
                found.setdefault(str(fact["field"]), set()).add(str(fact["concept"]))
        return {field: sorted(names) for field, names in found.items()}

    def text(self, doc_id: str) -> str:
        """Return the text of a document, read once."""
        if doc_id not in self.texts:
            self.texts[doc_id] = self.series.text(doc_id)
        return self.texts[doc_id]


def open_board(run: Path, against: Path | None = None) -> Board:
    """Return what there is to review; raises OutputError if a folder holds no run."""
    series = open_series(run)
    cases = {str(case["case_id"]): case for case in series.cases}
    found = {item.key: entry_of(item) for item in items_of(series)}
    notices: tuple[str, ...] = ()
    if against:
        former = Former(open_series(against), series)
        found, notices = beside(found, former, diff_runs(against, run))
    ordered = _in_order(found.values(), list(cases), series)
    return Board(
        series,
        {entry.token: entry for entry in ordered},
        tuple(_note(folder) for folder in (against, run) if folder),
        notices,
        {token_of(str(d["doc_id"])): str(d["doc_id"]) for d in series.documents},
        cases,
    )


def _in_order(
    entries: Iterable[Entry], cases: Iterable[str], series: Series
) -> list[Entry]:
    """Return entries by case and field, each with its place; no evidence goes first."""
    allowed = series.columns["facts"]["field"].allowed
    fields = {name: n for n, name in enumerate(allowed)}
    numbers = {name: n for n, name in enumerate(cases)}

    def order(entry: Entry) -> tuple[int, int, int]:
        item: Item = entry.item
        start = item.evidence[0].start if item.evidence else -1
        return numbers[item.case_id], fields.get(item.field, -1), start

    return [replace(e, place=n) for n, e in enumerate(sorted(entries, key=order))]


def _note(folder: Path) -> RunNote:
    digest = hashlib.sha256((folder / "facts.csv").read_bytes()).hexdigest()[:8]
    path = folder / "run.json"
    raw = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    started, version = (str(raw.get(name) or "") for name in ("started", "version"))
    return RunNote(folder.resolve().name, digest, started[:10], version)
