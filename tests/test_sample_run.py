"""The samples give the same bytes everywhere, and a valid data package."""

import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

ELSEWHERE = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "C"}


def contents(run: Path) -> dict[str, bytes]:
    files = (path for path in run.rglob("*") if path.is_file())
    return {str(p.relative_to(run)): p.read_bytes() for p in files if p.stem != "run"}


def test_the_rules_give_the_same_bytes_under_any_seed_zone_and_locale(
    sample_run: Path, project: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "pipeline.cli", "extract", "corpus"]
    subprocess.run(
        [*command, "--out", str(tmp_path / "run")],
        cwd=project,
        env=os.environ | ELSEWHERE,
        check=True,
        capture_output=True,
        timeout=300,
    )
    here, there = contents(sample_run), contents(tmp_path / "run")
    assert here.keys() == there.keys()
    assert [name for name in here if here[name] != there[name]] == []


def test_the_data_package_of_the_samples_is_valid(sample_run: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # frictionless and what it imports
        frictionless = pytest.importorskip("frictionless")
        report = frictionless.Package(sample_run / "datapackage.json").validate()
    assert report.valid, report.flatten(["title", "fieldName", "message"])
