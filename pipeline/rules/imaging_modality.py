"""The modality that shows a finding.

The governing modality is the one whose words the finding shares, else the one named
after it ("on MRI"), else the last one named before it in its sentence, else that of
the sentence before. Coordinated modalities ("X-ray and CT") speak together.
"""

import re
from dataclasses import dataclass

from pipeline.rules.reading import Reading, Sentence

_AND = re.compile(
    r"^[\s,(]*(?:(?:and|or|as well as|plus|with|followed by|,)[\s,]+)?(?:the\s+|an?\s+|"
    r"plain\s+|subsequent(?:ly)?\s+|then\s+|later\s+|on\s+|by\s+|in\s+|"
    r"(?:better|best|clearly|even more so|especially),?\s+|"
    r"(?:(?:was|were)\s+)?(?:later\s+)?(?:confirmed|corroborated|verified)\s+"
    r"(?=by|on|in))*$",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|no|without|never)\s+(?!until\b)(?:\w+\s+)?$", re.IGNORECASE
)
_UNDONE = re.compile(
    r"^(?:\s*\(?|[^.;(]{0,25}?\b)(?:(?:was|were|is|could|can)\s*(?:not|n't|never)\s+(?:be\s+)?|"
    r"not\s+)(?:yet\s+)?(?:done|"
    r"obtained|performed|possible|"
    r"available|made|taken|repeated)|^[^.;]{0,12}\b(?:was|were) (?:contraindicated|"
    r"declined|refused)",
    re.IGNORECASE,
)

#: "CT, performed after MRI, showed": the second is named in passing.
_IN_PASSING = re.compile(
    r"\b(?:after|before|following|despite|instead of|prior to|than)\s+(?:the\s+|an?\s+|"
    r"initial\s+|normal\s+)*$",
    re.IGNORECASE,
)
#: "calcification (CT)": in brackets after a finding
_BRACKET = re.compile(r"\s*\(\s*(?:on\s+|by\s+|seen on\s+)?$", re.IGNORECASE)
_SHOWS = re.compile(
    r"\s*(?:scans?|images?|imaging)?\s*(?:show|reveal|demonstrat|disclos|confirm|display|"
    r"depict|suggest)\w*",
    re.IGNORECASE,
)
#: "calcified on <radiographs>", not "On <CT> and MRI"
_PLACE = re.compile(r"\w[^.;:]*\s(?:on|in|by|with)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


#: the concept of words such as "imaging"
_UNNAMED = "imaging"


@dataclass(frozen=True, slots=True)
class Shown:
    """The modalities that speak at a place: names, begin and end of the group.

    A name is None where only "imaging" or an endoscope is named.
    """

    names: tuple[str | None, ...]
    start: int
    end: int


def names_modality(reading: Reading, sentence: Sentence) -> bool:
    """Does a sentence name a modality, not only "imaging" or an endoscope?"""
    terms = reading.terms_in("modalities", sentence)
    return any(term.concept != _UNNAMED for term in terms)


def _parted(reading: Reading, last: Shown, end: int) -> bool:
    """Does "... calcified on radiographs, and MRI showed ..." begin anew?"""
    begins = _SHOWS.match(reading.text, end)
    return bool(begins and _PLACE.search(reading.text[: last.start][-40:]))


def modality_groups(reading: Reading, sentence: Sentence) -> list[Shown]:
    """Return the modalities named in a sentence, coordinated ones as one group."""
    groups: list[Shown] = []
    for term in reading.terms_in("modalities", sentence):
        if _NOT.search(reading.text[sentence.start : term.start]):
            continue
        if _UNDONE.search(reading.text[term.end : sentence.end]):
            continue
        if groups and _IN_PASSING.search(reading.text[sentence.start : term.start]):
            continue
        last = groups[-1] if groups else None
        name = None if term.concept == _UNNAMED else term.concept
        between = reading.text[last.end : term.start] if last else ""
        if last and _AND.match(between) and not _parted(reading, last, term.end):
            groups[-1] = Shown((*last.names, name), last.start, term.end)
        else:
            groups.append(Shown((name,), term.start, term.end))
    return groups


#: "CT was done. <The scan> showed"
_THE_SAME = re.compile(
    r"(?:(?:the|this|that|sagittal|axial|coronal|transverse|parasagittal|"
    r"post-?contrast|contrast[- ]enhanced) )?"
    r"(?:scans?|images?|cuts?|sections?|slices?|reconstructions?|study|sequences?)\b",
    re.IGNORECASE,
)


def named_before(text: str, group: Shown, before: Shown | None) -> Shown:
    """Return a group with "the scan" as the modality named before it."""
    if before is None or group.names != (None,):
        return group
    if not _THE_SAME.match(text, group.start, group.end):
        return group
    return Shown(before.names, group.start, group.end)


#: "a herniation <that proved> calcified on CT", "ligament, <and the> cord, on MRI"
_ANEW = re.compile(r"[;,.]|\b(?:that|which)\b|\band (?:the|an?|its|both)\b")
_AFTER = re.compile(
    r"\b(?:on|by|at|in|with|from|via|under)\s+(?:\w+\s+){0,3}$", re.IGNORECASE
)


def governing(
    groups: list[Shown], start: int, end: int, text: str, before: Shown | None
) -> Shown | None:
    """Return the modality group that shows what stands at start-end."""
    inside = [g for g in groups if g.start < end and start < g.end]
    if inside:
        return inside[0]
    ahead = [g for g in groups if g.end <= start]
    behind = [g for g in groups if g.start >= end]
    near = behind[0] if behind else None
    if near and _BRACKET.fullmatch(text[end : near.start]):
        return near
    if near and _AFTER.search(text[end : near.start]) and near.start - end < 60:
        between = text[end : near.start]
        if not _ANEW.search(between) or not ahead:
            return near
    if ahead:
        return ahead[-1]
    if near and ";" in text[end : near.start]:
        return before
    return near or before
