"""Results told by a word further off in the sentence: "A, B and C were normal"."""

import re

from pipeline.rules.lab_specimens import LabTerm
from pipeline.rules.labvalues import interpretation_words
from pipeline.rules.reading import Sentence

_HORIZON = 800  # characters; bounds the work in run-on lists
_CLAUSE_END = re.compile(r";\s|\.\s(?![a-z(])|\bbut\b|\bwhile\b|\bwhereas\b|\bexcept\b")
_PREDICATE = re.compile(
    r"\b(?:was|were|being|remained|came back|proved|are|is)\s+(?:(?:both|all|also|each|"
    r"within|strongly|"
    r"markedly|slightly|mildly|moderately|notably|only|found|again|likewise|in|the|a|"
    r"at|to be)\s+)*"
    r"(?P<word>[\w-]+(?:\s+(?:limits|range|normal limits))?)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[,(]\s*(?:all|both|each|all of them)?\s*(?:of (?:them|which)\s+)?(?:within\s+|"
    r"notably\s+|markedly\s+|slightly\s+|were\s+)?"
    r"(?P<word>normal|negative|positive|elevated|raised|increased|low|"
    r"sterile)\s*[.)]?\s*$",
    re.IGNORECASE,
)
#: "urate was low, as were iron and zinc"
_AS_WAS = re.compile(
    r"\b(?P<word>normal|negative|positive|elevated|raised|increased|low|sterile|"
    r"unremarkable)\b[^;]{0,60}?[,;]?\s(?:as|and so|so)\s(?:was|were|did|had)\b[^.;]*$",
    re.IGNORECASE,
)


def word_further_off(text: str, sentence: Sentence, term: LabTerm) -> str | None:
    """Return the interpretation of a list: "A, B and C were normal"."""
    high = min(sentence.end, term.end + _HORIZON)
    end = _CLAUSE_END.search(text, term.end, high)
    clause = text[term.end : end.start() if end else high]
    found = _PREDICATE.search(clause)
    if found:
        return interpretation_words(found["word"])
    tail = _TAIL.search(clause)
    if tail:
        return interpretation_words(tail["word"])
    low = max(sentence.start, term.start - _HORIZON)
    before = _AS_WAS.search(text[low : term.start])
    return interpretation_words(before["word"]) if before else None
