"""Read a chain of level notations: "C5-6, 6-7 and C7-Th 1", and fold it into levels."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from pipeline.rules.level_order import (
    are_adjacent,
    is_vertebra,
    join_levels,
    segments_of,
)
from pipeline.rules.level_words import LevelWords
from pipeline.rules.numbers import BLANK, DASH

Join = Literal["first", "pair", "span", "on", "list"]

_ROMAN = {
    r: i for i, r in enumerate("I II III IV V VI VII VIII IX X XI XII".split(), 1)
}
_FIGURE = r"(?P<number>\d{1,2}|VI{1,3}|I[VX]|I{1,3}|XI{0,2}|V)"
#: A letter may follow only if it starts the next notation: "L5S1".
_END = r"(?!\d|\.\d|(?!(?:T[hH]?|[CDLS])\d)[^\W\d])"
_ITEM = rf"(?P<region>T[hH]|th|[CTDLSctdls])(?P<gap>{BLANK}|{DASH}|\.)?{_FIGURE}{_END}"
ITEM_START_RE = re.compile(rf"(?<![\w$#@])(?<![a-z0-9]/){_ITEM}")
_ITEM_RE = re.compile(_ITEM)
_BARE_RE = re.compile(rf"{_FIGURE}(?!\d|\.\d|[^\W\d]|%|°)")
_PAIR_AHEAD_RE = re.compile(rf"{BLANK}?(?:/|{DASH}){BLANK}?(?P<number>\d{{1,2}})(?!\d)")
#: "L4 <had slipped forward> on L5"
_SLIPPED = (
    rf"(?:{BLANK}(?:has|had|was|is|were|being|vertebra|body|an?))*"
    rf"{BLANK}(?:slip\w*|slid\w*|subluxed|subluxated|displaced|shifted|glided|glides)"
    rf"(?:{BLANK}(?:slightly|forwards?|backwards?|back|anteriorly|posteriorly|"
    rf"ventrally|dorsally))*"
)
_JOINS: tuple[tuple[Join, re.Pattern[str]], ...] = (
    ("pair", re.compile(rf"{BLANK}?(?:[/~∼～]|{DASH}){BLANK}?|(?=[CDTLS]h?\d)")),
    (
        "span",
        re.compile(
            rf"{BLANK}(?:(?:down|up){BLANK})?(?:to|through|thru|till|until)"
            rf"{BLANK}(?:the{BLANK})?(?:level{BLANK})?"
            rf"(?:(?:(?:upper|lower|superior|inferior){BLANK})?(?:border|edge|margin|"
            rf"end{BLANK}?plate|part|half|third|middle|top|bottom|body){BLANK}of{BLANK}"
            rf"(?:the{BLANK})?)?"
        ),
    ),
    (
        "on",
        re.compile(rf"(?:{_SLIPPED})?{BLANK}(?:upon|on|over){BLANK}(?:the{BLANK})?"),
    ),
    (
        "list",
        re.compile(
            rf"{BLANK}?[,&+]{BLANK}?(?:(?:and|or){BLANK})?"
            rf"|{BLANK}(?:and|or|plus|as{BLANK}well{BLANK}as){BLANK}(?:the{BLANK})?"
        ),
    ),
)
#: "at T10, and T2-weighted images": what follows is a sequence, no vertebra.
_SEQUENCE_RE = re.compile(
    r"\s?[-–]?\s?(?:weight|WI?\b|hyper|hypo|iso-?intens|signal|images?\b|sequences?\b)",
    re.IGNORECASE,
)
#: After "L4/5" these are no units: "at L4/5 of low signal", "L4/5 L." for left.
_NO_UNITS = frozenset({"of", "l"})
_NEXT = {"C": "T", "T": "L", "L": "S"}
_LAST = {"C": 7, "T": 12, "L": 5}
#: "L5-1" is L5-S1, "C7-2" is C7-T2: a bare figure this small starts the next region.
_WRAP = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One vertebra of a chain and how it is joined to the one before."""

    join: Join
    vertebra: str
    start: int
    end: int
    is_roman: bool = False
    is_spaced: bool = False
    is_small: bool = False


def read_chain(text: str, first: Item, words: LevelWords) -> tuple[Item, ...]:
    """Return the chain that `first` begins, as far as it is one."""
    items = [first]
    while (item := _next_item(text, items[-1], words)) is not None:
        items.append(item)
    return tuple(items)


def item_from(match: re.Match[str], join: Join) -> Item | None:
    """Return the vertebra of a lettered notation; None if there is no such vertebra."""
    letter = match["region"]
    region = "T" if letter[0] in "Dd" else letter[0].upper()
    number = _figure(match["number"])
    if not is_vertebra(region, number):
        return None
    return Item(
        join,
        f"{region}{number}",
        *match.span(),
        is_roman=not match["number"].isdigit(),
        is_spaced=match["gap"] is not None,
        is_small=letter.islower(),
    )


