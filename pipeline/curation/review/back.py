"""Steps back and forward, and many decisions at once, as lines of the ledger."""

import re
from collections.abc import Iterable, Mapping

from pipeline.curation.deciding import decide
from pipeline.curation.items import Item
from pipeline.curation.ledger import Decision, new_id
from pipeline.curation.review.board import Board
from pipeline.curation.review.book import View, Who
from pipeline.curation.review.entries import token_of
from pipeline.curation.review.filters import Line
from pipeline.curation.review.steps import to_redo, to_undo

#: A key of decisions that were made at once, and are undone at once.
BATCH = "batch"


def accept_all(
    board: Board, lines: Iterable[Line], who: Who, batch: str
) -> list[Decision]:
    """Return the acceptance of every line, as one step."""
    return [
        decide(
            board.series,
            line.entry.item,
            "accept",
            reviewer=who.name,
            seen=line.state.last,
            extra={BATCH: batch},
        )
        for line in lines
    ]


def step(
    board: Board, view: View, who: Who, name: str, *, is_back: bool
) -> list[Decision]:
    """Return the undos that go a step back, or that take one back; none at the end.

    `name` is what the page calls the step, so that the same request twice is one.
    """
    find = to_undo if is_back else to_redo
    target = find(view.decisions, who.name)
    if target is None:
        return []
    first = name if re.fullmatch(r"[0-9a-f]{32}", name) else new_id()
    mine = _together(view.decisions, target, who)
    batch = {BATCH: new_id()} if len(mine) > 1 else {}
    names = [first, *(new_id() for _ in mine[1:])]
    return [
        _undo(board, view, who, one, called, batch)
        for one, called in zip(mine, names, strict=True)
    ]


def _together(
    decisions: Iterable[Decision], target: Decision, who: Who
) -> list[Decision]:
    """Return a decision with those that were made at once with it."""
    batch = target.extra.get(BATCH)
    if not batch:
        return [target]
    mine = [d for d in decisions if d.extra.get(BATCH) == batch]
    rest = (d for d in mine if d.reviewer == who.name and d.id != target.id)
    return [target, *rest]


def _undo(
    board: Board,
    view: View,
    who: Who,
    target: Decision,
    name: str,
    extra: Mapping[str, object],
) -> Decision:
    entry = view.entry(token_of(*target.key))
    item = entry.item if entry else Item(target.doc_id, *target.key)
    state = view.states.get(target.key)
    return decide(
        board.series,
        item,
        "undo",
        reviewer=who.name,
        undoes=target.id,
        seen=state.last if state else "",
        id=name,
        extra=extra,
    )
