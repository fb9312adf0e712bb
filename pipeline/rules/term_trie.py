"""A trie of the words of terms: exact words, prefixes and capitals.

A key of a node is a word in its normal form, or "^" and a word in capitals as written.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import product

from pipeline.rules.words import JOINED, Word, normal_form

_CAPS = re.compile(r"[A-Z][A-Z0-9]{0,5}s?")
_SPLIT = re.compile(r"[\s\-–/]+")
_WHOLE = re.compile(JOINED, re.IGNORECASE)


@dataclass(slots=True)
class Node:
    """A place in the trie: where words lead from it, which terms end here."""

    exact: dict[str, "Node"] = field(default_factory=dict)
    prefix: dict[str, "Node"] = field(default_factory=dict)
    ends: list[str] = field(default_factory=list)  # term ids that end here
    seen: dict[str, list["Node"]] = field(default_factory=dict)

    def grow(self, slot: str) -> "Node":
        """Return the child for one slot, made if need be."""
        table = self.prefix if slot.endswith("*") else self.exact
        name = slot.rstrip("*")
        if name not in table:
            table[name] = Node()
        return table[name]

    def step(self, word: str) -> list["Node"]:
        """Return the children that one word leads to."""
        if word not in self.seen:
            nodes = [self.exact[word]] if word in self.exact else []
            nodes += [
                node for head, node in self.prefix.items() if word.startswith(head)
            ]
            self.seen[word] = nodes
        return self.seen[word]

    def step_capitals(self, word: Word) -> list["Node"]:
        """Return the child that a word leads to as written: "ALL", "NSAIDs"."""
        if not word.raw[0].isupper():
            return []
        found = self.exact.get("^" + word.raw.replace(".", "").removesuffix("s"))
        return [found] if found else []

    def plant(self, term: str, name: str) -> None:
        """Grow the paths of a term and let its name end there."""
        for path in _paths(term):
            node = self
            for slot in path:
                node = node.grow(slot)
            if name not in node.ends:
                node.ends.append(name)


def _paths(term: str) -> list[tuple[str, ...]]:
    """Return the normalised slots of a term, once per choice of alternatives."""
    choices = [
        [_slot_words(alternative) for alternative in slot.split("|")]
        for slot in term.split()
    ]
    return [tuple(w for part in combo for w in part) for combo in product(*choices)]


@cache
def _slot_words(slot: str) -> tuple[str, ...]:
    if _CAPS.fullmatch(slot) and len(slot) > 1:
        return ("^" + slot,)
    if _WHOLE.fullmatch(slot):
        return (normal_form(slot),)
    parts = [part for part in _SPLIT.split(slot) if part]
    return tuple(
        _stem(part) + "*" if part.endswith("*") else normal_form(part) for part in parts
    )


def _stem(part: str) -> str:
    return re.sub(r"[ao]e", "e", part.rstrip("*").lower())
