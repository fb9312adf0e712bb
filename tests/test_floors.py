"""No figure sinks below its floor, and the floors stand on the gold they name."""

import json
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pipeline.errors import GoldError
from pipeline.score import (
    FIELDS,
    Evaluation,
    FieldScore,
    broken_floors,
    evaluate,
    gold_digest,
    pin_floors,
    read_baseline,
)
from pipeline.score.floors import Floor

BASELINE = Path(__file__).with_name("baseline.json")
SHARED = Path(__file__).parents[2] / "shared"
FLOORS = read_baseline(BASELINE)
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="../shared is not beside the project"
)

Score = Callable[[str], Evaluation]


def documents_of(name: str, scratch: Path) -> Path:
    """Return a folder with the documents of a set and nothing else."""
    folder = SHARED / name
    if (folder / "docs").is_dir():
        return folder / "docs"
    copy = scratch / "docs"
    copy.mkdir()
    for path in folder.glob("*.*"):
        shutil.copy(path, copy)
    return copy


@pytest.fixture(scope="session")
def score() -> Score:
    """Return a function that extracts and scores a set, once per session.

    The outputs go with the temporary folder: nobody should read those of `check`.
    """
    from pipeline.run import run_corpus

    @cache
    def score_set(name: str) -> Evaluation:
        with TemporaryDirectory() as scratch:
            out = Path(scratch) / "run"
            run_corpus(documents_of(name, Path(scratch)), out, workers=2)
            return evaluate(SHARED / name / "gold", out)

    return score_set


@needs_shared
@pytest.mark.parametrize("name", FLOORS)
def test_the_gold_is_the_one_the_floors_were_pinned_on(name: str) -> None:
    digest = gold_digest(SHARED / name / "gold")
    assert digest == FLOORS[name].gold_sha256, (
        f"the gold of {name} has changed; look at the figures, then run `make pin`"
    )


@needs_shared
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "figure"), [(n, figure) for n, f in FLOORS.items() for figure in f.fields]
)
def test_no_figure_is_below_its_floor(name: str, figure: str, score: Score) -> None:
    floor = Floor("", {figure: FLOORS[name].fields[figure]})
    broken = broken_floors(floor, score(name))
    assert not broken, f"{name} {broken[0]}; mend it, or pin with a reason"


def figures(f1_of_age: int) -> Evaluation:
    """Return an evaluation whose age F1 is the given share of ten."""
    none = FieldScore.of(0, 0, 0)
    age = FieldScore.of(f1_of_age, 10 - f1_of_age, 10 - f1_of_age)
    scores = dict.fromkeys(FIELDS, none) | {"age": age}
    return Evaluation(scores, none, none, {}, 1.0, 0, 0.0, 1)


def test_a_floor_rises_freely(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    pin_floors(path, "dev", figures(8), "digest-1")
    report = pin_floors(path, "dev", figures(9), "digest-2")
    assert report.raised == ("dev age: 0.800 -> 0.900",)
    assert (report.lowered, report.is_written) == ((), True)
    assert read_baseline(path)["dev"].fields["age"] == 0.9
    assert read_baseline(path)["dev"].gold_sha256 == "digest-2"


def test_a_floor_does_not_sink_unasked(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    pin_floors(path, "dev", figures(8), "digest-1")
    before = path.read_bytes()
    report = pin_floors(path, "dev", figures(7), "digest-1")
    assert report.lowered == ("dev age: 0.800 -> 0.700",)
    assert not report.is_written
    assert path.read_bytes() == before


def test_a_floor_sinks_when_told_to(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    pin_floors(path, "dev", figures(8), "digest-1")
    report = pin_floors(path, "dev", figures(7), "digest-1", allow_regression=True)
    assert report.is_written
    assert read_baseline(path)["dev"].fields["age"] == 0.7


def test_pinning_one_set_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    pin_floors(path, "real", figures(5), "digest-r")
    pin_floors(path, "dev", figures(8), "digest-d")
    assert list(json.loads(path.read_text(encoding="utf-8"))) == ["dev", "real"]


def test_a_figure_below_its_floor_is_named() -> None:
    floor = Floor("", {"age": 0.8, "kind": 1.0})
    assert broken_floors(floor, figures(7)) == ["age: 0.700 is below the floor 0.800"]


def test_the_digest_changes_with_name_and_content(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    first = gold_digest(tmp_path)
    (tmp_path / "a.json").write_text("{ }", encoding="utf-8")
    second = gold_digest(tmp_path)
    (tmp_path / "a.json").rename(tmp_path / "b.json")
    assert len({first, second, gold_digest(tmp_path)}) == 3


def test_a_digest_of_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no gold files"):
        gold_digest(tmp_path)


@pytest.mark.parametrize("content", ["{", "[]", '{"dev": {}}'])
def test_a_broken_baseline_names_the_next_step(tmp_path: Path, content: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match="not a baseline"):
        read_baseline(path)
