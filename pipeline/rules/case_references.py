"""What a sentence of a series calls its patients: one small grammar of references.

    labels     Case 2 · patients 1 and 3 · Nos. 1-3 · (ii)
    ordinal    the second · the first and third · the last two
    rest       the other · the remaining two · the former · the latter · One was …
    person     the woman · the younger · the eldest man · the two brothers
    group      both · all three · neither · each of them · the two

`Cast` tells the patients apart. References joined by "and" are one; "all except case 3"
is all the others, then that one.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.rules.case_headers import ORDINALS, number_of
from pipeline.rules.cast import PAIR, Cast
from pipeline.rules.persons import PersonWords
from pipeline.rules.reference_grammar import (
    AGAIN,
    BUT_ONE,
    EXCEPT,
    GOES_ON,
    JOIN,
    ORDINAL,
    is_aside,
    reference_grammar,
)

_LETTERS = re.compile(
    r"(?:(?<=^)|(?<=[;,]\s)|(?<=\b(?:and|for|but|not)\s)|(?<=\b[Ii]n\s)|(?<=\bof\s)|"
    r"(?<=while\s)|(?<=except\s)|(?<=\b[Oo]nly\s))"
    r"(?:[B-H]\b|A(?=['’]s\b|\.?\s(?:had|was|were|is|has|at|by|underwent|could|the|and|or|"
    r"received|swallows|[a-z]{3,}ed)\b|[,;:)]|\.(?:\s|$)))\.?"
    r"(?:(?:,\s(?:and\s)?|\s(?:and|or)\s)[A-H]\b\.?)*(?![-/\w])"
)
_AND = re.compile(
    r",?\s*(?:and|or|nor|as well as|&)\s+(?:(?:in|of|by|for)\s+)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A stretch of a sentence that names patients."""

    start: int
    end: int
    patients: tuple[int, ...]
    is_group: bool = False


def references(text: str, cast: Cast, current: tuple[int, ...] = ()) -> list[Reference]:
    """Return what names patients in a sentence, in order.

    `current` are the patients whom the sentence before was about.
    """
    persons = cast.persons
    pattern = reference_grammar(persons.one, persons.kin, persons.many)
    found: list[Reference] = []
    for match in pattern.finditer(text):
        kind = str(match.lastgroup)
        if is_aside(kind, text[: match.start()], text[match.end() :]):
            continue
        scene = found[-1].patients if found else current
        who = _RULES[kind](match, cast, scene)
        if who and set(who) <= set(cast.everyone):
            is_group = kind == "group" or who == cast.everyone
            found.append(Reference(match.start(), match.end(), who, is_group))
    if cast.lettered:
        found = sorted([*found, *_letters(text)], key=lambda r: r.start)
    if cast.code:
        found = sorted([*found, *_coded(text, cast.code)], key=lambda r: r.start)
    return _join(text, _take_out(text, found))


def _letters(text: str) -> Iterator[Reference]:
    """Yield "A" and "B, C and D" where letters alone stand for patients."""
    for match in _LETTERS.finditer(text):
        who = tuple(ord(x) - ord("A") + 1 for x in re.findall("[A-H]", match[0]))
        yield Reference(match.start(), match.end(), who)


def _coded(text: str, code: str) -> Iterator[Reference]:
    """Yield "W1" and "W1, W2 and W4" where the text calls its patients so."""
    one = rf"{code}\d{{1,2}}\b"
    for match in re.finditer(rf"\b{one}(?:(?:,\s|,?\s(?:and|or)\s){one})*", text):
        who = tuple(int(x) for x in re.findall(r"\d+", match[0]))
        yield Reference(match.start(), match.end(), who)


def refers_to_all(text: str, persons: PersonWords) -> bool:
    """Does a sentence speak of several patients at once ("both", "neither had")?"""
    pattern = reference_grammar(persons.one, persons.kin, persons.many)
    return any(m["group"] and not _is_loose(m) for m in pattern.finditer(text))


def _is_loose(match: re.Match[str]) -> bool:
    """Is a bare group no group of patients: "20 mg each", "first of all"?"""
    before = match.string[: match.start()].lower()
    if match["end"] is None or match["group"].lower().endswith((" them", " whom")):
        return False
    aside = re.search(r"\b(?:first of|at)\s$", before)
    return bool(aside) or not re.search(r"\b(?:in|of|by|for|to)\s$", before)


def _labels(
    match: re.Match[str], cast: Cast, scene: tuple[int, ...]
) -> tuple[int, ...]:
    if match["small"]:
        return (number_of(match["small"].upper()) or 0,)
    who: list[int] = []
    previous = ""
    for part in re.split(rf"({JOIN})", match["items"], flags=re.IGNORECASE):
        if number := number_of(part):
            through = previous.strip(" ,").lower() in {"to", "through", "-", "–"}
            who += range(who[-1] + 1, number) if through and who else ()
            who.append(number)
        previous = part
    return tuple(who)


