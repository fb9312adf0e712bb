"""Write the report of a run, and the tables beside it."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from pipeline.analysis.appraisal import write_appraisal
from pipeline.analysis.cited import Joined, with_cited
from pipeline.analysis.claims_beside import claims_beside
from pipeline.analysis.comparison import CAVEAT, Comparison, compare
from pipeline.analysis.comparison_table import write_comparison
from pipeline.analysis.figures import Drawing, draw_ages, draw_spine, draw_years
from pipeline.analysis.flow import flow_of
from pipeline.analysis.groups import (
    NOT_REPORTED,
    ages_by_sex,
    by_year,
    treatment_by_outcome,
)
from pipeline.analysis.literature import (
    FOOTNOTE,
    HEADER,
    Entry,
    literature,
    write_literature_csv,
)
from pipeline.analysis.literature_docx import write_literature_docx
from pipeline.analysis.report.evidence import Links, evidence_json
from pipeline.analysis.report.page import render
from pipeline.analysis.spine import patients_per_place
from pipeline.analysis.table_one import Block, table_one, write_table_one
from pipeline.series import Row, Series, open_series

#: Values of a section of Table 1 shown before the rest is folded away.
SHOWN = 12
#: Lines of the literature table shown before the reader asks for all.
AT_ONCE = 200
TREATMENTS = (
    ("Kind of treatment", "intervention_kinds"),
    ("Treatment", "interventions"),
)


def write_report(folder: Path, *, cited: bool = False) -> tuple[Path, ...]:
    """Write report.html and its tables into the folder of a run; return the files.

    `cited` counts the patients cited from other reports too, without those that are
    there already. Raises OutputError if the folder holds no run.
    """
    series = open_series(folder)
    rows, joined = _patients(series, cited=cited)
    blocks = table_one(rows, series.columns["cases"])
    entries = literature(rows)
    names = (
        "report.html",
        "table1.csv",
        "literature_table.csv",
        "literature_table.docx",
        "appraisal.csv",
    )
    paths = tuple(folder / name for name in names)
    page = _report(series, rows, joined, blocks, entries)
    paths[0].write_text(page, encoding="utf-8", newline="")
    write_table_one(paths[1], blocks)
    write_literature_csv(paths[2], entries)
    write_literature_docx(paths[3], entries)
    write_appraisal(paths[4], series)
    return paths


def write_comparisons(
    folder: Path, by: Sequence[str], outcome: str, *, cited: bool = False
) -> tuple[tuple[Path, ...], tuple[Comparison, ...]]:
    """Write comparison.csv and comparison.html; return the files and what they hold.

    Raises ExpressionError for what cannot be compared, OutputError without a run.
    """
    series = open_series(folder)
    rows, joined = _patients(series, cited=cited)
    found = compare(rows, series.columns["cases"], by, outcome)
    paths = folder / "comparison.csv", folder / "comparison.html"
    write_comparison(paths[0], found)
    content = _common(series, rows, joined) | {"comparisons": found}
    page = _page("comparison.html.j2", series, content, title="Comparison")
    paths[1].write_text(page, encoding="utf-8", newline="")
    return paths, found


def _patients(series: Series, *, cited: bool) -> tuple[tuple[Row, ...], Joined | None]:
    joined = with_cited(series) if cited else None
    return (joined.rows if joined else series.cases), joined


def _common(
    series: Series, rows: Sequence[Row], joined: Joined | None
) -> dict[str, Any]:
    return {
        "link": Links(),
        "rows": rows,
        "own": series.cases,
        "joined": joined,
        "reports": len({row.get("cited_source") or row["doc_id"] for row in rows}),
        "caveat": CAVEAT,
    }


def _report(
    series: Series,
    rows: Sequence[Row],
    joined: Joined | None,
    blocks: Sequence[Block],
    entries: Sequence[Entry],
) -> str:
    columns = dict(series.columns["cases"])
    content = _common(series, rows, joined)
    crosses = [
        (name, treatment_by_outcome(rows, columns, column))
        for name, column in TREATMENTS
    ]
    content |= {
        "beside": _reviews(series),
        "flow": flow_of(series),
        "blocks": blocks,
        "SHOWN": SHOWN,
        "AT_ONCE": AT_ONCE,
        "figures": _figures(rows, content["link"]),
        "crosses": crosses,
        "outcomes": (*columns["outcome"].allowed, NOT_REPORTED),
        "literature": entries,
        "literature_header": HEADER,
        "footnote": FOOTNOTE,
    }
    return _page("report.html.j2", series, content, title="Case series")


def _page(template: str, series: Series, content: dict[str, Any], *, title: str) -> str:
    told = (*series.cases, *series.cited)
    link = content["link"]
    return render(
        template,
        title=title,
        evidence=lambda: evidence_json(series, told, link),
        **content,
    )


def _reviews(series: Series) -> list[tuple[str, list[Any]]]:
    """Return the lines of each category; nothing where no review was read."""
    lines = claims_beside(series) if series.claims else ()
    return [(name, list(some)) for name, some in groupby(lines, lambda x: x.category)]


def _figures(rows: Sequence[Row], link: Links) -> dict[str, Drawing]:
    return {
        "spine": draw_spine(patients_per_place(rows), link),
        "ages": draw_ages(ages_by_sex(rows), link),
        "years": draw_years(by_year(rows), link),
    }
