"""A maker of series: the tables of a run, written and read back."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pipeline.codebook import Codebook, read_codebook
from pipeline.pack import load_pack
from pipeline.series import ColumnType, Series, open_series
from tests.runs import Rows, write_run


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    """Return the codebook of the spine pack."""
    return read_codebook(load_pack().codebook)


@pytest.fixture
def make_series(tmp_path: Path) -> Callable[..., Series]:
    """Return a maker of series from the cells that matter; all others are empty."""

    def make(texts: Mapping[str, str] | None = None, **tables: Rows) -> Series:
        shutil.rmtree(tmp_path / "run", ignore_errors=True)
        return open_series(write_run(tmp_path / "run", texts=texts, **tables))

    return make


@pytest.fixture
def columns(make_series: Callable[..., Series]) -> Mapping[str, ColumnType]:
    """Return the columns of cases.csv."""
    return make_series().columns["cases"]
