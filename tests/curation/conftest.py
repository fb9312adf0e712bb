"""Two runs written by hand, one beside the other."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.codebook import Codebook, read_codebook
from pipeline.curation.diff import Diff, diff_runs
from pipeline.pack import Pack, load_pack
from tests.runs import paper, quoted_fact, write_run

TEXT = (
    "A boy of 7 had neck pain. He had no fever. CT showed calcification at C4-C5. "
    "A collar was recommended. He recovered. He was well at 6 months."
)
NOTES: dict[str, Any] = {
    "version": "1.0",
    "model": None,
    "rules_sha256": "code",
    "pack": {
        "sha256": "pack",
        "files": {"lexicon/symptoms.tsv": "s", "lexicon/cues.tsv": "c"},
    },
}
Rows = list[dict[str, Any]]


def told(quote: str, field: str, text: str = TEXT, **more: Any) -> dict[str, Any]:
    """Return a fact of the boy, of document `one`, patient 1."""
    return quoted_fact(text, quote, field=field, **{"case_id": "one#1", **more})


PAIN = told("A boy of 7 had neck pain.", "symptom", concept="neck pain")
FEVER = told("He had no fever.", "symptom", concept="fever", status="absent")
AGE = told("A boy of 7 had neck pain.", "age", value="7", unit="years")
SCAN = told(
    "CT showed calcification at C4-C5.",
    "imaging",
    concept="calcification",
    modality="CT",
    levels="C4-C5",
)
BOY = [AGE, PAIN, FEVER, SCAN]


class Runs:
    """Writes the run before and the run now, and compares them."""

    def __init__(self, folder: Path) -> None:
        self.old, self.new = folder / "old", folder / "new"

    def write(
        self,
        side: str,
        facts: Rows,
        *,
        texts: dict[str, str] | None = None,
        notes: dict[str, Any] | None = None,
        documents: Rows | None = None,
    ) -> Path:
        """Write one side; its cases and documents are those its facts name."""
        ids = sorted({row["case_id"] for row in facts})
        cases = [
            {"doc_id": name.rpartition("#")[0], "patient": name.rpartition("#")[2]}
            for name in ids
        ]
        texts = {"one": TEXT} if texts is None else texts
        folder: Path = getattr(self, side)
        given = {row["doc_id"] for row in documents or ()}
        missing = {case["doc_id"] for case in cases} - given
        papers = [*(documents or ()), *map(paper, sorted(missing))]
        write_run(folder, facts=facts, cases=cases, texts=texts, documents=papers)
        content = json.dumps(NOTES if notes is None else notes)
        (folder / "run.json").write_text(content, encoding="utf-8")
        return folder

    def diff(self, old: Rows, new: Rows, **options: Any) -> Diff:
        """Write both sides and compare; an option of the new side starts with new_."""
        theirs = {k[4:]: v for k, v in options.items() if k.startswith("new_")}
        mine = {k[4:]: v for k, v in options.items() if k.startswith("old_")}
        return diff_runs(
            self.write("old", old, **mine), self.write("new", new, **theirs)
        )


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    """Return a maker of two runs."""
    return Runs(tmp_path)


Compare = Callable[..., Diff]


@pytest.fixture
def diff(runs: Runs) -> Compare:
    """Return what compares two lists of facts, each as a run."""
    return runs.diff


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack()


@pytest.fixture(scope="session")
def codebook(pack: Pack) -> Codebook:
    return read_codebook(pack.codebook)
