"""Renew what README.md shows of the samples: python -m tests.readme (make readme).

The table between the marks is a part of cases.csv, the picture is what `caseseries
inspect` prints of one sample, from its patient on; both come from a run of corpus/.
"""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.segment import Segment, Segments

from pipeline import console
from pipeline.inspection import inspect_file
from pipeline.run import run_corpus

PROJECT = Path(__file__).resolve().parents[1]
README = PROJECT / "README.md"
PICTURE = PROJECT / ".readme" / "inspect.svg"
PICTURED = "longus-colli-tendinitis-letter.txt"
WIDTH, HEIGHT = 120, 48
CASES = (
    "dialysis-tumoral-calcinosis#1",
    "dialysis-tumoral-calcinosis#2",
    "longus-colli-tendinitis-letter#1",
    "ossified-meningioma-abstract#1",
    "wry-neck-disc-calcification#1",
)
COLUMNS = (
    "case_id age_years sex lesion_levels diagnoses interventions "
    "interventions_not_performed outcome followup_months"
).split()
BLOCK = re.compile(r"(?<=<!-- cases -->\n).*?(?=<!-- /cases -->)", re.DOTALL)


def table(run: Path) -> str:
    """Return rows of cases.csv of a run of the samples, in Markdown."""
    with (run / "cases.csv").open(encoding="utf-8", newline="") as file:
        cases = {row["case_id"]: row for row in csv.DictReader(file)}
    cells = [COLUMNS, ["---"] * len(COLUMNS)]
    cells += ([cases[name][column] for column in COLUMNS] for name in CASES)
    return "".join(f"| {' | '.join(row)} |\n" for row in cells)


def picture() -> str:
    """Return what `inspect` prints of a sample, as an SVG without web fonts."""
    out = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    for extraction, cases in inspect_file(PROJECT / "corpus" / PICTURED):
        lines = out.render_lines(console.article(extraction, cases), pad=False)
        words = ["".join(segment.text for segment in line) for line in lines]
        start = next(n for n, line in enumerate(words) if line.startswith("Patient"))
        end = max(n for n in range(start + HEIGHT) if not words[n].strip())
        for line in lines[start : end + 1]:
            out.print(Segments([*line, Segment.line()]), end="")
        out.print("  …")
    title = f"caseseries inspect corpus/{PICTURED}"
    svg = out.export_svg(title=title, unique_id="inspect")
    return "\n".join(_lines(re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)))


def _lines(svg: str) -> Iterator[str]:
    for line in svg.splitlines():
        if line.strip():
            yield line.rstrip()
    yield ""


def main() -> None:
    """Write the table into README.md, and the picture beside it."""
    with TemporaryDirectory() as scratch:
        run = Path(scratch) / "run"
        run_corpus(PROJECT / "corpus", run)
        fresh = table(run)
    text = README.read_text(encoding="utf-8")
    README.write_text(BLOCK.sub(lambda _: fresh, text), encoding="utf-8")
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture(), encoding="utf-8")


if __name__ == "__main__":
    main()
