"""What holds a clause of a course together, and what links a cue to its theme."""

import re

from pipeline.rules.clauses import split_clauses

_OBJECT = re.compile(
    r"\s+(?:(?:of|in|from|with|the|his|her|any|all|both|their|some|further|\w+)\s+)"
    r"{0,3}$",
    re.IGNORECASE,
)
#: "regained about three quarters of its height"
_FAR_OBJECT = re.compile(r"(?:\s+[\w%-]+){0,6}\s+$")
_OF = re.compile(
    r"\s+(?:(?:of|in|the|his|her|their|all|both|any|further|most|some)\s+){1,3}"
    r"(?:\w+\s+){0,2}$|\s+(?:(?!and\b|or\b|but\b)\w+\s+)?$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"[^.;:]{0,20}\b(?:outcomes?|results?|criteria|status|follow-?up|at present|now|"
    r"today|review|course)\b[^.;:]{0,20}:|.*\b(?:is|was|are|were|has|have|had) all",
    re.IGNORECASE,
)


def clauses_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the clauses, with "all but gone" and "Outcome: healed" in one piece."""
    joined: list[tuple[int, int]] = []
    for left, right in split_clauses(text, start, end):
        if joined and _GOES_ON.fullmatch(text, *joined[-1]):
            joined[-1] = (joined[-1][0], right)
        else:
            joined.append((left, right))
    return joined


def is_near(between: str, kind: str, *, names_itself: bool) -> bool:
    """Can a cue be said of a theme behind it, with these words between them?"""
    if names_itself:
        return _OF.match(between) is not None
    pattern = _FAR_OBJECT if kind == "regained" else _OBJECT
    return pattern.match(between) is not None
