"""How many people a sentence counts: "five patients", "two young women"."""

import re
from collections.abc import Iterator

from pipeline.rules.numbers import parse_number
from pipeline.rules.persons import PersonWords

NUMBER_WORD = r"two|three|four|five|six|seven|eight|nine|ten|[2-9]|10"
_COUNTED = re.compile(
    r"(?<!one of )(?<!one of the )\b"
    rf"(?P<n>{NUMBER_WORD}|eleven|twelve|twenty|[1-9]\d{{1,3}})\s+"
    r"(?=(?P<who>(?:(?!of\b|in\b|or\b|and\b)[\w-]+\s+){0,3}[\w-]+))",
    re.IGNORECASE,
)


def counted_people(text: str, persons: PersonWords) -> Iterator[int]:
    """Yield each number before a word for persons: "reports on 5 men" -> 5."""
    for found in _COUNTED.finditer(text):
        number = parse_number(found["n"].lower())
        if number is not None and any(map(persons.people, found["who"].split())):
            yield int(number)
