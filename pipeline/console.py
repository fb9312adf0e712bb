"""What people read in the terminal: the summary of a run, one article, progress.

Colours and bars are for terminals; a pipe gets plain text.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table as Grid
from rich.text import Text

from pipeline.aggregate import Row
from pipeline.evidence import in_order
from pipeline.records import Document, Extraction, Fact
from pipeline.run import RunSummary

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
_STATUS = {
    "absent": "red",
    "possible": "yellow",
    "historical": "blue",
    "recommended": "yellow",
    "considered": "yellow",
    "declined": "red",
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


def plain(text: object) -> str:
    """Return text without the control characters that could steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in str(text))


def summary(run: RunSummary) -> RenderableType:
    """Return what a person wants to know after a run."""
    parts: list[RenderableType] = [_counts(run)]
    if run.refused:
        parts += [Text("\nRefused", style="bold red"), _reasons(run.refused)]
    if run.partial:
        parts += [Text("\nRead in part", style="bold yellow"), _reasons(run.partial)]
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


def _where(run: RunSummary) -> Text:
    out = plain(run.out)
    return Text.assemble(
        "\nTables in ",
        (out, "bold"),
        ": cases.csv (one row per patient), facts.csv (every value with its quote), ",
        "claims.csv, documents.csv; codebook.csv explains each column.\n",
        "Next: open cases.csv; `caseseries inspect FILE` shows what was understood of ",
        "one article.",
    )


def article(extraction: Extraction, cases: list[Row]) -> RenderableType:
    """Return what was understood of one document, with its evidence."""
    document = extraction.document
    parts: list[RenderableType] = [_head(extraction)]
    if document.sections:
        parts += [Text("\nSections", style="bold"), _sections(document)]
    for table in document.tables:
        shape = f"\nTable of {len(table.rows)} rows: {plain(table.caption)}"
        parts.append(Text(shape, style="bold"))
    for case in cases:
        facts = [f for f in extraction.facts if f.patient == case["patient"]]
        parts += [Text(f"\nPatient {case['patient']}", style="bold"), _case(case)]
        parts += _evidence(document, facts)
    if cited := dict.fromkeys(plain(f.cited_source) for f in extraction.cited):
        parts.append(Text(f"\nCited patients of {', '.join(cited)}", style="bold"))
    if extraction.claims:
        parts.append(Text("\nClaims", style="bold"))
    for claim in extraction.claims:
        what = f"  {claim.category}: {claim.name}"
        parts.append(Text(plain(f"{what} ({claim.dose})" if claim.dose else what)))
    return Group(*parts)


def _head(extraction: Extraction) -> Grid:
    document = extraction.document
    named: Row = {
        "title": document.title,
        "authors": "; ".join(document.authors),
        "journal": document.journal,
        "year": document.year,
        "volume": document.volume,
        "pages": document.pages,
        "doi": document.doi,
        "pmid": document.pmid,
        "pmcid": document.pmcid,
        "format": document.format,
        "kind": extraction.kind,
        "status": document.status,
        "message": document.message,
    }
    return _pairs(named)


def _pairs(named: Row) -> Grid:
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(style="cyan")
    for name, value in named.items():
        if value not in (None, ""):
            grid.add_row(Text(f"  {name}"), Text(plain(value)))
    return grid


def _sections(document: Document) -> Grid:
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(style="cyan")
    for section in document.sections:
        text = document.text[section.start : section.end]
        grid.add_row(
            Text(f"  {section.category}"),
            Text(f"{len(text.split())} words", style="dim"),
            Text(plain(section.heading)),
        )
    return grid


def _case(case: Row) -> Grid:
    hidden = {"case_id", "doc_id", "patient", "first_author", "year"}
    return _pairs({k: v for k, v in case.items() if k not in hidden})


def _evidence(document: Document, facts: list[Fact]) -> Iterator[RenderableType]:
    """Yield each proving sentence once, with the facts that were read in it."""
    ordered = in_order(facts)
    for _, some in groupby(ordered, key=lambda fact: (fact.start, fact.end)):
        group = list(some)
        yield Padding(Text(f"“{plain(group[0].quote)}”", style="italic"), (1, 0, 0, 2))
        for fact in group:
            yield _fact(fact)


def _fact(fact: Fact) -> Text:
    said = (fact.concept, fact.value, fact.unit, fact.interpretation)
    where = (fact.modality, fact.laterality, *fact.levels)
    colour = _STATUS.get(fact.status, "green")
    return Text.assemble(
        (f"    {fact.field:13} ", "cyan"),
        (plain(" ".join(part for part in said if part)), f"bold {colour}"),
        (f" {fact.status}" if fact.status != "present" else "", colour),
        (f" of the {fact.subject}" if fact.subject != "patient" else "", "magenta"),
        plain("".join(f" · {part}" for part in where if part)),
        (f"  [{fact.section}; {plain(fact.rule)}]", "dim"),
    )
