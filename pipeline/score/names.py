"""Which names count as the same answer: the alias table and the diagnosis rule."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

_DASHES = str.maketrans({"–": "-", "‑": "-"})
#: Two diagnoses agree when they share this part of the shorter one's words.
SHARED_WORDS = 0.67


@dataclass(frozen=True, slots=True)
class Names:
    """The judge's vocabulary: other names, diagnosis rewrites, words without weight."""

    canonical_of: Mapping[str, str]
    rewrites: tuple[tuple[str, str], ...]
    weak_words: frozenset[str]

    def canonical(self, name: str | None) -> str:
        """Return the one name for a term, in lower case; "" for None."""
        plain = (name or "").strip().lower().translate(_DASHES)
        return self.canonical_of.get(plain, plain)

    def same_diagnosis(self, one: str, other: str) -> bool:
        """Return whether two diagnoses share enough of their telling words."""
        a, b = self._telling_words(one), self._telling_words(other)
        return len(a & b) / max(1, min(len(a), len(b))) >= SHARED_WORDS

    def _telling_words(self, diagnosis: str) -> set[str]:
        text = self.canonical(diagnosis)
        for old, new in self.rewrites:
            text = text.replace(old, new)
        words = {word.rstrip("s") for word in re.findall(r"[a-z0-9]+", text)}
        return (words - self.weak_words) or words


def load_names() -> Names:
    """Return the alias table shipped beside this module."""
    text = resources.files("pipeline.score").joinpath("aliases.toml").read_text("utf-8")
    data = tomllib.loads(text)
    groups = data["names"].values()
    diagnosis = data["diagnosis"]
    return Names(
        {o: name for group in groups for name, others in group.items() for o in others},
        tuple((old, new) for old, new in diagnosis["rewrites"]),
        frozenset(diagnosis["weak_words"]),
    )
