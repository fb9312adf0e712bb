"""A human value read into the cells of facts: "performed C3-C6", "54 mg/L", "7 months".

What people write is what items show (items.say): for one value its number with unit,
or its word; otherwise status, interpretation, value with unit, levels. Statements that
do not go together stand apart with " | ".
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.cells import JOINT, format_number
from pipeline.curation.items import APART, SINGLE, split_levels
from pipeline.series import ColumnType

Columns = Mapping[str, Mapping[str, ColumnType]]

_DAYS = {"day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0}
_MONTHS = {"day": 1 / 30, "week": 7 / 30, "month": 1.0, "year": 12.0}
_YEARS = {"day": 1 / 365, "week": 7 / 365, "month": 1 / 12, "year": 1.0}
#: Unit of a field, and what other units are worth in it, as in the codebook.
_UNITS = {
    "age": ("years", _YEARS),
    "duration": ("days", _DAYS),
    "followup": ("months", _MONTHS),
}
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*(?:(day|week|month|year)s?)?")
#: Fields whose values may be words: "trace", "B".
_WORDY = frozenset({"lab", "score"})


@dataclass(frozen=True, slots=True)
class Said:
    """What one fact says, beside the thing it is about; "" is not said."""

    status: str = "present"
    concept: str = ""
    value: str = ""
    unit: str = ""
    interpretation: str = ""
    levels: tuple[str, ...] = ()


def read_value(field: str, text: str, columns: Columns) -> tuple[Said, ...]:
    """Return what a human value says, a fact for each statement (each level).

    Raises ValueError with what is wrong.
    """
    text = " ".join(text.split())
    if not text:
        raise ValueError("no value is given")
    if field in _UNITS:
        return (_read_number(field, text),)
    if field in SINGLE:
        return (_read_word(field, text, columns),)
    statements = (_read_statement(field, part, columns) for part in text.split(APART))
    return tuple(said for some in statements for said in _each_level(field, some))


def _read_number(field: str, text: str) -> Said:
    unit, worth = _UNITS[field]
    match = _NUMBER.fullmatch(text)
    if match and match[2]:
        number = float(match[1]) * worth[match[2]]
    elif match:
        number = float(match[1])
    elif field == "age" and not text[0].isdigit():
        return Said(concept=text)  # "in his fifties"
    else:
        raise ValueError(f"{text!r} is no number of {unit}")
    return Said(value=format_number(number), unit=unit)


def _read_word(field: str, text: str, columns: Columns) -> Said:
    word = text.casefold()
    column = columns["cases"].get(field)
    if column and column.allowed and word not in column.allowed:
        raise ValueError(f"{text!r} is none of {', '.join(column.allowed)}")
    return Said(concept=word)


def _read_statement(field: str, text: str, columns: Columns) -> Said:
    stem, levels = split_levels(text)
    words = stem.split()
    status = _take(words, columns["facts"]["status"].allowed)
    interpretation = _take(words, columns["facts"]["interpretation"].allowed)
    value, unit = _read_measure(field, words)
    usual = "performed" if field == "intervention" else "present"
    return Said(status or usual, "", value, unit, interpretation, tuple(levels))


def _take(words: list[str], allowed: tuple[str, ...]) -> str:
    """Return the first word if it is an allowed one, and take it away."""
    return words.pop(0).casefold() if words and words[0].casefold() in allowed else ""


def _read_measure(field: str, words: list[str]) -> tuple[str, str]:
    text = " ".join(words)
    if not words:
        return "", ""
    if words[0][-1].isdigit():
        return words[0], " ".join(words[1:])
    if field in _WORDY:
        return text, ""
    raise ValueError(f"{text!r} is no status, value or level such as 'absent', 'C3-C4'")


def _each_level(field: str, said: Said) -> Iterator[Said]:
    if field != "level":
        yield said
    elif not said.levels:
        raise ValueError("no level such as C3-C4 is given")
    else:
        for level in said.levels:
            yield Said(said.status, value=level)


def fact_says(field: str, fact: Mapping[str, object]) -> Said:
    """Return what a row of facts.csv says, comparable with a human value."""

    def cell(name: str) -> str:
        value = fact.get(name)
        return "" if value is None else str(value)

    levels = tuple(cell("levels").split(JOINT)) if cell("levels") else ()
    number = (cell("value"), cell("unit"))
    concept = cell("concept") if field in SINGLE and not number[0] else ""
    return Said(cell("status"), concept, *number, cell("interpretation"), levels)
