"""Symptoms and signs of the presentation, present or denied, and their duration."""

import re

from pipeline.pack import Pack
from pipeline.rules import spans
from pipeline.rules.complaint_time import complaint_times
from pipeline.rules.presentation import presenting
from pipeline.rules.quantities import Duration
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.symptom_status import status_of
from pipeline.rules.terms import TermMatch
from pipeline.rules.told_between import presenting_between

_GRADE = re.compile(
    r"\bM?(?P<grade>[0-4])\s?(?:[+-]|[-–]\s?[0-4])?\s?(?:/|of|out of)\s?5\b|\b(?:MRC|"
    r"grade)\s+(?:grade\s+)?(?P<bare>[0-4]|I{1,3}|IV)\b(?!\s?/\s?\d\d)"
    r"|\b(?P<medical>M[0-4])\b|\b(?P<roman>0|I{1,3}|IV)\s?/\s?V\b",
)
_POWER = re.compile(
    r"\b(?:power|strength|motor|MRC|muscles?|(?:dorsi|plantar|palmar)?[\s-]?flexion|"
    r"flexors?|extension|extensors?|eversion|"
    r"inversion|abduction|adduction|opposition|grip|EHL|hamstrings?|iliopsoas|psoas|"
    r"tibialis|gastrocnemius|glute\w+|interosse\w+|intrinsics|quadriceps|deltoid|biceps|triceps|hallucis|weak\w*|\w*paresis|\w*plegia|legs?|arms?|limbs?)\b",
    re.IGNORECASE,
)

