"""What each level of a sentence belongs to: a finding, a condition, an operation.

"C5-C6 disc herniation" links forward when nothing but anatomy stands between; else a
level belongs to what was named before it in its clause, back to the last level; else to
what follows.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.rules.levels import LevelMatch
from pipeline.rules.reading import Mention, Reading, Sentence

Role = Literal["finding", "condition", "operation", "symptom"]

_CLAUSE = re.compile(
    r"[;:]|\.\s|,\s(?:but|while|whereas|although|and (?:the|a|an|there|he|she|it|was|"
    r"were|on|MRI|CT)\b|which|with no)|"
    r"\bbut\b|\bwhereas\b|\bwhile\b|\bwithout\b"
)
_NEAR = re.compile(
    r"^(?!\s*and (?:the|an?)\b|\s*,\s*(?:of|with)\b)[\s,-]*"
    r"(?:(?:inter)?vertebral|level|segment|"
    r"disc|disk|vertebrae?|facets?|"
    r"joints?|left|right|bilateral|space|interspace|"
    r"posterior|anterior|lateral|paracentral|central|foraminal|body|bodies|"
    r"pedicle|pedicular|transpedicular|mass|titanium|calcified|ossified|epidural|extradural|intradural|"
    r"giant|large|small|massive|open-door|double-door|dome|instrumented|decompressive|"
    r"partial|total|subtotal|complete|wide|extensive|expansive|selective|emergency|urgent|grade|I{1,3}|the|"
    r"of|spinal|severe|marked|thoracic|cervical|lumbar|[\s-])*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something a level can belong to; `mention` where it was kept as one."""

    start: int
    end: int
    role: Role
    concept: str
    present: bool
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A level and what it belongs to, nearest first; empty if to nothing."""

    level: LevelMatch
    anchors: tuple[Anchor, ...]


def anchors_of(reading: Reading, sentence: Sentence) -> list[Anchor]:
    """Return what stands in a sentence that a level can belong to, in order."""
    kept = [m for m in reading.mentions if m.sentence == sentence.index]
    found = [
        Anchor(m.start, m.end, "finding", m.concept or "", m.status != "absent", m)
        for m in kept
        if m.field == "imaging"
    ]
    found += [
        Anchor(m.start, m.end, "operation", m.concept or "", True, m)
        for m in kept
        if m.field == "intervention"
    ]
    findings = {(a.start, a.end) for a in found}
    introduced = "introduced" in sentence.cues
    for lexicon, role in _ROLES + (_INTRODUCING if introduced else ()):
        for term in reading.terms_in(lexicon, sentence):
            if (term.start, term.end) in findings:
                continue
            present = reading.assertions.at(term.start, term.end).status != "absent"
            found.append(Anchor(term.start, term.end, role, term.concept, present))
    return sorted(found, key=lambda a: (a.start, a.end))


#: "We report a man with a C3 tumour and a woman with …": no image, but a lesion.
_INTRODUCING: tuple[tuple[str, Role], ...] = (("findings", "finding"),)
_ROLES: tuple[tuple[str, Role], ...] = (
    ("conditions", "condition"),
    ("interventions", "operation"),
    ("symptoms", "symptom"),
)


def link_levels(reading: Reading, sentence: Sentence) -> list[Link]:
    """Return every level of a sentence with what it belongs to."""
    levels = reading.levels_in(sentence)
    anchors = anchors_of(reading, sentence) if levels else []
    links: list[Link] = []
    for at, level in enumerate(levels):
        floor = levels[at - 1].end if at else sentence.start
        ceiling = levels[at + 1].start if at + 1 < len(levels) else sentence.end
        claimed = _claimed(links[-1]) if links else ()
        free = [a for a in anchors if a not in claimed]
        links.append(
            Link(
                level,
                _belongs(reading.text, level, free, floor, ceiling)
                or _belongs(reading.text, level, anchors, floor, ceiling),
            )
        )
    links = _shared(reading.text, links)
    return [_as_operated(reading.text, link) for link in links]


def _claimed(link: Link) -> tuple[Anchor, ...]:
    """Return the findings that stand right behind a level: "C5-C6 <discitis>, ..."."""
    return tuple(
        a
        for a in link.anchors
        if a.start >= link.level.end and a.role in {"finding", "condition"}
    )


def _belongs(
    text: str, level: LevelMatch, anchors: Sequence[Anchor], floor: int, ceiling: int
) -> tuple[Anchor, ...]:
    inside = [a for a in anchors if a.start <= level.start and level.end <= a.end]
    if _is_taken(text, level, anchors, inside):
        inside = []
    ahead = [a for a in anchors if level.end <= a.start < ceiling]
    before = [a for a in anchors if floor <= a.start and a.end <= level.start]
    before = [a for a in before if not _CLAUSE.search(text, a.end, level.start)]
    close = [a for a in ahead if _NEAR.match(text[level.end : a.start])]
    if close and _is_next_item(text, level, close[0], before):
        close = []
    if close and not _is_taken(text, level, anchors, close):
        return tuple(inside + close)
    if before or inside:
        return tuple(inside + before[::-1])
    after = [a for a in ahead if not _CLAUSE.search(text, level.end, a.start)]
    return tuple(after)


def _is_next_item(
    text: str, level: LevelMatch, close: Anchor, before: Sequence[Anchor]
) -> bool:
    """Does another item of a list follow: "a cyst at C2, <oedema> at C5"?"""
    if close.role != "finding" or not text[level.end : close.start].startswith(","):
        return False
    last = before[-1] if before else None
    return last is not None and bool(
        last.role == "finding" and _AT.fullmatch(text, last.end, level.start)
    )


#: "calcification <anterior to> C1-C2"
_AT = re.compile(
    r"\s+(?:[\w-]+\s+){0,3}?(?:(?:at|of|in|on|to|from|behind|opposite|below|above|over|"
    r"between|around|near|level)\s+)?(?:the\s+)?(?:levels?\s+of\s+)?",
    re.IGNORECASE,
)


def _is_taken(
    text: str, level: LevelMatch, anchors: Sequence[Anchor], close: Sequence[Anchor]
) -> bool:
    """Is a level inside or before an operation that of another named before it?

    "laminectomy of L2 and L3, evacuation of the clot"
    """
    if not close or any(a.role != "operation" for a in close):
        return False
    gap = text[level.end : max(level.end, close[0].start)] or ","
    before = (a for a in anchors if a.role == "operation" and a.end <= level.start)
    return bool(
        _PARTED.search(gap)
        and any(_GOVERNS.match(text[a.end : level.start]) for a in before)
    )


_PARTED = re.compile(r",|\b(?:and|with)\b")
_GOVERNS = re.compile(
    r"^\s*(?:(?:was|were) (?:done|performed|carried out|undertaken) )?"
    r"(?:(?:of|at|from|over|on|between|in)\s+(?:the )?(?:level of )?)?$",
    re.IGNORECASE,
)


def _shared(text: str, links: list[Link]) -> list[Link]:
    """Give a level in a list ("at C4-5 and at C6-7") what the one before it has."""
    for at in range(1, len(links)):
        gap = text[links[at - 1].level.end : links[at].level.start]
        if not links[at].anchors and _LISTED.fullmatch(gap):
            links[at] = Link(links[at].level, links[at - 1].anchors)
    return links


#: "in the L4/5 disc and in the facets of L5/S1", "at C3-4 and, less so, C4-5"
_LISTED = re.compile(
    r"[\s,>]*(?:and|or|to|as well as|also)?[\s,]*(?:also\s|to a lesser \w+,?\s|"
    r"less so,?\s|separately,?\s)?(?:at|of|in|the|on)?[\s\w-]{0,12}"
    r"|[\s\w]{0,14}(?:and|as well as)\s(?:in|of|at)\s(?:the\s)?(?:\w+\s){1,2}"
    r"(?:of|at)\s"
    r"|[\s,]*(?:and|with|plus)\s(?:an?|one|two|another|(?:the|a) (?:second|other|"
    r"third|smaller|further))\b[\s\w-]{0,36}?\s(?:at|in|of|behind)\s(?:the\s)?"
    r"|[\s,]*on (?:both|either|the \w+) sides? and,? (?:to a lesser \w+,? )?"
    r"(?:at|in) (?:the )?(?:left |right )?"
    r"|[\s,]*(?:on the )?(?:left|right)(?: sides?)?[\s,]+(?:and )?(?:at )?",
    re.IGNORECASE,
)
_SCREW = re.compile(r"\bscrews?\b", re.IGNORECASE)
_BEYOND = re.compile(
    r"\b(?:(?:below|above|beyond|caudal to|cranial to|distal to|proximal to)|"
    r"(?:sparing|preserving|leaving) (?:the )?(?:arch|lamina) of)\s+$",
    re.IGNORECASE,
)


def _as_operated(text: str, link: Link) -> Link:
    """Return a link whose operations keep their mention only if done at the level.

    "screws at C3, C4 and C6" says where the metal sits, "sacrectomy below S2" where
    the cut runs; "screws from C3 to C6" is a span. The anchors stay.
    """
    kept = tuple(
        replace(a, mention=None)
        if a.role == "operation" and not _is_operated(text, link.level, a)
        else a
        for a in link.anchors
    )
    return Link(link.level, kept)


def _is_operated(text: str, level: LevelMatch, anchor: Anchor) -> bool:
    if _BEYOND.search(text, max(0, level.start - 40), level.start):
        return False
    if any("-" in value for value in level.levels):
        return True
    return not _SCREW.search(text, min(anchor.start, level.start), level.end)
