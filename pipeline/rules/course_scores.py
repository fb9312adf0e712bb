"""A score before treatment and after it: "JOA 9" and "at 3 years JOA 14" is better."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.pack import Row
from pipeline.rules.course_clauses import State
from pipeline.rules.reading import Reading, Sentence

_VALUE = r"(?:[A-E]|(?:I{1,3}|IV|V)[ab]?|\d{1,3}(?:[.,]\d{1,2})?)(?![\w-]|[.,]\d)"
_KINDS = r"scale|scores?|grade|class|index|status|points?|disability|impairment"
_GAP = (
    r"(?:\s+at\s+(?:the\s+)?[\w-]+\s+(?:years?|months?|weeks?|follow-?up|review|visit))?"
    rf"(?:\s+(?:(?:{_KINDS}|back|leg|arm|neck|pain|functional)\b))*"
    r"(?:\s+(?:for|of)\s+(?:the\s+)?(?:\w+\s+)?pain)?(?:\s*\([^()\d]{1,20}\))?"
    r"(?:\s*[:=]|,?\s+(?:of|was|is|were|at|had|has|been|reached|to|became|improved|"
    r"rose|risen|fell|fallen|decreased|increased|dropped|went|now|only|remained|"
    r"came|come|gone|down|up|climbed|sank|sunk|moved|changed|passed|declined|been|"
    r"still|grade|score))*\s*"
)
#: "VAS 8 before surgery, 2 at one year"; "Frankel B to D"; "mJOA 15 (12 before)"
_LATER = (
    rf"(?:\s*\((?:from |was |against |versus |vs\.? )?(?P<was>{_VALUE})(?:/\d+)?,? "
    r"(?:before|pre-?op|initially|on admission|at (?:presentation|admission))|"
    r"(?:/\d+)?\s*(?:to|→|->|–>|became)\s+(?:Frankel |ASIA |AIS |grade |class )?"
    rf"(?P<then>{_VALUE})|"
    r"(?:/\d+)?[,;]\s+(?:and\s+|but\s+)?at\s+(?:the\s+|his\s+|her\s+)?[\w-]+\s+"
    rf"(?:years?|months?|weeks?|follow-?up|review|visit)[,:]?\s+(?P<next>{_VALUE})|"
    r"(?:/\d+)?(?:\s+points?)?,?\s+\(?(?:before|pre-?op(?:erative(?:ly)?)?|initially|"
    r"on admission|at (?:presentation|admission|first)|to begin with)"
    r"(?:\s+(?:the\s+)?(?:surgery|operation|treatment))?\)?\s*[,;]?\s+"
    r"(?:(?:and|but|then|was|only|to|had (?:fallen|risen) to)\s+)*"
    rf"(?P<later>{_VALUE})(?:/\d+)?\s+\(?(?=at|after|post|on|by|when|in|"
    r"[\w-]+\s+(?:year|month|week)s?)\b)?"
)
_ROMAN = {"I": 1.0, "II": 2.0, "III": 3.0, "IV": 4.0, "V": 5.0}


@dataclass(frozen=True, slots=True)
class ScoreWord:
    """A score of course_scores.tsv: is more of it better, and what is the best."""

    name: str
    named: re.Pattern[str]  # the bare name, as a header has it
    pattern: re.Pattern[str]
    more: bool
    best: float
    lettered: bool
    least: float = 0.0  # a smaller change is none


@dataclass(frozen=True, slots=True)
class Score:
    """The value of a score at a place of the text."""

    start: int
    end: int
    word: ScoreWord
    value: float
    full: bool = False  # "17/17"


def compile_scores(rows: Iterable[Row]) -> tuple[ScoreWord, ...]:
    """Return the scores of a lexicon with the columns name, pattern, better, best."""
    return tuple(
        ScoreWord(
            row["name"],
            re.compile(rf"\b(?:{row['pattern']})", re.IGNORECASE),
            re.compile(
                rf"\b(?:{row['pattern']}){_GAP}(?:from\s+(?P<low>{_VALUE})(?:/\d+)?\s+"
                rf"to\s+)?(?P<value>{_VALUE})(?:/(?P<full>\d+))?{_LATER}"
            ),
            row["better"] == "more",
            rank_of(row["best"]) or 0.0,
            row["best"].isalpha(),
            rank_of(row["least"] or "") or 0.0,
        )
        for row in rows
    )


def find_scores(text: str, words: tuple[ScoreWord, ...]) -> list[Score]:
    """Return the scores of a text in order; of "8 before, 2 after" both."""
    found: list[Score] = []
    for word in words:
        for match in word.pattern.finditer(text):
            for group in ("low", "was", "value", "later", "then", "next"):
                value = rank_of(match[group] or "")
                lettered = (match[group] or "") in {*"ABCDE"}
                if value is not None and lettered == word.lettered:
                    full = group == "value" and match["full"] == match[group]
                    at = match.span("value" if group == "was" else group)
                    found.append(Score(*at, word, value, full))
    return sorted(found, key=lambda s: s.start)


def compare_scores(
    reading: Reading, sentence: Sentence, scores: Iterable[Score], patient: int
) -> Iterator[State]:
    """Yield how the scores of a sentence compare with the first of the same patient."""
    first: dict[str, Score] = {}
    for score in scores:
        told = reading.sentence_at(score.start)
        if told is None or patient not in reading.patients_at(told, score.start):
            continue
        before = first.setdefault(score.word.name, score)
        if before is not score and told is sentence:
            yield State(
                score.start,
                score.end,
                "function",
                before.word.name,
                _told_change(before, score),
            )


def _told_change(before: Score, now: Score) -> str:
    """Return the state that a score tells beside an earlier one."""
    full = now.full and now.word.more and now.value != before.value
    return "gone" if full else change_of(now.word, before.value, now.value)


def change_of(word: ScoreWord, before: float, now: float) -> str:
    """Return what became of a score: same, gone (at its best), better or worse."""
    if now == before or abs(now - before) < word.least:
        return "same"
    if now == word.best:
        return "gone"
    return "better" if (now > before) == word.more else "worse"


def rank_of(written: str) -> float | None:
    """Return the number a value stands for: "C" and "III" are 3, "14.5" is itself."""
    if not written:
        return None
    plain = written.rstrip("ab")
    if plain in _ROMAN:
        return _ROMAN[plain] + (0.5 if written.endswith("b") else 0.0)
    if written.isalpha():
        return float(ord(written.upper()) - ord("A") + 1)
    return float(written.replace(",", "."))
