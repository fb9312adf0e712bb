"""Read Markdown: headings, lists, pipe tables, figures; all marks taken off."""

import html
import re
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.readers import metadata, names
from pipeline.readers.blocks import Block, furniture
from pipeline.readers.clean import characters, squeeze
from pipeline.readers.flow import assemble
from pipeline.readers.layout import Layout, Source
from pipeline.readers.lines import Wrap, paragraphs
from pipeline.readers.scripts import raised, resolve
from pipeline.readers.sniff import decode
from pipeline.records import Document

_ATX = re.compile(r" {0,3}(#{1,6})\s+(.+?)\s*#*\s*")
_RULE = re.compile(r" {0,3}(?:[-*_] ?){3,}")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_DELIMITERS = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?\s*")
_FRONT_FIELD = re.compile(r"([A-Za-z][\w -]{1,30}):\s*(.+)")
_IMAGE = re.compile(r"!\[([^\]\[\n]{0,300})\]\([^()\n]{0,500}\)(?:\{[^}\n]{0,100}\})?")
_LINK = re.compile(
    r"(?<!!)\[([^\]\[\n]{1,500})\]\((?:[^()\n]|\([^()\n]{0,80}\)){0,500}\)"
)
_FOOTNOTE = re.compile(r"\[\^[\w-]{1,20}\](?!:)")
_SUP_TAG = re.compile(
    r"<sup>(.{0,40}?)</sup>|(?<!\^)\^([\w,*†‡§-]{1,8})\^", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,300}>|<!--.{0,2000}?-->", re.DOTALL)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,3000}?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,2000}?)(?<=[^\s*])\*(?!\*)"
    r"|(?<![\w_])_(?=[^\s_])([^_\n]{1,2000}?)(?<=[^\s_])_(?![\w_])"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!<>|~^-])")
_BOLD_LINE = re.compile(r"\s*(?:[-*•] )?(?:\*\*|__)([^*\n]{2,90}?)(?:\*\*|__)\s*:?\s*")
_FIELDS = {
    "title": "title",
    "author": "authors",
    "authors": "authors",
    "journal": "journal",
    "year": "year",
    "date": "year",
    "doi": "doi",
    "pmid": "pmid",
    "pmcid": "pmcid",
    "volume": "volume",
    "pages": "pages",
}


def read_markdown(data: bytes, source: Source, layout: Layout) -> Iterator[Document]:
    """Yield the one document of a Markdown file.

    Raises ReaderError if the bytes are not text.
    """
    lines = characters(decode(data, source)).split("\n")
    head, body = _front_matter(lines)
    heads = furniture([squeeze(plain(line)) for line in body], layout)
    dropped = [squeeze(plain(body[place])) for place in sorted(heads)]
    body = ["" if place in heads else line for place, line in enumerate(body)]
    given = _given(head)
    keywords = [
        Block("paragraph", f"{name}: {value}", category="keywords")
        for name, value in head
        if name.lower() in {"keywords", "tags"}
    ]
    blocks = [*keywords, *_blocks(body)]
    yield assemble(blocks, source, layout, format="md", dropped=dropped, **given)


def plain(text: str) -> str:
    """Return text without Markdown and HTML marks.

    >>> plain("**Fig. 1** 10<sup>9</sup>/L, see [1](#r1)")
    'Fig. 1 10^9/L, see 1'
    """
    text = _IMAGE.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    text = _FOOTNOTE.sub("", text)
    text = _SUP_TAG.sub(lambda m: raised(m[1] if m[1] is not None else m[2]), text)
    text = _TAG.sub("", re.sub(r"<br ?/?>", " ", text, flags=re.IGNORECASE))
    text = _EMPHASIS.sub(
        lambda m: m[1] or m[2], _STRONG.sub(r"\2", _STRONG.sub(r"\2", text))
    )
    text = _ESCAPE.sub(r"\1", text.replace("`", ""))
    return html.unescape(resolve(text))


