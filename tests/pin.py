"""Pin the floors of tests/baseline.json: python -m tests.pin [--allow-regression].

Every gold set beside the project is extracted into a temporary folder and scored; the
floors rise freely and sink only when told to, with a reason in the commit.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.run import run_corpus
from pipeline.score import evaluate, gold_digest, pin_floors, read_baseline
from tests.test_floors import BASELINE, SHARED, documents_of


def pin(name: str, *, allow_regression: bool) -> bool:
    """Pin one gold set, say what changed, and return whether it was written."""
    gold = SHARED / name / "gold"
    with TemporaryDirectory() as scratch:
        out = Path(scratch) / "run"
        run_corpus(documents_of(name, Path(scratch)), out)
        result = evaluate(gold, out)
    digest = gold_digest(gold)
    report = pin_floors(
        BASELINE, name, result, digest, allow_regression=allow_regression
    )
    print("\n".join((*report.raised, *report.lowered)) or f"{name}: as before")
    if not report.is_written:
        print(f"{name}: not pinned; mend it, or make pin ALLOW=--allow-regression")
    return report.is_written


def main() -> None:
    """Pin every set of the baseline; exit 1 if a figure would sink."""
    allow = "--allow-regression" in sys.argv[1:]
    sets = [n for n in read_baseline(BASELINE) if (SHARED / n / "gold").is_dir()]
    written = [pin(name, allow_regression=allow) for name in sets]
    sys.exit(not all(written))


if __name__ == "__main__":
    main()
