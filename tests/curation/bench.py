"""Patients told in sentences, and the runs and decisions made of them."""

import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

from pipeline.curation.deciding import decide
from pipeline.curation.items import Item, items_of
from pipeline.curation.ledger import Decision
from pipeline.series import Series, open_series
from tests.runs import paper, patient, quoted_fact, write_run

#: What is told of a patient: field → sentence and cells of the fact.
Told = Mapping[str, tuple[str, dict[str, Any]]]
DISC = {"concept": "discectomy", "status": "performed", "levels": "C5-C6"}
SCAN = {"concept": "calcification", "modality": "CT", "levels": "C5-C6"}


def woman(age: int = 46) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return what is told of a woman of some age with a calcified disc."""
    return {
        "age": (f"She was {age} years old.", {"value": str(age), "unit": "years"}),
        "sex": (f"A woman (case {age}) came.", {"concept": "female"}),
        "level": (f"C5-C6 hurt her at {age}.", {"concept": "lesion", "value": "C5-C6"}),
        "symptom": (f"Neck pain at {age}.", {"concept": "neck pain"}),
        "symptom2": (f"No fever at {age}.", {"concept": "fever", "status": "absent"}),
        "imaging": (f"CT: calcium at C5-C6, {age}.", SCAN),
        "intervention": (f"Discectomy C5-C6 at {age}.", DISC),
        "outcome": (f"She improved at {age}.", {"concept": "improved"}),
    }


#: Told in the text, but found by no rule.
MISSED = "The dura was torn."


def text_of(*people: Told) -> str:
    """Return the article about some patients."""
    told = [*(sentence for one in people for sentence, _ in one.values()), MISSED]
    return " ".join(dict.fromkeys(told))


def facts_of(doc_id: str, number: int, text: str, told: Told) -> list[dict[str, Any]]:
    """Return rows of facts.csv of one patient, in the order of the text."""
    case_id = f"{doc_id}#{number}"
    rows = [
        quoted_fact(text, said, case_id=case_id, field=name.rstrip("2"), **cells)
        for name, (said, cells) in told.items()
    ]
    for place, row in enumerate(rows):
        row["section"] = "case"
        row["fact_id"] = f"{crc32(case_id.encode()):08x}{place:03x}a"
    return sorted(rows, key=lambda row: int(row["start"]))


def make_run(
    folder: Path,
    articles: Mapping[str, Iterable[Told]],
    texts: Mapping[str, str] | None = None,
) -> Series:
    """Write a run of articles and read it back; `texts` where they say more."""
    known = {name: text_of(*people) for name, people in articles.items()}
    known |= texts or {}
    numbered = [
        (name, number, told)
        for name, people in sorted(articles.items())
        for number, told in enumerate(people, 1)
    ]
    facts = [row for n, i, told in numbered for row in facts_of(n, i, known[n], told)]
    cases = [_case(name, number, told) for name, number, told in numbered]
    told = [fact["doc_id"] for fact in facts]
    documents = [
        paper(name, n_patients=len(list(articles[name])), n_facts=told.count(name))
        for name in known
    ]
    write_run(folder, texts=known, documents=documents, cases=cases, facts=facts)
    return open_series(folder)


def _case(doc_id: str, number: int, told: Told) -> dict[str, Any]:
    def cell(field: str, name: str) -> Any:
        return told[field][1].get(name) if field in told else None

    return patient(
        doc_id,
        number,
        age_years=cell("age", "value"),
        sex=cell("sex", "concept"),
        lesion_levels=cell("level", "value"),
        outcome=cell("outcome", "concept"),
        n_facts=len(told),
    )


_seconds = itertools.count()


def on(
    series: Series, case_id: str, field: str, action: str, value: str = "", **more: Any
) -> Decision:
    """Return a decision of Anna on the (first) item of a field, a second after the last."""
    reviewer = more.pop("reviewer", "anna")
    concept = more.pop("concept", None)
    item = find(series, case_id, field, concept)
    tick = next(_seconds)
    at = f"2026-01-{1 + tick // 86400:02}T{tick // 3600 % 24:02}:{tick // 60 % 60:02}"
    known = {"id": f"{tick:032x}", "at": f"{at}:{tick % 60:02}+00:00"} | more
    return decide(series, item, action, reviewer=reviewer, new_value=value, **known)


def find(series: Series, case_id: str, field: str, concept: str | None) -> Item:
    """Return an item, made up if the run has none."""
    mine = [i for i in items_of(series) if (i.case_id, i.field) == (case_id, field)]
    same = [i for i in mine if concept in (None, i.concept)]
    doc_id = case_id.partition("#")[0]
    return same[0] if same else Item(doc_id, case_id, field, concept or "")


def eight(series: Series, case_id: str) -> list[Decision]:
    """Return eight decisions of every kind on a patient."""
    missed = {"concept": "dural tear", "quote": MISSED}
    missed["start"] = series.text(case_id.partition("#")[0]).index(MISSED)
    return [
        on(series, case_id, "age", "accept"),
        on(series, case_id, "level", "accept"),
        on(series, case_id, "symptom", "accept", concept="neck pain"),
        on(series, case_id, "symptom", "reject", concept="fever"),
        on(series, case_id, "imaging", "unclear", note="which scan?"),
        on(series, case_id, "intervention", "correct", "performed C4-C5"),
        on(series, case_id, "outcome", "correct", "resolved"),
        on(series, case_id, "complication", "add", "present", **missed),
    ]
