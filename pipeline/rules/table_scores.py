"""The outcome of a patient of a table by scores: "JOA before 9", "JOA after 14".

Two columns of one score, or one whose cells hold both ("62/12", "C → E"), or a rate of
recovery.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.rules.case_rows import CaseRow
from pipeline.rules.course_scores import ScoreWord, change_of, rank_of

_BEFORE = re.compile(
    r"\b(?:pre(?:[- ]?(?:op|treat|surg|intervention)\w*)?|before|initial\w*|baseline|"
    r"admission|admitted|arrival|presentation|presenting|entry|onset|at first|"
    r"(?:at|on) diagnosis|preoperatively)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:post(?:[- ]?(?:op|treat|surg|intervention)\w*)?|after|final|last|latest|"
    r"follow[- ]?up|f/?u|fu|discharge|outcome|result|current|present|"
    r"\d+[ -]?(?:mos?|months?|y|yrs?|years?|wks?|weeks?))\b",
    re.IGNORECASE,
)
_NUMBER = r"(?:[A-E]|(?:I{1,3}|IV|V)[ab]?|\d{1,3}(?:[.,]\d{1,2})?)"
_WORD = r"(?:[A-Za-z]{2,8}\s)?"
_FULL = r"(?:\s?/\s?\d{2,3})?(?![\w.])"
_ONE = re.compile(
    rf"\W*{_WORD}(?P<now>{_NUMBER}){_FULL}\s*(?:points?|pts)?\s*(?:\([^()]*\))?\W*",
    re.IGNORECASE,
)
_PAIR = re.compile(
    rf"\W*{_WORD}(?P<was>{_NUMBER}){_FULL}\s*(?:→|⇒|-+>|–>|=>|>|to|/|;|,|\||–|-)\s*"
    rf"{_WORD}(?P<now>{_NUMBER}){_FULL}\s*(?:\([^()]*\))?\W*",
    re.IGNORECASE,
)
_ARROW = re.compile(r"→|⇒|[-–=]+>|\bto\b")
_RATE = re.compile(
    r"\b(?:recovery|improvement) (?:rate|ratio)\b|\brate of (?:recovery|improvement)\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\s*(?P<sign>[-–−]?)(?P<n>\d{1,3}(?:\.\d+)?)\s*%?\W*")
_FULL_SCORE = re.compile(
    r"\b(?:full|max(?:imum|imal)?|best|normal)\b\D{0,20}(\d{2,3})\b|/\s?(\d{2,3})\b",
    re.IGNORECASE,
)
_LETTERS = frozenset("ABCDE")
_CLASSES = {"gone": "resolved", "better": "improved", "same": "stable"}
_ALL = 100.0


@dataclass(slots=True)
class Course:
    """The first and the last value of one score."""

    first: float | None = None
    last: float | None = None


def is_scored(header: str, words: tuple[ScoreWord, ...]) -> bool:
    """Does a header name a score, at a time that is not before all treatment?"""
    named = any(word.named.search(header) for word in words)
    return named and bool(_AFTER.search(header))


def outcome_by_scores(row: CaseRow, words: tuple[ScoreWord, ...]) -> str:
    """Return the outcome that the scores of a row tell, or ""."""
    changes = list(_changes(row, words)) or list(_rates(row))
    if "worse" in changes:
        return "" if {"better", "gone"} & set(changes) else "worsened"
    if "better" in changes or ("gone" in changes and "same" in changes):
        return "improved"
    return _CLASSES.get(changes[0], "") if changes else ""


def _changes(row: CaseRow, words: tuple[ScoreWord, ...]) -> Iterator[str]:
    """Yield how each score changed; one that was at its best stays untold."""
    for word in words:
        course = Course()
        for cell, header in row.others:
            if word.named.search(header):
                _add(course, cell.text.strip(), header, word)
        if course.first is None or course.last is None:
            continue
        best = next((b for _, h in row.others if (b := _best(h, word))), word.best)
        change = change_of(replace(word, best=best), course.first, course.last)
        if change != "same" or course.first != best:
            yield change


def _best(header: str, word: ScoreWord) -> float | None:
    """Return the best value as a header gives it: "(full score 11)", "/29"."""
    full = _FULL_SCORE.search(header) if word.named.search(header) else None
    return float(full[1] or full[2]) if full and word.more else None


def _add(course: Course, text: str, header: str, word: ScoreWord) -> None:
    """Add what one cell says of a score."""
    before, after = bool(_BEFORE.search(header)), bool(_AFTER.search(header))
    pair = _PAIR.fullmatch(text)
    if pair and (before == after or _ARROW.search(text)):
        if before or _ARROW.search(text):
            course.first, course.last = (
                _rank(pair["was"], word),
                _rank(pair["now"], word),
            )
        return
    one = _ONE.fullmatch(text)
    value = _rank(one["now"], word) if one else None
    if value is None or before == after:
        return
    if before and course.first is None:
        course.first = value
    elif after:
        course.last = value


def _rank(written: str, word: ScoreWord) -> float | None:
    """Return the rank of a value; a letter only of a score that has letters."""
    written = written.upper() if len(written) == 1 else written
    return rank_of(written) if (written in _LETTERS) == word.lettered else None


def _rates(row: CaseRow) -> Iterator[str]:
    """Yield what a rate of recovery says, whole at 100 % (Hirabayashi, Spine 1981)."""
    told = [*row.others, *row.cells.values()]
    for cell, header in told:
        rate = _PERCENT.fullmatch(cell.text) if _RATE.search(header) else None
        if rate:
            value = float(rate["n"])
            if rate["sign"]:
                yield "worse"
            else:
                yield "gone" if value == _ALL else "better" if value else "same"


__all__ = ["is_scored", "outcome_by_scores"]
