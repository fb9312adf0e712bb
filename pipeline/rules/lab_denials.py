"""Results that a denial turns: "no increase in cells", "did not show a raised CRP"."""

import re

from pipeline.rules.lab_specimens import LabTerm
from pipeline.rules.labvalues import interpretation_words
from pipeline.rules.reading import Reading, Sentence

_NONE = re.compile(r"\b(?:no|neither|nor|none|nothing)\b", re.IGNORECASE)
#: "did not reveal an increase of", "failed to show a raised"
_NOT_SHOWN = re.compile(
    r"\b(?:not|fail(?:ed|s)\sto)\s(?:\w+\s){1,2}(?:an?\s|any\s)?(?:\w+\s)?"
    r"(?:increase|elevation|rise|raised|elevated|increased|high)\b[^.;:,]{0,30}$",
    re.IGNORECASE,
)
#: "no increase in cells"
_NO_RISE = re.compile(
    r"\b(?:no|without(?:\sany)?)\s(?:\w+\s)?(?:increase|elevation|rise|reduction|"
    r"decrease|excess)\s(?:of|in)\s"
    r"(?:(?!\b(?:was|were|but|had|with|and\s(?:an?|the))\b)[^.;:]){0,60}$",
    re.IGNORECASE,
)
#: "elevation of CRP was present", "a raised ESR was found"
_CHANGED = re.compile(
    r"\b(?P<word>(?:elevation|rise|increase|reduction|decrease)(?=\s(?:of|in)\b)|elevated"
    r"|raised|increased|high|low|reduced|decreased)\s(?:of\s|in\s)?(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
#: "without elevated inflammatory markers"
_WITHOUT = re.compile(
    r"\bwithout\s(?:any\s)?(?:\w+ly\s)?(?:elevated|raised|increased|high|abnormal|"
    r"reduced|low)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_TURNED = {"elevated": "normal", "low": "normal", "positive": "negative"}


def unless_denied(
    reading: Reading, sentence: Sentence, term: LabTerm, said: str | None
) -> str | None:
    """Return a result turned by "no" or "did not show" before its test."""
    if term.result is not None or said not in _TURNED:
        return said
    before = reading.text[sentence.start : term.start]
    changed = _CHANGED.search(before) if said == "positive" else None
    if changed:
        said = interpretation_words(changed["word"]) or said
    assertion = reading.assertions.at(term.start, term.end)
    denied = (
        assertion.status == "absent" and _NONE.match(assertion.cue or "") is not None
    ) or any(p.search(before) for p in (_NOT_SHOWN, _NO_RISE, _WITHOUT))
    return _TURNED[said] if denied else said
