"""Placed lines of a PDF to blocks: paragraphs, headings, captions, notes, tables."""

import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

from pipeline.readers.backmatter import mark_references
from pipeline.readers.blocks import Block, is_complete, is_figure_caption
from pipeline.readers.hyphens import join_broken, vocabulary
from pipeline.readers.layout import Layout
from pipeline.readers.lines import starts_item
from pipeline.readers.pdf_columns import Placed
from pipeline.readers.pdf_lines import Line
from pipeline.readers.pdf_tables import FoundTable

_LONGEST_HEADING = 220
_FLOATS = frozenset({"caption", "table", "note"})
#: A citation number glued to the end of a sentence or clause: "age.1 Calcification".
_GLUED = re.compile(
    r"(?<=[a-z]{3}[.,;])(?<!fig\.)(?<!igs\.)(?<!vol\.)(?<!rox\.)"
    r"\d{1,2}(?:[,–-]\d{1,2}){0,4}(?=\s|$)"
)


@dataclass(slots=True)
class Group:
    """Lines that belong together; `kind` is prose, heading, caption, table or note."""

    kind: str
    lines: list[Placed]
    table: FoundTable | None = None

    def text(self, words: frozenset[str] = frozenset()) -> str:
        """Return the words of all lines, broken ones mended."""
        texts = (placed.line.text for placed in self.lines)
        return reduce(lambda left, right: join_broken(left, right, words), texts)


@dataclass(frozen=True, slots=True)
class Style:
    """What is usual in a file: line height, boldness, and leading in line heights."""

    size: float
    bold: bool
    leading: float

    @classmethod
    def of(cls, placed: Sequence[Placed], size: float) -> "Style":
        """Measure a file whose text is set in lines of `size` points."""
        lines = [one.line for one in placed if abs(one.line.size - size) < 0.5]
        steps = [
            (b.top - a.top) / size
            for a, b in pairwise(lines)
            if a.page == b.page and 0 < b.top - a.top < 2.5 * size
        ]
        bold = 2 * sum(line.bold for line in lines) > len(lines)
        return cls(size, bold, statistics.median(steps) if steps else 1.1)


def make_blocks(
    placed: Sequence[Placed],
    tables: Mapping[Line, FoundTable],
    style: Style,
    layout: Layout,
) -> list[Block]:
    """Return the blocks of a whole file; `tables` are keyed by their caption line."""
    groups = [_kind(group, style, layout) for group in _groups(placed, tables, style)]
    groups = _notes_of_tables(groups)
    sizes = _heading_sizes(groups)
    words = vocabulary(one.line.text for one in placed)
    blocks = [_block(group, sizes, words) for group in _mended(groups)]
    return list(mark_references(blocks, layout))


def _groups(
    placed: Sequence[Placed], tables: Mapping[Line, FoundTable], style: Style
) -> Iterator[Group]:
    """Cut lines into groups where a paragraph, caption or heading starts."""
    group: Group | None = None
    for one in placed:
        if one.line in tables:
            if group:
                yield group
            yield Group("table", [one], tables[one.line])
            group = None
            continue
        if group and not _starts(group, one, style):
            group.lines.append(one)
            continue
        if group:
            yield group
        is_caption = is_figure_caption(one.line.text)
        group = Group("caption" if is_caption else "prose", [one])
    if group:
        yield group


def _starts(group: Group, one: Placed, style: Style) -> bool:
    """Return whether a line starts a new group."""
    last = group.lines[-1]
    if _differs(last.line, one.line):
        return True
    moved = last.line.page != one.line.page or one.line.top <= last.line.top
    complete = is_complete(last.line.text)
    if moved or last.left != one.left:
        return complete or group.kind == "caption" or is_figure_caption(one.line.text)
    step = (one.line.top - last.line.top) / one.line.size - style.leading
    most = 0.12 if complete else 0.3 if _stands_out(one.line, style) else 0.5
    if step > most:
        return True
    return complete and _looks_new(last, one)


