"""Interventions with status, kind and the levels they were done at."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.pack import Concept, Pack, Row
from pipeline.rules import spans
from pipeline.rules.reading import STORY, Mention, Reading, Sentence
from pipeline.rules.terms import TermMatch

_CLAUSE = re.compile(
    r";|:|\.\s|,\s(?:but|and (?:he|she|the|a|an|was|were|had)|while|whereas|so|which|"
    r"who|after which|because|as)\b|\bbut\b|\bhowever\b|\bbecause\b|\balthough\b|\(|\)"
)
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


@dataclass(frozen=True, slots=True)
class StatusCue:
    """A pattern that sets the status of interventions in its clause or sentence."""

    status: str
    scope: str
    pattern: re.Pattern[str]


def compile_status(rows: Iterable[Row]) -> tuple[StatusCue, ...]:
    """Return the cues in the order of the lexicon; the first that matches wins."""
    return tuple(
        StatusCue(
            row["status"], row["scope"], re.compile(row["pattern"], re.IGNORECASE)
        )
        for row in rows
    )


class InterventionReader:
    """Adds intervention mentions."""

    def __init__(self, pack: Pack, cues: tuple[StatusCue, ...]) -> None:
        """Take the pack and the compiled status cues."""
        self.pack = pack
        self.cues = cues

    def read(self, reading: Reading) -> None:
        """Read the interventions of every own sentence."""
        for sentence in reading.own_sentences():
            if sentence.section.category not in _OWN_SECTIONS:
                continue
            for term in reading.terms_in("interventions", sentence):
                self._add(reading, sentence, term)
        drop_generic(reading, self.pack)
        if not reading.of_field("intervention"):
            self._advice(reading)

    def _add(self, reading: Reading, sentence: Sentence, term: TermMatch) -> None:
        known = self.pack.concept("intervention", term.concept)
        kind = known.kind if known else ""
        status = self._status(reading, sentence, term, kind)
        at_home = kind == "medication" and is_home_drug(
            reading, sentence, term, known=known
        )
        if status is None or at_home:
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

    def _status(
        self, reading: Reading, sentence: Sentence, term: TermMatch, kind: str
    ) -> str | None:
        clause = clause_of(reading.text, sentence, term.start, term.end)
        for cue in self.cues:
            where = sentence.text if cue.scope == "sentence" else clause
            if cue.status == "historical" and kind not in {"surgery", "procedure"}:
                continue
            if cue.pattern.search(where):
                return None if cue.status == "none" else cue.status
        assertion = reading.assertions.at(term.start, term.end)
        return None if assertion.status in {"absent", "possible"} else "performed"

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
    """Drop "surgery" where a patient has a named operation of the same status."""

    def is_generic(mention: Mention) -> bool:
        known = pack.concept("intervention", mention.concept or "")
        return known is not None and known.note == "generic"

    named = {
        (patient, m.kind, m.status)
        for m in reading.of_field("intervention")
        if not is_generic(m)
        for patient in m.patients
    }
    reading.mentions = [
        m
        for m in reading.mentions
        if m.field != "intervention"
        or not is_generic(m)
        or not all((p, m.kind, m.status) in named for p in m.patients)
    ]


_ON_DRUG = re.compile(
    r"\b(?:(?<!put )(?<!started )(?<!placed )(?<!commenced )(?<!begun )on|takes|took|"
    r"taking|taken|regular(?:ly)?|medications?|drugs|drug history|dh|"
    r"maintained on|long-?term|chronic|treated (?:with|by)|controlled (?:with|by|on)|"
    r"kept on|under|receiving|used|uses|therapy with|home)\b"
    r"[^.;]{0,60}$",
    re.IGNORECASE,
)
_FOR_DISEASE = re.compile(
    r"\b(?:hypertensi\w+|diabet\w+|atrial fibrillation|fibrillation|heart|cardiac|"
    r"coronary|asthma|copd|epileps\w+|prophyla\w+|prosthesis|valve|"
    r"stroke|thrombosis|infarct\w*|cholesterol|hyperlipid\w+|thyroid\w*|depress\w+|"
    r"reflux|osteoporosis|contracepti\w+|transplant\w*|anticoagula\w+|"
    r"past (?:medical )?history|comorbid\w+|medical history|pmh|background|known|"
    r"previous illnesses|earlier illnesses)\b",
    re.IGNORECASE,
)


_STARTED = re.compile(
    r"\b(?:start\w*|begun|began|commenc\w*|initiat\w*|introduc\w*|prescrib\w*|added|"
    r"switch\w*|chang\w*|given|gave|administer\w*|treated|replac\w*|received|"
    r"treatment|therapy)\b",
    re.IGNORECASE,
)


def is_home_drug(
    reading: Reading, sentence: Sentence, term: TermMatch, *, known: Concept | None
) -> bool:
    """Is a drug one the patient took before for another disease?

    Usual drugs of a comorbidity (note `routine` in concepts.tsv) count as given only
    where the text says that they were started.
    """
    if sentence.treated or sentence.section.category in {"treatment", "outcome"}:
        return False
    if _DRUG_LIST.match(sentence.text):
        return True
    clause = clause_of(reading.text, sentence, term.start, term.end)
    if known is not None and known.note == "routine" and not _STARTED.search(clause):
        return True
    before = reading.text[sentence.start : term.start]
    return bool(_ON_DRUG.search(before) and _FOR_DISEASE.search(sentence.text))


_DRUG_LIST = re.compile(
    r"\W*(?:medications?|drugs|drug history|dh|(?:current|regular) medication)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\b(?:only treatment needed|treatment (?:needed )?is|recommended|is advised|"
    r"management is|are used to|"
    r"treatment of choice|observation and follow-up)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:if|unless|when|in case|not required|contraindicated|until)\b", re.IGNORECASE
)


def clause_of(text: str, sentence: Sentence, start: int, end: int) -> str:
    """Return the clause of a sentence that holds start to end."""
    low = sentence.start
    for found in _CLAUSE.finditer(text, sentence.start, start):
        low = found.start()
    after = _CLAUSE.search(text, end, sentence.end)
    return text[low : after.start() if after else sentence.end]
