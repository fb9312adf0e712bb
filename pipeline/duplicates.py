"""Which documents of a run are the same article: one counts, the others point at it.

Two documents with the same DOI or PMID are one article, unless their titles have
nothing in common (a DOI may be a misprint, or that of a cited paper).
"""

import re
from collections.abc import Mapping, Sequence

from pipeline.spool import Entry

ALIKE = 0.5  # share of the shorter title's words


def find_duplicates(documents: Sequence[Entry]) -> Mapping[str, str]:
    """Return name -> name of the same article that counts in its place.

    The document with the most words counts; of equals, the first.
    """
    found: dict[str, str] = {}
    by_key: dict[str, list[Entry]] = {}
    for document in sorted(documents, key=lambda d: (-d.n_words, d.name)):
        keys = _keys(document)
        rivals = [other for key in keys for other in by_key.get(key, ())]
        twin = next((o for o in rivals if _alike(o.title, document.title)), None)
        if twin:
            found[document.name] = twin.name
            continue
        for key in keys:
            by_key.setdefault(key, []).append(document)
    return found


def _keys(document: Entry) -> list[str]:
    keys = {"doi": document.doi, "pmid": document.pmid}
    return [f"{name}:{value.casefold()}" for name, value in keys.items() if value]


def _alike(first: str | None, second: str | None) -> bool:
    words = [
        set(re.findall(r"\w+", (title or "").casefold())) for title in (first, second)
    ]
    if not all(words):
        return True
    return len(words[0] & words[1]) >= ALIKE * min(map(len, words))
