"""The pages of an analysis: every number leads to its cases and their quotes."""

from pathlib import Path
from typing import Any

from pipeline import pages
from pipeline.analysis.comparison_table import verdict
from pipeline.analysis.figures import titled
from pipeline.analysis.numbers import one_decimal, summarise

_FOLDER = Path(__file__).parent


def render(template: str, **content: Any) -> str:
    """Return a page from a template of this folder.

    `evidence` gives the JSON of the panel; it is asked last, when all links are made.
    """
    from markupsafe import Markup

    evidence = content.pop("evidence")
    return pages.render(
        _FOLDER / template,
        style=_FOLDER / "report.css",
        script=_FOLDER / "report.js",
        filters={
            "drawing": lambda drawing: Markup(titled(drawing)),
            "one_decimal": one_decimal,
            "percent": _percent,
            "summary": summarise,
            "test": verdict,
        },
        evidence=lambda: Markup(evidence()),
        **content,
    )


def _percent(part: int, whole: int) -> str:
    """Return a share as people print it: "33 %", "<1 %"; nothing of nothing."""
    if not whole:
        return ""
    share = 100 * part / whole
    return "<1 %" if 0 < share < 1 else f"{share:.0f} %"
