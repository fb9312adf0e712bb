"""The command line: parse, call one function, print, exit code.

Exit codes: 0 done, 1 issues were found or nothing could be read, 2 usage or a fault of
corpus, pack, model, gold or outputs, 130 interrupted, 141 nobody reads on. Heavy
modules are imported by the command that needs them, so that --help is quick.
"""

import os
import shlex
import sys
import warnings
from pathlib import Path
from typing import Annotated

import typer

from pipeline import cli_curation, cli_diff, cli_review, cli_series
from pipeline.errors import CaseSeriesError

app = typer.Typer(
    name="caseseries",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Turn a folder of case reports into a case series, with evidence.",
)

INTERRUPTED = 130
CUT_SHORT = 141

PackOption = Annotated[
    Path | None, typer.Option("--pack", help="Folder of a pack; default: spine.")
]
ModelOption = Annotated[
    str | None,
    typer.Option("--model", help="Installed spaCy model, or its path; default: none."),
]


@app.command()
def extract(
    corpus: Annotated[Path, typer.Argument(help="Folder of articles.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the tables.")],
    pack: PackOption = None,
    model: ModelOption = None,
    include: Annotated[
        list[str] | None,
        typer.Option(metavar="GLOB", help="Read only files that match; may repeat."),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(metavar="GLOB", help="Leave out files that match; may repeat."),
    ] = None,
    workers: Annotated[
        int, typer.Option(min=0, help="Processes; 0 chooses by the number of files.")
    ] = 0,
    max_mb: Annotated[
        int, typer.Option(min=1, help="Refuse larger files, in megabytes.")
    ] = 100,
    max_seconds: Annotated[
        int, typer.Option(min=0, help="Refuse articles that take longer; 0: no bound.")
    ] = 120,
    ledger: Annotated[
        Path | None,
        typer.Option(help="Decisions to replay; default: curation/decisions.jsonl."),
    ] = None,
) -> None:
    """Read a folder of articles and write its tables.

    A file that cannot be read is refused with its reason and the run goes on; the exit
    code is 1 only if nothing could be read. Decisions of people, if there is a ledger,
    are put into the tables; the ledger itself is never written.

    Example: caseseries extract corpus --out outputs/run
    """
    from pipeline import console
    from pipeline.curation.ledger import default_ledger
    from pipeline.limits import Limits
    from pipeline.run import run_corpus

    with console.progress_bar() as progress:
        summary = run_corpus(
            corpus,
            out,
            pack=pack,
            model=model,
            include=include or (),
            exclude=exclude or (),
            workers=workers,
            progress=progress,
            limits=Limits(max_bytes=max_mb * 1_000_000, max_seconds=max_seconds),
            command=shlex.join(["caseseries", *sys.argv[1:]]),
            ledger=ledger or default_ledger(),
        )
    console.show(console.summary(summary))
    if not summary.read:
        raise typer.Exit(1)


@app.command()
def inspect(
    file: Annotated[Path, typer.Argument(help="One article, or an archive of them.")],
    pack: PackOption = None,
    model: ModelOption = None,
) -> None:
    """Show what is understood of one file: metadata, sections, patients, evidence.

    Example: caseseries inspect corpus/sample.txt
    """
    from pipeline import console
    from pipeline.inspection import inspect_file

    refused = False
    for extraction, cases in inspect_file(file, pack=pack, model=model):
        console.show(console.article(extraction, cases))
        refused |= extraction.document.status == "rejected"
    if refused:
        raise typer.Exit(1)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder of gold JSON files.")],
    out: Annotated[Path, typer.Argument(help="Folder of a run.")],
    errors: Annotated[
        str | None, typer.Option(help="Show each miss and invention of a field.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    html: Annotated[
        Path | None, typer.Option(help="Write a page with every error and its quote.")
    ] = None,
    only: Annotated[str, typer.Option(help="Only gold files that match a glob.")] = "*",
) -> None:
    """Score a run against gold: precision, recall and F1 per field.

    Example: caseseries evaluate gold outputs/run --errors level
    """
    from pipeline import score

    result = score.evaluate(gold, out, only=only)
    if html:
        cli_diff.write_file(html, score.render_html(result), "--html")
    if as_json:
        typer.echo(score.render_json(result, errors))
    else:
        typer.echo(score.render_text(result, errors))


@app.command()
def check(pack: PackOption = None) -> None:
    """Check a pack and say what is wrong where, and what to do.

    Example: caseseries check --pack models/spine
    """
    from pipeline.check import check_pack
    from pipeline.pack import default_pack, load_pack

    folder = pack or default_pack()
    faults = check_pack(folder)
    for fault in faults:
        typer.echo(fault)
    if faults:
        raise typer.Exit(1)
    loaded = load_pack(folder)
    rows = sum(map(len, loaded.lexicons.values()))
    typer.echo(
        f"{folder}: {len(loaded.lexicons)} lexicons, {rows} rows, "
        f"{len(loaded.concepts)} concepts: no faults"
    )


@app.command()
def version() -> None:
    """Print the version of the program and of the pack.

    Example: caseseries version
    """
    from pipeline.pack import load_pack
    from pipeline.version import installed_version

    pack = load_pack()
    typer.echo(f"caseseries {installed_version()}, pack {pack.name} {pack.sha256[:12]}")


cli_series.register(app)
cli_diff.register(app)
cli_curation.register(app)
cli_review.register(app)


def main() -> None:
    """Run the command line; a fault is one line on stderr."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    if "" in arguments:
        return _complain("an argument is empty; name a file or folder there", 2)
    try:
        command = arguments or ["--help"]
        code = int(app(command, "caseseries", standalone_mode=False) or 0)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # `… | head` has read enough; typer exits
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CUT_SHORT
    except OSError as fault:
        return _complain(_place(fault), 2)
    except CaseSeriesError as fault:
        return _complain(str(fault), 2)
    except typer.TyperException as fault:
        return _complain(f"{_told(fault)} (see caseseries --help)", 2)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    if code == INTERRUPTED:  # typer turns the interrupt of a command into its code
        return _complain("interrupted; former outputs are as they were", code)
    return code


def _told(fault: typer.TyperException) -> str:
    """Return what was wrong with the usage, as typer words it."""
    word = getattr(fault, "format_message", None)
    return str(word() if word else fault)


def _place(fault: OSError) -> str:
    """Return which file the system refused, why, and what to do."""
    reason = fault.strerror or type(fault).__name__
    return f"{fault.filename or 'a file'}: {reason}; check the path, rights and space"


def _complain(message: str, code: int) -> int:
    print(f"caseseries: {' '.join(message.split())}", file=sys.stderr)
    return code


if __name__ == "__main__":
    main()
