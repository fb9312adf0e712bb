"""Shapes that lines make together: headings, runs of titles, leads and table rows."""

from collections.abc import Sequence
from itertools import takewhile

from pipeline.rules.claim_items import find_lead
from pipeline.rules.claim_lines import Line
from pipeline.rules.claim_rules import ClaimRules

_NO_HEADINGS = frozenset({"table", "caption", "title"})


def is_known_heading(line: Line, rules: ClaimRules) -> bool:
    """Return whether a line has the look and the words of a known heading."""
    return (
        line.is_title
        and not line.is_row
        and line.mark != "bullet"
        and line.section.category not in _NO_HEADINGS
        and rules.heading(line.text) is not None
    )


def is_unknown_title(line: Line, rules: ClaimRules) -> bool:
    """Return whether a line looks like a heading but its words are not known."""
    return (
        line.is_title
        and not line.mark
        and not line.is_row
        and not is_known_heading(line, rules)
    )


def is_paragraph(lines: Sequence[Line], at: int) -> bool:
    """Return whether a line of running text stands there."""
    if at >= len(lines):
        return False
    line = lines[at]
    return not (line.mark or line.is_row or line.is_title)


def heads_a_list(lines: Sequence[Line], at: int) -> bool:
    """Return whether marked items follow, at once or after one paragraph."""
    below = at + 2 if is_paragraph(lines, at + 1) else at + 1
    return below < len(lines) and bool(lines[below].mark)


def title_run(lines: Sequence[Line], at: int, rules: ClaimRules) -> int:
    """Return how many unknown titles with a paragraph each follow one another."""
    n = 0
    while (
        at + 2 * n + 1 < len(lines)
        and is_unknown_title(lines[at + 2 * n], rules)
        and is_paragraph(lines, at + 2 * n + 1)
    ):
        n += 1
    return n


def lead_run(lines: Sequence[Line], at: int, rules: ClaimRules) -> int:
    """Return how many unmarked "Name: statement" lines follow one another."""
    below = (lines[index] for index in range(at, len(lines)))
    return len(list(takewhile(lambda line: _is_led(line, rules), below)))


def _is_led(line: Line, rules: ClaimRules) -> bool:
    if line.mark or line.is_row or is_known_heading(line, rules):
        return False
    lead = find_lead(line.text, rules)
    if lead is None or not line.text[lead.end() :].strip():
        return False
    return rules.heading(line.text[: lead.start()]) is None


def table_rows(lines: Sequence[Line], at: int) -> list[Line]:
    """Return the rows of one table, from its first."""
    section = lines[at].section
    below = (lines[index] for index in range(at, len(lines)))
    return list(takewhile(lambda li: li.is_row and li.section == section, below))


def group_name(line: Line) -> str:
    """Return the words of a heading that names a group."""
    return line.text.strip(" \t:")
