"""What is there or not: a mutation, crystals, bands: "a deletion was found"."""

import re

from pipeline.rules.lab_specimens import LabTerm
from pipeline.rules.reading import Reading, Sentence

_FOUND = (
    r"(?:found|identified|detected|seen|demonstrated|present|confirmed|isolated|"
    r"observed|noted|shown|discovered|visible|disclosed|revealed)"
)
_SHOWN = re.compile(
    rf"^(?:(?:[^.;:]|\.(?=\d)){{0,50}}?\b(?:was|were|had been|being|been))?\s"
    rf"(?:also\s|again\s)?{_FOUND}\b",
    re.IGNORECASE,
)
_SHOWING = re.compile(
    r"\b(?:show(?:ed|ing)|reveal(?:ed|ing)|found|identified|disclosed|demonstrated|"
    r"contain(?:ed|ing|s)|carr(?:ied|ies|ying)|harbou?red|had|has|with|confirmed|"
    r"detected|yielded|bore|carry|have|harbou?r|bear|excreted|proved|proving|gave|"
    r"homozyg\w+|heterozyg\w+|hemizyg\w+|carriers? of|"
    r"there was|there were|there is|microscopy:|analysis:)\s[^.;:]{0,50}$",
    re.IGNORECASE,
)
#: "sequencing of PHEX revealed a nonsense mutation"
_MUTATED = re.compile(
    r"^[^.;:]{0,40}?\b(?:show|reveal|identif|disclos|detect|confirm|demonstrat|found|"
    r"uncover|yield)\w*\s[^.;:]{0,40}?\b(?:mutations?|variants?|deletions?|"
    r"duplications?|rearrangements?|expansions?|translocations?)\b",
    re.IGNORECASE,
)
#: "Ziehl-Neelsen staining revealed no bacilli"
_NO_MORE = re.compile(r"\s(?:\w+ly\s)?(?:no|none|neither|nothing)\b", re.IGNORECASE)
_NONE = re.compile(r"\b(?:no|neither|nor|none|nothing)\b", re.IGNORECASE)


def presence(reading: Reading, sentence: Sentence, term: LabTerm) -> str | None:
    """Return the result of what is either there or not: "a deletion was found"."""
    assertion = reading.assertions.at(term.start, term.end)
    if assertion.status == "absent":
        return "negative"
    if assertion.status == "possible":
        return None
    after = reading.text[term.end : sentence.end]
    mutated = _MUTATED.match(after)
    if mutated:
        return "negative" if _NONE.search(mutated[0]) else "positive"
    before = reading.text[sentence.start : term.start]
    within = reading.text[term.start : term.end]  # "PHEX revealed a variant"
    if _NONE.search(within):
        return "negative"
    shown = _SHOWN.match(after)
    if shown and _NO_MORE.match(after, shown.end()):
        return "negative"
    showing = _SHOWING.search(before)
    if showing and not shown and _NONE.search(re.split(r"[,;:]", before)[-1]):
        return "negative"
    return "positive" if shown or showing or _SHOWING.search(within) else None
