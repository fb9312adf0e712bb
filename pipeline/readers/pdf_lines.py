"""Lines of a PDF page with their places, from PDFium's characters.

Units are points from the top left corner of the page. PDFium's own line breaks are not
enough: it swallows the break after a hyphen, so that lines are cut by geometry too.
"""

import ctypes
import re
import statistics
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.readers.scripts import raised, resolve

_HYPHENS = str.maketrans(dict.fromkeys("\x02\ufffe\u00ad", "-"))
#: White space wider than this many line heights parts columns or table cells.
_WIDE_GAP = 0.9
_BOLD = 600
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+(?:[,–-][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*")


class Char(NamedTuple):
    """One printed character; blanks have no box of their own."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a line without wide gaps; `size` is its height."""

    text: str
    x0: float
    x1: float
    bottom: float
    size: float
    bold: bool
    edges: tuple[tuple[float, float], ...] = ()  # of its words

    @property
    def words(self) -> list[tuple[str, float, float]]:
        """The words with their left and right ends; one if they cannot be told."""
        texts = self.text.split(" ")
        if len(texts) != len(self.edges):
            return [(self.text, self.x0, self.x1)]
        return [(text, *edge) for text, edge in zip(texts, self.edges, strict=True)]


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, or what of it lies in one column; its longest piece sets it."""

    pieces: tuple[Piece, ...]
    bottom: float
    size: float
    bold: bool
    page: int

    @classmethod
    def of(cls, pieces: Iterable[Piece], page: int) -> "Line":
        """Return the line of pieces at one height, in order from left to right."""
        row = tuple(sorted(pieces, key=lambda piece: piece.x0))
        main = max(row, key=lambda piece: len(piece.text))
        return cls(row, main.bottom, main.size, main.bold, page)

    @property
    def text(self) -> str:
        """The words of the line; pieces that touch are one word ("10^9" "/L")."""
        text = self.pieces[0].text
        for last, piece in pairwise(self.pieces):
            gap = "" if piece.x0 - last.x1 < 0.1 * self.size else " "
            text = f"{text}{gap}{piece.text}"
        return text

    @property
    def top(self) -> float:
        """The upper end."""
        return self.bottom - self.size

    @property
    def x0(self) -> float:
        """The left end."""
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        """The right end."""
        return self.pieces[-1].x1


def page_lines(page: pypdfium2.PdfPage, number: int) -> list[Line]:
    """Return the lines of a page, of one piece each, as the file holds them."""
    text_page = page.get_textpage()
    try:
        chars = _characters(text_page, page.get_height())
        pieces = (_piece(part) for run in _runs(chars) for part in _parts(run))
        return [Line.of([piece], number) for piece in pieces if piece]
    finally:
        text_page.close()


def _characters(text_page: pypdfium2.PdfTextPage, height: float) -> Iterator[Char]:
    """Yield the characters with loose boxes: as high as the font is."""
    handle, box = text_page.raw, pdfium.FS_RECTF()
    for at in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(handle, at)
        text = chr(code) if 0 < code < 0x110000 else " "
        if 0xD800 <= code <= 0xDFFF:
            continue
        if text.isspace() or pdfium.FPDFText_IsGenerated(handle, at) == 1:
            yield Char("\n" if text in "\r\n" else text, 0, 0, 0, 0, False)
            continue
        pdfium.FPDFText_GetLooseCharBox(handle, at, ctypes.byref(box))
        bold = pdfium.FPDFText_GetFontWeight(handle, at) >= _BOLD
        top, bottom = height - box.top, height - box.bottom
        yield Char(text, box.left, box.right, top, bottom, bold)


def _runs(chars: Iterator[Char]) -> Iterator[list[Char]]:
    """Cut characters into lines: at breaks, and where the next one jumps back."""
    run: list[Char] = []
    last: Char | None = None
    for char in chars:
        is_blank = char.text == "\n" or char.text.isspace()
        jumps = last is not None and not is_blank and char.x1 and _jumps(last, char)
        if char.text == "\n" or jumps:
            yield run
            run, last = [], None
        if char.text != "\n":
            run.append(char)
        if char.x1:
            last = char
    yield run


def _jumps(last: Char, char: Char) -> bool:
    """Return whether a character stands on another line than the last one."""
    height = max(last.bottom - last.top, char.bottom - char.top)
    moved = abs((char.top + char.bottom) - (last.top + last.bottom)) / 2
    return moved > 0.75 * height or char.x1 < last.x0 - height


def _parts(run: list[Char]) -> Iterator[list[Char]]:
    """Cut a run of characters at wide gaps."""
    part: list[Char] = []
    last: Char | None = None
    for char in run:
        size = char.bottom - char.top
        if last and char.x1 and char.x0 - last.x1 > _WIDE_GAP * size:
            yield part
            part = []
        part.append(char)
        last = char if char.x1 else last
    yield part


def _piece(part: list[Char]) -> Piece | None:
    printed = [char for char in part if char.x1]
    if not printed:
        return None
    size = statistics.median_high([char.bottom - char.top for char in printed])
    base = statistics.median_high([char.bottom for char in printed])
    bold = 2 * sum(char.bold for char in printed) > len(printed)
    text = resolve("".join(_marked(part, size, base)))
    text = _clean(text.translate(_HYPHENS))
    if not text:
        return None
    edges = tuple(_edges(part))
    return Piece(text, printed[0].x0, printed[-1].x1, base, size, bold, edges)


def _edges(part: list[Char]) -> Iterator[tuple[float, float]]:
    """Yield where the words of a part begin and end."""
    for is_printed, chars in groupby(part, lambda char: bool(char.x1)):
        if is_printed:
            word = list(chars)
            yield word[0].x0, word[-1].x1


def _clean(text: str) -> str:
    """Return text with single spaces and a power of ten next to its unit."""
    return re.sub(r"(\^-?\d{1,2}) (?=/)", r"\1", " ".join(text.split()))


def _marked(part: list[Char], size: float, base: float) -> Iterator[str]:
    """Yield the text of a part, what is raised in it marked as such."""
    for is_raised, chars in groupby(part, lambda char: _is_raised(char, size, base)):
        text = "".join(char.text for char in chars)
        yield raised(text) if is_raised else _RAISED.sub(_as_marked, text)


def _as_marked(match: re.Match[str]) -> str:
    """Return raised figures that are characters of their own ("10⁹") as marked."""
    return raised(unicodedata.normalize("NFKC", match[0]))


def _is_raised(char: Char, size: float, base: float) -> bool:
    is_small = 0 < char.bottom - char.top < 0.85 * size
    return is_small and char.bottom < base - 0.2 * size
