"""A bench for claims: the rules of the spine pack, read from its tables alone."""

import csv
from functools import cache
from pathlib import Path

from pipeline.records import Claim, Section
from pipeline.rules.claims import ClaimRules, find_claims

LEXICON = Path(__file__).parents[2] / "models" / "spine" / "lexicon"


@cache
def spine_rules() -> ClaimRules:
    """Return the claim rules of the spine pack."""
    names = ("claim_headings", "claim_cues", "sentence_abbreviations")
    return ClaimRules.from_rows(*(rows(name) for name in names))


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a lexicon of the spine pack."""
    lines = (LEXICON / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    reader = csv.DictReader(
        kept, delimiter="\t", quoting=csv.QUOTE_NONE, restval="", strict=True
    )
    return list(reader)


def read(
    text: str, *, kind: str = "review", category: str = "body"
) -> tuple[Claim, ...]:
    """Return the claims of a text of one section; every quote is checked."""
    sections = (Section("", category, 0, len(text)),)
    claims = find_claims(text, sections, "own", spine_rules(), kind=kind)
    for claim in claims:
        claim.check_evidence(text)
    return claims


def names(claims: tuple[Claim, ...], category: str) -> list[str]:
    """Return the names of the claims of one category."""
    return [claim.name for claim in claims if claim.category == category]


def triples(text: str) -> list[tuple[str, str, str | None]]:
    """Return category, name and dose of the claims of a text."""
    return [(c.category, c.name, c.dose) for c in read(text)]
