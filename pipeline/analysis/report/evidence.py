"""What the page needs to show the proof of a number: sets, cases, facts, texts.

The page's script reads this as JSON. Offsets are UTF-16 units there, as JavaScript
counts, code points here.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.analysis.literature import author_of
from pipeline.analysis.numbers import one_decimal
from pipeline.series import Row, Series

#: Beyond this many characters in all, only the surroundings of quotes are shown.
MAX_CHARACTERS = 12_000_000
#: Characters shown around a quote then.
AROUND = 300
FACT = (
    *"field concept value unit interpretation status".split(),
    *"subject modality levels rule".split(),
)
Chunks = list[tuple[int, str]]


@dataclass(slots=True)
class Links:
    """Gives each set of rows one address on the page, and remembers the sets."""

    sets: list[dict[str, Any]] = field(default_factory=list)
    _known: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)

    def __call__(self, rows: Sequence[Row], title: str) -> str:
        """Return the address of these patients: "#set-3"."""
        return self._address(rows, title, "case_id", "cases")

    def documents(self, rows: Sequence[Row], title: str) -> str:
        """Return the address of these articles."""
        return self._address(rows, title, "doc_id", "docs")

    def claims(self, rows: Sequence[Row], title: str) -> str:
        """Return the address of these statements of review text."""
        return self._address(rows, title, "claim_id", "claims")

    def _address(self, rows: Sequence[Row], title: str, key: str, kind: str) -> str:
        members = tuple(str(row[key]) for row in rows)
        name = (f"{kind} {title}", members)
        if name not in self._known:
            self._known[name] = f"#set-{len(self.sets)}"
            self.sets.append({"title": title, kind: members})
        return self._known[name]


def evidence_json(series: Series, rows: Iterable[Row], links: Links) -> str:
    """Return the evidence of these patients as JSON that is safe inside a page."""
    told = {str(row["case_id"]): row for row in rows}
    facts = {name: series.facts_in_force(name) for name in told}
    asked = {name for found in links.sets for name in found.get("claims", ())}
    claims = [claim for claim in series.claims if claim["claim_id"] in asked]
    content = {
        "sets": links.sets,
        "cases": {name: _case(row) for name, row in told.items()},
        "docs": _documents(series, (*facts.values(), claims)),
        "facts": {name: [_fact(f) for f in found] for name, found in facts.items()},
        "claims": {str(claim["claim_id"]): _claim(claim) for claim in claims},
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _case(row: Row) -> dict[str, Any]:
    age = row["age_years"]
    told = (
        None if age is None else f"{one_decimal(float(str(age)))} y",
        row["sex"],
        row["lesion_levels"],
        row["diagnoses"],
        row["outcome"],
    )
    year = "" if row["year"] is None else f" {row['year']}"
    return {
        "doc": row["doc_id"],
        "label": f"{author_of(row)}{year}, patient {row['patient']}",
        "told": " · ".join(str(cell) for cell in told if cell is not None),
        "cited": row.get("cited_source"),
    }


def _fact(fact: Row) -> list[Any]:
    return [*(fact[name] for name in FACT), fact["start"], fact["end"]]


def _claim(claim: Row) -> list[Any]:
    return [claim[name] for name in ("doc_id", "statement", "start", "end")]


def _documents(series: Series, facts: Iterable[Sequence[Row]]) -> dict[str, Any]:
    spans: dict[str, list[tuple[int, int]]] = {}
    for fact in (fact for found in facts for fact in found):
        place = int(str(fact["start"])), int(str(fact["end"]))
        spans.setdefault(str(fact["doc_id"]), []).append(place)
    n_words = (int(str(d["n_words"] or 0)) for d in series.documents)
    is_whole = 6 * sum(n_words) < MAX_CHARACTERS
    return {
        str(row["doc_id"]): _document(series, row, spans, is_whole=is_whole)
        for row in series.documents
    }


def _document(
    series: Series,
    row: Row,
    spans: dict[str, list[tuple[int, int]]],
    *,
    is_whole: bool,
) -> dict[str, Any]:
    name = str(row["doc_id"])
    text = series.text(name) if name in spans else ""
    chunks = [(0, text)] if is_whole or not text else _passages(text, spans[name])
    keys = "title first_author year journal doi pmid kind source status message".split()
    told = {key: row[key] for key in keys if row.get(key) is not None}
    return told | {"text": chunks, "astral": any(c > "\uffff" for c in text)}


def _passages(text: str, spans: Iterable[tuple[int, int]]) -> Chunks:
    """Return the text around the quotes; quotes near each other share a passage."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        left, right = max(0, start - AROUND), min(len(text), end + AROUND)
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return [(left, text[left:right]) for left, right in merged]
