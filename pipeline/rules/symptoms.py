"""Symptoms and signs of the presentation, present or denied, and their duration."""

import re

from pipeline.pack import Pack
from pipeline.rules import spans
from pipeline.rules.complaint_time import complaint_times
from pipeline.rules.presentation import presenting
from pipeline.rules.quantities import Duration
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.symptom_figures import Sign, signs_by_figures
from pipeline.rules.symptom_status import status_of
from pipeline.rules.terms import TermMatch
from pipeline.rules.told_between import presenting_between

#: In a note of symptoms.tsv: the name where the symptom is denied.
DENIED = "denied:"
#: "weakness of the left arm and leg": the words of both sides, but of one side only
_ONE_SIDE = re.compile(r"\b(?:left|right)\b", re.IGNORECASE)
_HALF = {"tetraparesis": "hemiparesis", "tetraplegia": "hemiplegia"}
_SIDE = 6  # letters of "right " before a term
_NEXT = re.compile(r",\s(?:the|his|her|both|all|there)\s", re.IGNORECASE)
_PERSON = re.compile(
    r"\b(?:a|an|one|the other|another) (?:[\w-]+ ){0,3}(?:man|woman|"
    r"boy|girl|child|infant)\b",
    re.IGNORECASE,
)
_TURNS = re.compile(
    r"[;.]|\b(?:because of|on account of|to investigate|performed for|done for)\b|, "
    r"(?:and |but |while |whereas )?(?:none|all|both|neither|he|she|there was|there "
    r"were|the (?:patient|boy|girl|man|woman|child))\b|\b(?:was|were|is) (?:referred|"
    r"admitted|seen|brought)\b|\b(?:presented|complained|developed|noticed|consulted|"
    r"denied)\b",
    re.IGNORECASE,
)


class SymptomReader:
    """Adds symptom and duration mentions."""

    def __init__(self, pack: Pack) -> None:
        """Take the concepts from the pack."""
        self.pack = pack
        self._only_absent = {  # "no pain" denies; a bare "pain" says too little
            f"symptoms.tsv#{row['term']}"
            for row in pack.rows("symptoms")
            if row.cells.get("note") == "if absent"
        }
        self._denied_names = {  # "no saddle numbness" denies a saddle anaesthesia
            f"symptoms.tsv#{row['term']}": note.removeprefix(DENIED).strip()
            for row in pack.rows("symptoms")
            if (note := row.cells.get("note", "")).startswith(DENIED)
        }

    def read(self, reading: Reading) -> None:
        """Add the symptoms of every own sentence before treatment."""
        told = presenting(reading)
        for sentence in presenting_between(reading, told):
            terms = reading.terms_in("symptoms", sentence)
            for term in terms:
                self._add(reading, sentence, term, terms)
            for sign in signs_by_figures(sentence.text):
                self._measured(reading, sentence, sign)

    def _add(
        self,
        reading: Reading,
        sentence: Sentence,
        term: TermMatch,
        terms: list[TermMatch],
    ) -> None:
        if _shown_on_image(reading, sentence, term.start):
            return
        if _one_of_several(reading, sentence, term.start):
            return
        if _runs_on(reading, term):
            return
        status = status_of(reading, sentence, term, terms)
        if status is None or (status != "absent" and term.rule in self._only_absent):
            return
        concept = self._name(reading, term, status)
        known = self.pack.concept("symptom", concept)
        spans.add(
            reading,
            sentence,
            term.start,
            term.end,
            "symptom",
            concept=concept,
            rule=term.rule,
            status=status,
            kind=known.kind if known else "",
            code=known.code if known else None,
        )

    def _name(self, reading: Reading, term: TermMatch, status: str) -> str:
        """Return the concept of a term, which its status or its side may change."""
        if status == "absent":
            return self._denied_names.get(term.rule, term.concept)
        start = max(0, term.start - _SIDE)
        one_sided = _ONE_SIDE.search(reading.text, start, term.end) is not None
        return _HALF.get(term.concept, term.concept) if one_sided else term.concept

    def _measured(self, reading: Reading, sentence: Sentence, sign: Sign) -> None:
        """Add a symptom that a figure proves, at its place in the sentence."""
        known = self.pack.concept("symptom", sign.concept)
        spans.add(
            reading,
            sentence,
            sentence.start + sign.start,
            sentence.start + sign.end,
            "symptom",
            concept=sign.concept,
            rule=sign.rule,
            status="present",
            code=known.code if known else None,
        )

    def read_durations(self, reading: Reading) -> None:
        """Add how long the complaint of each patient lasted: the surest wins."""
        told = presenting(reading)
        best: dict[int, tuple[int, Sentence, Duration]] = {}
        for sentence in presenting_between(reading, told):
            if sentence.section.category == "title":
                continue
            for weight, duration in complaint_times(reading, sentence):
                for patient in reading.patients_at(sentence, duration.start):
                    if patient not in best or weight > best[patient][0]:
                        best[patient] = weight, sentence, duration
        for patient, (_, sentence, duration) in sorted(best.items()):
            spans.add(
                reading,
                sentence,
                duration.start,
                duration.end,
                "duration",
                value=f"{duration.days:g}",
                unit="days",
                rule=duration.rule,
                status="present",
                patients=(patient,),
            )


def _one_of_several(reading: Reading, sentence: Sentence, start: int) -> bool:
    """Is a symptom that of one person of a list, we cannot tell of which patient?"""
    shared = len(reading.patients_at(sentence, start)) > 1
    return shared and len(_PERSON.findall(sentence.text)) > 1


def _runs_on(reading: Reading, term: TermMatch) -> bool:
    """Does a term run on into the next clause: "weak, the knee jerks brisk"?"""
    whole = term.words[-1] - term.words[0] == len(term.words) - 1
    return whole and _NEXT.search(reading.text, term.start, term.end) is not None


def _shown_on_image(reading: Reading, sentence: Sentence, start: int) -> bool:
    return any(
        m.end <= start and not _TURNS.search(reading.text, m.end, start)
        for m in reading.terms_in("modalities", sentence)
    )
