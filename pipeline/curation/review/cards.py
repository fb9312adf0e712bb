"""What the templates show of one entry, in words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.cells import format_number
from pipeline.curation.columns import CONCEPTS, LABS, LEVELS, SCALARS
from pipeline.curation.items import SINGLE, Item
from pipeline.curation.ledger import Decision, new_id
from pipeline.curation.review.board import Board
from pipeline.curation.review.book import View, Who
from pipeline.curation.review.entries import Entry
from pipeline.curation.review.marks import Mark, marks_of, others_of
from pipeline.curation.states import ItemState, human_value, in_force
from pipeline.series import Row

ICONS: Mapping[str, str] = {
    "undecided": "…",
    "accepted": "✓",
    "rejected": "✗",
    "corrected": "✎",
    "unclear": "?",
    "challenged": "!",
    "conflict": "!",
    "orphaned": "∅",
}
#: What an action is called once it is done.
DONE: Mapping[str, str] = {
    "accept": "accepted",
    "reject": "rejected",
    "correct": "corrected",
    "unclear": "left unclear",
    "add": "added",
    "not_a_case": "not a case",
    "note": "noted",
    "flag": "flagged",
    "undo": "undone",
}
#: Treatments are performed, all else is present.
_USUAL = {"intervention": ("performed", "recommended", "considered", "declined")}
_STATUSES = ("present", "absent", "possible", "historical")
_KEYS = 9
_WORDS = re.compile(r"\w+|\W")


@dataclass(frozen=True, slots=True)
class Human:
    """What one reviewer says; the name is "Reviewer 1" where names are hidden."""

    name: str
    said: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """A decision in the history, in words; `is_gone` if it was undone."""

    at: str
    name: str
    said: str
    note: str
    is_gone: bool


@dataclass(frozen=True, slots=True)
class Card:
    """Everything a card shows."""

    entry: Entry
    state: ItemState
    who: str
    definition: str
    humans: tuple[Human, ...]
    history: tuple[Past, ...]
    picks: tuple[str, ...]
    marks: tuple[Mark, ...]
    others: tuple[Mark, ...]
    id: str
    is_flagged: bool
    is_no_case: bool

    @property
    def item(self) -> Item:
        """Return the item."""
        return self.entry.item

    @property
    def title(self) -> str:
        """Return field and concept: "symptom: neck pain"."""
        return title_of(self.item)

    @property
    def is_single(self) -> bool:
        """Return whether a patient has one value of the field."""
        return self.item.field in SINGLE or self.item.field == "level"

    @property
    def keeps(self) -> bool:
        """Return whether run A said something else that a person can keep."""
        old = self.entry.old
        return bool(old and old.value and old.value != self.item.value)


def title_of(item: Item) -> str:
    """Return what an item is about: "imaging: calcification (CT)"."""
    about = f"{item.field}: {item.concept}" if item.concept else item.field
    return f"{about} ({item.modality})" if item.modality else about


def case_line(case: Row, *, is_blind: bool = False) -> str:
    """Return who a patient is: "guo-2017#1 · Guo 2017 · female, 55 y".

    Age and sex may be what another reviewer decided: who is blind does not see them.
    """
    author = " ".join(str(case[c]) for c in ("first_author", "year") if case.get(c))
    age = _age(case)
    told = [] if is_blind else [str(case.get("sex") or ""), age]
    person = ", ".join(filter(None, told))
    return " · ".join(filter(None, [str(case["case_id"]), author, person]))


def _age(case: Row) -> str:
    age = case.get("age_years")
    return f"{format_number(float(age))} y" if age is not None else ""


def card_of(board: Board, view: View, entry: Entry, who: Who) -> Card:
    """Return what the card of an entry shows to a person."""
    state = view.states[entry.key]
    marks = marks_of(board, entry, state)
    standing = {decision.id for decision in in_force(state.history)}
    return Card(
        entry,
        state,
        case_line(board.cases[entry.item.case_id], is_blind=who.is_blind),
        definition(board, entry.item.field),
        tuple(_humans(state, who)),
        tuple(_past(state, who, standing)),
        picks(board, entry.item),
        tuple(marks),
        tuple(others_of(board, entry, marks)),
        new_id(),
        any(d.action == "flag" and d.id in standing for d in state.history),
        any(
            v.action == "not_a_case"
            for v in view.case_verdict(entry.item.case_id).verdicts
        ),
    )


def _humans(state: ItemState, who: Who) -> Iterator[Human]:
    """Yield what each reviewer says; settling hides names and their order."""
    said = [(v, _verdict_words(v)) for v in state.verdicts]
    if who.settles:
        said.sort(key=lambda one: one[1])
    for n, (verdict, words) in enumerate(said, 1):
        name = f"Reviewer {n}" if who.settles else verdict.reviewer
        yield Human(name, words, verdict.note)


def _verdict_words(verdict: Decision) -> str:
    value = human_value(verdict)
    done = DONE[verdict.action]
    return f"{value} ({done})" if value else done


def _past(state: ItemState, who: Who, standing: set[str]) -> Iterator[Past]:
    for one in reversed(state.history):
        name = "" if who.settles else one.reviewer
        is_gone = one.action != "undo" and one.id not in standing
        yield Past(one.at, name, told(one), one.note, is_gone)


def told(decision: Decision) -> str:
    """Return a decision in words: "corrected 54 years → 55 years"."""
    done = DONE[decision.action]
    if decision.action in ("correct", "add"):
        return f"{done} {decision.value or '(no value)'} → {decision.new_value}"
    return f"{done} {decision.value}".rstrip()


def definition(board: Board, field: str) -> str:
    """Return what codebook.csv says of a field, by the column that it fills."""
    columns = board.series.columns["cases"]
    by_field = {"level": LEVELS, "lab": LABS}
    by_field |= {f: c for c, (f, _) in reversed([*CONCEPTS.items(), *SCALARS.items()])}
    column = columns.get(by_field.get(field, ""))
    return column.description if column else "In facts.csv only."


def picks(board: Board, item: Item) -> tuple[str, ...]:
    """Return the values that keys 1 to 9 choose from."""
    column = board.series.columns["cases"].get(item.field)
    if item.field in SINGLE:
        return column.allowed[:_KEYS] if column else ()
    usual = _USUAL.get(item.field, _STATUSES)
    return usual if item.concept and item.field != "level" else ()


def differences(old: str, new: str) -> tuple[Sequence[tuple[str, str]], ...]:
    """Return two values in pieces, each with its tag: "", "del" or "ins"."""
    mine, theirs = _WORDS.findall(old), _WORDS.findall(new)
    codes = SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    gone = [("".join(mine[a:b]), _tag(t, "del")) for t, a, b, _, _ in codes if b > a]
    come = [("".join(theirs[a:b]), _tag(t, "ins")) for t, _, _, a, b in codes if b > a]
    return gone, come


def _tag(operation: str, tag: str) -> str:
    return "" if operation == "equal" else tag
