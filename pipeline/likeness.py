"""How alike two texts are, in their runs of three words: MinHash, and exactly.

Two formats of an article differ in headings, hyphens and tables, hence by a few runs;
two articles on one disease share few. A. Broder, "On the resemblance and containment of
documents", 1997, for both measures.
"""

import re
from collections.abc import Hashable
from typing import TYPE_CHECKING

from pipeline.records import UNREAD, Document

if TYPE_CHECKING:
    from datasketch import LeanMinHash

RUN = 3  # words
PERMUTATIONS = 64
#: Texts with fewer runs are alike by chance, and are not judged.
FEWEST = 20
#: Jaccard index above which an index finds most of its kind.
NEAR = 0.6

_UNTOLD = UNREAD | {"title"}
_WORD = re.compile(r"\w+")
_MARKS = re.compile(r"[\u00ad\u2010\u2011-]\s*")


def story_of(document: Document) -> str:
    """Return what an article says, without title, masthead, tables and references."""
    told = [s for s in document.sections if s.category not in _UNTOLD]
    text = document.text
    return " ".join(text[s.start : s.end] for s in told) if told else text


def runs_of(text: str) -> set[str]:
    """Return the runs of words in a text; hyphens and letter case do not count."""
    words = _WORD.findall(_MARKS.sub("", text.casefold()))
    return {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def containment(one: set[str], other: set[str]) -> float:
    """Return the share of the smaller set that the larger holds, 0 to 1."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def sketch(runs: set[str]) -> bytes:
    """Return the MinHash of a text's runs; b"" if they are too few to judge."""
    if len(runs) < FEWEST:
        return b""
    from datasketch import LeanMinHash, MinHash

    full = MinHash(num_perm=PERMUTATIONS)
    full.update_batch(run.encode() for run in sorted(runs))
    lean = LeanMinHash(full)
    packed = bytearray(lean.bytesize())
    lean.serialize(packed)
    return bytes(packed)


def resemblance(one: bytes, other: bytes) -> float:
    """Return the estimated Jaccard index of two sketched texts, 0 to 1."""
    return float(_unpack(one).jaccard(_unpack(other))) if one and other else 0.0


def _unpack(packed: bytes) -> "LeanMinHash":
    from datasketch import LeanMinHash

    return LeanMinHash.deserialize(packed)


class LikenessIndex:
    """Finds the sketches that resemble one, without comparing all pairs."""

    def __init__(self) -> None:
        """Begin with no sketch."""
        from datasketch import MinHashLSH

        self._lsh = MinHashLSH(threshold=NEAR, num_perm=PERMUTATIONS)

    def add(self, name: Hashable, packed: bytes) -> None:
        """Add a sketch under a name of its own."""
        if packed:
            self._lsh.insert(name, _unpack(packed))

    def near(self, packed: bytes) -> list[Hashable]:
        """Return the names of sketches that resemble this one, in no order."""
        return list(self._lsh.query(_unpack(packed))) if packed else []
