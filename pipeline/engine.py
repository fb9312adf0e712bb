"""Files to spooled extractions: in this process, or in several of the standard library.

Workers hand over small entries, never spaCy documents; results come in the order of the
jobs, so that the number of workers changes nothing in the outputs.
"""

import sys
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from pipeline.corpus import CorpusFile
from pipeline.intake import Recipe, build_station, read_file, refuse, unread
from pipeline.limits import Limits
from pipeline.spool import Entry, spool

#: Files handed to a worker at a time.
BATCH = 4


@dataclass(frozen=True, slots=True)
class Job:
    """One file and what a process needs to work on it; plain enough to be pickled."""

    file: CorpusFile
    spool: Path
    recipe: Recipe
    limits: Limits


def work(job: Job) -> list[Entry]:
    """Read one file and spool its extractions: the task of a worker process."""
    station = build_station(job.recipe)
    return spool(read_file(job.file, station, limits=job.limits), job.spool)


def run_jobs(jobs: Sequence[Job], *, workers: int) -> Iterator[list[Entry]]:
    """Yield the entries of each job in order; a broken pack or model raises first."""
    if not jobs:
        return
    build_station(jobs[0].recipe)
    yield from map(work, jobs) if workers == 1 else _spread(list(jobs), workers)


def _spread(jobs: list[Job], workers: int) -> Iterator[list[Entry]]:
    """Spread jobs over processes; one that dies takes no other file with it."""
    while jobs:
        try:
            with _pool(workers) as pool:
                for found in pool.map(work, list(jobs), chunksize=BATCH):
                    yield found
                    del jobs[0]
        except BrokenProcessPool:
            yield _alone(jobs.pop(0))


def _alone(job: Job) -> list[Entry]:
    """Work on one file in a process of its own; refuse the file if that dies."""
    try:
        with _pool(1) as pool:
            return pool.submit(work, job).result()
    except BrokenProcessPool:
        message = "the process that read it died; leave it out and please report it"
        return spool([refuse(unread(job.file), message)], job.spool)


def _pool(workers: int) -> ProcessPoolExecutor:
    # Spawned, not forked: a fork inherits the locks of the progress bar's thread.
    context = get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_hush)


def _hush() -> None:
    """Keep the warnings of libraries out of the terminal of whoever started the run."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
