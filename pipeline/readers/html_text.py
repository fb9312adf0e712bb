"""Inline text, list marks and table cells of HTML elements."""

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.readers.blocks import Block, is_bold_heading
from pipeline.readers.clean import characters, squeeze
from pipeline.readers.layout import Layout
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

_BOLD, _LIGHT = "\ue002", "\ue003"
_MARKS = re.compile(f"[{_BOLD}{_LIGHT}]")
_ALL_BOLD = re.compile(rf"\s*(?:{_BOLD}[^{_LIGHT}]*{_LIGHT}[\s:]*)+")
_BOLD_TAGS = frozenset({"b", "strong", "u", "big"})
_BOLD_STYLE = re.compile(r"font-weight: ?(?:bold|[6-9]00)", re.IGNORECASE)
#: White space that HTML sets as one space; a no-break space is none of it.
_SPACES = re.compile(r"[ \t\r\n\f]+")


def holds_blocks(element: etree._Element) -> bool:
    """Return whether an element is or holds a block element."""
    return element.tag in _BLOCKS or any(
        e.tag in _BLOCKS for e in element.iterdescendants()
    )


def raw(element: etree._Element, *, is_verbatim: bool = False) -> str:
    """Return the text of an inline element, superscripts marked, breaks as newlines.

    The lines of the page's source mean nothing, white space is a space; verbatim text
    keeps it, and has no marks of bold type.
    """
    tag = element.tag
    if not isinstance(tag, str) or tag in NEVER:
        return ""
    if tag == "br":
        return "\n"
    kept = str if is_verbatim else flat
    inner = kept(element.text or "") + "".join(
        raw(c, is_verbatim=is_verbatim) + kept(c.tail or "") for c in element
    )
    if tag == "sup":
        return f"{RAISED}{inner}{ENDED}"
    if is_verbatim:
        return inner
    return f"{_BOLD}{inner}{_LIGHT}" if _is_bold(element) else inner


def _is_bold(element: etree._Element) -> bool:
    """Return whether an inline element sets its text bold or underlined."""
    style = element.get("style") or ""
    return element.tag in _BOLD_TAGS or _BOLD_STYLE.search(style) is not None


def flat(text: str | None) -> str:
    """Return the characters of a text node, each run of white space a space."""
    return _SPACES.sub(" ", text or "")


def text_of(element: etree._Element) -> str:
    """Return the text of an element on one line."""
    return _plain(flat(raw(element)))


def paragraphs_of(loose: str, layout: Layout) -> Iterator[Block]:
    """Yield the paragraphs of inline text; a forced break may begin a new one.

    A short line that is bold throughout, or has the words of a heading, is a heading.
    """
    waiting: list[str] = []
    for line in loose.split("\n"):
        text = _plain(line)
        if text and _is_heading(line, text, layout, is_alone="\n" not in loose.strip()):
            yield from paragraphs(waiting, Wrap(None))
            waiting = []
            yield Block("heading", text, level=0)
        elif text:
            waiting.append(text)
    yield from paragraphs(waiting, Wrap(None))


def _plain(text: str) -> str:
    """Return marked text without its marks, on one line."""
    return squeeze(characters(resolve(_MARKS.sub("", text))))


def _is_heading(line: str, text: str, layout: Layout, *, is_alone: bool) -> bool:
    """Return whether a line, and it with marks, serves as a heading.

    Known words serve without being bold where they make the whole paragraph.
    """
    is_known = is_alone and layout.category(text.rstrip(":")) is not None
    is_shown = _ALL_BOLD.fullmatch(line) is not None
    return (is_known or is_shown) and is_bold_heading(text)


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
