"""Units of time as words, and what they are worth.

A month counts 30 days, a year 365 and twelve months (as the annotation guide counts).
"""

YEARS_FORMS = r"years?|yrs?"
MONTHS_FORMS = r"months?|mths?|mos?"
WEEKS_FORMS = r"weeks?|wks?"
DAYS_FORMS = r"days?"
HOURS_FORMS = r"hours?|hrs?"
DAYS = {
    "decade": 3650.0,
    "year": 365.0,
    "month": 30.0,
    "fortnight": 14.0,
    "week": 7.0,
    "day": 1.0,
    "hour": 1 / 24,
    "minute": 1 / 1440,
}
MONTHS = {"decade": 120.0, "year": 12.0, "month": 1.0}
_STARTS = (
    ("de", "decade"),
    ("y", "year"),
    ("mi", "minute"),
    ("m", "month"),
    ("f", "fortnight"),
    ("w", "week"),
    ("d", "day"),
    ("h", "hour"),
)


def unit_of(written: str) -> str:
    """Return the unit a written form stands for: "mos" -> "month"."""
    form = written.lower()
    return next(unit for start, unit in _STARTS if form.startswith(start))


def ratio(small: str, big: str) -> float:
    """Return how many of the bigger unit one of the smaller is: month, year -> 1/12."""
    if small in MONTHS and big in MONTHS:
        return MONTHS[small] / MONTHS[big]
    return DAYS[small] / DAYS[big]
