"""A complaint that no cue speaks of: at a visit it is denied, or left."""

import re

from pipeline.rules.course_meaning import little
from pipeline.rules.course_words import Theme

_DENIES = re.compile(
    r"\b(?:not|never|lost)(?: longer)?(?:\s+[\w'/-]+){0,3}\s*$|"
    r"\b(?:no(?! longer\b(?! (?:ha[sd]|have|suffer|complain|feel|felt|experienc)))|"
    r"without|denie[sd]|free (?:of|from)|neither|nor|absence of|"
    r"lacked|rid of|nothing of)\b(?: longer)?"
    r"(?:[\s,]+(?!but\b|although\b|except\b|(?:was|were|is)\b(?! there\b)|who\b|that\b)"
    r"[\w'/-]+){0,7}[\s,]*$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:before|pre-?operative(?:ly)?|initial(?:ly)?|presenting|presented|admission|"
    r"original|previous(?:ly)?|recurrence of|risk of|because of|due to|for|onset of|"
    r"instead of|which|history|first|if|when(?:ever)?(?! (?:\w+ )?(?:seen|reviewed|"
    r"\w*examined|asked|questioned|telephoned|contacted)\b)|in case of|until|against|"
    r"cause of|treat\w*|new|after|since|following)\b[^,;]*$",
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
    before, after = text[: theme.start], text[theme.end :]
    if _NO_COMPLAINT.match(after):
        return ""
    if _DENIES.search(before):
        return "" if re.search(r"\bnew\b", before[-20:]) else "gone"
    if (
        _BEFORE.search(before)
        or _TRANSIENT.search(before)
        or theme.name in {"score", "fever"}
    ):
        return ""
    return "little" if little(before) else "left"
