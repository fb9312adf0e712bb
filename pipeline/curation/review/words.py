"""What the page says once something was done."""

from pipeline.curation.ledger import Decision
from pipeline.curation.review.book import View
from pipeline.curation.review.cards import told


def announce(view: View, made: Decision) -> str:
    """Return a decision in words: "accepted 55 years · age of guo-2017#1"."""
    about = " ".join(filter(None, [made.field, made.concept])) or "patient"
    return f"{_done(view, made)} · {about} of {made.case_id}"


def _done(view: View, made: Decision) -> str:
    if made.action != "undo":
        return told(made)
    target = view.find(made.undoes)
    if target and target.action == "undo":
        again = view.find(target.undoes)
        return f"redone: {told(again)}" if again else "redone"
    return f"undone: {told(target)}" if target else "undone"
