"""An earlier reading that was not confirmed: "had been read as a fracture of L1".

What stands between the reading and its revision is said of nobody.
"""

import re
from bisect import bisect_right

_READ = (
    r"\b(?:mis)?(?:read|interpreted|reported|described|regarded|labelled|labeled|"
    r"diagnosed|viewed|seen|mistaken|taken|called|thought|believed|suspected)\s(?:\w+ly\s)?"
    r"(?:as|for|to\s(?:be|show|represent|have)|of)(?:\sbeing|\sshowing|\shaving)?\s"
)
_THING = r"(?:(?!\b(?:was|were|had|is)\b)[^.;,]|\.(?=\d|\s[a-z])){2,80}?"
_EXAM = r"(?:[\w-]+\s){0,4}?"
_REVISED = (
    r"(?:,?\s(?:which|but(?:\sthis|\sit)?|that|although|though|a\s\w+\sthat|an?\s\w+\swhich)"
    r"|[.;]\s(?:this|it|these|but(?:\sthis|\sit)?)?)\s?"
    rf"(?:{_EXAM}(?:did\snot|didn't|could\snot|failed\sto|do(?:es)?\snot)\s(?:later\s)?"
    r"(?:confirm|bear\sout|substantiate|verify|corroborate|support|show|reproduce)\b"
    rf"|{_EXAM}(?:refuted|disproved|ruled\sout|excluded|corrected|rejected|dismissed)\b"
    r"(?!\s(?:an?|any|the)\b)"
    r"|(?:was|were|could|has|had)\s(?:\w+\s)?(?:not\s(?:be\s|been\s)?(?:later\s)?(?:confirmed|verified|"
    r"substantiated|borne\sout|corroborated|reproduced)|refuted|disproved|unfounded|"
    r"erroneous|wrong|incorrect|mistaken|a\smistake|an\serror|an\sartefact|an\sartifact|"
    r"been\smislabell?ed|mislabell?ed|mixed\sup)\b"
    r"|proved\s(?:to\sbe\s)?(?:wrong|false|unfounded|incorrect|erroneous|an?\sarte?i?fact)\b)"
    r"|\s(?:had\sbeen|was|were)\s(?:mislabell?ed|mixed\sup|contaminated)\b"
)
_EARLIER = re.compile(rf"{_READ}(?P<what>{_THING})(?:{_REVISED})", re.IGNORECASE)


class Misreadings:
    """The stretches of a text that tell what was once read and not confirmed."""

    def __init__(self, text: str) -> None:
        """Find them all, once."""
        self._spans = [m.span("what") for m in _EARLIER.finditer(text)]
        self._starts = [start for start, _ in self._spans]

    def begins_in(self, start: int, end: int) -> bool:
        """Does one of them begin in a stretch?"""
        at = bisect_right(self._starts, end) - 1
        return at >= 0 and start <= self._starts[at]

    def covers(self, start: int, end: int) -> bool:
        """Does a stretch lie in one of them?"""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._spans[at][1]
