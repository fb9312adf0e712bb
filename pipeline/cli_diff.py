"""The commands for curators: what changed since the accepted run, and accepting one."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command()(diff)
    app.command()(accept)


def diff(
    old: Annotated[Path, typer.Argument(help="Folder of the run before.")],
    new: Annotated[Path, typer.Argument(help="Folder of the run now.")],
    field: Annotated[
        str | None, typer.Option(help="Only changes of a field: symptom, level …")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    html: Annotated[
        Path | None, typer.Option(help="Write a page; prints the summary only.")
    ] = None,
    csv: Annotated[
        Path | None, typer.Option(help="Write a table; prints the summary only.")
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit 1 if more than format changed.")
    ] = False,
) -> None:
    """Show what changed between two runs, fact by fact, with class, cause and quotes.

    Example: caseseries diff outputs/accepted outputs/run --field symptom
    """
    from pipeline.curation.diff import diff_runs
    from pipeline.curation.diff_output import render_csv, render_json

    found = diff_runs(old, new, field=field)
    if html:
        from pipeline.curation.diff_page import render_html

        write_file(html, render_html(found), "--html")
    if csv:
        write_file(csv, render_csv(found), "--csv")
    if as_json:
        typer.echo(render_json(found))
    else:
        from pipeline.console import show_lines
        from pipeline.curation.diff_text import text_lines

        show_lines(text_lines(found, only_summary=bool(html or csv)))
    if exit_code and not found.is_silent:
        raise typer.Exit(1)


def accept(
    run: Annotated[Path, typer.Argument(help="Folder of a run.")],
    to: Annotated[
        Path, typer.Option(help="Folder that keeps the accepted run.")
    ] = Path("outputs/accepted"),
) -> None:
    """Keep a run as the accepted one, which `diff` compares later runs with.

    Example: caseseries accept outputs/run
    """
    from pipeline.curation.accept import accept_run

    files = accept_run(run, to)
    typer.echo(f"{to}: {len(files)} files, as in {run}")


def write_file(path: Path, content: str, option: str) -> None:
    """Write what a command was asked for with an option; raises OutputError."""
    from pipeline.errors import OutputError

    try:
        path.write_text(content, encoding="utf-8", newline="")
    except OSError as fault:
        raise OutputError(
            f"{path}: cannot be written ({fault.strerror}); name another with {option}"
        ) from fault
