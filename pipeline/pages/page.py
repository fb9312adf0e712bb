"""Pages that hold all they show: one style, at most one script, no request.

The Content-Security-Policy allows only the page's own script, by its hash; Jinja
escapes whatever comes from an article.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "script-src {}; base-uri 'none'; form-action 'none'"
)


def render(
    template: Path,
    *,
    style: Path,
    script: Path | None = None,
    filters: Mapping[str, Callable[..., Any]] | None = None,
    **content: Any,
) -> str:
    """Return a page from a template that extends shell.html.j2.

    The template's neighbours may be included; `style` comes after that of the shell.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader([template.parent, _FOLDER]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= dict(filters or {})
    code = script.read_text(encoding="utf-8") if script else ""
    styles = (_FOLDER / "shell.css", style)
    return environment.get_template(template.name).render(
        script=Markup(code),
        style=Markup("".join(path.read_text(encoding="utf-8") for path in styles)),
        policy=_POLICY.format(_source(code) if script else "'none'"),
        **content,
    )


def _source(code: str) -> str:
    """Return how a policy names a script: by its hash."""
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    return f"'sha256-{digest}'"
