"""Say why an answer was missed or invented, and show the sentences that prove it."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.score.match import agree
from pipeline.score.names import Names
from pipeline.score.outputs import lab_answer, level_items, number
from pipeline.score.records import (
    NOT_PERFORMED,
    PERFORMED,
    Comparison,
    Fault,
    FieldError,
    Item,
    Patient,
    Quote,
    Row,
    show,
)
from pipeline.score.sentences import sentence_with

MAX_QUOTES = 3
_PRESENT = frozenset({"present"})
_ABSENT = frozenset({"absent"})
_ANY: frozenset[str] = frozenset()

#: Where a scored field comes from in facts.csv: fact field, statuses (none = any).
SOURCES = {
    "age": ("age", _ANY),
    "sex": ("sex", _ANY),
    "levels": ("level", _PRESENT),
    "regions": ("level", _PRESENT),
    "diagnoses": ("diagnosis", _PRESENT),
    "symptoms": ("symptom", _PRESENT),
    "denied": ("symptom", _ABSENT),
    "duration": ("duration", _ANY),
    "findings": ("imaging", _PRESENT),
    "findings_absent": ("imaging", _ABSENT),
    "modality_findings": ("imaging", _PRESENT),
    "labs": ("lab", _ANY),
    "performed": ("intervention", PERFORMED),
    "not_performed": ("intervention", NOT_PERFORMED),
    "surgical_levels": ("intervention", PERFORMED),
    "outcome": ("outcome", _ANY),
    "followup": ("followup", _ANY),
}
#: Fields whose answer no single fact spells: every fact of the source is evidence.
FOLDED = frozenset({"age", "sex", "regions", "duration", "outcome", "followup"})
#: The field that holds the same answer with the opposite status.
OPPOSITE = {
    "symptoms": "denied",
    "denied": "symptoms",
    "findings": "findings_absent",
    "findings_absent": "findings",
    "performed": "not_performed",
    "not_performed": "performed",
    "levels": "surgical_levels",
    "surgical_levels": "levels",
}
#: Answers of two parts: where the name of the thing stands, and what the other is.
NAMING_PART = {"modality_findings": (1, "modality"), "labs": (0, "interpretation")}


@dataclass(frozen=True, slots=True)
class Context:
    """A pair of patients with all that is known of their document."""

    doc_id: str
    gold: Patient | None
    found: Patient | None
    all_gold: tuple[Patient, ...]
    facts: tuple[Row, ...]
    text: str
    is_read: bool
    names: Names


def explain(comparison: Comparison, context: Context) -> FieldError | None:
    """Return the error of a comparison with causes and quotes, None if it has none."""
    faults = *_missed(comparison, context), *_extra(comparison, context)
    patient = context.gold or context.found
    if not faults or patient is None:
        return None
    return FieldError(comparison.field, context.doc_id, patient.label, faults)


def _missed(comparison: Comparison, context: Context) -> Iterator[Fault]:
    for item in comparison.missed:
        cause, quotes = _why_missed(comparison.field, item, comparison, context)
        yield Fault("missed", show(item), cause, tuple(quotes))


def _why_missed(
    field: str, item: Item, comparison: Comparison, context: Context
) -> tuple[str, list[Quote]]:
    if not context.is_read:
        return "document not read", []
    if context.found is None:
        return "patient not found", []
    rival = _rival_fact(field, item, context)
    if rival:
        return _difference(field, rival, context), [_quote(rival)]
    if field in NAMING_PART:
        place, other = NAMING_PART[field]
        rival = _rival_fact(field, (item[place],), context)
        if rival:
            return f"read with another {other}, or none", [_quote(rival)]
    if field in FOLDED and comparison.extra:
        return "another answer was given", []
    sentence = sentence_with(field, item, context.text)
    if sentence:
        return "in the text, not read", [Quote(sentence)]
    return "not read, or worded otherwise", []


def _rival_fact(field: str, item: Item, context: Context) -> Row | None:
    """Return a fact that states the missed answer, of whomever and however."""
    fact_field = SOURCES.get(field, ("", _ANY))[0]
    subject_last = sorted(
        (f for f in context.facts if f["field"] == fact_field),
        key=lambda fact: fact.get("case_id") != _case_id(context),
    )
    return next((f for f in subject_last if _states(f, item, field, context)), None)


def _difference(field: str, fact: Row, context: Context) -> str:
    statuses = SOURCES[field][1]
    if (fact.get("subject") or "patient") != "patient":
        return f"read as said of {fact['subject']}"
    if fact.get("case_id") != _case_id(context):
        return "given to another patient"
    if statuses and fact["status"] not in statuses:
        return f"read as {fact['status']}"
    return "read, but lost when folded into the case"


def _extra(comparison: Comparison, context: Context) -> Iterator[Fault]:
    for item in comparison.extra:
        cause = _why_extra(comparison.field, item, comparison, context)
        quotes = tuple(_proofs(comparison.field, item, context))
        yield Fault("extra", show(item), cause, quotes)


def _why_extra(field: str, item: Item, comparison: Comparison, context: Context) -> str:
    if context.gold is None:
        return "invented patient"
    if comparison.missed and field in FOLDED:
        wanted = ", ".join(show(m) for m in comparison.missed)
        return f"gold says {wanted}" if field in ("sex", "outcome") else "gold differs"
    opposite = OPPOSITE.get(field)
    if opposite and item in context.gold.sets[opposite]:
        return f"gold has it under {opposite}"
    others = (p for p in context.all_gold if p is not context.gold)
    if any(_holds(other, field, item) for other in others):
        return "belongs to another patient"
    if field == "modality_findings" and item[1:] in context.gold.sets["findings"]:
        return "gold has it with another modality, or none"
    return "not in the gold"


def _holds(patient: Patient, field: str, item: Item) -> bool:
    if field in patient.sets:
        return item in patient.sets[field]
    value = patient.scalars.get(field)
    return agree(field, value, value if value == item[0] else number(item[0]))


def _proofs(field: str, item: Item, context: Context) -> list[Quote]:
    """Return the quotes of the facts that led to an invented answer."""
    fact_field, statuses = SOURCES.get(field, ("age", _ANY))
    is_folded = field in FOLDED or field == "patients"
    own = (f for f in context.facts if f.get("case_id") == _case_id(context))
    facts = (
        f
        for f in own
        if f["field"] == fact_field
        and (not statuses or f["status"] in statuses)
        and (is_folded or _states(f, item, field, context))
    )
    return list(dict.fromkeys(_quote(f) for f in facts))[:MAX_QUOTES]


def _states(fact: Row, item: Item, field: str, context: Context) -> bool:
    if field == "diagnoses":
        return context.names.same_diagnosis(item[0], fact["concept"])
    terms = _terms(fact, context.names)
    return all(part in terms for part in item)


def _terms(fact: Row, names: Names) -> set[str]:
    """Return all that a fact could be said to state, in canonical form."""
    columns = (fact["concept"], fact.get("modality"), lab_answer(fact))
    value = fact.get("value")
    amount = number(value)
    levels = level_items(fact.get("levels")) | level_items(value)
    terms = {names.canonical(c) for c in columns if c} | {level[0] for level in levels}
    return terms if amount is None else terms | {f"{amount:g}"}


def _case_id(context: Context) -> str | None:
    return context.found.case_id if context.found else None


def _quote(fact: Row) -> Quote:
    section, rule = fact.get("section") or "", fact.get("rule") or ""
    return Quote(fact.get("quote") or "", section, rule)
