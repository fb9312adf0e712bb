"""The differences between two runs, over facts: what changed, how, and why.

A document that only one run counts is one change, and so is a patient split or merged;
everything else is a fact. The order of rows in the tables never matters.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.cells import JOINT
from pipeline.curation.causes import Comparison, read_notes
from pipeline.curation.changes import (
    CASE,
    CLASSES,
    DOCUMENT,
    Change,
    Diff,
    Side,
    side_of,
    value_of,
)
from pipeline.curation.documents import Article, Pair, articles_of, pair_documents
from pipeline.curation.items import SINGLE
from pipeline.curation.matching import class_of, pair_facts
from pipeline.curation.patients import Group, pair_patients
from pipeline.curation.persons import number_of
from pipeline.errors import OutputError
from pipeline.series import Row, Series, is_overruled, open_series

__all__ = ["Change", "Diff", "Side", "diff_runs"]

_KEYS = {"documents": "doc_id", "cases": "case_id", "facts": "fact_id"}
#: Decisions that leave what the machine said as it was.
_IDLE = frozenset({None, "accepted", "undecided", "unclear"})


def diff_runs(old: Path, new: Path, *, field: str | None = None) -> Diff:
    """Return what changed from one run to another, of one field if asked for.

    Raises OutputError if a folder holds no run, a key stands twice in a table, or the
    new run has no such field.
    """
    before, after = _open(old), _open(new)
    runs = Comparison(read_notes(old), read_notes(new))
    fields = _fields(before, after)
    if field and field not in fields:
        raise OutputError(
            f"{new}: no field {field!r}; --field takes {', '.join(fields)}"
        )
    found = (c for c in _changes(before, after, runs) if field in (None, c.field))
    changes = sorted(found, key=lambda change: _order(change, fields))
    n_facts = len(before.tables["facts"]), len(after.tables["facts"])
    return Diff(tuple(changes), fields, runs, n_facts)


def _open(folder: Path) -> Series:
    if not folder.is_dir():
        raise OutputError(
            f"{folder}: no such outputs folder; `make extract` writes outputs/run, "
            "`make accept` keeps it as outputs/accepted"
        )
    series = open_series(folder)
    for table, key in _KEYS.items():
        counts = Counter(row[key] for row in series.tables[table])
        name, n = next(iter(counts.most_common(1)), ("", 0))
        if n > 1:
            raise OutputError(
                f"{folder / table}.csv: {key} {name!r} stands in {n} rows, so nobody "
                "can tell which one changed; run `make extract` anew"
            )
    return series


def _fields(*runs: Series) -> tuple[str, ...]:
    """Return the fields of the codebooks, then those only facts know."""
    listed = [name for run in runs for name in run.columns["facts"]["field"].allowed]
    met = sorted({str(fact["field"]) for run in runs for fact in run.tables["facts"]})
    return tuple(dict.fromkeys([*listed, *met]))


def _order(change: Change, fields: tuple[str, ...]) -> tuple[object, ...]:
    side = change.side
    rank = (DOCUMENT, CASE, *fields).index(change.field)
    place = side.doc_id, number_of(side.case_id), side.start or 0, side.end or 0
    return rank, *place, change.concept, CLASSES.index(change.kind), side.fact_id


def _changes(old: Series, new: Series, runs: Comparison) -> Iterator[Change]:
    before, after = articles_of(old), articles_of(new)
    for pair in pair_documents(before, after):
        if pair.old and pair.new:
            yield from _within(pair.old, pair.new, pair, runs)
        else:
            yield _come_or_gone(pair, before, after, runs)


def _come_or_gone(
    pair: Pair,
    before: Mapping[str, Article],
    after: Mapping[str, Article],
    runs: Comparison,
) -> Change:
    """Return the change of a document that only one run counts."""
    old = pair.old or _uncounted(before, pair.new)
    new = pair.new or _uncounted(after, pair.old)
    is_same = bool(old and new and old.row.get("sha256") == new.row.get("sha256"))
    kind = "document_removed" if pair.old else "document_added"
    cause = runs.cause(is_same_text=is_same)
    sides = (_article_side(side) for side in (old, new))
    return Change(kind, cause, DOCUMENT, "", "", *sides)


def _uncounted(
    articles: Mapping[str, Article], other: Article | None
) -> Article | None:
    """Return the refused file or duplicate that has the name of a counted document."""
    found = articles.get(other.name) if other else None
    return None if found and found.is_counted else found


def _article_side(article: Article | None) -> Side | None:
    return Side(article.name, _told(article)) if article else None


def _told(article: Article) -> str:
    row = article.row
    if row.get("status") == "rejected":
        return f"refused: {row.get('message') or 'no reason given'}"
    if row.get("duplicate_of"):
        return f"duplicate of {row['duplicate_of']}"
    n = len(article.facts), sum(map(len, article.facts.values()))
    words = zip(n, ("patient", "fact"), strict=True)
    return ", ".join(f"{count} {noun}{'s' * (count != 1)}" for count, noun in words)


def _within(
    old: Article, new: Article, pair: Pair, runs: Comparison
) -> Iterator[Change]:
    for group in pair_patients(old.facts, new.facts):
        for kind, some in (("case_split", group.new), ("case_merged", group.old)):
            if len(some) > 1:
                yield _case_change(kind, group, pair, runs)
        mine = [fact for name in group.old for fact in old.facts[name]]
        theirs = [fact for name in group.new for fact in new.facts[name]]
        decided = {fact["fact_id"] for fact in (*mine, *theirs) if is_overruled(fact)}
        for a, b in pair_facts(*(_in_force(facts) for facts in (mine, theirs))):
            if difference := _kind(a, b, pair):
                yield _fact_change(difference, a, b, pair, runs, decided)


def _in_force(facts: Iterable[Row]) -> Iterator[Row]:
    return (fact for fact in facts if not is_overruled(fact))


def _kind(old: Row | None, new: Row | None, pair: Pair) -> str | None:
    if old is None or new is None:
        return "added" if old is None else "removed"
    return class_of(old, new, is_same_text=pair.is_same_text)


def _case_change(kind: str, group: Group, pair: Pair, runs: Comparison) -> Change:
    assert pair.old is not None
    assert pair.new is not None
    sides = (
        Side(article.name, JOINT.join(names), names[0])
        for article, names in ((pair.old, group.old), (pair.new, group.new))
    )
    cause = runs.cause(is_same_text=pair.is_same_text)
    return Change(kind, cause, CASE, "", "", *sides)


def _fact_change(
    kind: str,
    old: Row | None,
    new: Row | None,
    pair: Pair,
    runs: Comparison,
    decided: Container[object],
) -> Change:
    facts = [fact for fact in (old, new) if fact]
    now = facts[-1]
    rules = [str(fact.get("rule")) for fact in facts]
    cause = runs.cause(
        rules,
        is_decided=_is_decided(old, new)
        or any(fact["fact_id"] in decided for fact in facts),
        is_same_text=pair.is_same_text,
        is_same_rule=len(set(rules)) == 1,
    )
    values = [value_of(fact) if fact else "" for fact in (old, new)]
    if kind in ("changed", "format_only") and len(set(values)) == 1:
        values = [value_of(fact, whole=True) if fact else "" for fact in (old, new)]
    sides = (side_of(*one) for one in zip((old, new), values, strict=True))
    concept = "" if now["field"] in SINGLE else str(now.get("concept") or "")
    modality = str(now.get("modality") or "") if now["field"] == "imaging" else ""
    return Change(kind, cause, str(now["field"]), concept, modality, *sides)


def _is_decided(old: Row | None, new: Row | None) -> bool:
    """Return whether a person's decision made the difference."""
    words = [fact.get("decision") for fact in (old, new) if fact]
    return len(set(words)) > 1 if len(words) > 1 else words[0] not in _IDLE
