"""What the run before said, beside the entries of the run now."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.curation.changes import CASE, DOCUMENT, Change, Diff
from pipeline.curation.documents import articles_of, pair_documents
from pipeline.curation.items import Item, about, is_of_machine, items_of
from pipeline.curation.ledger import Key
from pipeline.curation.patients import pair_patients
from pipeline.curation.review.entries import KINDS, Entry, entry_of
from pipeline.series import Series


class Former:
    """Finds cases and items of run A for run B."""

    def __init__(self, old: Series, new: Series) -> None:
        """Pair the patients of two runs."""
        self.same = _same_cases(old, new)
        self.items = {item.key: item for item in items_of(old)}
        self.docs = {str(c["case_id"]): str(c["doc_id"]) for c in new.cases}
        self.facts = {
            str(fact["fact_id"]): fact
            for series in (old, new)
            for fact in series.tables["facts"]
        }

    def key(self, change: Change) -> Key | None:
        """Return which item of run B a change is of, None if its patient is gone."""
        side = change.side
        case_id = side.case_id if change.new else self.same.get(side.case_id)
        fact = self.facts[side.fact_id]
        return (case_id, *about(fact)) if case_id in self.docs and case_id else None

    def concerns(self, change: Change) -> bool:
        """Return whether a change is of what the machine says of a patient."""
        if change.field in (DOCUMENT, CASE):
            return False
        sides = [side for side in (change.new, change.old) if side]
        facts = [self.facts[side.fact_id] for side in sides]
        return any(f["subject"] == "patient" and is_of_machine(f) for f in facts)

    def said(self, change: Change) -> Item | None:
        """Return the item of run A that a change is of."""
        fact = self.facts[change.old.fact_id] if change.old else None
        return self.items.get((str(fact["case_id"]), *about(fact))) if fact else None


def _same_cases(old: Series, new: Series) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in pair_documents(articles_of(old), articles_of(new)):
        if pair.old and pair.new:
            for group in pair_patients(pair.old.facts, pair.new.facts):
                found |= {name: group.new[0] for name in group.old if group.new}
    return found


def beside(
    entries: Mapping[Key, Entry], former: Former, diff: Diff
) -> tuple[dict[Key, Entry], tuple[str, ...]]:
    """Return entries with what run A said, class and cause; and what has no place.

    A fact that run B lost becomes an entry without a value.
    """
    found = dict(entries)
    for item in former.items.values():
        key = (former.same.get(item.case_id, ""), *item.key[1:])
        if key in found:
            found[key] = replace(found[key], old=item)
    lost: Counter[str] = Counter()
    for change in filter(former.concerns, diff.changes):
        if here := former.key(change):
            entry = found.get(here) or _gone(here, former.docs)
            found[here] = _marked(entry, change, former)
        else:
            lost[change.side.case_id] += 1
    gone = (f"only in run A: {name}, {n} facts" for name, n in lost.items())
    return found, (*_told(diff), *gone)


def _gone(key: Key, docs: Mapping[str, str]) -> Entry:
    return entry_of(Item(docs[key[0]], *key))


def _marked(entry: Entry, change: Change, former: Former) -> Entry:
    """Return an entry with class and cause of a change, unless it has a graver one."""
    if entry.kind and KINDS.index(entry.kind) <= KINDS.index(change.kind):
        return entry
    old = entry.old or former.said(change)
    if old and old.concept != entry.item.concept:  # told under another name
        old = replace(old, value=f"{old.concept}: {old.value}")
    return replace(entry, kind=change.kind, cause=change.cause, old=old)


def _told(diff: Diff) -> Iterator[str]:
    for change in diff.changes:
        if change.field in (DOCUMENT, CASE):
            sides = (side.value if side else "–" for side in (change.old, change.new))
            kind = change.kind.replace("_", " ")
            yield f"{kind}: {change.side.doc_id}: " + " → ".join(sides)
