"""The templates of the page, for the server and for the one file."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.curation.ledger import new_id
from pipeline.curation.review import cards
from pipeline.curation.review.answers import LIMIT
from pipeline.curation.review.entries import token_of

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent
SCRIPTS = ("text.js", "queue.js", "server.js", "card.js", "keys.js", "main.js")


def environment() -> "Environment":
    """Return Jinja with all escaping on; raises ModuleNotFoundError without Jinja."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    found = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals |= {
        "icons": cards.ICONS,
        "title_of": cards.title_of,
        "case_line": cards.case_line,
        "differences": cards.differences,
        "token_of": token_of,
        "limit": LIMIT,
        "new_id": new_id,
        "scripts": SCRIPTS,
    }
    return found


def draw(jinja: "Environment", name: str, **content: Any) -> str:
    """Return a template drawn; what it does not name is empty."""
    blank: Mapping[str, Any] = {
        "said": "",
        "trouble": "",
        "overtaken": False,
        "answer": None,
        "offline": None,
    }
    return jinja.get_template(name).render({**blank, **content})
