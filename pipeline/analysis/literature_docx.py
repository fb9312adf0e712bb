"""The literature table as a Word document; same table, same bytes."""

import io
import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pipeline.analysis.literature import FOOTNOTE, HEADER, Entry

#: Widths of the columns in millimetres: a landscape page of letter paper in all.
WIDTHS = (26, 12, 13, 15, 22, 39, 23, 25, 40, 18, 19)
MARGIN = 13
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TWIPS = 56.7  # in a millimetre


def write_literature_docx(path: Path, entries: Sequence[Entry]) -> None:
    """Write literature_table.docx: the table on landscape pages, with its footnote."""
    from docx import Document
    from docx.oxml import parse_xml

    document = Document()
    _turn(document)
    document.add_heading("Review of the literature", level=1)
    table = document.add_table(rows=0, cols=len(HEADER), style="Light Grid Accent 1")
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, WIDTHS, strict=True):
        column.w = int(width * 36_000)
    table.autofit = False
    table._tbl.append(parse_xml(_line_xml(HEADER, is_header=True)))
    for entry in entries:  # python-docx itself takes minutes for thousands of lines
        table._tbl.append(parse_xml(_line_xml(entry.cells)))
    document.add_paragraph(FOOTNOTE)
    content = io.BytesIO()
    document.save(content)
    _write_undated(path, content)


def _turn(document: Any) -> None:
    """Turn the page on its side, with narrow margins and small print."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = page.page_height, page.page_width
    page.left_margin = page.right_margin = Mm(MARGIN)
    page.top_margin = page.bottom_margin = Mm(MARGIN)
    document.styles["Normal"].font.size = Pt(8)


def _write_undated(path: Path, content: io.BytesIO) -> None:
    """Write a ZIP archive without the time its parts were made."""
    with ZipFile(content) as made, ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name in made.namelist():
            file.writestr(ZipInfo(name), made.read(name), ZIP_DEFLATED)


def _line_xml(cells: Sequence[str], *, is_header: bool = False) -> str:
    """Return a line of the table as WordprocessingML (ISO/IEC 29500)."""
    from docx.oxml.ns import nsdecls

    told = "".join(map(_cell_xml, cells, WIDTHS))
    repeated = "<w:tblHeader/>" if is_header else ""
    rules = f"<w:trPr><w:cantSplit/>{repeated}</w:trPr>"
    return f"<w:tr {nsdecls('w')}>{rules}{told}</w:tr>"


def _cell_xml(text: str, width: int) -> str:
    plain = escape(_NOT_XML.sub("\ufffd", text), quote=False)
    size = f'<w:tcPr><w:tcW w:w="{width * _TWIPS:.0f}" w:type="dxa"/></w:tcPr>'
    words = f'<w:p><w:r><w:t xml:space="preserve">{plain}</w:t></w:r></w:p>'
    return f"<w:tc>{size}{words}</w:tc>"
