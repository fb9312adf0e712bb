"""The words of a sentence that name findings: by lexicon, by grammar, as normal."""

import re
from collections.abc import Sequence

from pipeline.rules.imaging_normal import find_normals
from pipeline.rules.imaging_status import Hit
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.signal import Signal, find_signals

#: characters from a signal to the lesion that gives it
_BESIDE = 25
_STOP = re.compile(r"[,;:]|\band\b")
#: "displaced and compressed": the graver one is the finding
_COMPRESSED, _DISPLACED = "spinal cord compression", "cord displacement"


def find_hits(reading: Reading, sentence: Sentence) -> list[Hit]:
    """Return the findings of a sentence: signals by grammar, the others by lexicon."""
    signals = find_signals(reading.text, sentence.start, sentence.end)
    hits = [Hit(s.start, s.end, s.concept, s.rule) for s in signals]
    for term in reading.terms_in("findings", sentence):
        overlaps = any(s.start < term.end and term.start < s.end for s in signals)
        if not (overlaps and "signal" in term.concept):
            hits.append(Hit(term.start, term.end, term.concept, term.rule, term.absent))
    hits = [h for h in hits if not _is_signal_of(reading.text, h, signals)]
    if any(h.concept == _COMPRESSED for h in hits):
        hits = [h for h in hits if h.concept != _DISPLACED]
    taken = [h for h in hits if h.concept == "normal"]
    for start, end in find_normals(reading, sentence):
        if not any(h.start < end and start < h.end for h in taken):
            hits.append(Hit(start, end, "normal", "imaging:normal"))
    return hits


def _is_signal_of(text: str, hit: Hit, signals: Sequence[Signal]) -> bool:
    """Is a lesion only a place of signal: "a T2-bright lesion of the cord"?"""
    return hit.rule.endswith("#lesion") and any(
        s.rule == "signal:cord"
        and 0 <= hit.start - s.end <= _BESIDE
        and not _STOP.search(text, s.end, hit.start)
        for s in signals
    )
