"""A sentence read once for the assertion rules: tokens, clause openings, cues."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from pipeline.rules.clauses import Break, Token, find_breaks, read_tokens
from pipeline.rules.cues import Cue, CueBook, Found
from pipeline.rules.kinship import subject_scopes

_AUTHORS = re.compile(
    r"[A-Z][a-z][\w'-]* (?:and|&) "
    r"(?:[A-Z][a-z][\w'-]*|colleagues|co-?workers)(?:,? \(?\d{4}\)?)?"
    r"(?: ?\[\d[^\]]*\])? (?:have |had |first )*"
    r"(?:reported|described|observed|found|reviewed|published|documented)\b"
)
HORIZON = 800  # characters; bounds the work in run-on tables
_start = attrgetter("start")
_CITED = Cue("authors", "other", "before", "")


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence read once: its tokens, clause openings and cues, in order."""

    tokens: Sequence[Token]
    starts: Sequence[int]
    breaks: Sequence[Break]
    cues: Sequence[Found]
    people: Sequence[tuple[Found, int, int]]
    onset: frozenset[str]
    terminators: Sequence[Found]
    brackets: Sequence[Token]

    def between(self, start: int, end: int) -> Sequence[Token]:
        """Return the tokens that begin inside a stretch."""
        return self.tokens[
            bisect_left(self.starts, start) : bisect_left(self.starts, end)
        ]

    def breaks_between(self, start: int, end: int) -> Sequence[Break]:
        """Return the clause openings inside a stretch."""
        left, right = (bisect_left(self.breaks, (at,)) for at in (start, end))
        return self.breaks[left:right]

    def near(self, start: int, end: int) -> Sequence[Found]:
        """Return the cues within the horizon of a stretch."""
        left, right = start - HORIZON, end + HORIZON
        return self.cues[
            bisect_left(self.cues, left, key=_start) : bisect_left(
                self.cues, right, key=_start
            )
        ]

    def terminators_between(self, start: int, end: int) -> Sequence[Found]:
        """Return the cues that end a scope and begin inside a stretch."""
        found = self.terminators
        left, right = (bisect_left(found, at, key=_start) for at in (start, end))
        return found[left:right]

    def brackets_between(self, start: int, end: int) -> Sequence[Token]:
        """Return the round and square brackets inside a stretch."""
        found = self.brackets
        left, right = (bisect_left(found, at, key=_start) for at in (start, end))
        return found[left:right]

    def clause(self, start: int) -> Sequence[Token]:
        """Return the tokens of the clause that holds a character."""
        index = bisect_right(self.breaks, start, key=_start)
        opened = self.breaks[index - 1].start if index else 0
        last = self.tokens[-1].end
        return self.between(
            opened, self.breaks[index].start if index < len(self.breaks) else last
        )


def read_sentence(
    text: str, folded: str, start: int, end: int, book: CueBook
) -> Reading:
    """Return the reading of the sentence from start to end; `folded` is folded text."""
    tokens = read_tokens(folded, start, end)
    breaks = find_breaks(tokens)
    cited = [
        Found(m.start(), m.end(), _CITED) for m in _AUTHORS.finditer(text, start, end)
    ]
    cues = sorted([*book.find(folded, tokens), *cited], key=_start)
    people = subject_scopes(tokens, breaks, cues, book)
    starts = [token.start for token in tokens]
    terminators = [found for found in cues if found.cue.kind == "terminator"]
    brackets = [token for token in tokens if token.text in "()[]"]
    return Reading(
        tokens, starts, breaks, cues, people, book.onset, terminators, brackets
    )
