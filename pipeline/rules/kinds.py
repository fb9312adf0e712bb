"""What kind of article a document is: case report, series, cohort, review, other."""

import re
from itertools import pairwise

from pipeline.rules.case_headers import MAX_SERIES, find_headers
from pipeline.rules.case_rows import count_people
from pipeline.rules.discourse import tense
from pipeline.rules.introductions import (
    distinct,
    openers,
    own_introductions,
)
from pipeline.rules.passing import heads_a_story
from pipeline.rules.reading import STORY, Reading, Sentence

_COHORT = re.compile(
    r"\b(?:retrospective(?:ly)?|prospective(?:ly)?|consecutive|cohort|multicent(?:re|"
    r"er)|mean age|median age|"
    r"mean follow-?up|were (?:included|enrolled|reviewed)|we (?:reviewed|analy[sz]ed|"
    r"included)|inclusion criteria|"
    r"n\s*=\s*\d+|survey|questionnaire|experience with \d+)\b",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\b(?P<n>\d{1,4}|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:-\w+)?\s+(?:\w+\s+){0,3}?(?:patients|cases|children|women|men|boys|girls|adults|"
    r"subjects)\b",
    re.IGNORECASE,
)
_SEARCHED = re.compile(
    r"\b(?:pubmed|medline|embase|scopus|cochrane|(?:two|three|four|\d) databases?)\b|"
    r"\bmeta-?analysis\b|\bsystematic review\b"
    r"|\b(?:we|i) (?:searched|went through|screened|retrieved|hand-?searched)\b"
    r"(?! (?:the |our )(?:files|records|archives?|charts|notes|registers?|hospital))"
    r"|\b\d+ (?:reports|articles|papers|publications) (?:with|describing|on|of) \d+\b"
    r"|\bto (?:summari[sz]e|review) (?:the )?(?:published|current|available|incidence|"
    r"literature|reports|evidence|knowledge|what)\b",
    re.IGNORECASE,
)
_REVIEW = re.compile(
    r"^(?!.*\b(?:case|cases|patient|patients)\b).*\b(?:review|overview|update|"
    r"literature|what is|state of the art|current concepts|"
    r"questions and answers|guide|management of|narrative|how (?:i|we|to) "
    r"(?:approach|treat|manage|do))\b",
    re.IGNORECASE,
)
_SHARE = 0.1  # of the sentences that speak of a person
_MOSTLY = 0.5  # of the sentences that go on about one, as telegram style does
_PERSON = frozenset({"own", "definite", "pronoun", "introduced"})
_TOLD = frozenset({"definite", "pronoun", "introduced"})
_SURE = 4.0  # points of one sentence that is surely about a patient
_STEADY = 2.0  # points of each of three
_STORY = 5  # sentences in a row that tell a story
_SHORT = 300
_TWO = 2
_APART = 4  # sentences from one header to the next


def kind_of(reading: Reading) -> str:
    """Return the kind; a document without an individual patient is no case report."""
    number = len(reading.patients)
    points = _cohort_points(reading)
    if number and _told(reading, points):
        return "case_report" if number == 1 else "case_series"
    if points >= 2 and not _is_search(reading):
        return "cohort"
    return "review" if len(reading.text) > _SHORT else "other"


def _told(reading: Reading, points: int) -> bool:
    """Is at least one patient told of as a person, not as a number?"""
    return _is_person(reading, points) or _in_vignettes(reading)


def _is_person(reading: Reading, points: int) -> bool:
    """Do cues, introductions or a story speak of a patient as of a person?"""
    searched = _is_search(reading)
    personal = [
        s for s in reading.sentences if s.subject == "patient" and s.cues & _PERSON
    ]
    story = [s for s in personal if s.section.category in STORY]
    reviewing = bool(_REVIEW.search(reading.document.title or ""))
    tabled = count_people(reading.case_rows) >= _TWO
    beside = {row.own for row in reading.case_rows} == {True, False}
    if beside or (tabled and not (searched or reviewing)):
        return True  # "Present case" among those of others
    read = [s for s in reading.sentences if s.section.category != "commentary"]
    own = sum(s.subject == "patient" for s in read)
    sparse = (
        len(personal) < _SHARE * len(read)
        and own < _MOSTLY * len(read)
        and _longest_story(read) < _STORY
    )
    if searched or points >= 3 or reviewing or sparse:
        return len(story) >= 2 or any(
            "own" in s.cues for s in personal if s.cues & _TOLD
        )
    introduced = own_introductions(reading)
    titled = [
        a
        for a in introduced
        if (s := reading.sentence_at(a.start)) and s.section.category == "title"
    ]
    named = [s for s in personal if "introduced" in s.cues or s.score >= _SURE]
    steady = [s for s in personal if s.score >= _STEADY]
    told = _longest_story(reading.sentences) >= _STORY
    return bool(titled or story or named or len(steady) >= 3 or told)


def _in_vignettes(reading: Reading) -> bool:
    """Are patients told one by one, under a header each, with an age and at length?"""
    opened = openers(reading)
    if len(opened) >= _TWO and all(heads_a_story(reading, a) for a in opened):
        return True
    headers = find_headers(reading)
    at = [header.sentence for header in headers if header.numbered]
    apart = all(b - a >= _APART for a, b in pairwise(at))
    many = len(at) == len(headers) >= _TWO
    return many and apart and len(distinct(own_introductions(reading))) >= _TWO


def _is_search(reading: Reading) -> bool:
    """Did the authors search the literature, rather than cite those who did?"""
    return any(
        _SEARCHED.search(s.text) for s in reading.sentences if "cited" not in s.cues
    )


def _longest_story(sentences: list[Sentence]) -> int:
    """Return how many sentences in a row go on about one who is named as a person."""
    longest = run = 0
    personal = False
    for sentence in sentences:
        telling = sentence.subject == "patient" and tense(sentence.text) == "past"
        if not telling or sentence.cites:
            run, personal = 0, False
            continue
        run += 1
        personal |= bool(sentence.cues & _PERSON)
        longest = max(longest, run if personal else 0)
    return longest


def _cohort_points(reading: Reading) -> int:
    """Return how many signs of a cohort abstract, methods, results and body give."""
    points = 0
    for sentence in reading.sentences:
        if sentence.section.category in {
            "introduction",
            "discussion",
            "conclusion",
            "commentary",
        }:
            continue
        if sentence.section.category in STORY or sentence.subject == "cited":
            continue
        points += bool(_COHORT.search(sentence.text))
        many = _MANY.search(sentence.text)
        points += bool(
            many and (not many["n"].isdigit() or int(many["n"]) > MAX_SERIES)
        )
    return points
