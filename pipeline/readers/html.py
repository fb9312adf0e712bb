"""Read HTML pages of publishers: the article without the page around it."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace

import lxml.html
from lxml import etree

from pipeline.errors import ReaderError
from pipeline.readers.blocks import Block, is_figure_caption
from pipeline.readers.clean import characters, squeeze
from pipeline.readers.flow import assemble
from pipeline.readers.html_meta import mesh_terms, page_metadata
from pipeline.readers.html_text import (
    NEVER,
    flat,
    holds_blocks,
    is_header,
    item_mark,
    nearest_table,
    paragraphs_of,
    raw,
    span_cells,
    text_of,
)
from pipeline.readers.layout import Layout, Source
from pipeline.readers.lines import blocks_of
from pipeline.readers.scripts import resolve
from pipeline.readers.sniff import decode
from pipeline.readers.tables import expand, without_empty
from pipeline.records import Document

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,30})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def read_html(data: bytes, source: Source, layout: Layout) -> Iterator[Document]:
    """Yield the one document of a page.

    Raises ReaderError if the bytes are not text or hold no readable page.
    """
    text = _DECLARATION.sub("", _decode(data, source)).replace("\x00", "")
    try:
        root = lxml.html.document_fromstring(text)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise ReaderError(
            f"{source.source}: no page in it ({fault}); fetch it again"
        ) from fault
    given = page_metadata(root)
    blocks = list(_Walk(root, layout).blocks())
    given["mesh"] = tuple(mesh_terms(blocks))
    if not given.get("title"):
        given["title"] = _title(root, blocks)
    yield assemble(blocks, source, layout, format="html", **given)


def _decode(data: bytes, source: Source) -> str:
    """Return the characters of a page, by its declared charset if that is not UTF-8."""
    declared = _CHARSET.search(data[:4000])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        codec = "utf-8"
    if codec in {"utf-8", "utf-16", "ascii", "iso8859-1"}:
        return decode(data, source)
    return data.decode(codec, errors="replace")


def _title(root: etree._Element, blocks: list[Block]) -> str | None:
    """Return the title from the first top heading, else from the page's own title."""
    for block in blocks:
        if block.kind == "heading" and block.level == 1:
            return block.text
    words = squeeze(characters(root.findtext(".//title") or ""))
    title = re.split(r"\s+(?:[|–—»·]|-)\s+", words)[0]
    return title if len(title.split()) >= 3 else None


