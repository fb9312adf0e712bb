"""Tell what stands before an article's text: title, names, addresses, masthead."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.readers import metadata, names
from pipeline.readers.blocks import Block
from pipeline.readers.layout import Layout

_VERB = re.compile(
    r"\b(?:was|were|is|are|had|has|have|presented|showed|complained|underwent|"
    r"developed|denied|reported|seen|found|became|gave)\b",
    re.IGNORECASE,
)
_TITLE_LINE = re.compile(r"(?:title|ti)\s?[:=-]\s*", re.IGNORECASE)
_SUBTITLE = re.compile(
    r"\W{0,3}(?:an? )?(?:case (?:report|series)|report of|(?:\w+ )?review"
    r"|description of|(?:unusual |rare )?case)\b(?!.*\.$)",
    re.IGNORECASE,
)
_FURTHEST = 40
_EARLY = 0.5  # of the blocks
_FRONT = frozenset({"metadata", "keywords", "title"})


class Front(NamedTuple):
    """The front blocks with a category each, and the title if one was told."""

    parts: list[tuple[Block, str]]
    title: str | None


def read_front(blocks: Sequence[Block], layout: Layout, title: str | None) -> Front:
    """Return what precedes the text; the first block that may be content ends it."""
    strong = _strong_title(blocks, layout) if title is None else None
    title = title or strong
    parts: list[tuple[Block, str]] = []
    for place, block in enumerate(blocks[:_FURTHEST]):
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        has_title = title is not None and (
            strong is None or any(c == "title" for _, c in parts)
        )
        role = _role(block, following, layout, title, has_title=has_title)
        if role is None:
            break
        if role == "title":
            title = title or _TITLE_LINE.sub("", block.text)
        parts.append((block, role))
    return Front(parts, title)


def _strong_title(blocks: Sequence[Block], layout: Layout) -> str | None:
    """Return the first marked-up heading if it is a title and no prose precedes it."""
    for block in blocks[:15]:
        if block.kind == "heading" and block.level:
            known = layout.category(block.text)
            if known is None or (block.level == 1 and len(block.text) > 45):
                return block.text
            if known != "metadata":
                return None
        elif is_prose(block.text) and not is_masthead(block.text, layout):
            return None
    return None


def _role(
    block: Block,
    following: Block | None,
    layout: Layout,
    title: str | None,
    *,
    has_title: bool,
) -> str | None:
    """Return the category of a front block, or None if the text begins here."""
    text = block.text
    if block.category in _FRONT:
        return block.category
    if block.kind not in {"heading", "paragraph", "item"} or not text:
        return None
    if _TITLE_LINE.match(text) or (title is not None and same_words(text, title)):
        return "title"
    if block.kind == "item":
        return None
    for kind in ("start", "line"):
        if layout.is_kind(text, kind):
            return "boilerplate" if len(text) < 400 else None
    if is_masthead(text, layout):
        return "metadata"
    known = layout.category(text) if len(text) < 90 else None
    if known is not None or next(layout.labels(text), None) is not None:
        return _known_role(text, known, following, layout, has_title=has_title)
    if has_title and _SUBTITLE.match(text) and len(text.split()) <= 14:
        return "title"
    if not has_title:
        is_title = (
            title is None and _is_title(text) and not _is_outdone(text, following)
        )
        return "title" if is_title else _kicker(text)
    return "metadata" if _is_name_or_place(text) else None


def _known_role(
    text: str,
    known: str | None,
    following: Block | None,
    layout: Layout,
    *,
    has_title: bool,
) -> str | None:
    """Return the role of a block with known words: a kicker, keywords or content."""
    if known == "metadata":
        return "metadata"
    label = next(layout.labels(text), None)
    if (
        label is not None
        and label.start <= 3
        and label.category in {"keywords", "metadata"}
    ):
        return label.category
    if known is None or has_title or following is None:
        return None
    is_kicker = len(text) < 40 and _is_title(following.text)
    return "metadata" if is_kicker and layout.category(following.text) is None else None


def is_masthead(text: str, layout: Layout) -> bool:
    """Return whether a line names the journal, dates, identifiers or an address."""
    if len(text) > 500:
        return False
    return (
        layout.is_kind(text, "metadata")
        or layout.is_kind(text, "journal")
        or metadata.is_citation(text)
        or (len(text) < 120 and bool(metadata.identifiers(text)))
    )


def is_prose(text: str) -> bool:
    """Return whether a paragraph is running text rather than a line of a masthead."""
    words = text.split()
    small = sum(w[0].islower() for w in words)
    return len(words) >= 7 and small >= 0.55 * len(words) and text[-1] in '.?!)"”:'


def same_words(left: str, right: str) -> bool:
    """Return whether two titles agree in letters and digits; one may end early."""
    one, other = sorted((_letters(left), _letters(right)), key=len)
    return one == other or (len(one) > 30 and other.startswith(one))


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _is_title(text: str) -> bool:
    """Return whether a line could be the title: short and not a told sentence."""
    words = text.split()
    if not 2 <= len(words) <= 45 or len(text) > 320 or text[-1] in ",;:":
        return False
    return text[-1] != "." or (len(words) <= 25 and not _VERB.search(text))


def _is_outdone(text: str, following: Block | None) -> bool:
    """Return whether the line after a would-be title has the look of the true one."""
    if following is None or text.isupper() or not following.text.isupper():
        return False
    return len(following.text.split()) > 4 and _is_title(following.text)


def _kicker(text: str) -> str | None:
    """Return "metadata" for a short line that can only be a masthead."""
    return (
        "metadata"
        if len(text) < 80 and not is_prose(text) and text[-1] != "."
        else None
    )


def _is_name_or_place(text: str) -> bool:
    """Return whether a line after the title lists authors or names a place."""
    if names.is_authors(text):
        return True
    words = text.split()
    is_short = len(words) <= 3 and not re.search(r"\d", text) and text[-1] not in ".:?"
    return is_short or (len(text) < 300 and _is_address(words))


def _is_address(words: Sequence[str]) -> bool:
    """Return whether nearly all words are names, as in an affiliation."""
    if len(words) > 4 and all(w.isupper() for w in words if w.isalpha()):
        return False
    big = sum(w[0].isupper() or w[0].isdigit() or not w[0].isalnum() for w in words)
    return big >= 0.75 * len(words) and not _VERB.search(" ".join(words))


def ends_box(category: str, blocks: Sequence[Block], place: int) -> bool:
    """Return whether the article begins here, after a box of key points before it.

    The paragraph after the list is no conclusion, though no heading says so.
    """
    is_listed = place > 0 and blocks[place - 1].kind == "item"
    is_text = blocks[place].kind == "paragraph"
    return (
        category == "conclusion"
        and is_listed
        and is_text
        and place < _EARLY * len(blocks)
    )
