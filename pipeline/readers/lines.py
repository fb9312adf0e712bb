"""Plain lines to blocks: wrapped lines joined, headings, lists and tables found."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.readers.blocks import (
    Block,
    is_complete,
    is_figure_caption,
    is_table_caption,
    joined,
)
from pipeline.readers.clean import join_spaced_letters, squeeze
from pipeline.readers.columns import is_in_columns, table, table_end
from pipeline.readers.layout import Layout

#: A line of these marks alone, or before the text of an item.
BULLET = re.compile(r"(?:[-*•·▪◦‣●○–—]|\uf0b7)(?=\s|$)")
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)](?=\s)|\[\d{1,3}\](?=\s)")
_KEY_VALUE = re.compile(r"[A-Z][\w ,/&().'’-]{1,40}:(?:\s|$)")
_RULE = re.compile(r"[-=_*~+|: ]{3,}")
_LABEL_ALONE = re.compile(r"(?:fig(?:ure|\.)?|plate) ?\d{1,2}[.:]?", re.IGNORECASE)
_TRAILING_BULLET = re.compile(r"(?<=[.!?)]) [-•]$")
_SMALL = frozenset(
    "a an and as at but by for from in into of on or the to vs with de la".split()
)
_NO_HEADING = re.compile(r"\d{4}|@|https?:|[;|]")
_WIDEST = 140


@dataclass(frozen=True, slots=True)
class Wrap:
    """How the lines of a text are wrapped; `width` is None where they are not."""

    width: int | None

    @classmethod
    def of(cls, lines: Sequence[str]) -> "Wrap":
        """Return the wrap of a text: the length that its full lines share."""
        lengths = sorted(n for line in lines if (n := len(line.strip())) >= 30)
        if not lengths or lengths[int(0.9 * (len(lengths) - 1))] > _WIDEST:
            return cls(None)
        width = lengths[int(0.95 * (len(lengths) - 1))]
        full = sum(n >= 0.82 * width for n in lengths)
        return cls(width if full >= max(3, 0.4 * len(lengths)) else None)

    def goes_on(self, line: str, following: str) -> bool:
        """Return whether a paragraph goes on from one line to the next."""
        if not line or not following or starts_item(following):
            return False
        if re.search(r"\w-$", line) and following[0].isalnum():
            return True
        if not is_complete(line) and following[0].islower():
            return True
        if self.width is None:
            return False
        first = following.split(" ", 1)[0]
        return len(line) + 1 + len(first) > 0.9 * self.width


def starts_item(line: str) -> bool:
    """Return whether a line starts a list item or a "Key: value" line."""
    marks = (BULLET, _NUMBERED, _KEY_VALUE)
    return any(mark.match(line) for mark in marks)


def blocks_of(lines: Sequence[str], layout: Layout) -> list[Block]:
    """Return the blocks of plain lines; headings found have level 0.

    Figure captions and table titles end a paragraph wherever they begin; blocks of
    lines in columns ("|", tabs, wide gaps) become tables.
    """
    wrap = Wrap.of(lines)
    blocks: list[Block] = []
    for group in groups(lines):
        blocks.extend(_group_blocks(group, wrap, layout, is_alone=len(group) == 1))
    return _drop_false_headings(blocks)


def groups(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the runs of lines between blank lines and ruled lines."""
    group: list[str] = []
    plain = [join_spaced_letters(raw).rstrip() for raw in _bullets_in_front(lines)]
    for place, line in enumerate(plain):
        is_rule = _RULE.fullmatch(line.strip()) and not BULLET.match(line.strip())
        if is_rule and line.strip() and is_in_columns(plain[place - 1 : place + 2]):
            continue  # the rule under the header of a table
        if line.strip() and not (is_rule and "|" not in line):
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def paragraphs(lines: Sequence[str], wrap: Wrap) -> Iterator[Block]:
    """Yield the paragraphs, items and captions of one group of lines."""
    parts: list[str] = []
    for raw in lines:
        line = squeeze(raw)
        last = parts[-1].strip() if parts else ""
        if len(parts) == 1 and _is_bare(last):
            parts = [f"{last} {line}"]
        elif parts and not _starts_caption(line) and wrap.goes_on(last, line):
            parts[-1:] = joined(parts[-1], line)
        else:
            if parts:
                yield block_of("".join(parts))
            parts = [line]
    if parts and not _is_bare(parts[0]):
        yield block_of("".join(parts))


