"""Imaging findings with the modality that showed them.

A finding counts where imaging speaks: its sentence names a modality, stands in an
imaging section or caption, or goes on from such a sentence, before the operation.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.pack import Pack
from pipeline.rules import spans
from pipeline.rules.discourse import tense
from pipeline.rules.imaging_again import seen_again
from pipeline.rules.imaging_course import Course
from pipeline.rules.imaging_former import former_and_latter
from pipeline.rules.imaging_hits import find_hits
from pipeline.rules.imaging_measures import read_bounds
from pipeline.rules.imaging_modality import (
    Shown,
    governing,
    modality_groups,
    named_before,
)
from pipeline.rules.imaging_plain import is_plain_lesion
from pipeline.rules.imaging_sense import is_beside_the_point, is_told
from pipeline.rules.imaging_shares import shares_of
from pipeline.rules.imaging_status import Hit, status_of
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.signal import find_signals, names_sequence

#: In a note of findings.tsv: the name where the finding is denied ("no psoas abscess").
DENIED = "denied:"
#: In a note: "in epidural hematoma: X", the name where the disease told is that
_PROVED = re.compile(r"in (?P<disease>[^:]+): (?P<name>.+)")
#: In a note: a term read only where it is denied ("no lymph nodes").
IF_ABSENT = "if absent"


class ImagingReader:
    """Adds the imaging mentions of a reading."""

    def __init__(self, pack: Pack) -> None:
        """Take the kinds of finding, and which of them are a lesion by themselves."""
        self.pack = pack
        self.lesions = {
            row["concept"] for row in pack.rows("lesion_ranks") if row["rank"] == "1"
        }
        self.denied_names = {
            f"findings.tsv#{row['term']}": row["note"].removeprefix(DENIED).strip()
            for row in pack.rows("findings")
            if row["note"].startswith(DENIED)
        }
        self.proved_names = {
            f"findings.tsv#{row['term']}": (found["disease"], found["name"])
            for row in pack.rows("findings")
            if (found := _PROVED.fullmatch(row["note"]))
        }
        self.only_denied = {
            f"findings.tsv#{row['term']}"
            for row in pack.rows("findings")
            if row["note"] == IF_ABSENT
        }
        self.bounds = read_bounds(pack.rows("findings"))

    def read(self, reading: Reading) -> None:
        """Add one mention per finding and modality."""
        before: Shown | None = None
        last: Sentence | None = None
        course = Course(reading)
        lined = _has_a_line_each(reading.sentences)
        for sentence in reading.sentences:
            parted = last is not None and last.paragraph != sentence.paragraph
            if parted and not lined and not _imaging(sentence):
                before = None
            groups = modality_groups(reading, sentence) or _implied(reading, sentence)
            groups = former_and_latter(reading.text, sentence, groups, before)
            groups = [named_before(reading.text, g, before) for g in groups]
            late = course.is_late(sentence, imaged=bool(groups))
            if sentence.own and not (late or _is_general(sentence)):
                self._read_sentence(reading, sentence, groups, before)
                again = seen_again(reading, sentence, groups, self.lesions)
                reading.mentions += list(again)
            course.go_on(sentence, imaged=any(any(g.names) for g in groups))
            if groups:
                before = groups[-1]
            elif not self._goes_on(reading, sentence):
                before = None
            last = sentence

    def _goes_on(self, reading: Reading, sentence: Sentence) -> bool:
        return _imaging(sentence) or (
            sentence.stage == "narrative"
            and (
                bool(reading.terms_in("findings", sentence))
                or _measures(reading, sentence)
            )
        )

    def _read_sentence(
        self,
        reading: Reading,
        sentence: Sentence,
        groups: list[Shown],
        before: Shown | None,
    ) -> None:
        if not groups and not _imaging(sentence) and _is_operative(reading, sentence):
            before = None
        shown_here = bool(groups or before) or _imaging(sentence)
        for found in find_hits(reading, sentence):
            hit = self._measured(reading, sentence, found)
            if hit is None:
                continue
            if shown_here or is_plain_lesion(reading, sentence, hit, self.lesions):
                self._add(reading, sentence, groups, before, hit)

    def _measured(self, reading: Reading, sentence: Sentence, hit: Hit) -> Hit | None:
        """Return a hit under the name its measure gives; None if it has none."""
        bound = self.bounds.get(hit.rule)
        if bound is None:
            return hit
        name = bound.name(reading.text, hit.start, hit.end, sentence.end, hit.concept)
        return replace(hit, concept=name) if name else None

    def _add(
        self,
        reading: Reading,
        sentence: Sentence,
        groups: list[Shown],
        before: Shown | None,
        hit: Hit,
    ) -> None:
        status = status_of(reading, sentence, hit)
        if status != "absent" and hit.rule in self.only_denied:
            return
        if is_beside_the_point(
            reading, sentence, hit, status, named=bool(groups), lesions=self.lesions
        ):
            return
        shown = governing(groups, hit.start, hit.end, reading.text, before)
        names = shown.names if shown else (None,)
        if hit.rule.startswith("signal:") and "MRI" in names:
            names = ("MRI",)
        whose = reading.patients_at(sentence, hit.start)
        shares = shares_of(reading, sentence, hit.end, status) or ((status, whose),)
        for name in names:
            for said, who in shares:
                self._add_one(reading, sentence, hit, name, said, who)

    def _add_one(
        self,
        reading: Reading,
        sentence: Sentence,
        hit: Hit,
        modality: str | None,
        status: str,
        patients: tuple[int, ...],
    ) -> None:
        concept = hit.concept
        if status == "absent":
            concept = self.denied_names.get(hit.rule, concept)
        elif hit.rule in self.proved_names:
            disease, name = self.proved_names[hit.rule]
            concept = name if is_told(reading, disease, patients) else concept
        known = self.pack.concept("finding", concept)
        spans.add(
            reading,
            sentence,
            hit.start,
            hit.end,
            "imaging",
            concept=concept,
            rule=hit.rule,
            status=status,
            modality=modality,
            kind=known.kind if known else "other",
            code=known.code if known else None,
            patients=patients,
        )


#: "The right ventricle was normal in size", "Its wall measured 4 mm"
_OF_A_PART = re.compile(
    r"(?:the|its|both|left|right|there (?:was|were)|no) (?!patient|man|woman|boy|girl|"
    r"child|family|mother|father|diagnosis|operation|treatment|course|decision)"
    r"[^.;]*\b(?:normal|preserved|intact|unremarkable|measur\w+|size|diameter|"
    r"appear\w*|seen|visible|thickness|fraction|gradient|\d+ ?(?:%|mm|cm))",
    re.IGNORECASE,
)


def _measures(reading: Reading, sentence: Sentence) -> bool:
    """Does a sentence go on to describe an image by a part of it, or a measure?"""
    return _OF_A_PART.match(sentence.text) is not None and not any(
        reading.terms_in(name, sentence)
        for name in ("symptoms", "labs", "interventions")
    )


def _has_a_line_each(sentences: Sequence[Sentence]) -> bool:
    """Does every sentence of a long text have a line of its own?

    Then the breaks between lines part no paragraphs.
    """
    heads = sum(s.first_in_paragraph for s in sentences)
    return len(sentences) >= _LONG and heads >= _MOST * len(sentences)


_LONG = 8
_MOST = 0.9


def _implied(reading: Reading, sentence: Sentence) -> list[Shown]:
    """Return magnetic resonance where a sentence tells of signal on its sequences."""
    signals = find_signals(reading.text, sentence.start, sentence.end)
    if not signals or not names_sequence(sentence.text):
        return []
    values = {v for level in reading.levels_in(sentence) for v in level.levels}
    if _is_operative(reading, sentence) or any("T2" in v or "T1" in v for v in values):
        return []
    return [Shown(("MRI",), sentence.start, sentence.start)]


def _is_general(sentence: Sentence) -> bool:
    """Does a sentence tell what holds for all: "MRI is the method of choice for …"?"""
    apart = sentence.cues & {"own", "definite", "pronoun", "introduced"}
    if apart or "general" not in sentence.cues:
        return False
    return tense(_PASSIVE.sub("is", sentence.text)) == "present"


#: "are increasingly recognised" is no past
_PASSIVE = re.compile(r"\b(?:is|are)\s+(?:\w+ly\s+)?\w+ed\b", re.IGNORECASE)


def _imaging(sentence: Sentence) -> bool:
    return sentence.section.category in {"imaging", "caption"}


def _is_operative(reading: Reading, sentence: Sentence) -> bool:
    """Does a sentence tell of an operation or a puncture?"""
    return any(
        m.sentence == sentence.index and m.kind in {"surgery", "procedure"}
        for m in reading.of_field("intervention")
    )
