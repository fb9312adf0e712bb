"""The differences between two runs as one page that holds all it shows."""

from itertools import groupby
from pathlib import Path

from pipeline.curation.changes import CLASSES, Diff
from pipeline.curation.diff_text import headline
from pipeline.display import plain

_FOLDER = Path(__file__).parent


def render_html(diff: Diff) -> str:
    """Return the page; raises MissingExtraError without Jinja."""
    from pipeline.extras import needs_extra

    with needs_extra("report"):
        from pipeline.pages import render

        counts = diff.summary()
        return render(
            _FOLDER / "diff.html.j2",
            style=_FOLDER / "diff.css",
            filters={"plain": plain},
            title="Changes between two runs",
            headline=headline(diff),
            diff=diff,
            counts=counts,
            classes=[k for k in CLASSES if any(row[k] for row in counts.values())],
            sections=[
                (field, list(some))
                for field, some in groupby(diff.changes, lambda change: change.field)
            ],
        )
