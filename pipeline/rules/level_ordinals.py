"""Levels in words: "fourth and fifth cervical vertebrae", "first sacral root"."""

import re

from pipeline.rules.level_notation import Item, Join, fold_items
from pipeline.rules.level_order import below, is_vertebra, join_levels
from pipeline.rules.level_words import LevelWords
from pipeline.rules.numbers import BLANK, DASH, ORDINAL, parse_number

_JOIN_WORDS: dict[str, Join] = {
    "to": "span",
    "through": "span",
    "/": "pair",
    "on": "pair",
    "upon": "pair",
}
_PLURALS = (
    "ts",
    "ls",
    "discs",
    "disks",
    "roots",
    "spaces",
    "vertebrae",
    "laminae",
    "bodies",
)
_TOKEN_RE = re.compile(rf"(?P<ordinal>{ORDINAL})|(?P<word>[^\W\d]+|/|{DASH})")
#: A phrase without a noun must end here: "first and second lumbar punctures" must not.
_OPEN_END_RE = re.compile(
    rf"{BLANK}?(?:[.,;:)\n]|\Z)"
    rf"|{BLANK}(?:and|with|were|was|on|at|by|from|in|had|which|showed|revealed)\b"
)


def ordinal_levels(
    text: str, match: re.Match[str], words: LevelWords, *, is_between: bool
) -> tuple[str, ...]:
    """Return the levels of a phrase with ordinals; () if it is about something else.

    One ordinal needs its noun. A disc is named after the vertebra above it: "fourth
    lumbar disc" -> L4-L5.
    """
    items = _items_of(match, words)
    singles = all(item.join in {"first", "list"} for item in items)
    head = (match["head"] or "").lower()
    # "the first cervical segments" are the upper ones, not C1.
    has_noun = bool(head) and not (len(items) == 1 and head.endswith(_PLURALS))
    if not items or not (has_noun or _is_open(text, match, items)):
        return ()
    if match["disc"] and singles and not is_between:
        return _disc_levels(items, is_plural=match["disc"].lower().endswith("s"))
    return fold_items(items, is_between=is_between)


def _is_open(text: str, match: re.Match[str], items: tuple[Item, ...]) -> bool:
    return len(items) > 1 and _OPEN_END_RE.match(text, match.end()) is not None


def _disc_levels(items: tuple[Item, ...], *, is_plural: bool) -> tuple[str, ...]:
    """Return the disc below each vertebra, or the disc between two of one disc."""
    if len(items) == 2 and not is_plural:
        return (join_levels(items[0].vertebra, items[1].vertebra),)
    lowers = [(item.vertebra, below(item.vertebra)) for item in items]
    return tuple(join_levels(a, b) for a, b in lowers if b is not None)


def _items_of(match: re.Match[str], words: LevelWords) -> tuple[Item, ...]:
    """Return the vertebrae of a phrase: a region word names the ordinals before it."""
    found: list[Item] = []
    waiting: list[tuple[int, Join]] = []
    join: Join = "list"
    for token in _TOKEN_RE.finditer(match["all"]):
        word = token[0].lower()
        if token["ordinal"]:
            waiting.append((int(parse_number(word) or 0), join))
            join = "list"
        elif word in words.regions:
            found += _named(waiting, words.regions[word], match)
            waiting = []
        elif word in _JOIN_WORDS or re.fullmatch(DASH, word):
            join = _JOIN_WORDS.get(word, "pair")
    return tuple(found)


def _named(
    waiting: list[tuple[int, Join]], region: str, match: re.Match[str]
) -> list[Item]:
    return [
        Item(join, f"{region}{number}", *match.span())
        for number, join in waiting
        if is_vertebra(region, number)
    ]