def _front_matter(lines: Sequence[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the fields of a YAML head, if there is one, and the other lines."""
    if not lines or lines[0].strip() != "---":
        return [], list(lines)
    ends = [
        i for i, line in enumerate(lines[1:60], 1) if line.strip() in {"---", "..."}
    ]
    if not ends:
        return [], list(lines)
    fields = [
        m for line in lines[1 : ends[0]] if (m := _FRONT_FIELD.fullmatch(line.strip()))
    ]
    return [(m[1], m[2].strip().strip("\"'[]")) for m in fields], list(
        lines[ends[0] + 1 :]
    )


def _given(head: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return fields of Document that the YAML head states."""
    given: dict[str, Any] = {}
    for name, value in head:
        field = _FIELDS.get(name.lower())
        if field == "year":
            given["year"] = metadata.year_of(value)
        elif field == "authors":
            plain = re.sub(r"[\"\[\]]|(?<!\w)'|'(?!\w)", "", value)
            given["authors"] = names.authors(plain) or (plain,)
        elif field is not None:
            given[field] = value
    return given


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Yield the blocks of a Markdown body."""
    wrap = Wrap.of([line for line in lines if "|" not in line])
    group: list[str] = []
    place = 0
    while place < len(lines):
        line = re.sub(r"^ {0,3}(?:> ?)+", "", lines[place])
        block, used = _structure(line, lines, place, group)
        if block is None and used == 0:
            group.append(line)
            place += 1
            continue
        yield from _flush(group, wrap)
        group = []
        if block is not None:
            yield block
        place += max(used, 1)
    yield from _flush(group, wrap)


def _structure(
    line: str, lines: Sequence[str], place: int, group: Sequence[str]
) -> tuple[Block | None, int]:
    """Return the block that begins at a line and how many lines it takes.

    (None, 0) is a line of a paragraph, (None, 1) a line that only parts paragraphs.
    """
    following = lines[place + 1] if place + 1 < len(lines) else ""
    if not line.strip() or _RULE.fullmatch(line) or _FENCE.match(line):
        return None, 1
    if match := _ATX.fullmatch(line):
        return Block("heading", plain(match[2]), level=len(match[1])), 1
    if (
        not group
        and len(line) < 120
        and _UNDERLINE.fullmatch(following)
        and len(following.strip()) >= 3
    ):
        level = 1 if "=" in following else 2
        return Block("heading", plain(line), level=level), 2
    if (
        "|" in line
        and _DELIMITERS.fullmatch(following)
        and "-" in following
        and "|" in following
    ):
        return _table(lines, place)
    if match := _BOLD_LINE.fullmatch(line):
        return _bold_line(match[1])
    return None, 0


def _bold_line(text: str) -> tuple[Block | None, int]:
    """Return a line wholly in bold as a guessed heading, or as a caption."""
    (block,) = paragraphs([plain(text)], Wrap(None))
    is_heading = block.kind == "paragraph" and text[-1] not in ".,;"
    return (Block("heading", block.text, level=0) if is_heading else block), 1


def _table(lines: Sequence[str], place: int) -> tuple[Block, int]:
    """Return the pipe table that begins at a line, and its number of lines."""
    end = place + 2
    while end < len(lines) and "|" in lines[end] and lines[end].strip():
        end += 1
    kept = [lines[place], *lines[place + 2 : end]]
    rows = [_cells(line) for line in kept]
    width = max(len(row) for row in rows)
    padded = tuple(tuple(row + [""] * (width - len(row))) for row in rows)
    return Block("table", "", rows=padded, n_header=1), end - place


def _cells(line: str) -> list[str]:
    """Return the cells of a table row; an escaped bar stays in its cell."""
    text = re.sub(r"^\||(?<!\\)\|$", "", line.strip())
    return [plain(cell).strip() for cell in re.split(r"(?<!\\)\|", text)]


def _flush(group: Sequence[str], wrap: Wrap) -> Iterator[Block]:
    """Yield the paragraphs of the lines between two blank lines."""
    if not group:
        return
    text = "\n".join(group)
    hard = re.sub(r"(?: {2,}|\\|<br ?/?>)\n", "\n\n", text)
    for part in hard.split("\n\n"):
        yield from paragraphs(
            [line for line in plain(part).split("\n") if line.strip()], wrap
        )
