"""Sentence boundaries from one pass over the text: no spaCy, no model.

A newline always ends a sentence. A full stop ends one unless it belongs to an
abbreviation, an initial, a decimal or a list marker; what follows decides the rest.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

#: A stop with what closes after it (a citation too: "seen.[12]", "seen.12"), and the
#: blank before the next sentence.
_STOP = re.compile(
    r"(?:(?P<mark>[.!?]+|\u2026)[\"'\u201d\u2019)\]]*"
    r"(?P<cited>\[\d[\d,\u2013 -]{0,20}\]|"
    r"(?<=[a-z)\]][.])\d{1,3}(?:[,\u2013-]\d{1,3})*)?"
    r"(?=[ \t\xa0]+\S|\n|$))|\n"
)
_WORD_BEFORE = re.compile(r"(?:[^\W_]|[.&'/-])+$")
_CAPITALS = re.compile(r"[A-Z]{3,}[ ,]")
_INITIAL = re.compile(r"(?:^|[.-])[^\W\d_]$")
_MARKER = re.compile(r"(?:\d{1,2}|[A-Za-z]|[ivxIVX]{1,4})$")
_OPENERS = " \t\xa0\"'\u201c\u2018(["
_WINDOW = 24


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Abbreviations by what may follow.

    `always` never end a sentence, `number` do not before a figure, `lower` do not
    before a lower-case word, a figure or a bracket.
    """

    always: frozenset[str]
    number: frozenset[str]
    lower: frozenset[str]

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> "Abbreviations":
        """Sort the rows of sentence_abbreviations.tsv by their `before`."""
        kinds: dict[str, set[str]] = {"always": set(), "number": set(), "lower": set()}
        for row in rows:
            kinds[row["before"]].add(row["abbreviation"].rstrip(".").casefold())
        return cls(*(frozenset(kinds[kind]) for kind in ("always", "number", "lower")))


def split_sentences(text: str, abbreviations: Abbreviations) -> list[tuple[int, int]]:
    """Return the sentences as (start, end), in order, blanks trimmed."""
    cuts = [0]
    for match in _STOP.finditer(text):
        if match[0] == "\n" or _ends_sentence(text, match, cuts[-1], abbreviations):
            cuts.append(match.end())
    cuts.append(len(text))
    return _trim(text, cuts)


def _trim(text: str, cuts: list[int]) -> list[tuple[int, int]]:
    sentences = []
    for left, right in pairwise(cuts):
        piece = text[left:right]
        stripped = piece.strip()
        if stripped:
            start = left + piece.index(stripped[0])
            sentences.append((start, start + len(stripped)))
    return sentences


def _ends_sentence(
    text: str, match: re.Match[str], begun: int, known: Abbreviations
) -> bool:
    following = text[match.end() : match.end() + _WINDOW].lstrip(_OPENERS)
    if not following or following[0] == "\n":
        return True
    if match["mark"].startswith("....") and following[0].isdigit():
        return False  # "Uric acid ....... 7.9"
    bare = match[0] == match["mark"]
    if match["mark"] != ".":
        return not following[0].islower() or (bare and match["mark"] in {"?", "!"})
    if not bare and following[0].islower():
        return False  # "(see Fig. 2.) and", "the so-called 'lesion.' was"
    following = (match["cited"] or "") + following
    return not _is_abbreviation(text, match.start(), begun, following, known)


def _is_abbreviation(
    text: str, stop: int, begun: int, following: str, known: Abbreviations
) -> bool:
    """Say whether the full stop at `stop` belongs to the word before it."""
    found = _WORD_BEFORE.search(text, max(begun, stop - _WINDOW), stop)
    if found is None:
        return False
    word = found[0].lstrip("-'/").casefold()
    before = text[begun : found.start()].strip(_OPENERS + "-*\u2022\n")
    if _MARKER.match(word) and (not before or before[-1] == ":"):
        return True  # "1. ", "a. " at the start of a line
    if word in known.always:
        return True
    if len(word) == 1 and before[-1:] == "." and _CAPITALS.match(following):
        return True  # "Mr. H. ALDERSON showed"
    if word in known.number:
        return (
            following[0].isdigit() or following[:1] in "IVXA#" or _is_roman(following)
        )
    if word in known.lower:
        return not following[0].isupper()
    return _is_initial(text, found, word, following)


def _is_roman(following: str) -> bool:
    return bool(re.match(r"[ivx]+\b", following))


def _is_initial(text: str, found: re.Match[str], word: str, following: str) -> bool:
    """Say whether a single letter is a name's initial ("A. B. Smith", "E. coli")."""
    letter = found[0]
    if not _INITIAL.search(word) or not letter[-1].isupper():
        return len(word) > 2 and "." in word and following[0].islower()
    if following[0].islower():
        return True  # "S. aureus", "C.S.F. protein"
    return bool(
        re.match(
            r"(?:[A-Z]\.|[A-Z][a-z'\u2019-]+,? |[A-Z][a-z-]+[,.;)]|and |&)", following
        )
    ) and (len(letter) > 1 or not _after_noun(text, found.start()))


def _after_noun(text: str, start: int) -> bool:
    """Say whether a lower-case word stands before: "hepatitis B. The"."""
    return text[max(0, start - 2) : start - 1].islower()
