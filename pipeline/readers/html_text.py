"""Inline text, list marks and table cells of HTML elements."""

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.readers.blocks import Block
from pipeline.readers.clean import characters, squeeze
from pipeline.readers.lines import Wrap, paragraphs
from pipeline.readers.scripts import ENDED, RAISED, resolve
from pipeline.readers.tables import SpanCell, span_number

NEVER = frozenset(
    "script style noscript nav aside footer form button svg iframe template select "
    "input dialog menu object embed audio video canvas map textarea head math".split()
)
_BLOCKS = frozenset(
    "address article blockquote body center dd details div dl dt fieldset figcaption "
    "figure h1 h2 h3 h4 h5 h6 header hgroup hr li main ol p pre section summary table "
    "tbody td tfoot th thead tr ul".split()
)


def holds_blocks(element: etree._Element) -> bool:
    """Return whether an element is or holds a block element."""
    return element.tag in _BLOCKS or any(
        e.tag in _BLOCKS for e in element.iterdescendants()
    )


def raw(element: etree._Element) -> str:
    """Return the text of an inline element, superscripts marked, breaks as newlines."""
    tag = element.tag
    if not isinstance(tag, str) or tag in NEVER:
        return ""
    if tag == "br":
        return "\n"
    inner = (element.text or "") + "".join(raw(c) + (c.tail or "") for c in element)
    return f"{RAISED}{inner}{ENDED}" if tag == "sup" else inner


def text_of(element: etree._Element) -> str:
    """Return the text of an element on one line."""
    return squeeze(characters(resolve(re.sub(r"\s+", " ", raw(element)))))


def paragraphs_of(loose: str) -> Iterator[Block]:
    """Yield the paragraphs of inline text; a forced break may begin a new one."""
    marked = re.sub(r"[ \t\r\f\v]*\n[ \t\r\f\v]*", "\n", loose)
    lines = [squeeze(characters(resolve(line))) for line in marked.split("\n")]
    yield from paragraphs([line for line in lines if line], Wrap(None))


def item_mark(element: etree._Element) -> str:
    """Return the mark before a list item: its number in an ordered list, or "- "."""
    parent = element.getparent()
    if parent is None or parent.tag != "ol":
        return "- " if element.tag == "li" else ""
    place = sum(1 for e in element.itersiblings("li", preceding=True))
    return f"{place + 1}. "


def nearest_table(element: etree._Element) -> etree._Element | None:
    """Return the table that an element belongs to."""
    return next(element.iterancestors("table"), None)


def span_cells(cells: list[etree._Element]) -> list[SpanCell]:
    """Return the cells of a row with their spans."""
    return [
        SpanCell(
            text_of(c), span_number(c.get("rowspan")), span_number(c.get("colspan"))
        )
        for c in cells
    ]


def is_header(row: etree._Element) -> bool:
    """Return whether a row belongs to the head of its table."""
    parent = row.getparent()
    if parent is not None and parent.tag == "thead":
        return True
    cells = [c for c in row if c.tag in {"td", "th"}]
    return bool(cells) and all(c.tag == "th" for c in cells)
