"""What the cells of a table row say of its patient: age, levels, treatment, outcome."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.pack import Pack
from pipeline.records import Cell
from pipeline.rules.age import read_age_cell
from pipeline.rules.bare_names import is_bare
from pipeline.rules.case_rows import CaseRow
from pipeline.rules.course_scores import ScoreWord
from pipeline.rules.course_words import CourseWords
from pipeline.rules.interventions import StatusCue
from pipeline.rules.levels import find_levels
from pipeline.rules.make_reading import ReadingMaker
from pipeline.rules.reading import Mention
from pipeline.rules.table_outcomes import by_scores, by_themes, outcome_of
from pipeline.rules.table_times import NUMBER, time_in_cell
from pipeline.rules.table_treatments import read_treatments
from pipeline.rules.terms import TermMatch
from pipeline.rules.words import split_words

_SEX = dict.fromkeys("m male boy man ♂".split(), "male") | dict.fromkeys(
    "f female girl woman ♀".split(), "female"
)
#: "1/M/45" under "Patient/sex/age"
_WITH_LABEL = re.compile(
    r"\b(?:case|patient|pat|pt|no|name|initials)\b.*\b(?:age|sex)\b", re.IGNORECASE
)
_LABELLED = re.compile(
    r"^\W*(?:(?:case|patient|pat|pt|no)\.?\s*)?(?:\d{1,2}|(?:[A-Z]\.? ?){1,3})"
    r"\s*[/,;|(-]\s*(?=\w[\w\s.]*[/,;|-])",
    re.IGNORECASE,
)
_STOPPED = re.compile(r"\b([MFmf])\.,?\s*(?=\d)")  # "M. 34"
_DENIED = re.compile(r"\b(?:no|without|none|absent)\b", re.IGNORECASE)
_TERM_FIELDS = {
    "symptoms": (("symptoms", "symptom", "symptom"),),
    "diagnosis": (
        ("conditions", "diagnosis", "condition"),
        ("findings", "imaging", "finding"),
    ),
    "imaging": (("findings", "imaging", "finding"),),
    "complication": (("complications", "complication", "complication"),),
}
TABLE_LEXICONS = tuple(
    sorted({"interventions"} | {p[0] for parts in _TERM_FIELDS.values() for p in parts})
)
#: The level of one finding, "Abscess", adds to the others and replaces none.
HEADED = "table:headed"
#: Where was operated is where the lesion was, if nothing else says so.
OPERATED = "table:operated"
#: The words of a story tell an outcome better than two figures.
BY_SCORE = "table:score"


@dataclass(frozen=True, slots=True)
class Tools:
    """What the cells are read with."""

    pack: Pack
    maker: ReadingMaker
    status: tuple[StatusCue, ...]
    course: CourseWords
    scores: tuple[ScoreWord, ...]
    outcomes: dict[str, str]  # what "good" means in a cell of results
    #: lexicon -> the document's own short forms of its terms -> concept
    short: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read_row(tools: Tools, row: CaseRow) -> Iterator[Mention]:
    """Yield what the cells of a row say of its patient."""
    told = [m for column in row.cells for m in _read_cell(tools, row, column)]
    for column, cell, _ in row.more:
        told += _terms(tools, row, column, cell)
    if not any(m.field == "outcome" for m in told):
        told += _outcome_of_row(tools, row)
    yield from told


def _read_cell(tools: Tools, row: CaseRow, column: str) -> Iterator[Mention]:
    """Yield what the cell of one column says."""
    cell, header = row.cells[column]
    if column in {"age_sex", "age", "sex"}:
        yield from _person(tools, row, column, cell, header)
    elif column == "level":
        yield from _levels(tools, row, cell, header)
    elif column == "operated" and "level" not in row.cells:
        yield from _levels(tools, row, cell, header, OPERATED)
    elif column == "followup":
        yield from _time(row, column, cell, header)
        if "outcome" not in row.cells:  # "38 months, recovered"
            yield from _outcome(tools, row, cell, header)
    elif column == "duration":
        yield from _time(row, column, cell, header)
        if "symptoms" not in row.cells:  # "First symptom (duration)"
            yield from _terms(tools, row, "symptoms", cell)
    elif column == "outcome":
        yield from _outcome(tools, row, cell, header)
        if "followup" not in row.cells:
            yield from _time(row, "followup", cell, header)
    else:
        yield from _terms(tools, row, column, cell)
        if column == "symptoms" and "duration" not in row.cells:
            yield from _time(row, "duration", cell, "")


def _mention(
    row: CaseRow, cell: Cell, field: str, rule: str, **values: str | None
) -> Mention:
    concept = values.pop("concept", None)
    return Mention(
        field,
        concept,
        cell.start,
        cell.end,
        rule,
        -1,
        evidence=(row.start, row.end),
        **values,  # type: ignore[arg-type]
    )


def _person(
    tools: Tools, row: CaseRow, column: str, cell: Cell, header: str
) -> Iterator[Mention]:
    sex = _SEX.get(cell.text.strip(" .*†").lower()) if column != "age" else None
    said = _LABELLED.sub("", cell.text) if _WITH_LABEL.search(header) else cell.text
    said = _STOPPED.sub(r"\1 ", said)
    age = read_age_cell(said, tools.maker.persons) if column != "sex" else None
    if age is not None and age.years is not None:
        years = age.years
        if re.search(r"\bmo(?:nths?)?\b", header, re.IGNORECASE) and NUMBER.match(
            cell.text
        ):
            years /= 12
        yield _mention(
            row, cell, "age", "table:age", value=f"{round(years, 2):g}", unit="years"
        )
        sex = sex or age.sex
    if sex:
        yield _mention(row, cell, "sex", "table:sex", concept=sex)


def _levels(
    tools: Tools, row: CaseRow, cell: Cell, header: str, plain: str = "table:level"
) -> Iterator[Mention]:
    """Yield the levels of a cell, and the finding that heads them: "Fracture"."""
    words = tools.maker.level_words
    levels = find_levels(cell.text, words)
    levels = levels or find_levels(f"{cell.text} vertebra", words)  # "4th dorsal"
    values = tuple(value for level in levels for value in level.levels)
    headed = tools.maker.indices["findings"].find(split_words(header))
    rule = HEADED if headed else plain
    for value in values:
        yield _mention(row, cell, "level", rule, concept="lesion", value=value)
    for term in headed if values else ():
        mention = named_in(tools, row, cell, "imaging", "finding", term)
        mention.levels = values
        yield mention


def _time(row: CaseRow, column: str, cell: Cell, header: str) -> Iterator[Mention]:
    found = time_in_cell(cell.text, header)
    if found is None:
        return
    months, days = found
    value, unit = (months, "months") if column == "followup" else (days, "days")
    yield _mention(
        row, cell, column, f"table:{column}", value=f"{round(value, 2):g}", unit=unit
    )


def _outcome(tools: Tools, row: CaseRow, cell: Cell, header: str) -> Iterator[Mention]:
    outcome = outcome_of(cell.text, header, tools.course, tools.outcomes)
    if outcome:
        yield _mention(row, cell, "outcome", "table:outcome", concept=outcome)


def _outcome_of_row(tools: Tools, row: CaseRow) -> Iterator[Mention]:
    """Yield the outcome that columns tell together: by scores, else by complaint."""
    at, outcome = by_scores(row, tools.course, tools.scores)
    if outcome and at:
        yield _mention(row, at, "outcome", BY_SCORE, concept=outcome)
        return
    at, outcome = by_themes(row, tools.course)
    if outcome and at:
        yield _mention(row, at, "outcome", "table:outcome", concept=outcome)


def _terms(tools: Tools, row: CaseRow, column: str, cell: Cell) -> Iterator[Mention]:
    if column == "treatment":
        yield from _treatments(tools, row, cell)
        return
    for lexicon, name, kind in _TERM_FIELDS.get(column, ()):
        for term in _terms_of(tools, lexicon, cell.text):
            absent = _DENIED.search(cell.text[: term.start]) is not None
            if absent and name != "symptom":
                continue
            mention = named_in(tools, row, cell, name, kind, term)
            mention.status = "absent" if absent else "present"
            yield mention


def _terms_of(tools: Tools, lexicon: str, text: str) -> Iterator[TermMatch]:
    """Yield the terms of a cell, then the short forms that the document defines."""
    words = split_words(text)
    found = tools.maker.indices[lexicon].find(words)
    yield from found
    taken = {index for term in found for index in term.words}
    short = tools.short.get(lexicon, {})
    for index, word in enumerate(words):
        if word.raw in short and index not in taken:
            rule = f"{lexicon}.tsv#abbreviation:{word.raw}"
            yield TermMatch(word.start, word.end, short[word.raw], rule, (index,))


def named_in(
    tools: Tools, row: CaseRow, cell: Cell, field: str, kind: str, term: TermMatch
) -> Mention:
    """Return the mention of a term, with the kind and the code of its concept."""
    known = tools.pack.concept(kind, term.concept)
    mention = _mention(row, cell, field, term.rule, concept=term.concept)
    mention.kind, mention.code = (known.kind, known.code) if known else ("", None)
    return mention


def _treatments(tools: Tools, row: CaseRow, cell: Cell) -> Iterator[Mention]:
    index = tools.maker.indices["interventions"]
    text = cell.text
    terms = index.find(split_words(text))
    if not terms:  # "Conservative" under "Treatment"
        text = f"{text} treatment"
        terms = index.find(split_words(text))
    levels = find_levels(text, tools.maker.level_words)
    for told in read_treatments(text, terms, levels):
        cues = (c.status for c in tools.status if c.pattern.search(told.words))
        status = next(cues, "performed")
        if status == "none" or _DENIED.search(told.before):
            continue
        mention = named_in(tools, row, cell, "intervention", "intervention", told.term)
        if is_bare(tools.pack, mention.concept):
            continue
        mention.status = status
        if mention.kind in {"surgery", "procedure"}:
            mention.levels = told.levels or _operated(tools, row, mention)
        yield mention


def _operated(tools: Tools, row: CaseRow, mention: Mention) -> tuple[str, ...]:
    """Return the levels of a column of its own for what was operated on, or fused."""
    fixes = re.search(r"fusion|instrumentation", mention.concept or "") is not None
    column = row.cells.get("fused" if fixes and "fused" in row.cells else "operated")
    if column is None or mention.kind != "surgery":
        return ()
    cell = column[0]
    levels = find_levels(cell.text, tools.maker.level_words)
    return tuple(value for level in levels for value in level.levels)
