"""Discs named after one vertebra: "the disc above L4", "the space below T8"."""

import re

from pipeline.rules.level_order import above, below, join_levels
from pipeline.rules.numbers import BLANK

_BESIDE_RE = re.compile(
    rf"\b(?:dis[ck]|(?:inter|dis[ck]{BLANK})?space){BLANK}(?:(?:just|immediately|"
    rf"directly){BLANK})?(?P<side>above|below|under|beneath){BLANK}(?:the{BLANK})?"
    rf"(?:(?:vertebra|body{BLANK}of(?:{BLANK}the)?){BLANK})?\Z",
    re.IGNORECASE,
)


def beside(before: str, levels: tuple[str, ...]) -> tuple[str, ...]:
    """Return the disc that "above" or "below" one vertebra names, else the levels."""
    found = _BESIDE_RE.search(before)
    if found is None or len(levels) != 1 or "-" in levels[0]:
        return levels
    step = above if found["side"].lower() == "above" else below
    other = step(levels[0])
    return (join_levels(levels[0], other),) if other else levels
