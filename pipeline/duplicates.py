"""Which documents of a run are the same article: one counts, the others point at it.

One article is what has the same DOI, PMID or PMCID, unless the titles have nothing in
common (a DOI may be a misprint, or that of a cited paper); else what has the same title
and nearly the same text, or a text that lies within the other's (an abstract and its
full text); else, where a title is missing, the same text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from pipeline.likeness import LikenessIndex, containment, resemblance, runs_of, story_of
from pipeline.spool import Entry, fetch

#: Share of the shorter title's words: enough beside an identifier, and beside a text.
ALIKE = 0.5
SAME = 0.8
#: Share of the shorter text's runs of words that the longer holds.
CONTAINED = 0.6
#: Jaccard index of texts that are the same without a title to say so.
IDENTICAL = 0.85
#: Words at either end of a title that two versions of it share.
ENDS = 5
FEWEST_WORDS = 3
#: A title of more articles than this is that of a column ("Letter to the editor").
COLUMN = 20


def find_duplicates(documents: Sequence[Entry]) -> Mapping[str, str]:
    """Return name -> name of the same article that counts in its place.

    The document with the most words counts; of equals, the first.
    """
    known = _Known()
    counts: dict[str, str] = {}  # name → the fullest of its kind so far
    for document in sorted(documents, key=lambda d: (-d.n_words, d.name)):
        found = {counts[twin.name] for twin in known.twins(document)}
        fullest = min(found, key=known.place, default=document.name)
        if len(found) > 1:  # a record ties two that have nothing else in common
            tied = {name: fullest for name, at in counts.items() if at in found}
            counts.update(tied)
        counts[document.name] = fullest
        known.add(document)
    return {name: fullest for name, fullest in counts.items() if name != fullest}


class _Known:
    """The documents so far, by identifier, by title and by text."""

    def __init__(self) -> None:
        self._documents: dict[str, Entry] = {}
        self._places: dict[str, int] = {}
        self._by_key: dict[str, list[Entry]] = {}
        self._by_title: dict[str, list[Entry]] = {}
        self._by_text = LikenessIndex()

    def add(self, document: Entry) -> None:
        """Let later documents be compared with this one."""
        self._documents[document.name] = document
        self._places[document.name] = len(self._places)
        for key in _identifiers(document):
            self._by_key.setdefault(key, []).append(document)
        for key in _title_keys(document):
            self._by_title.setdefault(key, []).append(document)
        self._by_text.add(document.name, document.sketch)

    def place(self, name: str) -> int:
        """Return how many fuller documents there are."""
        return self._places[name]

    def twins(self, document: Entry) -> Iterator[Entry]:
        """Yield the documents that are the same article as this one."""
        named = (self._by_key.get(key, ()) for key in _identifiers(document))
        for other in chain.from_iterable(named):
            if _share(document.title, other.title, missing=1.0) >= ALIKE:
                yield other
        for other in self._rivals(document):
            if _same_text(document, other):
                yield other

    def _rivals(self, document: Entry) -> list[Entry]:
        """Return documents of a like title or text, each once."""
        titled = (self._by_title.get(key, []) for key in _title_keys(document))
        found = [d for some in titled if len(some) <= COLUMN for d in some]
        near = (self._documents[str(n)] for n in self._by_text.near(document.sketch))
        return list({d.name: d for d in chain(found, near)}.values())


def _identifiers(document: Entry) -> list[str]:
    keys = {"doi": document.doi, "pmid": document.pmid, "pmcid": document.pmcid}
    return [f"{name}:{value.casefold()}" for name, value in keys.items() if value]


def _words(title: str | None) -> list[str]:
    return re.findall(r"\w+", (title or "").casefold())


def _title_keys(document: Entry) -> set[str]:
    """Return the beginning and the end of a title, either of which may be cut."""
    words = _words(document.title)
    if len(words) < FEWEST_WORDS:
        return set()
    return {f"{' '.join(words[:ENDS])} …", f"… {' '.join(words[-ENDS:])}"}


def _share(first: str | None, second: str | None, *, missing: float) -> float:
    """Return the share of the shorter title's words that the other has, 0 to 1."""
    one, other = set(_words(first)), set(_words(second))
    return containment(one, other) if one and other else missing


def _same_text(one: Entry, other: Entry) -> bool:
    """Return whether titles and texts say that two documents are one article."""
    if not one.sketch or not other.sketch:
        return False
    likeness = resemblance(one.sketch, other.sketch)
    if likeness >= IDENTICAL and _share(one.title, other.title, missing=1.0) >= ALIKE:
        return True
    if _share(one.title, other.title, missing=0.0) < SAME:
        return False
    return containment(_runs(one), _runs(other)) >= CONTAINED


def _runs(document: Entry) -> set[str]:
    """Return the runs of words of a document, fetched: few pairs come this far."""
    return runs_of(story_of(fetch(document).document))
