"""The cue lexicon of the assertion component, compiled; one scan finds its cues.

A cue is written in slots divided by blanks: `a|b` alternatives, `word?` may be missing,
`word*` any word that begins so, `~` up to three words, `@number` one in figures or
words, `@year` a year, `$` the end of the statement. The first slot is never open; `^`
before its words: only where a sentence or clause opens.
A row of kind `class` ("@seen seen|found|…") names words that the rows below it may use.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pipeline.errors import LexiconError
from pipeline.rules.clauses import TOKEN, Token

KINDS = frozenset(
    "negation pseudo possible historical hypothetical family other terminator resolved "
    "current onset reporting patient".split()
)
DIRECTIONS = frozenset("before after both subject".split())
REACHES = frozenset(("", "noun", "phrase", "next", "condition"))
_WORD_SETS = frozenset(("onset", "reporting"))
NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty several few"
).split()
_NUMBER = rf"(?:a\s+few|\d+(?:[.,]\d+)?|(?:{'|'.join(NUMBERS)})(?:-\w+)?)"
_YEAR = r"(?:19|20)\d\d"
_GAP = r"(?:[\s-]+(?!(?:and|or|but|nor|no|not|without)\b)[\w'/]+){0,3}?"


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of cues.tsv; `reach` says what ends its scope (see ASSERTION.md)."""

    text: str
    kind: str
    direction: str
    reach: str


class Found(NamedTuple):
    """A cue in a text, in characters.

    `shadow`: where the pseudo cue ends that begins at the same word, 0 if none does.
    A shadowed cue counts only for what lies within the shadow: "without change" denies
    nothing, but "without [signal change]" does.
    """

    start: int
    end: int
    cue: Cue
    shadow: int = 0


Pattern = tuple[re.Pattern[str], Cue]


@dataclass(frozen=True, slots=True)
class CueBook:
    """Compiled cues by first word; `onset` and `reporting` are sets of verbs."""

    patterns: Mapping[str, Sequence[Pattern]]
    onset: frozenset[str]
    reporting: frozenset[str]

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> "CueBook":
        """Compile the rows of cues.tsv; raises LexiconError at a faulty one."""
        words: dict[str, set[str]] = {kind: set() for kind in _WORD_SETS}
        patterns: dict[str, list[Pattern]] = {}
        for cue in _read_cues(rows):
            if cue.kind in _WORD_SETS:
                words[cue.kind].update(cue.text.split("|"))
                continue
            for first in _first_words(cue.text):
                pattern = _compile(compile_cue(first, cue.text))
                patterns.setdefault(first, []).append((pattern, cue))
        return cls(patterns, frozenset(words["onset"]), frozenset(words["reporting"]))

    def find(self, folded: str, tokens: Sequence[Token]) -> list[Found]:
        """Return the cues among the tokens, in order, the longest at each place."""
        found, free = [], 0
        for word, start, _ in tokens:
            key = "0" if word[0].isdigit() else word
            if start < free or key not in self.patterns:
                continue
            longest = _longest(self.patterns[key], folded, start, tokens[-1].end)
            if longest is None:
                continue
            found.append(longest)
            free = longest.end
            if longest.cue.kind == "pseudo":
                plain = [p for p in self.patterns[key] if p[1].kind != "pseudo"]
                under = _longest(plain, folded, start, tokens[-1].end)
                found += [under._replace(shadow=longest.end)] if under else []
        return found


@lru_cache(maxsize=8192)  # two components read the same cues; re keeps only 512
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _longest(
    patterns: Sequence[Pattern], folded: str, start: int, end: int
) -> Found | None:
    """Return the longest cue at a place; of two as long, the more exact one.

    That is the one that shadows, or that names the end of the statement.
    """
    best: Found | None = None
    last = (0, False, False)
    for pattern, cue in patterns:
        match = pattern.match(folded, start, end)
        if match is None:
            continue
        rank = (match.end(), cue.kind == "pseudo", cue.text.endswith("$"))
        if rank > last:
            best, last = Found(start, match.end(), cue), rank
    return best


def _read_cues(rows: Iterable[Mapping[str, str]]) -> Iterator[Cue]:
    """Yield the cues; the words of a class ("@seen") stand in place of its name."""
    classes: dict[str, str] = {}
    for row in rows:
        if row["kind"] == "class":
            name, _, words = row["cue"].partition(" ")
            classes[name] = words
        else:
            yield _read_cue(row, classes)


def _read_cue(row: Mapping[str, str], classes: Mapping[str, str]) -> Cue:
    where, text = getattr(row, "where", "cues.tsv"), row["cue"].lower()
    for name, words in classes.items():
        text = text.replace(name, words)
    cue = Cue(text, row["kind"], row["direction"], row["reach"])
    for value, allowed, column in (
        (cue.kind, KINDS, "kind"),
        (cue.direction, DIRECTIONS, "direction"),
        (cue.reach, REACHES, "reach"),
    ):
        if value not in allowed:
            raise LexiconError(
                f"{where}: {column} {value!r} of cue "
                f"{cue.text!r}; use one of {', '.join(sorted(filter(None, allowed)))}"
            )
    unknown = re.search(r"@(?!number|year)\w+", text)
    if unknown:
        raise LexiconError(
            f"{where}: cue {text!r} names the class {unknown[0]}; write its row above"
        )
    first = cue.text.split()[0]
    if first == "~" or (first[-1] in "?*~$" and len(first) > 1):
        raise LexiconError(
            f"{where}: cue {cue.text!r} begins with an open slot; begin with a word"
        )
    return cue


def _first_words(cue: str) -> list[str]:
    """Return the first tokens a cue can begin with; "0" stands for figures."""
    slot = cue.split()[0]
    if slot == "@number":
        return ["0", *NUMBERS, "a"]
    return sorted({_first(word) for word in slot.split("|")})


def _first(word: str) -> str:
    return str(TOKEN.findall(word.lstrip("^"))[0])


def compile_cue(first: str, cue: str) -> str:
    """Return the regular expression of a cue that begins with the token `first`."""
    head, *slots = cue.split()
    if head == "@number":
        pattern = _NUMBER
    else:
        words = [w for w in head.split("|") if _first(w) == first]
        pattern = f"(?:{'|'.join(map(_word, words))})"
    return pattern + "".join(map(_slot, slots))


def _slot(slot: str) -> str:
    """Return the expression of a slot after the first, with the blank before it."""
    if slot == "~":
        return _GAP
    if slot == "$":
        return r"(?=\s*(?:[.,;)]|$))"
    missing = "?" if slot.endswith("?") and len(slot) > 1 else ""
    words = slot[:-1] if missing else slot
    return f"(?:{'|'.join(map(_spaced, words.split('|')))}){missing}"


def _spaced(word: str) -> str:
    return (r"[\s-]+" if word[0].isalnum() or word[0] == "@" else r"\s*") + _word(word)


def _word(word: str) -> str:
    if word == "@number":
        return _NUMBER + r"(?!\w)"
    if word == "@year":
        return _YEAR + r"(?!\w)"
    tail = r"\w*" if word.endswith("*") else r"(?!\w)" if word[-1].isalnum() else ""
    opening = r"(?<!\w )(?<!\w)" if word[0] == "^" else ""
    return opening + re.escape(word.strip("^*")) + tail
