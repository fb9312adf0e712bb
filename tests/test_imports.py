"""Imports go one way, and heavy libraries stay in their rooms."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "pipeline").rglob("*.py"))

#: Which rooms of `pipeline` a room may import; a room is a module or a package.
BASE = {"errors", "records"}
COMMANDS = {
    *("check", "console", "inspection", "limits", "pack", "run", "score", "version"),
    *("analysis", "curation", "exports", "extras", "series"),
}
ALLOWED = {
    "": {"nlp"},  # pipeline.load
    "errors": set(),
    "records": {"errors"},
    "version": set(),
    "pack": {"errors"},
    "cells": set(),
    "extras": {"errors"},
    "pages": set(),
    "series": {"cells", "errors"},
    "limits": {"errors"},
    "codebook": {"errors"},
    "corpus": {"errors"},
    "staging": {"errors"},
    "readers": BASE,
    "rules": BASE | {"pack"},
    "nlp": BASE | {"pack", "rules"},
    "extract": BASE | {"pack", "rules", "nlp"},
    "evidence": BASE,
    "aggregate": BASE | {"cells", "pack", "codebook", "evidence", "rules"},
    "tables": BASE | {"cells", "pack", "codebook", "evidence", "aggregate"},
    "likeness": {"records"},
    "spool": {"records", "likeness"},
    "duplicates": {"spool", "likeness"},
    "exports": BASE | {"cells", "codebook", "extras", "rules", "series"},
    "intake": BASE
    | {
        "pack",
        "codebook",
        "corpus",
        "evidence",
        "extract",
        "limits",
        "readers",
        "tables",
    },
    "inspection": BASE | {"pack", "aggregate", "corpus", "intake", "limits"},
    "check": BASE | {"pack", "codebook", "intake"},
    "engine": {"corpus", "intake", "limits", "spool"},
    "run": BASE
    | {"aggregate", "codebook", "corpus", "curation", "duplicates", "engine"}
    | {
        "evidence",
        "exports",
        "intake",
        "limits",
        "pack",
        "spool",
        "staging",
        "tables",
        "version",
    },
    "score": BASE,
    # `rules` for the order of the spine alone; no spaCy (see below)
    "analysis": BASE | {"cells", "pages", "rules", "series"},
    # `aggregate` folds what people decided, `tables` writes it; no spaCy (see below)
    "curation": BASE
    | {"aggregate", "cells", "codebook", "display", "evidence", "extras", "pack"}
    | {"pages", "series", "staging", "tables"},
    "display": BASE | {"aggregate", "evidence"},
    "console": {"curation", "display", "run"},
    "cli": BASE | COMMANDS | {"cli_curation", "cli_diff", "cli_review", "cli_series"},
    "cli_diff": BASE | COMMANDS,
    "cli_review": BASE | COMMANDS,
    "cli_series": BASE | COMMANDS,
    "cli_curation": BASE | COMMANDS,
}
#: Where a library may be imported, if not everywhere.
HOMES = {
    "spacy": {"nlp", "extract", "rules"},
    "scispacy": {"nlp"},
    "pandas": {"analysis", "curation", "exports"},
    "numpy": {"analysis", "curation"},
    "lxml": {"readers"},
    "pypdfium2": {"readers"},
    "pdfplumber": {"readers"},
    "docx": {"readers", "analysis"},
    "scipy": {"analysis"},
    "statsmodels": {"analysis"},
    "matplotlib": {"analysis"},
    "jinja2": {"curation", "pages"},
    "flask": {"curation"},
    "werkzeug": {"curation"},
    "xlsxwriter": {"exports"},
    "pyarrow": {"exports"},
    "phenopackets": {"exports"},
    "google": {"exports"},  # protobuf, under phenopackets
    "datasketch": {"likeness"},
    "rich": {"console", "curation", "display"},
    "typer": {"cli", "cli_curation", "cli_diff", "cli_review", "cli_series"},
}


def room(path: Path) -> str:
    """Return the room of a file: "readers" for pipeline/readers/pdf.py."""
    first = path.relative_to(ROOT / "pipeline").parts[0]
    return first.removesuffix(".py").replace("__init__", "")


def imported(path: Path) -> set[str]:
    """Return the dotted names that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module or "")
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def rooms_imported(path: Path) -> set[str]:
    """Return the rooms of the project that a file imports, other than its own."""
    parts = [name.split(".") for name in imported(path)]
    return {p[1] for p in parts if p[0] == "pipeline" and len(p) > 1} - {room(path)}


def ids(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_a_room_imports_only_those_below_it(path: Path) -> None:
    known = {room(module) for module in MODULES}
    odd = (rooms_imported(path) & known) - ALLOWED.get(room(path), set())
    assert not odd, f"{ids(path)} imports {sorted(odd)}"


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_a_library_stays_in_its_home(path: Path) -> None:
    tops = {name.split(".")[0] for name in imported(path)}
    odd = {t for t in tops if t in HOMES and room(path) not in HOMES[t]}
    assert not odd, f"{ids(path)} imports {sorted(odd)}"


def test_no_room_is_unknown() -> None:
    assert {room(module) for module in MODULES} <= set(ALLOWED)


@pytest.mark.parametrize(
    "module",
    "aggregate tables score run check inspection series analysis exports "
    "curation.diff curation.replay curation.readers curation.gold "
    "curation.agreement curation.review.serving curation.review.offline".split(),
)
def test_what_needs_no_language_model_starts_without_spacy(module: str) -> None:
    script = (
        f"import sys, pipeline.{module};"
        "print([m for m in ('spacy', 'scispacy', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_no_module_is_too_long(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 260, f"{ids(path)} has {lines} lines: there is a second job in it"
