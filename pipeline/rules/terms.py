"""Find the terms of lexicons in words: a trie with prefixes, alternatives and frames.

A term is a row of a lexicon: slots separated by spaces, `a|b` alternatives, `word*` a
prefix. Slots joined by ` & ` form a frame that matches in any order inside one clause,
by ` > ` in this order, with at most GAP other words between neighbours. ALL-CAPS terms
of up to six letters match case-sensitively. The longest match wins.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.pack import NOTHING, Row
from pipeline.rules.finding_frames import FrameGrammar, Gap
from pipeline.rules.term_trie import Node
from pipeline.rules.words import Word, normal_form

GAP = 5
SKIPS = 2  # fillers in a row inside a term
FILLER = "filler"  # a note: "both" in "weakness of both legs"
ALSO = "also:"  # in a note: a second concept ("calcified cyst")


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A concept found in a text; `words` are the indices of the words that prove it."""

    start: int
    end: int
    concept: str
    rule: str
    words: tuple[int, ...]
    absent: bool = False  # the term itself denies ("afebrile")


@dataclass(frozen=True, slots=True)
class _Frame:
    concept: str
    rule: str
    slots: tuple[str, ...]
    ordered: bool


class TermIndex:
    """All terms of one lexicon, ready to be found."""

    def __init__(
        self, name: str, rows: Iterable[Row], grammar: FrameGrammar | None = None
    ) -> None:
        """Index the rows; each has the columns `term` and `concept`."""
        self.name = name
        self._grammar = grammar
        self._fillers: set[str] = set()  # words a term passes over inside itself
        self._root = Node()
        self._terms: dict[str, tuple[str, str]] = {}
        self._denying = set(grammar.denying) if grammar else set()
        self._also: dict[str, str] = {}  # rule → the second concept of a term
        self._frames: dict[str, list[_Frame]] = {}
        for row in rows:
            note = row.cells.get("note", "")
            if note == FILLER:
                self._fillers.update(normal_form(w) for w in row["term"].split("|"))
                continue
            self._add(row["term"], row["concept"], denies=note == "absent")
            if note.startswith(ALSO):
                rule = f"{name}.tsv#{row['term']}"
                self._also[rule] = note.removeprefix(ALSO).strip()

    def _add(self, term: str, concept: str, *, denies: bool) -> None:
        rule = f"{self.name}.tsv#{term}"
        if denies:
            self._denying.add(rule)
        slots = re.split(r"\s+[&>]\s+", term)
        if len(slots) == 1:
            self._root.plant(term, f"term:{term}")
            self._terms[f"term:{term}"] = (concept, rule)
            return
        frame = _Frame(concept, rule, tuple(slots), " > " in term)
        for slot in set(slots):
            self._root.plant(slot, f"slot:{slot}")
            self._frames.setdefault(slot, []).append(frame)

    def find(
        self, words: Sequence[Word], levels: Sequence[Gap] = ()
    ) -> tuple[TermMatch, ...]:
        """Return the matches in order of their start; `levels`: see FrameGrammar."""
        plain: list[TermMatch] = []
        hits: dict[str, list[tuple[int, int]]] = {}
        for at, word in enumerate(words):
            front = self._root.step(word.norm) + self._root.step_capitals(word)
            if not front:  # most words begin no term
                continue
            for end, name in self._walk(words, at, front):
                if name.startswith("slot:"):
                    hits.setdefault(name[5:], []).append((at, end))
                else:
                    concept, rule = self._terms[name]
                    plain.append(_match(words, range(at, end), concept, rule))
        framed = list(self._find_frames(words, hits)) if hits else []
        told = list(self._find_told(words, levels))  # these win where both fit
        kept = _keep_longest(told + plain + framed)
        return tuple(m for match in kept for m in self._finish(match))

    def _find_told(
        self, words: Sequence[Word], levels: Sequence[Gap]
    ) -> Iterator[TermMatch]:
        """Yield what the grammar of parts and changes reads."""
        for found in self._grammar.find(words, levels) if self._grammar else ():
            ends = (found.part, found.change)
            indices = [i for part in ends for i in range(part.start, part.end)]
            yield _match(words, indices, found.concept, found.frame.rule)

    def _finish(self, match: TermMatch) -> Iterator[TermMatch]:
        """Yield a match, and the second concept its row names."""
        if match.rule in self._denying:
            match = replace(match, absent=True)
        yield match
        if match.rule in self._also:
            yield replace(match, concept=self._also[match.rule])

    def _walk(
        self, words: Sequence[Word], at: int, front: list[Node]
    ) -> Iterator[tuple[int, str]]:
        """Yield (end, name) of every term or slot that begins at a word."""
        end = at + 1
        waiting: list[tuple[Node, int]] = []  # nodes that passed over fillers
        while front or waiting:
            for node in front:
                for name in node.ends:
                    yield end, name
            if end == len(words) or words[end].segment != words[at].segment:
                return
            word = words[end]
            before = [*front, *(node for node, _ in waiting)]
            if word.norm in self._fillers:
                waiting = [(node, n + 1) for node, n in waiting if n < SKIPS]
                waiting += [(node, 1) for node in front]
            else:
                waiting = []
            front = [
                n
                for node in before
                for n in node.step(word.norm) + node.step_capitals(word)
            ]
            end += 1

    def _find_frames(
        self, words: Sequence[Word], hits: dict[str, list[tuple[int, int]]]
    ) -> Iterator[TermMatch]:
        seen: set[int] = set()
        for slot in hits:
            for frame in self._frames.get(slot, ()):
                if id(frame) in seen or any(s not in hits for s in frame.slots):
                    continue
                seen.add(id(frame))
                yield from _fill(words, frame, [hits[s] for s in frame.slots])


