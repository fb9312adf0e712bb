"""Corpus to outputs: the only module that writes a run.

Rows are written in the order of the contract, so that neither the number of workers nor
the hash seed, locale or time zone changes a byte. Only run.json holds times.
"""

import hashlib
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline.aggregate import Row
from pipeline.codebook import Codebook, read_codebook
from pipeline.corpus import CorpusFile, UniqueNames, list_files
from pipeline.curation.ledger import find_ledger
from pipeline.curation.replay import Replay, replay
from pipeline.duplicates import find_duplicates
from pipeline.engine import Job, run_jobs
from pipeline.evidence import check_evidence
from pipeline.exports.codebook import write_codebook
from pipeline.exports.datapackage import write_datapackage
from pipeline.intake import Factory, Recipe, default_factory
from pipeline.limits import Limits
from pipeline.pack import Pack, load_pack
from pipeline.records import Extraction
from pipeline.spool import Entry, fetch
from pipeline.staging import TEXTS, check_target, staged
from pipeline.tables import TableWriter, rows_of
from pipeline.version import installed_version, rules_digest

Progress = Callable[[int, int, str], None]
#: Below this many files one process is done before several have started.
MANY_FILES = 200
MAX_WORKERS = 8


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did; `refused` and `partial` pair a source with its message."""

    out: Path
    documents: int
    kinds: dict[str, int]
    rows: dict[str, int]
    refused: tuple[tuple[str, str], ...]
    partial: tuple[tuple[str, str], ...]
    duplicates: int
    seconds: float = 0.0
    replay: Replay | None = None

    @property
    def read(self) -> int:
        """Return how many documents were read, wholly or in part."""
        return self.documents - len(self.refused)


def run_corpus(
    corpus: Path,
    out: Path,
    *,
    pack: Path | None = None,
    model: str | None = None,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    workers: int = 0,
    progress: Progress | None = None,
    limits: Limits | None = None,
    command: str | None = None,
    factory: Factory = default_factory,
    ledger: Path | None = None,
) -> RunSummary:
    """Read a corpus folder, write the outputs folder, and return what was done.

    `workers` = 0 chooses by the size of the corpus; `progress` is told files done,
    files in all and the file; `command` is noted in run.json; `ledger` holds decisions
    of people, which are put into the tables. Raises CorpusError, PackError, ModelError,
    OutputError, LedgerError, and EvidenceError if a quote is not the text.
    """
    began = time.time()
    loaded = load_pack(pack)
    codebook = read_codebook(loaded.codebook)
    decisions = find_ledger(ledger) if ledger else None
    files = list_files(corpus, include=include, exclude=exclude)
    check_target(out, corpus, tuple(codebook.tables))
    with staged(out) as (fresh, scratch):
        recipe = Recipe(loaded.path, loaded.sha256, model, factory)
        jobs = [
            Job(file, scratch / str(n), recipe, limits or Limits())
            for n, file in enumerate(files)
        ]
        entries = _read(jobs, workers or _choose_workers(files), progress)
        summary = _write(entries, fresh, loaded, codebook)
        if decisions:
            summary = _replayed(summary, replay(fresh, decisions, loaded, codebook))
        summary = replace(summary, out=out, seconds=time.time() - began)
        notes = {"model": model, "command": command, "started": _clock(began)}
        _write_notes(fresh / "run.json", loaded, entries, summary, notes)
    return summary


def _choose_workers(files: Sequence[CorpusFile]) -> int:
    many = len(files) >= MANY_FILES
    return min(MAX_WORKERS, os.cpu_count() or 1) if many else 1


def _read(jobs: Sequence[Job], workers: int, progress: Progress | None) -> list[Entry]:
    """Return the entries of all documents, in path order, each with its own name."""
    entries: list[Entry] = []
    names = UniqueNames()
    for done, found in enumerate(run_jobs(jobs, workers=workers), 1):
        entries += (replace(e, name=names.take(e.name)) for e in found)
        if progress:
            progress(done, len(jobs), jobs[done - 1].file.source)
    return entries


def _write(
    entries: Sequence[Entry], folder: Path, pack: Pack, codebook: Codebook
) -> RunSummary:
    """Write every file of a run but run.json; rows sorted by document."""
    twins = find_duplicates([e for e in entries if e.status != "rejected"])
    tally: list[Row] = []
    (folder / TEXTS).mkdir()
    with TableWriter(folder, codebook) as writer:
        for entry in sorted(entries, key=lambda e: e.name):
            extraction = _named(fetch(entry), entry.name)
            check_evidence(extraction)
            twin = twins.get(entry.name)
            rows = rows_of(extraction, pack, codebook, duplicate_of=twin)
            writer.add(rows)
            _write_text(extraction, folder / TEXTS)
            tally += rows["documents"]
    write_codebook(folder / "codebook.csv", codebook)
    write_datapackage(folder / "datapackage.json", codebook)
    return _summarise(tally, writer.counts)


def _replayed(summary: RunSummary, done: Replay) -> RunSummary:
    return replace(summary, rows=summary.rows | dict(done.rows), replay=done)


def _named(extraction: Extraction, name: str) -> Extraction:
    """Return an extraction whose document, facts and claims carry this name."""
    if extraction.document.doc_id == name:
        return extraction
    return replace(
        extraction,
        document=replace(extraction.document, doc_id=name),
        facts=tuple(replace(f, doc_id=name) for f in extraction.facts),
        cited=tuple(replace(f, doc_id=name) for f in extraction.cited),
        claims=tuple(replace(c, doc_id=name) for c in extraction.claims),
    )


def _write_text(extraction: Extraction, folder: Path) -> None:
    document = extraction.document
    if document.status != "rejected":
        path = folder / f"{document.doc_id}.txt"
        path.write_text(document.text, encoding="utf-8", newline="")


def _summarise(documents: Sequence[Row], rows: dict[str, int]) -> RunSummary:
    def with_status(status: str) -> tuple[tuple[str, str], ...]:
        some = (d for d in documents if d["status"] == status)
        return tuple((str(d["source"]), str(d["message"] or "")) for d in some)

    kinds = Counter(str(d["kind"]) for d in documents if d["kind"])
    return RunSummary(
        out=Path(),
        documents=len(documents),
        kinds=dict(sorted(kinds.items())),
        rows=rows,
        refused=with_status("rejected"),
        partial=with_status("partial"),
        duplicates=sum(bool(d["duplicate_of"]) for d in documents),
    )


def _write_notes(
    path: Path,
    pack: Pack,
    entries: Sequence[Entry],
    summary: RunSummary,
    notes: dict[str, str | None],
) -> None:
    counts = {
        "documents": summary.documents,
        "read": summary.read,
        "refused": len(summary.refused),
        "duplicates": summary.duplicates,
    }
    content = {
        "program": "caseseries",
        "version": installed_version(),
        "rules_sha256": rules_digest(),
        "pack": {
            "name": pack.name,
            "sha256": pack.sha256,
            "files": dict(pack.files),
        },
        **notes,
        "input_sha256": _digest(entries),
        "ledger": summary.replay and summary.replay.notes(),
        "counts": counts | {"rows": summary.rows, "kinds": summary.kinds},
        "seconds": round(summary.seconds, 3),
    }
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8", newline="")


def _digest(entries: Sequence[Entry]) -> str:
    """Return a digest of what was read, the same on every machine."""
    total = hashlib.sha256()
    for entry in entries:
        total.update(f"{entry.source}\0{entry.sha256}\n".encode())
    return total.hexdigest()


def _clock(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
