"""Read PDF files that hold text: columns, headings, captions and tables in order."""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from pipeline.errors import ReaderError
from pipeline.readers.blocks import is_table_caption
from pipeline.readers.flow import assemble
from pipeline.readers.layout import Layout, Source
from pipeline.readers.pdf_blocks import Style, make_blocks
from pipeline.readers.pdf_columns import find_gutters, join_rows, reading_order
from pipeline.readers.pdf_continued import with_continued
from pipeline.readers.pdf_lines import Line, page_lines
from pipeline.readers.pdf_margins import body_size, margin_lines
from pipeline.readers.pdf_ruled import ruled_tables
from pipeline.readers.pdf_tables import FoundTable, find_tables
from pipeline.records import Document

#: Fewer characters than this on the mean page are a stamp on a scan, not a text.
_LEAST_TEXT = 100
_MOST_PAGES = 400
_MOST_TABLE_PAGES = 40


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one page, its height and the gutter of its columns, in points."""

    height: float
    gutter: float | None
    lines: tuple[Line, ...]


def read_pdf(data: bytes, source: Source, layout: Layout) -> Iterator[Document]:
    """Yield the one document of a PDF.

    Pages that cannot be read make it `partial`. Raises ReaderError if the file is
    broken, encrypted or has no text layer.
    """
    pages, faults = _pages(data, source)
    margins = margin_lines([(page.height, page.lines) for page in pages])
    kept = [_without(page, margins) for page in pages]
    if not kept or statistics.fmean(map(_length, kept)) < _LEAST_TEXT:
        raise ReaderError(f"{source.source}: no text layer; run OCR first")
    tables = _tables(data, kept)
    inside = frozenset(
        line for table in tables.values() for line in table.lines if line not in tables
    )
    placed = [
        one for page in kept for one in reading_order(_without(page, inside).lines)
    ]
    style = Style.of(placed, body_size([one.line for one in placed]))
    document = assemble(
        make_blocks(placed, tables, style, layout),
        source,
        layout,
        format="pdf",
        dropped=[line.text for page in pages for line in page.lines if line in margins],
    )
    yield replace(document, status="partial", message=faults) if faults else document


def _pages(data: bytes, source: Source) -> tuple[list[Page], str | None]:
    """Return the pages and a message on those that could not be read."""
    pdf = _open(data, source)
    pages: list[Page] = []
    failed: list[str] = []
    try:
        for number in range(min(len(pdf), _MOST_PAGES)):
            page = _page(pdf, number)
            if page is None:
                failed.append(str(number + 1))
            else:
                pages.append(page)
        if len(pdf) > _MOST_PAGES:
            failed.append(f"{_MOST_PAGES + 1}-{len(pdf)}")
    finally:
        pdf.close()
    gutters = find_gutters([page.lines for page in pages])
    pages = [_in_columns(*one) for one in zip(pages, gutters, strict=True)]
    return pages, f"pages not read: {', '.join(failed)}" if failed else None


def _open(data: bytes, source: Source) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).lower():
            what = "encrypted PDF; save a copy without password"
        else:
            what = "broken PDF; download it again"
        raise ReaderError(f"{source.source}: {what}") from fault


def _page(pdf: pypdfium2.PdfDocument, number: int) -> Page | None:
    """Return a page, or None if it is damaged or a picture of a page."""
    try:
        page = pdf[number]
    except pypdfium2.PdfiumError:
        return None
    try:
        lines = page_lines(page, number)
        if not lines and any(page.get_objects([FPDF_PAGEOBJ_IMAGE], max_depth=2)):
            return None
        return Page(page.get_height(), None, tuple(lines))
    except pypdfium2.PdfiumError:
        return None
    finally:
        page.close()


def _in_columns(page: Page, gutter: float | None) -> Page:
    """Return a page with its lines joined on each side of the gutter."""
    return replace(page, gutter=gutter, lines=tuple(join_rows(page.lines, gutter)))


def _without(page: Page, lines: frozenset[Line] | set[Line]) -> Page:
    return replace(page, lines=tuple(one for one in page.lines if one not in lines))


def _tables(data: bytes, pages: Sequence[Page]) -> dict[Line, FoundTable]:
    """Return the announced tables by their caption line."""
    announced = [page for page in pages if any(map(_announces, page.lines))]
    numbers = sorted({page.lines[0].page for page in announced})
    ruled = ruled_tables(data, numbers[:_MOST_TABLE_PAGES]) if numbers else {}
    found = {
        table.caption: table
        for page in announced
        for table in find_tables(
            page.lines, ruled.get(page.lines[0].page, []), page.gutter
        )
    }
    return with_continued(found, [(page.gutter, page.lines) for page in pages])


def _length(page: Page) -> int:
    """Return how many characters a page has."""
    return sum(len(line.text) for line in page.lines)


def _announces(line: Line) -> bool:
    return is_table_caption(line.text)
