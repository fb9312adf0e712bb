"""Is a symptom there or denied? What the cues of a sentence alone do not tell.

"Bowel function was preserved" denies a dysfunction; "A, B and C were all denied" a
list from behind; the "absent" of "absent jerks and numb soles" belongs to the jerks.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.rules.assertion_reading import HORIZON
from pipeline.rules.durations import Duration
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.terms import TermMatch

_WORKS = re.compile(
    r"\b(?:was|were|is|are|had|has|have|had been|has been|remained|stayed|being|both|:|"
    r"-|functions?|control|continence|sphincters?|bladder|bowels?|micturition)\s*"
    r"(?:(?:all|both|also|still|otherwise|entirely|completely|fully|quite|clinically)"
    r"\s+)*(?:normal|intact|undisturbed|unaffected|unimpaired|preserved|spared|"
    r"unremarkable|maintained|retained|good|satisfactory|continent|"
    r"in order|unchanged|regular|"
    r"(?:not|never|nowise|in no way)\s+(?:\w+ly\s+)?(?:disturbed|affected|involved|"
    r"impaired|suffered|troubled|lost|compromised|altered|disordered))\b",
    re.IGNORECASE,
)
_FUNCTION = re.compile(
    r"\b(?:function|tone|control|continence|sensation|sensibility|and|or|nor|was|were|are|is|had|not|"
    r"habits?)$",
    re.IGNORECASE,
)
_FAILS = re.compile(
    r"\b(?:los[st]\w*|losing|impair\w+|disturb\w+|poor|weak\w*|no|without|lack\w*|"
    r"abnormal\w*|affected|deteriorat\w+|fail\w*|partial|dysfunction\w*|compromised|"
    r"symptom\w*|sx|trouble\w*|problem\w*|complaint\w*|incontinen\w+|constipat\w+|"
    r"involve\w+|disorder\w*|retention|paralys\w+|urgency|catheter\w*|delayed|slow|"
    r"difficult\w*|reduced|diminished|decreas\w+|absent|dull\w*|numb\w*|chang\w+|"
    r"alter\w+|gone|never return\w+)\b",
    re.IGNORECASE,
)
_ORGANS = frozenset(
    {
        "bladder dysfunction",
        "bowel dysfunction",
        "sexual dysfunction",
        "saddle anesthesia",
    }
)
_CLOSE = re.compile(r"[.;:!?\n]|, (?:but|and (?:he|she|there)|while|whereas)\b")
_LIST_DENIED = re.compile(
    r"\b(?:was|were|are|is|been)\s+(?:(?:all|both|also|each|\w+ly)\s+)*"
    r"(?:denied|absent|lacking|not (?:present|found|observed|noted|reported))\b"
    r"|\bnegative\b(?!\s(?:for|on|pressure))",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"(?:\W|\b(?:and|or|nor|of|the|any|in|his|her|both|other|recent|preceding|"
    r"previous|sense|history|symptoms?|signs?|arms?|legs?|limbs?)\b)*",
    re.IGNORECASE,
)
#: between the parts of a term: another statement begins, or a denial stands there
_TURN = re.compile(
    r"\b(?:(?<!all )but|while|whereas|although|though|normal|intact|full|"
    r"preserved|symmetrical)\b(?!.*\b(?:no|not|without)\b)|,? \band\b(?! to\b).*"
    r"\b(?:was|were|is|are|had)\b",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"\b(?:no(?! (?:more|longer|farther|further)\b)|not(?! (?:only|more)\b)|"
    r"never|without|neither|nor|denied)\b",
    re.IGNORECASE,
)
_BELONGS = frozenset({"absent", "absence of", "loss of", "spared", "negative", "nil"})
_ONSET = re.compile(
    r"\b(?:complain\w*|present(?:ed|ing|s)|consulted|admitted|referred|sought|"
    r"developed|noticed|noted|felt|experienced|suffer\w*|began|started|appeared|"
    r"attended|because of|was seen)\b",
    re.IGNORECASE,
)
#: "nor, in either patient, was there any fever": what is put in ends no denial
_NOR_ASIDE = re.compile(
    r"\bn(?:or|either),[^.;:,]{1,60}, (?:was|were|is|are|had|has|did|could)\b[^.,;:]*$",
    re.IGNORECASE,
)
#: "no signs of myelopathy": the cue and the term share the word
_SIGN_OF = re.compile(
    r"(?:signs?|symptoms?|evidence|features?|picture)\b", re.IGNORECASE
)
_NO_SIGN = re.compile(
    r"\b(?:no|without|nor|never)\s+(?:(?!(?:but|doubt)\b)\w+\s+){0,2}$", re.IGNORECASE
)
_NOT = re.compile(r"\b(?:not|never|no longer|nor)\s+(?:\w+\s+)?$", re.IGNORECASE)
_STOCK = re.compile(
    r"^(?:past|medical|known|pmhx?|previous\w*|history of)", re.IGNORECASE
)


_NEAR = 30  # characters
_LASTS = re.compile(
    r"(?:[\s,(]|\b(?:which|that|has|have|had|been|going|dating|goes|went|back|for|of|"
    r"x|since|lasting|over|evolving|present|the|about|some|nearly|almost|past|last)\b)*",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"['\u2019\s]*(?:ago|earlier|before|previously|in|at)\b", re.IGNORECASE
)
_FOR = re.compile(r"\b(?:for|since|over|during)\b", re.IGNORECASE)


def status_of(
    reading: Reading, sentence: Sentence, term: TermMatch, others: Sequence[TermMatch]
) -> str | None:
    """Return the status of a symptom; None if it names a function and says nothing."""
    between = _between(reading, term)
    if _TURN.search(between):
        return None
    if _INSIDE.search(between):
        return "absent"
    if term.concept in _ORGANS:
        works = _function(reading, sentence, term)
        if works is not None:
            return works or None
    lead = reading.text[sentence.start : term.start]
    if _NOR_ASIDE.search(lead):
        return "absent"
    if _SIGN_OF.match(reading.text, term.start) and _NO_SIGN.search(lead):
        return "absent"
    assertion = reading.assertions.at(term.start, term.end)
    status = assertion.status
    cue = (assertion.cue or "").lower()
    if status == "absent" and cue in _BELONGS and _taken(reading, term, others, cue):
        status = "present"
    if status == "historical" and _begins(reading, sentence, term, cue):
        status = "present"
    if status == "present" and _denied_behind(reading, sentence, term, others):
        return "absent"
    if term.absent:
        near = reading.text[max(sentence.start, term.start - 16) : term.start]
        return "present" if _NOT.search(near) else "absent"
    if status == "possible" and cue.startswith("being "):
        return "present"  # "bending being possible only in part"
    return status


def is_denied_inside(reading: Reading, term: TermMatch) -> bool:
    """Does a denial stand between the words of a term: "at the dens no fracture"?"""
    return _INSIDE.search(_between(reading, term)) is not None


def _between(reading: Reading, term: TermMatch) -> str:
    """Return what stands between the words of a term in several parts."""
    words = [reading.words[i] for i in term.words]
    gaps = (reading.text[a.end : b.start] for a, b in pairwise(words))
    return " | ".join(gap for gap in gaps if gap.strip())


def _function(reading: Reading, sentence: Sentence, term: TermMatch) -> str | None:
    """Return absent if an organ works, "" if nothing is said of it, None otherwise."""
    text = reading.text
    close = _CLOSE.search(text, term.start, sentence.end)
    clause = text[term.start : close.start() if close else sentence.end]
    works = _WORKS.search(clause)
    if works and works.start() <= term.end - term.start + 30:
        return "absent"
    if not _FUNCTION.search(text[term.start : term.end]):
        return None
    around = text[max(sentence.start, term.start - 30) : term.start] + clause[:80]
    return None if _FAILS.search(around) else ""


def _taken(
    reading: Reading, term: TermMatch, others: Sequence[TermMatch], cue: str
) -> bool:
    """Is a cue before a term part of another symptom ("absent jerks")?"""
    return any(
        o is not term
        and o.end <= term.start
        and cue in reading.text[o.start : o.end].lower()
        for o in others
    )


def _begins(reading: Reading, sentence: Sentence, term: TermMatch, cue: str) -> bool:
    """Does a sentence with a past date tell how the complaint began?"""
    known = reading.within(reading.durations, sentence)
    if any(_still_lasts(reading, term, cue, d) for d in known):
        return True
    if any(d.days and 0 <= term.start - d.end <= 60 for d in known):
        between = reading.text[sentence.start : term.start]
        if re.search(r"\b(?:h/o|hx|history of)\b[^;.]*$", between, re.IGNORECASE):
            return True
    if _STOCK.match(cue):
        return False
    at = reading.text.lower().rfind(cue, sentence.start, term.start)
    start = at if at >= 0 else sentence.start
    return _ONSET.search(reading.text, start, term.start) is not None


def _still_lasts(
    reading: Reading, term: TermMatch, cue: str, lasting: Duration
) -> bool:
    """Is a complaint told with the time it has lasted until now?

    "A history of backache going back 5 years", "for a month she had had sciatica".
    """
    text = reading.text
    if 0 <= lasting.start - term.end <= _NEAR:
        link = _LASTS.fullmatch(text[term.end : lasting.start])
        return link is not None and not _PAST.match(text, lasting.end)
    before = text[max(0, lasting.start - _NEAR) : lasting.start]
    return (
        cue == "had had" and _FOR.search(before + text[lasting.start :][:6]) is not None
    )


def _denied_behind(
    reading: Reading, sentence: Sentence, term: TermMatch, others: Sequence[TermMatch]
) -> bool:
    """Is a symptom one of a list that ends in "were all denied"?"""
    text = reading.text
    high = min(sentence.end, term.end + HORIZON)
    close = _CLOSE.search(text, term.end, high)
    found = _LIST_DENIED.search(text, term.end, close.start() if close else high)
    if found is None:
        return False
    rest = text[term.end : found.start()]
    for other in others:
        if other.start >= term.end and other.end <= found.start():
            rest = rest.replace(text[other.start : other.end], "")
    return _LINKS.fullmatch(rest) is not None
