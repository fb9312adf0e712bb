"""Laboratory tests with value, unit and what the text says of them."""

import re

from pipeline.pack import Pack
from pipeline.rules import spans
from pipeline.rules.labvalues import LabValue, interpretation_words, parse_lab
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.terms import TermMatch

_CLAUSE_END = re.compile(r"[;.]\s|\bbut\b|\bwhile\b|\bwhereas\b")
_PREDICATE = re.compile(
    r"\b(?:was|were|being|remained|came back|proved|are|is)\s+(?:(?:both|all|also|each|"
    r"within|strongly|"
    r"markedly|slightly|mildly|moderately|notably|only|found|again|likewise|in|the|a|"
    r"at|to be)\s+)*"
    r"(?P<word>[\w-]+(?:\s+(?:limits|range|normal limits))?)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?P<word>normal|elevated|raised|high|increased|low|decreased|reduced|negative|"
    r"positive|sterile|"
    r"unremarkable)(?:\s+(?:serum|plasma|blood|total|intact|white|levels? of|and|"
    r"titres? of|titers? of|inflammatory markers))*\s*$",
    re.IGNORECASE,
)


_TAIL = re.compile(
    r"[,(]\s*(?:all|both|each|all of them)?\s*(?:of (?:them|which)\s+)?(?:within\s+|"
    r"notably\s+|markedly\s+|slightly\s+|were\s+)?"
    r"(?P<word>normal|negative|positive|elevated|raised|increased|low|"
    r"sterile)\s*[.)]?\s*$",
    re.IGNORECASE,
)
#: "leucocytes were normal, as were calcium and magnesium"
_AS_WAS = re.compile(
    r"\b(?P<word>normal|negative|positive|elevated|raised|increased|low|sterile|"
    r"unremarkable)\b[^.;]{0,30}?[,;]?\s(?:as|and so|so)\s(?:was|were)\b[^.;]*$",
    re.IGNORECASE,
)


class LabReader:
    """Adds lab mentions: the first value of each test and patient."""

    def __init__(self, pack: Pack) -> None:
        """Take the concepts from the pack."""
        self.pack = pack

    def read(self, reading: Reading) -> None:
        """Read the tests of every own sentence."""
        seen: set[tuple[str, tuple[int, ...]]] = set()
        for sentence in reading.own_sentences():
            if sentence.section.category in {"title", "caption"}:
                continue
            terms = reading.terms_in("labs", sentence)
            for at, term in enumerate(terms):
                until = terms[at + 1].start if at + 1 < len(terms) else sentence.end
                value = self._value(reading, sentence, term, until, terms[at + 1 :])
                key = (
                    term.concept,
                    reading.patients_at(sentence, term.start),
                )
                if value is None or key in seen:
                    continue
                if self._add(reading, sentence, term, value):
                    seen.add(key)

    def _value(
        self,
        reading: Reading,
        sentence: Sentence,
        term: TermMatch,
        until: int,
        later: list[TermMatch],
    ) -> LabValue | None:
        text = reading.text
        own = parse_lab(text[term.end : until])
        if own is not None and own.interpretation:
            return own
        shared = _shared(text, sentence, term) or _before(text, sentence, term)
        if own is None and shared is None:
            return None
        if own is None:
            return LabValue(None, None, shared, None, None, 0, 0)
        return LabValue(
            own.value, own.unit, shared, own.low, own.high, own.start, own.end
        )

    def _add(
        self, reading: Reading, sentence: Sentence, term: TermMatch, value: LabValue
    ) -> bool:
        known = self.pack.concept("lab", term.concept)
        added = spans.add(
            reading,
            sentence,
            term.start,
            term.end,
            "lab",
            concept=term.concept,
            rule=term.rule,
            value=None if value.value is None else f"{value.value:g}",
            unit=value.unit,
            interpretation=value.interpretation,
            status="present",
            code=known.code if known else None,
            kind=known.kind if known else "",
        )
        return added is not None


def _shared(text: str, sentence: Sentence, term: TermMatch) -> str | None:
    """Return the interpretation of a list: "A, B and C were normal"."""
    end = _CLAUSE_END.search(text, term.end, sentence.end)
    clause = text[term.end : end.start() if end else sentence.end]
    found = _PREDICATE.search(clause)
    if found:
        return interpretation_words(found["word"])
    tail = _TAIL.search(clause)
    if tail:
        return interpretation_words(tail["word"])
    before = _AS_WAS.search(text[sentence.start : term.start])
    return interpretation_words(before["word"]) if before else None


def _before(text: str, sentence: Sentence, term: TermMatch) -> str | None:
    found = _BEFORE.search(text[sentence.start : term.start])
    return interpretation_words(found["word"]) if found else None
