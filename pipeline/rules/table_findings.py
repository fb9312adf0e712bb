"""Findings that a header names: "Fracture | C6-C7", "Syrinx | no"."""

import re
from collections.abc import Iterator

from pipeline.rules.case_rows import CaseRow
from pipeline.rules.levels import find_levels
from pipeline.rules.reading import Mention
from pipeline.rules.table_cells import Tools, named_in
from pipeline.rules.words import split_words

_YES = re.compile(
    r"^\W*(?:yes|y|present|positive|pos|seen|found|mild|moderate|severe|marked|slight|"
    r"complete|partial|\+{1,3}|✓|✔|x)\b|^\s*(?:\+{1,3}|✓|✔|●)",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^\W*(?:no|none|n|absent|negative|neg|nil|not (?:seen|present|found))\W*$",
    re.IGNORECASE,
)


def answer_of(text: str, *, has_level: bool) -> str | None:
    """Return "present" or "absent" as a cell says; None if it says neither.

    A level alone says where: present.
    """
    if _NO.match(text):
        return "absent"
    return "present" if has_level or _YES.match(text) else None


def answers_of(tools: Tools, row: CaseRow) -> Iterator[Mention]:
    """Yield the findings that headers name and the cells of a row answer."""
    for cell, header in row.others:
        terms = tools.maker.indices["findings"].find(split_words(header))
        levels = find_levels(cell.text, tools.maker.level_words)
        status = answer_of(cell.text, has_level=bool(levels))
        if len(terms) != 1 or status is None:
            continue
        mention = named_in(tools, row, cell, "imaging", "finding", terms[0])
        mention.status = status
        mention.levels = tuple(v for level in levels for v in level.levels)
        yield mention
