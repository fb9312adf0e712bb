"""Names that say what was done but not to what: "laminectomy with evacuation".

The rows `means` of intervention_links.tsv say what each may stand for, and by which
words of the story before it; the word told last decides. A bare name of an operation
counts beside another of its sentence, or where it was advised and not done. A drug may
be bare as well: aspirin is an NSAID against pain, and an antiplatelet after a stroke.
"""

import re
from collections.abc import Iterable

from pipeline.pack import Pack, Row
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.terms import TermMatch

_BARE = "bare"  # the note of such names in concepts.tsv
#: "removal of the drain" takes nothing of the body
_DEVICE = (
    r"(?:hardware|implants?|prosthes[ie]s|screws?|rods?|plates?|cages?|metal\w*|"
    r"drains?|catheters?|sutures?|stitches|staples|tubes?|collar|halo|brace|casts?|"
    r"lines?|pins?|tongs|pessary|lens|graft|discs?|disks?|lamina\w*|arch\w*|"
    r"(?:spinous )?process\w*|bone)"
)
_DEVICE_BEHIND = re.compile(
    rf"\s+of (?:(?:the|a|an|his|her|all|both) )?(?:[\w-]+ )?{_DEVICE}\b", re.IGNORECASE
)
_DEVICE_BEFORE = re.compile(rf"\b{_DEVICE}\s*$", re.IGNORECASE)
_SPAN = 30  # characters looked at before a name


class BareNames:
    """What the bare names of a pack stand for."""

    def __init__(self, pack: Pack) -> None:
        """Take the rows `means`, in the order of the lexicon."""
        self.pack = pack
        self._means = _by_name(pack.rows("intervention_links"))

    def meaning(
        self, reading: Reading, sentence: Sentence, term: TermMatch, status: str
    ) -> str | None:
        """Return the intervention a bare name stands for, None if that is not told."""
        before = reading.text[max(0, term.start - _SPAN) : term.start]
        if _DEVICE_BEHIND.match(reading.text, term.end) or _DEVICE_BEFORE.search(
            before
        ):
            return None
        is_lonely = not self._is_drug(term.concept) and not self._is_beside_operation(
            reading, sentence
        )
        if status == "performed" and is_lonely:
            return None
        told = reading.text[: sentence.end]
        found = [
            (max((m.end() for m in words.finditer(told)), default=-1), name)
            for name, words in self._means.get(term.concept, ())
        ]
        at, name = max(found, default=(-1, ""))
        return name if at >= 0 else None

    def _is_drug(self, name: str) -> bool:
        known = self.pack.concept("intervention", name)
        return known is not None and known.kind == "medication"

    def _is_beside_operation(self, reading: Reading, sentence: Sentence) -> bool:
        known = (
            self.pack.concept("intervention", t.concept)
            for t in reading.terms_in("interventions", sentence)
        )
        return any(k and k.kind == "surgery" and k.note != _BARE for k in known)


def is_bare(pack: Pack, name: str | None) -> bool:
    """Does a name of an intervention say not what it was done to?"""
    known = pack.concept("intervention", name or "")
    return known is not None and known.note == _BARE


def _by_name(rows: Iterable[Row]) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for row in rows:
        if row["relation"] == "means":
            words = re.compile(rf"\b(?:{row['note']})", re.IGNORECASE)
            found.setdefault(row["intervention"], []).append((row["other"], words))
    return found


__all__ = ["BareNames", "is_bare"]
