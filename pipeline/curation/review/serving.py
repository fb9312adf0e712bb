"""The server of the page, on this machine alone."""

import getpass
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.curation.review.app import make_app
from pipeline.curation.review.board import Board, open_board
from pipeline.curation.review.book import Book
from pipeline.errors import OutputError
from pipeline.extras import needs_extra

if TYPE_CHECKING:
    from werkzeug.serving import BaseWSGIServer

HOST = "127.0.0.1"


def whoami() -> str:
    """Return the name of the user of this machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reviewer"


def reserve(port: int) -> socket.socket:
    """Return a socket on this machine; raises OutputError if the port is taken."""
    place = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        place.bind((HOST, port))
        place.listen()
    except OSError as fault:
        place.close()
        raise OutputError(
            f"{HOST}:{port}: {fault.strerror}; name another with --port"
        ) from fault
    return place


def make_local(
    board: Board, book: Book, *, reviewer: str, port: int = 0
) -> "BaseWSGIServer":
    """Return the server, bound to 127.0.0.1; port 0 takes a free one.

    Raises OutputError if the port is taken, MissingExtraError without Flask.
    """
    with needs_extra("review"):
        from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        """Logs no request."""

        def log(self, type: str, message: str, *args: object) -> None:
            """Say nothing."""

    with reserve(port) as place:
        number = place.getsockname()[1]
        app = make_app(board, book, reviewer=reviewer, port=number)
        handle = place.fileno()  # copied by the server
        return make_server(
            HOST, number, app, threaded=True, request_handler=Quiet, fd=handle
        )


def serve(
    run: Path,
    *,
    ledger: Path,
    against: Path | None = None,
    reviewer: str = "",
    port: int = 0,
    tell: Callable[[str], object] = print,
) -> None:
    """Serve the page until interrupted.

    Raises OutputError if a folder holds no run or the port is taken.
    """
    board = open_board(run, against)
    book = Book(board, ledger)
    server = make_local(board, book, reviewer=reviewer or whoami(), port=port)
    for fault in book.faults:
        tell(fault)
    tell(f"http://{HOST}:{server.port}/  (decisions: {ledger}; Ctrl-C ends)")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        tell(f"{ledger}: {len(book.ids)} decisions")
    finally:
        server.server_close()
