"""Lists in the order of the patients: "48, 53 and 60 years, respectively".

A run of as many ages, levels or durations as there are patients, in a sentence that
says "respectively" or introduces them all, goes to the patients one by one.
"""

import re
from collections.abc import Iterator
from typing import Any

from pipeline.rules.case_references import references
from pipeline.rules.cast import Cast
from pipeline.rules.numbers import parse_number
from pipeline.rules.persons import PersonWords
from pipeline.rules.reading import Reading, Sentence

_RESPECTIVELY = re.compile(
    r"\brespectively\b|\bin (?:that|this|the same|numerical) (?:order|sequence)\b"
    r"|\bin the order (?:of the (?:cases|patients|children)|given|above|listed)\b",
    re.IGNORECASE,
)
_EACH = re.compile(r"\b(?:both|each|every|all)\b", re.IGNORECASE)
#: "Bone scan was hot in each: at L3, at T10 and at C6."
_EACH_OF_LIST = re.compile(r"\beach\s?(?:one\s?)?(?::|,?\s(?:namely|viz\.?)\s)")
#: "Levels: L3/4, L4/5, L4/5 and T7/8."
_LISTED = re.compile(
    r"(?:\A\W*(?:[Tt]he )?[Ll]evels?(?: were| are|:)|\beach\s?(?:one\s?)?:)\s(?:at )?"
)
_BETWEEN = re.compile(r",|\band\b|&|;")
_TWO = 2
_FOLLOWED = re.compile(
    r"\bfollow-?ups?(?: periods?| times?)?(?:,| was| were| of|:)? $", re.IGNORECASE
)
_GAP = re.compile(
    r"^[\s,;]*(?:(?:and|or|to|at|of|in|on|the|a|for|aged|years?|months?|weeks?|days?|old|"
    r"after|level|disc|discs|left|right|side|vertebra|space|\([^()]{0,30}\))[\s,]*)*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?P<n>an?|one|two|three|four|five|six|seven|eight|both|all|twin|\d)\s+"
    r"(?P<who>(?:(?!of\b|and\b|with\b|in\b)[\w-]+\s+){0,3}[\w-]+)",
    re.IGNORECASE,
)


def assign_respective(reading: Reading) -> dict[int, tuple[int, ...]]:
    """Return offset → patients for the items of lists in the order of the patients.

    Fills in the age and sex of patients from such lists.
    """
    number = len(reading.patients)
    if number < 2:
        return {}
    assigned: dict[int, tuple[int, ...]] = {}
    cast = Cast(tuple(reading.patients), reading.persons, reading.siblings)
    for sentence in reading.sentences:
        if sentence.cites:
            continue
        if not _RESPECTIVELY.search(sentence.text):
            assigned |= _in_order(reading, sentence, cast)
            continue
        for matches in (reading.ages, reading.levels, reading.durations):
            for run in _runs(reading, sentence, matches):
                whose = _whose_list(sentence, run[0].start, len(run), cast)
                assigned |= {m.start: (i,) for i, m in zip(whose, run, strict=False)}
        _list_levels(reading, sentence, sentence.start, cast)
        _name(reading, sentence, assigned)
    return assigned


def _whose_list(
    sentence: Sentence, start: int, length: int, cast: Cast
) -> tuple[int, ...]:
    """Return the patients of a list, one for each item; () if nobody knows.

    They are all, or those who are named before it: "in the men at C3, C4 and C5".
    """
    if length == len(cast.patients):
        return cast.everyone
    before = sentence.text[: start - sentence.start]
    named = [r.patients for r in references(before, cast) if len(r.patients) > 1]
    return named[-1] if named and len(named[-1]) == length else ()


