"""Names of web sites glued to the ends of sentences: "… deposition WikiMedHealthDaily."

Pages made from copied answers carry such tails. They are told by their form, not by a
list: words run together without a space that end several lines of one document.
"""

import re
from collections.abc import Iterable

_TOKEN = r"[A-Z][\w'’]*(?:\+\d+\w*)*"
_RUN = re.compile(rf"(?P<space>\s*)(?P<run>{_TOKEN}(?:[ \t]+{_TOKEN})*)\s*\.?\s*$")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z'’]+")
_DOMAIN = re.compile(
    r"\s*(?:(?:https?://)?(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|info|io|uk|de|in|eu)"
    r"(?:/[\w./-]*+)?+(?:\+\d+)?+)+\.?\s*$"
)
_NOTES = re.compile(r"\s*(?:\[\d[\d,;–\s-]*\]\s*)+\.?\s*$")
#: A word after one of these belongs to the sentence: "treated with CyberKnife."
_OPEN = re.compile(
    r"\b(?:a|an|the|of|with|by|on|in|for|to|from|using|via|and|or|as|called|is|are)\s*$",
    re.IGNORECASE,
)
_ENOUGH = 3
_TAIL = 150


def source_parts(lines: Iterable[str]) -> frozenset[str]:
    """Return the words that glued tails are made of.

    Empty if fewer than three lines of the document end in such a tail.
    """
    glued = [t for line in lines for t in _tail(line) if _is_glued(t)]
    if len(glued) < _ENOUGH:
        return frozenset()
    return frozenset(part for token in glued for part in _PART.findall(token))


def end_of_statement(line: str, parts: frozenset[str]) -> int:
    """Return the offset at which the words of a line end and its sources begin."""
    end = len(line.rstrip())
    for pattern in (_NOTES, _DOMAIN):
        if found := pattern.search(line, max(0, end - _TAIL), end):
            end = found.start()
    found = _RUN.search(line, max(0, end - _TAIL), end) if parts else None
    if not found:
        return end
    return _without_run(line, found, parts) or end


def _without_run(line: str, found: re.Match[str], parts: frozenset[str]) -> int | None:
    """Return where a run of source names begins, or None if it is no such run."""
    start = None
    for token in reversed(list(re.finditer(r"\S+", found["run"]))):
        words = _PART.findall(token[0].rstrip("."))
        if not words or not parts.issuperset(words):
            break
        start = found.start("run") + token.start()
    if not start or _OPEN.search(line[max(0, start - 20) : start]):
        return None
    return len(line[:start].rstrip())


def _tail(line: str) -> list[str]:
    tail = line.rstrip()[-_TAIL:]
    found = _RUN.search(tail)
    if not found or _OPEN.search(tail[: found.start("run")]):
        return []
    return found["run"].split()


def _is_glued(token: str) -> bool:
    """Return whether a token is two names in one: "HealthDaily", "NIHMedPage"."""
    if re.search(r"\+\d", token):
        return True
    parts = _PART.findall(token)
    return len(parts) > 1 and all(len(part) > 2 for part in parts)
