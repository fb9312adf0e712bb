"""The tables as one workbook: a sheet per table, typed by the codebook.

A text is written as a text, whatever it looks like: no cell is a formula, a link or a
date. Text columns have Excel's format for text, so that they stay text when a person
edits them. A text longer than a cell holds is cut and ends in CUT.
"""

import re
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import OutputError
from pipeline.exports.flat import FlatTable, flat_tables
from pipeline.series import Cell, ColumnType, Series

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

#: What a cell and a sheet hold: Excel counts UTF-16 units, and its first row is ours.
CELL_LIMIT = 32_767
ROW_LIMIT = 1_048_575
CUT = " […]"
_NARROW, _WIDE = 8, 60
_FILTER_ARROW = 3
_SAME_DATE = datetime(2000, 1, 1)  # noqa: DTZ001  # no time: same series, same bytes
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_BREAK = re.compile(r"\r\n?")  # a cell knows one kind of line break
# XML has no such characters, and XlsxWriter lets them through.
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def write_xlsx(series: Series, path: Path) -> None:
    """Write a workbook; raises OutputError if a table has more rows than a sheet."""
    from xlsxwriter import Workbook

    content = BytesIO()
    with Workbook(content, _OPTIONS) as book:
        book.set_properties({"title": "Case series", "created": _SAME_DATE})
        for table in flat_tables(series):
            _write_sheet(book, table)
    path.write_bytes(content.getvalue())


def _write_sheet(book: "Workbook", table: FlatTable) -> None:
    if len(table.rows) > ROW_LIMIT:
        raise OutputError(
            f"{table.name}.csv: {len(table.rows)} rows, more than a sheet holds; "
            "export to parquet or sqlite"
        )
    sheet = book.add_worksheet(table.name[:31])
    if table.name == "cases":
        sheet.activate()
    header = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
    text = book.add_format({"num_format": "@"})
    for number, column in enumerate(table.columns):
        style = None if column.type in ("integer", "number") else text
        sheet.set_column(number, number, _width(table, column), style)
        sheet.write_string(0, number, column.name, header)
    for line, cells in enumerate(table.cells(), 1):
        for number, cell in enumerate(cells):
            _write_cell(sheet, line, number, cell, text)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write_cell(
    sheet: "Worksheet", line: int, number: int, cell: Cell, text: "Format"
) -> None:
    if cell is None:
        return
    if not isinstance(cell, str):
        sheet.write_number(line, number, cell)
        return
    words = _fitting(_BREAK.sub("\n", _NO_XML.sub("\ufffd", cell)))
    if words.startswith("<r>") and words.endswith("</r>"):
        # XlsxWriter takes such a text for markup of its own and copies it unescaped
        sheet.write_rich_string(line, number, *words[:2], words[2:], text)
    else:
        sheet.write_string(line, number, words, text)


def _fitting(text: str) -> str:
    """Return the text, cut and marked if it is longer than a cell holds."""
    if len(text) <= CELL_LIMIT // 2:  # no character is more than two units
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * CELL_LIMIT:
        return text
    kept = units[: 2 * (CELL_LIMIT - len(CUT))]
    return kept.decode("utf-16-le", errors="ignore") + CUT


def _width(table: FlatTable, column: ColumnType) -> int:
    longest = max((len(str(row[column.name] or "")) for row in table.rows), default=0)
    return max(_NARROW, len(column.name) + _FILTER_ARROW, min(longest + 1, _WIDE))
