"""The status of words that name a finding: present, denied, doubtful or past."""

import re
from dataclasses import dataclass

from pipeline.rules.reading import Reading, Sentence


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding in a text before its modality is known."""

    start: int
    end: int
    concept: str
    rule: str
    denies: bool = False


_NEGATOR = re.compile(
    r"\b(?:not|no|never|neither|nor|without|cannot)\b|n't\b", re.IGNORECASE
)
#: "aortography excluded dissection": between the words of a term
_RULED_OUT = re.compile(r"\b(?:excluded|ruled out|rules out|excludes)\b", re.IGNORECASE)
_JUST_BEFORE = re.compile(
    r"\b(?:not|no|never|without|cannot)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_ACROSS = re.compile(r"\b(?:but|and|with|;)\s+(?:no|without)\b", re.IGNORECASE)
#: "In none was there an abscess."
_NONE = re.compile(
    r"\b(?:in none|none (?:of \w+(?: \w+)? )?(?:had|showed|has))\b[^.;]*$",
    re.IGNORECASE,
)
#: "without enhancement, displacing the cord": a new statement after a denial
_FRESH = re.compile(
    r"(?<=,\s)(?:and\s+)?\w+ing\s+(?:the|both|its|his|her|left|right)\b", re.IGNORECASE
)
#: "no oedema, hyperintense on T2": what is said of the whole begins anew
_ADJECTIVE = re.compile(
    r"(?:hypo-?|hyper-?|iso-?)(?:intense|dense|echoic)\b|(?:dark|bright|black)\b",
    re.IGNORECASE,
)
#: "no fracture, OPLL C3-6": what has a level is there
_AT_LEVEL = re.compile(r"\s+(?:at\s+|of\s+)?[CTDL]\d{1,2}\b(?![^.;]*\b(?:or|nor)\b)")
_VOID = re.compile(r"(?:without|devoid|signal[- ](?:void|loss)|loss)\b", re.IGNORECASE)


#: "an old narrowing": old, yet there
_OLD = re.compile(r"\bold(?:er)?,? (?:[\w-]+ ){0,2}$", re.IGNORECASE)
#: "X-rays suggested, and CT proved, ...": sure in the other
_PROVED = re.compile(
    r"\b(?:and|which|but|then)\s+(?:[\w-]+\s+){1,4}"
    r"(?:proved|confirmed|established|verified|demonstrated|showed)\s*,?\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
#: "so much <oedema> that a sarcoma was feared": only what follows is doubtful
_SO = re.compile(r"\b(?:so|such)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
#: "CT, made to look for a <fracture>, showed none"
_NONE_SHOWN = re.compile(
    r"[^.;]{0,40}?\b(?:show|reveal|demonstrat|disclos|found|find|saw|detect|identif)\w*"
    r" (?:none|neither)(?=\W*(?:\Z|[.,;:)]|of (?:them|these|those|either|it|which)\b))",
    re.IGNORECASE,
)
#: "a <fracture> was looked for and not found", "was sought in vain"
_SOUGHT = re.compile(
    r"[^.;]{0,40}?\b(?:was|were|been) (?:\w+ )?(?:looked for|sought|searched for)\b"
    r"[^.]{0,60}?\b(?:in vain|without success|not (?:be )?(?:found|seen|there|shown)|"
    r"never found|none was)\b",
    re.IGNORECASE,
)
#: "Of <erosion> or <fracture> there was no sign"
_OF = re.compile(
    r"(?:^|[,;:] (?:and |but )?)of (?!note|interest|importance|these|those|wh|cour)"
    r"(?:an? |any )?(?:(?!\b(?:was|were|had|is|are|the)\b)[^.;]){0,60}$",
    re.IGNORECASE,
)
_NO_SIGN = re.compile(
    r"(?:(?!\b(?:was|were|had|is|are|with|show)\b)[^.;]){0,50}?"
    r"\b(?:there (?:was|were|is)|(?:we|he|she) (?:saw|found)|"
    r"(?:showed|revealed|gave|bore)) (?:neither|not a|no|little|nothing)\b",
    re.IGNORECASE,
)
#: "touched the <root> without displacing it"
_TOUCHED = re.compile(
    r",? (?:but )?(?:without|not|did not|does not|no) (?:any )?(?:\w+ )?"
    r"(?:compress|displac|deform|indent|flatten)\w*(?= (?:it|them)\b|[ ]*[.,;])",
    re.IGNORECASE,
)
_PRESSED = re.compile(r"\b(?:compression|displacement)$")
_THAT = re.compile(r"[^.;]*\bthat\b", re.IGNORECASE)


def _is_sure(text: str, sentence: Sentence, hit: Hit, status: str) -> bool:
    """Is a finding seen, though a cue of its sentence makes it past or doubtful?"""
    before = text[sentence.start : hit.start]
    if status == "historical":
        return bool(_OLD.search(before))
    if status != "possible":
        return False
    if _PROVED.search(before):
        return True
    return bool(_SO.search(before) and _THAT.match(text, hit.end, sentence.end))


def status_of(reading: Reading, sentence: Sentence, hit: Hit) -> str:
    """Return the status of a hit: the assertion, and negation by its own words."""
    status = reading.assertions.at(hit.start, hit.end).status
    if _is_sure(reading.text, sentence, hit, status):
        return "present"
    if _TOUCHED.match(reading.text, hit.end, sentence.end) and _PRESSED.search(
        hit.concept
    ):
        return "absent"
    if status != "absent" and _is_not_found(reading.text, sentence, hit):
        return "absent"
    if hit.rule.startswith("signal:") and _VOID.match(reading.text, hit.start):
        return "present"
    if hit.denies:
        return (
            "present" if status == "absent" and _is_undone(reading, hit) else "absent"
        )
    if status == "absent":
        return "present" if _is_fresh(reading.text, hit) else status
    if _NONE.search(reading.text[sentence.start : hit.start]):
        return "absent"
    return "absent" if denied_here(reading, hit.start, hit.end, hit.rule) else status


def _is_not_found(text: str, sentence: Sentence, hit: Hit) -> bool:
    """Was a finding looked for in vain: "of <erosion> there was no sign"?"""
    if _NONE_SHOWN.match(text, hit.end, sentence.end):
        return True
    if _SOUGHT.match(text, hit.end, sentence.end):
        return True
    return bool(
        _OF.search(text[sentence.start : hit.start])
        and _NO_SIGN.match(text, hit.end, sentence.end)
    )


def _is_undone(reading: Reading, hit: Hit) -> bool:
    """Is a denial denied by its own words: "the cord signal was not normal"?"""
    if denied_here(reading, hit.start, hit.end, hit.rule):
        return True
    return bool(_JUST_BEFORE.search(reading.text, max(0, hit.start - 30), hit.start))


def _is_fresh(text: str, hit: Hit) -> bool:
    """Does a hit begin a new statement: "without oedema, hyperintense on T2"?"""
    said = _ADJECTIVE.match(text, hit.start) and text[: hit.start].rstrip()[-1:] == ","
    placed = _AT_LEVEL.match(text, hit.end) and text[: hit.start].rstrip()[-1:] == ","
    return bool(said or placed or _FRESH.match(text, hit.start))


def denied_here(reading: Reading, start: int, end: int, rule: str) -> bool:
    """Does a negation stand inside the words of a frame: "cord was not compressed"?"""
    if _NEGATOR.search(rule.partition("#")[2]):
        return False
    if _ACROSS.search(reading.text, start, end):
        return False
    return bool(
        _NEGATOR.search(reading.text, start, end)
        or _RULED_OUT.search(reading.text, start, end)
    )
