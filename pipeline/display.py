"""One article as people read it in the terminal: what was understood, and from where.

Text of an article is printed without its control characters, never as markup.
"""

from collections.abc import Iterator
from itertools import groupby

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from pipeline.aggregate import Row
from pipeline.evidence import in_order
from pipeline.records import Document, Extraction, Fact, Table

#: Rows of a table, characters of a caption and of a rule that are shown.
MOST_ROWS = 20
LONGEST_CAPTION = 160
LONGEST_RULE = 48
_STATUS = {
    "absent": "red",
    "possible": "yellow",
    "historical": "blue",
    "recommended": "yellow",
    "considered": "yellow",
    "declined": "red",
}
_METADATA = "title journal year volume pages doi pmid pmcid".split()


def plain(text: object) -> str:
    """Return text without the control characters that could steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in str(text))


def article(extraction: Extraction, cases: list[Row]) -> RenderableType:
    """Return what was understood of one document, with its evidence."""
    document = extraction.document
    parts: list[RenderableType] = [_head(extraction)]
    if document.sections:
        parts += [_title("Sections"), _sections(document)]
    parts += _captions(document)
    for table in document.tables:
        parts += [_title(f"Table: {table.caption or 'without caption'}"), _table(table)]
    for case in cases:
        parts += _patient(extraction, case)
    parts += _cited(extraction)
    if extraction.claims:
        parts.append(_title("Claims"))
    for claim in extraction.claims:
        what = f"  {claim.category}: {claim.name}"
        parts.append(Text(plain(f"{what} ({claim.dose})" if claim.dose else what)))
    return Group(*parts, Text(""))


def _title(words: str) -> Text:
    return Text(f"\n{plain(words)}", style="bold")


def _head(extraction: Extraction) -> Grid:
    document = extraction.document
    named: Row = {"file": document.source}
    named |= {name: getattr(document, name) for name in _METADATA} | {
        "authors": "; ".join(document.authors),
        "type": "; ".join(document.publication_types),
        "MeSH": "; ".join(document.mesh),
        "format": document.format,
        "kind": extraction.kind,
        "status": document.status,
        "message": document.message,
    }
    return _pairs(named)


def _pairs(named: Row) -> Grid:
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(style="cyan", no_wrap=True)
    for name, value in named.items():
        if value not in (None, ""):
            grid.add_row(Text(f"  {name}"), Text(plain(value)))
    return grid


def _sections(document: Document) -> Grid:
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(style="cyan", no_wrap=True)
    grid.add_column(no_wrap=True, justify="right")
    for section in document.sections:
        text = document.text[section.start : section.end]
        n_words = len(text.split())
        grid.add_row(
            Text(f"  {section.category}"),
            Text(f"{n_words} word{'s' * (n_words != 1)}", style="dim"),
            Text(plain(section.heading)),
        )
    return grid


def _captions(document: Document) -> Iterator[RenderableType]:
    """Yield the captions of figures, each on a line."""
    some = [s for s in document.sections if s.category == "caption"]
    if some:
        yield _title("Captions")
    for section in some:
        yield Text(f"  {_short(document.text[section.start : section.end].strip())}")


def _short(text: str, most: int = LONGEST_CAPTION) -> str:
    text = plain(text)
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _table(table: Table) -> RenderableType:
    """Return a table as it was read, its header rows bold."""
    grid = Grid(box=box.SIMPLE, show_header=False, pad_edge=False)
    for number, row in enumerate(table.rows[:MOST_ROWS]):
        style = "bold" if number < table.n_header else None
        is_last = number == table.n_header - 1
        cells = (Text(plain(cell.text)) for cell in row)
        grid.add_row(*cells, style=style, end_section=is_last)
    rest = len(table.rows) - MOST_ROWS
    more = [Text(f"  … and {rest} more rows", style="dim")] if rest > 0 else []
    return Group(Padding(grid, (0, 0, 0, 2)), *more)


def _patient(extraction: Extraction, case: Row) -> Iterator[RenderableType]:
    """Yield the row of a patient and the evidence for it."""
    yield _title(f"Patient {case['patient']}")
    hidden = {"case_id", "doc_id", "patient", "first_author", "year"}
    yield _pairs({k: v for k, v in case.items() if k not in hidden})
    yield from _evidence([f for f in extraction.facts if f.patient == case["patient"]])


def _evidence(facts: list[Fact]) -> Iterator[RenderableType]:
    """Yield each proving sentence once, with the facts that were read in it."""
    ordered = in_order(facts)
    for _, some in groupby(ordered, key=lambda fact: (fact.start, fact.end)):
        group = list(some)
        yield Padding(_quote(group), (1, 0, 0, 2))
        for fact in group:
            yield _fact(fact)


def _quote(facts: list[Fact]) -> Text:
    """Return the sentence, with the words that its facts were read from in colour.

    Words are found by what a fact says; one put in other words ("afebrile") leaves its
    sentence in one colour.
    """
    quote = Text(f"“{plain(facts[0].quote)}”", style="italic")
    for fact in facts:
        colour = f"bold {_STATUS.get(fact.status, 'green')}"
        said = (fact.concept, fact.value, fact.modality, *fact.levels)
        words = [plain(part) for part in said if part]
        quote.highlight_words(words, colour, case_sensitive=False)
    return quote


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
        (f"  [{fact.section}; {_short(fact.rule, LONGEST_RULE)}]", "dim"),
    )


def _cited(extraction: Extraction) -> Iterator[RenderableType]:
    """Yield a line for each patient of other authors, from the tables."""
    ordered = in_order(extraction.cited)
    if ordered:
        yield _title("Cited patients")
    for number, some in groupby(ordered, key=lambda fact: fact.patient):
        facts = list(some)
        said = (" ".join(p for p in (f.concept, f.value, f.unit) if p) for f in facts)
        source = plain(facts[0].cited_source)
        yield Text.assemble(
            (f"  {number} {source}: ", "cyan"), plain("; ".join(dict.fromkeys(said)))
        )
