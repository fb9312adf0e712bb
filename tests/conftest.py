"""Fixtures for many tests: the shared samples, a small pack, a corpus folder."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pipeline.extract import Extractor
    from tests.browser import Browser

PROJECT = Path(__file__).resolve().parents[1]
SPINE = PROJECT / "models" / "spine"

#: What a pack needs around the codebook for the readers and the folds.
LEXICONS = """
[lexicon.concepts]
columns = ["field", "concept", "kind", "code", "note"]
key = ["field", "concept"]
required = ["field", "concept"]

[lexicon.headings]
columns = ["heading", "category", "note"]

[lexicon.boilerplate]
columns = ["pattern", "kind", "note"]
"""
CONCEPTS = (
    ("intervention", "fusion", "surgery"),
    ("intervention", "discectomy", "surgery"),
    ("intervention", "NSAID", "medication"),
    ("intervention", "cervical collar", "conservative"),
    ("intervention", "no treatment", "no_treatment"),
)


@pytest.fixture(scope="session")
def project() -> Path:
    """Return the root of the checkout."""
    return PROJECT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of development samples, or skip where it is absent."""
    folder = PROJECT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(
            f"needs the development samples in {folder.name}/ beside the project"
        )
    return folder


@pytest.fixture(scope="session")
def sample_run(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the outputs of the sample corpus, read with the spine pack."""
    from pipeline.run import run_corpus

    out = tmp_path_factory.mktemp("samples") / "outputs" / "run"
    run_corpus(project / "corpus", out)
    return out


@pytest.fixture(scope="session")
def spine() -> "Extractor":
    """Return the extractor of the spine pack, built once for all tests: it takes long."""
    from pipeline.intake import Recipe, build_station
    from pipeline.pack import load_pack

    pack = load_pack()
    return build_station(Recipe(pack.path, pack.sha256)).extractor


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Return a real browser, or skip where there is none."""
    from tests.browser import launched

    with launched() as found:
        yield found


@pytest.fixture
def small_pack(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of packs: the spine codebook without lexicons, plus some TOML."""

    def make(extra: str = "", name: str = "small") -> Path:
        folder = tmp_path / name
        (folder / "lexicon").mkdir(parents=True)
        text = (SPINE / "codebook.toml").read_text(encoding="utf-8")
        fields = text[re.search(r"^\[fields\.", text, re.MULTILINE).start() :]
        (folder / "codebook.toml").write_text(LEXICONS + fields + extra, "utf-8")
        (folder / "config.cfg").write_text("[nlp]\n", "utf-8")
        rows = ["field\tconcept\tkind\tcode\tnote", *map("\t".join, CONCEPTS)]
        write = (folder / "lexicon").joinpath
        write("concepts.tsv").write_text("\n".join(rows) + "\n", "utf-8")
        write("headings.tsv").write_text("heading\tcategory\tnote\n", "utf-8")
        write("boilerplate.tsv").write_text("pattern\tkind\tnote\n", "utf-8")
        return folder

    return make


@pytest.fixture
def corpus(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of corpus folders from {path: text or bytes}."""

    def make(files: dict[str, str | bytes], name: str = "corpus") -> Path:
        folder = tmp_path / name
        for path, content in files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            data = content.encode() if isinstance(content, str) else content
            file.write_bytes(data)
        folder.mkdir(exist_ok=True)
        return folder

    return make
