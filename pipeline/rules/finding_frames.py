"""Findings told as a part of the body and what has happened to it.

"the canal was severely narrowed", "narrowing of the canal", "a narrowed canal", "a mass
narrowing the canal" are one frame: `canal` and `narrow`. Which words name a part or a
change, and what both together mean, are rows of `finding_parts.tsv` and
`finding_frames.tsv`; here is only the grammar that ties one to the other:

change first   "narrowing of the left foramen", "compressed and displaced cord"
part first     "the canal was, at this level, narrowed", "disc space loss"

A change does not reach past another part ("narrowing of the disc, the canal wide"), nor
past words such as "by" that begin what did it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.rules.term_trie import Node
from pipeline.rules.words import Word

#: Words between a change and its part; more is another statement.
AHEAD, BEHIND = 6, 7
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
_COORDINATOR = frozenset({"and", "or"})


@dataclass(frozen=True, slots=True)
class Part:
    """Words [start, end) that name a part of the body or a change; name by label."""

    start: int
    end: int
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a change of a part means."""

    concept: str
    rule: str
    denies: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A frame that words fill: the part, the change."""

    frame: Frame
    concept: str
    part: Part
    change: Part


class FrameGrammar:
    """All frames, ready to be found."""

    def __init__(
        self,
        parts: Iterable[Mapping[str, str]],
        frames: Iterable[Mapping[str, str]],
    ) -> None:
        """Take the rows of the two tables."""
        self._root = Node()
        self._labels: dict[str, tuple[str, str, str]] = {}
        for number, row in enumerate(parts):
            key = f"{number}"
            self._labels[key] = (row["role"], row["label"], row["name"])
            for term in row["terms"].split(";"):
                self._root.plant(term.strip(), key)
        self._frames: dict[tuple[str, str], Frame] = {}
        for row in frames:
            rule = f"finding_frames.tsv#{row['part']} {row['change']}"
            frame = Frame(row["concept"], rule, row["note"] == "absent")
            for part in row["part"].split("|"):
                for change in row["change"].split("|"):
                    self._frames[part, change] = frame
        self.denying = {f.rule for f in self._frames.values() if f.denies}

    def find(self, words: Sequence[Word]) -> Iterator[Found]:
        """Yield the frames that the words fill, one for each change and part."""
        parts, changes = self._find_parts(words)
        if not changes:
            return
        for change in changes:
            for part in parts:
                if not _is_near(change, part, words):
                    continue
                meant = self._meant(part, change)
                if meant and _is_tied(words, change, part, parts, changes):
                    for frame, concept in meant:
                        yield Found(frame, concept, part, change)

    def _meant(self, part: Part, change: Part) -> list[tuple[Frame, str]]:
        """Return the frames of a part and a change, with the concept of each."""
        return [
            (frame, frame.concept.replace("{}", name))
            for label, name in part.names.items()
            for other in change.names
            if (frame := self._frames.get((label, other))) is not None
        ]

    def _find_parts(self, words: Sequence[Word]) -> tuple[list[Part], list[Part]]:
        """Return the parts and the changes, none inside a longer one."""
        found: dict[str, list[Part]] = {"part": [], "change": []}
        for at, word in enumerate(words):
            front = self._root.step(word.norm)
            if not front:
                continue
            for role, part in self._longest(words, at, front).items():
                last = found[role][-1] if found[role] else None
                if last is None or last.end <= at:
                    found[role].append(part)
        return (
            [p for p in found["part"] if "-" not in p.names],
            [p for p in found["change"] if "-" not in p.names],
        )

    def _longest(
        self, words: Sequence[Word], at: int, front: list[Node]
    ) -> dict[str, Part]:
        longest: dict[str, Part] = {}
        end = at + 1
        while front:
            for node in front:
                for key in node.ends:
                    role, label, name = self._labels[key]
                    known = longest.get(role)
                    names = known.names if known and known.end == end else {}
                    longest[role] = Part(at, end, {**names, label: name})
            if end == len(words) or words[end].segment != words[at].segment:
                break
            front = [n for node in front for n in node.step(words[end].norm)]
            end += 1
        return longest


def _is_near(change: Part, part: Part, words: Sequence[Word]) -> bool:
    if words[change.start].segment != words[part.start].segment:
        return False
    return 0 <= part.start - change.end <= AHEAD or (
        0 <= change.start - part.end <= BEHIND
    )


def _is_tied(
    words: Sequence[Word],
    change: Part,
    part: Part,
    parts: Sequence[Part],
    changes: Sequence[Part],
) -> bool:
    if part.start >= change.end:
        return _is_changed(words, change, part, parts, changes)
    return _is_told(words, change, part, parts)


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
    if any(_is_parted(words, i) for i in range(change.end - 1, part.start)):
        return False
    others = [p for p in parts if change.end <= p.start and p.end <= part.start]
    if any(words[p.end].norm not in _COORDINATOR for p in others):
        return False
    own = any(change.end <= c.start and c.end <= part.start for c in changes)
    return not (own and others)


def _is_told(
    words: Sequence[Word], change: Part, part: Part, parts: Sequence[Part]
) -> bool:
    """Is it "the canal was narrowed", not "a disc narrowing the canal"?"""
    gap = range(part.end, change.start)
    if any(words[i].norm in _BY for i in gap):
        return False
    if any(part.end <= p.start and p.end <= change.start for p in parts):
        return False
    is_passive = any(words[i].norm in _IS for i in gap)
    if not is_passive and any(words[i].norm in _COORDINATOR for i in gap):
        return False
    return words[change.start - 1].norm in _IS or not _governs(words, change, parts)


def _governs(words: Sequence[Word], change: Part, parts: Sequence[Part]) -> bool:
    """Does a change go on to a part of its own: "compressing the cord"?"""
    reach = 5 if words[change.end : change.end + 1] and _is_of(words, change) else 3
    for at in range(change.end, min(change.end + reach, len(words))):
        if _is_parted(words, at - 1):
            return False
        if any(p.start == at for p in parts):
            return True
        if reach == 3 and words[at].norm not in _ARTICLE:
            return False
    return False


def _is_of(words: Sequence[Word], change: Part) -> bool:
    return words[change.end].norm in {"of", "in"}


def _is_parted(words: Sequence[Word], at: int) -> bool:
    """Is there more than a blank or a hyphen between a word and the next?"""
    return at + 1 < len(words) and words[at + 1].start - words[at].end > 1
