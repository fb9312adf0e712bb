"""What a table lists that is no patient of the authors (lexicon/table_others.tsv).

Whole tables of animals, specimens, donors or invented cases; single rows, or columns of
a table on its side, of a donor, a control, a mean, a normal range; kin of the patient.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.pack import Row
from pipeline.records import Cell, Document, Table
from pipeline.rules.case_headers import ORDINALS
from pipeline.rules.counted import counted_people
from pipeline.rules.pattern_rows import patterns_by
from pipeline.rules.persons import PersonWords

Rows = tuple[tuple[Cell, ...], ...]

_PATIENTS = re.compile(
    r"\b(?:patients?|persons?|people|children|men|women|owners?|farmers?)\b",
    re.IGNORECASE,
)
#: The one column that is left when those of others are gone.
_ONE = re.compile(
    r"\W*(?:(?:the|our|this|index|present)\s)?(?:patient|case|proband|recipient)\W*",
    re.IGNORECASE,
)
CASE = re.compile(
    r"^\W*(?:case|patient|pat|pts?|no|nr|child|obs(?:ervation)?|mrs?|miss|ms|twin)?\.?\s*"
    rf"(?:no\.?|number|nr\.?)?\s*#?(\d{{1,2}}|[A-H]|I{{1,3}}|IV|VI{{0,3}}|V)\b"
    rf"|^\W*(?:the |our )?({'|'.join(ORDINALS)})\b",
    re.IGNORECASE,
)
_INDEX = re.compile(
    r"\W*(?:(?:the|our|index)\s)*(?:proband|proposit\w+|index|patient|case)\b",
    re.IGNORECASE,
)
_TABLE = re.compile(r"\W*table\s?\w{0,4}[.:]?\s*", re.IGNORECASE)
_OPENING = 1500  # where a text says how many patients it tells of


@dataclass(frozen=True, slots=True)
class TableOthers:
    """One pattern for each place of the lexicon."""

    places: Mapping[str, re.Pattern[str]]

    def is_headed(self, name: str) -> bool:
        """Does the first header say that no row is a patient ("Animal")?"""
        return bool(self.places["kind"].fullmatch(_plain(name)))

    def is_nobody(self, text: str) -> bool:
        """Does a row or column belong to no patient ("Donor", "Mean", "Normal")?"""
        return bool(self.places["person"].fullmatch(_plain(text)))

    def is_about_others(self, document: Document, table: Table) -> bool:
        """Do the caption or the headings say so: "dogs", "Hypothetical cases"?"""
        caption = _TABLE.sub("", table.caption, count=1)
        if self.places["caption"].search(caption) and not _PATIENTS.search(caption):
            return True
        above = [
            section.heading
            for section in document.sections
            if section.category == "title" or section.start <= table.start < section.end
        ]
        titles = [document.title or "", *above, caption]
        return any(map(self.places["fiction"].search, titles))


def compile_others(rows: Iterable[Row]) -> TableOthers:
    """Return what is nobody's patient, of a lexicon with pattern and place."""
    return TableOthers(patterns_by("place", rows))


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" .:*†‡#")


def own_tables(
    document: Document, others: TableOthers, persons: PersonWords
) -> Iterator[Table]:
    """Yield the tables that may tell of the authors' patients, without all others."""
    for table in document.tables:
        if not table.rows or others.is_about_others(document, table):
            continue
        top = [cell.text for cell in table.rows[0]]
        is_side = any(map(CASE.match, top[1:]))
        if top and others.is_headed(top[0]) and not is_side:
            continue
        rows = _without_columns(table.rows, others, persons, document.text)
        yield replace(table, rows=_without_rows(rows, others, persons, document.text))


def _without_columns(
    rows: Rows, others: TableOthers, persons: PersonWords, text: str
) -> Rows:
    """Return a table on its side without the columns of nobody: "Average | Normal".

    Only where all columns left are cases, or the one patient.
    """
    top = [cell.text for cell in rows[0]]
    out = {at for at, name in enumerate(top) if at and others.is_nobody(name)}
    out |= {at + 1 for at in _kin(top[1:], persons, text)}
    left = [t for at, t in enumerate(top) if at and at not in out and t.strip()]
    alone = len(left) == 1 and _ONE.fullmatch(left[0])
    if not out or not left or not (alone or all(map(CASE.match, left))):
        return rows
    return tuple(tuple(c for at, c in enumerate(row) if at not in out) for row in rows)


def _without_rows(
    rows: Rows, others: TableOthers, persons: PersonWords, text: str
) -> Rows:
    """Return rows without those of donors, controls, means, and the patient's kin."""
    heads = [_first(row) for row in rows]
    out = _kin(heads[1:], persons, text)
    return tuple(
        row
        for at, row in enumerate(rows)
        if not at or not (at - 1 in out or others.is_nobody(heads[at]))
    )


def _kin(heads: Sequence[str], persons: PersonWords, text: str) -> set[int]:
    """Return which of "Proband", "Father", "Brother" are kin of the patient only.

    None where the text counts as many people.
    """
    kin = {at for at, head in enumerate(heads) if _is_kin(head, persons)}
    index = any(map(_INDEX.match, heads))
    counted = counted_people(text[:_OPENING], persons)
    return set() if not kin or not index or len(heads) in counted else kin


def _first(row: Sequence[Cell]) -> str:
    return next((_plain(cell.text) for cell in row if cell.text.strip()), "")


def _is_kin(text: str, persons: PersonWords) -> bool:
    """Is a cell somebody's kin, and nothing else: "Her elder brother"?"""
    words = re.findall(r"[^\W\d_][\w-]*", text)
    found = [persons.get(word) for word in words]
    last = found[-1] if found else None
    return len(words) <= 3 and last is not None and last.relation == "relative"
