"""Times of a visit: "at 18 months", "two years later", but not "for 3 weeks"."""

import re

from pipeline.rules.quantities import Duration
from pipeline.rules.reading import Reading, Sentence

_AT = re.compile(
    r"(?:\b(?:at|after|by|within|until|till|through|over|in|to|the|of|his|her|last|"
    r"only|some|about|nearly|almost|another|"
    r"approximately|around|than|and|then|now|follow(?:ed)?[\s-]?up|later|period|mean|"
    r"total|on|day|week|month|year|"
    r"postoperative|present|seen|re-?examined|reviewed|visit|control|a|an|more|rather|"
    r"when|telephoned|already|fully)\b[\s(,:]*)+$",
    re.IGNORECASE,
)
_ONLY_ARTICLE = re.compile(
    r"^(?:a|an|the|of|his|her|and|to|some|about|on)[\s,]*$", re.IGNORECASE
)
_THEN = re.compile(
    r"^[\s)]*(?:(?:of|the|his|her|a)\s+)*(?:later|afterwards?|thereafter|after|on\b|"
    r"post|following|follow|from|have passed|"
    r"since|he\b|she\b|the (?:patient|boy|girl|child|man|woman|mass|calc|radiograph|"
    r"neck|pain)|his\b|her\b|all\b|there\b|symptom|"
    r"control|visit|check|review|examination|,|\.|;|$|without|no\b|with\b|clinic|"
    r"and\b)",
    re.IGNORECASE,
)
_NOT_VISIT = re.compile(
    r"\b(?:history of|course of|for|per|every|each|daily|took|given|wore|worn|rest for|"
    r"ago|earlier|before|previously|aged?|old|lasting|"
    r"weeks of|days of|months of|over|during|first|standing|duration of|since)\s*$",
    re.IGNORECASE,
)
_NEVER_AFTER = re.compile(
    r"^['’\s-]*(?:history|duration|course of|ago|before|earlier|previously|prior|"
    r"of age|old|standing|of (?:pain|fever|weakness|treatment|"
    r"antibiotics|therapy|back|neck|low))\b",
    re.IGNORECASE,
)
_VISIT_WORDS = re.compile(
    r"follow[\s-]?up|last (?:seen|visit|review)|check-?up|when seen", re.IGNORECASE
)
_LATER = re.compile(
    r"\s*(?:later|afterwards?|after\b|post|on\b(?! )|on,|follow|have passed|from)",
    re.IGNORECASE,
)


def is_visit(text: str, sentence: Sentence, duration: Duration) -> bool:
    """Is a duration the time of a visit rather than of a drug or a history?"""
    before = text[sentence.start : duration.start]
    after = text[duration.end : sentence.end]
    if _NEVER_AFTER.match(after) or re.search(r"-$", before):
        return False
    if _VISIT_WORDS.search(sentence.text) and not re.search(
        r"\b(?:for|every|history of)\s*$", before
    ):
        return True
    if _NOT_VISIT.search(before):
        return False
    if _LATER.match(after):
        return True
    at = _AT.search(before)
    strong = at is not None and not _ONLY_ARTICLE.match(at.group())
    opens = not before.strip()
    return bool((strong or opens) and _THEN.match(after))


def visits_in(reading: Reading, sentence: Sentence) -> list[Duration]:
    """Return the durations of a sentence that are times of a visit."""
    ages = reading.within(reading.ages, sentence)
    return [
        d
        for d in reading.within(reading.durations, sentence)
        if d.months is not None
        and not any(a.start < d.end and d.start < a.end for a in ages)
        and is_visit(reading.text, sentence, d)
    ]
