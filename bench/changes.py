"""Measure `caseseries diff`: python -m bench.changes (a part of `make bench`).

Two runs of as many facts as asked for, of which one in ten changed; the reading of the
tables is told apart, since it alone bounds the whole. Times are of the processor.
"""

import argparse
import csv
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.codebook import read_codebook
from pipeline.curation.diff import diff_runs
from pipeline.exports.codebook import write_codebook
from pipeline.pack import load_pack
from pipeline.series import open_series
from pipeline.tables import TableWriter

PER_CASE = 25
SENTENCE = "On day {} the patient told of complaint {}, and it was written down."


def fact(number: int, *, is_changed: bool) -> dict[str, object]:
    """Return a fact of some patient."""
    case, place = divmod(number, PER_CASE)
    quote = SENTENCE.format(place, place)
    return {
        "fact_id": f"{number:012x}",
        "doc_id": f"doc-{case}",
        "case_id": f"doc-{case}#1",
        "field": "symptom",
        "concept": f"complaint {place}",
        "status": "absent" if is_changed else "present",
        "subject": "patient",
        "section": "case",
        "start": place * 100,
        "end": place * 100 + len(quote),
        "quote": quote,
        "rule": f"symptoms.tsv#complaint {place}",
    }


def write_run(folder: Path, n_facts: int, *, every: int = 0) -> None:
    """Write a run in which every so many facts have another status."""
    codebook = read_codebook(load_pack().codebook)
    (folder / "texts").mkdir(parents=True)
    names = [f"doc-{n}" for n in range((n_facts - 1) // PER_CASE + 1)]
    facts = [fact(n, is_changed=bool(every and n % every == 0)) for n in range(n_facts)]
    with TableWriter(folder, codebook) as writer:
        writer.add(
            {
                "documents": [{"doc_id": name, "status": "ok"} for name in names],
                "cases": [
                    {"case_id": f"{name}#1", "doc_id": name, "patient": 1}
                    for name in names
                ],
                "facts": facts,
            }
        )
    write_codebook(folder / "codebook.csv", codebook)
    (folder / "run.json").write_text("{}\n", encoding="utf-8")
    for name in names:
        (folder / "texts" / f"{name}.txt").write_text(name, encoding="utf-8")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=20_000, help="of each run")
    options = parser.parse_args()
    with TemporaryDirectory() as scratch:
        old, new = Path(scratch) / "old", Path(scratch) / "new"
        write_run(old, options.facts)
        write_run(new, options.facts, every=10)
        # What nothing could be faster than: the rows of both tables, as they are.
        began = time.process_time()
        for folder in (old, new):
            with (folder / "facts.csv").open(encoding="utf-8", newline="") as file:
                list(csv.reader(file))
        rows = time.process_time() - began
        began = time.process_time()
        for folder in (old, new):
            open_series(folder)
        reading = time.process_time() - began
        began = time.process_time()
        found = diff_runs(old, new)
        whole = time.process_time() - began
    print(f"\n{options.facts:,} facts against {options.facts:,}")
    print(f"{'diff':<16}{whole:>12.2f} s, {len(found.changes):,} changes")
    print(f"{'of it, reading':<16}{reading:>12.2f} s")
    print(f"{'ratio':<16}{whole / rows:>12.1f} times the bare reading of rows")


if __name__ == "__main__":
    main()
