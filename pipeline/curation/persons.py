"""Who a patient is, as far as it takes to know him or her under another number."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.cells import JOINT, format_number
from pipeline.curation.items import is_of_machine, split_levels
from pipeline.curation.ledger import Decision
from pipeline.series import Row, Series

#: A key of a decision that says who the patient was: "46 years; female; T8-T9".
WHO = "who"
#: From so many signs on that differ, another person is possible.
_OTHER = 2
_AGE = re.compile(r"(\d+(?:\.\d+)?)(?: years)?")
#: Fields that tell a patient, and the column of facts.csv that says how.
_SIGNS = {"age": "value", "sex": "concept", "level": "value"}
_SEXES = ("female", "male")


@dataclass(frozen=True, slots=True)
class Person:
    """What may tell a patient from others; what is not known is empty.

    `quotes` are the words that facts about the patient rest on.
    """

    ages: frozenset[str] = frozenset()
    sexes: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    quotes: frozenset[str] = frozenset()

    def likeness(self, other: "Person") -> tuple[int, int]:
        """Return how many signs of two persons agree and how many differ."""
        pairs = ((getattr(self, n), getattr(other, n)) for n in self.__slots__)
        known = [(one, two) for one, two in pairs if one and two]
        alike = sum(bool(one & two) for one, two in known)
        return alike, len(known) - alike

    def is_telling(self, other: "Person") -> bool:
        """Return whether two persons are alike enough to bear different numbers."""
        if self.ages and other.ages:
            return bool(self.ages & other.ages)
        _, unlike = self.likeness(other)
        return not unlike and bool(
            self.levels & other.levels or self.quotes & other.quotes
        )

    def is_other(self, other: "Person") -> bool:
        """Return whether two persons of one number can hardly be the same.

        Rules may come to read another age or level out of the same words.
        """
        alike, unlike = self.likeness(other)
        if self.quotes & other.quotes:
            return unlike >= _OTHER and alike == 1  # the words alone
        return unlike >= _OTHER and unlike >= alike


def who_is(case: Row) -> str:
    """Return who a patient is, for a decision: "46 years; female; T8-T9"."""
    age = case.get("age_years")
    said = f"{format_number(float(age))} years" if age is not None else None
    cells = (said, case.get("sex"), case.get("lesion_levels"))
    return JOINT.join(str(cell) for cell in cells if cell)


def person_of(parts: Iterable[str], quotes: Iterable[str] = ()) -> Person:
    """Return the person of some words: ages, sexes and levels, others left out."""
    known = list(parts)
    ages = (_AGE.fullmatch(part) for part in known)
    levels = (level for part in known for level in split_levels(part)[1])
    return Person(
        frozenset(format_number(float(match[1])) for match in ages if match),
        frozenset(part for part in known if part in _SEXES),
        frozenset(levels),
        frozenset(" ".join(quote.split()) for quote in quotes if quote),
    )


def hints_of(decisions: Iterable[Decision]) -> Person:
    """Return what the decisions on one patient say of who it is."""
    parts: list[str] = []
    known = list(decisions)
    for one in known:
        parts += str(one.extra.get(WHO) or "").split(JOINT)
        if one.field in _SIGNS:
            parts += one.value.split(JOINT) + one.new_value.split(JOINT)
    return person_of(parts, (one.quote for one in known))


def persons_of(
    series: Series, documents: Iterable[str]
) -> dict[str, dict[str, Person]]:
    """Return the patients of some documents by their case, from the machine's facts."""
    wanted = set(documents)
    found: dict[str, dict[str, Person]] = {}
    for case in series.cases:
        if case["doc_id"] in wanted:
            case_id = str(case["case_id"])
            facts = list(filter(_is_own, series.facts_of.get(case_id, ())))
            quotes = (str(fact["quote"] or "") for fact in facts)
            person = person_of(_signs(facts), quotes)
            found.setdefault(str(case["doc_id"]), {})[case_id] = person
    return found


def _is_own(fact: Row) -> bool:
    return is_of_machine(fact) and fact["subject"] == "patient"


def _signs(facts: Iterable[Row]) -> Iterable[str]:
    for fact in facts:
        if column := _SIGNS.get(str(fact["field"])):
            yield str(fact[column] or "")


def match_persons(
    old: Mapping[str, Person], new: Mapping[str, Person]
) -> dict[str, str]:
    """Return the new case of each old one, one to one; those not found are left out.

    The likest go first, and among equals the same number, which is kept unless most
    tells against it. Another number needs the same age, or words or levels.
    """
    found: dict[str, str] = {}
    for a, b in _ranked(old, new):
        if a not in found and b not in found.values():
            found[a] = b
    return found


def _ranked(
    old: Mapping[str, Person], new: Mapping[str, Person]
) -> Iterable[tuple[str, str]]:
    scored = []
    for a, one in old.items():
        for b, two in new.items():
            alike, unlike = one.likeness(two)
            is_here = number_of(a) == number_of(b)
            is_kept = is_here and not one.is_other(two)
            if is_kept or (not is_here and one.is_telling(two)):
                scored.append(
                    (unlike - alike, not is_here, number_of(a), number_of(b), a, b)
                )
    return [(a, b) for *_, a, b in sorted(scored)]


def number_of(case_id: str) -> int:
    """Return the number of a patient: "guo-2017#2" -> 2; 0 if there is none."""
    number = case_id.rpartition("#")[2]
    return int(number) if number.isdecimal() and len(number) < 10 else 0
