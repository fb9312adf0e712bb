"""The tests give the figures of R, to 1e-9.

The figures of R 4.2.2 stand here as R printed them, so that they are checked without R;
where Rscript is found, R is asked anew, for these and for random examples.
"""

import random
import shutil
import subprocess
from math import inf
from pathlib import Path

import pytest

from pipeline.analysis import statistics
from pipeline.analysis.statistics import (
    Counts,
    adjust_holm,
    compare_counts,
    compare_numbers,
)

CLOSE = 1e-9
#: Table, then p, odds ratio and its interval (the latter three solved in R to 1e-13).
FISHER = [
    (
        [[12, 5], [3, 9]],
        0.025327687033676192,
        (6.6543833682056119, 1.0761184518012361, 55.705602370796178),
    ),
    ([[0, 7], [8, 2]], 0.0022624434389140256, (0, 0, 0.39378648744858202)),
    (
        [[30, 12], [18, 25]],
        0.0085429521190048263,
        (3.4187132122844117, 1.290035834352631, 9.4970274108426125),
    ),
]
LARGER = [
    ([[3, 1, 0, 2], [1, 4, 2, 0], [0, 1, 5, 3]], 0.020059216512917314),
    ([[10, 4, 2], [6, 9, 5]], 0.17201824978297248),
    ([[26, 28, 8, 4, 5], [29, 24, 9, 2, 8]], 0.77121436393034015),
]
WILCOX = [
    ([34, 51, 62, 70.5, 48, 19], [7, 12, 33, 45, 28, 66, 5], 0.10139860139860139),
    ([34, 51, 62, 70, 48, 34], [7, 12, 34, 45, 28, 62, 5], 0.061479528773559958),
    ([1, 2], [3, 4, 5], 0.2),
    (
        [n + 0.25 for n in range(60)],
        [1.3 * n for n in range(1, 56)],
        0.086149131336709012,
    ),
]
HOLM = ([0.01, 0.04, 0.03, 0.005, 0.9], [0.04, 0.09, 0.09, 0.025, 0.9])


def close(number: object) -> object:
    return pytest.approx(number, rel=CLOSE, abs=CLOSE)


@pytest.mark.parametrize(("table", "p", "ratio"), FISHER)
def test_fisher_gives_the_figures_of_r(
    table: Counts, p: float, ratio: tuple[float, float, float]
) -> None:
    found = compare_counts(table)
    assert found.name == "Fisher exact"
    assert found.p == close(p)
    assert (found.odds_ratio, found.low, found.high) == close(ratio)


@pytest.mark.parametrize(("table", "p"), LARGER)
def test_freeman_halton_gives_the_figures_of_r(table: Counts, p: float) -> None:
    found = compare_counts(table)
    assert found.name == "Fisher-Freeman-Halton exact"
    assert found.p == close(p)


@pytest.mark.parametrize(("one", "other", "p"), WILCOX)
def test_mann_whitney_gives_the_figures_of_r(
    one: list[float], other: list[float], p: float
) -> None:
    assert compare_numbers(one, other).p == close(p)


def test_mann_whitney_says_whether_it_is_exact() -> None:
    assert [compare_numbers(x, y).note for x, y, _ in WILCOX] == [
        "exact",
        "asymptotic",  # ties
        "exact",
        "asymptotic",  # 60 values
    ]


def test_holm_gives_the_figures_of_r_and_passes_over_missing_tests() -> None:
    given, wanted = HOLM
    assert adjust_holm(given) == close(wanted)
    assert adjust_holm([0.01, None, 0.04]) == (0.02, None, 0.04)
    assert adjust_holm([None]) == (None,)
    assert adjust_holm([]) == ()


