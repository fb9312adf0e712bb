"""The review page as a Flask application."""

from typing import TYPE_CHECKING

from pipeline.curation.review.board import Board
from pipeline.curation.review.book import Book
from pipeline.curation.review.guard import HEADERS, is_foreign
from pipeline.curation.review.requests import Review, is_script
from pipeline.errors import CaseSeriesError
from pipeline.extras import needs_extra

if TYPE_CHECKING:
    from flask import Flask

#: Bytes of a request; a note that is too long gets a page that says so below this.
_BYTES = 2_000_000


def make_app(board: Board, book: Book, *, reviewer: str, port: int) -> "Flask":
    """Return the application; raises MissingExtraError without Flask."""
    with needs_extra("review"):
        from flask import Flask, Response, abort, jsonify, request

    review = Review(board, book, reviewer)
    app = Flask(__name__, static_folder="static")
    app.config.update(MAX_CONTENT_LENGTH=_BYTES, MAX_FORM_MEMORY_SIZE=_BYTES)

    @app.before_request
    def refuse() -> None:
        if is_foreign(request, port):
            abort(403)

    @app.after_request
    def harden(response: Response) -> Response:
        response.headers.update(HEADERS)
        return response

    @app.errorhandler(CaseSeriesError)
    def tell(fault: CaseSeriesError) -> tuple[Response, int]:
        words = f"Not saved: {fault}"
        if is_script():
            return jsonify(message=words), 503
        return Response(words, mimetype="text/plain"), 503

    get, post = ["GET"], ["POST"]
    app.add_url_rule("/", view_func=review.index, methods=get)
    app.add_url_rule("/card/<token>", view_func=review.card, methods=get)
    app.add_url_rule("/text/<token>", view_func=review.text, methods=get)
    app.add_url_rule("/go", view_func=review.go, methods=get)
    app.add_url_rule("/decide", view_func=review.decide, methods=post)
    app.add_url_rule("/bulk", view_func=review.bulk, methods=post)
    app.add_url_rule("/undo", view_func=review.undo, methods=post)
    app.add_url_rule("/redo", view_func=review.redo, methods=post)
    app.add_url_rule("/favicon.ico", "icon", lambda: ("", 204), methods=get)
    return app
