"""The time of the last visit of each patient."""

from dataclasses import dataclass

from pipeline.rules import spans
from pipeline.rules.quantities import Duration
from pipeline.rules.reading import Patient, Reading, Sentence
from pipeline.rules.story_time import Course, course_of
from pipeline.rules.visits import visits_in


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
    best = _longest(reading, patient, course_of(reading, patient.number))
    if best is None:
        loose = course_of(reading, patient.number, strict=False)
        best = _longest(reading, patient, loose)
    if best is not None:
        _add(reading, patient, *best)


def _longest(
    reading: Reading, patient: Patient, course: Course
) -> tuple[float, Sentence, Duration] | None:
    best: tuple[float, Sentence, Duration] | None = None
    for sentence in reading.own_sentences():
        if not course.tells(sentence):
            continue
        for duration in visits_in(reading, sentence):
            if patient.number not in reading.patients_at(sentence, duration.start):
                continue
            if duration.months is not None and (
                best is None or duration.months >= best[0]
            ):
                best = (duration.months, sentence, duration)
    return best


def _add(
    reading: Reading,
    patient: Patient,
    months: float,
    sentence: Sentence,
    duration: Duration,
) -> None:
    spans.add(
        reading,
        sentence,
        duration.start,
        duration.end,
        "followup",
        value=f"{round(months, 2):g}",
        unit="months",
        rule=duration.rule,
        status="present",
        patients=(patient.number,),
    )
