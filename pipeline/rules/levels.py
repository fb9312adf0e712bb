"""Find spinal levels in text, in every notation, and say what each one means.

"C2/3" -> C2-C3; "C5-6, 6-7 and C7-Th 1" -> C5-C6, C6-C7, C7-T1; "L5-1" -> L5-S1;
"C3 through C6" -> the span C3-C6. A chain of notations is one match, so that the noun
after it ("C5 and C6 roots") speaks for all of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from pipeline.rules.level_kinds import Kind, kind_of
from pipeline.rules.level_neighbours import beside
from pipeline.rules.level_notation import (
    ITEM_START_RE,
    Item,
    Join,
    bare_item,
    fold_items,
    item_from,
    read_chain,
)
from pipeline.rules.level_order import (
    are_adjacent,
    contains,
    ends_of,
    region_of,
    regions_of,
    segments_of,
    sort_key,
)
from pipeline.rules.level_ordinals import ordinal_levels
from pipeline.rules.level_words import LevelWords
from pipeline.rules.numbers import BLANK, DASH
from pipeline.rules.windows import (
    Windows,
    find_in,
    first_come,
    folded,
    windows_around,
)

__all__ = [
    "LevelMatch",
    "are_adjacent",
    "canonical",
    "contains",
    "ends_of",
    "find_levels",
    "region_of",
    "regions_of",
    "segments_of",
    "sort_key",
]

_BETWEEN_RE = re.compile(
    rf"\b(?:between|(?:dis[ck]|(?:inter)?space|interval|joint|articulation){BLANK}of)"
    rf"{BLANK}(?:the{BLANK})?\Z",
    re.IGNORECASE,
)
#: "the endplates of C5 and C6" are those of one disc.
_ENDPLATES_RE = re.compile(
    rf"{BLANK}(?:vertebral{BLANK})?end(?:{BLANK}|{DASH})?plates\b", re.IGNORECASE
)
_ENDPLATES_OF_RE = re.compile(
    rf"\b(?:adjacent|opposing|facing){BLANK}end(?:{BLANK}|{DASH})?plates{BLANK}"
    rf"(?:of|at){BLANK}(?:the{BLANK})?\Z",
    re.IGNORECASE,
)
#: One Roman figure needs its noun: "the body of C III", "a fracture of Th X".
_NOUN_RE = re.compile(
    rf"\b(?:(?:vertebra|body|lamina|pedicle|arch|level|segment){BLANK}(?:of{BLANK})?|"
    rf"(?:fractures?|collapse|caries|destruction|erosion|lesion|tumou?r|mass|\w{{3,}}oma"
    rf"|\w+stas[ie]s){BLANK}(?:was{BLANK}|lay{BLANK})?(?:of|at|in|opposite){BLANK}|"
    rf"level{BLANK}of{BLANK}[\w ]+(?:was|is){BLANK})\Z",
    re.IGNORECASE,
)
_DISC_RE = re.compile(
    r"\b(?:dis[ck]s?|(?:inter|disc )spaces?)\b[^.;]{0,40}\Z", re.IGNORECASE
)
_DISC_AFTER_RE = re.compile(
    rf"{BLANK}(?:intervertebral{BLANK})?(?:dis[ck]s|(?:inter|dis[ck]{BLANK})spaces)\b",
    re.IGNORECASE,
)
#: What links the occiput to a vertebra.
_OCCIPUT_LINK_RE = re.compile(
    rf"(?:{BLANK}?(?:/|{DASH}){BLANK}?|{BLANK}(?:to|through|and){BLANK}(?:the{BLANK})?)\Z"
)
#: "R 5/5, L 4/5" is the strength of two sides.
_STRENGTH_RE = re.compile(r"\bR(?:ight)?\W{0,2}\d[+-]?\s?/\s?\d")


@dataclass(frozen=True, slots=True)
class LevelMatch:
    """Levels at [start, end), canonical, in order of mention; `kind` says of what."""

    start: int
    end: int
    levels: tuple[str, ...]
    kind: Kind
    rule: str


def find_levels(text: str, words: LevelWords) -> tuple[LevelMatch, ...]:
    """Return what looks like a level in `text`, in order and without overlap.

    Roots, ribs, MR signals and other look-alikes are returned with their kind.
    """
    windows = windows_around(words.anchor, text, before=90, after=60)
    return first_come(
        chain(
            _find_notations(text, words),
            _find_numbered(text, words, windows),
            _find_ordinals(text, words, windows),
            _find_names(text, words),
        )
    )


def canonical(raw: str, words: LevelWords) -> str | None:
    """Return the one level that `raw` writes, else None: "Th 11/12" -> "T11-T12"."""
    found = find_levels(raw.strip(), words)
    if len(found) != 1 or len(found[0].levels) != 1:
        return None
    return found[0].levels[0] if found[0].end == len(raw.strip()) else None


def _find_notations(text: str, words: LevelWords) -> Iterator[LevelMatch]:
    """Yield chains that start with a letter and a figure: "C5-6, 6-7 and C7-Th 1"."""
    position = 0
    while (match := ITEM_START_RE.search(text, position)) is not None:
        position = match.end()
        first = item_from(match, "first")
        items = read_chain(text, first, words) if first else ()
        if items and _is_notation(text, items, words):
            items = _with_occiput(text, items, words)
            position = items[-1].end
            yield _level(text, items, words, "level:notation")


def _is_notation(text: str, items: tuple[Item, ...], words: LevelWords) -> bool:
    """False for what small letters, Roman figures and gaps make of other things."""
    first, end = items[0], items[-1].end
    is_pair = len(items) > 1 and items[1].join in {"pair", "span"}
    if first.is_roman and not (is_pair and items[1].is_roman):
        return _NOUN_RE.search(text[max(0, first.start - 40) : first.start]) is not None
    if first.is_small and not (is_pair and not first.is_spaced):
        return False
    if first.is_spaced and words.count.match(text, end):
        return False
    is_left = first.is_spaced and first.vertebra[0] == "L" and len(items) > 1
    return not (
        is_left and _STRENGTH_RE.search(text[max(0, first.start - 30) : end + 30])
    )


def _with_occiput(
    text: str, items: tuple[Item, ...], words: LevelWords
) -> tuple[Item, ...]:
    """Put C0 before a chain that starts at the occiput: "occiput to C3"."""
    start = items[0].start
    before = text[max(0, start - 40) : start]
    link = _OCCIPUT_LINK_RE.search(before)
    if link is None or items[0].vertebra[0] != "C":
        return items
    occiput = words.occiput.search(before, 0, link.start())
    if occiput is None or (link[0].split() == ["and"] and "between" not in before):
        return items
    begin = start - len(before) + occiput.start()
    join: Join = "pair" if link[0].strip(" ")[:1] in "/-–" else "span"
    return (Item("first", "C0", begin, begin), _rejoin(items[0], join), *items[1:])


def _rejoin(item: Item, join: Join) -> Item:
    return Item(join, item.vertebra, item.start, item.end)


def _level(
    text: str, items: tuple[Item, ...], words: LevelWords, rule: str
) -> LevelMatch:
    """Fold a chain, look around it and build its match."""
    start, end = items[0].start, items[-1].end
    before = text[max(0, start - 60) : start]
    levels = fold_items(
        items,
        is_between=_is_between(text, before, items),
        is_disc=bool(_DISC_RE.search(before) or _DISC_AFTER_RE.match(text, end)),
    )
    levels = beside(before, levels)
    return LevelMatch(
        start, end, levels, kind_of(text, start, end, levels, words), rule
    )


def _is_between(text: str, before: str, items: tuple[Item, ...]) -> bool:
    """Do the words around two vertebrae say that what lies between them is meant?"""
    return bool(
        _BETWEEN_RE.search(before)
        or _ENDPLATES_OF_RE.search(before)
        or _ENDPLATES_RE.match(text, items[-1].end)
    )


def _find_numbered(
    text: str, words: LevelWords, windows: Windows
) -> Iterator[LevelMatch]:
    """Yield "cervical vertebrae 3 to 5" and "lumbar 4/5"."""
    for match in find_in(words.region_number, text, windows):
        region = words.regions[match["region"].lower()]
        first = bare_item(text, match.end(), region, words)
        items = read_chain(text, first, words) if first else ()
        if items and (match["head"] or (len(items) > 1 and items[1].join == "pair")):
            yield _level(text, items, words, "level:numbered")


def _find_ordinals(
    text: str, words: LevelWords, windows: Windows
) -> Iterator[LevelMatch]:
    """Yield "fourth and fifth cervical vertebrae"; a root or nerve is a root."""
    for match in find_in(words.ordinals, text, windows):
        before = text[max(0, match.start() - 60) : match.start()]
        is_between = _BETWEEN_RE.search(before[-20:]) is not None
        levels = ordinal_levels(text, match, words, is_between=is_between)
        levels = beside(before, levels)
        if levels:
            kind = kind_of(text, *match.span(), levels, words)
            kind = "root" if match["root"] else kind
            yield LevelMatch(*match.span(), levels, kind, "level:ordinal")


def _find_names(text: str, words: LevelWords) -> Iterator[LevelMatch]:
    """Yield names that are levels: "odontoid", "lumbosacral junction"."""
    lower = folded(text)
    for stem in words.name_stems.finditer(lower):
        match = words.names.match(lower, stem.start())
        if match and not lower[match.start() - 1 : match.start()].isalnum():
            levels = words.levels_of(match[0])
            yield LevelMatch(*match.span(), levels, "level", "level:name")
