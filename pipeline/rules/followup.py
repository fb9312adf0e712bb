"""The time of the last visit of each patient."""

import re
from dataclasses import dataclass

from pipeline.rules import spans
from pipeline.rules.dated_course import Interval, by_age, by_dates
from pipeline.rules.quantities import Duration
from pipeline.rules.reading import Patient, Reading, Sentence
from pipeline.rules.story_time import Course, course_of
from pipeline.rules.visits import visits_in

_LEAD_WORDS = 4  # "At a follow-up of" before the time that a sentence opens with


@dataclass(frozen=True, slots=True)
class Visit:
    """Where a text speaks of a visit, and its time in months."""

    start: int
    months: float


def visit_times(reading: Reading, sentence: Sentence) -> list[Visit]:
    """Return the times of the visits that a sentence names."""
    return [Visit(d.start, d.months or 0.0) for d in visits_in(reading, sentence)]


def find_followup(reading: Reading, patient: Patient) -> None:
    """Add the longest follow-up that is told of a patient."""
    course = course_of(reading, patient.number)
    loose = course_of(reading, patient.number, strict=False)
    told = _longest(reading, patient, course) or _longest(reading, patient, loose)
    if told is not None and told.is_final:
        _add(reading, patient, told.interval)
        return
    lengths = (
        told.interval if told else None,
        by_dates(reading, patient, loose),
        by_age(reading, patient),
    )
    best = max((i for i in lengths if i), key=lambda i: i.months, default=None)
    if best is not None:
        _add(reading, patient, best)


#: "died 13 months after the diagnosis": nothing that is told can be later
_TO_DEATH = re.compile(
    r"\s*(?:after|following|from|of) (?:the |his |her |its )?(?:\w+ ){0,2}?"
    r"(?:diagnosis|presentation|surgery|operation|admission|onset|treatment|"
    r"resection|transplantation|procedure)\b",
    re.IGNORECASE,
)
#: "Median follow-up was 22 months" is nobody's.
_OF_MANY = re.compile(
    r"\b(?:mean|median|average|minimum)\b[^.;]{0,30}\bfollow-?up\b|"
    r"\bfollow-?up\b[^.;]{0,20}\b(?:averaged|ranged|on average|median|mean)\b",
    re.IGNORECASE,
)
_LEAD_CHARACTERS = 12
_DIED = re.compile(r"\b(?:died|death|succumbed|passed away)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    """A follow-up that is told; `is_final` if it ends with the patient's death."""

    interval: Interval
    is_final: bool


def _longest(reading: Reading, patient: Patient, course: Course) -> _Told | None:
    best: _Told | None = None
    for sentence in reading.own_sentences():
        if not course.tells(sentence) or _OF_MANY.search(sentence.text):
            continue
        for duration in visits_in(reading, sentence):
            if patient.number not in _whose(reading, sentence, duration):
                continue
            if duration.months is None or _leads_in(reading, sentence, duration):
                continue
            told = _told(reading, sentence, duration)
            if told.is_final:
                return told
            if best is None or told.interval.months >= best.interval.months:
                best = told
    return best


def _leads_in(reading: Reading, sentence: Sentence, time: Duration) -> bool:
    """Does a time lead to the next patient: "Six months later her husband came"?"""
    opens = any(p.anchor == sentence.index for p in reading.patients[1:])
    return opens and time.start - sentence.start <= _LEAD_CHARACTERS


def _told(reading: Reading, sentence: Sentence, duration: Duration) -> _Told:
    after = reading.text[duration.end : sentence.end]
    return _Told(
        Interval(
            duration.months or 0.0,
            sentence,
            duration.start,
            duration.end,
            duration.rule,
        ),
        bool(_DIED.search(sentence.text) and _TO_DEATH.match(after)),
    )


def _whose(reading: Reading, sentence: Sentence, visit: Duration) -> tuple[int, ...]:
    """Return whose a visit is: of all of whom a sentence tells that opens with it.

    "At 2 years the first was well, the second used a cane": both were seen then, but
    not the second where "at 5 years" follows.
    """
    points = reading.switches.get(sentence.index, [])
    if not points or visit.end > points[0][0]:
        return reading.patients_at(sentence, visit.start)
    if reading.text[sentence.start : visit.start].strip(" ,").count(" ") > _LEAD_WORDS:
        return reading.patients_at(sentence, visit.start)
    later = [v.start for v in visits_in(reading, sentence) if v.start > visit.start]
    own = {n for at in later for n in reading.patients_at(sentence, at)}
    told = {n for _, who in points for n in who}
    return tuple(sorted((told - own) | set(points[0][1])))


def _add(reading: Reading, patient: Patient, interval: Interval) -> None:
    spans.add(
        reading,
        interval.sentence,
        interval.start,
        interval.end,
        "followup",
        value=f"{round(interval.months, 2):g}",
        unit="months",
        rule=interval.rule,
        status="present",
        patients=(patient.number,),
    )
