"""What a person decides on: one item per thing that a run says of a patient.

Fields of cases.csv that say nothing of a patient are items too, without a value: what
the program missed is missed by its checkers most.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.cells import JOINT
from pipeline.curation.ledger import Key
from pipeline.series import Row, Series

#: Fields of which a patient has one value, and which mention cases.csv takes.
SINGLE: Mapping[str, str] = {
    "age": "first",
    "sex": "first",
    "duration": "first",
    "outcome": "last",
    "followup": "last",
}
#: Fields of facts.csv that fill no column of cases.csv.
BESIDE = frozenset({"score"})
#: Between statements that do not go together: "performed C3-C4 | declined".
APART = " | "
#: How the rule of a fact begins that a decision made.
BY_HAND = "curation:"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote behind an item and what the fact there says."""

    fact_id: str
    value: str
    quote: str
    start: int
    end: int
    section: str
    rule: str


@dataclass(frozen=True, slots=True)
class Item:
    """What a run says of one thing; `value` and `evidence` may be empty.

    `concept` is "" where a patient has one value of the field, and where a field of
    many says nothing at all. The first evidence is that of the value.
    """

    doc_id: str
    case_id: str
    field: str
    concept: str = ""
    modality: str = ""
    value: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def key(self) -> Key:
        """Return by what decisions find the item."""
        return self.case_id, self.field, self.concept, self.modality


def items_of(series: Series) -> tuple[Item, ...]:
    """Return the items of a run: by case, by field in the order of the codebook.

    Facts that decisions made are left out: an item is what the machine says.
    """
    return tuple(item for case in series.cases for item in items_of_case(series, case))


def items_of_case(series: Series, case: Row) -> Iterator[Item]:
    """Yield the items of a row of cases.csv, in the order of fields and text."""
    case_id, doc_id = str(case["case_id"]), str(case["doc_id"])
    groups = group_facts(series.facts_of.get(case_id, ()))
    for field in fields_of(series):
        named = [key for key in groups if key[0] == field]
        for key in named:
            yield _item(doc_id, case_id, key, groups[key])
        if not named and field not in BESIDE:
            yield Item(doc_id, case_id, field)


def fields_of(series: Series) -> tuple[str, ...]:
    """Return the fields a fact can have, in the order of the codebook."""
    return series.columns["facts"]["field"].allowed


def group_facts(facts: Iterable[Row]) -> dict[tuple[str, str, str], list[Row]]:
    """Return what the machine says of a patient, by what it is about."""
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for fact in facts:
        if is_of_machine(fact) and fact["subject"] == "patient":
            groups.setdefault(about(fact), []).append(fact)
    return groups


def is_of_machine(fact: Row) -> bool:
    """Return whether a rule, and not a decision, made a fact."""
    return not str(fact["rule"]).startswith(BY_HAND)


def about(fact: Row) -> tuple[str, str, str]:
    """Return field, concept and modality of the item that a fact belongs to."""
    field = str(fact["field"])
    concept = "" if field in SINGLE else str(fact["concept"] or "")
    return field, concept, str(fact["modality"] or "") if field == "imaging" else ""


def _item(
    doc_id: str, case_id: str, key: tuple[str, str, str], facts: Sequence[Row]
) -> Item:
    field, concept, modality = key
    facts = deciding_first(field, facts)
    value = say(facts[0]) if field in SINGLE else join_statements(map(say, facts))
    evidence = tuple(map(_evidence, facts))
    return Item(doc_id, case_id, field, concept, modality, value, evidence)


def deciding_first(field: str, facts: Sequence[Row]) -> list[Row]:
    """Return facts with the one first that cases.csv takes; a number goes first."""
    ordered = sorted(facts, key=lambda fact: fact["value"] is None)
    if SINGLE.get(field) == "last":
        told = [
            f for f in ordered if (f["value"] is None) == (ordered[0]["value"] is None)
        ]
        ordered.remove(told[-1])
        ordered.insert(0, told[-1])
    return ordered


def _evidence(fact: Row) -> Evidence:
    return Evidence(
        str(fact["fact_id"]),
        say(fact),
        str(fact["quote"] or ""),
        int(fact["start"] or 0),
        int(fact["end"] or 0),
        str(fact["section"] or ""),
        str(fact["rule"]),
    )


def say(fact: Row) -> str:
    """Return what a fact says in few words: "55 years", "performed C3-C6", "absent".

    What is present needs no such word where there is more to say.
    """
    number = _joined(fact, "value", "unit")
    if fact["field"] in SINGLE:
        return number or str(fact["concept"] or fact["status"] or "")
    words = " ".join(filter(None, [_joined(fact, "interpretation"), number]))
    words = f"{words} {_joined(fact, 'levels')}".strip()
    status = str(fact["status"] or "")
    return words if words and status == "present" else f"{status} {words}".rstrip()


def _joined(fact: Row, *names: str) -> str:
    return " ".join(str(fact[name]) for name in names if fact[name] is not None)


def join_statements(statements: Iterable[str]) -> str:
    """Return several statements on one thing as one: "C3" and "C4" are "C3; C4".

    Statements of the same status add their levels up; others stand apart.
    """
    levels: dict[str, list[str]] = {}
    for statement in statements:
        stem, found = split_levels(statement)
        stem = "" if stem == "present" else stem
        levels.setdefault(stem, []).extend(found)
    told = (_with_levels(stem, found) for stem, found in levels.items())
    return APART.join(told)


def _with_levels(stem: str, levels: Iterable[str]) -> str:
    text = f"{stem} {JOINT.join(dict.fromkeys(levels))}".strip()
    return text or "present"


_LEVEL = r"[CTLS]\d{1,2}(?:-[CTLS]\d{1,2})?"
_LEVELS = re.compile(rf"(?:^|(?<= )){_LEVEL}(?:; {_LEVEL})*$")


def split_levels(statement: str) -> tuple[str, list[str]]:
    """Return a statement without its levels, and these: "absent C3" -> "absent"."""
    match = _LEVELS.search(statement)
    if not match:
        return statement, []
    return statement[: match.start()].rstrip(), match[0].split(JOINT)


def text_digest(text: str) -> str:
    """Return the digest by which a text is known under another name."""
    return hashlib.sha256(text.encode()).hexdigest()