def _match(
    words: Sequence[Word], at: Iterable[int], concept: str, rule: str
) -> TermMatch:
    indices = tuple(sorted(set(at)))
    return TermMatch(
        words[indices[0]].start, words[indices[-1]].end, concept, rule, indices
    )


def _fill(
    words: Sequence[Word], frame: _Frame, hits: list[list[tuple[int, int]]]
) -> Iterator[TermMatch]:
    """Yield the ways to fill a frame inside one clause, the tightest of each anchor."""
    for anchor in hits[0]:
        chosen = [anchor]
        for options in hits[1:]:
            near = [o for o in options if _fits(words, chosen, o, frame.ordered)]
            if not near:
                break
            chosen.append(min(near, key=lambda o: abs(o[0] - anchor[0])))
        else:
            indices = [i for start, end in chosen for i in range(start, end)]
            yield _match(words, indices, frame.concept, frame.rule)


def _fits(
    words: Sequence[Word],
    chosen: list[tuple[int, int]],
    option: tuple[int, int],
    ordered: bool,
) -> bool:
    start, end = option
    if words[start].segment != words[chosen[0][0]].segment:
        return False
    if any(start < e and s < end for s, e in chosen):
        return False
    if ordered and start < chosen[-1][1]:
        return False
    return min(max(start - e, s - end) for s, e in chosen) <= GAP


def _keep_longest(matches: list[TermMatch]) -> tuple[TermMatch, ...]:
    """Drop what lies inside a longer match and terms that mean nothing."""
    owner: dict[int, list[TermMatch]] = {}
    kept: list[TermMatch] = []
    for match in sorted(
        matches, key=lambda m: (-len(m.words), m.end - m.start, m.start)
    ):
        rivals = [r for i in match.words for r in owner.get(i, ())]
        if any(_beats(rival, match) for rival in rivals):
            continue
        kept.append(match)
        for index in match.words:
            owner.setdefault(index, []).append(match)
    return tuple(
        sorted(
            (m for m in kept if m.concept != NOTHING),
            key=lambda m: (m.start, m.end, m.concept),
        )
    )


def _beats(rival: TermMatch, match: TermMatch) -> bool:
    inside = set(match.words) <= set(rival.words)
    contiguous = rival.words[-1] - rival.words[0] == len(rival.words) - 1
    both_plain = contiguous and match.words[-1] - match.words[0] == len(match.words) - 1
    return inside or rival.concept == match.concept or both_plain
