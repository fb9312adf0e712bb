"""What a person sends back, made into decisions; what cannot be one is refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.curation.deciding import decide
from pipeline.curation.items import SINGLE, Item
from pipeline.curation.ledger import Decision
from pipeline.curation.placing import find_quote
from pipeline.curation.review.board import Board
from pipeline.curation.review.book import View, Who
from pipeline.curation.review.entries import Entry, token_of
from pipeline.curation.states import ADJUDICATES, in_force, squeeze
from pipeline.curation.values import read_value

#: Characters of a note, a value or a quote; more is a mistake or an attack.
LIMIT = 10_000
PICK = "pick:"
_ID = re.compile(r"[0-9a-f]{32}")
_PLAIN = ("accept", "reject", "unclear", "note", "not_a_case")


class RefusedError(Exception):
    """An answer that is no decision; the message says what to do."""


class OvertakenError(Exception):
    """Another decision on the item came since the page was loaded."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The fields of the form on a card."""

    id: str = ""
    action: str = ""
    seen: str = ""
    value: str = ""
    concept: str = ""
    modality: str = ""
    added: str = ""
    note: str = ""
    quote: str = ""
    start: str = ""


def read_answer(form: Mapping[str, str]) -> Answer:
    """Return the answer of a form; forms send line ends as CR LF."""
    names = Answer.__dataclass_fields__
    return Answer(**{n: form.get(n, "").replace("\r\n", "\n") for n in names})


def check(answer: Answer) -> None:
    """Raise RefusedError if a field is too long or the id is none."""
    for name in ("note", "value", "added", "concept", "quote"):
        if (n := len(getattr(answer, name))) > LIMIT:
            raise RefusedError(
                f"The {name} has {n:,} characters; at most {LIMIT:,} are kept. "
                "Nothing was saved; shorten it and save again."
            )
    if not _ID.fullmatch(answer.id):
        raise RefusedError("The form has no valid id; reload the page.")


def decision_for(
    board: Board, view: View, entry: Entry, answer: Answer, who: Who
) -> Decision:
    """Return the decision that an answer makes.

    Raises RefusedError if it cannot be one, OvertakenError if another came meanwhile.
    """
    check(answer)
    state = view.states[entry.key]
    if answer.seen != state.last:
        raise OvertakenError
    item, action, value = _meant(board, view, entry, answer)
    quote, start = _evidence(board, entry, answer)
    if answer.action == "accept" and not entry.is_machine and state.verdicts:
        quote, start = state.verdicts[-1].quote, state.verdicts[-1].start
    if action == "flag" and (flag := _my_flag(state.history, who)):
        action, undoes = "undo", flag
    else:
        undoes = ""
    if action == "add" and not quote:
        raise RefusedError(
            "Select the words in the text that prove the value, then save."
        )
    return decide(
        board.series,
        item,
        action,
        reviewer=who.name,
        new_value=value,
        quote=quote,
        start=start,
        note=answer.note,
        undoes=undoes,
        seen=answer.seen,
        id=answer.id,
        extra={ADJUDICATES: True} if who.settles else {},
    )


def _my_flag(history: tuple[Decision, ...], who: Who) -> str:
    flags = [d for d in in_force(history) if d.action == "flag"]
    return next((d.id for d in flags if d.reviewer == who.name), "")


def _meant(
    board: Board, view: View, entry: Entry, answer: Answer
) -> tuple[Item, str, str]:
    """Return the item, the action of the ledger and the human value."""
    item, action = entry.item, answer.action
    if action == "not_a_case":
        return Item(item.doc_id, item.case_id, ""), action, ""
    if action == "another":
        return _another(board, view, item, answer)
    if action == "flag":
        return item, action, ""
    if action == "accept" and not entry.is_machine:
        return item, "add", view.states[entry.key].value
    if action in _PLAIN:
        return item, action, ""
    if action == "keep":
        return _corrected(board, item, entry.old.value if entry.old else "")
    if action == "correct":
        return _corrected(board, item, answer.value)
    if action.startswith(PICK):
        return _corrected(board, item, action.removeprefix(PICK))
    raise RefusedError("No such action; use the buttons of the card.")


def _corrected(board: Board, item: Item, value: str) -> tuple[Item, str, str]:
    value = " ".join(value.split())
    if value and squeeze(value) == squeeze(item.value):
        return item, "accept", ""
    is_bare = not item.concept and item.field not in SINGLE and item.field != "level"
    if is_bare:
        raise RefusedError(f"Say which {item.field} it is: use “Add”.")
    _check_value(board, item.field, value)
    return item, "correct" if item.value else "add", value


def _check_value(board: Board, field: str, value: str) -> None:
    try:
        read_value(field, value, board.series.columns)
    except ValueError as fault:
        raise RefusedError(f"Not saved: {fault}.") from fault


def _another(
    board: Board, view: View, item: Item, answer: Answer
) -> tuple[Item, str, str]:
    """Return a further item of the field that the program missed."""
    concept = " ".join(answer.concept.split())
    usual = "performed" if item.field == "intervention" else "present"
    value = " ".join(answer.added.split()) or usual
    if not concept:
        raise RefusedError(f"Not saved: name the {item.field}.")
    _check_value(board, item.field, value)
    modality = " ".join(answer.modality.split()) if item.field == "imaging" else ""
    fresh = replace(item, concept=concept, modality=modality, value="", evidence=())
    known = view.entry(token_of(*fresh.key))
    if known and (known.is_machine or view.states[known.key].verdicts):
        raise RefusedError(
            f"Not saved: {concept} is in the queue of this patient; decide there."
        )
    return fresh, "add", value


def _evidence(board: Board, entry: Entry, answer: Answer) -> tuple[str, int | None]:
    """Return the words a decision rests on and where they stand, in code points."""
    old = entry.old.evidence[0] if entry.old and entry.old.evidence else None
    quote, near = answer.quote.strip(), None
    if quote and answer.start.isdecimal() and len(answer.start) < 10:
        lead = len(answer.quote) - len(answer.quote.lstrip())
        near = int(answer.start) + lead
    elif not quote and answer.action == "keep" and old:
        quote, near = old.quote, old.start
    if not quote:
        return "", None
    text = board.text(entry.item.doc_id)
    place = find_quote(text, quote, near)
    if place is None:
        raise RefusedError(
            "Not saved: these words are not in the text; select them there."
        )
    return text[slice(*place)], place[0]
