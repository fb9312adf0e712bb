"""Findings that only some of the patients of a series have.

"Oedema was present in patients 1 and 3 and absent in patients 2 and 4"; "an abscess was
seen only in Case 3": the others lack it.
"""

import re

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
    for pattern in (_ONLY, _ALONE):
        found = pattern.match(reading.text, end, sentence.end)
        some = _named(reading, sentence, *found.span("some")) if found else ()
        rest = tuple(p.number for p in reading.patients if p.number not in some)
        if some and rest and status == "present":
            return (("present", some), ("absent", rest))
    return ()


def _named(
    reading: Reading, sentence: Sentence, start: int, end: int
) -> tuple[int, ...]:
    """Return the patients whom text[start:end] names."""
    low, high = start - sentence.start, end - sentence.start
    named = persons_named(reading, sentence, cast_of(reading), sentence.patients)
    who = {p for r in named if low <= r.start and r.end <= high + 1 for p in r.patients}
    return tuple(sorted(who))