def _in_order(
    reading: Reading, sentence: Sentence, cast: Cast
) -> dict[int, tuple[int, ...]]:
    """Return the items of a list that follows the ages of all patients.

    "Men of 45, 52 and 68 with tophi at L4-L5, L3-L4 and T9-T10": no "respectively" is
    needed, nor in "follow-up 12, 18 and 30 months".
    """
    ages = [a for a in reading.within(reading.ages, sentence) if a.person]
    number = len(cast.patients)
    introduced = sum(a.count for a in ages) == number
    if _EACH.search(sentence.text) and not _EACH_OF_LIST.search(sentence.text):
        return _times_of_all(reading, sentence, number)
    found: dict[int, tuple[int, ...]] = {}
    for matches in (reading.levels, reading.durations):
        for run in _runs(reading, sentence, matches):
            before = reading.text[sentence.start : run[0].start]
            told = introduced and run[0].start > ages[-1].end
            told |= number > _TWO and bool(_LISTED.search(before))
            if len(run) == number and (told or _FOLLOWED.search(before)):
                found |= {m.start: (i,) for i, m in enumerate(run, 1)}
    listed = _LISTED.search(sentence.text) if number > _TWO else None
    if introduced:
        _list_levels(reading, sentence, ages[-1].end, cast)
    elif listed:
        _list_levels(reading, sentence, sentence.start + listed.end(), cast)
    return found


def _times_of_all(
    reading: Reading, sentence: Sentence, number: int
) -> dict[int, tuple[int, ...]]:
    """Return as many times as patients: "All were well after 12, 9 and 24 months"."""
    runs = list(_runs(reading, sentence, reading.durations))
    if len(runs) != 1 or len(runs[0]) != number or number <= _TWO:
        return {}
    return {m.start: (i,) for i, m in enumerate(runs[0], 1)}


def _list_levels(reading: Reading, sentence: Sentence, start: int, cast: Cast) -> None:
    """Note the levels that are written as one list, one for each patient."""
    for level in reading.within(reading.levels, sentence):
        items = _items(reading.text[level.start : level.end], level.levels)
        whose = _whose_list(sentence, level.start, len(items), cast)
        if level.start >= start and len(items) > 1 and len(whose) == len(items):
            reading.listed[level.start] = tuple(zip(whose, items, strict=True))


def _items(text: str, levels: tuple[str, ...]) -> tuple[str, ...]:
    """Return the level of each item: in "L3/4, L4/5, L4/5 and T7/8" one comes twice."""
    said = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    kinds = list(dict.fromkeys(said))
    if len(kinds) != len(levels):
        return levels
    return tuple(levels[kinds.index(part)] for part in said)


def lists_patients(reading: Reading, sentence: Sentence) -> bool:
    """Does a sentence go through all patients in order?"""
    return bool(_RESPECTIVELY.search(sentence.text)) and not sentence.cites


def _runs(
    reading: Reading, sentence: Sentence, matches: tuple[Any, ...]
) -> Iterator[list[Any]]:
    """Yield the stretches of a sentence where matches follow each other as a list."""
    run: list[Any] = []
    for match in reading.within(matches, sentence):
        if run and not _GAP.match(reading.text[run[-1].end : match.start]):
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _name(
    reading: Reading, sentence: Sentence, assigned: dict[int, tuple[int, ...]]
) -> None:
    """Give the patients the ages and sexes a sentence lists for them."""
    sexes = sexes_in(sentence.text, reading.persons)
    ages = [a for a in reading.within(reading.ages, sentence) if a.start in assigned]
    for patient in reading.patients:
        mine = [a for a in ages if assigned[a.start] == (patient.number,)]
        if mine:
            patient.age = mine[0].years
        if len(sexes) == len(reading.patients):
            patient.sex = sexes[patient.number - 1]


def sexes_in(text: str, persons: PersonWords) -> list[str]:
    """Return the sexes of counted people in order: "two women and a man"."""
    return [sex for sex, _, _ in people_in(text, persons)]


def people_in(text: str, persons: PersonWords) -> Iterator[tuple[str, int, int]]:
    """Yield (sex, start, end) of each of the counted people: "two women and a man"."""
    for match in _COUNTED.finditer(text):
        one = match["n"].lower() in {"a", "an", "one", "1"}
        for word in re.finditer(r"[\w-]+", match["who"]):
            alike = one or match["n"].lower() in {"both", "all"}
            row = persons.people(word[0]) or (persons.get(word[0]) if alike else None)
            if row is None or row.sex is None or row.relation == "pronoun":
                continue
            number = _SHARED.get(match["n"].lower()) or parse_number(match["n"].lower())
            for _ in range(int(number or 1)):
                yield row.sex, match.start(), match.start("who") + word.end()
            break


_SHARED = {"both": 2, "twin": 2, "all": 1}
