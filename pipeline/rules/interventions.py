"""Interventions with status, kind and the levels they were done at."""

import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.pack import Concept, Pack, Row
from pipeline.rules import spans
from pipeline.rules.bare_names import BareNames, is_bare
from pipeline.rules.home_drugs import is_home_drug
from pipeline.rules.intervention_summaries import Summaries
from pipeline.rules.reading import STORY, Mention, Reading, Sentence
from pipeline.rules.terms import TermMatch
from pipeline.rules.treatment_elsewhere import (
    brought_it_on,
    is_elsewhere,
    is_taken_against_clots,
)
from pipeline.rules.treatment_status import StatusCue, TreatmentStatus, compile_cues

_OWN_SECTIONS = STORY | {
    "body",
    "abstract",
    "title",
    "results",
    "discussion",
    "conclusion",
    "introduction",
    "caption",
}


def compile_status(rows: Iterable[Row]) -> tuple[StatusCue, ...]:
    """Return the cues of clauses and sentences in the order of the lexicon.

    They can judge the cell of a table as well; the first that matches wins.
    """
    return tuple(c for c in compile_cues(rows) if c.scope in {"clause", "sentence"})


class InterventionReader:
    """Adds intervention mentions."""

    def __init__(self, pack: Pack, cues: tuple[StatusCue, ...]) -> None:
        """Take the pack and the compiled status cues."""
        self.pack = pack
        self.summaries = Summaries(pack.rows("intervention_links"))
        self.bare = BareNames(pack)
        near = compile_cues(pack.rows("status_cues"))
        self.status = TreatmentStatus(
            cues, tuple(c for c in near if c.scope not in {"clause", "sentence"})
        )

    def read(self, reading: Reading) -> None:
        """Read the interventions of every own sentence."""
        for sentence in reading.own_sentences():
            if sentence.section.category not in _OWN_SECTIONS:
                continue
            for term in reading.terms_in("interventions", sentence):
                self._add(reading, sentence, term)
        self.summaries.drop(reading)
        if not reading.of_field("intervention"):
            self._advice(reading)

    def _add(self, reading: Reading, sentence: Sentence, term: TermMatch) -> None:
        known = self.pack.concept("intervention", term.concept)
        kind = known.kind if known else ""
        status = self.status.of(reading, sentence, term, kind)
        if status is None:
            return
        if is_bare(self.pack, term.concept):
            meaning = self.bare.meaning(reading, sentence, term, status)
            if meaning is None or is_taken_against_clots(reading, term):
                return
            term = replace(term, concept=meaning)
            known = self.pack.concept("intervention", meaning)
        if self._is_another_matter(reading, sentence, term, status, known):
            return
        field = "comorbidity" if status == "historical" else "intervention"
        spans.add(
            reading,
            sentence,
            term.start,
            term.end,
            field,
            concept=term.concept,
            rule=term.rule,
            status=status,
            kind=known.kind if known else "",
            code=known.code if known else None,
        )

    def _is_another_matter(
        self,
        reading: Reading,
        sentence: Sentence,
        term: TermMatch,
        status: str,
        known: Concept | None,
    ) -> bool:
        """Was a treatment for another disease, or the cause of this one?"""
        if known is None:
            return False
        is_drug = known.kind == "medication" and status != "considered"
        if is_drug and is_home_drug(reading, sentence, term, known=known):
            return True
        if status != "performed":
            return False
        return is_elsewhere(reading, known) or brought_it_on(reading, sentence, term)

    def _advice(self, reading: Reading) -> None:
        """Take what a report advises as recommended where it tells of no treatment."""
        if len(reading.patients) != 1:
            return
        for sentence in reading.sentences:
            if sentence.own or sentence.section.category in {"introduction", "title"}:
                continue
            if not _ADVICE.search(sentence.text) or _CONDITION.search(sentence.text):
                continue
            for term in reading.terms_in("interventions", sentence):
                known = self.pack.concept("intervention", term.concept)
                if known is None or known.kind not in {"conservative", "medication"}:
                    continue
                if reading.assertions.at(term.start, term.end).status == "absent":
                    continue
                reading.mentions.append(
                    Mention(
                        "intervention",
                        term.concept,
                        term.start,
                        term.end,
                        term.rule,
                        sentence.index,
                        status="recommended",
                        patients=(1,),
                        kind=known.kind,
                    )
                )


def drop_generic(reading: Reading, pack: Pack) -> None:
    """Drop "surgery" where a patient has a named operation, done or not done alike.

    A title or a sentence about several patients ("five operated cases") names none.
    """
    generic = {
        id(m)
        for m in reading.of_field("intervention")
        if (known := pack.concept("intervention", m.concept or ""))
        and known.note == "generic"
    }
    named = {
        (patient, _group(m.kind), m.status == "performed")
        for m in reading.of_field("intervention")
        if id(m) not in generic
        for patient in m.patients
    }

    def is_empty(mention: Mention) -> bool:
        if _names_no_operation(reading, mention):
            return True
        is_done = mention.status == "performed"
        return all(
            (p, _group(mention.kind), is_done) in named for p in mention.patients
        )

    reading.mentions = [
        m for m in reading.mentions if id(m) not in generic or not is_empty(m)
    ]


def _group(kind: str) -> str:
    """Return the kind of a treatment; drugs are part of what is conservative."""
    return "conservative" if kind == "medication" else kind


def _names_no_operation(reading: Reading, mention: Mention) -> bool:
    if mention.status != "performed":
        return False
    if mention.kind == "conservative":
        return len(mention.patients) > 1
    if mention.kind != "surgery":
        return False
    section = reading.sentences[mention.sentence].section.category
    return len(mention.patients) > 1 or section == "title"


_ADVICE = re.compile(
    r"\b(?:only treatment needed|treatment (?:needed )?is|recommended|is advised|"
    r"management is|are used to|"
    r"treatment of choice|observation and follow-up)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:if|unless|when|in case|not required|contraindicated|until)\b", re.IGNORECASE
)


__all__ = [
    "InterventionReader",
    "StatusCue",
    "compile_status",
    "drop_generic",
]
