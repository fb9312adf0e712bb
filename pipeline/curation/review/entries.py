"""One entry of the queue, and the name it has in addresses."""

import hashlib
import json
from dataclasses import dataclass

from pipeline.curation.items import Item
from pipeline.curation.ledger import Key

#: Classes of change of an item, what matters most first; "" is unchanged.
KINDS = (
    *"status_changed changed removed added evidence_moved format_only".split(),
    "",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the queue; `old` is what run A said of it.

    `is_machine` is False for what only a person saw.
    """

    token: str
    item: Item
    place: int = 0
    kind: str = ""
    cause: str = ""
    old: Item | None = None
    is_machine: bool = True

    @property
    def key(self) -> Key:
        """Return by what decisions find it."""
        return self.item.key


def token_of(*words: str) -> str:
    """Return the name of an item or document in addresses; it is no path."""
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:16]


def entry_of(item: Item) -> Entry:
    """Return the entry of an item of a run."""
    return Entry(token_of(*item.key), item)


def added_entry(key: Key, doc_id: str) -> Entry:
    """Return the entry of what only a person saw."""
    return Entry(token_of(*key), Item(doc_id, *key), 10**9, is_machine=False)
