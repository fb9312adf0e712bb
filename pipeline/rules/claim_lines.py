"""Lines of a document as lists see them: marked items, table rows, titles, prose."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.records import UNREAD, Section
from pipeline.rules.claim_sources import end_of_statement, source_parts

Mark = Literal["", "bullet", "number"]

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_BULLET = re.compile(r"\s*(?:[•●◦▪‣·∙■□➢✓*]\s*|[-–—]\s*)(?=[^\W_]|[“\"'‘(µ])")
_NUMBER = re.compile(
    r"\s*(?:\(?(?P<n>\d{1,2})[.)]|\(?[a-z]\)|\(?[ivx]{1,4}[.)])\s+(?=\S)"
)
_LONE = re.compile(r"\s*[-–—•*]\s*$")
_ROW = re.compile(r" \| ")
_SHORT_WORDS = 12
_SHORT_CHARS = 110


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its marker and without source names at its end.

    `text == document.text[start:end]`; `number` is that of a numbered item.
    """

    text: str
    start: int
    end: int
    mark: Mark
    number: int | None
    section: Section
    is_row: bool = False

    @property
    def is_title(self) -> bool:
        """Could this be a heading or the name of an item with text beneath?"""
        return (
            len(self.text) <= _SHORT_CHARS
            and len(self.text.split()) <= _SHORT_WORDS
            and self.text[-1] not in ".;,"
            and not self.text[0].islower()
        )


def read_lines(text: str, sections: Sequence[Section]) -> tuple[Line, ...]:
    """Return the lines of the sections that are read (tables included), in order."""
    spans = [(m.start(), m.end(), s) for s in sections for m in _read(text, s)]
    parts = source_parts(text[start:end] for start, end, _ in spans)
    lines: list[Line] = []
    marked = False
    for start, end, section in spans:
        if _LONE.fullmatch(text[start:end]):
            marked = True
            continue
        line, marked = _line(text, start, end, section, parts, marked=marked)
        lines.append(line)
    return tuple(line for line in lines if line.text)


def _read(text: str, section: Section) -> Iterator[re.Match[str]]:
    if section.category not in UNREAD or section.category == "table":
        yield from _LINE.finditer(text, section.start, section.end)


def _line(
    text: str,
    start: int,
    end: int,
    section: Section,
    parts: frozenset[str],
    *,
    marked: bool,
) -> tuple[Line, bool]:
    """Return a line and whether it ends with the marker of the next one."""
    tail = re.search(r"[.!?)]\s+[-–•]\s*$", text[start:end])
    if tail:
        end = start + tail.start() + 1
    found = _BULLET.match(text, start, end)
    number = None if found else _NUMBER.match(text, start, end)
    mark: Mark = (
        "bullet" if found or (marked and not number) else "number" if number else ""
    )
    start = _begin(text, found or number, start, end)
    end = start + end_of_statement(text[start:end], parts)
    figure = int(number["n"]) if number and number["n"] else None
    row = bool(_ROW.search(text, start, end))
    body = text[start:end]
    return Line(body, start, end, mark, figure, section, row), bool(tail)


def _begin(text: str, marker: re.Match[str] | None, start: int, end: int) -> int:
    start = marker.end() if marker else start
    return start + len(text[start:end]) - len(text[start:end].lstrip())
