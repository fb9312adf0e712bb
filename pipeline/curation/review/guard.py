"""What keeps the page to the machine it runs on: hosts, origins, headers."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Request

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # not no-referrer: forms would come with the origin "null"
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_NAMES = ("127.0.0.1", "localhost")


def is_foreign(request: "Request", port: int) -> bool:
    """Return whether a request comes from, or was sent to, another place.

    A name that leads here (DNS rebinding) has its own Host; a form of another page has
    its own Origin.
    """
    hosts = {f"{name}:{port}" for name in _NAMES}
    if request.headers.get("Host", "") not in hosts:
        return True
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.headers['Host']}":
        return True
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return request.method == "POST" and site not in ("same-origin", "none")
