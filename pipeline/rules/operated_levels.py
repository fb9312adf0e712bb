"""The level of an operation that names none: what takes a lesion out is done at it.

"CT showed a calcified disc at T8-T9. … The disc was removed." The discectomy carries
T8-T9. A laminectomy, a fusion or a screw carries only levels stated for it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.rules.level_order import touch
from pipeline.rules.reading import Mention, Reading

_TAKES_OUT = frozenset(
    {
        "excision",
        "tumor resection",
        "discectomy",
        "microdiscectomy",
        "thoracoscopic discectomy",
        "vertebroplasty",
        "kyphoplasty",
        "curettage",
        "cyst fenestration",
        "endoscopic discectomy",
        "anterior cervical discectomy and fusion",
        "hematoma evacuation",
        "fistula disconnection",
    }
)
_ELSEWHERE = re.compile(
    r"\b(?:thyroid\w*|parathyroid\w*|ribs?|skin|breast|lung|kidney|renal|adrenal\w*|"
    r"colon\w*|bowel|uter\w+|ovar\w+|prostat\w*|tonsil\w*|lymph\w*|spinous process\w*|"
    r"finger|knee|elbow|hand|foot|scar)\b",
    re.IGNORECASE,
)
_BESIDE = 40  # characters beside a name
_MOST = 2  # levels; of more, which were operated on is not known
#: "at this level", "both levels were decompressed"
_THERE = re.compile(
    r"\b(?:this|that|the same|the affected|the involved|the corresponding|these|both|"
    r"all(?: \w+)?|the two|the three) (?:levels?|segments?|dis[ck]s?|interspaces?|"
    r"dis[ck] spaces?)\b",
    re.IGNORECASE,
)


def inherit_levels(reading: Reading) -> None:
    """Give the levels of a patient's lesion to the operations that took it out."""
    lesions = {p.number: _lesion_levels(reading, p.number) for p in reading.patients}
    reading.mentions = [
        given for m in reading.mentions for given in _with_levels(reading, m, lesions)
    ]


def _lesion_levels(reading: Reading, number: int) -> tuple[str, ...]:
    """Return the levels of the lesion of one patient, none if there are too many."""
    found = dict.fromkeys(
        m.value
        for m in reading.of_field("level")
        if m.concept == "lesion" and m.value and number in m.patients
    )
    return tuple(found) if len(found) <= _MOST else ()


def _with_levels(
    reading: Reading, mention: Mention, lesions: dict[int, tuple[str, ...]]
) -> Iterator[Mention]:
    """Yield a mention, per patient with levels where it takes them from lesions."""
    if not _lacks_levels(reading, mention) or not any(
        lesions.get(p) for p in mention.patients
    ):
        yield mention
        return
    for patient in mention.patients:
        levels = lesions.get(patient, ())
        if not _is_within_reach(reading, mention, levels):
            levels = ()
        rule = f"{mention.rule}+lesion-level" if levels else mention.rule
        yield replace(mention, patients=(patient,), levels=levels, rule=rule)


def _lacks_levels(reading: Reading, mention: Mention) -> bool:
    """Is a mention an operation without levels that was done at the lesion's?"""
    if (
        mention.field != "intervention"
        or mention.status != "performed"
        or mention.levels
    ):
        return False
    takes_out = mention.concept in _TAKES_OUT
    if mention.sentence < 0:
        return takes_out
    if _ELSEWHERE.search(_around(reading.text, mention)):
        return False
    sentence = reading.sentences[mention.sentence]
    return takes_out or (
        mention.kind == "surgery" and bool(_THERE.search(sentence.text))
    )


def _is_within_reach(
    reading: Reading, mention: Mention, levels: tuple[str, ...]
) -> bool:
    """Do the levels named for the other steps of an operation touch those given?"""
    beside = [
        v
        for m in reading.of_field("intervention")
        if m.sentence == mention.sentence >= 0 and m.kind == "surgery"
        for v in m.levels
    ]
    return not beside or any(touch(a, b) for a in levels for b in beside)


def _around(text: str, mention: Mention) -> str:
    """Return a mention with the words beside it, up to the next stop or comma."""
    before = re.split(r"[,;.]", text[max(0, mention.start - _BESIDE) : mention.start])
    after = re.split(r"[,;.]", text[mention.end : mention.end + _BESIDE])
    return before[-1] + text[mention.start : mention.end] + after[0]