class _Walk:
    """One pass over a page that yields its blocks in reading order."""

    def __init__(self, root: etree._Element, layout: Layout) -> None:
        self.layout = layout
        body = root.find("body") if root.tag == "html" else root
        self.body = root if body is None else body
        self.total = max(sum(map(len, self.body.itertext())), 1)

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of the page."""
        yield from self._container(self._main())

    def _main(self) -> etree._Element:
        """Return the element that holds the article: the one <main> or <article>."""
        for path in (".//main", ".//article"):
            found = self.body.findall(path)
            if len(found) == 1 and found[0].find(".//h1") is not None:
                return found[0]
        return self.body

    def _is_chrome(self, element: etree._Element) -> bool:
        """Return whether an element is part of the page, not of the article."""
        if element.tag in NEVER or element.get("hidden") is not None:
            return True
        if "display:none" in (element.get("style") or "").replace(" ", ""):
            return True
        has_title = element.find(".//h1") is not None
        if element.tag == "header" and not has_title:
            return not any(
                a.tag in {"article", "section"} for a in element.iterancestors()
            )
        if has_title or element.tag in {"body", "main", "article", "p"}:
            return False
        return self._has_class(element, "chrome") and self._is_minor(element)

    def _is_minor(self, element: etree._Element) -> bool:
        """Return whether an element holds less than a good part of the page's text."""
        return sum(map(len, element.itertext())) < 0.5 * self.total

    def _has_class(self, element: etree._Element, kind: str) -> bool:
        """Return whether a class or id of an element is of a kind of the layout."""
        names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
        return any(self.layout.is_kind(name, kind) for name in names)

    def _container(self, element: etree._Element) -> Iterator[Block]:
        """Yield the blocks inside an element; loose text makes paragraphs."""
        loose: list[str] = [flat(element.text)]
        for child in element:
            if isinstance(child.tag, str) and not self._is_chrome(child):
                if holds_blocks(child):
                    yield from paragraphs_of("".join(loose), self.layout)
                    loose = []
                    yield from self._block(child)
                else:
                    loose.append(raw(child))
            loose.append(flat(child.tail))
        yield from paragraphs_of("".join(loose), self.layout)

    def _block(self, element: etree._Element) -> Iterator[Block]:
        """Yield the blocks of a block element by what it is."""
        tag = str(element.tag)
        if tag in _HEADINGS:
            yield Block("heading", text_of(element), level=_HEADINGS[tag])
        elif tag == "table":
            yield from self._table(element)
        elif tag == "figure":
            yield from self._figure(element)
        elif tag == "pre":
            yield from self._preformatted(element)
        elif tag == "dl":
            yield from self._definitions(element)
        elif tag in {"li", "dt", "dd"}:
            yield from self._item(element)
        elif category := self._category(element):
            yield from self._explicit(element, category)
        else:
            yield from self._container(element)

    def _preformatted(self, element: etree._Element) -> Iterator[Block]:
        """Yield the blocks of lines as they stand, unless they hold other blocks."""
        if any(map(holds_blocks, element)):
            yield from self._container(element)
        else:
            lines = characters(resolve(raw(element, is_verbatim=True))).split("\n")
            yield from blocks_of(lines, self.layout)

    def _category(self, element: etree._Element) -> str | None:
        """Return the category that a class of an element gives to all inside it."""
        if element.find(".//h1") is not None or element.tag in {
            "body",
            "main",
            "article",
        }:
            return None
        for kind in ("references", "names", "caption"):
            if self._has_class(element, kind) and self._is_minor(element):
                return {"names": "metadata"}.get(kind, kind)
        has_heading = any(element.find(f".//{h}") is not None for h in _HEADINGS)
        is_abstract = self._has_class(element, "abstract") and not has_heading
        return "abstract" if is_abstract else None

    def _explicit(self, element: etree._Element, category: str) -> Iterator[Block]:
        """Yield the blocks of an element whose class tells their category."""
        if category == "abstract":
            yield Block("section", "", category="abstract")
            yield from self._container(element)
            yield Block("section", "", category="body")
            return
        for block in self._container(element):
            if block.kind == "heading" or block.kind == "table":
                yield block
            elif category == "caption":
                yield Block("caption", block.text)
            else:
                yield replace(block, category=category)

    def _figure(self, element: etree._Element) -> Iterator[Block]:
        """Yield a figure's caption, or its picture's description in want of one."""
        caption = element.find(".//figcaption")
        if element.find(".//table") is not None:
            yield from self._container(element)
        elif caption is not None:
            yield Block("caption", text_of(caption))
        else:
            texts = [i.get("alt") or "" for i in element.iter("img")]
            yield from (Block("caption", t) for t in texts if len(t.split()) > 4)

    def _item(self, element: etree._Element) -> Iterator[Block]:
        """Yield a list item, numbered as in its list; what it nests comes after."""
        inner = list(self._container(element))
        mark = item_mark(element)
        for place, block in enumerate(inner):
            if place or block.kind not in {"paragraph", "item"}:
                yield block
            elif is_figure_caption(block.text):
                yield Block("caption", block.text)
            else:
                yield replace(block, kind="item", text=f"{mark}{block.text}")

    def _definitions(self, element: etree._Element) -> Iterator[Block]:
        """Yield the entries of a definition list as "term: meaning"."""
        term = ""
        for child in element:
            if child.tag == "dt":
                term = text_of(child)
                continue
            inner = list(self._container(child))
            if inner and term and inner[0].kind in {"paragraph", "item"}:
                mark = "" if term.endswith((":", "?", ".")) else ":"
                inner[0] = replace(inner[0], text=f"{term}{mark} {inner[0].text}")
                term = ""
            yield from inner

    def _table(self, element: etree._Element) -> Iterator[Block]:
        """Yield a table; one that only lays out the page gives its contents."""
        rows = [row for row in element.iter("tr") if nearest_table(row) is element]
        cells = [[c for c in row if c.tag in {"td", "th"}] for row in rows]
        if any(len(text_of(cell)) > 700 for row in cells for cell in row):
            for row in cells:
                for cell in row:
                    yield from self._container(cell)
            return
        caption = element.find("caption")
        grid = expand([span_cells(row) for row in cells])
        header = sum(is_header(row) for row in rows)
        yield Block(
            "table",
            "" if caption is None else text_of(caption),
            rows=tuple(tuple(row) for row in without_empty(grid)),
            n_header=max(header, 1),
        )
