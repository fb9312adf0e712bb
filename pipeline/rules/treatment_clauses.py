"""The clause of a sentence that decides the status of a treatment named in it.

A finite verb opens a clause of its own: "she declined decompression and was treated
with a collar". A relative clause or a colon right behind the treatment is part of what
is said of it: "surgery, which had been planned, was called off", "Halo vest: declined".
"""

import re

from pipeline.rules.reading import Sentence

_BREAK = re.compile(
    r";|:|\.\s|\b(?:before|until) (?=(?:[\w-]+ ){1,7}could\b)|"
    r",\s(?:he|she|they|(?:through|by|with|during|after|via) which)\b|"
    r",\s(?:but|and (?:he|she|we|they|the|a|an|was|were|had)|while|whereas|so|"
    r"which|who|after|before|when|until|once|then|since|if|unless|because|as|took|"
    r"received|underwent|wore|rested)\b|\bbut\b|\bhowever\b|\bbecause\b|\balthough\b|\(|\)|"
    r",\s(?:[\w-]+\s){1,4}being\b|,\s(?:though |after )?having\b|"
    r"\band (?:he|she|they)\b|"
    r"\band (?:takes|wears|uses|does|attends|receives|continues)\b|"
    r"\band (?:therefore |then |later |instead )?(?:was|were|had|has|received|took|"
    r"underwent|refused|declined|preferred|started|began|wore|agreed|opted|chose)\b|"
    r"\b(?:instead of|rather than|in place of|in lieu of) "
    r"(?:(?!was|were|had|is)\w+ ){0,5}"
    r"(?:planned|proposed|scheduled|intended|discussed|recommended|advised|offered|"
    r"envisaged|foreseen|contemplated)\b|"
    r",\s(?:an?|the)\s(?:[\w-]+\s){1,3}(?:was|were)\b|"
    r",\s(?=(?!and\b|or\b)[\w-]+\s(?:was|were)\s)",
    re.IGNORECASE,
)
_NEW_SUBJECT = re.compile(
    r"(?:, and (?:[\w/\u2013-]+,? ){1,14}?|\band (?:[\w/\u2013-]+ ){1,9}?)"
    r"(?:was|were|is|are|had|has)\b|"
    r"\band (?:(?!then|duly|later|not|never|finally|therefore|\w+ly\b)[\w/\u2013-]+ )"
    r"{1,3}(?:prescribed|begun|started|given|instituted|commenced|applied|fitted)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:was|were|is|had|has|received|underwent|took|would|did|refused|declined|"
    r"preferred|chose)\b"
)
#: What goes on about the same treatment: "was attempted, but abandoned"
_ELLIPSIS = re.compile(
    r",?\s*(?:\b(?:but|and|then|though|yet|however)\b,?\s+){1,2}(?:"
    r"(?:(?:it|this|they|these)\s+(?=(?:was|were|had|could|proved)\b))?"
    r"(?:(?:proved|turned out|was|were)\s+(?:to be\s+)?(?:no longer|needless|"
    r"unnecessary|superfluous|impossible|unavailable|stopped (?:at|in|just))\b|"
    r"(?:(?:was|were|had been|has been|is|could|had to be)\s+)?"
    r"(?:(?:then|later|soon|in the end|finally|eventually|at last|\w+ly)\s+)?"
    r"(?:(?:never|abandoned|given up|cancell?ed|called off|dropped|postponed|"
    r"deferred|set aside|put off|aborted|withheld|judged|deemed|thought|held|found)\b|"
    r"not\b(?! (?:\w+ )?(?:repeat|continu|resum|tolerat|renew|help|effect|follow))|"
    r"(?:rejected|refused|declined)(?=\W*$|[.,;)]| by\b| on\b| for\b| because\b)))|"
    r"(?:he|she|they|the (?:patient|family|parents|mother|father))\s+"
    r"(?:would not|refused(?: to)?|declined(?: to)?|did not|(?:had |has )?never|"
    r"would have none)\s+"
    r"(?:(?:\w+ )?(?:it|them|this|that|one|any|of it)\b|attend|return|come back|"
    r"appear|fill|(?:been )?taken|worn|used))",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?:\s+(?:and|or)(?:\s+[\w-]+){1,4}|\s*\w*),\s(?:which|that|although|though)\b",
    re.IGNORECASE,
)
_PAREN = re.compile(r"\s*\([^()]{0,60}\)")
_COLON = re.compile(r"\s*:\s")


def clause_bounds(
    text: str, sentence: Sentence, start: int, end: int
) -> tuple[int, int]:
    """Return where the clause of a sentence that holds start to end begins and ends."""
    low = sentence.start
    for found in _BREAK.finditer(text, sentence.start, sentence.end):
        if found.start() >= start:
            break
        if found.end() <= end:
            low = found.start()
    for found in _NEW_SUBJECT.finditer(text, low, sentence.end):
        if found.start() < start and _FINITE.search(text, low, found.start()):
            low = found.start()
    return low, _end(text, sentence, low, end)


def _end(text: str, sentence: Sentence, low: int, end: int) -> int:
    aside = _PAREN.match(text, end, sentence.end)
    end = aside.end() if aside else end
    if _RELATIVE.match(text, end, sentence.end):
        after = re.compile(r";|\.\s|\(").search(text, end, sentence.end)
        return after.start() if after else sentence.end
    colon = _COLON.match(text, end, sentence.end)
    after = _break_after(text, sentence, colon.end() if colon else end)
    high = after.start() if after else sentence.end
    for found in _NEW_SUBJECT.finditer(text, end, high):
        if _FINITE.search(text, low, found.start()):
            return found.start()
    return high


def _break_after(text: str, sentence: Sentence, at: int) -> re.Match[str] | None:
    """Return the next break behind which another thing is told."""
    breaks = _BREAK.finditer(text, at, sentence.end)
    return next((b for b in breaks if not _ELLIPSIS.match(text, b.start())), None)


def clause_of(text: str, sentence: Sentence, start: int, end: int) -> str:
    """Return the clause of a sentence that holds start to end."""
    low, high = clause_bounds(text, sentence, start, end)
    return text[low:high]


def segment_bounds(
    text: str, sentence: Sentence, start: int, end: int
) -> tuple[int, int]:
    """Return the part of a sentence between semicolons that holds start to end."""
    low = text.rfind(";", sentence.start, start)
    high = text.find(";", end, sentence.end)
    return max(low + 1, sentence.start), high if high >= 0 else sentence.end
