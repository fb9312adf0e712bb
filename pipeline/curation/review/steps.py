"""Undo and redo without end: what the next step back or forward of a reviewer is."""

from collections.abc import Iterable

from pipeline.curation.ledger import Decision


def _gone(decisions: list[Decision]) -> set[str]:
    """Return the ids that an undo in force takes back; undos follow their target."""
    gone: set[str] = set()
    for one in reversed(decisions):
        if one.action == "undo" and one.id not in gone:
            gone.add(one.undoes)
    return gone


def to_undo(decisions: Iterable[Decision], reviewer: str) -> Decision | None:
    """Return the last decision of a reviewer that is in force."""
    mine = [d for d in decisions if d.reviewer == reviewer]
    gone = _gone(mine)
    standing = (d for d in reversed(mine) if d.action != "undo" and d.id not in gone)
    return next(standing, None)


def to_redo(decisions: Iterable[Decision], reviewer: str) -> Decision | None:
    """Return the last undo that can be taken back: none once something new was said."""
    mine = [d for d in decisions if d.reviewer == reviewer]
    gone = _gone(mine)
    real = {d.id for d in mine if d.action != "undo"}
    for one in reversed(mine):
        if one.id in real:
            return None
        if one.undoes in real and one.id not in gone:
            return one
    return None
