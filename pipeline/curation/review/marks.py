"""The text of an article cut into pieces, each with what marks it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.curation.items import Item
from pipeline.curation.placing import find_quote
from pipeline.curation.review.board import Board
from pipeline.curation.review.entries import Entry
from pipeline.curation.states import ItemState

#: A paragraph of few words without a full stop is taken for a heading, with its line
#: end, which a block in the page does not need.
_HEADING = re.compile(r"(?<![^\n])[A-Z][^\n.;:,!?]{1,58}(?:\n|\Z)")
_WORDS = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked place in code points; `kind` is a, b, human, other or heading."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and the kinds of the marks over it, as words for CSS."""

    text: str
    kinds: str


def headings(text: str) -> list[Mark]:
    """Return where headings seem to stand."""
    found = _HEADING.finditer(text)
    return [
        Mark(*match.span(), "heading")
        for match in found
        if len(match[0].split()) <= _WORDS
    ]


def marks_of(board: Board, entry: Entry, state: ItemState) -> list[Mark]:
    """Return the evidence of an entry: of run A, of run B, of people."""
    text = board.text(entry.item.doc_id)
    found = [Mark(e.start, e.end, "b") for e in entry.item.evidence]
    found += _former(entry.old, text)
    for verdict in state.verdicts:
        if verdict.quote and verdict.start is not None:
            end = verdict.start + len(verdict.quote)
            mine = Mark(verdict.start, end, "human")
            is_theirs = verdict.action in ("correct", "add")
            found += [mine] if is_theirs else []
    inside = (m for m in found if 0 <= m.start < m.end <= len(text))
    return sorted(set(inside), key=lambda mark: (mark.start, mark.end, mark.kind))


def _former(old: Item | None, text: str) -> Iterator[Mark]:
    for evidence in old.evidence if old else ():
        if place := find_quote(text, evidence.quote, evidence.start):
            yield Mark(*place, "a")


def others_of(board: Board, entry: Entry, mine: Iterable[Mark]) -> list[Mark]:
    """Return where the other facts of the same patient stand."""
    known = {(mark.start, mark.end) for mark in mine}
    facts = board.series.facts_of.get(entry.item.case_id, ())
    places = {(int(f["start"] or 0), int(f["end"] or 0)) for f in facts} - known
    return [Mark(*place, "other") for place in sorted(places)]


def pieces(text: str, marks: Sequence[Mark]) -> Iterator[Piece]:
    """Yield the whole text in pieces."""
    cuts = {0, len(text)}
    cuts |= {place for mark in marks for place in (mark.start, mark.end)}
    ordered = sorted(cut for cut in cuts if 0 <= cut <= len(text))
    for start, end in pairwise(ordered):
        over = (m.kind for m in marks if m.start <= start and end <= m.end)
        yield Piece(text[start:end], " ".join(dict.fromkeys(over)))
