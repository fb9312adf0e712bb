"""Imaging findings with the modality that showed them.

A finding counts where imaging speaks: its sentence names a modality, stands in an
imaging section or caption, or goes on from such a sentence. The governing modality is
the last one named before the finding in its sentence, else the one named after it
("on MRI"), else that of the sentence before.
"""

import re
from dataclasses import dataclass

from pipeline.pack import Pack
from pipeline.rules import spans
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.signal import find_signals

_AND = re.compile(
    r"^[\s,]*(?:(?:and|or|as well as|plus|with|,)\s+)?(?:the\s+|a\s+|an\s+|plain\s+|"
    r"subsequent\s+)*$",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|no|without|never)\s+(?:\w+\s+)?$", re.IGNORECASE)
_UNDONE = re.compile(
    r"^[^.;]{0,25}?\b(?:was|were|is|could|can)\s*(?:not|n't|never)\s+(?:be\s+)?(?:done|"
    r"obtained|performed|possible|"
    r"available|made|taken|repeated)|^[^.;]{0,12}\b(?:was|were) (?:contraindicated|"
    r"declined|refused)",
    re.IGNORECASE,
)


_APART = re.compile(
    r"[\s,]*(?:apart from|except|but for|other than|save|aside from)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Shown:
    """The modalities that speak at a place: names, begin and end of the group."""

    names: tuple[str, ...]
    start: int
    end: int


def modality_groups(reading: Reading, sentence: Sentence) -> list[Shown]:
    """Return the modalities named in a sentence, coordinated ones as one group."""
    groups: list[Shown] = []
    for term in reading.terms_in("modalities", sentence):
        if _NOT.search(reading.text[sentence.start : term.start]):
            continue
        if _UNDONE.search(reading.text[term.end : sentence.end]):
            continue
        last = groups[-1] if groups else None
        if last and _AND.match(reading.text[last.end : term.start]):
            groups[-1] = Shown((*last.names, term.concept), last.start, term.end)
        else:
            groups.append(Shown((term.concept,), term.start, term.end))
    return groups


_AFTER = re.compile(
    r"\b(?:on|by|at|in|with|from|via|under)\s+(?:\w+\s+){0,3}$", re.IGNORECASE
)


def governing(
    groups: list[Shown], start: int, end: int, text: str, before: Shown | None
) -> Shown | None:
    """Return the modality group that shows what stands at start-end."""
    ahead = [g for g in groups if g.end <= start]
    behind = [g for g in groups if g.start >= end]
    near = behind[0] if behind else None
    if near and _AFTER.search(text[end : near.start]) and near.start - end < 60:
        between = text[end : near.start]
        if not re.search(r"[;,.]", between) or not ahead:
            return near
    if ahead:
        return ahead[-1]
    return near or before


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding in a text before its modality is known."""

    start: int
    end: int
    concept: str
    rule: str
    denies: bool = False


class ImagingReader:
    """Adds the imaging mentions of a reading."""

    def __init__(self, pack: Pack) -> None:
        """Take the kinds of finding, and which of them are a lesion by themselves."""
        self.pack = pack
        self.lesions = {
            row["concept"] for row in pack.rows("lesion_ranks") if row["rank"] == "1"
        }

    def read(self, reading: Reading) -> None:
        """Add one mention per finding and modality."""
        before: Shown | None = None
        last: Sentence | None = None
        for sentence in reading.sentences:
            parted = last is not None and last.paragraph != sentence.paragraph
            if parted and not _imaging(sentence):
                before = None
            groups = modality_groups(reading, sentence)
            if sentence.own and not _late(sentence):
                self._read_sentence(reading, sentence, groups, before)
            if groups:
                before = groups[-1]
            elif not self._goes_on(reading, sentence):
                before = None
            last = sentence

    def _goes_on(self, reading: Reading, sentence: Sentence) -> bool:
        return _imaging(sentence) or (
            sentence.stage == "narrative"
            and bool(reading.terms_in("findings", sentence))
        )

    def _read_sentence(
        self,
        reading: Reading,
        sentence: Sentence,
        groups: list[Shown],
        before: Shown | None,
    ) -> None:
        shown_here = bool(groups or before) or _imaging(sentence)
        for hit in find_hits(reading, sentence):
            if shown_here or self._is_plain_lesion(reading, sentence, hit):
                self._add(reading, sentence, groups, before, hit)

    def _is_plain_lesion(self, reading: Reading, sentence: Sentence, hit: Hit) -> bool:
        """Is a finding a lesion that is told of without naming any image?"""
        if hit.concept not in self.lesions or not sentence.cues & _TOLD:
            return False
        operated = any(
            t.start < hit.start for t in reading.terms_in("interventions", sentence)
        )
        status = reading.assertions.at(hit.start, hit.end).status
        return (
            not operated
            and status == "present"
            and bool(_FOUND.search(reading.text[sentence.start : hit.start]))
        )

    def _add(
        self,
        reading: Reading,
        sentence: Sentence,
        groups: list[Shown],
        before: Shown | None,
        hit: Hit,
    ) -> None:
        if hit.concept == "normal" and _APART.match(reading.text, hit.end):
            return
        shown = governing(groups, hit.start, hit.end, reading.text, before)
        known = self.pack.concept("finding", hit.concept)
        for name in shown.names if shown else (None,):
            spans.add(
                reading,
                sentence,
                hit.start,
                hit.end,
                "imaging",
                concept=hit.concept,
                rule=hit.rule,
                denies=hit.denies,
                modality=name,
                kind=known.kind if known else "other",
                code=known.code if known else None,
            )


_TOLD = frozenset({"own", "definite", "pronoun", "introduced", "story"})
_FOUND = re.compile(
    r"\b(?:found|showed|shown|revealed|had|have|harbou?red|with|disclosed|seen|"
    r"demonstrated|presented|there (?:was|were|is))\b",
    re.IGNORECASE,
)


def find_hits(reading: Reading, sentence: Sentence) -> list[Hit]:
    """Return the findings of a sentence: signals by grammar, the others by lexicon."""
    signals = find_signals(reading.text, sentence.start, sentence.end)
    hits = [Hit(s.start, s.end, s.concept, s.rule) for s in signals]
    for term in reading.terms_in("findings", sentence):
        overlaps = any(s.start < term.end and term.start < s.end for s in signals)
        if not (overlaps and "signal" in term.concept):
            hits.append(Hit(term.start, term.end, term.concept, term.rule, term.absent))
    return hits


def _imaging(sentence: Sentence) -> bool:
    return sentence.section.category in {"imaging", "caption"}


def _late(sentence: Sentence) -> bool:
    """Is a sentence about the time after treatment (then findings are the outcome)?"""
    if sentence.section.category == "title":
        return True
    return sentence.is_late and sentence.section.category != "caption"
