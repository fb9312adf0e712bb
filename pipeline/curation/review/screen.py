"""One look at the page: the queue as filtered, and the entry that is open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.curation.review.board import Board
from pipeline.curation.review.book import Book, View, Who
from pipeline.curation.review.cards import Card, card_of
from pipeline.curation.review.entries import Entry, token_of
from pipeline.curation.review.filters import (
    Choice,
    Filters,
    Line,
    choose,
    facets,
    read_filters,
)
from pipeline.curation.review.marks import Piece, headings, pieces
from pipeline.curation.review.steps import to_redo, to_undo

#: Classes of change that may be accepted at once.
BULK = ("format_only", "evidence_moved")
#: So many lines the queue shows at once.
PAGE = 500
LABELS: Mapping[str, str] = {
    "state": "State",
    "kind": "Change",
    "cause": "Cause",
    "field": "Field",
    "doc": "Report",
    "case": "Patient",
    "by": "Reviewer",
    "has": "Value",
}


@dataclass(frozen=True)
class Screen:
    """What the template of the page draws; `query` are the words of the address."""

    board: Board
    book: Book
    who: Who
    query: Mapping[str, str]

    @cached_property
    def view(self) -> View:
        """Return the states as this person sees them."""
        return self.book.view(self.who)

    @cached_property
    def filters(self) -> Filters:
        """Return what is asked for; by whom is no question where names are hidden."""
        found = read_filters(self.query)
        is_hidden = self.who.is_blind or self.who.settles
        return replace(found, by="") if is_hidden else found

    @cached_property
    def everything(self) -> list[Line]:
        """Return the lines of all entries that this person may see."""
        states = self.view.states
        lines = [Line(entry, states[entry.key]) for entry in self.view.entries()]
        return [line for line in lines if not self.who.settles or _to_settle(line)]

    @cached_property
    def lines(self) -> list[Line]:
        """Return the lines that the filters choose, in the order of the queue."""
        return choose(self.everything, self.filters)

    @property
    def bulk(self) -> list[Line]:
        """Return the lines that can be accepted at once: the value is the same."""
        if self.filters.kind not in BULK or self.who.settles:
            return []
        return [line for line in self.lines if line.state.state == "undecided"]

    @property
    def page(self) -> int:
        """Return which page of the queue is shown, from 1; that of the open entry."""
        asked = self.query.get("page", "")
        number = int(asked) if asked.isdecimal() and len(asked) < 7 else 1
        return max(1, min(number, self.pages))

    @property
    def pages(self) -> int:
        """Return how many pages the queue has."""
        return 1 if self.query.get("all") else max(1, -(-len(self.lines) // PAGE))

    @property
    def shown(self) -> Sequence[Line]:
        """Return the lines of the page; of the one file all."""
        if self.query.get("all"):
            return self.lines
        return self.lines[(self.page - 1) * PAGE : self.page * PAGE]

    @cached_property
    def facets(self) -> dict[str, list[Choice]]:
        """Return the choices of each filter with counts; no names when hidden."""
        found = facets(self.everything, self.filters)
        if self.who.is_blind or self.who.settles:
            del found["by"]
        return found

    def chosen(self, name: str) -> str:
        """Return what a filter is set to."""
        return str(getattr(self.filters, name))

    @property
    def is_filtered(self) -> bool:
        """Return whether any filter but the search is set."""
        return self.filters != Filters(text=self.filters.text)

    @property
    def labels(self) -> Mapping[str, str]:
        """Return what the filters are called."""
        return LABELS

    @cached_property
    def entry(self) -> Entry | None:
        """Return the entry that is open: the one asked for, or the first."""
        asked = self.view.entry(self.query.get("item", ""))
        if asked is None and self.shown:
            return self.shown[0].entry
        return asked

    @cached_property
    def card(self) -> Card | None:
        """Return the card of the open entry."""
        if self.entry is None:
            return None
        return card_of(self.board, self.view, self.entry, self.who)

    @property
    def text(self) -> list[Piece]:
        """Return the text of the open entry in pieces."""
        if self.card is None:
            return []
        text = self.board.text(self.card.item.doc_id)
        marks = (*headings(text), *self.card.others, *self.card.marks)
        return list(pieces(text, marks))

    @property
    def doc(self) -> str:
        """Return the token of the open document."""
        return token_of(self.card.item.doc_id) if self.card else ""

    @property
    def decided(self) -> int:
        """Return how many items people have decided; a suggestion is no decision."""
        return sum(bool(line.state.verdicts) for line in self.everything)

    @property
    def can_undo(self) -> bool:
        """Return whether there is a step back."""
        return to_undo(self.view.decisions, self.who.name) is not None

    @property
    def can_redo(self) -> bool:
        """Return whether there is a step forward."""
        return to_redo(self.view.decisions, self.who.name) is not None

    def after(self, token: str) -> str:
        """Return the token of the entry after another in the queue, "" at its end."""
        tokens = [line.entry.token for line in self.lines]
        place = tokens.index(token) + 1 if token in tokens else 0
        return tokens[place] if place < len(tokens) else ""

    def address(self, **more: str) -> str:
        """Return the address of this view with some words changed."""
        kept = {k: self.query.get(k, "") for k in ("reviewer", "settle", "page")}
        runs = {
            name: run.digest
            for name, run in zip("ba", self.board.runs[::-1], strict=False)
        }
        return "/?" + self.filters.query(**(kept | runs | more))

    @property
    def other_runs(self) -> bool:
        """Return whether the address was made for other runs than these."""
        digests = zip("ba", self.board.runs[::-1], strict=False)
        return any(self.query.get(n, run.digest) != run.digest for n, run in digests)


def _to_settle(line: Line) -> bool:
    """Return whether two reviewers differ on a line, or did before it was settled."""
    if line.state.state == "conflict":
        return True
    return any(v.extra.get("adjudicates") for v in line.state.verdicts)
