"""Find ages in text, in every way a report writes them.

Each match says whether it is the age of one person now (`person`), and its rule says
why not: `age:at-age` ("at the age of 29"), `age:statistic` ("mean age", "aged 5 to 10")
and `age:thing` ("3-year-old fracture"). Durations ("a 20-year history", "for 62 years")
are never matched.
"""

from pipeline.rules.age_case import find_backward, find_cases, find_precise
from pipeline.rules.age_compared import find_compared
from pipeline.rules.age_context import AgeMatch, build_age, sex_of
from pipeline.rules.age_forms import CELL_RE, years_of
from pipeline.rules.age_marks import (
    find_decades,
    find_hints,
    find_letters,
    find_predicates,
    find_year_nouns,
)
from pipeline.rules.age_phrases import find_aged, find_beside, find_of, find_old
from pipeline.rules.persons import PersonWords
from pipeline.rules.windows import first_come

__all__ = ["AgeMatch", "find_ages", "read_age_cell"]

_OLDEST = 115.0
_BRACKETS = str.maketrans("()", "  ")  # "54 (male)" reads as "54 male"
#: The first finder that claims a stretch of text keeps it.
_FINDERS = (
    find_backward,
    find_precise,
    find_cases,
    find_old,
    find_aged,
    find_of,
    find_beside,
    find_letters,
    find_predicates,
    find_decades,
    find_year_nouns,
    find_hints,
)


def find_ages(text: str, persons: PersonWords) -> tuple[AgeMatch, ...]:
    """Return the ages written in `text`, in order and without overlap.

    `sex` is filled from a person word or letter inside or right beside the age.
    """
    found = first_come(age for find in _FINDERS for age in find(text, persons))
    compared = tuple(find_compared(text, found, persons))
    found = first_come((*found, *compared)) if compared else found
    return tuple(age for age in found if (age.years or 0.0) <= _OLDEST)


def read_age_cell(text: str, persons: PersonWords) -> AgeMatch | None:
    """Read a whole table cell: "9/M", "F 62", "3y", "18 mo", "45"; None otherwise."""
    match = CELL_RE.match(text.translate(_BRACKETS))
    years = years_of(match) if match else None
    if match is None or years is None or years > _OLDEST:
        return None
    start = match.start("sex") if match["sex"] else match.start("n")
    sex = sex_of(match["sex"] or match["sex2"], persons)
    span = (start, start + len(text[start:].rstrip("*†‡§ \u00a0\n")))
    return build_age(text, span, years, "age:cell", sex=sex)
