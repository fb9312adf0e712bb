"""What a cytology showed: malignant cells, or none."""

import re

from pipeline.rules.lab_specimens import LabTerm
from pipeline.rules.reading import Sentence

#: "cytology revealed adenocarcinoma", "confirmed by cytology"
_MALIGNANT = re.compile(
    r"[^.;]{0,30}\b(?:reveal\w*|show\w*|confirm\w*|demonstrat\w*|disclos\w*|yield\w*|"
    r"was|consistent with|suggest\w*|indicat\w*)\b(?P<what>[^.;]{0,50}?)"
    r"\b(?:\w*carcinoma|\w*sarcoma|lymphoma|melanoma|malignan\w*|metasta\w*|"
    r"neoplas\w*|mesothelioma|blasts)\b",
    re.IGNORECASE,
)
_CONFIRMED_BY = re.compile(
    r"\b(?:confirmed|proved|proven|established|diagnosed|verified) (?:by|on|with|in) "
    r"(?:\w+ )?$",
    re.IGNORECASE,
)
_NEGATES = re.compile(r"\b(?:no|not|negative|without|free|absence)\b", re.IGNORECASE)


def what_was_seen(text: str, sentence: Sentence, term: LabTerm) -> str | None:
    """Return what a cytology showed: malignant cells, or none."""
    found = _MALIGNANT.match(text, term.end, sentence.end)
    if found:
        return "negative" if _NEGATES.search(found["what"]) else "positive"
    confirmed = _CONFIRMED_BY.search(text[sentence.start : term.start])
    return "positive" if confirmed else None


__all__ = ["what_was_seen"]
