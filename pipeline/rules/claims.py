"""What a text says in general: the claims of its lists, tables and prose."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pipeline.records import Claim, Section
from pipeline.rules.claim_lines import read_lines
from pipeline.rules.claim_lists import read_lists
from pipeline.rules.claim_rules import ClaimRules
from pipeline.rules.claims_prose import is_general, read_prose

__all__ = ["ClaimRules", "find_claims", "is_general"]

#: Kinds of document that tell of their own patients: only the background is general.
_REPORTS = frozenset({"case_report", "case_series", "cohort"})
_BACKGROUND = frozenset({"introduction", "discussion", "conclusion", "commentary"})
#: A category with so many list claims is not read from prose, which repeats the list.
_COVERED = 3


def find_claims(
    text: str, sections: Sequence[Section], doc_id: str, rules: ClaimRules, *, kind: str
) -> tuple[Claim, ...]:
    """Return the claims of a document by place; `quote == text[start:end]` for each.

    `kind` is that of documents.csv. Of case reports, series and cohorts only general
    statements of introduction, discussion, conclusion and commentary are claims.
    """
    is_report = kind in _REPORTS
    read = [s for s in sections if not is_report or s.category in _BACKGROUND]
    listed = read_lists(text, read_lines(text, read), doc_id, rules)
    said = read_prose(text, listed.prose, doc_id, rules, strict=is_report)
    covered = _covered(listed.claims)
    said = (claim for claim in said if claim.category not in covered)
    claims = _first_of_each((*listed.claims, *said))
    return tuple(sorted(claims, key=lambda c: (c.start, c.end)))


def _covered(claims: Iterable[Claim]) -> frozenset[str]:
    counts = Counter(claim.category for claim in claims)
    return frozenset(category for category, n in counts.items() if n >= _COVERED)


def _first_of_each(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Yield the claims without repeats of category, group, name and dose."""
    seen: set[tuple[str | None, ...]] = set()
    for claim in claims:
        group = (claim.grouping or "").casefold()
        quote = claim.quote if claim.category == "epidemiology" else ""
        key = (claim.category, group, claim.name.casefold(), claim.dose, quote)
        if key not in seen:
            seen.add(key)
            yield claim
