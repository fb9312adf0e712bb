"""Where the lesion is: levels of the pathology, not of operation, root or screw."""

import re
from collections.abc import Iterable, Mapping

from pipeline.pack import Row
from pipeline.rules import spans
from pipeline.rules.level_links import Anchor, Link, link_levels
from pipeline.rules.level_order import contains
from pipeline.rules.reading import Mention, Reading, Sentence

LESION, EFFECT, BESIDE, ASIDE = 1, 3, 2, 0
_REGION_WORD = re.compile(
    r"\b(?:(?P<cervicothoracic>cervico-?(?:thoracic|dorsal))|"
    r"(?P<thoracolumbar>thoraco-?lumbar|dorso-?lumbar)|"
    r"(?P<lumbosacral>lumbo-?sacral)|(?P<craniocervical>cranio-?(?:cervical|vertebral)|"
    r"cervico-?medullary)|"
    r"(?P<cervical>cervical|neck)|(?P<thoracic>thoracic|dorsal)|(?P<lumbar>lumbar)|"
    r"(?P<sacral>sacral|sacrum))\b"
    r"(?=\s+(?:\w+\s+)?(?:spine|spinal|vertebra|vertebrae|disc|discs|disk|canal|cord|"
    r"myelopathy|column|region|level|segment|"
    r"epidural|intradural|intervertebral|ligament|facet|meningioma|junction))",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:old|incidental|healed|not relevant|irrelevant|ignore|unrelated|asymptomatic|"
    r"did not touch|screws?|"
    r"incision|approach|puncture|catheter|drain|dermatom\w*|sensory|pin-?prick|"
    r"myotome|nerve root|spinous process\w*|rib)\b",
    re.IGNORECASE,
)


_LEVEL = (
    r"(?:[CTDLS]\d{1,2}|the|levels?|dis[ck]s?|vertebra[el]?|bod(?:y|ies)|and|or|at|of)"
)
_SPARED = re.compile(
    rf"^(?:[\s,-]+{_LEVEL})*(?<!\band)\s+(?:(?:was|were|is|are|being|remained|stayed)\s+)?"
    r"(?:(?:both|all|entirely|completely)\s+)?(?:spared|unaffected|uninvolved|intact|"
    r"not (?:involved|affected))\b",
)
_SPARING = re.compile(
    rf"\b(?:spar(?:ed|ing|es)|excluding)\s+(?:only\s+)?(?:{_LEVEL}[\s,/-]+)*$",
    re.IGNORECASE,
)
_NEXT_ITEM = re.compile(r",?\s(?:and|with),? (?:as )?an (?:old|incidental|unrelated)\b")
_COORDINATED = re.compile(
    r"^[\s,]*(?:and|with|plus|as well as|,)?\s*(?:[\w-]+\s+){0,2}$", re.IGNORECASE
)


class LesionReader:
    """Adds level mentions: concept "lesion" with a level, "region" with a region."""

    def __init__(self, ranks: Mapping[str, int]) -> None:
        """Take the rank of each finding (1 lesion, 2 effect, 0 aside)."""
        self.ranks = ranks

    def read(self, reading: Reading) -> None:
        """Link levels to findings; keep those of the lesion itself."""
        found: list[tuple[Mention, int]] = []
        for sentence in reading.own_sentences():
            for link in link_levels(reading, sentence):
                _give_levels(reading, link)
                rank = self._rank(reading, sentence, link)
                if rank is not None:
                    found += [(m, rank) for m in _mentions(reading, sentence, link)]
        for patient in reading.patients:
            if not _keep_best(reading, patient.number, found):
                _add_regions(reading, patient.number)

    def _rank(self, reading: Reading, sentence: Sentence, link: Link) -> int | None:
        """Return LESION, EFFECT, or None for a level that is neither."""
        if sentence.section.category in {
            "treatment",
            "outcome",
            "discussion",
            "conclusion",
        }:
            return None
        if sentence.is_late and sentence.section.category != "caption":
            return None
        level = link.level
        around = _around(reading.text, sentence, level.start, level.end)
        roles = [a.role for a in link.anchors]
        if _is_spared(reading.text, sentence, level.start, level.end):
            return None
        if _ASIDE.search(around) or (roles and roles[0] == "operation"):
            return None
        if "operation" in roles and sentence.stage == "operation":
            return None
        ranks = [r for a in link.anchors if (r := self._worth(a)) is not None]
        if sentence.section.category == "title":
            return LESION
        if not ranks:
            return None if roles else EFFECT
        told = [r for r in ranks if r != ASIDE]
        if not told:
            return None
        return BESIDE if told[0] == EFFECT and LESION in told else told[0]

    def _worth(self, anchor: Anchor) -> int | None:
        if not anchor.present or anchor.role in {"operation", "symptom"}:
            return None
        if anchor.role == "condition":
            return LESION
        return self.ranks.get(anchor.concept, EFFECT)


