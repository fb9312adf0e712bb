"""Write the body of a JATS article, block by block, into a DocumentBuilder."""

from collections.abc import Iterator

from lxml import etree

from pipeline.readers.blocks import (
    GUESSED,
    is_bold_heading,
    is_figure_caption,
    is_table_caption,
)
from pipeline.readers.builder import DocumentBuilder
from pipeline.readers.layout import Layout
from pipeline.readers.lines import blocks_of
from pipeline.readers.markup import BLOCKS, inline, local
from pipeline.readers.tables import Grid, SpanCell, expand, span_number, without_empty

#: The values that the JATS Tag Library (1.3) suggests for @sec-type, and usual ones.
_SECTION_TYPES = {
    "intro": "introduction",
    "introduction": "introduction",
    "cases": "case",
    "case": "case",
    "case-report": "case",
    "subjects": "methods",
    "methods": "methods",
    "materials": "methods",
    "results": "results",
    "discussion": "discussion",
    "conclusions": "conclusion",
    "conclusion": "conclusion",
    "ref-list": "references",
}
_SECTION_TYPES |= dict.fromkeys(
    "supplementary-material coi-statement data-availability ethics-statement "
    "funding-information author-contributions".split(),
    "boilerplate",
)
_CONTAINERS = frozenset(
    [
        "sec",
        "boxed-text",
        "disp-quote",
        "speech",
        "fig-group",
        "table-wrap-group",
        "app",
        "app-group",
        "fn-group",
        "ack",
        "notes",
        "p-group",
        "statement",
    ]
)
_BREAKING = frozenset("list def-list disp-quote boxed-text verse-group speech".split())
_SILENT = frozenset("title label supplementary-material media permissions".split())


def write_sections(
    element: etree._Element, builder: DocumentBuilder, *, level: int = 1
) -> None:
    """Write all blocks of a container, leaving out its own title."""
    for child in element:
        if local(child) not in _SILENT:
            write_block(child, builder, level=level)


def write_block(
    element: etree._Element, builder: DocumentBuilder, *, level: int
) -> None:
    """Write one block; `level` is that of a section that would start here."""
    name = local(element)
    if name == "p":
        _write_paragraph(element, builder, level)
    elif name == "fig":
        builder.caption(_caption(element))
    elif name == "table-wrap":
        _write_table(element, builder)
    elif name in ("preformat", "code"):
        _write_lines(element, builder)
    elif name in ("list", "def-list"):
        for item in _items(element):
            builder.paragraph(item)
    elif name in _CONTAINERS:
        _write_container(element, builder, level)
    elif name and name not in _SILENT:
        builder.paragraph(inline(element))


def _write_lines(element: etree._Element, builder: DocumentBuilder) -> None:
    """Write preformatted lines as those of a plain text: tables keep their columns."""
    lines = "".join(map(str, element.itertext())).split("\n")
    for block in blocks_of(lines, builder.layout):
        if block.kind == "table":
            builder.table(block.text, block.rows, n_header=block.n_header)
        elif block.kind == "heading":
            builder.heading(block.text, level=GUESSED)
        else:
            builder.paragraph(block.text)


def category_of(section: etree._Element, title: str, layout: Layout) -> str | None:
    """Return what a section is: by the words of its title, else by its type."""
    kinds = section.get("sec-type", "").lower().split("|")
    by_type = (_SECTION_TYPES.get(kind.strip()) for kind in kinds)
    return layout.category(title) or next((one for one in by_type if one), None)


def _write_container(
    element: etree._Element, builder: DocumentBuilder, level: int
) -> None:
    title = _text(element, "title") or _text(element, "caption")
    category = category_of(element, title, builder.layout)
    if title:
        builder.heading(title, category, level=level)
    elif category:
        builder.section("", category)
    write_sections(element, builder, level=level + 1)


def _write_paragraph(
    element: etree._Element, builder: DocumentBuilder, level: int
) -> None:
    """Write a paragraph; figures and tables inside it come after, lists part it."""
    for run in _runs(element):
        if local(run) in _BREAKING:
            write_block(run, builder, level=level)
            continue
        _write_run(run, builder)
        for block in _outermost_blocks(run):
            write_block(block, builder, level=level)


