"""Tables of general text: "Cause | Mechanism", "Drug | Dose | Remarks"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.rules.claim_doses import find_dose, split_dose
from pipeline.rules.claim_items import Item
from pipeline.rules.claim_lines import Line
from pipeline.rules.claim_rules import NO_CLAIMS, SHUT, ClaimRules

_CELL = re.compile(r"\s*\|\s*")
_NUMBERED = re.compile(r"tab(?:le|\.)?\s*\w{1,4}\s*[.:–-]?\s+", re.IGNORECASE)
_NAME_WORDS = 12


class TableClaims(NamedTuple):
    """The items of a table and what they are."""

    category: str
    items: tuple[Item, ...]


def read_table(
    rows: Sequence[Line], caption: str, category: str, rules: ClaimRules
) -> TableClaims | None:
    """Return what a table lists, one item a row; the first row is its header.

    `category` is that of the text around it, for headers that say nothing. Tables of
    patients or studies give None.
    """
    header = _CELL.split(rows[0].text)
    if len(rows) < 2 or any(rules.has("patient-table", cell) for cell in header):
        return None
    column, named = _name_column(header, rules)
    category = named or _announced(_NUMBERED.sub("", caption), rules) or category
    if category in {NO_CLAIMS, SHUT}:
        return None
    doses = [i for i, cell in enumerate(header) if rules.begins("column", cell)]
    items = [_row_item(row, column, doses, rules) for row in rows[1:]]
    return TableClaims(category, tuple(item for item in items if item))


def _name_column(header: Sequence[str], rules: ClaimRules) -> tuple[int, str | None]:
    """Return the column that names things and its category, the first by default."""
    for index, cell in enumerate(header[:2]):
        if category := _announced(cell, rules):
            return index, category
    return 0, None


def _announced(words: str, rules: ClaimRules) -> str | None:
    heading = rules.heading(words) if words else None
    return heading.category if heading and heading.category[0] != "-" else None


def _row_item(
    row: Line, column: int, doses: Sequence[int], rules: ClaimRules
) -> Item | None:
    cells = _CELL.split(row.text)
    if column >= len(cells) or not any(c.isalpha() for c in cells[column]):
        return None
    name, dose = split_dose(cells[column], rules)
    said = [cells[i] for i in doses if i < len(cells) and cells[i]]
    rest = "; ".join(c for i, c in enumerate(cells) if i != column and c)
    dose = said[0] if said else dose or find_dose(rest, rules)
    if len(name.split()) > _NAME_WORDS:
        return None
    return Item(name, dose, row.start, row.end, rest or None, is_named=True)
