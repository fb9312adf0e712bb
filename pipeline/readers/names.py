"""Names of authors in the lines that list them."""

import re
from collections.abc import Iterable

_MARKS = re.compile(
    r"[\d¹²³⁴⁵⁶⁷⁸⁹⁰*†‡§¶^#]+(?:,\s?[\da-z*†‡§¶]\b)*|(?<=\w)\^\w\^?|\([^)]*\)|[✉☯]"
)
_SPLIT = re.compile(r"\s*(?:[;,·|•]|\band\b|&|\bet\b)\s*")
_SIGNED = re.compile(r", ?(?:MD|PhD|M\.D\.|MB|FRCS|MBBS|DO|MSc|BSc|MPH|Dr|MRCP|FRCR)\b")
_INITIALS_NAME = re.compile(r"(?:(?:Prof|Dr)\.? )?(?:[A-Z]\. ?){1,3}[A-Z][\w'’-]+")
_PARTICLES = frozenset(
    "de da do dos das del della di du la le les van von der den ten ter zu zur al el "
    "bin ibn abu y e af av och und".split()
)
#: The letter of an affiliation beside a name.
_MARK = re.compile(r"[a-h*]{1,2}")
_DEGREE = re.compile(r"(?:[A-Z][a-z]{0,2}\.?){2,6}|Dr|Prof|Jr|Sr|[IVX]+|Msc|Dipl\w*")


def authors(text: str) -> tuple[str, ...]:
    """Return the names of an author line, without marks, degrees and affiliations.

    Empty if the line is not a list of names.
    """
    text = re.sub(
        r"^(?:by|authors?:?)\s", "", text.strip().rstrip("."), flags=re.IGNORECASE
    )
    text = re.split(r"(?<=[a-zà-ÿ]{3})\. ", text)[0]
    parts = [part.strip(" .*") for part in _SPLIT.split(_MARKS.sub(" ", text))]
    names = [name for part in parts if part and (name := _name(part)) is not None]
    clean = [name for name in names if name]
    return tuple(clean) if clean and len(names) == len([p for p in parts if p]) else ()


def is_authors(text: str) -> bool:
    """Return whether a line is nothing but names of persons, at least one in full."""
    if not 4 < len(text) < 600 or text.isupper():
        return False
    names = authors(text)
    whole = [n for n in names if " " in n]
    return bool(names) and len(whole) >= max(1, 0.6 * len(names))


def is_signature(text: str) -> bool:
    """Return whether a line signs an article: a name with a degree, or initials."""
    if len(text) > 120 or not is_authors(text):
        return False
    return bool(_SIGNED.search(text) or _INITIALS_NAME.fullmatch(text))


def first_authors(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the first author lines that follow each other."""
    found: list[str] = []
    for line in (line.removeprefix("- ") for line in lines):
        names = authors(line) if is_authors(line) else ()
        if found and len(names) != 1:
            break
        found += names
        if len(names) > 1:
            break
    return tuple(found)


def _name(part: str) -> str | None:
    """Return a person's name, "" for a degree, None if the words are no name."""
    words = [w for w in part.split() if w]
    while words and _MARK.fullmatch(words[-1]):
        words.pop()
    if len(words) > 2 and _MARK.fullmatch(words[0]):
        words = words[1:]
    while words and _DEGREE.fullmatch(words[-1]) and len(words) > 2:
        words.pop()
    if words and words[0].rstrip(".") in {"Dr", "Prof", "Mr", "Mrs", "Ms"}:
        words = words[1:]
    if words and words[0] == "the":
        return ""
    if not words or (len(words) <= 2 and all(_DEGREE.fullmatch(w) for w in words)):
        return "" if words or part else None
    if len(words) > 5 or not any(w[0].isupper() and len(w) > 1 for w in words):
        return None
    fine = all(w[0].isupper() or w in _PARTICLES or w[0] in "'’" for w in words)
    return " ".join(words) if fine else None
