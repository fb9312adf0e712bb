"""Lesions that are told of without naming any image: "he had a mass at T6"."""

import re
from collections.abc import Set

from pipeline.rules.imaging_course import is_past
from pipeline.rules.imaging_status import Hit, status_of
from pipeline.rules.reading import Reading, Sentence


def is_plain_lesion(
    reading: Reading, sentence: Sentence, hit: Hit, lesions: Set[str]
) -> bool:
    """Is a finding a lesion that is told of without naming any image?"""
    if sentence.section.category in {"discussion", "conclusion", "introduction"}:
        return False
    if is_past(sentence) or _LEFT.search(sentence.text):
        return False
    if sentence.section.category == "abstract" and len(sentence.patients) > 1:
        return False  # "three adults: a man with an abscess, a woman with discitis"
    anchors = sum(p.anchor == sentence.index for p in reading.patients)
    if anchors > 1 and _REPORT.search(sentence.text):
        return False  # the same in any section
    if hit.concept in _SEATED and _has_level(reading, sentence, hit):
        return status_of(reading, sentence, hit) == "present"
    if hit.concept not in lesions or not sentence.cues & _TOLD:
        return False
    if _CAUSE.search(reading.text[sentence.start : hit.start]):
        return False
    operated = any(
        t.start < hit.start for t in reading.terms_in("interventions", sentence)
    )
    return (
        not operated
        and status_of(reading, sentence, hit) == "present"
        and bool(_FOUND.search(reading.text[sentence.start : hit.start]))
    )


#: "An accident at 22 had left him with a fracture"
_LEFT = re.compile(
    r"\bat (?:age )?\d{1,2},? (?:had|he|she)\b|"
    r"\bhad (?:left (?:him|her)|broken|been treated for)\b",
    re.IGNORECASE,
)
#: "We report three adults: a man with an abscess, ..."
_REPORT = re.compile(
    r"\b(?:report|describe|present|recount|relate|admitted|saw|treated|encountered)\b",
    re.IGNORECASE,
)
#: findings that only an image can show, where a level stands beside them
_SEATED = frozenset(
    {
        "osteophyte",
        "calcification",
        "ossification",
        "vertebral collapse",
        "bone erosion",
        "lytic lesion",
    }
)


def _has_level(reading: Reading, sentence: Sentence, hit: Hit) -> bool:
    """Does a level stand beside a finding: "calcification C4/5", "C2/3 calcified"?

    What an operation or the name of a disease says is no finding.
    """
    named = reading.terms_in("conditions", sentence)
    if any(t.start < hit.end and hit.start < t.end for t in named):
        return False
    if reading.terms_in("interventions", sentence):
        return False
    return any(
        level.start - hit.end <= _BESIDE and hit.start - level.end <= _BESIDE
        for level in reading.levels_in(sentence)
    )


_BESIDE = 16
#: "paraparesis caused by lumbar discitis" names a disease
_CAUSE = re.compile(
    r"\b(?:caused by|due to|owing to|because of|secondary to|resulting from)\s+"
    r"(?:\S+\s+){0,4}$",
    re.IGNORECASE,
)
_TOLD = frozenset({"own", "definite", "pronoun", "introduced", "story"})
_FOUND = re.compile(
    r"\b(?:found|showed|shown|revealed|had|have|harbou?red|with|disclosed|seen|"
    r"demonstrated|presented|there (?:was|were|is))\b",
    re.IGNORECASE,
)
