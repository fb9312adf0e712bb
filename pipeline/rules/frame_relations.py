"""When a change in words belongs to a part of the body in words, and when not.

change first   "narrowing of the left foramen", "compressed and displaced cord"
part first     "the canal was, at this level, narrowed", "disc space loss"

A change does not reach past another part ("narrowing of the disc, the canal wide"), nor
past words such as "by" that begin what did it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.rules.words import Word

#: Words between a change and its part; more is another statement.
AHEAD, BEHIND = 9, 7
LONGEST = 6  # words of a part
_BY = frozenset(
    "by but no which while whereas because due than show showed revealed causing "
    "caused producing resulting although except".split()
)
_WITH = _BY | frozenset("with from behind without for after around".split())
_IS = frozenset(
    "is was were are be been being appeared looked seemed became remained had has have "
    "to markedly severely slightly mildly moderately clearly partly partially almost "
    "completely considerably grossly so much also now thus".split()
)
_ARTICLE = frozenset(
    "the a an both his her its this that left right adjacent on upon spinal".split()
)
_OF_IT = frozenset("of body bodies upper lower half vertebra and disc".split())
_COORDINATOR = frozenset({"and", "or"})


@dataclass(frozen=True, slots=True)
class Part:
    """Words [start, end) that name a part of the body or a change; name by label."""

    start: int
    end: int
    names: Mapping[str, str]


def is_near(change: Part, part: Part, words: Sequence[Word]) -> bool:
    """Stand a change and a part in one clause, with few words between?"""
    before = part.start == part.end and part.start >= change.end
    at = part.start - 1 if before else part.start
    if at >= len(words) or words[change.start].segment != words[at].segment:
        return False
    return 0 <= part.start - change.end <= AHEAD or (
        0 <= change.start - part.end <= BEHIND
    )


def is_tied(
    words: Sequence[Word],
    change: Part,
    part: Part,
    parts: Sequence[Part],
    changes: Sequence[Part],
) -> bool:
    """Does a change belong to a part near it?"""
    if part.start == part.end and not _is_level_told(words, change, part):
        return False
    if part.start >= change.end:
        return _is_changed(words, change, part, parts, changes)
    return _is_told(words, change, part, parts)


def _is_level_told(words: Sequence[Word], change: Part, level: Part) -> bool:
    """Is it "collapse of L3", "L3 was crushed", not "compression at L3"?"""
    if level.start >= change.end:
        gap = [words[i].norm for i in range(change.end, level.start)]
        return gap[:1] == ["of"] and set(gap) <= _ARTICLE | _OF_IT
    return all(words[i].norm in _IS for i in range(level.end, change.start))


def _is_changed(
    words: Sequence[Word],
    change: Part,
    part: Part,
    parts: Sequence[Part],
    changes: Sequence[Part],
) -> bool:
    """Is it "narrowing of the canal", "the narrowed canal"?"""
    gap = range(change.end, part.start)
    if any(words[i].norm in _WITH for i in gap):
        return False
    parted = [
        i for i in range(change.end - 1, part.start) if _is_parted(words, i, parts)
    ]
    if parted and not _is_listed(change, part, changes):
        return False
    others = [p for p in parts if change.end <= p.start < part.start >= p.end]
    joined = [words[p.end].norm for p in others if p.end < len(words)]
    if len(joined) < len(others) or not _COORDINATOR.issuperset(joined):
        return False
    return not (others and _has_change(changes, change.end, part.start))


def _is_listed(change: Part, part: Part, changes: Sequence[Part]) -> bool:
    """Is it a list of what happened to one part: "a degenerate, bulging disc"?"""
    at = change.end
    while at < part.start:
        ends = [c.end for c in changes if c.start == at]
        if not ends:
            return False
        at = ends[0]
    return True


def _has_change(changes: Sequence[Part], start: int, end: int) -> bool:
    return any(start <= c.start and c.end <= end for c in changes)


def _is_told(
    words: Sequence[Word], change: Part, part: Part, parts: Sequence[Part]
) -> bool:
    """Is it "the canal was narrowed", not "a disc narrowing the canal"?"""
    gap = range(part.end, change.start)
    if any(words[i].norm in _BY for i in gap):
        return False
    if any(part.end <= p.start < p.end <= change.start for p in parts):
        return False
    is_passive = any(words[i].norm in _IS for i in gap)
    if not is_passive and any(words[i].norm in _COORDINATOR for i in gap):
        return False
    return words[change.start - 1].norm in _IS or not _governs(words, change, parts)


def _governs(words: Sequence[Word], change: Part, parts: Sequence[Part]) -> bool:
    """Does a change go on to a part of its own: "compressing the cord"?"""
    reach = 5 if words[change.end : change.end + 1] and _is_of(words, change) else 3
    for at in range(change.end, min(change.end + reach, len(words))):
        if _is_parted(words, at - 1, parts):
            return False
        if any(p.start == at for p in parts):
            return True
        if reach == 3 and words[at].norm not in _ARTICLE:
            return False
    return False


def _is_of(words: Sequence[Word], change: Part) -> bool:
    return words[change.end].norm in {"of", "in"}


def _is_parted(words: Sequence[Word], at: int, parts: Sequence[Part]) -> bool:
    """Is there more than a blank, a hyphen or a level between a word and the next?"""
    if at + 1 >= len(words) or any(p.start == p.end == at + 1 for p in parts):
        return False
    return words[at + 1].start - words[at].end > 1
