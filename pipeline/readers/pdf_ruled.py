"""Tables that a PDF prints with rules around the cells, as pdfplumber finds them."""

import io
import logging
import struct
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import reduce
from typing import Any

from pipeline.readers.pdf_grid import join_cell
from pipeline.readers.tables import Grid, without_empty

#: What pdfminer lets escape from a damaged file.
_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table with printed rules as pdfplumber sees it; the box is in points."""

    x0: float
    top: float
    x1: float
    bottom: float
    grid: Grid


def ruled_tables(data: bytes, pages: Sequence[int]) -> dict[int, list[Ruled]]:
    """Return the ruled tables of some pages (numbered from 0).

    Pages over which pdfminer stumbles have none: their tables are then read by the
    places of their cells, so that nothing is lost.
    """
    import pdfplumber  # slow to load, needed for few files
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every glyph
    faults = (PdfminerException, *_FAULTS)
    found: dict[int, list[Ruled]] = {}
    with suppress(*faults), pdfplumber.open(io.BytesIO(data)) as pdf:
        for number in pages:
            with suppress(*faults):
                page = pdf.pages[number]
                tables = (_ruled(table) for table in page.find_tables())
                found[number] = [table for table in tables if table]
                page.close()
    return found


def _ruled(table: Any) -> Ruled | None:
    rows = [
        [reduce(join_cell, (cell or "").split("\n")) for cell in row]
        for row in table.extract()
    ]
    grid = without_empty(rows)
    if len(grid) < 2 or len(grid[0]) < 2:
        return None
    x0, top, x1, bottom = table.bbox
    return Ruled(x0, top, x1, bottom, grid)
