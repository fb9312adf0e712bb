"""Reference ranges as they are printed beside a value: "(normal 4-11)", "ref. <5"."""

import re

from pipeline.rules.lab_units import POWER, UNIT
from pipeline.rules.numbers import BLANK, DASH, parse_number

#: A figure of a result: "12,400", "8.7", "5,6".
FIGURE = (
    r"(?:\d{1,3}(?:[,\u2009\u202f\u00a0]\d{3})+(?:\.\d+)?|[1-9]\d{0,2} \d{3}(?!\d)"
    r"|\d+(?:[.,\u00b7]\d+)?)"
)
_SPAN = (
    rf"(?P<low>{FIGURE})(?:{BLANK}?(?:{UNIT}))?{BLANK}?(?:{DASH}|to|and)"
    rf"{BLANK}?(?P<high>{FIGURE})"
)
#: "upper limit for our laboratory 12", "upper normal limit", "limit of normal being 5"
_LIMIT = (
    rf"(?:upper{BLANK}(?:normal{BLANK})?limit|upper{BLANK}normal|limit{BLANK}of{BLANK}normal)"
    rf"(?:{BLANK}(?:of|for|in|at|by)(?:{BLANK}(?!and\b|was\b)[a-z]+){{1,4}}?)?"
    rf"(?:{BLANK}(?:being|is|was|of))?"
)
_UPPER = (
    rf"(?:[<≤]|less{BLANK}than|up{BLANK}to|below|under|{_LIMIT}:?){BLANK}?(?:or{BLANK}equal{BLANK}to{BLANK})?"
    rf"(?P<under>{FIGURE})"
)
_LOWER = (
    rf"(?:[>≥]|more{BLANK}than|greater{BLANK}than|above|over|at{BLANK}least){BLANK}?"
    rf"(?P<over>{FIGURE})"
)
_RANGE = rf"(?:{_SPAN}|{_UPPER}|{_LOWER})"
#: one figure named as the upper end: "cut-off 0.5", "upper limit 40"
_TOP = (
    rf"\b(?:cut-?{BLANK}?off(?:{BLANK}(?:value|level))?|{_LIMIT}|limit{BLANK}being|ULN"
    rf"|max(?:imum|\.)?)"
    rf"[\s,:=]*(?:of\s|is\s|was\s)?(?P<top>{FIGURE})"
    rf"|\bnormal(?:ly)?{BLANK}to{BLANK}(?P<to>{FIGURE})"
)
#: what a healthy sample does not hold: "3.9 g/day (normally absent)"
_NIL = (
    rf"\b(?:normal(?:ly)?|reference|ref\.?|in{BLANK}health)(?:{BLANK}value)?[\s,:=]*(?P<nil>absent|nil|"
    rf"negative|none|zero|undetectable|not{BLANK}(?:present|detect(?:ed|able)))\b(?=[\s,;]*[)\]])"
)
_REFERENCE = (
    r"(?:(?:the\s)?(?:normal(?:ly|s)?|reference|ref\.?|target|norm|n|rr|nr|vr|rv|ri|nv|vn|uln|lln|"
    r"cut-?off|laboratory|expected|usual|sufficien(?:t|cy)|desirable|optimal|adequate)"
    r"(?:\s(?:laboratory\s|reference\s)?(?:ranges?|values?|limits?|intervals?|"
    r"levels?))?"
    r"|range|limits?|upper\slimit)"
)
#: A range with its name, or alone in brackets right after the value.
RANGE_RE = re.compile(
    rf"{_NIL}|(?:{_TOP})(?:{BLANK}?{UNIT}(?!\w))?|\b{_REFERENCE}[\s,:=(\[]*(?:of\s|is\s|was\s|between\s|from\s)?{_RANGE}"
    rf"{POWER}?(?:{BLANK}?{UNIT}(?!\w))?"
    rf"|[(\[]{BLANK}?(?:{_RANGE.replace('(?P<', '(?P<p_')})"
    rf"{POWER}?(?:{BLANK}?{UNIT})?{BLANK}?[)\]]"
    rf"|;{BLANK}?(?:{_RANGE.replace('(?P<', '(?P<q_')})"
    rf"(?:{BLANK}?{UNIT})?{BLANK}?(?=[)\]])",
    re.IGNORECASE,
)


def judge(value: float, low: float | None, high: float | None) -> str | None:
    """Return where a value lies in its reference range; None without a range."""
    if high is not None and value > high:
        return "elevated"
    if low is not None and value < low:
        return "low"
    return None if low is None and high is None else "normal"


def bounds_of(reference: re.Match[str] | None) -> tuple[float | None, float | None]:
    """Return the printed range; one end is None in "<5" and ">50"."""
    if reference is None:
        return None, None
    groups = {
        name.removeprefix("p_").removeprefix("q_"): v
        for name, v in reference.groupdict().items()
        if v
    }
    if "nil" in groups:
        return None, 0.0
    low, high = groups.get("low") or groups.get("over"), groups.get("high")
    high = high or groups.get("under") or groups.get("top")
    high = high or groups.get("to")
    return parse_number(low or ""), parse_number(high or "")
