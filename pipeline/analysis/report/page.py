"""Pages that hold a whole analysis: no network, no library, one script, one style.

The Content-Security-Policy allows only the page's own script, by its hash, and no
request at all; Jinja escapes whatever comes from an article.
"""

import base64
import hashlib
from pathlib import Path
from typing import Any

from pipeline.analysis.comparison_table import verdict
from pipeline.analysis.figures import titled
from pipeline.analysis.numbers import one_decimal, summarise

_FOLDER = Path(__file__).parent
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "script-src 'sha256-{}'; base-uri 'none'; form-action 'none'"
)


def render(template: str, **content: Any) -> str:
    """Return a page from a template of this folder.

    `evidence` gives the JSON of the panel; it is asked last, when all links are made.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "drawing": lambda drawing: Markup(titled(drawing)),
        "one_decimal": one_decimal,
        "percent": _percent,
        "summary": summarise,
        "test": verdict,
    }
    script = (_FOLDER / "report.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    evidence = content.pop("evidence")
    return environment.get_template(template).render(
        script=Markup(script),
        style=Markup((_FOLDER / "report.css").read_text(encoding="utf-8")),
        policy=_POLICY.format(digest),
        evidence=lambda: Markup(evidence()),
        **content,
    )


def _percent(part: int, whole: int) -> str:
    """Return a share as people print it: "33 %", "<1 %"; nothing of nothing."""
    if not whole:
        return ""
    share = 100 * part / whole
    return "<1 %" if 0 < share < 1 else f"{share:.0f} %"
