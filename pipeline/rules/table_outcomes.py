"""The outcome of a patient of a table: in one cell, by its scores, or by complaint."""

import re
from collections.abc import Mapping

from pipeline.records import Cell
from pipeline.rules.case_rows import CaseRow
from pipeline.rules.course_clauses import read_states
from pipeline.rules.course_fold import fold
from pipeline.rules.course_scores import ScoreWord
from pipeline.rules.course_words import CourseWords, Theme
from pipeline.rules.table_scores import is_scored, outcome_by_scores

_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_RECOVERY = re.compile(r"\b(?:recover|improve|relief|regress|respon)\w*", re.IGNORECASE)
_NONE = frozenset({"none", "nil", "no", "yes"})
#: What a bare "resolved" or "gone" in a cell is said of.
_ALL_OF_IT = (Theme(0, 0, "complaint", "whole"),)


def outcome_of(
    text: str, header: str, course: CourseWords, whole: Mapping[str, str]
) -> str:
    """Return the outcome that a cell of results tells, or "".

    A single word has the meaning it has in such a column ("good", "partial").
    """
    plain = _BRACKETS.sub("", text).strip(" .*†").lower()
    if plain in whole and (plain not in _NONE or _RECOVERY.search(header)):
        return whole[plain]
    end = len(text)
    return fold([list(read_states(text, 0, end, course))]) or fold(
        [list(read_states(text, 0, end, course, _ALL_OF_IT, late=False))]
    )


def by_scores(
    row: CaseRow, course: CourseWords, words: tuple[ScoreWord, ...]
) -> tuple[Cell | None, str]:
    """Return a cell and the outcome of scores before and after, or of "died" there."""
    scored = [cell for cell, header in row.others if is_scored(header, words)]
    for cell in reversed(scored):
        if outcome := outcome_of(cell.text, "", course, {}):
            return cell, outcome
    return next((c for c, _ in row.others), None), outcome_by_scores(row, words)


def by_themes(row: CaseRow, course: CourseWords) -> tuple[Cell | None, str]:
    """Return a cell and the outcome by complaint: "Pain | Gait", "better | same"."""
    states = [
        state
        for cell, header in row.others
        if course.themes_in(header) and course.cues_in(cell.text)
        for said in [f"{header} {cell.text.lower()}"]
        for state in read_states(said, 0, len(said), course, late=False)
    ]
    return next((c for c, _ in row.others), None), fold([states])
