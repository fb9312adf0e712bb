"""What a level-like notation means: a level, a root, a rib, an MR signal or other.

The cues are rows of `level_words.tsv`; here is only the order in which they count.
"""

import re
from typing import Literal

from pipeline.rules.level_words import LevelWords

Kind = Literal["level", "root", "rib", "signal", "other"]

#: A dural fistula lies where its feeder enters ("fed by the left T7 radicular artery").
_FEEDER = re.compile(
    r"[\s-]*(?:(?:dorso)?(?:radicul|radiculo)\w*|intercostal|segmental|lumbar|subcostal|"
    r"spinal|dural|nerve)?\s*(?:arter(?:y|ies)|pedicles?|feeders?|branch|vessel|"
    r"root(?: sleeve)?|sleeve|foramen)\b",
    re.IGNORECASE,
)
_SHUNT = re.compile(r"\b(?:fistula|shunt|AVF|dAVF|SDAVF)\b", re.IGNORECASE)
#: "the artery of Adamkiewicz arose at T10"
_ADAMKIEWICZ = re.compile(r"\bAdamkiewicz\b", re.IGNORECASE)
#: "an ependymoma of the conus at L1-2" lies there; a healthy conus only ends there
_IN_CONUS = re.compile(
    r"\b(?:\w{3,}oma|tumou?r|mass|lesion|cyst|metastasis|infarct\w*|compress\w*|ischa?emia)"
    r"\s(?:of|in|at|on|within|behind)?\s?(?:the\s)?conus(?:\smedullaris)?\s(?:at|\()\s*"
    r"(?:the level of\s)?\Z",
    re.IGNORECASE,
)
_REACH = 90
_CONTEXT = 140
_SIGNALS = frozenset({"T1", "T2", "T1-T2"})


def kind_of(
    text: str, start: int, end: int, levels: tuple[str, ...], words: LevelWords
) -> Kind:
    """Return what the notation at [start, end) means, from the words around it.

    What stands right after it counts before what stands before it.
    """
    if _is_page(text, start) or _ADAMKIEWICZ.search(_clause_before(text, start)):
        return "other"
    if _FEEDER.match(text, end) and _SHUNT.search(text[max(0, start - 140) : end + 90]):
        return "level"
    for role, kind in _AFTER:
        if role == "place_after" and _is_sequence_apart(text, end, levels):
            continue
        if _has_cue(role, text, start, end, levels, words):
            is_felt = kind == "level" and _is_sensory(text, start, words)
            return "root" if is_felt else kind
    if any("C8" in level for level in levels):
        return "root"
    return _kind_before(text, start, end, levels, words)


def _is_sequence_apart(text: str, end: int, levels: tuple[str, ...]) -> bool:
    """True for "bright on T2, end plates eroded": the place is another item."""
    return _SIGNALS.issuperset(levels) and text[end : end + 1] == ","


_AFTER: tuple[tuple[str, Kind], ...] = (
    ("rib_after", "rib"),
    ("other_after", "other"),
    ("root_after", "root"),
    ("place_after", "level"),
    ("signal_after", "signal"),
)


#: "on T2" is a sequence; "at T2" and "body of T2" are places; "of T2" is one if no
#: word for a signal stands before it.
_SIGNAL_ORDER = (
    ("signal_firm_before", True),
    ("place_before", False),
    ("signal_before", True),
    ("place_soft_before", False),
)


def _kind_before(
    text: str, start: int, end: int, levels: tuple[str, ...], words: LevelWords
) -> Kind:
    """Return the meaning that the words before give; a level if they give none."""
    in_conus = _IN_CONUS.search(_clause_before(text, start)) is not None
    if not in_conus and _has_cue("other_before", text, start, end, levels, words):
        return "other"
    if _has_cue("rib_before", text, start, end, levels, words):
        return "rib"
    if _is_sensory(text, start, words):
        return "root"
    if _has_cue("root_before", text, start, end, levels, words):
        return "root"
    return "signal" if _is_signal(text, start, end, levels, words) else "level"


def _is_sensory(text: str, start: int, words: LevelWords) -> bool:
    """True for "touch was lost below": a level of feeling, not of the lesion."""
    return words.sense.search(_clause_before(text, start)) is not None


def _is_signal(
    text: str, start: int, end: int, levels: tuple[str, ...], words: LevelWords
) -> bool:
    """True for T1 and T2 in talk of magnetic resonance, unless a place is named."""
    if not _SIGNALS.issuperset(levels):
        return False
    for role, is_signal in _SIGNAL_ORDER:
        if _has_cue(role, text, start, end, levels, words):
            return is_signal
    around = text[max(0, start - _CONTEXT) : end + _CONTEXT].lower()
    return words.signal_context.search(around) is not None


def _has_cue(
    role: str,
    text: str,
    start: int,
    end: int,
    levels: tuple[str, ...],
    words: LevelWords,
) -> bool:
    """True if a cue of the role stands beside the notation and allows its levels."""
    for cue in words.cues.get(role, ()):
        if cue.levels and not cue.levels.issuperset(levels):
            continue
        if role.endswith("_after"):
            found = cue.pattern.match(text, end, end + _REACH)
        else:
            found = cue.pattern.search(_clause_before(text, start))
        if found:
            return True
    return False


def _clause_before(text: str, start: int) -> str:
    """Return the text before `start`, back to a full stop or a line end."""
    before = text[max(0, start - _REACH) : start]
    cut = max(before.rfind(". "), before.rfind(";"), before.rfind("\n"))
    return before[cut + 1 :]


def _is_page(text: str, start: int) -> bool:
    """True for "12(1):T3-T4": a colon glued between a figure and the notation."""
    before = text[max(0, start - 3) : start]
    return before.endswith(":") and before[:-1][-1:] in tuple("0123456789)")
