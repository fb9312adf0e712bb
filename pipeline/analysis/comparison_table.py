"""Comparisons as comparison.csv, long and tidy, and as text for the terminal."""

import csv
from collections.abc import Iterator, Sequence
from math import isfinite
from pathlib import Path

from pipeline.analysis.comparison import CAVEAT, Comparison, Group
from pipeline.analysis.numbers import one_decimal, summarise
from pipeline.cells import format_number, guard

HEADER = (
    "by outcome group category n n_reports group_n row_percent column_percent median q1"
    " q3 minimum maximum test p p_holm odds_ratio odds_ratio_low odds_ratio_high"
    " n_not_reported note"
).split()
_DIGITS = 6  # significant, of p-values and odds ratios
_RATIOS = (
    ("odds_ratio", "the odds ratio"),
    ("low", "the lower bound"),
    ("high", "the upper bound"),
)


def write_comparison(path: Path, comparisons: Sequence[Comparison]) -> None:
    """Write one row per group and category, or per group where numbers are compared.

    A cell is empty where it does not apply; an infinite odds ratio or bound is empty
    and told in `note`. A comparison without any group has one row of its own.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER, restval="", lineterminator="\n")
        writer.writeheader()
        for comparison in comparisons:
            shared = _shared(comparison)
            writer.writerows(shared | cells for cells in _cells(comparison))


def _shared(comparison: Comparison) -> dict[str, str]:
    """Return the cells that stand in every row of a comparison."""
    test = comparison.test
    return {
        "by": guard(comparison.by),
        "outcome": guard(comparison.outcome),
        "test": test.name,
        "p": _digits(test.p),
        "p_holm": _digits(comparison.p_holm),
        "odds_ratio": _digits(test.odds_ratio),
        "odds_ratio_low": _digits(test.low),
        "odds_ratio_high": _digits(test.high),
        "n_not_reported": str(len(comparison.unknown)),
        "note": guard("; ".join(_notes(comparison))),
    }


def _digits(number: float | None) -> str:
    return "" if number is None or not isfinite(number) else f"{number:.{_DIGITS}g}"


def _notes(comparison: Comparison) -> Iterator[str]:
    test = comparison.test
    if test.note:
        yield test.note
    if test.odds_ratio is None:
        return
    one, other = (group.name for group in comparison.groups)
    yield f"odds of {comparison.categories[0]}: {one} against {other}"
    for name, words in _RATIOS:
        number = getattr(test, name)
        if number is not None and not isfinite(number):
            yield f"{words} is infinite"


def _cells(comparison: Comparison) -> Iterator[dict[str, str]]:
    if not comparison.groups:
        yield {}
    for group in comparison.groups:
        if not comparison.categories:
            yield _number_cells(group)
        for category in comparison.categories:
            yield _count_cells(comparison, group, category)


def _count_cells(comparison: Comparison, group: Group, category: str) -> dict[str, str]:
    rows = group.counts[category]
    members = Group(category, rows, {})
    return {
        "group": guard(group.name),
        "category": guard(category),
        "n": str(len(rows)),
        "n_reports": str(members.n_reports),
        "group_n": str(len(group.rows)),
        "row_percent": _percent(len(rows), len(group.rows)),
        "column_percent": _percent(len(rows), comparison.column_total(category)),
    }


def _percent(part: int, whole: int) -> str:
    return format_number(100 * part / whole) if whole else ""


def _number_cells(group: Group) -> dict[str, str]:
    cells = {
        "group": guard(group.name),
        "n": str(len(group.rows)),
        "n_reports": str(group.n_reports),
        "group_n": str(len(group.rows)),
    }
    if found := summarise(group.numbers):
        names = ("median", "q1", "q3", "minimum", "maximum")
        spread = (found.median, found.q1, found.q3, found.low, found.high)
        cells |= dict(zip(names, map(format_number, spread), strict=True))
    return cells


def text_table(comparisons: Sequence[Comparison]) -> str:
    """Return the comparisons as plain text for a terminal, the caveat at the end."""
    if not comparisons:
        return f"No patient says anything of what was asked.\n\n{CAVEAT}\n"
    parts = ["\n".join(_text_lines(comparison)) for comparison in comparisons]
    return "\n\n".join([*parts, CAVEAT]) + "\n"


def _text_lines(comparison: Comparison) -> Iterator[str]:
    yield _plain(f"{comparison.outcome} by {comparison.by}")
    yield from _aligned([_heads(comparison), *_text_rows(comparison)])
    yield f"  Not reported: {len(comparison.unknown)} (group or outcome unknown)."
    yield _plain(f"  {verdict(comparison)}")


def _heads(comparison: Comparison) -> list[str]:
    told = comparison.categories or ("median [quartiles]", "range")
    return ["", *told, "patients", "reports"]


def _text_rows(comparison: Comparison) -> Iterator[list[str]]:
    for group in comparison.groups:
        told = [
            f"{len(rows)} ({one_decimal(100 * len(rows) / len(group.rows))} %)"
            for rows in map(group.counts.__getitem__, comparison.categories)
        ] or _spread_text(group)
        yield [group.name, *told, str(len(group.rows)), str(group.n_reports)]


def _spread_text(group: Group) -> list[str]:
    found = summarise(group.numbers)
    if found is None:
        return ["", ""]
    middle, q1, q3, low, high = map(
        one_decimal, (found.median, found.q1, found.q3, found.low, found.high)
    )
    return [f"{middle} [{q1} to {q3}]", f"{low} to {high}"]


def _aligned(rows: list[list[str]]) -> Iterator[str]:
    plain = [[_plain(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*plain, strict=True)]
    for first, *others in plain:
        cells = [c.rjust(w) for c, w in zip(others, widths[1:], strict=True)]
        yield "  ".join(["", first.ljust(widths[0]), *cells])


def _plain(text: str) -> str:
    """Return the text without signs that steer a terminal or turn its direction."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


def verdict(comparison: Comparison) -> str:
    """Return what the test found, or why there is none, as a sentence."""
    test = comparison.test
    notes = "; ".join(_notes(comparison))
    if test.p is None:
        return f"No test: {notes}."
    told = f"{test.name}: p = {_short(test.p)}, Holm-adjusted {_p_holm(comparison)}"
    if test.odds_ratio is not None:
        interval = f"95 % CI {_short(test.low)} to {_short(test.high)}"
        told += f"; odds ratio {_short(test.odds_ratio)} ({interval})"
    return f"{told}; {notes}." if notes else f"{told}."


def _p_holm(comparison: Comparison) -> str:
    return _short(comparison.p_holm)


def _short(number: float | None) -> str:
    if number is None:
        return "none"
    return f"{number:.3g}" if isfinite(number) else "infinite"
