"""Facts from tables with one row per patient; the row is the evidence.

Own rows join the patients of the prose and add what it does not say; cited rows become
patients of `reading.cited`, each with its source.
"""

from dataclasses import replace

from pipeline.rules.case_rows import CaseRow, count_people
from pipeline.rules.reading import Mention, Patient, Reading
from pipeline.rules.table_cells import (
    BY_SCORE,
    HEADED,
    OPERATED,
    TABLE_LEXICONS,
    Tools,
    read_row,
)
from pipeline.rules.table_findings import answers_of

_BEST = frozenset({"resolved", "died"})
_SURER = frozenset({"age", "sex", "outcome", "followup", "duration", "lesion"})


def add_table_facts(reading: Reading, tools: Tools) -> None:
    """Add the rows of the document's case tables to the reading."""
    tools = replace(tools, short={n: _short_forms(reading, n) for n in TABLE_LEXICONS})
    for row in reading.case_rows:
        if row.own:
            patient = patient_of(reading, row)
            if patient is not None:
                _add_own(reading, tools, row, patient)
    cited = [r for r in reading.case_rows if not r.own]
    for number, row in enumerate(cited, 1):
        for mention in read_row(tools, row):
            mention.patients, mention.source = (number,), row.source
            reading.cited.append(mention)


def _short_forms(reading: Reading, lexicon: str) -> dict[str, str]:
    """Return what the document's own short forms of a lexicon's terms mean."""
    terms = reading.terms.get(lexicon, ())
    short = ((t.rule.partition("#abbreviation:")[2], t.concept) for t in terms)
    return {form: concept for form, concept in short if form}


def patient_of(reading: Reading, row: CaseRow) -> Patient | None:
    """Return the own patient of a row: by its label or place, else the only one."""
    if len(reading.patients) == 1:
        alone = count_people(reading.case_rows) == 1 or row.label in (None, 1)
        return reading.patients[0] if alone else None
    people = count_people(reading.case_rows)
    if row.label is None and people != len(reading.patients):
        return None
    return next((p for p in reading.patients if p.number == row.person), None)


def _add_own(reading: Reading, tools: Tools, row: CaseRow, patient: Patient) -> None:
    """Add what a row says of an own patient.

    In a series the table is the surer place for what each patient has once (age, level,
    outcome, last follow-up): there it replaces what the prose was read to say.
    """
    found = [*read_row(tools, row), *answers_of(tools, row)]
    if len(reading.patients) > 1:
        found = [m for m in found if not _gives_way(reading, m, patient)]
        sure = {_slot(m) for m in found if m.rule != HEADED}
        _give_way(reading, patient, sure & _SURER)
    mine = [m for m in reading.mentions if patient.number in m.patients]
    known = {_slot(m) for m in mine}
    said = {(m.field, m.concept) for m in mine}
    levels = {m.value for m in mine if m.field == "level"}
    for mention in found:
        slot = _slot(mention)
        if mention.rule == HEADED and mention.value in levels:
            continue
        if slot in _SURER and slot in known and mention.rule != HEADED:
            continue
        if slot not in _SURER and _is_said(mention, said):
            continue
        mention.patients = (patient.number,)
        reading.mentions.append(mention)


def _gives_way(reading: Reading, mention: Mention, patient: Patient) -> bool:
    """Does the prose tell more: "well again" than two scores, a lesion than a cut?"""
    prose = [
        m
        for m in reading.mentions
        if m.evidence is None
        and patient.number in m.patients
        and _slot(m) == _slot(mention)
    ]
    if mention.rule == BY_SCORE:
        return any(m.concept in _BEST for m in prose)
    return mention.rule == OPERATED and bool(prose)


def _is_said(mention: Mention, said: set[tuple[str, str | None]]) -> bool:
    """Is a fact told already, or more exactly: an abscess that is epidural?"""
    concept = mention.concept or ""
    return any(
        field == mention.field and (known or "").endswith(concept)
        for field, known in said
    )


def _slot(mention: Mention) -> str:
    """Return the field, or "lesion" for the level of a lesion."""
    return str(mention.concept) if mention.field == "level" else mention.field


def _give_way(reading: Reading, patient: Patient, slots: set[str]) -> None:
    """Take a patient out of the mentions of some fields in the prose."""
    for mention in reading.mentions:
        if mention.evidence is None and _slot(mention) in slots:
            mention.patients = tuple(p for p in mention.patients if p != patient.number)
