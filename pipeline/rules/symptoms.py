"""Symptoms and signs of the presentation, present or denied, and their duration."""

import re

from pipeline.pack import Pack
from pipeline.rules import spans
from pipeline.rules.quantities import Duration
from pipeline.rules.reading import Reading, Sentence

_GRADE = re.compile(
    r"\b(?P<grade>[0-4])\s?(?:[+-]|[-–]\s?[0-4])?\s?(?:/|of|out of)\s?5\b|\b(?:MRC|"
    r"grade)\s+(?:grade\s+)?(?P<bare>[0-4])\b(?!\s?/\s?\d\d)",
)
_POWER = re.compile(
    r"\b(?:power|strength|motor|MRC|muscle|flexion|flexors?|extension|extensors?|"
    r"dorsiflexion|grip|"
    r"quadriceps|deltoid|biceps|triceps|hallucis|paresis|weak\w*|legs?|arms?|limbs?)\b",
    re.IGNORECASE,
)
_LINKED = re.compile(
    r"\b(?:history|duration|for|over|since|of|lasting|present|ago|earlier|before|"
    r"previously|"
    r"began|begun|started|noticed|complain\w*|progress\w*|standing|within|past|last|"
    r"during|x)\b",
    re.IGNORECASE,
)
_OF_CONDITION = re.compile(
    r"^['’\s-]*(?:history|duration)?\s*(?:of|,)?\s*", re.IGNORECASE
)


class SymptomReader:
    """Adds symptom and duration mentions."""

    def __init__(self, pack: Pack) -> None:
        """Take the concepts from the pack."""
        self.pack = pack

    def read(self, reading: Reading) -> None:
        """Add the symptoms of every own sentence before treatment."""
        for sentence in reading.own_sentences():
            if not presents(sentence):
                continue
            for term in reading.terms_in("symptoms", sentence):
                if _shown_on_image(reading, sentence, term.start):
                    continue
                known = self.pack.concept("symptom", term.concept)
                spans.add(
                    reading,
                    sentence,
                    term.start,
                    term.end,
                    "symptom",
                    concept=term.concept,
                    rule=term.rule,
                    denies=term.absent,
                    kind=known.kind if known else "",
                    code=known.code if known else None,
                )
            self._weakness(reading, sentence)

    def _weakness(self, reading: Reading, sentence: Sentence) -> None:
        for found in _GRADE.finditer(sentence.text):
            near = sentence.text[max(0, found.start() - 70) : found.end() + 40]
            if not _POWER.search(near):
                continue
            known = self.pack.concept("symptom", "weakness")
            spans.add(
                reading,
                sentence,
                sentence.start + found.start(),
                sentence.start + found.end(),
                "symptom",
                concept="weakness",
                rule="grade:MRC",
                status="present",
                code=known.code if known else None,
            )
            return

    def read_durations(self, reading: Reading) -> None:
        """Add how long the complaint of each patient lasted: the first linked one."""
        done: set[int] = set()
        for sentence in reading.own_sentences():
            if not presents(sentence) or sentence.section.category == "title":
                continue
            for duration in reading.within(reading.durations, sentence):
                if duration.days is None or not self._complaint(
                    reading, sentence, duration
                ):
                    continue
                whose = reading.patients_at(sentence, duration.start)
                if done.issuperset(whose):
                    continue
                added = spans.add(
                    reading,
                    sentence,
                    duration.start,
                    duration.end,
                    "duration",
                    value=f"{duration.days:g}",
                    unit="days",
                    rule=duration.rule,
                    status="present",
                )
                if added:
                    done.update(whose)

    def _complaint(
        self, reading: Reading, sentence: Sentence, duration: Duration
    ) -> bool:
        text = reading.text
        window = text[
            max(sentence.start, duration.start - 45) : min(
                sentence.end, duration.end + 45
            )
        ]
        if not _LINKED.search(window):
            return False
        after = _OF_CONDITION.match(text, duration.end)
        place = after.end() if after else duration.end
        if any(
            place <= t.start <= place + 30
            for t in reading.terms_in("conditions", sentence)
        ) and not any(
            place <= t.start <= place + 30
            for t in reading.terms_in("symptoms", sentence)
        ):
            return False
        if reading.assertions.at(duration.start, duration.end).subject != "patient":
            return False
        return bool(reading.terms_in("symptoms", sentence))


def presents(sentence: Sentence) -> bool:
    """Does a sentence tell the presentation (before treatment and follow-up)?"""
    if sentence.is_late:
        return False
    return sentence.section.category not in {
        "treatment",
        "outcome",
        "caption",
        "discussion",
        "conclusion",
    }


def _shown_on_image(reading: Reading, sentence: Sentence, start: int) -> bool:
    return any(
        m.end <= start and not re.search(r"[;.]", reading.text[m.end : start])
        for m in reading.terms_in("modalities", sentence)
    )