def _ordinal(
    match: re.Match[str], cast: Cast, scene: tuple[int, ...]
) -> tuple[int, ...]:
    ranks = re.findall(ORDINAL, match["ranks"].lower())
    total = len(cast.patients)
    if match["few"]:
        few = number_of(match["few"]) or 0
        low = 1 if ranks[0] == "first" else total - few + 1
        return tuple(range(low, low + few))
    return tuple(total if r == "last" else ORDINALS.index(r) + 1 for r in ranks)


def _rest(match: re.Match[str], cast: Cast, scene: tuple[int, ...]) -> tuple[int, ...]:
    which = (match["which"] or match["which1"]).lower()
    others = tuple(n for n in cast.everyone if n not in scene)
    left = number_of(match["left"]) if match["left"] else None
    if len(cast.patients) == PAIR and left in {None, 1}:
        return (1,) if which in {"former", "one"} else (2,)
    if which in {"former", "latter", "one"} or not scene:
        return ()
    if which == "other" and left is None and len(others) != 1:
        return ()
    return others if left in {None, len(others)} else ()


def _person(
    match: re.Match[str], cast: Cast, scene: tuple[int, ...]
) -> tuple[int, ...]:
    word = match["noun"] or match["noun2"] or ""
    row = cast.persons.get(word)
    if (
        row
        and row.relation == "relative"
        and match.string.startswith(" of ", match.end())
    ):
        return ()  # "the mother of patient 2"
    sex = row.sex if row else None
    size = number_of(match["count"]) if match["count"] else None
    if match["rank"] and size is None:
        rank = match["rank"]
        return cast.by_kin(word.lower(), rank) or cast.by_rank(sex, rank)
    many = row is not None and row.relation == "group"
    fits = cast.of_sex(sex) if sex or many else ()
    if not many:
        fits = cast.by_kin(word.lower()) or fits
        return fits if len(fits) == 1 and size is None else ()
    plain = sex is None and size is None and word.lower() not in {"twins", "siblings"}
    return () if plain or size not in {None, len(fits)} or len(fits) < PAIR else fits


def _group(match: re.Match[str], cast: Cast, scene: tuple[int, ...]) -> tuple[int, ...]:
    if _is_loose(match):
        return ()
    row = cast.persons.get(match["people"]) if match["people"] else None
    fits = cast.of_sex(row.sex if row else None)
    said = match["size"] or match["of"]
    pair = match["every"].lower() in {"both", "neither", "either"}
    size = number_of(said) if said else PAIR if pair else len(fits)
    if len(fits) == size or len(cast.patients) == size:
        return fits or cast.everyone
    return scene if len(scene) == size else ()


def _they(match: re.Match[str], cast: Cast, scene: tuple[int, ...]) -> tuple[int, ...]:
    every = match["folk"] or match.group().lower().startswith("the ")
    all_of_them = number_of(match["alone"]) == len(cast.patients)
    return cast.everyone if every and all_of_them else ()


def _bare(match: re.Match[str], cast: Cast, scene: tuple[int, ...]) -> tuple[int, ...]:
    row = cast.persons.get(match["noun3"])
    fits = cast.of_sex(row.sex) if row and row.sex else ()
    return fits if len(fits) == 1 else ()


_Rule = Callable[[re.Match[str], Cast, tuple[int, ...]], tuple[int, ...]]
_RULES: dict[str, _Rule] = {
    "labels": _labels,
    "ordinal": _ordinal,
    "rest": _rest,
    "person": _person,
    "group": _group,
    "they": _they,
    "bare": _bare,
}


def _take_out(text: str, found: list[Reference]) -> list[Reference]:
    """Take the exception out of the group before it: "all except case 3"."""
    kept = list(found)
    for group, other in pairwise(found):
        between = text[group.end : other.start]
        excepted = EXCEPT.search(between) or BUT_ONE.match(between)
        if group.is_group and excepted and not other.is_group:
            rest = tuple(n for n in group.patients if n not in other.patients)
            kept[kept.index(group)] = replace(group, patients=rest, is_group=False)
            at_once = EXCEPT.match(between.lstrip())
            if at_once and GOES_ON.match(text, other.end):
                at = kept.index(other)
                kept[at : at + 1] = _taken_up(text, other)
    last = found[-1] if found else None
    if last and last.is_group and BUT_ONE.match(text[last.end :]):
        kept.pop()  # nobody knows who the one is
    return kept


def _taken_up(text: str, other: Reference) -> list[Reference]:
    """Return "she" in "All but the last improved; she died" as the exception."""
    again = AGAIN.match(text, other.end)
    return [replace(other, start=again.start(1), end=again.end())] if again else []


def _join(text: str, found: list[Reference]) -> list[Reference]:
    """Make one of references that "and" joins: "the woman and the younger man"."""
    joined: list[Reference] = []
    for one in found:
        before = joined[-1] if joined else None
        if before and _AND.fullmatch(text[before.end : one.start]):
            who = tuple(sorted({*before.patients, *one.patients}))
            joined[-1] = replace(before, end=one.end, patients=who)
        else:
            joined.append(one)
    return joined
