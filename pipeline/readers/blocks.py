"""Blocks of an article, and what can be told of them by their shape alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.readers.clean import keeps_hyphen
from pipeline.readers.layout import Layout
from pipeline.readers.metadata import is_citation
from pipeline.readers.names import authors, is_authors

Kind = Literal["heading", "paragraph", "item", "caption", "table", "section"]

#: A bold line serves as a heading below those that are marked as such.
GUESSED = 9
LONGEST_HEADING = 120
_FEW_WORDS = 4
_FINITE = re.compile(
    r"\b(?:was|were|is|are|had|has|have|did|fell|came|became|showed)\b"
)

_FIGURE = re.compile(
    r"\W{0,3}(?:supp(?:lementary|lemental|l?\.) )?"
    r"(?:fig(?:ure|\.)?s?|plate|image|photo)"
    r"[ .]{0,2}(?:no\.? ?)?(?:\d{1,2}|[IVX]{1,4})"
    r"(?: ?\(?[a-hA-H](?:[-–,][a-hA-H])?\)?)?(?: ?[.:|–—)\]]| -|(?= [(A-Z])|$)",
    re.IGNORECASE,
)
_TABLE = re.compile(
    r"\W{0,3}(?:supp(?:lementary|lemental|l?\.) )?table"
    r"(?:[ .]{0,2}(?:no\.? ?)?(?:\d{1,2}|[IVX]{1,4}))?(?: ?[.:|–—]| -|"
    r"(?= \(?[A-Z])|(?= \(?cont(?:inued|\.|d))|$)",
    re.IGNORECASE,
)
_COMPLETE = re.compile(r"""[.!?:;…]["'”’)\]»*\d,–-]{0,8}$""")
_OPEN_WORDS = frozenset(
    "a an the of in on at by to for from with without and or as than which who was "
    "were is are been had has have his her its their between".split()
)
#: A paragraph that breaks more often is a list that lost its marks.
_MOST_PARTS = 12
#: Running heads are compared with this many neighbours on either side.
_NEAR = 5
_PAGE = re.compile(
    r"[\W_]{0,4}(?:p(?:age|\.)? ?)?(\d{1,4})(?: ?(?:of|/) ?\d{1,4})?[\W_]{0,4}"
)
_HEAD = re.compile(
    r"\W{0,3}(?P<left>\d{1,4}) {1,9}(?P<after>[^\W\d].{6,100}[^\s.,;:])"
    r"|(?P<before>[^\W\d].{6,100}?) {1,9}(?P<right>\d{1,4})"
)


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item, caption or table, in reading order.

    A `section` has no text: it sets the category of the blocks to come.

    `level` orders headings (1 is the highest; 0: a guess from plain lines). `category`
    overrides what the words say. `rows` and `n_header` belong to tables, `text` is
    then the caption.
    """

    kind: Kind
    text: str
    level: int = 1
    category: str | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    n_header: int = 0


def is_figure_caption(text: str) -> bool:
    """Return whether a paragraph is a caption ("Fig. 2. Axial CT …"), not prose."""
    match = _FIGURE.match(text)
    return match is not None and _begins_caption(text[match.end() :])


def is_bold_heading(text: str) -> bool:
    """Return whether a line that is bold throughout serves as a heading.

    A bold sentence does not, nor does a caption.
    """
    if not 2 < len(text) <= LONGEST_HEADING or text[-1] in ".;,":
        return False
    is_sentence = len(text.split()) > _FEW_WORDS and _FINITE.search(text) is not None
    return not (is_sentence or is_figure_caption(text) or is_table_caption(text))


def is_table_caption(text: str) -> bool:
    """Return whether a paragraph is the title of a table."""
    match = _TABLE.match(text)
    return (
        match is not None and len(text) < 400 and _begins_caption(text[match.end() :])
    )


def is_complete(text: str) -> bool:
    """Return whether a paragraph ends as a sentence, list or lead-in does."""
    return _COMPLETE.search(text[-12:]) is not None


def furniture(texts: Sequence[str], layout: Layout) -> set[int]:
    """Return the places of running heads and page numbers among lines or blocks.

    Bare page numbers count; so do short lines that carry page numbers which follow
    each other ("212 SMITH ET AL.", "Calcified discs 213").
    """
    bare = {i for i, text in enumerate(texts) if text and _PAGE.fullmatch(text)}
    pages = [(i, page) for i, text in enumerate(texts) if (page := _page(text, layout))]
    heads = {
        place
        for at, (i, page) in enumerate(pages)
        for j, other in pages[at + 1 : at + 1 + _NEAR]
        if 1 <= other - page <= 2 and (_is_head(texts[i]) or _is_head(texts[j]))
        for place in (i, j)
    }
    return bare | heads


def mend(blocks: Sequence[Block]) -> list[Block]:
    """Join sentences that a caption, a table or a page break cut in two.

    What stood between comes after the mended paragraph.
    """
    waiting = list(blocks)
    done: list[Block] = []
    place = 0
    while place < len(waiting):
        block = waiting[place]
        for _ in range(_MOST_PARTS):
            rest = _continuation(waiting, place)
            if rest is None:
                break
            block = replace(block, text=join(block.text, waiting.pop(rest).text))
            waiting[place] = block
        done.append(block)
        place += 1
    return done


def join(left: str, right: str) -> str:
    """Return two parts of a sentence as one, line-end hyphenation undone."""
    return "".join(joined(left, right))


def joined(left: str, right: str) -> tuple[str, str]:
    """Return both parts as they stand in the joined text, for joining many lines."""
    if left.endswith("-") and right[:1].isalnum() and not left.endswith((" -", "--")):
        return left if keeps_hyphen(left[-40:-1], right[0]) else left[:-1], right
    return left, f" {right}"


def _begins_caption(rest: str) -> bool:
    """Return whether the words after "Fig. 1" begin a caption, not a sentence."""
    rest = rest.lstrip(" .:|–—-)]")
    return (
        not rest or not rest[0].islower() or rest[:2] in {"a ", "b ", "a)", "a,", "a:"}
    )


def _page(text: str, layout: Layout) -> int | None:
    """Return the page number that a line could carry as a running head, or None."""
    match = _HEAD.fullmatch(text) if 10 < len(text) <= 120 else None
    if match is None or layout.category(text) is not None:
        return None
    words, number = match["after"] or match["before"], match["left"] or match["right"]
    is_numbered = match["left"] and (int(number) < 10 or layout.category(words))
    return None if is_numbered or " " not in words else int(number)


def _is_head(text: str) -> bool:
    """Return whether a line with a page number is names, a citation or capitals."""
    words = text.strip(" 0123456789")
    if words.isupper() or is_citation(words) or is_authors(words):
        return True
    return len(authors(words)) > 1 or " et al" in words.casefold()


def _continuation(blocks: Sequence[Block], place: int) -> int | None:
    """Return where the rest of a broken paragraph stands, or None if it is whole."""
    block = blocks[place]
    text = block.text
    if block.kind not in {"paragraph", "item"} or len(text) < 30 or is_complete(text):
        return None
    for other in range(place + 1, min(place + 6, len(blocks))):
        following = blocks[other]
        if following.kind == "paragraph":
            return (
                other if _continues(text, following.text, other - place > 1) else None
            )
        if following.kind not in {"caption", "table"}:
            return None
    return None


def _continues(left: str, right: str, is_parted: bool) -> bool:
    """Return whether `right` carries on the sentence that `left` leaves open."""
    if not right or text_is_marker(right):
        return False
    if right[0].islower():
        return True
    is_open = left.rsplit(" ", 1)[-1] in _OPEN_WORDS and len(left) > 100
    return is_open or (is_parted and left.endswith((",", "-")))


def text_is_marker(text: str) -> bool:
    """Return whether a text starts with a list marker such as "a)" or "ii."."""
    return re.match(r"(?:[a-z]|[ivx]{1,4})[.)] ", text) is not None
