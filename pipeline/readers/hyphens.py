"""Mend words that a line end broke, by the words of the same article and by rule."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST = re.compile(r"[\w’']+$")
_FIRST = re.compile(r"[^\W\d_]+")
#: First parts that keep their hyphen: "follow-up", "well-defined", "non-union".
_COMPOUND = frozenset(
    "all cross dose dual end eight fat first five follow four free full gadolinium "
    "half hand high ill large late left life light line long low mid mild multi nine "
    "non old one open right second self short single six small soft ten third three "
    "two week well x year day month weight water double".split()
)


def vocabulary(lines: Iterable[str]) -> frozenset[str]:
    """Return the words of an article in lower case, broken ones left out."""
    return frozenset(
        word.lower()
        for line in lines
        for word in _WORD.findall(line.rstrip().removesuffix("-"))
    )


def join_broken(left: str, right: str, words: frozenset[str]) -> str:
    """Join two lines, whole again if the first one ends within a word.

    The hyphen stays beside a digit or capital ("C5-C6"), where the article writes
    the word so elsewhere, after usual first parts ("follow-up"), and between equal
    vowels ("anti-inflammatory"); else it goes ("calci-" "fied").
    """
    if not left.endswith("-") or left.endswith((" -", "--")) or not right[:1].isalnum():
        return f"{left} {right}"
    return left + right if _keeps(left[:-1], right, words) else left[:-1] + right


def _keeps(left: str, right: str, words: frozenset[str]) -> bool:
    last, first = _LAST.search(left[-60:]), _FIRST.match(right)
    if last is None or first is None or not right[0].islower():
        return True
    part, rest = last[0].lower(), first[0].lower()
    if any(c.isdigit() for c in part) or last[0][1:] != last[0][1:].lower():
        return True
    if part + rest in words:
        return False
    known = f"{part}-{rest}" in words or part in _COMPOUND
    return known or len(part) == 1 or (part[-1] == rest[0] and rest[0] in "aeio")
