"""What each address of the page answers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.curation.ledger import Decision
from pipeline.curation.review.answers import (
    Answer,
    OvertakenError,
    RefusedError,
    decision_for,
    read_answer,
)
from pipeline.curation.review.back import BATCH, accept_all, step
from pipeline.curation.review.board import Board
from pipeline.curation.review.book import Book, Who
from pipeline.curation.review.cards import case_line
from pipeline.curation.review.drawing import draw, environment
from pipeline.curation.review.entries import Entry
from pipeline.curation.review.filters import Line
from pipeline.curation.review.marks import headings
from pipeline.curation.review.screen import Screen
from pipeline.curation.review.words import announce

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

#: Characters of an address that are read of each word.
_WORD = 500


class Review:
    """Answers the requests of the page for one run and one ledger."""

    def __init__(self, board: Board, book: Book, reviewer: str) -> None:
        """Take what is reviewed, and who does unless the address says otherwise."""
        self.board, self.book, self.reviewer = board, book, reviewer
        self.jinja = environment()

    def screen(self) -> Screen:
        """Return the page that the address asks for."""
        from flask import request

        self.book.refresh()
        query = {k: v[:_WORD] for k, v in request.args.items() if k != "all"}
        if item := request.form.get("item"):
            query["item"] = item
        name = " ".join(query.get("reviewer", "").split())[:100]
        who = Who(name or self.reviewer, bool(name), query.get("settle") == "1")
        return Screen(self.board, self.book, who, query)

    def page(self, screen: Screen, status: int = 200, **more: Any) -> "Response":
        """Return the whole page."""
        from flask import make_response

        said = screen.view.find(screen.query.get("said", ""))
        words = {"said": announce(screen.view, said) if said else ""} | more
        html = draw(self.jinja, "page.html.j2", screen=screen, **words)
        return make_response(html, status)

    def index(self) -> "Response":
        """Return the page."""
        with self.book.lock:
            return self.page(self.screen())

    def card(self, token: str) -> "Response":
        """Return the card of one entry."""
        from flask import abort, make_response

        with self.book.lock:
            screen = self.screen()
            if screen.view.entry(token) is None:
                abort(404)
            return make_response(self._card(screen, token))

    def _card(self, screen: Screen, token: str, **more: Any) -> str:
        query = {**screen.query, "item": token}
        one = Screen(self.board, self.book, screen.who, query)
        return draw(self.jinja, "card.html.j2", screen=one, card=one.card, **more)

    def text(self, token: str) -> "Response":
        """Return the text of one document with its headings."""
        from flask import abort, jsonify

        if token not in self.board.documents:
            abort(404)
        text = self.board.text(self.board.documents[token])
        places = [[mark.start, mark.end] for mark in headings(text)]
        return jsonify(text=text, headings=places)

    def go(self) -> "Response":
        """Lead to the first entry of a patient."""
        from flask import redirect

        with self.book.lock:
            screen = self.screen()
            wanted = screen.query.get("to", "").strip()
            entries = screen.view.entries()
            found = next((e for e in entries if self._is_of(e, wanted)), None)
            if found is None:
                return self.page(screen, 404, trouble=f"No patient “{wanted}” here.")
            return redirect(screen.address(item=found.token), 303)

    def _is_of(self, entry: Entry, wanted: str) -> bool:
        line = case_line(self.board.cases[entry.item.case_id])
        return bool(wanted) and wanted.casefold() in line.casefold()

    def decide(self) -> "Response":
        """Take a decision; the same one twice counts once."""
        from flask import abort, request

        with self.book.lock:
            screen = self.screen()
            entry = screen.view.entry(screen.query.get("item", ""))
            if entry is None:
                abort(404)
            answer = read_answer(request.form)
            if answer.id in self.book.ids:
                return self._repeated(screen, entry, answer)
            following = screen.after(entry.token)
            try:
                made = decision_for(self.board, screen.view, entry, answer, screen.who)
            except OvertakenError:
                return self._refusal(screen, entry, 409, answer, overtaken=True)
            except RefusedError as fault:
                return self._refusal(screen, entry, 422, answer, trouble=str(fault))
            self.book.add(made)
            return self._done(screen, entry, made, following)

    def _repeated(self, screen: Screen, entry: Entry, answer: Answer) -> "Response":
        known = screen.view.find(answer.id)
        if known and known.reviewer == screen.who.name:
            return self._done(screen, entry, known, screen.after(entry.token))
        words = "This id is that of another decision; reload the page."
        return self._refusal(screen, entry, 409, answer, trouble=words)

    def _refusal(
        self, screen: Screen, entry: Entry, status: int, answer: Answer, **more: Any
    ) -> "Response":
        """Return the card with what is wrong, and all that was typed."""
        from flask import jsonify, make_response

        more["answer"] = answer
        if not is_script():
            return self.page(screen, status, **more)
        words = more.get("trouble") or "Decided meanwhile, so yours was not saved."
        card = self._card(screen, entry.token, **more)
        return make_response(jsonify(card=card, message=words), status)

    def _done(
        self, screen: Screen, entry: Entry, made: Decision, following: str = ""
    ) -> "Response":
        """Return where it leads: the next entry, or the card for the script."""
        from flask import jsonify, redirect

        if not is_script():
            after = following or entry.token
            return redirect(screen.address(item=after, said=made.id), 303)
        fresh = Screen(self.board, self.book, screen.who, screen.query)
        rows = {"lines": _lines(fresh, entry), "screen": fresh}
        return jsonify(
            item=entry.token,
            card=self._card(fresh, entry.token),
            row=draw(self.jinja, "rows.html.j2", **rows),
            message=announce(fresh.view, made),
            decided=fresh.decided,
            undo=fresh.can_undo,
            redo=fresh.can_redo,
            many=BATCH in made.extra,
        )

    def undo(self) -> "Response":
        """Take the last decision of this reviewer back."""
        return self._step(is_back=True)

    def redo(self) -> "Response":
        """Restore the last decision that was taken back."""
        return self._step(is_back=False)

    def _step(self, *, is_back: bool) -> "Response":
        from flask import jsonify, request

        with self.book.lock:
            screen = self.screen()
            name = request.form.get("id", "")
            known = screen.view.find(name)
            made = step(self.board, screen.view, screen.who, name, is_back=is_back)
            if not (known or made):
                words = "Nothing to undo." if is_back else "Nothing to redo."
                if is_script():
                    return jsonify(message=words, item="")
                return self.page(screen, trouble=words)
            if known is None:
                self.book.add(*made)
            told = known or made[0]
            return self._done(screen, _entry_of(screen, told), told)

    def bulk(self) -> "Response":
        """Accept all lines whose value is the same, as one step to undo."""
        from flask import redirect, request

        with self.book.lock:
            screen = self.screen()
            made = accept_all(
                self.board, screen.bulk, screen.who, request.form.get("id", "")
            )
            is_sure = request.form.get("sure") == "1"
            is_all = str(len(made)) == request.form.get("count")
            if not (made and is_sure and is_all):
                words = "Nothing was accepted: the number changed; look and try again."
                return self.page(screen, 409, trouble=words)
            self.book.add(*made)
            return redirect(screen.address(said=made[-1].id, state="accepted"), 303)


def _lines(screen: Screen, entry: Entry) -> Sequence[Line]:
    """Return the line of an entry, then those that people added to its patient."""
    case = entry.item.case_id
    added = (screen.view.entry(token) for token in screen.view.added)
    mine = [e for e in added if e and e.item.case_id == case and e != entry]
    states = screen.view.states
    return [
        Line(one, states[one.key])
        for one in (entry, *mine)
        if one is entry or states[one.key].verdicts
    ]


def _entry_of(screen: Screen, made: Decision) -> Entry:
    """Return the entry that a decision is on; of a whole patient its first."""
    entries = [*screen.view.entries(), *screen.view.added.values()]
    same = (e for e in entries if e.key == made.key)
    case = (e for e in entries if e.item.case_id == made.case_id)
    return next(same, None) or next(case)


def is_script() -> bool:
    """Return whether the script of the page asks, and not a plain form."""
    from flask import request

    return bool(request.headers.get("Accept") == "application/json")
