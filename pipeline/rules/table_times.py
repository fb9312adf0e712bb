"""The time a table cell tells: "18", "2 years", "Improved (24)", by its header."""

import re

from pipeline.rules.quantities import find_durations

NUMBER = re.compile(r"^\W*(\d+(?:\.\d+)?)\W*$")
#: "Improved (24)" under "Outcome (months)".
_BRACKETED = re.compile(r"\((\d+(?:\.\d+)?)\)\W*$")
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
_UNITS = (
    (r"m(?:o(?:nth)?s?|o?n?ths?)?\b", 1.0, 30.0),
    (r"y(?:(?:ea)?rs?)?\b", 12.0, 365.0),
    (r"w(?:ee)?ks?\b", 7 / 30, 7.0),
    (r"d(?:ays?)?\b", 1 / 30, 1.0),
)
_NOT_A_UNIT = re.compile(r"\bf/?u\b|\bm/f\b", re.IGNORECASE)


def time_in_cell(text: str, header: str) -> tuple[float, float] | None:
    """Return the months and days of a cell; a bare number takes the header's unit."""
    text = re.sub(r"(?<=\d)[½¼¾]", lambda m: _FRACTIONS[m[0]], text)
    found = [d for d in find_durations(text) if d.days is not None]
    if found:
        months, days = found[-1].months, found[-1].days
        return None if months is None or days is None else (months, days)
    plain = NUMBER.match(text) or _BRACKETED.search(text)
    said = _NOT_A_UNIT.sub("", header)
    unit = next(
        (u for u in _UNITS if re.search(rf"\b{u[0]}", said, re.IGNORECASE)), None
    )
    if not plain or not unit:
        return None
    return float(plain[1]) * unit[1], float(plain[1]) * unit[2]


__all__ = ["NUMBER", "time_in_cell"]
