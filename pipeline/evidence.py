"""Evidence of a document's facts: quotes checked, and names that outlive edits.

A fact's name hashes what it says and the words that prove it, never where they stand:
an edit elsewhere in the article leaves it alone.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.records import Claim, Extraction, Fact

ID_LENGTH = 12  # hex digits
#: Spreadsheets read such a name as a number, and "732234e81161" as infinity.
_NUMERIC = re.compile(r"\d+(?:[de]\d+)?")


def check_evidence(extraction: Extraction) -> None:
    """Raise EvidenceError unless each quote is the text at its offsets."""
    text = extraction.document.text
    for fact in (*extraction.facts, *extraction.cited):
        fact.check_evidence(text)
    for claim in extraction.claims:
        claim.check_evidence(text)


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Return facts by patient and place; those of one sentence as their rules spoke."""
    return sorted(facts, key=lambda fact: (fact.patient, fact.start))


def fact_ids(facts: Sequence[Fact]) -> list[str]:
    """Return the name of each fact of one document, in the given order.

    Exact repeats (the same statement in the same words) are numbered.
    """
    return _number((*(getattr(f, k) for k in _SAYS), _squeeze(f.quote)) for f in facts)


_SAYS = "doc_id patient field concept value modality status".split()


def claim_ids(claims: Sequence[Claim]) -> list[str]:
    """Return the name of each claim of one document, in the given order."""
    return _number(
        (c.doc_id, c.category, c.grouping, c.name, c.dose, _squeeze(c.quote))
        for c in claims
    )


def _squeeze(quote: str) -> str:
    return " ".join(quote.casefold().split())


def _number(keys: Iterable[tuple[object, ...]]) -> list[str]:
    seen: Counter[tuple[object, ...]] = Counter()
    names = []
    for key in keys:
        names.append(_digest((*key, seen[key]) if seen[key] else key))
        seen[key] += 1
    return names


def _digest(key: tuple[object, ...]) -> str:
    packed = json.dumps(key, ensure_ascii=True, separators=(",", ":"))
    name = hashlib.sha256(packed.encode()).hexdigest()[:ID_LENGTH]
    return f"f{name[1:]}" if _NUMERIC.fullmatch(name) else name
