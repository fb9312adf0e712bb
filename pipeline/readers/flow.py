"""Blocks to a Document: front, sections, boilerplate and references told apart."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipeline.errors import ReaderError
from pipeline.readers import metadata, names
from pipeline.readers.blocks import GUESSED, Block, mend
from pipeline.readers.builder import DocumentBuilder
from pipeline.readers.clean import normalise
from pipeline.readers.front import (
    ends_box,
    is_masthead,
    is_prose,
    read_front,
    same_words,
)
from pipeline.readers.layout import Layout, Source
from pipeline.readers.references import (
    is_narrative,
    is_reference,
    is_reference_part,
    list_start,
)
from pipeline.readers.table_texts import with_captions, with_notes
from pipeline.records import UNREAD, Document

#: Sections that only a known heading, or a story plainly told, may end.
_CLOSED = frozenset({"references", "boilerplate"})
#: A name alone among this many last blocks signs the article.
_LAST_LINES = 8
_LONGEST_LINE, _LONGEST_START = 700, 300


def assemble(
    blocks: Sequence[Block],
    source: Source,
    layout: Layout,
    *,
    format: str,
    dropped: Sequence[str] = (),
    **given: Any,
) -> Document:
    """Return the Document of an article's blocks in reading order.

    `dropped` are running heads, which may carry the citation; `given` are fields that
    the file states as such (meta tags), which win over what the lines say.
    Raises ReaderError if no block has any text.
    """
    mended = mend([_normal(b) for b in blocks])
    blocks = list(with_notes(list(with_captions(mended))))
    if not any(b.text or b.rows for b in blocks):
        raise ReaderError(f"{source.source}: no text in it; fetch the file again")
    title = given.get("title")
    front = read_front(blocks, layout, title)
    builder = DocumentBuilder(source, layout, format=format)
    if title and not any(same_words(b.text, title) for b in blocks[:12]):
        builder.paragraph(title, "title")
    for block, category in front.parts:
        builder.section("", "body")
        builder.paragraph(block.text, category)
    rest = blocks[len(front.parts) :]
    mast = _mast(front.parts)
    mast += _write_body(builder, rest, layout)
    found = metadata.find([*mast, *dropped], layout)
    return builder.build(**_fields(found, given, front.title, _authors(mast, layout)))


def _mast(parts: Sequence[tuple[Block, str]]) -> list[str]:
    """Return the masthead lines of the front, those after the title first."""
    kinds = [category for _, category in parts]
    title = kinds.index("title") if "title" in kinds else 0
    turned = [*parts[title:], *parts[:title]]
    return [b.text for b, category in turned if category in {"metadata", "title"}]


def _fields(
    found: dict[str, Any],
    given: dict[str, Any],
    title: str | None,
    authors: tuple[str, ...],
) -> dict[str, Any]:
    """Return the fields of the Document from all that is known."""
    fields = {**found, **{name: value for name, value in given.items() if value}}
    if title and not fields.get("title"):
        fields["title"] = title
    if len(authors) > len(fields.get("authors", ())):
        fields["authors"] = authors
    return fields


def _authors(mast: Sequence[str], layout: Layout) -> tuple[str, ...]:
    """Return the authors named by masthead lines that are nothing but names."""
    bare = [line.removeprefix("- ") for line in mast]
    return names.first_authors(
        "" if _is_no_name(line, layout) else line for line in bare
    )


def _is_no_name(line: str, layout: Layout) -> bool:
    """Return whether a masthead line is a kicker, an address or a journal."""
    known = any(layout.is_kind(line, kind) for kind in ("line", "start", "journal"))
    is_address = layout.is_kind(line, "metadata") and line[:3].casefold() != "by "
    has_words = layout.category(line) is not None or metadata.is_citation(line)
    return known or is_address or has_words


def _normal(block: Block) -> Block:
    """Return a block with its text in normal form."""
    return replace(block, text=normalise(block.text))


def _write_body(
    builder: DocumentBuilder, blocks: Sequence[Block], layout: Layout
) -> list[str]:
    """Write all blocks after the front; return the lines that may carry metadata."""
    texts = [block.text for block in blocks]
    mast: list[str] = []
    for place, block in enumerate(blocks):
        if block.kind == "table":
            builder.table(block.text, block.rows, n_header=block.n_header)
        elif block.kind == "section":
            builder.section("", block.category or "body")
        elif block.category is not None:
            builder.paragraph(block.text, block.category)
            mast += [block.text] if block.category == "metadata" else []
        elif block.kind == "heading":
            _write_heading(builder, block, blocks[place + 1 :][:1], layout)
        elif block.kind == "caption" and builder.category != "commentary":
            builder.caption(block.text)
        else:
            if ends_box(builder.category, blocks, place):
                builder.end_section()
            mast += _write_text(builder, texts, place, layout)
    return mast


def _write_heading(
    builder: DocumentBuilder, block: Block, after: Sequence[Block], layout: Layout
) -> None:
    """Write a heading; a guessed one counts less inside closed sections."""
    text, now = block.text, builder.category
    if layout.is_kind(text, "commentary") or now == "commentary":
        builder.heading(text, "commentary", level=block.level or GUESSED)
    elif (
        not block.level
        and layout.category(text) is None
        and layout.is_kind(text, "line")
    ):
        builder.paragraph(text, "boilerplate")
    elif layout.is_kind(text, "start") or layout.is_kind(text, "line"):
        builder.heading(text, "boilerplate", level=block.level or GUESSED)
    elif layout.category(text) is None and is_masthead(text, layout):
        builder.paragraph(text, "metadata")
    elif not block.level and _is_no_heading(text, now, after, layout):
        builder.paragraph(text, now)
    else:
        builder.heading(text, level=block.level or GUESSED)


def _is_no_heading(text: str, now: str, after: Sequence[Block], layout: Layout) -> bool:
    """Return whether a guessed heading only goes on with a list of keywords or so."""
    if now == "keywords":
        return bool(after) and after[0].kind == "heading"
    return now in _CLOSED and layout.category(text) is None


def _write_text(
    builder: DocumentBuilder, texts: Sequence[str], place: int, layout: Layout
) -> list[str]:
    """Write one paragraph or item; return it if it may carry metadata."""
    text = texts[place]
    role = _role(texts, place, builder.category, layout)
    if role in {"line", "metadata"}:
        builder.paragraph(text, "boilerplate" if role == "line" else role)
        return [text]
    if role is not None:
        builder.section("", "boilerplate" if role == "start" else role)
    builder.paragraph(text)
    return [text] if role == "start" else []


def _role(texts: Sequence[str], place: int, now: str, layout: Layout) -> str | None:
    """Return what a paragraph is or begins, or None if it goes on with its section."""
    text = texts[place]
    is_short = len(text) <= _LONGEST_LINE
    if layout.is_kind(text, "commentary"):
        return "commentary"
    if len(text) < _LONGEST_START and layout.is_kind(text, "start"):
        return "start"
    if now != "references" and list_start(texts, place):
        return "references"
    if is_short and layout.is_kind(text, "line"):
        return "line"
    if now in _CLOSED:
        return _closed_role(text, now, layout)
    if now == "commentary":
        return None
    if place >= len(texts) - _LAST_LINES and names.is_signature(text):
        return "metadata"
    if is_masthead(text, layout) and not is_prose(text):
        return "metadata"
    return None


def _closed_role(text: str, now: str, layout: Layout) -> str | None:
    """Return what a paragraph inside a closed section is, None if just that."""
    if is_narrative(text) or _reopens(text, layout):
        return "body"
    if is_reference(text) and now == "references":
        return None
    if names.is_signature(text) or layout.is_kind(text, "metadata"):
        return "metadata"
    is_own = now == "boilerplate" and metadata.is_citation(text)
    return "metadata" if is_own else None


def _reopens(text: str, layout: Layout) -> bool:
    """Return whether a run-in heading ends a closed section."""
    label = next(layout.labels(text), None)
    if label is None or label.start > 3 or is_reference_part(text):
        return False
    return label.category not in UNREAD
