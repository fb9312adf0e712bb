"""Patterns of a lexicon, gathered by what its rows say in one column."""

import re
from collections.abc import Iterable, Mapping

from pipeline.pack import Row


def sources_by(column: str, rows: Iterable[Row]) -> dict[str, list[str]]:
    """Return the cells `pattern` by a column, both in order of first appearance."""
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row["pattern"])
    return found


def any_of(
    sources: Iterable[str], flags: re.RegexFlag = re.IGNORECASE
) -> re.Pattern[str]:
    """Return one pattern for several, the first that matches."""
    return re.compile("|".join(f"(?:{source})" for source in sources), flags)


def patterns_by(column: str, rows: Iterable[Row]) -> Mapping[str, re.Pattern[str]]:
    """Return one pattern for each value of a column."""
    return {kind: any_of(parts) for kind, parts in sources_by(column, rows).items()}