def _write_run(run: etree._Element, builder: DocumentBuilder) -> None:
    """Write a stretch of text; a short one that is bold throughout is a heading."""
    text = inline(run)
    if not _is_bold(run):
        builder.paragraph(text)
    elif is_figure_caption(text):
        builder.caption(text)
    elif is_table_caption(text):
        builder.paragraph(text, "table")
    elif builder.layout.category(text) == "metadata":
        builder.paragraph(text, "metadata")
    elif is_bold_heading(text):
        builder.heading(text, level=GUESSED)
    else:
        builder.paragraph(text)


def _is_bold(run: etree._Element) -> bool:
    """Return whether all the words of a paragraph stand in <bold> or <underline>."""
    outside = [run.text, *(child.tail for child in run)]
    children = {local(child) for child in run}
    return (
        bool(children)
        and children <= {"bold", "underline"}
        and not any((text or "").strip(" :\n\t") for text in outside)
    )


def _runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield stretches of text and the lists between them (the tree is used up)."""
    run = etree.Element("p")
    run.text = paragraph.text
    for child in list(paragraph):
        if local(child) not in _BREAKING:
            run.append(child)
            continue
        yield run
        run = etree.Element("p")
        run.text, child.tail = child.tail, None
        yield child
    yield run


def _outermost_blocks(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if local(child) in BLOCKS:
            yield child
        else:
            yield from _outermost_blocks(child)


def _text(element: etree._Element, name: str) -> str:
    found = element.find(f"{{*}}{name}")
    return inline(found) if found is not None else ""


def _caption(element: etree._Element) -> str:
    """Return label, title and text of a caption: "Figure 1. Title. Text"."""
    label = _text(element, "label").rstrip(".: ")
    caption = element.find("{*}caption")
    parts = [inline(part) for part in caption] if caption is not None else []
    if caption is not None and not parts:
        parts = [inline(caption)]
    words = " ".join(part for part in parts if part)
    return ". ".join(part for part in (label, words) if part)


def _items(element: etree._Element) -> Iterator[str]:
    """Yield list items and definitions, each as one paragraph."""
    for item in element:
        name = local(item)
        if name == "def-item":
            yield f"{_text(item, 'term').rstrip(':')}: {_text(item, 'def')}"
        elif name == "list-item":
            yield from _item(item)


def _item(item: etree._Element) -> Iterator[str]:
    parts = [inline(part) for part in item if local(part) not in ("list", "label")]
    text = " ".join(part for part in parts if part)
    if text:
        yield f"- {text}"
    for nested in item.iter("{*}list"):
        yield from _items(nested)


def _write_table(element: etree._Element, builder: DocumentBuilder) -> None:
    caption = _caption(element)
    tables = list(element.iter("{*}table"))
    for table in tables or [etree.Element("table")]:
        grid, n_header = read_table(table)
        builder.table(caption, grid, n_header=n_header)
        caption = ""
    for foot in element.iterfind("{*}table-wrap-foot"):
        notes = foot.iter("{*}p") if foot.find(".//{*}p") is not None else [foot]
        for note in notes:
            builder.paragraph(inline(note), "table")


def read_table(table: etree._Element) -> tuple[Grid, int]:
    """Return the grid of an XHTML table and the number of its header rows."""
    rows = list(table.iter("{*}tr"))
    grid = expand([[_span_cell(cell) for cell in row if local(cell)] for row in rows])
    head = [row for row in rows if _is_header(row)]
    n_header = next((at for at, row in enumerate(rows) if row not in head), len(rows))
    kept = without_empty(grid)
    return kept, min(max(n_header, 1), len(kept))


def _is_header(row: etree._Element) -> bool:
    parent = row.getparent()
    cells = [local(cell) for cell in row if local(cell)]
    in_head = parent is not None and local(parent) == "thead"
    return in_head or (bool(cells) and set(cells) == {"th"})


def _span_cell(cell: etree._Element) -> SpanCell:
    return SpanCell(
        inline(cell, skip=frozenset()),
        span_number(cell.get("rowspan")),
        span_number(cell.get("colspan")),
    )
