"""Findings that only some of the patients of a series have.

"Oedema was present in patients 1 and 3 and absent in patients 2 and 4"; "an abscess was
seen only in Case 3": the others lack it. "A calcified disc at T8-T9 in A, at T10-T11 in
B": both have it.
"""

import re

from pipeline.rules.case_references import Reference
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.whose import cast_of, persons_named

_SEEN = (
    r"(?:present|seen|found|noted|visible|observed|evident|demonstrated|shown|detected)"
)
_PARTED = re.compile(
    rf"[^.;]{{0,90}}?\b{_SEEN}\s+in\s+(?P<some>[^.;]{{1,60}}?),?\s+(?:and|but)\s+"
    r"(?:was\s+|were\s+)?(?:absent|lacking|missing|not(?:\s+\w+)?)\s+in\s+"
    r"(?P<others>[^.;]{1,60})",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"[^.;,]{0,60}?\b(?:only|solely|exclusively)\s+in\s+(?P<some>(?:No\.\s*)?[^.;,]{1,40})",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"[^.;,]{0,60}?\bin\s+(?P<some>[^.;,]{1,40}?)\s+(?:only|alone)\b", re.IGNORECASE
)

#: "… <at T10-T11 in> A<, at T9-T10 in> B <and at T3-T4 in> C"
_FIRST_IN = re.compile(r"[^.;:]{0,75}\bin\s+(?:the\s+)?", re.IGNORECASE)
_LEVEL = r"(?:(?:at|from|of|to|and|the|both|level|levels|[CTDLS]h?\d[\w/–—-]*),?\s+)"
_NEXT_IN = re.compile(
    rf"(?:-year-olds?)?[\s,]*(?:and\s+)?{_LEVEL}{{1,9}}in\s+(?:the\s+)?", re.IGNORECASE
)
Share = tuple[str, tuple[int, ...]]


def shares_of(
    reading: Reading, sentence: Sentence, end: int, status: str
) -> tuple[Share, ...]:
    """Return (status, patients) for the finding that ends at `end`; () if all alike."""
    if len(reading.patients) < 2 or status not in {"present", "absent"}:
        return ()
    parted = _PARTED.match(reading.text, end, sentence.end)
    if parted:
        some, others = (
            _named(reading, sentence, *parted.span(name)) for name in ("some", "others")
        )
        return (("present", some), ("absent", others)) if some and others else ()
    listed = _listed(reading, sentence, end) if status == "present" else ()
    if listed:
        return (("present", listed),)
    for pattern in (_ONLY, _ALONE):
        found = pattern.match(reading.text, end, sentence.end)
        some = _named(reading, sentence, *found.span("some")) if found else ()
        rest = tuple(p.number for p in reading.patients if p.number not in some)
        if some and rest and status == "present":
            return (("present", some), ("absent", rest))
    return ()


def _listed(reading: Reading, sentence: Sentence, end: int) -> tuple[int, ...]:
    """Return the patients of a list that gives each a level of the finding; else ()."""
    if not _FIRST_IN.match(reading.text, end, sentence.end):
        return ()
    named = persons_named(reading, sentence, cast_of(reading), sentence.patients)
    ahead = sorted((r for r in named if sentence.start + r.start > end), key=_start)
    if not ahead or not _FIRST_IN.fullmatch(
        reading.text, end, sentence.start + ahead[0].start
    ):
        return ()
    who, last = list(ahead[0].patients), ahead[0]
    for reference in ahead[1:]:
        low, high = sentence.start + last.end, sentence.start + reference.start
        if not _NEXT_IN.fullmatch(reading.text, low, high):
            break
        who, last = [*who, *reference.patients], reference
    return tuple(sorted(set(who))) if len(who) > len(ahead[0].patients) else ()


def _start(reference: Reference) -> int:
    return reference.start


def _named(
    reading: Reading, sentence: Sentence, start: int, end: int
) -> tuple[int, ...]:
    """Return the patients whom text[start:end] names."""
    low, high = start - sentence.start, end - sentence.start
    named = persons_named(reading, sentence, cast_of(reading), sentence.patients)
    who = {p for r in named if low <= r.start and r.end <= high + 1 for p in r.patients}
    return tuple(sorted(who))
