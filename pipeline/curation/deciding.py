"""A decision of a person on an item of a run, with all that finds it again later."""

from collections.abc import Mapping

from pipeline.curation.items import Item, text_digest
from pipeline.curation.ledger import Decision, new_id, now
from pipeline.curation.persons import WHO, who_is
from pipeline.series import Series


def decide(
    series: Series,
    item: Item,
    action: str,
    *,
    reviewer: str,
    new_value: str = "",
    quote: str = "",
    start: int | None = None,
    note: str = "",
    undoes: str = "",
    seen: str = "",
    id: str = "",
    at: str = "",
    extra: Mapping[str, object] | None = None,
) -> Decision:
    """Return a decision on an item; without a quote it rests on the item's first one.

    `id` and `at` are made unless given. Who the patient is goes along, so that he or
    she is known under another number.
    """
    if not quote and item.evidence:
        quote, start = item.evidence[0].quote, item.evidence[0].start
    case = next((c for c in series.cases if c["case_id"] == item.case_id), {})
    who = who_is(case)
    return Decision(
        id=id or new_id(),
        at=at or now(),
        reviewer=reviewer,
        action=action,
        doc_id=item.doc_id,
        text_sha256=text_digest(series.text(item.doc_id)),
        case_id=item.case_id,
        field=item.field,
        concept=item.concept,
        modality=item.modality,
        value=item.value,
        new_value=new_value,
        quote=quote,
        start=start,
        end=None if start is None else start + len(quote),
        note=note,
        undoes=undoes,
        seen=seen,
        extra=dict(extra or {}) | ({WHO: who} if who else {}),
    )
