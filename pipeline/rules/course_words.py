"""The words of a course: what changed (themes), and how (cues), as one clause has them.

A theme has a scope: of a complaint less is better, of a function more; an image counts
only where nothing clinical is said; a thing (a wound, a drug) tells nothing.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipeline.pack import Row
from pipeline.rules.pattern_rows import any_of, patterns_by

WHOLE = "whole"
PARTLY = "partly"
Found = TypeVar("Found", "Theme", "Cue")


@dataclass(frozen=True, slots=True)
class Theme:
    """A stretch of text that names what a clause speaks of."""

    start: int
    end: int
    scope: str  # complaint | function | image | thing
    name: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A stretch of text that tells a state or a change."""

    start: int
    end: int
    kind: str  # an outcome of outcome_cues.tsv


@dataclass(frozen=True, slots=True)
class CourseWords:
    """The compiled lexicons of themes and cues."""

    themes: tuple[tuple[str, str, re.Pattern[str]], ...]
    cues: tuple[tuple[str, re.Pattern[str]], ...]

    def themes_in(self, text: str) -> list[Theme]:
        """Return the themes of a text in order; of two that overlap the longer one."""
        found = [
            Theme(m.start(), m.end(), scope, name)
            for scope, name, pattern in self.themes
            for m in pattern.finditer(text)
        ]
        return _longest(found)

    def cues_in(self, text: str) -> list[Cue]:
        """Return the cues of a text in order; of two that overlap the longer one."""
        found = [
            Cue(m.start(), m.end(), kind)
            for kind, pattern in self.cues
            if kind != PARTLY
            for m in pattern.finditer(text)
        ]
        return _longest(found)

    def is_partly(self, text: str) -> bool:
        """Does a stretch of text make a complete change one in part?"""
        return any(k == PARTLY and p.search(text) for k, p in self.cues)

    def theme_of(self, name: str) -> tuple[str, str]:
        """Return scope and theme of a symptom's name: "foot drop" is motor."""
        found = self.themes_in(name)
        told = [t for t in found if t.scope in {"complaint", "function"}]
        return ("complaint", told[-1].name) if told else ("complaint", name)


def compile_course(cues: Iterable[Row], themes: Iterable[Row]) -> CourseWords:
    """Return the words of outcome_cues.tsv and course_themes.tsv."""
    names: dict[tuple[str, str], list[str]] = {}
    for row in themes:
        names.setdefault((row["scope"], row["theme"]), []).append(row["pattern"])
    return CourseWords(
        tuple((*key, any_of(parts)) for key, parts in names.items()),
        tuple(patterns_by("outcome", cues).items()),
    )


def is_free(kept: Sequence[Found], start: int, end: int) -> bool:
    """Does a stretch overlap none of these matches, in order and without overlap?"""
    at = bisect_left(kept, start, key=lambda k: k.start)
    around = kept[max(0, at - 1) : at + 1]
    return all(end <= k.start or start >= k.end for k in around)


def _longest(found: list[Found]) -> list[Found]:
    """Return the matches in order, without those that overlap a longer one."""
    kept: list[Found] = []
    for match in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        if is_free(kept, match.start, match.end):
            insort(kept, match, key=lambda k: k.start)
    return kept
