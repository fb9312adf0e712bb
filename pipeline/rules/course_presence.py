"""A complaint that no cue speaks of: at a visit it is denied, or left."""

import re

from pipeline.rules.course_meaning import little
from pipeline.rules.course_words import Theme

_HORIZON = 800  # characters; bounds the work in run-on lists
_DENIES = re.compile(
    r"\b(?:not|never|lost)(?: longer)?(?:\s+[\w'/-]+){0,3}\s*$|"
    r"\b(?:no(?! longer\b(?! (?:ha[sd]|have|suffer|complain|feel|felt|experienc)))|"
    r"without|denie[sd]|free (?:of|from)|neither|nor|absence of|"
    r"lacked|rid of|nothing of)\b(?: longer)?"
    r"(?:[\s,]+(?!but\b|although\b|except\b|other than\b|apart\b|save\b|beyond\b|"
    r"(?:was|were|is)\b(?! there\b)|who\b|that\b)"
    r"[\w'/-]+){0,7}[\s,]*$",
    re.IGNORECASE,
)
#: "He has lost the tingling but not the <clumsiness>"
_BUT_NOT = re.compile(r"\bbut not (?:\w+ ){0,2}$", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:before|pre-?operative(?:ly)?|initial(?:ly)?|presenting|presented|admission|"
    r"original|previous(?:ly)?|recurrence of|risk of|because of|due to|for|onset of|"
    r"instead of|which|history|first|if|when(?:ever)?(?! (?:\w+ )?(?:seen|reviewed|"
    r"\w*examined|asked|questioned|telephoned|contacted)\b)|in case of|until|against|"
    r"cause of|treat\w*|new|after|since|following)\b[^,;]*$",
    re.IGNORECASE,
)
#: "and within ten days so had the <neck pain>": as the clause before says
_SO = re.compile(
    r"\bso (?:has|had|have|did|does|was|were|is) (?:the |his |her )?(?:\w+ )?$",
    re.IGNORECASE,
)
#: "the fever on the third day, the <pain> in the fourth week"
_IN_TURN = re.compile(
    r"\s+(?:in|on|by|after|within) (?:the |about )?(?:[\w-]+ )?"
    r"(?:day|week|month|year)s?"
    r"\W*(?:and\W*)?\Z",
    re.IGNORECASE,
)
#: "<Backache> after long drives is all that reminds him of it"
_REMNANT = re.compile(
    r"[^.;]{0,40}\b(?:is|was|are|were|being) (?:now )?(?:all\b|the only\b)",
    re.IGNORECASE,
)
_TRANSIENT = re.compile(r"\b(?:transient|temporary|brief|passing)\b", re.IGNORECASE)
_NO_COMPLAINT = re.compile(
    r"\s*(?:-| )?(?:medication|killers?|relie\w+|free|clinic|scores?|management|"
    r"therapy|specialist|control|relievers?|drugs?)\b",
    re.IGNORECASE,
)


def presence(text: str, theme: Theme) -> str:
    """Return "gone" for a complaint denied at a visit, else what is left of it."""
    before = text[max(0, theme.start - _HORIZON) : theme.start]
    after = text[theme.end : theme.end + _HORIZON]
    if _NO_COMPLAINT.match(after) or _SO.search(before) or _IN_TURN.match(after):
        return ""
    if _BUT_NOT.search(before):
        return "left"
    if _DENIES.search(before):
        return "" if re.search(r"\bnew\b", before[-20:]) else "gone"
    if (
        _BEFORE.search(before)
        or _TRANSIENT.search(before)
        or theme.name in {"score", "fever"}
    ):
        return ""
    return "little" if little(before) or _REMNANT.match(after) else "left"
