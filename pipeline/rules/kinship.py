"""Scopes of people other than the patient: "her mother had …", "… in two brothers".

A relative who tells ("the mother noticed that …") or is only mentioned ("lives with his
mother") has no scope.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from pipeline.rules.clauses import AUXILIARIES, Break, Token
from pipeline.rules.cues import CueBook, Found

_COMPANY = frozenset("with by to from than via through for per".split())
_BEARERS = frozenset("in affecting among".split())
_RELATIVES = frozenset(("who", "whose", "whom"))
_HELPERS = AUXILIARIES | frozenset(("not", "never", "also", "first"))
_RANKS = frozenset("first second third fourth fifth other next last".split())
_PARENTS = frozenset("mother father grandmother grandfather".split())
_WORDS_TO_VERB = 12
_CHILDREN = frozenset(
    "child son daughter boy girl infant baby offspring product born".split()
)


def subject_scopes(
    tokens: Sequence[Token],
    breaks: Sequence[Break],
    cues: Sequence[Found],
    book: CueBook,
) -> list[tuple[Found, int, int]]:
    """Return (cue, start, end) for each person who bears findings in a sentence."""
    scopes = []
    for found in cues:
        if found.cue.direction == "subject":
            scope = _scope(tokens, breaks, cues, found, book)
            if scope:
                scopes.append((found, *scope))
    return scopes


def _scope(
    tokens: Sequence[Token],
    breaks: Sequence[Break],
    cues: Sequence[Found],
    found: Found,
    book: CueBook,
) -> tuple[int, int] | None:
    starts = [token.start for token in tokens]
    first = bisect_left(starts, found.start)
    after = bisect_left(starts, found.end)
    following = [token.text for token in tokens[after : after + _WORDS_TO_VERB]]
    if _is_introduced(tokens, first) or _is_of_a_child(tokens, first):
        return None
    preceding = _preposition(tokens, first)
    if preceding in _BEARERS:
        return _clause_start(tokens, breaks, found), found.start
    relative = bool(following) and following[0] in _RELATIVES
    if preceding in _COMPANY and not relative:
        return None
    if (not relative and _tells(following, book)) or _joined(tokens, first):
        return None
    whose = any(token.text == "whose" for token in tokens[max(0, first - 2) : first])
    return found.end, _end(tokens, breaks, cues, found, whose, book)


def _is_introduced(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a person is nobody's relative: "a miner's wife".

    So is "a 62-year-old grandmother", and "the second mother" of a series.
    """
    before = [token.text for token in tokens[max(0, index - 6) : index]]
    if not before:
        return False
    trade = before[-1].endswith(("'s", "’s")) and before[-2:-1] in (["a"], ["an"])
    ranked = before[-1] in _RANKS and before[-2:-1] in (["the"], ["our"])
    if ranked and tokens[index].text in _PARENTS:
        return True
    return trade or (before[-1] in {"old", "aged"} and "a" in before)


def _is_of_a_child(tokens: Sequence[Token], index: int) -> bool:
    """Say whether parents only tell whose child it is: "she, the child of parents"."""
    before = [token.text for token in tokens[max(0, index - 8) : index]]
    if tokens[index].text != "parents" or not {",", "of"} <= set(before):
        return False
    named = before[before.index(",") : before.index("of")]
    return not _CHILDREN.isdisjoint(named)


def _preposition(tokens: Sequence[Token], index: int) -> str | None:
    """Return the preposition before a person, over at most two words."""
    for token in reversed(tokens[max(0, index - 3) : index]):
        if token.text in _COMPANY | _BEARERS:
            return token.text
        if not token.text.isalnum() or token.text in {"and", "or", "whose", "of"}:
            return None
    return None


def _joined(tokens: Sequence[Token], index: int) -> bool:
    """Say whether the patient shares the finding: "neither he nor his siblings"."""
    words = [token.text for token in tokens[max(0, index - 3) : index]]
    return any(
        left in {"he", "she", "patient", "proband"} and right in {"and", "or", "nor"}
        for left, right in pairwise(words)
    )


def _tells(following: Sequence[str], book: CueBook) -> bool:
    """Say whether a verb of telling follows: "the mother (aged 30) had noticed"."""
    depth, helped = 0, False
    for index, word in enumerate(following):
        depth += (word in "([") - (word in ")]")
        if depth or word in ")]":
            continue
        if word in book.reporting:
            passive = helped and following[index + 1 : index + 2] == ["to"]
            return not passive  # "is said to have died"
        if word in _HELPERS or word.endswith("ly"):
            helped = helped or word in AUXILIARIES
        elif helped or not word.isalnum():
            return False
    return False


def _clause_start(
    tokens: Sequence[Token], breaks: Sequence[Break], found: Found
) -> int:
    opened = [b.start for b in breaks if b.start < found.start]
    return opened[-1] if opened else tokens[0].start


def _end(
    tokens: Sequence[Token],
    breaks: Sequence[Break],
    cues: Sequence[Found],
    found: Found,
    whose: bool,
    book: CueBook,
) -> int:
    """Return where the next subject takes over."""
    ends = [tokens[-1].end, _bracket_end(tokens, found)]
    ends += [
        b.start
        for b in breaks
        if b.start >= found.end
        and (b.kind == "subject" or tokens[b.token].text == ";" or whose)
    ]
    ends += [
        f.start
        for f in cues
        if f.start >= found.end
        and (f.cue.kind == "patient" or f.cue.direction == "subject")
    ]
    if whose:
        ends += [
            t.start for t in tokens if t.start > found.end and t.text in book.onset
        ]
    return min(ends)


def _bracket_end(tokens: Sequence[Token], found: Found) -> int:
    """Return where the bracket around a person closes, or the end of the sentence."""
    depth = 0
    for token in tokens:
        if token.start >= found.end:
            depth += (token.text in "([") - (token.text in ")]")
            if depth < 0:
                return token.start
    return tokens[-1].end
