"""From which figure on a test is positive: "4 mm (positive if > 10 mm)"."""

import re

from pipeline.rules.lab_ranges import FIGURE
from pipeline.rules.lab_units import UNIT
from pipeline.rules.numbers import BLANK, parse_number

_CUT_OFF = re.compile(
    rf"(?:considered{BLANK}|read{BLANK}as{BLANK}|taken{BLANK}as{BLANK})?"
    rf"\b(?:positive|reactive|pathological|abnormal){BLANK}"
    rf"(?:(?:if|when|from)(?:{BLANK}(?:over|above|more{BLANK}than|at{BLANK}least))?"
    rf"|at{BLANK}least|over|above|beyond|(?:at{BLANK})?(?=[>≥]))"
    rf"{BLANK}?[>≥]?{BLANK}?(?P<from>{FIGURE})(?:{BLANK}?{UNIT}(?!\w))?",
    re.IGNORECASE,
)


def cut_off(clause: str) -> re.Match[str] | None:
    """Return where a clause says from which figure on its test is positive."""
    return _CUT_OFF.search(clause)


def beyond(cut: re.Match[str], value: float) -> str:
    """Return what a value means for a test with this cut-off."""
    limit = parse_number(cut["from"]) or 0.0
    return "positive" if value >= limit else "negative"
