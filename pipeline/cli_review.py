"""The command that opens the review page; `cli` puts it into the program."""

from pathlib import Path
from typing import Annotated

import typer

_LEDGER = Path("curation", "decisions.jsonl")


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(review)


def review(
    out: Annotated[Path, typer.Argument(help="Folder of the run to decide on.")],
    against: Annotated[
        Path | None, typer.Option(help="Folder of the run before, shown beside.")
    ] = None,
    ledger: Annotated[
        Path, typer.Option(help="Ledger that the decisions go to.")
    ] = _LEDGER,
    reviewer: Annotated[
        str, typer.Option(help="Your name in the ledger; default: your login.")
    ] = "",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")
    ] = 8765,
    export: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write one page that works from disk."),
    ] = None,
) -> None:
    """Decide on what a run says, in a web page of this machine alone.

    Example: caseseries review outputs/run --against outputs/accepted
    """
    from pipeline.curation.review import serving

    if export:
        from pipeline.curation.review.offline import export_page

        n = export_page(out, export, ledger=ledger, against=against, reviewer=reviewer)
        typer.echo(f"{export}: {n} items")
        return
    serving.serve(
        out,
        ledger=ledger,
        against=against,
        reviewer=reviewer,
        port=port,
        tell=lambda words: typer.echo(words, err=True),
    )
