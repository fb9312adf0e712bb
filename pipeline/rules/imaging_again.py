"""Findings that another examination confirms: "CT confirmed this", "CT: the same".

"It" and "this" are the lesion last found, "these" and "the same" all that was.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from pipeline.rules.imaging_modality import Shown
from pipeline.rules.reading import Mention, Reading, Sentence

_CONFIRMED = re.compile(
    r"[^.;,:]{0,25}?\b(?:confirm\w*|prov(?:ed|es)|verif\w+|corroborat\w+|bore out|"
    r"bears out)\s+(?P<what>it|this|that|them|these|the same|(?:the|these|this|both) "
    r"(?:findings?|changes?|lesions?|abnormalit\w+))\b"
    r"(?!\s+(?:diagnosis|suspicion|impression|to\b|was|were|is|by|it|the|"
    r"an?|there|he|she)\b)"
    r"|(?:\s*scans?)?\s*(?::|showed|revealed|gave)\s*(?:exactly )?"
    r"(?P<same>(?:the )?same)\b"
    r"(?=\s*(?:[.,;]|findings?|changes?|picture|and\b|but\b))",
    re.IGNORECASE,
)
#: "radiographs showed no fracture, but CT showed <one>"
_AFTER_ALL = re.compile(
    r"(?:\s*scans?| images?| imaging)?(?:,? (?:however|though|in contrast|done \w+|"
    r"[\w -]{1,24} later|by contrast),?)?\s+(?:did |could )?(?:\w+ly )?(?:show|reveal|"
    r"disclose|demonstrate|detect|display|uncover|visuali[sz]e|found|find)(?:e?d|s|n)?\s+"
    r"(?P<what>one|it|them|some|both|two)\b(?!\s+(?:to|of|as|was|were|is)\b)",
    re.IGNORECASE,
)
_ONE = frozenset({"it", "this", "that"})
_REACH = 3  # sentences back


def seen_again(
    reading: Reading, sentence: Sentence, groups: Sequence[Shown], lesions: Set[str]
) -> Iterator[Mention]:
    """Yield a copy of each finding that a modality of a sentence confirms."""
    for group in groups:
        yield from _shown_after_all(reading, sentence, group)
        found = _CONFIRMED.match(reading.text, group.end, sentence.end)
        if found is None:
            continue
        what = "what" if found["what"] else "same"
        start, end = found.span(what)
        for mention in _meant(reading, sentence, start, found[what].lower(), lesions):
            for name in group.names:
                if name is not None and name != mention.modality:
                    yield replace(
                        mention,
                        start=start,
                        end=end,
                        sentence=sentence.index,
                        modality=name,
                    )


def _shown_after_all(
    reading: Reading, sentence: Sentence, group: Shown
) -> Iterator[Mention]:
    """Yield the finding that one modality did not show and another did."""
    found = _AFTER_ALL.match(reading.text, group.end, sentence.end)
    if found is None:
        return
    start, end = found.span("what")
    told = _told(reading, sentence, start)
    if not told or told[-1].status != "absent" or told[-1].modality in group.names:
        return
    for name in group.names:
        yield replace(
            told[-1],
            start=start,
            end=end,
            sentence=sentence.index,
            status="present",
            modality=name,
        )


def _told(reading: Reading, sentence: Sentence, start: int) -> list[Mention]:
    """Return the findings told of the same patients shortly before a place."""
    return [
        m
        for m in reading.of_field("imaging")
        if m.end <= start
        and m.concept != "normal"
        and sentence.index - _REACH <= m.sentence <= sentence.index
        and set(m.patients) & set(sentence.patients)
    ]


def _meant(
    reading: Reading, sentence: Sentence, start: int, word: str, lesions: Set[str]
) -> list[Mention]:
    """Return the findings that "it" or "these" in a sentence stand for."""
    told = [m for m in _told(reading, sentence, start) if m.status == "present"]
    if word in _ONE:
        told = [m for m in told if m.concept in lesions]
    last = max((m.sentence for m in told), default=-1)
    found = [m for m in told if m.sentence == last]
    unique = {m.concept: m for m in found}
    return list(unique.values())[: 1 if word in _ONE else None]