def _starts_caption(line: str) -> bool:
    """Return whether a line begins a figure caption or the title of a table."""
    return is_figure_caption(line) or is_table_caption(line)


def block_of(text: str) -> Block:
    """Return a paragraph as the kind its first characters show."""
    if is_figure_caption(text):
        return Block("caption", text)
    if BULLET.match(text) or _NUMBERED.match(text):
        return Block("item", text)
    return Block("paragraph", text)


def _bullets_in_front(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines with a bullet left at a line's end moved to the next line."""
    moved = ""
    for line in lines:
        found = _TRAILING_BULLET.search(line)
        yield moved + (line[: found.start()] if found else line)
        moved = "- " if found else ""


def _is_bare(text: str) -> bool:
    """Return whether a text is a list mark or figure number waiting for its words."""
    return (
        BULLET.fullmatch(text) is not None or _LABEL_ALONE.fullmatch(text) is not None
    )


def _group_blocks(
    group: Sequence[str], wrap: Wrap, layout: Layout, *, is_alone: bool
) -> Iterator[Block]:
    """Yield the blocks of one group: tables, headings and paragraphs in turn."""
    waiting: list[str] = []
    place = 0
    while place < len(group):
        end = table_end(group, place)
        heading = end == place and is_heading(group, place, wrap, layout)
        if end == place and not heading:
            waiting.append(group[place])
            place += 1
            continue
        yield from paragraphs(waiting, wrap)
        waiting = []
        if heading:
            yield Block("heading", squeeze(group[place]), level=0)
            place += 1
        else:
            yield table(group[place:end])
            place = end
    yield from paragraphs(waiting, wrap)


def is_heading(group: Sequence[str], place: int, wrap: Wrap, layout: Layout) -> bool:
    """Return whether a line has the shape of a heading where it stands.

    Known words count by themselves; others need to be short, without a sentence's
    end, in capitals or before a paragraph, and not the middle of one.
    """
    line = squeeze(group[place])
    before = squeeze(group[place - 1]) if place else ""
    after = squeeze(group[place + 1]) if place + 1 < len(group) else ""
    if not 3 <= len(line) <= 100 or BULLET.match(line) or _is_bare(before):
        return False
    if (
        before
        and not is_complete(before)
        and (line[0].islower() or wrap.goes_on(before, line))
    ):
        return False
    if is_figure_caption(line) or is_table_caption(line):
        return False
    known = layout.category(line)
    if known is not None and (len(line) <= 40 or not is_complete(line)):
        return not (after and line[-1] not in ".:" and wrap.goes_on(line, after))
    return _looks_like_heading(line, after, is_alone=not before and not after)


def _looks_like_heading(line: str, after: str, *, is_alone: bool) -> bool:
    """Return whether a line of unknown words has the shape of a heading."""
    words = line.split()
    if (
        len(words) > 14
        or line[-1] in ".,;!"
        or not line[0].isalnum()
        or line[0].islower()
    ):
        return False
    if after and after[0].islower():
        return False
    has_colon = ":" in line[:-1] and _NUMBERED.match(line) is None
    if has_colon or _NO_HEADING.search(line):
        return False
    if is_alone:
        return len(line) <= 80 and not _KEY_VALUE.match(line)
    is_title = line.isupper() or all(w[0].isupper() or w in _SMALL for w in words)
    if starts_item(after) and not _KEY_VALUE.match(after):
        return is_title and len(line) <= 80
    return len(after) > max(60, 1.2 * len(line)) and (is_title or len(line) <= 80)


def _drop_false_headings(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks whose last headings without anything under them are paragraphs."""
    end = len(blocks)
    while end and blocks[end - 1].kind == "heading":
        end -= 1
    tail = [Block("paragraph", block.text) for block in blocks[end:]]
    return [*blocks[:end], *tail]
