"""The commands that work on the tables of a run; `cli` puts them into the program."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class To(StrEnum):
    """The formats of `export`, as in pipeline.exports.formats."""

    XLSX = "xlsx"
    PARQUET = "parquet"
    PHENOPACKETS = "phenopackets"
    RIS = "ris"
    SQLITE = "sqlite"


RunArgument = Annotated[Path, typer.Argument(help="Folder of a run.")]
CitedOption = Annotated[
    bool, typer.Option("--with-cited", help="Count patients of other reports too.")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (report, compare, export):
        app.command()(command)


def export(
    run: RunArgument,
    to: Annotated[list[To], typer.Option(help="Format; may repeat.")],
    out: Annotated[
        Path | None,
        typer.Option(help="File or folder to write; default: RUN/exports/…"),
    ] = None,
) -> None:
    """Write the tables of a run in other formats.

    xlsx: one workbook, a sheet per table. parquet: a file per table. phenopackets: a
    GA4GH phenopacket (JSON) per patient. ris: the articles as references. sqlite: one
    database with keys and indexes. --out names the place of a single format.

    Example: caseseries export outputs/run --to xlsx --to sqlite
    """
    from pipeline.exports import formats

    chosen = list(dict.fromkeys(to))
    if out and len(chosen) > 1:
        raise typer.BadParameter("--out is the place of one format; give one --to")
    for one in chosen:
        typer.echo(formats.export(run, one.value, out))


def report(
    run: RunArgument,
    cited: CitedOption = False,
) -> None:
    """Write report.html and its tables into the folder of a run.

    One page without network: flow of the files, Table 1, levels, age by sex, treatment
    and outcome, years, literature; each number leads to its cases and their quotes.
    Beside it: table1.csv, literature_table.csv, literature_table.docx, appraisal.csv.

    Example: caseseries report outputs/run
    """
    from pipeline.extras import needs_extra

    with needs_extra("report"):
        from pipeline.analysis.report.write import write_report

        for path in write_report(run, cited=cited):
            typer.echo(path)


def compare(
    run: RunArgument,
    by: Annotated[
        list[str], typer.Option(help="Column or condition; may repeat.", metavar="EXPR")
    ],
    outcome: Annotated[
        str, typer.Option(help="What is compared: a column or a condition.")
    ] = "outcome",
    cited: CitedOption = False,
) -> None:
    """Set groups of patients side by side; write comparison.csv and comparison.html.

    --by sex, age_group, region, intervention_kind, diagnosis …, or a condition such as
    'age_years >= 18 and fusion in interventions'. A column of lists is compared value
    by value, with and without it. Tests: Fisher's exact, Fisher-Freeman-Halton for
    larger tables, Mann-Whitney for numbers; p-values adjusted after Holm.

    Example: caseseries compare outputs/run --by sex --by "age_years < 18"
    """
    from pipeline.extras import needs_extra

    with needs_extra("report"):
        from pipeline.analysis.comparison_table import text_table
        from pipeline.analysis.report.write import write_comparisons

        paths, found = write_comparisons(run, by, outcome, cited=cited)
    typer.echo(text_table(found), nl=False)
    for path in paths:
        typer.echo(path)