def bare_item(text: str, position: int, region: str, words: LevelWords) -> Item | None:
    """Return the vertebra of a figure after a region word: "cervical vertebrae 3"."""
    match = _BARE_RE.match(text, position)
    if match is None or not match["number"].isdigit():
        return None
    number = int(match["number"])
    if not is_vertebra(region, number) or words.count.match(text, match.end()):
        return None
    return Item("first", f"{region}{number}", *match.span())


def fold_items(
    items: tuple[Item, ...], *, is_between: bool = False, is_disc: bool = False
) -> tuple[str, ...]:
    """Return the levels of a chain: pairs are segments, far ends are a span.

    "between C3 and C4" joins its two; a span of discs is each of its discs.
    """
    groups = _split_lists(items)
    if is_between and len(items) == len(groups) == 2:
        return (join_levels(items[0].vertebra, items[1].vertebra),)
    levels = [
        level for group in groups for level in _fold_group(group, is_disc=is_disc)
    ]
    return tuple(dict.fromkeys(levels))


def _split_lists(items: tuple[Item, ...]) -> list[list[Item]]:
    groups: list[list[Item]] = []
    for item in items:
        if item.join in {"first", "list"} or not groups:
            groups.append([])
        groups[-1].append(item)
    return groups


def _fold_group(group: list[Item], *, is_disc: bool) -> tuple[str, ...]:
    """Fold items that are joined by dashes, slashes or "to"."""
    names = [item.vertebra for item in group]
    steps = list(pairwise(names))
    if len(names) < 2:
        return tuple(names)
    if all(item.join == "pair" for item in group[1:]) and all(
        are_adjacent(a, b) for a, b in steps
    ):
        return tuple(join_levels(a, b) for a, b in steps)
    span = join_levels(names[0], names[-1])
    ends_are_discs = len(group) > 3 and group[1].join == group[-1].join == "pair"
    return segments_of(span) if is_disc and ends_are_discs else (span,)


def _next_item(text: str, last: Item, words: LevelWords) -> Item | None:
    for join, pattern in _JOINS:
        match = pattern.match(text, last.end)
        if match is None:
            continue
        item = _lettered(text, match.end(), join, last) or _bare(
            text, match.end(), join, last, words
        )
        if item is not None:
            return item
    return None


def _lettered(text: str, position: int, join: Join, last: Item) -> Item | None:
    match = _ITEM_RE.match(text, position)
    item = item_from(match, join) if match else None
    if item is None or (
        join == "on" and not are_adjacent(last.vertebra, item.vertebra)
    ):
        return None
    is_mri = item.vertebra in {"T1", "T2"} and _SEQUENCE_RE.match(text, item.end)
    if is_mri and join == "list":
        return None
    return None if item.is_small and not last.is_small else item


def _bare(
    text: str, position: int, join: Join, last: Item, words: LevelWords
) -> Item | None:
    """Return the next vertebra if only its figure is written, or the sacrum's name."""
    sacrum = words.sacrum.match(text, position)
    if sacrum and join in {"pair", "span", "on"} and last.vertebra[0] in "TL":
        return Item(join, "S1", position, sacrum.end())
    match = _BARE_RE.match(text, position)
    if match is None or join == "on" or match["number"].isdigit() == last.is_roman:
        return None
    vertebra = _vertebra_after(last.vertebra, _figure(match["number"]))
    if vertebra is None or _is_count(text, match, join, last, words):
        return None
    return Item(join, vertebra, *match.span(), is_roman=last.is_roman)


def _vertebra_after(last: str, number: int) -> str | None:
    """Return the vertebra of a bare figure: same region, or the next after its last."""
    region, before = last[0], int(last[1:])
    if number <= _WRAP and before >= _LAST.get(region, 99):
        region = _NEXT[region]
    return f"{region}{number}" if is_vertebra(region, number) else None


def _is_count(
    text: str, match: re.Match[str], join: Join, last: Item, words: LevelWords
) -> bool:
    """True for the 6 of "C5, 6 weeks later" and of any list that does not go down."""
    ahead = _PAIR_AHEAD_RE.match(text, match.end())
    end = ahead.end() if ahead else match.end()
    number, before = _figure(match["number"]), int(last.vertebra[1:])
    count = words.count.match(text, end)
    is_tight = join == "pair" and number == before + 1 and match.start() == last.end + 1
    if count and not (is_tight and count[0].strip(" -").lower() in _NO_UNITS):
        return True
    if join != "list":
        return False
    if ahead:
        return number < before or int(ahead["number"]) <= number
    return number <= before


def _figure(text: str) -> int:
    return int(text) if text.isdigit() else _ROMAN[text]
