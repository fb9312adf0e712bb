"""How far two people agree, with what chance alone would give taken off."""

import random
from pathlib import Path

import pytest

from pipeline.curation.agreement import (
    MACHINE,
    Agreement,
    agree,
    measure,
    render_json,
    render_text,
)
from pipeline.curation.ledger import append_decision
from pipeline.errors import LedgerError
from pipeline.series import Series
from tests.curation.bench import make_run, on, woman


def test_figures_are_those_of_a_table_worked_by_hand() -> None:
    # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: agreement 35/50, by chance
    # (25 * 30 + 25 * 20) / 2500 = 0.5, so kappa is 0.2 / 0.5
    one = ["yes"] * 25 + ["no"] * 25
    other = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    observed, kappa, pabak, prevalence = measure(one, other)
    assert observed == pytest.approx(0.7)
    assert kappa == pytest.approx(0.4)
    assert pabak == pytest.approx(0.4)
    assert prevalence == pytest.approx(0.55)


def test_a_common_answer_lowers_kappa_and_not_pabak() -> None:
    one, other = ["a"] * 95 + ["b"] * 5, ["a"] * 90 + ["b"] * 5 + ["a"] * 5
    _, kappa, pabak, prevalence = measure(one, other)
    assert kappa == pytest.approx(-0.0526, abs=0.001)
    assert (pabak, prevalence) == (pytest.approx(0.8), pytest.approx(0.95))


def test_pabak_of_three_answers_takes_three_for_chance() -> None:
    _, _, pabak, _ = measure(["a", "b", "c", "a"], ["a", "b", "c", "b"])
    assert pabak == pytest.approx((3 * 0.75 - 1) / 2)


def test_kappa_of_one_and_the_same_answer_is_undefined() -> None:
    assert measure(["a", "a"], ["a", "a"]) == (1.0, None, 1.0, 1.0)
    assert measure([], []) == (None, None, None, None)


@pytest.mark.parametrize("seed", range(20))
def test_kappa_agrees_with_scikit_learn(seed: int) -> None:
    metrics = pytest.importorskip(
        "sklearn.metrics", reason="scikit-learn is not installed here"
    )
    chance = random.Random(seed)
    one = [chance.choice("abcd") for _ in range(60)]
    other = [a if chance.random() < 0.6 else chance.choice("abcd") for a in one]
    assert measure(one, other)[1] == pytest.approx(
        metrics.cohen_kappa_score(one, other)
    )


@pytest.fixture
def series(tmp_path: Path) -> Series:
    return make_run(tmp_path / "run", {"a": [woman(46), woman(28)]})


@pytest.fixture
def ledgers(series: Series, tmp_path: Path) -> list[Path]:
    """Return a ledger of Anna and one of Ben, who differ on one outcome."""
    paths = [tmp_path / "anna.jsonl", tmp_path / "ben.jsonl"]
    for path, name in zip(paths, ("anna", "ben"), strict=True):
        known = {"reviewer": name}
        append_decision(
            path,
            on(series, "a#1", "outcome", "accept", **known),
            on(series, "a#2", "outcome", "accept", **known),
            on(series, "a#1", "sex", "accept", **known),
            on(series, "a#2", "sex", "unclear" if name == "ben" else "accept", **known),
        )
    append_decision(
        paths[1], on(series, "a#2", "outcome", "correct", "resolved", reviewer="ben")
    )
    return paths


def rows(found: list[Agreement], *pair: str) -> dict[str, Agreement]:
    return {row.field: row for row in found if set(row.raters) == set(pair)}


def test_two_ledgers_are_compared_field_by_field(ledgers: list[Path]) -> None:
    found = rows(agree(ledgers), "anna", "ben")
    assert (found["outcome"].n, found["outcome"].agreement) == (2, 0.5)
    assert found["outcome"].kappa == pytest.approx(0.0)
    assert (found["sex"].n, found["sex"].kappa) == (1, None)  # Ben is in doubt of one
    assert (found["all"].n, found["all"].kappa) == (3, None)
    assert found["all"].agreement == pytest.approx(2 / 3)


def test_the_machine_is_a_third_rater(ledgers: list[Path], series: Series) -> None:
    found = agree(ledgers, series.folder)
    assert len({row.raters for row in found}) == 3
    assert rows(found, "anna", MACHINE)["all"].agreement == 1.0
    assert rows(found, "ben", MACHINE)["outcome"].agreement == 0.5


def test_one_ledger_given_twice_counts_once(ledgers: list[Path]) -> None:
    assert agree([*ledgers, ledgers[0]]) == agree(ledgers)


def test_the_third_answer_of_an_adjudication_is_no_judgement(
    ledgers: list[Path], series: Series
) -> None:
    before = agree(ledgers)
    settled = on(
        series,
        "a#2",
        "outcome",
        "correct",
        "worsened",
        reviewer="ben",
        extra={"adjudicates": True},
    )
    append_decision(ledgers[1], settled)
    assert agree(ledgers) == before


def test_agreement_needs_two_raters(ledgers: list[Path]) -> None:
    with pytest.raises(LedgerError, match="needs two raters"):
        agree(ledgers[:1])


def test_what_is_undefined_is_said_to_be(ledgers: list[Path]) -> None:
    found = agree(ledgers)
    text = render_text(found)
    assert "anna and ben" in text
    assert "undefined" in text
    assert '"kappa": null' in render_json(found)
