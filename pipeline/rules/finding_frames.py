"""Findings told as a part of the body and what has happened to it.

"the canal was severely narrowed", "narrowing of the canal", "a narrowed canal", "a mass
narrowing the canal" are one frame: `canal` and `narrow`. Which words name a part or a
change, and what both together mean, are rows of `finding_parts.tsv` and
`finding_frames.tsv`; `frame_relations` ties one to the other.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.rules.frame_relations import (
    AHEAD,
    BEHIND,
    LONGEST,
    Part,
    is_near,
    is_tied,
)
from pipeline.rules.term_trie import Node
from pipeline.rules.words import Word

#: A level between words: the index of the word after it, the labels of its part.
Gap = tuple[int, tuple[str, ...]]


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

    def find(
        self, words: Sequence[Word], levels: Sequence[Gap] = ()
    ) -> Iterator[Found]:
        """Yield the frames that the words fill, one for each change and part.

        `levels`: where a level stands between the words, and the label of the part
        it is ("collapse of L3").
        """
        parts, changes = self._find_parts(words)
        if not changes:
            return
        parts += [Part(at, at, dict.fromkeys(labels, "")) for at, labels in levels]
        parts.sort(key=lambda part: part.start)
        starts = [part.start for part in parts]
        for change in changes:
            low = bisect_left(starts, change.start - BEHIND - LONGEST)
            high = bisect_left(starts, change.end + AHEAD + LONGEST)
            near = parts[low:high]
            for part in near:
                if not is_near(change, part, words):
                    continue
                meant = self._meant(part, change)
                if meant and is_tied(words, change, part, near, changes):
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
