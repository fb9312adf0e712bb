"""Treatments that are none of this disease: of another organ, or what brought it on."""

import re

from pipeline.pack import Concept
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.terms import TermMatch

_OTHER_ORGAN = "elsewhere"  # the note of such operations in concepts.tsv
_NEEDLES = frozenset(
    {
        "acupuncture",
        "corticosteroid",
        "corticosteroid injection",
        "epidural catheter",
        "epidural steroid injection",
        "facet joint injection",
        "local anesthetic",
        "lumbar puncture",
        "nerve root block",
        "trigger point injection",
    }
)
#: what a needle may bring on: Grewal S et al., Br J Anaesth 2006;96:292-302
_BROUGHT_ON = re.compile(
    r"\b(?:abscess\w*|empyema|septic|disciti?s|spondylodisciti?s|infect\w+|"
    r"mening(?:itis|ism)|h(?:a)?ematomas?)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\bhad (?:\w+ )?(?:received|undergone|had|been given|got)\b[^.;]*"
    r"\b(?:before|earlier|previously|prior|ago|for)\b",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    r"\b(?:relie\w+|benefit\w*|improv\w+|help\w*|effect\w*|eas(?:e|ed|ing)|avail|"
    r"respon\w+|fail\w*|(?:no|any) (?:better|result|change|success)|result)\b",
    re.IGNORECASE,
)
_ON = re.compile(
    r"(?<!put )(?<!placed )(?<!started )(?<!commenced )\bon (?:(?:low-dose|daily|"
    r"regular|long-term|prophylactic) )?$",
    re.IGNORECASE,
)


def is_elsewhere(reading: Reading, known: Concept) -> bool:
    """Is an operation one of another organ in a report about the spine?"""
    return known.note == _OTHER_ORGAN and any(
        reading.levels_in(s) for s in reading.sentences if s.own
    )


def brought_it_on(reading: Reading, sentence: Sentence, term: TermMatch) -> bool:
    """Is a needle told of before an infection or a clot, and of no effect on pain?

    "He had received an epidural injection for sciatica two weeks earlier" is where an
    abscess came from; "two epidural injections had not helped" was a treatment.
    """
    if term.concept not in _NEEDLES or _EFFECT.search(sentence.text):
        return False
    return bool(_EARLIER.search(sentence.text) and _BROUGHT_ON.search(reading.text))


def is_taken_against_clots(reading: Reading, term: TermMatch) -> bool:
    """Is aspirin a drug the patient was on: "a woman on aspirin fell"?"""
    before = reading.text[max(0, term.start - 30) : term.start]
    return bool(_ON.search(before))


__all__ = ["brought_it_on", "is_elsewhere", "is_taken_against_clots"]
