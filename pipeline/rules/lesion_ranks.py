"""What a level says of where the lesion is: its seat, its effect, or nothing.

Lower ranks win. A level of the operation counts only where the text names no other, and
only if the operation goes to the lesion itself (discectomy, biopsy, excision).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.pack import Row
from pipeline.rules.imaging_course import is_past
from pipeline.rules.level_links import Anchor, Link
from pipeline.rules.reading import Reading, Sentence

LESION, BESIDE, EFFECT, WEAK, INCIDENTAL, OPERATED, ASIDE = 1, 2, 3, 4, 5, 6, 0

_TOLD_LATER = frozenset({"outcome", "discussion", "conclusion"})
#: Operations that go to the lesion itself.
_DIRECTED = frozenset(
    {
        "discectomy",
        "microdiscectomy",
        "excision",
        "tumor resection",
        "biopsy",
        "aspiration",
        "curettage",
        "hematoma evacuation",
    }
)
_UNRELATED = re.compile(
    r"\b(?:not relevant|irrelevant|ignore|did not touch|screws?|"
    r"incision|approach|puncture|catheter|drain|dermatom\w*|sensory|pin-?prick|"
    r"myotome|nerve root|rib)\b",
    re.IGNORECASE,
)
_INCIDENTAL = re.compile(
    r"\b(?:old|incidental(?:ly)?|coincidental(?:ly)?|healed|unrelated|asymptomatic|"
    r"(?:without|of no) (?:\w+ )?significance|insignificant|innocent|not compressive|"
    r"non-?compressive|additional (?:small|minor|mild|slight))\b",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"\b(?:past|previous|medical|surgical) history\b|\bhistory of\b", re.IGNORECASE
)
_JUNCTION = re.compile(r"\bjunction", re.IGNORECASE)
#: "tender over the spinous process of L3", but "a lytic lesion of the spinous process"
_SURFACE = re.compile(r"\bspinous process\w*\b", re.IGNORECASE)
#: "His disease was at L4-5."
_SEAT = re.compile(
    r"\b(?:disease|lesions?|fistula|shunt|nidus|tumou?r|clot|h(?:a)?ematoma|abscess|process|deposits?|involvement|pathology|"
    r"(?:affected|involved|diseased) (?:level|segment|vertebra|dis[ck])\w*)"
    r"(?:\W+(?:was|were|is|lay|at|of|in|between|the|levels?|both|seated|situated|found|"
    r"located|identified|seen|left|right|to be))"
    r"{0,6}\W+$"
    r"|\b(?:abnormal|diseased|affected|infiltrated|pathological)\s+"
    r"(?:vertebral\s+body|vertebra|body)?(?:\s+of)?\s*$",
    re.IGNORECASE,
)


_LEVEL = (
    r"(?:[CTDLS]\d{1,2}|the|levels?|dis[ck]s?|vertebra[el]?|bod(?:y|ies)|and|or|at|of)"
)
_SPARED = re.compile(
    rf"^(?:[\s,-]+{_LEVEL})*(?<!\band)\s+(?:(?:was|were|is|are|being|remained|stayed|"
    r"(?:had|has|have)\s+(?:been|remained|stayed)|(?:look|appear|prov)ed)\s+)?"
    r"(?:(?:both|all|entirely|completely|judged|found|considered|to be)\s+)*"
    r"(?:spared|unaffected|uninvolved|intact|"
    r"normal|unremarkable|preserved|not (?:involved|affected|diseased)|healthy|"
    r"physiological|inconspicuous|within normal limits)\b",
)
_SPARING = re.compile(
    rf"\b(?:spar(?:ed|ing|es)|excluding|(?:an?|and|the|was|were|with)\s+(?:normal|healthy|"
    r"intact|unaffected|uninvolved|unremarkable|disease-free)(?:[\s-](?:looking|appearing))?)"
    rf"\s+(?:only\s+)?(?:{_LEVEL}[\s,/-]+)*$",
    re.IGNORECASE,
)
#: "kyphosis of 62 degrees (T5-T12)": between these it was measured
_MEASURED = re.compile(
    r"(?:\bdegrees?|°)\s*[(,]?\s*(?:(?:Cobb|measured|between|from|at)\W*)*$",
    re.IGNORECASE,
)
#: "high signal from T7 to the conus" is no single level
_TO_THE_END = re.compile(
    r"\s+(?:down\s+|up\s+|in)?to\s+(?:the\s+)?(?:tip\s+of\s+the\s+)?(?:conus|cauda|filum|"
    r"medulla|brain-?\s?stem|obex|lower cord|upper cord)",
    re.IGNORECASE,
)
_NEXT_ITEM = re.compile(r",?\s(?:and|with),? (?:as )?an (?:old|incidental|unrelated)\b")


@dataclass(frozen=True, slots=True)
class Ranker:
    """Ranks levels; takes the rank of each finding (lesion_ranks.tsv)."""

    ranks: Mapping[str, int]

    def rank(self, reading: Reading, sentence: Sentence, link: Link) -> int | None:
        """Return the rank of a level, or None if it says nothing of the lesion."""
        category = sentence.section.category
        level = link.level
        if category in _TOLD_LATER or _is_spared(reading, sentence, link):
            return None
        operated = self._operated(sentence, link)
        shown = any(a.role == "finding" and a.mention for a in link.anchors)
        late = category == "treatment" or (_is_late(reading, sentence) and not shown)
        if late or operated or self._is_of_operation(sentence, link):
            return operated
        around = _around(reading.text, sentence, level.start, level.end)
        if _UNRELATED.search(around) or _is_measured(reading, sentence, link):
            return None
        rank = self._of_anchors(sentence, link)
        if rank not in {LESION, BESIDE} and _SURFACE.search(around):
            return None
        if rank not in {LESION, ASIDE} and self._is_seat(reading, sentence, link):
            rank = LESION
        if rank and (_INCIDENTAL.search(around) or _is_history(sentence, link)):
            return INCIDENTAL
        vague = _JUNCTION.search(reading.text, level.start, level.end)
        vague = vague or _TO_THE_END.match(reading.text, level.end, sentence.end)
        return max(rank, WEAK) if rank and vague else rank

    def _is_of_operation(self, sentence: Sentence, link: Link) -> bool:
        roles = [a.role for a in link.anchors]
        return roles[:1] == ["operation"] or (
            "operation" in roles and sentence.stage == "operation"
        )

    def _operated(self, sentence: Sentence, link: Link) -> int | None:
        """Return OPERATED for "discectomy at L4-L5", which goes to the lesion."""
        first = link.anchors[0] if link.anchors else None
        if first is None or first.role != "operation" or first.mention is None:
            return None
        if first.mention.status != "performed" or is_past(sentence):
            return None
        lesions = any(self._worth(a) == LESION for a in link.anchors[1:])
        return OPERATED if lesions or first.concept in _DIRECTED else None

    def _of_anchors(self, sentence: Sentence, link: Link) -> int | None:
        if sentence.section.category == "title":
            return LESION
        ranks = [r for a in link.anchors if (r := self._worth(a)) is not None]
        if not ranks:
            return None if link.anchors else WEAK
        told = [r for r in ranks if r != ASIDE]
        if not told:
            return None
        return BESIDE if told[0] == EFFECT and LESION in told else told[0]

    def _is_seat(self, reading: Reading, sentence: Sentence, link: Link) -> bool:
        if any(not a.present or self._worth(a) == ASIDE for a in link.anchors):
            return False
        before = reading.text[sentence.start : link.level.start]
        return _SEAT.search(before) is not None

    def lesions_of(self, link: Link) -> frozenset[str]:
        """Return the lesions a level belongs to."""
        return frozenset(a.concept for a in link.anchors if self._worth(a) == LESION)

    def _worth(self, anchor: Anchor) -> int | None:
        if not anchor.present or anchor.role in {"operation", "symptom"}:
            return None
        if anchor.role == "condition":
            return self.ranks.get(anchor.concept, LESION)
        return self.ranks.get(anchor.concept, EFFECT)


def _is_measured(reading: Reading, sentence: Sentence, link: Link) -> bool:
    """Does a level say between what an angle was measured?"""
    return bool(_MEASURED.search(reading.text[sentence.start : link.level.start]))


def _is_history(sentence: Sentence, link: Link) -> bool:
    """Does a level stand in a list of past diseases?"""
    found = _HISTORY.search(sentence.text)
    return bool(found and sentence.start + found.start() < link.level.start)


def _is_late(reading: Reading, sentence: Sentence) -> bool:
    """Is a sentence late, and not one that tells a whole story from its beginning?"""
    if sentence.section.category == "caption":
        return False
    begins = any(p.anchor == sentence.index for p in reading.patients)
    return sentence.is_late and not begins


def _around(text: str, sentence: Sentence, start: int, end: int) -> str:
    """Return the words about a level; behind it none of the next item of a list."""
    low, high = max(sentence.start, start - 35), min(sentence.end, end + 35)
    following = _NEXT_ITEM.search(text, end, high)
    return text[low : following.start() if following else high]


def _is_spared(reading: Reading, sentence: Sentence, link: Link) -> bool:
    """Is a level one the lesion leaves alone: "S1 was spared", "sparing S1 and S2"?"""
    text, level = reading.text, link.level
    if reading.assertions.misread.covers(level.start, level.end):
        return True
    if _SPARING.search(text[sentence.start : level.start]):
        return True
    return _SPARED.match(text[level.end : sentence.end]) is not None


_RANKS = {"1": LESION, "2": EFFECT, "0": ASIDE}


def read_beside(rows: Iterable[Row]) -> dict[str, frozenset[str]]:
    """Return for each finding the lesions beside which it is no seat of its own."""
    notes = {row["concept"]: row["note"] for row in rows}
    return {
        concept: frozenset(x.strip() for x in note.removeprefix("beside:").split(";"))
        for concept, note in notes.items()
        if note.startswith("beside:")
    }


def read_far(rows: Iterable[Row]) -> frozenset[str]:
    """Return the lesions whose effects say nothing of their seat: the note "far"."""
    return frozenset(row["concept"] for row in rows if row["note"] == "far")


def read_ranks(rows: Iterable[Row]) -> dict[str, int]:
    """Return the rank of each finding in lesion_ranks.tsv."""
    return {row["concept"]: _RANKS[row["rank"]] for row in rows}