def _around(text: str, sentence: Sentence, start: int, end: int) -> str:
    """Return the words about a level; behind it none of the next item of a list."""
    low, high = max(sentence.start, start - 35), min(sentence.end, end + 35)
    following = _NEXT_ITEM.search(text, end, high)
    return text[low : following.start() if following else high]


def _is_spared(text: str, sentence: Sentence, start: int, end: int) -> bool:
    """Is a level one the lesion leaves alone: "S1 was spared", "sparing S1 and S2"?"""
    if _SPARING.search(text[sentence.start : start]):
        return True
    return _SPARED.match(text[end : sentence.end]) is not None


_RANKS = {"1": LESION, "2": EFFECT, "0": ASIDE}


def read_ranks(rows: Iterable[Row]) -> dict[str, int]:
    """Return the rank of each finding in lesion_ranks.tsv."""
    return {row["concept"]: _RANKS[row["rank"]] for row in rows}


def _give_levels(reading: Reading, link: Link) -> None:
    """Give a level to its findings, and to the operation it was done at.

    "laminectomy and excision at L4-L5" gives it to both operations.
    """
    found = [a.mention for a in link.anchors if a.role == "finding" and a.mention]
    done = [a.mention for a in link.anchors if a.role == "operation" and a.mention]
    done = [m for m in done if m.kind in {"surgery", "procedure"}]
    joined = [
        m for m in done[1:] if _COORDINATED.match(reading.text[m.end : done[0].start])
    ]
    for mention in (*found, *done[:1], *joined):
        mention.levels = tuple(dict.fromkeys((*mention.levels, *link.level.levels)))


def _mentions(reading: Reading, sentence: Sentence, link: Link) -> list[Mention]:
    """Add a level mention per level; of a list, each to its own patient."""
    level = link.level
    listed = level.start in reading.listed
    whose = reading.patients_at(sentence, level.start)
    made = [
        spans.add(
            reading,
            sentence,
            level.start,
            level.end,
            "level",
            concept="lesion",
            value=value,
            rule=level.rule,
            status="present",
            patients=(at,) if listed else whose,
        )
        for at, value in enumerate(level.levels, 1)
    ]
    return [m for m in made if m is not None]


def _keep_best(reading: Reading, number: int, found: list[tuple[Mention, int]]) -> bool:
    """Keep the levels of the best rank a patient has; say whether there are any."""
    mine = [(m, rank) for m, rank in found if number in m.patients]
    if not mine:
        return False
    best = min(rank for _, rank in mine)
    kept = [m for m, rank in mine if rank == best]
    values = {m.value for m in kept if m.value}
    drop = {
        id(m)
        for m, rank in mine
        if rank != best
        or any(contains(v, m.value or "") for v in values if v != m.value)
    }
    if len({p.number for p in reading.patients}) > 1:
        drop = {id(m) for m, _ in mine if id(m) in drop and len(m.patients) == 1}
    reading.mentions = [m for m in reading.mentions if id(m) not in drop]
    return True


def _regions_of(text: str) -> set[str | None]:
    return {found.lastgroup for found in _REGION_WORD.finditer(text)}


def _add_regions(reading: Reading, number: int) -> None:
    """Add the region words of a patient whose text names no level."""
    for sentence in reading.own_sentences():
        if number not in sentence.patients or sentence.stage == "followup":
            continue
        if len(sentence.patients) > 1 and len(_regions_of(sentence.text)) > 1:
            continue
        for found in _REGION_WORD.finditer(sentence.text):
            start, end = sentence.start + found.start(), sentence.start + found.end()
            spans.add(
                reading,
                sentence,
                start,
                end,
                "level",
                concept="region",
                value=found.lastgroup,
                rule="level:region",
                patients=(number,),
            )
