"""Documents of two runs, paired: by their text first, then by their name."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.series import Row, Series


@dataclass(frozen=True, slots=True)
class Article:
    """A document of a run with its digest and the facts of its patients, by case_id."""

    row: Row
    digest: str
    facts: Mapping[str, tuple[Row, ...]]

    @property
    def name(self) -> str:
        """Return the doc_id."""
        return str(self.row["doc_id"])

    @property
    def is_counted(self) -> bool:
        """Return whether the document gives patients: not refused, no duplicate."""
        return self.row.get("status") != "rejected" and not self.row.get("duplicate_of")


@dataclass(frozen=True, slots=True)
class Pair:
    """One document in two runs; None on the side where it is not counted."""

    old: Article | None
    new: Article | None

    @property
    def is_same_text(self) -> bool:
        """Return whether both runs read the same text."""
        return bool(self.old and self.new and self.old.digest == self.new.digest)


def articles_of(series: Series) -> dict[str, Article]:
    """Return the documents of a run by doc_id, refused ones and duplicates too."""
    cases: dict[str, dict[str, tuple[Row, ...]]] = defaultdict(dict)
    for row in series.cases:
        cases[str(row["doc_id"])][str(row["case_id"])] = ()
    for case_id, facts in series.facts_of.items():
        cases[str(facts[0]["doc_id"])][case_id] = facts
    return {
        (name := str(row["doc_id"])): Article(
            row, text_digest(series, row), dict(sorted(cases[name].items()))
        )
        for row in series.documents
    }


def text_digest(series: Series, document: Row) -> str:
    """Return the sha256 of the text of a document; of its file if the text is gone."""
    path = series.folder / "texts" / f"{document['doc_id']}.txt"
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return f"file {document.get('sha256')}"


def pair_documents(
    old: Mapping[str, Article], new: Mapping[str, Article]
) -> list[Pair]:
    """Return the documents that either run counts, renamed ones found by their text."""
    left = {name: one for name, one in sorted(old.items()) if one.is_counted}
    right = {name: one for name, one in sorted(new.items()) if one.is_counted}
    keys: tuple[Callable[[Article], object], ...] = (
        lambda one: (one.name, one.digest),
        lambda one: one.digest,
        lambda one: one.name,
    )
    pairs = [pair for key in keys for pair in _matching(left, right, key)]
    pairs += (Pair(one, None) for one in left.values())
    pairs += (Pair(None, one) for one in right.values())
    return pairs


def _matching(
    left: dict[str, Article],
    right: dict[str, Article],
    key: Callable[[Article], object],
) -> list[Pair]:
    """Return the pairs with the same key, and take them out of both sides."""
    waiting: dict[object, list[str]] = defaultdict(list)
    for name, article in right.items():
        waiting[key(article)].append(name)
    found = [
        (name, names.pop(0))
        for name, one in left.items()
        if (names := waiting.get(key(one)))
    ]
    return [Pair(left.pop(mine), right.pop(theirs)) for mine, theirs in found]
