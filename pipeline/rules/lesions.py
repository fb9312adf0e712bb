"""Where the lesion is: levels of the pathology, not of operation, root or screw."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.rules import spans
from pipeline.rules.imaging_sense import is_told
from pipeline.rules.lesion_ranks import BESIDE, OPERATED, Ranker
from pipeline.rules.level_links import Link, link_levels
from pipeline.rules.level_order import contains
from pipeline.rules.reading import Mention, Reading, Sentence

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
_COORDINATED = re.compile(
    r"^[\s,]*(?:and|with|plus|as well as|,)?\s*(?:[\w-]+\s+){0,2}$", re.IGNORECASE
)


_AIM = re.compile(r"(?:\w+\W+){0,3}(?:To|We) (?:describe|report|present)\b")


@dataclass(frozen=True, slots=True)
class Seat:
    """A level mention, its rank, and the lesions it belongs to."""

    mention: Mention
    rank: int
    of: frozenset[str]


class LesionReader:
    """Adds level mentions: concept "lesion" with a level, "region" with a region."""

    def __init__(
        self,
        ranks: Mapping[str, int],
        beside: Mapping[str, frozenset[str]],
        far: frozenset[str] = frozenset(),
    ) -> None:
        """Take the rank of each finding and the lesions it is no seat beside.

        Ranks: 1 lesion, 2 effect, 0 aside. A clot has no seat of its own at a fracture.
        The effects of some lesions lie `far` from them and say nothing of their seat.
        """
        self.far = far
        self.ranker = Ranker(ranks)
        self.beside = beside

    def read(self, reading: Reading) -> None:
        """Link levels to findings; keep those of the lesion itself."""
        found: list[Seat] = []
        for sentence in reading.own_sentences():
            for link in link_levels(reading, sentence):
                _give_levels(reading, link)
                rank = self.ranker.rank(reading, sentence, link)
                if rank is not None and not self._is_far(reading, sentence, rank):
                    of = self.ranker.lesions_of(link)
                    made = _mentions(reading, sentence, link)
                    found += [Seat(m, rank, of) for m in made]
        titled = _titled(reading)
        beside = {c: over for c, over in self.beside.items() if c not in titled}
        for patient in reading.patients:
            if not _keep_best(reading, patient.number, found, beside):
                _add_regions(reading, patient.number)

    def _is_far(self, reading: Reading, sentence: Sentence, rank: int) -> bool:
        """Is a level only one of an effect far from its lesion, as of a fistula?

        The congested cord and veins reach many levels from the fistula (Krings T,
        Geibprasert S, AJNR Am J Neuroradiol 2009;30:639-48).
        """
        if not BESIDE < rank < OPERATED:
            return False
        return any(is_told(reading, name, sentence.patients) for name in self.far)


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
    whose = reading.patients_at(sentence, level.start)
    each = [(whose, value) for value in level.levels]
    listed = reading.listed.get(level.start)
    each = [((who,), value) for who, value in listed] if listed else each
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
            patients=patients,
        )
        for patients, value in each
    ]
    return [m for m in made if m is not None]


def _titled(reading: Reading) -> set[str]:
    """Return the findings that the title or the aim of a report names."""
    return {
        term.concept
        for sentence in reading.sentences
        if sentence.section.category == "title" or _AIM.match(sentence.text)
        for term in reading.terms_in("findings", sentence)
    }


def _stands_apart(
    seat: Seat, kept: Sequence[Seat], beside: Mapping[str, frozenset[str]]
) -> bool:
    """Is a seat one of its own, not that of a clot beside a fracture?"""
    over = [beside.get(concept, frozenset()) for concept in seat.of]
    if not over or not all(over):
        return True
    main = frozenset.union(*over)
    return not any(other.of & main for other in kept)


def _keep_best(
    reading: Reading,
    number: int,
    found: list[Seat],
    beside: Mapping[str, frozenset[str]],
) -> bool:
    """Keep the levels of the best rank a patient has; say whether there are any."""
    mine = [seat for seat in found if number in seat.mention.patients]
    if not mine:
        return False
    best = min(seat.rank for seat in mine)
    kept = [seat for seat in mine if seat.rank == best]
    kept = [seat for seat in kept if _stands_apart(seat, kept, beside)]
    chosen = {id(seat) for seat in kept}
    drop = {
        id(seat.mention)
        for seat in mine
        if id(seat) not in chosen or any(_includes(other, seat) for other in kept)
    }
    if len({p.number for p in reading.patients}) > 1:
        drop -= {id(seat.mention) for seat in mine if len(seat.mention.patients) != 1}
    reading.mentions = [m for m in reading.mentions if id(m) not in drop]
    return True


def _includes(other: Seat, seat: Seat) -> bool:
    """Is a level part of a longer one of the same lesion?

    A disc with discitis inside the span of an abscess is a seat of its own, and so is
    the vertebra that collapsed beside it.
    """
    span, level = other.mention.value or "", seat.mention.value or ""
    if span == level or not contains(span, level):
        return False
    return not (seat.of and other.of and not seat.of & other.of)


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
