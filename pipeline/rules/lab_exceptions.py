"""Results told as the exception: "blood tests were normal except for a CRP of 48"."""

import re

from pipeline.pack import Concept

#: the note of a test that is measured: "abnormal: elevated", "abnormal: both ways"
ABNORMAL = "abnormal:"
_HORIZON = 800  # characters; bounds the work in run-on lists
_SAME = r"(?:(?!,\s(?:the|his|her|all|other|routine|and\sthe)\b)[^.;]){0,80}$"
_EXCEPT = re.compile(
    r"\b(?:normal|unremarkable|limits|range|negative)\b[^.;]{0,20}?\b(?:except|apart\sfrom|"
    r"other\sthan|save\sfor|besides|with\sthe\s(?:sole\s)?exception\sof)\b" + _SAME,
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"\b(?:only|sole|single)\s(?:\w+\s){0,2}?(?:abnormal|pathological)\w*\b" + _SAME,
    re.IGNORECASE,
)


def how_abnormal(before: str, known: Concept | None) -> str | None:
    """Return what a figure told as the exception means for its test.

    `before` is what its sentence says before the name. Which way a test is abnormal,
    if it is so one way alone, is data: the note of its concept.
    """
    _, _, way = (known.note if known else "").partition(ABNORMAL)
    if way.strip() not in {"elevated", "low"}:
        return None
    before = before[-_HORIZON:]
    told = _EXCEPT.search(before) or _ONLY.search(before)
    return way.strip() if told else None
