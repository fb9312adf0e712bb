"""Numbers are summed up as R does."""

import pytest

from pipeline.analysis.numbers import one_decimal, summarise


def test_a_summary_holds_the_figures_of_r() -> None:
    # mean(x), sd(x), quantile(x) of c(8, 1, 2, 4.5)
    found = summarise([8, 1, 2, 4.5])
    assert found is not None
    assert (found.n, found.mean, found.median) == (4, 3.875, 3.25)
    assert found.sd == pytest.approx(3.1191612, abs=1e-7)
    assert (found.low, found.q1, found.q3, found.high) == (1, 1.75, 5.375, 8)


def test_one_number_has_no_spread_and_none_no_summary() -> None:
    found = summarise([7])
    assert found is not None
    assert (found.mean, found.sd, found.q1, found.q3) == (7, None, 7, 7)
    assert summarise([]) is None


@pytest.mark.parametrize(
    ("number", "text"),
    [(None, "NR"), (7.0, "7"), (0.0, "0"), (2.25, "2.2"), (1e6, "1000000")],
)
def test_people_read_one_decimal(number: float | None, text: str) -> None:
    assert one_decimal(number) == text
