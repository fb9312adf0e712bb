"""Numbers of a group in one line: mean, spread, median, quartiles, range."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, median, stdev

from pipeline.cells import format_number


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list of numbers looks like; quartiles as R's `quantile` (type 7)."""

    n: int
    mean: float
    sd: float | None
    median: float
    q1: float
    q3: float
    low: float
    high: float


def summarise(numbers: Sequence[float]) -> Summary | None:
    """Return the summary, None of nothing; one number has no spread."""
    if not numbers:
        return None
    ordered = sorted(numbers)
    return Summary(
        len(ordered),
        mean(ordered),
        stdev(ordered) if len(ordered) > 1 else None,
        median(ordered),
        _quantile(ordered, 0.25),
        _quantile(ordered, 0.75),
        ordered[0],
        ordered[-1],
    )


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def one_decimal(number: float | None) -> str:
    """Return a number as people read it: one decimal, none if it is whole."""
    return "NR" if number is None else format_number(round(number, 1))
