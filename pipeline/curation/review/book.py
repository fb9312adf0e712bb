"""The ledger as the page sees it: states kept up while decisions come in.

The file is read again whenever something else has written to it; a decision of this
page costs only the state of its own item.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.curation.items import Item
from pipeline.curation.ledger import Decision, Key, append_decision, read_ledger
from pipeline.curation.placing import Orphan, place_decisions
from pipeline.curation.review.board import Board
from pipeline.curation.review.entries import Entry, added_entry
from pipeline.curation.states import ItemState, by_key, state_of


@dataclass(frozen=True, slots=True)
class Who:
    """Who looks: `is_blind` hides what others decided, `settles` shows their conflicts.

    What is decided while settling counts alone.
    """

    name: str
    is_blind: bool = False
    settles: bool = False

    def sees(self, decision: Decision) -> bool:
        """Return whether a decision is shown to this person."""
        return not self.is_blind or self.settles or decision.reviewer == self.name


class View:
    """The states of all items as one person sees them."""

    def __init__(self, board: Board, decisions: Iterable[Decision]) -> None:
        """Compute every state once."""
        self.board = board
        self.decisions = list(decisions)
        self._items: dict[Key, Item] = {
            entry.key: entry.item for entry in board.entries.values()
        }
        self._told = {key[:2] for key, item in self._items.items() if item.value}
        self._groups: dict[Key, list[Decision]] = defaultdict(list)
        for key, some in by_key(self.decisions).items():
            self._groups[key] += some
        self._key_of = {d.id: key for key, some in self._groups.items() for d in some}
        keys = (*self._items, *(key for key in self._groups if key[1]))
        self.states: dict[Key, ItemState] = {k: self._state(k) for k in keys}
        self.added: dict[str, Entry] = {}
        for key in self._groups:
            self._note_added(key)

    def _state(self, key: Key) -> ItemState:
        item = self._items.get(key)
        is_told = item is None and key[:2] in self._told
        return state_of(key, self._groups.get(key, ()), item, is_told=is_told)

    def _note_added(self, key: Key) -> None:
        if key[1] and key not in self._items and key[0] in self.board.cases:
            entry = added_entry(key, str(self.board.cases[key[0]]["doc_id"]))
            self.added[entry.token] = entry

    def take(self, decision: Decision) -> None:
        """Take a decision that was just made on this run."""
        key = self._key_of.get(decision.undoes, decision.key)
        self.decisions.append(decision)
        self._groups[key].append(decision)
        self._key_of[decision.id] = key
        if key[1]:
            self.states[key] = self._state(key)
            self._note_added(key)

    def entry(self, token: str) -> Entry | None:
        """Return the entry of a token, None if there is none."""
        return self.board.entries.get(token) or self.added.get(token)

    def entries(self) -> list[Entry]:
        """Return all entries: the machine's, then what people added and upheld."""
        upheld = (e for e in self.added.values() if self.states[e.key].verdicts)
        return [*self.board.entries.values(), *upheld]

    def find(self, id: str) -> Decision | None:
        """Return a decision by its id."""
        return next((d for d in self.decisions if d.id == id), None)

    def case_verdict(self, case_id: str) -> ItemState:
        """Return where a whole patient stands: judged to be no case, or not."""
        key = (case_id, "", "", "")
        return state_of(key, self._groups.get(key, ()), None)


class Book:
    """Reads and adds to one ledger; hold `lock` from looking to adding."""

    def __init__(self, board: Board, path: Path) -> None:
        """Read the ledger."""
        self.board, self.path = board, path
        self.lock = threading.RLock()
        self.faults: tuple[str, ...] = ()
        self.orphans: tuple[Orphan, ...] = ()
        self.ids: frozenset[str] = frozenset()
        self._placed: list[Decision] = []
        self._views: dict[Who, View] = {}
        self._mark: tuple[int, int] | None = None
        self.refresh()

    def refresh(self) -> None:
        """Read the ledger again if something else has written to it."""
        if self._mark is not None and self._mark == self._stamp():
            return
        self._mark = self._stamp()
        ledger = read_ledger(self.path)
        placing = place_decisions(self.board.series, ledger.decisions)
        self.faults = tuple(ledger.complaints())
        self.orphans = placing.orphans
        self.ids = frozenset(decision.id for decision in ledger.decisions)
        self._placed = list(placing.decisions)
        self._views = {}

    def _stamp(self) -> tuple[int, int]:
        if not self.path.exists():
            return (0, 0)
        told = self.path.stat()
        return told.st_size, told.st_mtime_ns

    def view(self, who: Who) -> View:
        """Return the states as a person sees them."""
        if who not in self._views:
            shown = (d for d in self._placed if who.sees(d))
            self._views[who] = View(self.board, shown)
        return self._views[who]

    def add(self, *decisions: Decision) -> None:
        """Write decisions to the ledger and take them into every view."""
        append_decision(self.path, *decisions)
        self._mark = self._stamp()
        self._placed += decisions
        self.ids |= {decision.id for decision in decisions}
        for who, view in self._views.items():
            for decision in filter(who.sees, decisions):
                view.take(decision)