#: grades of something else: "WHO grade 2", "a grade 1 slip"
_SCALE_BEFORE = re.compile(
    r"\b(?:WHO|Nurick|Meyerding|Pfirrmann|Modic|Frankel|ASIA|Spetzler\S*|McCormick|"
    r"Ranawat|Kellgren\S*|Ashworth|reflex\w*)[\s:,]*(?:grade\s*)?$",
    re.IGNORECASE,
)
_THING_AFTER = re.compile(
    r"\s+(?:\w+\s)?\w*(?:listhesis|slip\w*|tumou?r|\w{3}oma|murmur|ulcer|sore|reflex\w*)\b",
    re.IGNORECASE,
)
#: Graded weakness of both legs is what paraparesis means (HP:0002385).
_BOTH_LEGS = re.compile(
    r"\b(?:legs|lower (?:limbs|extremities)|hips and knees|(?:iliopsoas|hip flexors?|"
    r"hip flexion|quadriceps)\b[^.;]{0,40}\b(?:bilaterally|"
    r"(?:both|each|either) sides?))\b",
    re.IGNORECASE,
)
_ONE_SIDED = re.compile(
    r"\b(?:right|left|one|arms?|hands?|upper|grip|deltoid|triceps|biceps|wrist|finger)\b",
    re.IGNORECASE,
)
#: Reflexes are graded 0-4, 3+ and 4+ being too brisk, 2+ normal (NINDS scale, Litvan
#: et al., Neurology 1996;47:969).
_REFLEX = re.compile(
    r"\b(?:reflex(?:es)?|jerks?|DTRs?|[KAJB]Js?|patellar|achilles)\b[^.;\d+]{0,40}?"
    r"(?:\+{3,4}(?!\+)|\b[34]\s?\+(?!\s?/))",
    re.IGNORECASE,
)
#: Root tension hurts below 70 degrees; beyond that it is the hamstrings (Rabin et al.,
#: Arch Phys Med Rehabil 2007;88:840).
_RAISED_LEG = re.compile(
    r"\b(?:SLR|straight[\s-]leg[\s-]rais\w+|las[eèéê]gue\w*)\b[^.;\d]{0,40}?"
    r"(?P<degrees>\d{1,3})\s?(?:°|º|deg(?:ree)?s?\b)",
    re.IGNORECASE,
)
_TEMPERATURE = re.compile(
    r"\b(?:[Tt]emp(?:erature)?\.?|T(?=[\s:=]*\d\d[.,]\d))\b(?![^.;]{0,30}\b(?:fell|normal)"
    r")[^.;\d]{0,40}(?P<degrees>(?:3[5-9]|4[0-2])(?:[.,]\d)?|(?:9[5-9]|10[0-7])(?:\.\d)?)"
    r"(?![\d%/]|\s?(?:years|mm|kg|hours|days))",
)
# Brighton Collaboration: fever is 38.0 °C or more (Marcy et al., Vaccine 2004;22:551).
_FEVER_C, _FEVER_F = 38.0, 100.4
_TENSION_DEGREES = 70
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

    def read(self, reading: Reading) -> None:
        """Add the symptoms of every own sentence before treatment."""
        told = presenting(reading)
        for sentence in presenting_between(reading, told):
            terms = reading.terms_in("symptoms", sentence)
            for term in terms:
                self._add(reading, sentence, term, terms)
            self._weakness(reading, sentence)
            self._fever(reading, sentence)
            self._brisk(reading, sentence)
            self._tension(reading, sentence)

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
        status = status_of(reading, sentence, term, terms)
        if status is None or (status != "absent" and term.rule in self._only_absent):
            return
        known = self.pack.concept("symptom", term.concept)
        spans.add(
            reading,
            sentence,
            term.start,
            term.end,
            "symptom",
            concept=term.concept,
            rule=term.rule,
            status=status,
            kind=known.kind if known else "",
            code=known.code if known else None,
        )

    def _weakness(self, reading: Reading, sentence: Sentence) -> None:
        for found in _GRADE.finditer(sentence.text):
            near = sentence.text[max(0, found.start() - 70) : found.end() + 40]
            if not _POWER.search(near) or _of_something_else(sentence.text, found):
                continue
            self._measured(reading, sentence, found, "weakness", "grade:MRC")
            if _BOTH_LEGS.search(near) and not _ONE_SIDED.search(near):
                concept = "paraplegia" if found["grade"] == "0" else "paraparesis"
                self._measured(reading, sentence, found, concept, "grade:legs")
            return

    def _brisk(self, reading: Reading, sentence: Sentence) -> None:
        found = _REFLEX.search(sentence.text)
        if found is not None:
            self._measured(reading, sentence, found, "hyperreflexia", "grade:reflex")

    def _tension(self, reading: Reading, sentence: Sentence) -> None:
        found = _RAISED_LEG.search(sentence.text)
        if found is not None and int(found["degrees"]) < _TENSION_DEGREES:
            concept = "positive straight leg raise"
            self._measured(reading, sentence, found, concept, "degrees:leg")

    def _fever(self, reading: Reading, sentence: Sentence) -> None:
        found = _TEMPERATURE.search(sentence.text)
        if found is None or not _is_fever(float(found["degrees"].replace(",", "."))):
            return
        self._measured(reading, sentence, found, "fever", "degrees")

    def _measured(
        self,
        reading: Reading,
        sentence: Sentence,
        found: re.Match[str],
        concept: str,
        rule: str,
    ) -> None:
        """Add a symptom that a figure proves, at its match in the sentence."""
        known = self.pack.concept("symptom", concept)
        spans.add(
            reading,
            sentence,
            sentence.start + found.start(),
            sentence.start + found.end(),
            "symptom",
            concept=concept,
            rule=rule,
            status="present",
            code=known.code if known else None,
        )

    def read_durations(self, reading: Reading) -> None:
        """Add how long the complaint of each patient lasted: the surest wins."""
        told = presenting(reading)
        best: dict[int, tuple[int, Sentence, Duration]] = {}
        for sentence in reading.own_sentences():
            if sentence.index not in told or sentence.section.category == "title":
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


def _of_something_else(text: str, grade: re.Match[str]) -> bool:
    """Is a grade that of a slip, a tumour or a reflex, not of muscle power?"""
    before = text[max(0, grade.start() - 30) : grade.start()]
    return bool(_SCALE_BEFORE.search(before) or _THING_AFTER.match(text, grade.end()))


def _is_fever(degrees: float) -> bool:
    """Is a body temperature in either scale a fever?"""
    return _FEVER_C <= degrees <= 45 or degrees >= _FEVER_F


def _shown_on_image(reading: Reading, sentence: Sentence, start: int) -> bool:
    return any(
        m.end <= start and not _TURNS.search(reading.text, m.end, start)
        for m in reading.terms_in("modalities", sentence)
    )
