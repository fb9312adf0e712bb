"""Table 1: what the patients of a series are like, every denominator told."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.analysis.numbers import Summary, summarise
from pipeline.analysis.splits import rows_by_value
from pipeline.cells import format_number, guard, row_writer
from pipeline.rules.level_order import sort_key
from pipeline.series import ColumnType, Row

#: The sections of the table: heading and column of cases.csv.
SECTIONS = (
    ("Age, years", "age_years"),
    ("Age group", "age_group"),
    ("Sex", "sex"),
    ("Region", "regions"),
    ("Level", "lesion_levels"),
    ("Diagnosis", "diagnoses"),
    ("Presentation", "symptoms"),
    ("Duration of symptoms, days", "symptom_duration_days"),
    ("Imaging, modality", "imaging_modalities"),
    ("Imaging, finding", "imaging_findings"),
    ("Comorbidity", "comorbidities"),
    ("Treatment, kind", "intervention_kinds"),
    ("Treatment", "interventions"),
    ("Complication", "complications"),
    ("Outcome", "outcome"),
    ("Follow-up, months", "followup_months"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A value of a section with the patients who have it."""

    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A section: its lines, or the summary of its numbers.

    `reported` are the patients of whom anything is said here: the denominator.
    """

    heading: str
    column: str
    total: int
    reported: tuple[Row, ...]
    lines: tuple[Line, ...] = ()
    summary: Summary | None = None

    def percent(self, line: Line) -> float:
        """Return the share of the patients reported, in percent."""
        return 100 * len(line.rows) / len(self.reported)


def table_one(
    rows: Sequence[Row], columns: Mapping[str, ColumnType]
) -> tuple[Block, ...]:
    """Return the sections that the tables have a column for, in order."""
    known = (pair for pair in SECTIONS if pair[1] in columns)
    return tuple(_block(rows, heading, columns[column]) for heading, column in known)


def _block(rows: Sequence[Row], heading: str, column: ColumnType) -> Block:
    name = column.name
    reported = tuple(row for row in rows if row.get(name) is not None)
    if column.type != "string":
        summary = summarise([float(str(row[name])) for row in reported])
        return Block(heading, name, len(rows), reported, summary=summary)
    members = rows_by_value(reported, name)
    lines = tuple(Line(value, members[value]) for value in _order(members, column))
    return Block(heading, name, len(rows), reported, lines)


def _order(found: Collection[str], column: ColumnType) -> Sequence[str]:
    """Return values in the order of the codebook or the spine, else as they come."""
    if column.name == "lesion_levels":
        return sorted(found, key=sort_key)
    allowed = [v for v in column.allowed if v in found]
    return list(dict.fromkeys([*allowed, *found]))


HEADER = (
    "section label n n_reported percent mean sd median q1 q3 minimum maximum".split()
)


def write_table_one(path: Path, blocks: Sequence[Block]) -> None:
    """Write table1.csv: one row per value; numbers have one row of their summary."""
    with path.open("w", encoding="utf-8", newline="") as file:
        write = row_writer(file)
        write(HEADER)
        for block in blocks:
            for cells in _cells(block):
                write(cells)


def _cells(block: Block) -> Iterator[Sequence[str]]:
    count = str(len(block.reported))
    if found := block.summary:
        numbers = (found.mean, found.sd, found.median, found.q1, found.q3)
        spread = (*numbers, found.low, found.high)
        told = ["" if n is None else format_number(n) for n in spread]
        yield (block.heading, "", count, str(block.total), "", *told)
    for line in block.lines:
        share = format_number(block.percent(line))
        cells = (block.heading, guard(line.label), str(len(line.rows)), count, share)
        yield (*cells, *[""] * (len(HEADER) - len(cells)))
