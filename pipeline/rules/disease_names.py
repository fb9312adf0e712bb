"""Names of diseases that no lexicon knows, told by how such names are built.

"fibroepithelial polyp of the ureter", "Melkersson-Rosenthal syndrome": a word with the
ending or the head of a disease, the words before it that belong to it, and an organ
after it. The shapes are those of disease_shapes.tsv. Whether a name is a diagnosis is
for the place to say where it stands.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.pack import Row
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.terms import TermMatch
from pipeline.rules.words import Word

RULE = "disease_shapes.tsv#"
_BEFORE = 4  # words of a name before its head
_ORGAN = re.compile(
    r"\s+of\s+(?:the\s+|his\s+|her\s+)?(?:(?:left|right|upper|lower)\s+)?"
    r"((?:[a-z]+(?:al|ic|ar|ary|eal)\s+)?[a-z]{3,}\b)"
)
#: what may stand between two words of a name
_JOIN = re.compile(r"[\s\-–/’']*")
_POSSESSIVE = re.compile(r"['’]s?\b|['’](?= )")
_AMERICAN = (
    (re.compile(r"(?<=tum|\wod)our"), "or"),
    (re.compile(r"ae(?=m|s\b|c|d|n|t|ph)(?!ro)"), "e"),
    (re.compile(r"oe(?=d|s|l|c|t|n)(?!mbryo)"), "e"),
    (re.compile(r"leuco"), "leuko"),
    (re.compile(r"isi(?=ng\b)"), "izi"),
)


class DiseaseNames:
    """Finds names of diseases by their shape."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Compile the rows of disease_shapes.tsv, one expression for each kind."""
        shapes: dict[str, list[str]] = {}
        for row in rows:
            shapes.setdefault(row["kind"], []).append(row["shape"])
        self._shapes = {
            kind: re.compile("|".join(some), re.IGNORECASE)
            for kind, some in shapes.items()
        }

    def find(self, text: str, words: Sequence[Word]) -> Iterator[TermMatch]:
        """Yield the names in the words of one sentence."""
        for index, word in enumerate(words):
            kind = self._kind(word.raw)
            if not kind or self._continues(text, words, index):
                continue
            first = self._first(text, words, index)
            if first == index and (kind == "head" or self._is("bare", word.raw)):
                continue  # "the disease", "necrosis"
            end, organ = _organ(text, word.end)
            start = words[first].start
            name = _plain(text[start : word.end]) + organ
            yield TermMatch(start, end, name, RULE + kind, tuple(range(first, index)))

    def _is(self, kind: str, word: str) -> bool:
        shape = self._shapes.get(kind)
        return shape is not None and shape.fullmatch(word) is not None

    def _kind(self, word: str) -> str:
        if self._is("never", word):
            return ""
        return next((k for k in ("head", "ending") if self._is(k, word)), "")

    def _continues(self, text: str, words: Sequence[Word], index: int) -> bool:
        """Say whether the next word goes on with the name: "lymphoma syndrome"."""
        after = index + 1
        if after == len(words) or not self._kind(words[after].raw):
            return False
        return _joined(text, words[index], words[after])

    def _first(self, text: str, words: Sequence[Word], index: int) -> int:
        """Return the index of the first word of the name whose last word is given."""
        first = index
        while first > max(0, index - _BEFORE):
            before = words[first - 1]
            if not _joined(text, before, words[first]) or not self._belongs(before.raw):
                break
            first -= 1
        return first

    def _belongs(self, word: str) -> bool:
        if self._is("break", word) or word.isdigit():
            return False
        small = word.lower()
        if small.endswith("ing") and not self._is("keep", word):
            return False
        return not small.endswith("ly")


def is_known(reading: Reading, sentence: Sentence, name: TermMatch) -> bool:
    """Does a lexicon have a word for what a name names?"""
    return any(
        known.start < name.end and name.start < known.end
        for lexicon in ("conditions", "symptoms", "complications")
        for known in reading.terms_in(lexicon, sentence)
    )


def _joined(text: str, left: Word, right: Word) -> bool:
    return _JOIN.fullmatch(text, left.end, right.start) is not None


def _organ(text: str, end: int) -> tuple[int, str]:
    """Return where a name ends with its organ, and the organ: " of the ureter"."""
    match = _ORGAN.match(text, end)
    return (match.end(), f" of the {_plain(match[1])}") if match else (end, "")


def _plain(name: str) -> str:
    """Return a name in lower case and American spelling, without the 's."""
    plain = _POSSESSIVE.sub("", " ".join(name.lower().split()))
    for pattern, ending in _AMERICAN:
        plain = pattern.sub(ending, plain)
    return plain