def _differs(last: Line, line: Line) -> bool:
    return abs(last.size - line.size) > 0.05 * line.size or last.bold != line.bold


def _looks_new(last: Placed, one: Placed) -> bool:
    """Return whether a line after a full stop has the looks of a first line."""
    size, text = one.line.size, one.line.text
    indented = one.line.x0 - one.left > 0.6 * size > last.line.x0 - last.left
    outdented = last.line.x0 - last.left > 0.6 * size > one.line.x0 - one.left
    short = last.line.x1 < last.right - 0.25 * (last.right - last.left)
    return (
        indented
        or (outdented and len(last.line.text) < 30)
        or (short and not text[0].islower())
        or starts_item(text)
        or is_figure_caption(text)
    )


def _kind(group: Group, style: Style, layout: Layout) -> Group:
    """Tell headings and small print from prose."""
    if group.kind != "prose":
        return group
    line, text = group.lines[0].line, group.text()
    known = len(text) < 60 and layout.category(text) is not None
    is_short = len(text) <= _LONGEST_HEADING and len(group.lines) <= 4
    is_title = _stands_out(line, style) or known or (text.isupper() and len(text) > 3)
    if is_short and is_title and not text.endswith((".", ",", ";")):
        group.kind = "heading"
    elif line.size < 0.92 * style.size:
        group.kind = "note"
    return group


def _stands_out(line: Line, style: Style) -> bool:
    return line.size > 1.04 * style.size or (line.bold and not style.bold)


def _notes_of_tables(groups: Sequence[Group]) -> list[Group]:
    """Return groups with the small print under a table marked as part of it."""
    for table, group in pairwise(groups):
        same_page = table.lines[0].line.page == group.lines[0].line.page
        if table.kind == "table" and group.kind == "note" and same_page:
            group.kind = "table"
    return list(groups)


def _mended(groups: Sequence[Group]) -> list[Group]:
    """Join prose that floats, small print or a page break cut in a sentence."""
    waiting = list(groups)
    place = 0
    while place < len(waiting):
        rest = _rest_of(waiting, place)
        if rest is None:
            place += 1
        else:
            waiting[place].lines.extend(waiting.pop(rest).lines)
    return waiting


def _rest_of(groups: Sequence[Group], place: int) -> int | None:
    """Return where the sentence goes on that a group leaves open."""
    group = groups[place]
    if group.kind != "prose" or is_complete(group.text()):
        return None
    for other in range(place + 1, min(place + 9, len(groups))):
        following = groups[other]
        if following.kind == "prose":
            return (
                other if _goes_on(group, following, parted=other - place > 1) else None
            )
        if following.kind not in _FLOATS:
            return None
    return None


def _goes_on(group: Group, following: Group, *, parted: bool) -> bool:
    last, first = group.lines[-1], following.lines[0]
    text = following.text()
    if abs(last.line.size - first.line.size) > 0.05 * first.line.size:
        return False
    moved = last.left != first.left or last.line.page != first.line.page
    is_full = last.line.x1 > last.right - 0.25 * (last.right - last.left)
    return text[0].islower() or ((moved or parted) and is_full)


def _heading_sizes(groups: Sequence[Group]) -> list[float]:
    """Return the heights of headings, largest first: their places are the levels."""
    sizes = {round(g.lines[0].line.size) for g in groups if g.kind == "heading"}
    return sorted(sizes, reverse=True)


def _block(group: Group, sizes: Sequence[float], words: frozenset[str]) -> Block:
    text = _GLUED.sub("", group.text(words))
    if group.kind == "heading":
        return Block(
            "heading", text, level=sizes.index(round(group.lines[0].line.size)) + 1
        )
    if group.kind == "caption":
        return Block("caption", text)
    if group.table:
        rows = tuple(tuple(row) for row in group.table.grid)
        return Block("table", group.table.caption_text, rows=rows, n_header=1)
    if group.kind == "table":
        return Block("paragraph", text, category="table")
    return Block("item" if starts_item(text) else "paragraph", text)
