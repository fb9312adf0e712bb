"""Results told person by person: "was raised in case 1 (45 mg/L) but normal in case 2".

What stands before the words for a person is that person's, and so is the bracket after
them; a range at the end ("normal below 5 in both") is everybody's.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.rules.lab_ranges import RANGE_RE
from pipeline.rules.labvalues import LabValue, parse_lab
from pipeline.rules.reading import Reading, Sentence

_PERSON = re.compile(
    r"\b(?:in|for)\s(?:the\s)?(?:"
    r"(?:patients?|cases?|observations?|subjects?)\s(?:no\.?\s?)?(?:\d{1,2}|[A-Z]|[IVX]{1,4}"
    r"|one|two|three|four|five)\b"
    r"(?!\s?(?:and|,|-|\u2013)\s?(?:\d{1,2}\b(?!\s?[a-z%\xb5/.])|[A-Z]\b|[IVX]+\b))"
    r"|(?:first|second|third|fourth|former|latter|younger|older|elder|eldest|youngest"
    r"|other)(?:\s(?:patient|case|one|man|woman|boy|girl|brother|sister|child|twin))?\b"
    r"|(?:man|woman|boy|girl|father|mother|son|daughter|brother|sister)\b"
    r"|(?<=the\s)[a-z-]+(?=\s?[(,.;]|\s(?:and|but)\b|\Z))"
)
_BRACKET = re.compile(r"\s\([^()]{1,60}\)")
#: "elevated in the man (48 mg/l) and <in the woman> (77 mg/l)"
_ALSO = re.compile(r"[\s,]*(?:and\s)?", re.IGNORECASE)
_JOINT = re.compile(
    r"^[\s,;]*(?:(?:and|but|while|whereas)\s)?(?:(?:it|they|that)\s)?", re.IGNORECASE
)


def results_by_person(
    reading: Reading, sentence: Sentence, start: int, end: int
) -> list[tuple[int, LabValue]]:
    """Return patient and result of text[start:end], which follows a test's name.

    Empty unless two or more persons are named, each with a result.
    """
    if len(reading.patients) < 2:
        return []
    found = list(_told(reading, sentence, start, end))
    return found if len({patient for patient, _ in found}) > 1 else []


def _told(
    reading: Reading, sentence: Sentence, start: int, end: int
) -> Iterator[tuple[int, LabValue]]:
    text, at = reading.text, start
    persons = list(_PERSON.finditer(text, start, end))
    limits = RANGE_RE.search(text, persons[-1].end(), end) if persons else None
    limits = limits or RANGE_RE.search(text, start, end)
    word = None
    for person in persons:
        bracket = _BRACKET.match(text, person.end(), end)
        joined = word is not None and _ALSO.fullmatch(text, at, person.start())
        said = _JOINT.sub(" ", text[at : person.start()]).rstrip()
        said += bracket[0] if bracket else ""
        common = f" ({limits[0].strip('()')})" if limits else ""
        at = bracket.end() if bracket else person.end()
        whose = reading.patients_at(sentence, person.end() - 1)
        value = parse_lab(said + common)
        if value is not None and value.interpretation is None and joined:
            value = replace(value, interpretation=word)
        word = value.interpretation if value is not None else None
        if value is not None and len(whose) == 1:
            yield whose[0], value
