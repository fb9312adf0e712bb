"""Ages said by comparison: "his brother, two years his senior", "younger by six years".

The age compared with is the last one said of a person before, not far away.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.rules.age_context import AgeMatch, build_age, owner_before
from pipeline.rules.numbers import CARDINAL, COUNT, parse_number
from pipeline.rules.persons import PersonWords

_FAR = 3000  # characters over which ages are compared
_COMPARED = re.compile(
    rf"\b(?:(?P<n>{COUNT})[\s-](?P<u>years?|months?)[\s-](?:(?:his|her|the other['’]s|"
    r"the (?:former|first|man|woman)['’]s)\s(?P<rank>senior|junior)|"
    r"(?P<than>older|younger|elder)\b(?!\s(?:patients|children|adults)))(?!\s+than\s+(?!he|she|him|her\b))"
    rf"|\b(?:his|her)\s(?P<rank2>senior|junior)\sby\s(?P<n3>{CARDINAL})\s"
    r"(?P<u3>years?|months?)\b"
    rf"|(?P<by>older|younger|elder)\sby\s(?P<n2>{COUNT})\s(?P<u2>years?|months?)\b)",
    re.IGNORECASE,
)

#: Between the two ages somebody else must come in.
_ANOTHER = re.compile(r"[.;]|\b(?:his|her|and|while|the other|another)\b")


def find_compared(
    text: str, ages: Sequence[AgeMatch], persons: PersonWords
) -> Iterator[AgeMatch]:
    """Yield the ages that a comparison gives, where the other age is known."""
    for match in _COMPARED.finditer(text):
        known = [a for a in ages if a.person and a.years is not None and a.count == 1]
        before = [a for a in known if a.end <= match.start() < a.end + _FAR]
        number = parse_number(match["n"] or match["n2"] or match["n3"])
        if not before or number is None:
            continue
        if not _ANOTHER.search(text, before[-1].end, match.start()):
            continue
        months = (match["u"] or match["u2"] or match["u3"]).lower().startswith("m")
        word = match["rank"] or match["rank2"] or match["than"] or match["by"]
        word = word.lower()
        sign = -1 if word in {"junior", "younger"} else 1
        years = (before[-1].years or 0.0) + sign * number / (12 if months else 1)
        owner = owner_before(text, match.start(), persons)
        noun = owner[0] if owner else None
        if years >= 0:
            span = match.span()
            yield build_age(text, span, round(years, 6), "age:compared", noun=noun)
