"""What people read in the terminal: the summary of a run, progress, one article.

Colours and bars are for terminals; a pipe gets plain text.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from shutil import which

from rich.console import Console, Group, RenderableType
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table as Grid
from rich.text import Text

from pipeline.curation.replay import Replay
from pipeline.display import article, plain
from pipeline.run import RunSummary

__all__ = ["article", "plain", "progress_bar", "show", "show_lines", "summary"]

#: Refused files shown before the reader is sent to documents.csv.
SHOWN = 20
#: The first counts are told even where they are nought: articles and patients.
ALWAYS = 2
#: Columns of a pipe: wide enough that nothing is broken.
WIDE = 200
_KINDS = {
    "case_report": ("case report", "case reports"),
    "case_series": ("case series", "case series"),
    "cohort": ("cohort", "cohorts"),
    "review": ("review", "reviews"),
    "other": ("other article", "other articles"),
}


def show(content: RenderableType) -> None:
    """Print on stdout; a pipe gets plain lines, unbroken, without idle blanks."""
    if sys.stdout.isatty():
        Console(highlight=False).print(content)
        return
    console = Console(highlight=False, width=WIDE)
    with console.capture() as captured:
        console.print(content)
    print("\n".join(line.rstrip() for line in captured.get().splitlines()))


def show_lines(lines: Iterable[Text]) -> None:
    """Print lines on stdout as they are, however long; without colour in a pipe."""
    if sys.stdout.isatty():
        console = Console(highlight=False)
        for line in lines:
            console.print(line, soft_wrap=True)
        return
    for line in lines:
        print(line.plain)


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int, str], None] | None]:
    """Give a progress callback on stderr, or None where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    name = TextColumn("{task.description}", markup=False)
    out = Console(stderr=True)
    with Progress(*columns, name, console=out, transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(done: int, total: int, source: str) -> None:
            bar.update(task, completed=done, total=total, description=plain(source))

        yield show


def summary(run: RunSummary) -> RenderableType:
    """Return what a person wants to know after a run."""
    parts: list[RenderableType] = [_counts(run)]
    if run.refused:
        parts += [Text("\nRefused", style="bold red"), _reasons(run.refused)]
    if run.partial:
        parts += [Text("\nRead in part", style="bold yellow"), _reasons(run.partial)]
    if run.replay:
        parts.append(_decisions(run.replay))
    return Group(*parts, _where(run))


def _counts(run: RunSummary) -> Grid:
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(justify="right", style="bold")
    grid.add_column()
    rows = run.rows
    kinds = ", ".join(f"{n} {_KINDS[k][n > 1]}" for k, n in run.kinds.items())
    lines = (
        (run.read, "article", f" read in {run.seconds:.1f} s ({kinds or 'none'})"),
        (rows["cases"], "patient", " of the authors' own"),
        (rows.get("cited_cases", 0), "patient", " cited from other reports"),
        (rows["facts"], "fact", ", each with its quote"),
        (rows["claims"], "claim", " of review text"),
        (run.duplicates, "duplicate", ", counted once"),
        (len(run.refused), "file", " refused"),
    )
    for place, (n, noun, rest) in enumerate(lines):
        if n or place < ALWAYS:
            grid.add_row(str(n), f"{noun}{'s' * (n != 1)}{rest}")
    return grid


def _reasons(pairs: tuple[tuple[str, str], ...]) -> Grid:
    grid = Grid.grid(padding=(0, 2))
    for source, message in pairs[:SHOWN]:
        grid.add_row(Text("  " + plain(source)), Text(plain(message)))
    if len(pairs) > SHOWN:
        rest = len(pairs) - SHOWN
        grid.add_row(Text(f"  … and {rest} more"), Text("all in documents.csv"))
    return grid


def _decisions(replay: Replay) -> RenderableType:
    """Return how the decisions of people fared, and which lines are broken."""
    told = (f"{n} {fate.replace('_', ' ')}" for fate, n in replay.counts.items() if n)
    words = f"{plain(replay.ledger)}: {', '.join(told) or 'no decision'}"
    parts = [Text("\nDecisions", style="bold"), Text(f"  {words} (curation.csv)")]
    if replay.dropped:
        cases = ", ".join(map(plain, replay.dropped[:SHOWN]))
        parts.append(Text(f"  left out as no cases: {cases}"))
    parts += [Text(f"  {plain(fault)}") for fault in replay.faults[:SHOWN]]
    return Group(*parts)


def _where(run: RunSummary) -> Text:
    out = plain(run.out)
    if not run.read:
        return Text(f"\nNext: {out}/documents.csv says of every file why.")
    return Text.assemble(
        "\nTables in ",
        (out, "bold"),
        ": cases.csv (one row per patient), facts.csv (every value with its quote), ",
        "claims.csv, documents.csv; codebook.csv explains each column.\n",
        f"Next: open {out}/cases.csv; `{_program()} inspect FILE` shows what was ",
        "understood of one article.",
    )


def _program() -> str:
    """Return how the reader may call the program: by its path if it is not on PATH."""
    called = sys.argv[0]
    is_ours = called.endswith("/caseseries") and not which("caseseries")
    return plain(called) if is_ours else "caseseries"
