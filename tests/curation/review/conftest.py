"""Two small runs, a ledger, and the review page over them."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.curation.ledger import Decision, append_decision, new_id, read_ledger
from pipeline.curation.review.board import Board, open_board
from pipeline.curation.review.book import Book
from pipeline.curation.review.entries import token_of
from tests.runs import paper, patient, quoted_fact, write_run

HOME = "http://127.0.0.1:8765"
#: What stands outside the basic plane is two units to JavaScript, one to the ledger.
TEXT = (
    "Case 𝛽😀\n\nA boy of 7 had neck pain. He had no fever. "
    "CT showed calcification at C4-C5.\n\nOutcome\n\n"
    "He recovered. He was well at 6 months."
)
OTHER = "Second\n\nA woman of 60 had back pain. She improved."
Rows = list[dict[str, Any]]


def told(quote: str, field: str, text: str = TEXT, **more: Any) -> dict[str, Any]:
    """Return a fact of the boy, unless another text and case are named."""
    return quoted_fact(text, quote, field=field, **{"case_id": "one#1", **more})


BOY = "A boy of 7 had neck pain."
NOW = [
    told(BOY, "age", value="7", unit="years"),
    told(BOY, "sex", concept="male"),
    told(BOY, "symptom", concept="neck pain"),
    told("He had no fever.", "symptom", concept="fever", status="absent"),
    told("He was well at 6 months.", "followup", value="6", unit="months"),
    *(
        told("A woman of 60 had back pain.", field, OTHER, case_id="two#1", **said)
        for field, said in (
            ("age", {"value": "60", "unit": "years"}),
            ("symptom", {"concept": "back pain"}),
        )
    ),
]
#: Run A: another age, fever present, and a cough that run B lost.
BEFORE = [
    told(BOY, "age", value="8", unit="years"),
    *NOW[1:3],
    told("He had no fever.", "symptom", concept="fever"),
    told("He had no fever.", "symptom", concept="cough"),
    *NOW[4:],
]
TEXTS = {"one": TEXT, "two": OTHER}


def make_run(folder: Path, facts: Rows, texts: dict[str, str]) -> Path:
    """Write a run with these facts, a patient for each text."""
    cases = [
        patient(name, first_author="Ana Brook", year=2011, age_years=7)
        for name in texts
    ]
    papers = [paper(name) for name in texts]
    return write_run(folder, facts=facts, cases=cases, documents=papers, texts=texts)


class Desk:
    """The page over two runs, asked without a browser."""

    def __init__(self, folder: Path, new: Path, old: Path | None = None) -> None:
        self.path = folder / "decisions.jsonl"
        self.run, self.board = new, open_board(new, old)
        self.open()

    def open(self) -> None:
        """Start the page anew."""
        from pipeline.curation.review.app import make_app

        self.book = Book(self.board, self.path)
        app = make_app(self.board, self.book, reviewer="anna", port=8765)
        self.client = app.test_client()

    def get(self, path: str = "/", **options: Any) -> Any:
        """Return the answer to a request."""
        return self.client.get(path, base_url=HOME, buffered=True, **options)

    def post(self, path: str, **form: str) -> Any:
        """Return the answer to a form that the page sends."""
        return self.client.post(
            path, base_url=HOME, data=form, headers={"Origin": HOME}
        )

    def decide(
        self, token: str, action: str, *, address: str = "/decide", **form: str
    ) -> Any:
        """Return the answer to a decision, as a fresh page sends it."""
        known = {"id": new_id(), "seen": self.seen(token)}
        return self.post(address, item=token, action=action, **{**known, **form})

    def seen(self, token: str) -> str:
        """Return the last decision on an entry, as anybody sees it."""
        ours = read_ledger(self.path).decisions
        names = {d.id: d for d in ours}
        same = [d.id for d in ours if token_of(*names.get(d.undoes, d).key) == token]
        return same[-1] if same else ""

    def lines(self) -> list[dict[str, Any]]:
        """Return the ledger."""
        if not self.path.exists():
            return []
        return [json.loads(line) for line in self.path.read_text("utf-8").splitlines()]

    def add(self, **more: Any) -> None:
        """Let somebody else write to the ledger."""
        known = {"at": "2026-01-01T10:00:00+00:00", "doc_id": "one", "case_id": "one#1"}
        append_decision(self.path, Decision(**{**known, **more}))


def key(field: str, concept: str = "", case: str = "one#1", modality: str = "") -> str:
    """Return the token of an entry."""
    return token_of(case, field, concept, modality)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return the page over run B against run A."""
    pytest.importorskip("flask")
    new = make_run(tmp_path / "new", NOW, TEXTS)
    return Desk(tmp_path, new, make_run(tmp_path / "old", BEFORE, TEXTS))


class Served:
    """A page that a real browser can open."""

    def __init__(self, board: Board, path: Path) -> None:
        from pipeline.curation.review.serving import make_local

        self.path, self.board = path, board
        self.server = make_local(board, Book(board, path), reviewer="anna")
        self.address = f"http://127.0.0.1:{self.server.port}"
        self._thread = threading.Thread(target=self.server.serve_forever)
        self._thread.start()

    def stop(self) -> None:
        """End the server."""
        self.server.shutdown()
        self._thread.join()
        self.server.server_close()

    def decisions(self) -> list[tuple[str, str, str]]:
        """Return what the ledger holds: action, field and human value."""
        found = read_ledger(self.path).decisions
        return [(d.action, d.field, d.new_value) for d in found]


@pytest.fixture
def served(desk: Desk) -> Iterator[Served]:
    """Return the page, served."""
    found = Served(desk.board, desk.path)
    yield found
    found.stop()
