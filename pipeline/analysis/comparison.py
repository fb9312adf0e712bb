"""Groups of patients set side by side, with a test where one makes sense."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from pipeline.analysis.splits import SHORT, Split, read_splits
from pipeline.analysis.statistics import (
    TestResult,
    adjust_holm,
    compare_counts,
    compare_numbers,
)
from pipeline.errors import ExpressionError
from pipeline.series import ColumnType, Row

#: To be read beside every p-value.
CAVEAT = (
    "Published cases are no sample of all patients: rare, severe and successful cases "
    "are reported more often. A p-value here describes these reports and proves nothing"
    " about a treatment."
)


@dataclass(frozen=True, slots=True)
class Group:
    """The patients of a group whose outcome is known, by category or as numbers."""

    name: str
    rows: tuple[Row, ...]
    counts: Mapping[str, tuple[Row, ...]]
    numbers: tuple[float, ...] = ()

    @property
    def n_reports(self) -> int:
        """Return the number of reports the patients come from, own or cited."""
        return len({row.get("cited_source") or row["doc_id"] for row in self.rows})


@dataclass(frozen=True, slots=True)
class Comparison:
    """One table: groups by the categories of an outcome, or by a number.

    `unknown` are the patients whose group or outcome is not reported.
    """

    by: str
    outcome: str
    categories: tuple[str, ...]
    groups: tuple[Group, ...]
    unknown: tuple[Row, ...]
    test: TestResult
    p_holm: float | None = None

    def column_total(self, category: str) -> int:
        """Return the number of patients of all groups with an outcome."""
        return sum(len(group.counts[category]) for group in self.groups)


def compare(
    rows: Sequence[Row],
    columns: Mapping[str, ColumnType],
    by: Sequence[str],
    outcome: str = "outcome",
) -> tuple[Comparison, ...]:
    """Return the comparisons asked for, p-values adjusted over all of them (Holm).

    Raises ExpressionError for a column or condition that cannot be read.
    """
    name = SHORT.get(outcome, outcome)
    splits = [s for one in by for s in read_splits(one, columns, rows)]
    if name in columns and columns[name].type != "string":
        found = [c for split in splits for c in _by_number(rows, split, name)]
    else:
        judge = _judge(name, columns, rows)
        found = [_by_category(rows, split, judge) for split in splits]
    adjusted = adjust_holm([comparison.test.p for comparison in found])
    return tuple(replace(c, p_holm=p) for c, p in zip(found, adjusted, strict=True))


def _judge(
    outcome: str, columns: Mapping[str, ColumnType], rows: Sequence[Row]
) -> Split:
    """Return the outcome as a split; a column of lists has no single one."""
    if outcome in columns and columns[outcome].several:
        raise ExpressionError(
            f"{outcome} holds lists; name one value: 'VALUE in {outcome}'"
        )
    return read_splits(outcome, columns, rows)[0]


def _by_category(rows: Sequence[Row], split: Split, judge: Split) -> Comparison:
    members = split.divide(rows)
    groups = []
    unknown = list(members[None])
    for name in split.groups:
        judged = judge.divide(members[name])
        unknown += judged[None]
        known = tuple(row for row in members[name] if judge.group_of(row) is not None)
        groups.append(Group(name, known, {c: judged[c] for c in judge.groups}))
    kept = tuple(group for group in groups if group.rows)
    categories = tuple(c for c in judge.groups if any(g.counts[c] for g in kept))
    test = compare_counts([[len(g.counts[c]) for c in categories] for g in kept])
    return Comparison(split.name, judge.name, categories, kept, tuple(unknown), test)


def _by_number(rows: Sequence[Row], split: Split, column: str) -> Iterator[Comparison]:
    """Yield a comparison of the numbers of each pair of groups."""
    members = split.divide(rows)
    known = {
        name: tuple(row for row in members[name] if row.get(column) is not None)
        for name in split.groups
    }
    groups = [
        Group(name, found, {}, tuple(float(str(row[column])) for row in found))
        for name, found in known.items()
        if found
    ]
    for pair in combinations(groups, 2) if len(groups) > 1 else [tuple(groups)]:
        told = {id(row) for group in pair for row in group.rows}
        names = split.groups if len(pair) < 2 else (group.name for group in pair)
        asked = {None, *names}
        unknown = tuple(
            row for row in rows if id(row) not in told and split.group_of(row) in asked
        )
        test = compare_numbers(*(group.numbers for group in (*pair, *_EMPTY)[:2]))
        yield Comparison(split.name, column, (), pair, unknown, test)


_EMPTY = (Group("", (), {}),) * 2
