"""What a culture grew, where the organism is named: "yielded Brucella melitensis"."""

import re

from pipeline.rules.lab_specimens import LabTerm

_GREW = re.compile(
    r"[^.;]{0,60}?\b(?:yielded|revealed|showed|identified|demonstrated|disclosed|gave|"
    r"produced|were growing|was growing)\s+(?:(?:a|an|the|heavy|pure|profuse|scanty|"
    r"growth of|growth|colonies of|methicillin-\w+|multi-?resistant)\s+)*"
    r"(?:[A-Z]\.\s?[a-z]{4,}|[A-Z][a-z]{4,}\s[a-z]{4,}|MRSA|MSSA|"
    r"[A-Z]?[a-z]*cocc(?:us|i)\b)",
)
#: "Blood cultures: Escherichia coli.", "(culture: S. aureus)"
_NAMED = re.compile(
    r"(?:\s?[x×]\s?\d)?\s?[:=\u2013\u2014-]\s(?:(?:a|pure|heavy|growth of)\s)*"
    r"(?:[A-Z](?:\.\s?|[a-z]+(?:us|a|um|is|as|es|er|ix|ex)\s)"
    r"[a-z]+(?:us|is|a|um|ae|i|e|es|ens|ans|ex|er|ii)\b"
    r"|MRSA\b|MSSA\b|[A-Za-z]*cocc(?:us|i)\b)"
)
#: "in blood culture Brucella melitensis was grown"
_WAS_GROWN = re.compile(
    r"[^.;]{0,20}?\b[A-Z](?:\.|[a-z]+)\s[a-z]{4,}\s(?:was|were)\s"
    r"(?:grown|isolated|identified|found|cultured|recovered|detected)\b"
)
_GROWN_FROM = re.compile(
    r"\b(?:isolated|grown|grew|cultured|recovered)\s(?:\w+\s){0,2}(?:from|in|on)\s"
    r"(?:\w+\s){0,3}$",
    re.IGNORECASE,
)
#: "> 10^5 CFU/ml E. coli", "more than 100,000 colonies"
_COLONIES = re.compile(
    r"\s(?:yielded|showed|revealed|grew|gave|with|demonstrated)\s[^.;]{0,25}?"
    r"(?:\bCFU\b|\bcolon(?:y|ies)\b)"
)
_CONFIRMED_BY = re.compile(
    r"\b(?:confirmed|proved|proven|established|verified)\s(?:by|on|in|through)\s"
    r"(?:\w+\s){0,3}$"
)
_EXCLUDED = re.compile(r"\s(?:excluded|ruled out)\s(?:an?\s)?(?:\w+\s)?infection\b")
_NONE = re.compile(r"\b(?:no|neither|nor|none|nothing)\b", re.IGNORECASE)
_POSITIVE = (_GREW, _NAMED, _WAS_GROWN, _COLONIES)


def what_grew(text: str, start: int, term: LabTerm, end: int) -> str | None:
    """Return the result of a culture in text[start:end], told after it or before it."""
    if any(p.match(text, term.end, end) for p in _POSITIVE):
        return "positive"
    if _EXCLUDED.match(text, term.end, end):
        return "negative"
    before = text[start : term.start]
    if _CONFIRMED_BY.search(before):
        return "positive"
    if not _GROWN_FROM.search(before):
        return None
    return "negative" if _NONE.search(before) else "positive"
