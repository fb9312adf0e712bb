"""Read Word documents: headings, paragraphs, captions and tables in order."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph
from lxml import etree

from pipeline.errors import ReaderError
from pipeline.readers.backmatter import mark_references
from pipeline.readers.blocks import (
    GUESSED,
    Block,
    is_bold_heading,
    is_figure_caption,
)
from pipeline.readers.flow import assemble
from pipeline.readers.layout import Layout, Source
from pipeline.readers.scripts import raised as marked
from pipeline.readers.scripts import resolve
from pipeline.readers.tables import without_empty
from pipeline.records import Document

_MOST_BYTES = 300_000_000
_FAULTS = (
    OpcError,
    etree.LxmlError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    AttributeError,
    IndexError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_BLANKS = {qn("w:tab"): " ", qn("w:br"): " ", qn("w:cr"): " "}
_HYPHENS = {qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): "\u00ad"}
_PLAUSIBLE = re.compile(
    r"(?!.*(?:microsoft word|\.docx?\b|untitled|template))\w.{14,300}", re.IGNORECASE
)


def read_docx(data: bytes, source: Source, layout: Layout) -> Iterator[Document]:
    """Yield the one document of a Word file.

    Raises ReaderError if the package is broken, encrypted or too large to unpack.
    """
    # python-docx meets damage with whatever error the broken part gives rise to.
    try:
        _check_size(data, source)
        word = docx.Document(io.BytesIO(data))
        blocks = list(mark_references([*_blocks(word, layout)], layout))
        core_title = word.core_properties.title or ""
    except _FAULTS as fault:
        raise ReaderError(
            f"{source.source}: broken Word file ({type(fault).__name__}); "
            "open it in Word and save it again"
        ) from fault
    if not blocks:
        raise ReaderError(f"{source.source}: no text in it; is it a scan?")
    document = assemble(blocks, source, layout, format="docx")
    if document.title is None and _PLAUSIBLE.fullmatch(core_title):
        document = replace(document, title=core_title)
    yield document


def _check_size(data: bytes, source: Source) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        size = sum(info.file_size for info in package.infolist())
    if size > _MOST_BYTES:
        raise ReaderError(f"{source.source}: unpacks to {size} bytes; make it smaller")


def _blocks(word: WordDocument, layout: Layout) -> Iterator[Block]:
    for part in word.iter_inner_content():
        if isinstance(part, WordTable):
            yield from _table_blocks(part)
        else:
            yield from _paragraph_blocks(part, layout)


def _paragraph_blocks(paragraph: Paragraph, layout: Layout) -> Iterator[Block]:
    """Yield a paragraph and, after it, the paragraphs of text boxes anchored in it."""
    yield from _block(paragraph, layout)
    for box in paragraph._p.iter(qn("w:txbxContent")):
        if not any(tag.endswith("Fallback") for tag in _ancestors(box)):
            for inner in box.iter(qn("w:p")):
                yield from _block(
                    Paragraph(cast(CT_P, inner), paragraph._parent), layout
                )


def _ancestors(element: etree._Element) -> Iterator[str]:
    return (str(one.tag) for one in element.iterancestors())


def _block(paragraph: Paragraph, layout: Layout) -> Iterator[Block]:
    text = paragraph_text(paragraph._p)
    if not text:
        return
    style = paragraph.style.name if paragraph.style and paragraph.style.name else ""
    heading = _HEADING.match(style)
    if heading or style in ("Title", "Subtitle"):
        yield Block("heading", text, level=int(heading[1]) + 1 if heading else 1)
    elif is_figure_caption(text) and (style == "Caption" or len(text) < 1500):
        yield Block("caption", text)
    elif _is_bold_heading(paragraph, text, layout):
        yield Block("heading", text, level=GUESSED)
    elif style.startswith("List"):
        yield Block("item", text)
    else:
        yield Block("paragraph", text)


def _is_bold_heading(paragraph: Paragraph, text: str, layout: Layout) -> bool:
    """Return whether a plain paragraph serves as a heading."""
    if not is_bold_heading(text):
        return False
    if len(text) < 60 and layout.category(text.rstrip(":")) is not None:
        return True
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)


def paragraph_text(paragraph: etree._Element) -> str:
    """Return the text of a w:p, insertions kept, deletions and citations left out."""
    parts: list[str] = []
    for run in paragraph.iter(qn("w:r")):
        owner = next(run.iterancestors(qn("w:p")), None)
        if owner is not paragraph:
            continue
        text = _run_text(run)
        raised = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
        if raised is not None and raised.get(qn("w:val")) == "superscript":
            text = marked(text)
        parts.append(text)
    return " ".join(resolve("".join(parts)).split())


def _run_text(run: etree._Element) -> str:
    parts: list[str] = []
    for child in run:
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        else:
            parts.append(_BLANKS.get(child.tag) or _HYPHENS.get(child.tag) or "")
    return "".join(parts)


def _table_blocks(table: WordTable) -> Iterator[Block]:
    """Yield a table, or its paragraphs where a single column is mere layout."""
    grid = without_empty(
        [[_cell_text(cell._tc) for cell in row.cells] for row in table.rows]
    )
    if grid and len(grid[0]) > 1:
        rows = tuple(tuple(row) for row in grid)
        yield Block(
            "table", "", rows=rows, n_header=min(_header_rows(table), len(rows))
        )
        return
    for row in grid:
        yield Block("paragraph", row[0])


def _cell_text(cell: etree._Element) -> str:
    texts = (paragraph_text(paragraph) for paragraph in cell.iter(qn("w:p")))
    return " ".join(text for text in texts if text)


def _header_rows(table: WordTable) -> int:
    """Return how many rows are marked to repeat as header, at least one."""
    marked = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") for row in table.rows]
    count = next((at for at, mark in enumerate(marked) if mark is None), len(marked))
    return max(count, 1)
