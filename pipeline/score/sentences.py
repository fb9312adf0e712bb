"""Find the sentence in which a missed answer may stand. A hint for people only.

The gold has no offsets; so this looks for the words, and shows nothing when unsure.
"""

import re

from pipeline.score.records import Item

_END = re.compile(r"(?<=[.!?])\s+|\n+")
_LEVEL = re.compile(r"([A-Z])(\d+)(?:-([A-Z])(\d+))?")
#: Fields whose answer is a judgement or a converted number: no word to look for.
WORDLESS = frozenset({"sex", "regions", "duration", "outcome", "followup", "patients"})
#: Beginnings of words suffice: "calcif" finds calcified and calcification.
STEM_LENGTH = 6


def sentence_with(field: str, item: Item, text: str) -> str | None:
    """Return the first sentence that holds every word of the answer, if any."""
    patterns = [] if field in WORDLESS else search_patterns(item)
    if not patterns:
        return None
    sentences = (s.strip() for s in _END.split(text))
    return next((s for s in sentences if all(p.search(s) for p in patterns)), None)


def search_patterns(item: Item) -> list[re.Pattern[str]]:
    """Return what to look for: the level, or each word of the answer's last part.

    Of a lab answer ("calcium", "low") both parts count; "normal" alone finds nothing.
    """
    if _LEVEL.fullmatch(item[0]):
        return [_level_pattern(item[0])]
    words = re.findall(r"[^\W_]{3,}|\d+", " ".join(item))
    return [re.compile(rf"\b{re.escape(_stem(w))}", re.IGNORECASE) for w in words]


def _stem(word: str) -> str:
    return word[:STEM_LENGTH] if len(word) > STEM_LENGTH + 1 else word


def _level_pattern(level: str) -> re.Pattern[str]:
    """Return a pattern for the usual spellings: C4-C5, C4/5, C4-5, C 4 and C 5."""
    match = _LEVEL.fullmatch(level)
    assert match  # the caller has matched it
    first, low, second, high = match.groups()
    letter = "(?:T|Th|D)" if first == "T" else first
    pattern = rf"\b{letter}\s?-?{low}"
    if high is None:
        return re.compile(rf"{pattern}(?!\d)")
    other = "(?:T|Th|D)" if second == "T" else second
    gap = r"\s?(?:[-–‑/]|to|and|through)\s?"
    return re.compile(rf"{pattern}{gap}(?:{other}\s?-?)?{high}(?!\d)")