def ask_r(lines: list[str]) -> list[list[float]]:
    """Return the figures of R for each line, or skip where R is absent."""
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("needs Rscript (Debian: r-base-core)")
    script = Path(__file__).with_name("r_figures.R")
    done = subprocess.run(
        [program, "--vanilla", str(script)],
        input="\n".join(lines) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    return [[float(n) for n in line.split()] for line in done.stdout.splitlines()]


def line(name: str, *numbers: float) -> str:
    return " ".join([name, *map(repr, numbers)])


def random_tables(rows: int, columns: int, most: int, n: int) -> list[list[list[int]]]:
    """Return tables without an empty margin."""
    draw = random.Random(20)
    found: list[list[list[int]]] = []
    while len(found) < n:
        table = [[draw.randint(0, most) for _ in range(columns)] for _ in range(rows)]
        if all(map(sum, table)) and all(map(sum, zip(*table, strict=True))):
            found.append(table)
    return found


def flat(table: Counts) -> list[int]:
    return [n for row in table for n in row]


def test_r_when_asked_anew_says_the_same_of_2x2_tables() -> None:
    tables = [t for t, _, _ in FISHER]
    for most in (3, 10, 40, 150):
        tables += random_tables(2, 2, most, 25)
    figures = ask_r([line("fisher", 2, *flat(t)) for t in tables])
    for table, wanted in zip(tables, figures, strict=True):
        found = compare_counts(table)
        told = [found.p, found.odds_ratio, found.low, found.high]
        assert told == close(wanted), table


def test_r_when_asked_anew_says_the_same_of_larger_tables() -> None:
    tables = [t for t, _ in LARGER]
    tables += random_tables(2, 3, 9, 20) + random_tables(3, 3, 5, 20)
    figures = ask_r([line("fisher", len(t), *flat(t)) for t in tables])
    assert [[compare_counts(t).p] for t in tables] == [close(f) for f in figures]


def test_r_when_asked_anew_says_the_same_of_numbers() -> None:
    draw = random.Random(30)
    pairs = [(x, y) for x, y, _ in WILCOX]
    for size in (2, 7, 20, 49, 50, 80):
        free = draw.sample(range(10_000), 2 * size + 3)
        pairs.append(([f / 7 for f in free[:size]], [f / 7 for f in free[size:]]))
        tied = [draw.randint(1, 9) for _ in range(2 * size + 3)]
        pairs.append((list(map(float, tied[:size])), list(map(float, tied[size:]))))
    figures = ask_r([line("wilcox", len(x), *x, *y) for x, y in pairs])
    assert [[compare_numbers(x, y).p] for x, y in pairs] == [close(f) for f in figures]


def test_r_when_asked_anew_adjusts_the_same() -> None:
    [figures] = ask_r([line("holm", *HOLM[0])])
    assert adjust_holm(HOLM[0]) == close(figures)


def test_fisher_of_two_groups_that_never_meet_has_an_infinite_odds_ratio() -> None:
    found = compare_counts([[4, 0], [0, 4]])
    assert (found.odds_ratio, found.high) == (inf, inf)
    assert found.p == close(2 / 70)  # two of the 8! / (4! 4!) tables
    assert found.low is not None
    assert 0 < found.low < inf


@pytest.mark.parametrize(
    "table",
    [[], [[]], [[], []], [[3, 4]], [[3], [4]], [[0, 0], [3, 4]], [[3, 0], [4, 0]]],
)
def test_there_is_no_p_where_a_margin_is_zero(table: Counts) -> None:
    found = compare_counts(table)
    assert (found.name, found.p, found.odds_ratio) == ("none", None, None)
    assert "nothing to compare" in found.note


def test_empty_groups_and_outcomes_do_not_count() -> None:
    assert compare_counts([[3, 0, 1], [0, 0, 0], [1, 0, 5]]) == compare_counts(
        [[3, 1], [1, 5]]
    )


@pytest.mark.parametrize(
    ("one", "other"), [([], []), ([], [1.0]), ([1.0], []), ([2.0, 2.0], [2.0])]
)
def test_there_is_no_p_of_no_numbers_or_of_equal_ones(
    one: list[float], other: list[float]
) -> None:
    found = compare_numbers(one, other)
    assert (found.name, found.p) == ("none", None)


def test_it_does_not_matter_which_way_a_table_lies() -> None:
    table = [[3, 1, 0, 2], [1, 4, 2, 0]]
    turned = [list(column) for column in zip(*table, strict=True)]
    assert compare_counts(table).p == close(compare_counts(turned).p)


def test_a_table_too_large_to_count_is_sampled_near_the_exact_p(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table, exact = LARGER[0]
    monkeypatch.setattr(statistics, "MAX_TABLES", 10)
    found = compare_counts(table)
    assert found.p == pytest.approx(exact, abs=0.002)  # five standard errors
    assert found.note == "from 100000 random tables"
    assert compare_counts(table) == found  # the same tables are drawn again


def test_many_groups_with_few_tables_are_counted_exactly() -> None:
    assert compare_counts([[1, 0]] + [[0, 1]] * 1999).note == ""
    found = compare_counts([[2, 0]] + [[0, 2]] * 299)
    assert found.p == close(300 / (600 * 599 / 2))  # both of one group, of all pairs


def test_thousands_of_groups_are_tested_within_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(statistics, "SAMPLES", 200)
    table = [[n % 2, (n + 1) % 2, n % 3] for n in range(2000)]
    assert compare_counts(table).note == "from 200 random tables"
