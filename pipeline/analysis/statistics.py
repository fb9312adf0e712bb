"""The tests for tables of patients; SciPy and statsmodels do the arithmetic.

Figures agree with R to 1e-9: fisher.test, wilcox.test, p.adjust(method = "holm"). The
odds ratio and its interval are those of fisher.test too, but R solves for them only to
about 1e-4 (the default tolerance of `uniroot`); they agree to 1e-9 with the same
equations of the noncentral hypergeometric distribution solved in R to 1e-13.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Counts = Sequence[Sequence[int]]
_Integers = npt.NDArray[np.int64]
_Weights = npt.NDArray[np.float64]
#: Tables with the same margins that are counted one by one; beyond, they are sampled.
MAX_TABLES = 200_000
SAMPLES = 100_000
#: Cells of tables drawn at a time, for the sake of memory.
MAX_CELLS = 5_000_000
#: A table with more groups and more outcomes than this has too many to count.
MAX_SIDE = 50
SEED = 20_240_229
#: Tables as likely as the observed one within this share count as such, as in R.
TIE = 1e-7
#: R's wilcox.test is exact below this size where no two values are equal.
EXACT_BELOW = 50


@dataclass(frozen=True, slots=True)
class TestResult:
    """What a test found; the odds ratio and its 95 % interval are for 2x2 tables.

    An odds ratio may be infinite; `note` says how a p-value was found, or why none is.
    """

    name: str
    p: float | None = None
    odds_ratio: float | None = None
    low: float | None = None
    high: float | None = None
    note: str = ""


def compare_counts(table: Counts) -> TestResult:
    """Return Fisher's exact test, two-sided, of a table of groups by outcomes.

    Rows and columns without patients are left out; no p without two of each.
    """
    kept = _without_empty(table)
    if kept.shape[0] < 2 or kept.shape[1] < 2:
        return TestResult("none", note="a margin is zero: nothing to compare")
    return _fisher(kept) if kept.shape == (2, 2) else _freeman_halton(kept)


def _without_empty(table: Counts) -> _Integers:
    width = len(table[0]) if table else 0
    counts: _Integers = np.array(table, dtype=np.int64).reshape(len(table), width)
    kept: _Integers = counts[counts.sum(axis=1) > 0]
    return kept[:, kept.sum(axis=0) > 0]


def _fisher(counts: _Integers) -> TestResult:
    """Return the test of a 2x2 table with the conditional odds ratio, as R gives it."""
    from scipy.stats import fisher_exact
    from scipy.stats.contingency import odds_ratio

    ratio = odds_ratio(counts, kind="conditional")
    interval = ratio.confidence_interval(0.95)
    p = float(fisher_exact(counts, alternative="two-sided").pvalue)
    estimate, low, high = map(float, (ratio.statistic, interval.low, interval.high))
    return TestResult("Fisher exact", min(p, 1.0), estimate, low, high)


def _freeman_halton(counts: _Integers) -> TestResult:
    """Return the p-value of a larger table (Freeman and Halton, Biometrika 1951)."""
    from scipy.special import gammaln, logsumexp

    observed = -gammaln(counts + 1).sum()
    across, down = sorted(
        (counts.sum(axis=0).tolist(), counts.sum(axis=1).tolist()), key=len
    )
    weights = _log_weights(across, down) if len(across) <= MAX_SIDE else None
    if weights is None:
        return _sampled(counts, float(observed))
    as_rare = weights[weights <= observed + TIE]
    p = float(np.exp(logsumexp(as_rare) - logsumexp(weights)))
    return TestResult("Fisher-Freeman-Halton exact", min(p, 1.0))


def _log_weights(rows: list[int], columns: list[int]) -> _Weights | None:
    """Return the log weight of every table with these margins, None if too many.

    A table weighs one over the product of the factorials of its cells. Columns are
    filled one after the other; partial tables that leave the same rest stand together.
    """
    from scipy.special import gammaln

    if _fewest_tables(max(rows), columns) > MAX_TABLES:
        return None
    log_factorials = gammaln(np.arange(max(rows) + 1) + 1.0).tolist()
    parts: dict[tuple[int, ...], _Weights] = {tuple(rows): np.zeros(1)}
    for total in columns:
        grown: dict[tuple[int, ...], list[_Weights]] = defaultdict(list)
        size = 0
        for rest, weights in parts.items():
            for column in _fillings(rest, total):
                left = tuple(r - c for r, c in zip(rest, column, strict=True))
                grown[left].append(weights - sum(log_factorials[c] for c in column))
                if (size := size + len(weights)) > MAX_TABLES:
                    return None
        parts = {left: np.concatenate(several) for left, several in grown.items()}
    return parts[(0,) * len(rows)]


def _fewest_tables(row: int, columns: Sequence[int]) -> int:
    """Return how many tables there are of this row and one for all the others.

    There are at least as many of all rows. It stops where there are too many.
    """
    ways = np.zeros(row + 1, dtype=np.int64)  # by what the row holds so far
    ways[0] = 1
    to_come = sum(columns)
    for total in columns:
        summed = np.cumsum(ways)
        ways = summed.copy()
        ways[total + 1 :] -= summed[: max(0, row - total)]
        to_come -= total
        ways[: max(0, row - to_come)] = 0  # too little: the row is never filled
        if ways.max() > MAX_TABLES:
            break
    return int(ways.max())


def _fillings(rest: tuple[int, ...], total: int) -> Iterator[tuple[int, ...]]:
    """Yield the ways to spread a total over rows that hold at most `rest`."""
    if len(rest) == 1:
        if total <= rest[0]:
            yield (total,)
        return
    for first in range(max(0, total - sum(rest[1:])), min(rest[0], total) + 1):
        for others in _fillings(rest[1:], total - first):
            yield (first, *others)


def _sampled(counts: _Integers, observed: float) -> TestResult:
    """Return the p-value from tables drawn at random with the same margins."""
    from scipy.special import gammaln
    from scipy.stats import random_table

    tables = random_table(counts.sum(axis=1), counts.sum(axis=0))
    random = np.random.default_rng(SEED)
    as_rare, left = 0, SAMPLES
    while left:
        n = min(left, max(1, MAX_CELLS // counts.size))
        drawn = tables.rvs(n, random_state=random)
        weights = -gammaln(drawn + 1).sum(axis=(1, 2))
        as_rare += int((weights <= observed + TIE).sum())
        left -= n
    p = (1 + as_rare) / (1 + SAMPLES)
    return TestResult("Fisher-Freeman-Halton", p, note=f"from {SAMPLES} random tables")


def compare_numbers(one: Sequence[float], other: Sequence[float]) -> TestResult:
    """Return the Mann-Whitney test, two-sided: exact below 50 values without ties."""
    from scipy.stats import mannwhitneyu

    if not one or not other:
        return TestResult("none", note="a group has no number: nothing to compare")
    both = [*one, *other]
    if len(set(both)) == 1:
        return TestResult("none", note="all numbers are the same: nothing to compare")
    is_exact = max(len(one), len(other)) < EXACT_BELOW and len(set(both)) == len(both)
    method = "exact" if is_exact else "asymptotic"
    p = float(mannwhitneyu(one, other, method=method).pvalue)
    return TestResult("Mann-Whitney", p, note=method)


def adjust_holm(p_values: Sequence[float | None]) -> tuple[float | None, ...]:
    """Return the p-values adjusted after Holm; None stays None and is no test."""
    from statsmodels.stats.multitest import multipletests

    given = [p for p in p_values if p is not None]
    if not given:
        return tuple(p_values)
    adjusted = iter(multipletests(given, method="holm")[1].tolist())
    return tuple(None if p is None else next(adjusted) for p in p_values)
