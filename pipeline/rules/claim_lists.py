"""Lists of general text: headings set the category, items beneath them are claims."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.records import Claim
from pipeline.rules.claim_doses import find_dose
from pipeline.rules.claim_items import Item, find_lead, parse_item, titled_item
from pipeline.rules.claim_lines import Line
from pipeline.rules.claim_rules import NO_CLAIMS, SHUT, ClaimRules
from pipeline.rules.claim_shapes import (
    group_name,
    heads_a_list,
    is_known_heading,
    is_paragraph,
    is_unknown_title,
    lead_run,
    table_rows,
    title_run,
)
from pipeline.rules.claim_tables import read_table

#: So many titles with a paragraph each, right under the heading or further down, or
#: unmarked "Name: statement" lines, make a list.
_FRESH_TITLES, _TITLES, _LEADS = 2, 3, 2
_DOSED = "treatment"


@dataclass(frozen=True, slots=True)
class Listed:
    """Claims of lists, and the lines that are left for prose."""

    claims: tuple[Claim, ...]
    prose: tuple[Line, ...]


@dataclass(slots=True)
class _Scope:
    """Where the walk stands: the heading above and the list it is in."""

    category: str = NO_CLAIMS
    group: str | None = None
    heading_number: int | None = None
    last_item: int = 0
    strict: bool = False  # under a sub-heading whose words are not known
    titled: bool | None = None  # do items have their text beneath them?
    marked: bool = False  # had the heading marked items already?
    n_claims: int = 0

    @property
    def is_open(self) -> bool:
        return self.category not in {NO_CLAIMS, SHUT}


def read_lists(
    text: str, lines: Sequence[Line], doc_id: str, rules: ClaimRules
) -> Listed:
    """Return the claims of list items and table rows, in order of the text."""
    walk = _Walk(text, lines, doc_id, rules)
    at = 0
    while at < len(lines):
        at += walk.step(at)
    prose = [line for index, line in enumerate(lines) if index not in walk.used]
    return Listed(tuple(walk.found), tuple(prose))


class _Walk:
    """One pass over the lines; `used` are headings, items and rows."""

    def __init__(
        self, text: str, lines: Sequence[Line], doc_id: str, rules: ClaimRules
    ) -> None:
        self.text, self.lines, self.doc_id, self.rules = text, lines, doc_id, rules
        self.used: set[int] = set()
        self.headings: set[int] = set()
        self.found: list[Claim] = []
        self.scope = _Scope()

    def step(self, at: int) -> int:
        """Read what begins at a line and return how many lines it took."""
        line = self.lines[at]
        if line.is_row:
            return self._table(at)
        if self._is_heading(line):
            return self._enter(at)
        if not self.scope.is_open:
            return 1
        if self._is_label(line):
            return self._attach(at)
        if self._is_next_heading(line) and not self.scope.last_item and line.is_title:
            self.scope = _Scope()
            return 1
        if line.mark:
            return self._marked(at)
        return self._title(at) if line.is_title else self._leads(at)

    def _is_heading(self, line: Line) -> bool:
        if not is_known_heading(line, self.rules):
            return False
        if self.scope.category == SHUT:
            return not (line.mark or line.text.endswith("?"))
        return line.mark == "" or not self._goes_on(line)

    def _goes_on(self, line: Line) -> bool:
        """Does a numbered line go on with a list, rather than with the headings?"""
        scope = self.scope
        if not scope.is_open or self._is_next_heading(line):
            return False
        return line.number == scope.last_item + 1

    def _is_next_heading(self, line: Line) -> bool:
        """Has a numbered line the number that follows the heading's own?"""
        above = self.scope.heading_number
        return above is not None and line.mark == "number" and line.number == above + 1

    def _enter(self, at: int) -> int:
        line = self.lines[at]
        if heading := self.rules.heading(line.text):
            group = group_name(line) if heading.names_group else None
            self.scope = _Scope(heading.category, group, line.number)
        self.headings.add(at)
        self.used.add(at)
        return 1

    def _is_label(self, line: Line) -> bool:
        """Is this a part of the item above: "Dose: …", "How it works: …"?"""
        lead = find_lead(line.text, self.rules) if self.scope.n_claims else None
        return lead is not None and self.rules.begins(
            "label", line.text[: lead.start()]
        )

    def _attach(self, at: int) -> int:
        line, last = self.lines[at], self.found[-1]
        dose = last.dose
        if dose is None and last.category == _DOSED:
            dose = find_dose(line.text, self.rules)
        statement = f"{last.statement} {line.text}" if last.statement else line.text
        self.found[-1] = replace(
            last,
            dose=dose,
            statement=statement,
            end=line.end,
            quote=self.text[last.start : line.end],
        )
        self.used.add(at)
        return 1

    def _marked(self, at: int) -> int:
        line, scope = self.lines[at], self.scope
        scope.marked = True
        if line.number:
            scope.last_item = line.number
        if self._has_text_beneath(at):
            return self._add(at, titled_item(line, self.lines[at + 1], self.rules), 2)
        item = parse_item(line, self.rules)
        if item is None or (scope.strict and not item.is_named):
            return 1
        return self._add(at, item, 1)

    def _has_text_beneath(self, at: int) -> bool:
        """Is the marked line a title with its paragraph beneath? One answer a list."""
        line = self.lines[at]
        lead = find_lead(line.text.rstrip(":"), self.rules)
        fits = lead is None and line.is_title and is_paragraph(self.lines, at + 1)
        if self.scope.titled is None and lead is None:
            self.scope.titled = fits
        return fits and self.scope.titled is True

    def _title(self, at: int) -> int:
        """Read an unknown title: a group, the first of titled items, or an end."""
        if heads_a_list(self.lines, at):
            return self._open_group(at)
        run = title_run(self.lines, at, self.rules)
        fresh = at - 1 in self.headings
        if run >= (_FRESH_TITLES if fresh else _TITLES) and not self.scope.marked:
            for index in range(at, at + 2 * run, 2):
                title, text = self.lines[index], self.lines[index + 1]
                self._add(index, titled_item(title, text, self.rules), 2)
            return 2 * run
        if lead_run(self.lines, at, self.rules) >= _LEADS:
            return self._leads(at)
        if at + 1 < len(self.lines) and is_unknown_title(
            self.lines[at + 1], self.rules
        ):
            return self._open_group(at)
        self.scope = _Scope()
        return 1

    def _open_group(self, at: int) -> int:
        old, line = self.scope, self.lines[at]
        self.scope = _Scope(
            old.category, group_name(line), old.heading_number, strict=True
        )
        self.used.add(at)
        return 1

    def _leads(self, at: int) -> int:
        """Read a run of unmarked "Name: statement" lines; one alone is prose."""
        run = lead_run(self.lines, at, self.rules)
        if run < _LEADS:
            return 1
        for index in range(at, at + run):
            if item := parse_item(self.lines[index], self.rules):
                self._add(index, item, 1)
        return run

    def _table(self, at: int) -> int:
        rows = table_rows(self.lines, at)
        above = self.lines[at - 1] if at else None
        caption = above.text if above and above.section == rows[0].section else ""
        table = read_table(rows, caption, self.scope.category, self.rules)
        if table:
            for item in table.items:
                self._add(at, item, len(rows), table.category)
        self.used.update(range(at, at + len(rows)))
        return len(rows)

    def _add(self, at: int, item: Item, n: int, category: str | None = None) -> int:
        """Keep an item as a claim, unless it tells of one patient."""
        category = category or self.scope.category
        first = self.lines[at]
        words = f"{item.name} {item.statement or ''}"
        self.used.update(range(at, at + n))
        if not self.rules.has("narrative", words):
            self.found.append(self._claim(item, category, first))
            self.scope.n_claims += 1
        return n

    def _claim(self, item: Item, category: str, line: Line) -> Claim:
        return Claim(
            doc_id=self.doc_id,
            category=category,
            grouping=self.scope.group,
            name=item.name,
            dose=item.dose if category == _DOSED else None,
            statement=item.statement,
            section=line.section.category,
            start=item.start,
            end=item.end,
            quote=self.text[item.start : item.end],
        )
