"""The review page as one file that works from disk, without a server or network."""

import base64
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.curation.deciding import decide
from pipeline.curation.items import Item
from pipeline.curation.ledger import KEYS
from pipeline.curation.placing import find_quote
from pipeline.curation.review.answers import LIMIT
from pipeline.curation.review.board import open_board
from pipeline.curation.review.book import Book, Who
from pipeline.curation.review.drawing import FOLDER, SCRIPTS, draw, environment
from pipeline.curation.review.entries import Entry, token_of
from pipeline.curation.review.marks import headings
from pipeline.curation.review.screen import Screen
from pipeline.curation.review.serving import whoami
from pipeline.errors import OutputError
from pipeline.extras import needs_extra

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_POLICY = (
    "default-src 'none'; script-src {script}; style-src {style}; base-uri 'none'; "
    "form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class Offline:
    """What the page needs in place of a server."""

    policy: str
    style: "Markup"
    script: "Markup"
    data: "Markup"


def export_page(
    run: Path,
    to: Path,
    *,
    ledger: Path,
    against: Path | None = None,
    reviewer: str = "",
) -> int:
    """Write the page and return how many items it has.

    Raises OutputError if a folder holds no run or the file cannot be written.
    """
    board = open_board(run, against)
    book = Book(board, ledger)
    who = Who(reviewer or whoami(), is_blind=bool(reviewer))
    with needs_extra("review"):
        page, n = render_page(Screen(board, book, who, {"state": "any"}))
    try:
        to.write_text(page, encoding="utf-8", newline="")
    except OSError as fault:
        raise OutputError(
            f"{to}: cannot be written ({fault.strerror}); name another with --export"
        ) from fault
    return n


def render_page(screen: Screen) -> tuple[str, int]:
    """Return the page with every item that the filters choose, and how many."""
    from markupsafe import Markup

    jinja = environment()
    whole = {**screen.query, "all": "1"}
    screen = Screen(screen.board, screen.book, screen.who, whole)
    style = (FOLDER / "static" / "review.css").read_text(encoding="utf-8")
    names = [name if name != "server.js" else "disk.js" for name in SCRIPTS]
    code = "".join(_script(name) for name in names)
    told = Offline(
        _POLICY.format(script=_source(code), style=_source(style)),
        Markup(style),
        Markup(code),
        Markup(_as_data(_content(screen, jinja))),
    )
    page = draw(jinja, "page.html.j2", screen=screen, offline=told)
    return page, len(screen.lines)


def _script(name: str) -> str:
    return (FOLDER / "static" / name).read_text(encoding="utf-8")


def _source(code: str) -> str:
    """Return how a policy names a script or style: by its hash."""
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _as_data(content: object) -> str:
    """Return JSON that no text of an article can end early."""
    text = json.dumps(content, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028")


def _content(screen: Screen, jinja: "Environment") -> dict[str, Any]:
    cards: dict[str, str] = {}
    items: dict[str, object] = {}
    texts: dict[str, object] = {}
    for line in screen.lines:
        entry = line.entry
        query = {**screen.query, "item": entry.token}
        one = Screen(screen.board, screen.book, screen.who, query)
        cards[entry.token] = draw(
            jinja, "card.html.j2", screen=one, card=one.card, offline=True
        )
        items[entry.token] = _item(screen, entry)
        text = screen.board.text(entry.item.doc_id)
        places = [[mark.start, mark.end] for mark in headings(text)]
        texts[token_of(entry.item.doc_id)] = {"text": text, "headings": places}
    return {
        "run": screen.board.run.digest,
        "reviewer": screen.who.name,
        "limit": LIMIT,
        "cards": cards,
        "items": items,
        "texts": texts,
    }


def _item(screen: Screen, entry: Entry) -> dict[str, object]:
    """Return what decisions on an item start from."""
    item, state = entry.item, screen.view.states[entry.key]
    blank = decide(
        screen.board.series,
        item,
        "accept",
        reviewer=screen.who.name,
        seen=state.last,
    )
    decision = {name: getattr(blank, name) for name in KEYS} | dict(blank.extra)
    last = state.verdicts[-1] if state.verdicts else None
    text = screen.board.text(item.doc_id)
    return {
        "field": item.field,
        "concept": item.concept,
        "value": item.value,
        "doc": token_of(item.doc_id),
        "is_machine": entry.is_machine,
        "is_decided": bool(state.verdicts),
        "state": state.state,
        "human": state.value,
        "proof": _proof(last.quote, last.start, text) if last else {},
        "old": entry.old.value if entry.old else "",
        "old_proof": _former_proof(entry.old, text),
        "decision": decision,
    }


def _former_proof(old: Item | None, text: str) -> dict[str, object]:
    if not old or not old.evidence:
        return {}
    return _proof(old.evidence[0].quote, old.evidence[0].start, text)


def _proof(quote: str, start: int | None, text: str) -> dict[str, object]:
    place = find_quote(text, quote, start)
    if place is None:
        return {}
    return {"quote": text[slice(*place)], "start": place[0], "end": place[1]}
