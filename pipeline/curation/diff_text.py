"""The differences between two runs as people read them in the terminal.

First how many of each class in each field, then each change with `-` before what was
and `+` before what is; in colour on a terminal. Text of an article is printed without
its control characters, never as markup.
"""

from collections.abc import Iterator, Sequence

from rich.text import Text

from pipeline.curation.changes import CLASSES, Change, Diff, Side
from pipeline.display import plain

_GONE, _CAME = "red", "green"


def text_lines(diff: Diff, *, only_summary: bool = False) -> Iterator[Text]:
    """Yield the lines; print each unbroken, so that `-` and `+` always start one."""
    yield Text(headline(diff), style="bold")
    if not diff.changes:
        return
    yield from _summary(diff)
    causes = ", ".join(f"{name} {n}" for name, n in diff.causes().items())
    yield Text(f"Causes: {causes}", style="dim")
    for change in () if only_summary else diff.changes:
        yield from _change(change)


def headline(diff: Diff) -> str:
    """Return in one sentence how much changed."""
    n, idle = len(diff.changes), sum(c.kind == "format_only" for c in diff.changes)
    if not n:
        return f"No changes ({diff.n_facts[1]} facts)"
    documents = len({change.side.doc_id for change in diff.changes})
    words = f"{_count(n, 'change')} in {_count(documents, 'document')}"
    return f"{words}, {idle} of format only" if idle else words


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}{'s' * (n != 1)}"


def _summary(diff: Diff) -> Iterator[Text]:
    """Yield the table of fields and classes, without classes nobody needs."""
    counts = diff.summary()
    used = [k for k in CLASSES if any(row[k] for row in counts.values())]
    rows = [["field", *used]]
    rows += (
        [plain(field), *(str(row[k]) for k in used)] for field, row in counts.items()
    )
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    yield Text("")
    for n, row in enumerate(rows):
        yield Text(_aligned(row, widths), style="" if n else "bold")
    yield Text("")


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = zip(row, widths, strict=True)
    cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)]
    return "  ".join(cells)


def _change(change: Change) -> Iterator[Text]:
    what = " · ".join(filter(None, [change.concept, change.modality]))
    yield Text("")
    yield Text.assemble(
        (plain(change.side.case_id or change.side.doc_id), "bold"),
        (f"  {plain(change.field)}", "cyan"),
        f"  {plain(what)}" if what else "",
        (f"  [{change.kind}; {change.cause}]", "dim"),
    )
    if change.old:
        yield _side("-", change.old, _GONE)
    if change.new:
        yield _side("+", change.new, _CAME)


def _side(sign: str, side: Side, colour: str) -> Text:
    quote = f"  “{plain(side.quote)}”" if side.quote else ""
    return Text.assemble(
        (f"{sign} ", colour), (plain(side.value), f"bold {colour}"), (quote, "italic")
    )
