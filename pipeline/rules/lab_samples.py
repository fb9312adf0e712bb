"""Cultures of several samples told once: "blood and sputum cultures were sterile"."""

import re
from collections.abc import Callable, Iterator, Sequence

from pipeline.rules.terms import TermMatch

_LINK = re.compile(r",?\s(?:and|or|&)\s(?:the\s)?|,\s(?:the\s)?|/")
_JOINED = re.compile(r".*(?:and|or|&|/)", re.DOTALL)
#: "cultures of", "grew from both"
_OF = re.compile(r"\s(?:(?:of|from|in)\s)?(?:(?:both|the|his|her)\s)*")


def sampled_beside(
    text: str, start: int, end: int, samples: Sequence[TermMatch]
) -> Iterator[TermMatch]:
    """Yield the samples of a list that ends before, or begins after, a stretch."""
    yield from _before(text, start, samples)
    yield from _after(text, end, samples)


def _before(text: str, start: int, samples: Sequence[TermMatch]) -> Iterator[TermMatch]:
    joined = False
    for sample in reversed(samples):
        if sample.end > start:
            continue
        gap = text[sample.end : start]
        joined = joined or bool(_JOINED.match(gap))
        if not (joined and _LINK.fullmatch(gap)):
            return
        yield sample
        start = sample.start


def _after(text: str, end: int, samples: Sequence[TermMatch]) -> Iterator[TermMatch]:
    named = any(sample.end == end for sample in samples)  # "cultures of blood"
    link: Callable[..., re.Match[str] | None] = (_LINK if named else _OF).fullmatch
    for sample in samples:
        if sample.start < end:
            continue
        if not link(text, end, sample.start):
            return
        yield sample
        end, link = sample.end, _LINK.fullmatch
