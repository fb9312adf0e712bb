"""The commands that work with decisions of people; `cli` puts them into the program."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.curation.readers import Import

_LEDGER = Path("curation", "decisions.jsonl")
_RUN = Path("outputs", "run")
#: So many things without a place are shown.
_SHOWN = 50

LedgerOption = Annotated[
    Path, typer.Option("--ledger", help="Ledger that the decisions go to.")
]
FromLedgerOption = Annotated[
    Path, typer.Option("--ledger", help="Ledger of the decisions.")
]
PackOption = Annotated[
    Path | None, typer.Option("--pack", help="Folder of a pack; default: spine.")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (agreement, import_reader, import_decisions, gold):
        app.command(command.__name__.replace("_", "-"))(command)


def agreement(
    ledgers: Annotated[list[Path], typer.Argument(help="Ledgers; may repeat.")],
    run: Annotated[
        Path | None, typer.Option(help="Folder of a run: the program rates too.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure how far reviewers agree, field by field.

    n, percent agreement, Cohen's kappa, PABAK and prevalence of each pair of reviewers,
    over the items both have judged; `undefined` where a figure is.

    Example: caseseries agreement curation/decisions.jsonl --run outputs/run
    """
    from pipeline.curation import agreement as figures

    rows = figures.agree(ledgers, run)
    typer.echo(figures.render_json(rows) if as_json else figures.render_text(rows))


def import_reader(
    file: Annotated[
        Path, typer.Argument(help="LangExtract .jsonl, cases .csv/.xlsx, gold .json.")
    ],
    name: Annotated[str, typer.Option(help="Name of the reader.")],
    run: Annotated[Path, typer.Option(help="Folder of the run it is about.")] = _RUN,
    ledger: LedgerOption = _LEDGER,
    pack: PackOption = None,
) -> None:
    """Take what another reader found as decisions of a further reviewer.

    Reads LangExtract's JSON Lines, a corrected cases.csv or cases.xlsx, or gold JSON (a
    file or folder). What has no place in the run is listed; a cell that a spreadsheet
    spoilt refuses the file.

    Example: caseseries import-reader cases.xlsx --name anna --run outputs/run
    """
    from pipeline.curation import readers

    _tell(readers.import_reader(file, run, ledger, name=name, pack=pack), ledger)


def import_decisions(
    file: Annotated[Path, typer.Argument(help="Decisions as JSON Lines.")],
    ledger: LedgerOption = _LEDGER,
) -> None:
    """Append the decisions that come back from a page, or another ledger.

    Those that are there already are skipped.

    Example: caseseries import-decisions decisions.jsonl
    """
    from pipeline.curation import readers

    _tell(readers.import_decisions(file, ledger), ledger)


def _tell(done: "Import", ledger: Path) -> None:
    told = ", ".join(f"{n} {action}" for action, n in done.actions.items())
    rest = f"; {done.known} known already" if done.known else ""
    typer.echo(f"{ledger}: {done.added} decisions added ({told or 'none'}){rest}")
    for one in done.unaligned[:_SHOWN]:
        typer.echo(f"no place: {_plain(one.where)}: {_plain(one.reason)}")
    if len(done.unaligned) > _SHOWN:
        typer.echo(f"no place: … and {len(done.unaligned) - _SHOWN} more")
    for fault in done.faults:
        typer.echo(_plain(fault), err=True)
    if done.unaligned or done.faults:
        raise typer.Exit(1)


def gold(
    run: Annotated[Path, typer.Argument(help="Folder of a run.")],
    to: Annotated[Path, typer.Option(help="Folder for the gold files.")],
    ledger: FromLedgerOption = _LEDGER,
    pack: PackOption = None,
) -> None:
    """Turn the documents that people have decided wholly into gold for `evaluate`.

    Example: caseseries gold outputs/run --to gold
    """
    from pipeline.curation.gold import write_gold

    done = write_gold(run, to, ledger=ledger, pack=pack)
    typer.echo(
        f"{to}: {len(done.written)} gold files; {done.undecided} documents with "
        "patients are not decided wholly"
    )
    if not done.written:
        raise typer.Exit(1)


def _plain(text: str) -> str:
    from pipeline.console import plain

    return plain(text)
