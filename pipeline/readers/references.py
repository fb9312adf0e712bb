"""Recognise reference lists by the shape of their lines."""

import re
from collections.abc import Sequence

_MARK = re.compile(r"(?:[-*•]\s+)?(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)]?|[-*•])\s+")
_AUTHOR = re.compile(
    r"(?:(?:[-*•]\s+)?(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)]?)?\s*)"
    r"[A-ZÀ-Þ][\w'’\-–]+(?:\s[A-ZÀ-Þ][\w'’\-–]+)?,?\s(?:[A-ZÀ-Þ]\.?[ -]?){1,4}"
    r"(?=[,.;:(\s]|$)"
)
_SOURCE = re.compile(
    r"(?:\b(?:1[89]|20)\d\d[a-z]?\s?;\s?\d|\b\d{1,4}\s?(?:\([\w-]{1,8}\))?\s?:\s?[a-zA-Z]?\d{1,6}"
    r"|\((?:1[89]|20)\d\d[a-z]?\)|(?:1[89]|20)\d\d\.?$|\bdoi:|\bpp?\. ?\d)",
    re.IGNORECASE,
)
#: "1. Mrs K., 84. Slipped on the doorstep" is a patient.
_PATIENT = re.compile(r"(?:[-*•(]?\d{0,3}[.)]?\s*)?(?:Mrs?|Miss|Ms|Mme|Mlle)\b")
_INITIALS = re.compile(r"(?:[-*•]\s+)?[A-ZÀ-Þ][\w'’ \-–]+\s(?:[A-ZÀ-Þ]\.\s?-?){1,3}")
_NARRATIVE = re.compile(
    r"\b(?:he|she|his|her|our patient|the patient|was|were)\b", re.IGNORECASE
)


def is_reference(text: str) -> bool:
    """Return whether a paragraph is one entry of a reference list.

    >>> is_reference("2. Kaya M, Brandt T. Black discs. J Imag Spine. 1999;4:12-5.")
    True
    """
    if len(text) > 600 or _PATIENT.match(text):
        return False
    has_source = _SOURCE.search(text) is not None
    if _AUTHOR.match(text):
        return has_source or _MARK.match(text) is not None
    return (
        has_source
        and len(text) < 300
        and not _NARRATIVE.search(text)
        and bool(_MARK.match(text) or re.search(r"\d{4};\s?\d+", text))
    )


def is_reference_part(text: str) -> bool:
    """Return whether a paragraph can be part of a list: an entry or one author."""
    bare = text.lstrip("-*• ")
    return (
        is_reference(text)
        or _INITIALS.fullmatch(text) is not None
        or bare.lower().rstrip(".") == "et al"
        or (len(text) < 250 and not _NARRATIVE.search(text))
    )


def list_start(texts: Sequence[str], place: int) -> bool:
    """Return whether a reference list without a heading starts at `place`.

    Three entries in a row are asked for, or a column of authors' initials.
    """
    following = texts[place : place + 3]
    entries = len(following) == 3 and all(is_reference(t) for t in following)
    return entries or (
        len(following) == 3 and all(_INITIALS.fullmatch(t) for t in following)
    )


def is_narrative(text: str) -> bool:
    """Return whether a long paragraph tells a story, and so ends a reference list."""
    return (
        len(text) > 200
        and not is_reference(text)
        and len(re.findall(r"[.!?] [A-Z]", text)) >= 2
        and len(_NARRATIVE.findall(text)) >= 3
        and not re.search(r"\d{4};\s?\d+", text)
    )
