"""Measure the speed of the pipeline on a corpus: `make bench`, or with CORPUS=dir.

One run measures everything, so that its ratios hold on any machine: words per second
of the whole pipeline and of the tokenizer alone, how many times slower the whole is,
and where the time goes. Times are of the processor, the best of some rounds; loading
the pack is told apart. Figures of two runs compare only on an idle machine.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from pipeline.corpus import list_files
from pipeline.extract import Extractor
from pipeline.intake import layout_of
from pipeline.pack import load_pack
from pipeline.readers import Layout, Source, read_bytes
from pipeline.records import Document
from pipeline.rules.make_reading import blank_unread

T = TypeVar("T")
Stages = dict[str, float]
PROJECT = Path(__file__).resolve().parents[1]


def timed(stages: Stages, name: str, task: Callable[[], T]) -> T:
    """Return what a task returns and add its seconds to a stage."""
    began = time.process_time()
    result = task()
    stages[name] = stages.get(name, 0.0) + time.process_time() - began
    return result


def read_documents(files: Sequence[Path], layout: Layout) -> list[Document]:
    """Return the documents of files that are no archives."""
    return [
        document
        for file in files
        for document in read_bytes(
            file.read_bytes(), Source(file.stem, file.name, ""), layout
        )
    ]


def measure_round(
    files: Sequence[Path], extractor: Extractor, layout: Layout
) -> Stages:
    """Return the seconds of each stage; "whole" is reading and extracting at one go."""
    stages: Stages = {}
    documents = timed(stages, "readers", lambda: read_documents(files, layout))
    for document in documents:
        text = blank_unread(document)
        doc = timed(stages, "tokenizer", lambda text=text: extractor.nlp.make_doc(text))
        doc.user_data["document"] = document
        for name, component in extractor.nlp.pipeline:
            timed(stages, name, lambda pipe=component, doc=doc: pipe(doc))
    parts = sum(stages.values())
    for document in documents:
        timed(stages, "whole", lambda document=document: extractor.extract(document))
    stages["whole"] += stages["readers"]
    stages["facts, claims"] = max(0.0, stages["whole"] - parts)
    return stages


def show(stages: Stages, words: int) -> None:
    """Print the table."""
    whole, tokenizer = stages.pop("whole"), stages["tokenizer"]
    print(f"{'whole pipeline':<16}{words / whole:>12,.0f} words/s")
    print(f"{'tokenizer alone':<16}{words / tokenizer:>12,.0f} words/s")
    print(f"{'ratio':<16}{whole / tokenizer:>12.1f} times the tokenizer's time\n")
    print(f"{'stage':<16}{'ms':>12}{'share':>8}")
    for name, seconds in stages.items():
        print(f"{name:<16}{1000 * seconds:>12.1f}{seconds / whole:>8.1%}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="?", default=PROJECT / "corpus")
    parser.add_argument("--rounds", type=int, default=5, help="the best one counts")
    options = parser.parse_args()
    loading: Stages = {}
    pack = timed(loading, "pack", load_pack)
    extractor = timed(loading, "pipeline", lambda: Extractor(pack))
    layout = layout_of(pack)
    files = [file.path for file in list_files(options.corpus) if not file.refusal]
    words = sum(len(d.text.split()) for d in read_documents(files, layout))
    # One round more than asked for: the first fills the caches of normal forms.
    rounds = [
        measure_round(files, extractor, layout) for _ in range(options.rounds + 1)
    ]
    print(f"{len(files)} files, {words:,} words; loading {sum(loading.values()):.1f} s")
    show(min(rounds[1:], key=lambda stages: stages["whole"]), words)


if __name__ == "__main__":
    main()
