"""Outcome at the last visit, and the time of it.

The own sentences that come after treatment tell a course: visits, each with the states
of its clauses (course_clauses.py), folded to the outcome at the last (course_fold.py).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from pipeline.pack import Pack
from pipeline.rules import spans
from pipeline.rules.complications import add_complications
from pipeline.rules.course_clauses import State, read_states
from pipeline.rules.course_doubts import is_told_of, stayed_well, was_invalid
from pipeline.rules.course_fold import fold
from pipeline.rules.course_hints import Hint, HintWords, last_hint
from pipeline.rules.course_scores import (
    Score,
    ScoreWord,
    compare_scores,
    find_scores,
)
from pipeline.rules.course_visits import is_late, visit_cuts
from pipeline.rules.course_words import CourseWords, Theme
from pipeline.rules.followup import find_followup
from pipeline.rules.reading import Patient, Reading, Sentence
from pipeline.rules.siblings import is_of_patient
from pipeline.rules.story_time import Course, course_of, tail_of, whole_story

_SUMMARY = frozenset({"abstract", "title", "introduction"})
_COMMENT = frozenset({"discussion", "conclusion"})
#: What even a loose reading may tell: a presentation "worsens" or "persists" too
_SURE = frozenset({"resolved", "improved", "died"})
_TELLS = {
    "resolved": ("gone", "kept"),
    "improved": ("better", "little", "able", "gone"),
    "stable": ("same", "left", "bad", "gone", "kept"),
    "worsened": ("worse", "bad"),
    "died": ("died",),
}
_ALL = frozenset(_TELLS)


@dataclass(slots=True)
class _Told:
    """A visit of one patient: its states, each with the sentence that tells it."""

    months: float | None = None
    states: list[tuple[State, Sentence]] = field(default_factory=list)


class OutcomeReader:
    """Adds outcome, follow-up and complication mentions."""

    def __init__(
        self,
        pack: Pack,
        words: CourseWords,
        scores: tuple[ScoreWord, ...] = (),
        hints: HintWords | None = None,
    ) -> None:
        """Take the pack, the compiled words of a course, its scores and its hints."""
        self.pack = pack
        self.words = words
        self.score_words = scores
        self.hints = hints or HintWords(())
        self.scores: list[Score] = []
        self._names = {
            row["concept"]: words.theme_of(row["concept"])
            for row in pack.rows("symptoms")
        }

    def read(self, reading: Reading) -> None:
        """Add one outcome and one follow-up per patient, and the complications."""
        self.scores = find_scores(reading.text, self.score_words)
        for patient in reading.patients:
            self._outcome(reading, patient)
            find_followup(reading, patient)
        add_complications(reading, self.pack)

    def _outcome(self, reading: Reading, patient: Patient) -> None:
        number = patient.number
        had = self._had(reading, number)
        for course, wanted in (
            (course_of(reading, number), _ALL),
            (course_of(reading, number, strict=False), _SURE),
            (tail_of(reading, number), _ALL),
            (whole_story(reading), frozenset({"died"})),
        ):
            parts = list(_parts(list(self._course(reading, patient, course))))
            for part, imaged in [(p, i) for i in (False, True) for p in parts]:
                told = [[s for s, _ in visit.states] for visit in part]
                outcome = fold(told, imaged=imaged, had=had)
                if outcome in wanted:
                    if outcome == "resolved" and stayed_well(reading, patient, told):
                        outcome = "stable"
                    _add(reading, patient, outcome, part)
                    return
        hint = last_hint(reading, patient, self.hints)
        if hint is not None:
            _note(reading, patient, hint, "course:hint")

    def _had(self, reading: Reading, patient: int) -> frozenset[str]:
        """Return the themes of the symptoms that are told of a patient."""
        return frozenset(
            self._names.get(m.concept or "", ("", m.concept or ""))[1]
            for m in reading.of_field("symptom")
            if patient in m.patients and m.status == "present"
        )

    def _course(
        self, reading: Reading, patient: Patient, course: Course
    ) -> Iterator[_Told]:
        """Yield the visits of a patient in the order of the text."""
        visit = _Told()
        late, before = False, None
        for sentence in reading.own_sentences():
            if patient.number not in _whose(reading, sentence):
                continue
            if not course.tells(sentence):
                late = False
                continue
            late &= before is sentence.section and not sentence.first_in_paragraph
            late = is_late(reading, sentence, course, goes_on=late)
            before = sentence.section
            cuts = visit_cuts(reading, sentence)
            states = [
                s
                for s in self._states(reading, sentence, patient, course, late=late)
                if patient.number in reading.patients_at(sentence, s.start)
                and (sentence.index, s.start) >= course.start(sentence)
            ]
            visits = [visit, *(_Told(t.months) for t in cuts)]
            for state in states:
                at = sum(t.start <= state.start for t in cuts)
                visits[at].states.append((state, sentence))
            first, rest = visits[0], sorted(visits[1:], key=lambda v: v.months or 0.0)
            if rest:
                yield first
                yield from rest[:-1]
                visit = rest[-1]
        yield visit

    def _states(
        self,
        reading: Reading,
        sentence: Sentence,
        patient: Patient,
        course: Course,
        *,
        late: bool,
    ) -> Iterator[State]:
        terms = [
            Theme(t.start, t.end, *self._names.get(t.concept, ("complaint", t.concept)))
            for t in reading.terms_in("symptoms", sentence)
            if not t.absent and t.concept != "trauma"
        ]
        terms += [
            Theme(t.start, t.end, "image", "image")
            for lexicon in ("findings", "modalities")
            for t in reading.terms_in(lexicon, sentence)
        ]
        visited = sentence.index in course.visited
        told = read_states(
            reading.text,
            sentence.start,
            sentence.end,
            self.words,
            terms,
            late=late,
            sure=bool(sentence.treated) or not visited,
        )
        scored = compare_scores(reading, sentence, self.scores, patient.number)
        for state in (*told, *scored):
            assertion = reading.assertions.at(state.start, state.end)
            if assertion.status == "possible":
                continue
            if not is_of_patient(reading, state.start, state.end):
                continue
            if state.scope == "image" and sentence.stage != "followup" and not visited:
                continue
            if not is_told_of(reading, sentence, patient, state.start):
                continue
            if state.state == "bad" and not was_invalid(reading, patient):
                state = replace(state, state="worse")
            yield state


def _whose(reading: Reading, sentence: Sentence) -> set[int]:
    points = reading.switches.get(sentence.index, ())
    return set(sentence.patients).union(*(who for _, who in points))


def _parts(visits: list[_Told]) -> Iterator[list[_Told]]:
    """Yield the story, then what a discussion, then what a summary tells alone.

    A discussion that names a visit as late as the story's last one goes on with it.
    """
    story = [_only(v, lambda c: c not in _SUMMARY | _COMMENT) for v in visits]
    last = max((v.months or 0.0 for v in story if v.states), default=0.0)
    later = [
        v if v.months and v.months >= last else None
        for v in (_only(v, lambda c: c in _COMMENT) for v in visits)
    ]
    yield [*story, *(v for v in later if v is not None)]
    yield [_only(v, lambda c: c in _COMMENT) for v in visits]
    yield [_only(v, lambda c: c in _SUMMARY) for v in visits]


def _only(visit: _Told, wanted: Callable[[str], bool]) -> _Told:
    return _Told(
        visit.months, [(s, t) for s, t in visit.states if wanted(t.section.category)]
    )


def _add(
    reading: Reading, patient: Patient, outcome: str, visits: Iterable[_Told]
) -> None:
    """Add the outcome with the last words that tell it as its evidence."""
    told = [pair for visit in visits for pair in visit.states]
    state, sentence = next(
        (
            pair
            for kind in _TELLS[outcome]
            for pair in reversed(told)
            if pair[0].state == kind
        ),
        told[-1],
    )
    told_by = Hint(outcome, state.start, state.end, sentence)
    _note(reading, patient, told_by, f"course:{state.state}")


def _note(reading: Reading, patient: Patient, told: Hint, rule: str) -> None:
    spans.add(
        reading,
        told.sentence,
        told.start,
        told.end,
        "outcome",
        concept=told.outcome,
        rule=rule,
        status="present",
        patients=(patient.number,),
    )
