"""Names that only sum up, announce or accompany an intervention named more exactly."""

import re
from collections.abc import Iterable, Sequence

from pipeline.pack import Row
from pipeline.rules.reading import Mention, Reading

_ANY = "*"
_ANNOUNCED = frozenset({"considered", "recommended"})
#: "chemotherapy (carboplatin, paclitaxel)", "an anticoagulant such as heparin"
_NAMES_IT = re.compile(
    r"^\s*(?:(?:therapy|treatment|agents?|drugs?|regimen|infusion|was|were|is|"
    r"started|begun|given|initiated|commenced|administered)\s+){0,3}"
    r"(?:\(|:|with|using|by|,? ?(?:consisting of|comprising|including|such as|namely|"
    r"based on|in the form of|i\.e\.))\s*(?:[\w/-]+\s+){0,3}$",
    re.IGNORECASE,
)
#: "decompression by laminectomy", "decompression (laminectomy T9-T11)"
_MEANS = re.compile(
    r"^[^.;,]{0,40}?(?:\(|:|(?<!followed )(?<!preceded )\bby\b|\bvia\b|"
    r"\bthrough\b|\bwith\b|\bin the form of\b|"
    r"\bconsisting of\b|\busing\b)[^.;]{0,30}$",
    re.IGNORECASE,
)

#: "at first she refused": what came later counts
_AT_FIRST = re.compile(
    r"\b(?:at first|first refused|initially|originally)\b", re.IGNORECASE
)

#: the rule of a term that names what was taken out: "tumor & removed"
_OBJECT = re.compile(r" [&>] ")


class Summaries:
    """The rows of intervention_links.tsv: what says less than what."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Index the rows by relation."""
        self._links: dict[str, set[tuple[str, str]]] = {}
        for row in rows:
            pairs = self._links.setdefault(row["relation"], set())
            pairs.add((row["intervention"], row["other"]))

    def drop(self, reading: Reading) -> None:
        """Drop what sums up another intervention, or is a part of one, of each patient.

        "Laminectomy was done. … Six months after decompression she walked." tells of
        one operation; "a facet joint injection of triamcinolone" of one injection;
        "laminectomy was planned" of none where it was done later.
        """
        every = reading.of_field("intervention")
        done = [m for m in every if m.status == "performed"]
        gone = {
            id(m)
            for m in done
            if m.patients
            and all(self._is_told(reading, m, p, done) for p in m.patients)
        }
        gone |= {id(m) for m in every if _was_done_later(reading, m, done)}
        reading.mentions = [m for m in reading.mentions if id(m) not in gone]

    def _holds(self, relation: str, one: str, other: str | None) -> bool:
        return (one, other) in self._links.get(relation, ())

    def _is_told(
        self, reading: Reading, mention: Mention, patient: int, done: Sequence[Mention]
    ) -> bool:
        others = [m for m in done if patient in m.patients and m is not mention]
        beside = [m for m in others if m.sentence == mention.sentence]
        name = mention.concept or ""
        if any(self._is_in(reading, mention, m) for m in beside):
            return True
        if mention.kind == "surgery" and self._is_one_of_several(
            reading, mention, beside
        ):
            return False
        return any(self._holds("sums_up", name, m.concept) for m in others)

    def _is_one_of_several(
        self, reading: Reading, mention: Mention, beside: Sequence[Mention]
    ) -> bool:
        """Is an operation told beside others, so that it is one of its own?

        An abstract sums up: "decompression and fixation" are laminectomy and screws;
        so does any sentence that gives it no level and names none of what it sums up.
        """
        section = reading.sentences[mention.sentence].section.category
        if section in {"abstract", "introduction", "discussion", "conclusion"}:
            return False
        others = [m for m in beside if m.kind == "surgery"]
        name = mention.concept or ""
        return bool(others) and (
            bool(mention.levels)
            or any(self._holds("sums_up", name, m.concept) for m in others)
        )

    def _is_in(self, reading: Reading, mention: Mention, other: Mention) -> bool:
        """Is a mention a part of another of its sentence, or the class of its drug?"""
        name = mention.concept or ""
        gap = reading.text[mention.end : other.start]
        if self._holds("same_as", name, other.concept):
            is_bare = not _OBJECT.search(mention.rule)
            return is_bare and mention.start < other.end and other.start < mention.end
        if self._holds("class_of", name, _ANY) and other.kind == "medication":
            return mention.end <= other.start and bool(_NAMES_IT.match(gap))
        if not self._holds("part_of", name, other.concept):
            return False
        if name == "decompression":
            return mention.end <= other.start and bool(_MEANS.match(gap))
        return name != "fusion" or "graft" in mention.rule


def _was_done_later(
    reading: Reading, mention: Mention, done: Sequence[Mention]
) -> bool:
    """Was what is planned or advised done later, in each patient it is told of?"""
    if mention.sentence < 0 or not mention.patients:
        return False
    told = reading.sentences[mention.sentence].text
    if mention.status not in _ANNOUNCED and not (
        mention.status == "declined" and _AT_FIRST.search(told)
    ):
        return False
    if reading.sentences[mention.sentence].is_late:
        return False
    later = [m for m in done if m.start > mention.start]
    return all(any(_is_same(m, mention, p) for m in later) for p in mention.patients)


def _is_same(done: Mention, planned: Mention, patient: int) -> bool:
    if patient not in done.patients:
        return False
    is_any = planned.concept == "surgery" and done.kind == "surgery"
    return is_any or done.concept == planned.concept


__all__ = ["Summaries"]
