"""The articles of a run as references for a reference manager, in RIS.

A file that was refused and a duplicate of another are left out. An article is JOUR, or
GEN where no journal is known. A title that is not known is the name of the article in
the tables. No text of an article can begin a line of its own: white space is one space.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.series import Cell, Row, Series, values

# PubMed's words, which the readers of this project know too.
_WORKS = {
    "case_report": "Case Reports",
    "case_series": "Case Reports",
    "review": "Review",
}
_LAST_AND_INITIALS = re.compile(r"(\S.*) ([A-Z]{1,3})")
_GROUP = re.compile(r"\b(?:Group|Consortium|Society|Network|Study|Team|Committee)\b")
_GENERATIONS = {"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def write_ris(series: Series, path: Path) -> None:
    """Write one record per article, in the order of documents.csv."""
    chosen = [
        document
        for document in series.documents
        if document["status"] != "rejected" and not document["duplicate_of"]
    ]
    lines = [line for document in chosen for line in _record(document)]
    path.write_text("".join(lines), encoding="utf-8", newline="")


def _record(document: Row) -> Iterator[str]:
    kind, pmid = str(document["kind"] or "other"), document["pmid"]
    yield _line("TY", "JOUR" if document["journal"] else "GEN")
    yield _line("TI", document["title"] or document["doc_id"])
    yield from (_line("AU", _author(name)) for name in values(document, "authors"))
    rest = (
        ("PY", document["year"]),
        ("JO", document["journal"]),
        ("DO", document["doi"]),
        ("DB", "PubMed" if pmid else None),
        ("AN", pmid),
        ("C2", document["pmcid"]),
        ("M3", _WORKS.get(kind)),
        ("N1", f"kind: {kind}"),
        ("N1", f"n_patients: {document['n_patients'] or 0}"),
        ("ID", document["doc_id"]),
    )
    yield from (_line(tag, cell) for tag, cell in rest if cell is not None)
    yield "ER  - \n\n"


def _line(tag: str, cell: Cell) -> str:
    words = _CONTROLS.sub(" ", str(cell)).split()
    return f"{tag}  - {' '.join(words)}\n"


def _author(name: str) -> str:
    """Return a name as RIS wants it: "van der Berg, Ludwig", "Smith, J".

    Names of groups, and those whose order cannot be told, stay as they are printed.
    """
    words = name.split()
    if len(words) < 2 or "," in name or _GROUP.search(name) or words[0].islower():
        return name
    if words[-1] in _GENERATIONS:
        return f"{_author(' '.join(words[:-1]))}, {words[-1]}"
    if match := _LAST_AND_INITIALS.fullmatch(name):
        return f"{match[1]}, {match[2]}"
    particles = (n for n, word in enumerate(words) if word.islower())
    first = next(particles, len(words) - 1)
    return f"{' '.join(words[first:])}, {' '.join(words[:first])}"
