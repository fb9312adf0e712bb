"""The rule components of a pack's config.cfg, as spaCy factories.

Each is a thin callable over one rule module: it takes the `Reading` of a doc, adds to
it and hands the doc on. "sentences" and "assertion" live in their own modules.
"""

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.rules import assertion, attribution, demographics, sentences, sex, spans
from pipeline.rules.course_hints import compile_hints
from pipeline.rules.course_scores import compile_scores
from pipeline.rules.course_words import CourseWords, compile_course
from pipeline.rules.diagnoses import DiagnosisReader
from pipeline.rules.discourse import Scorer, compile_cues
from pipeline.rules.imaging import ImagingReader
from pipeline.rules.interventions import (
    InterventionReader,
    compile_status,
    drop_generic,
)
from pipeline.rules.kinds import kind_of
from pipeline.rules.lab_tables import add_case_columns, add_lab_tables
from pipeline.rules.labs import LabReader
from pipeline.rules.lesion_ranks import read_beside, read_far, read_ranks
from pipeline.rules.lesions import LesionReader
from pipeline.rules.make_reading import ReadingMaker
from pipeline.rules.operated_levels import inherit_levels
from pipeline.rules.outcomes import OutcomeReader
from pipeline.rules.patients import make_patients
from pipeline.rules.persons import compile_persons
from pipeline.rules.reading import Reading
from pipeline.rules.respective import assign_respective
from pipeline.rules.siblings import as_patient, siblings_of
from pipeline.rules.stages import compile_stages, set_stages
from pipeline.rules.strangers import compile_strangers, mark_strangers
from pipeline.rules.symptoms import SymptomReader
from pipeline.rules.table_cells import TABLE_LEXICONS, Tools
from pipeline.rules.table_facts import add_table_facts

Step = Callable[[Reading], None]
Component = Callable[[Doc], Doc]


def on_reading(*steps: Step) -> Component:
    """Return a component that runs steps over the reading of a doc."""

    def component(doc: Doc) -> Doc:
        reading = spans.reading_of(doc)
        for step in steps:
            step(reading)
        return doc

    return component


@Language.factory("caseseries_reading")
def make_reading(nlp: Language, name: str, pack: Any, lexicons: list[str]) -> Component:
    """Words, terms, ages, levels and durations of a doc."""
    return ReadingMaker(pack, lexicons)


@Language.factory("caseseries_discourse")
def make_discourse(
    nlp: Language,
    name: str,
    pack: Any,
    weights: dict[str, float],
    priors: dict[str, float],
) -> Component:
    """Whose sentence is whose, the patients, the kind of document."""
    scorer = Scorer(compile_cues(pack.rows("discourse_cues")), weights, priors)
    nouns = _sexed_nouns(pack)
    people = compile_persons([r.cells for r in pack.rows("person_words")])
    strangers = compile_strangers(pack.rows("strangers"), people)

    def discourse(reading: Reading) -> None:
        scorer.score(reading)
        reading.siblings = siblings_of(reading)
        if reading.siblings:
            reading.ages = tuple(as_patient(a, reading.siblings) for a in reading.ages)
            scorer.score(reading)
        mark_strangers(reading, strangers)
        reading.patients = make_patients(reading)
        reading.kind = kind_of(reading)
        if reading.kind not in {"case_report", "case_series"}:
            reading.patients = []
        reading.assigned = assign_respective(reading)
        reading.switches = attribution.attribute(reading)
        if sex.tell_sexes(reading, nouns):
            reading.switches = attribution.attribute(reading)

    return on_reading(discourse)


def _sexed_nouns(pack: Any) -> dict[str, str]:
    """Return the nouns for a person of known sex: "woman", "schoolboy"."""
    return {
        r["word"].lower(): r["sex"]
        for r in pack.rows("person_words")
        if r["sex"] and not r["relation"] and r["word"].isalpha()
    }


@Language.factory("caseseries_stages")
def make_stages(nlp: Language, name: str, pack: Any) -> Component:
    """Where each sentence stands in the story; needs the interventions."""
    cues = compile_stages(pack.rows("stage_cues"))

    def stages(reading: Reading) -> None:
        set_stages(reading, cues)

    return on_reading(stages)


@Language.factory("caseseries_demographics")
def make_demographics(nlp: Language, name: str, pack: Any) -> Component:
    """Age and sex."""
    nouns = _sexed_nouns(pack)

    def read(reading: Reading) -> None:
        for patient in reading.patients:
            demographics.find_age(reading, patient)
            sex.find_sex(reading, patient, nouns)

    return on_reading(read)


@Language.factory("caseseries_imaging")
def make_imaging(nlp: Language, name: str, pack: Any) -> Component:
    """Imaging findings."""
    return on_reading(ImagingReader(pack).read)


@Language.factory("caseseries_labs")
def make_labs(nlp: Language, name: str, pack: Any) -> Component:
    """Laboratory values."""
    return on_reading(LabReader(pack).read)


@Language.factory("caseseries_symptoms")
def make_symptoms(nlp: Language, name: str, pack: Any) -> Component:
    """Symptoms, signs and their duration."""
    reader = SymptomReader(pack)
    return on_reading(reader.read, reader.read_durations)


@Language.factory("caseseries_interventions")
def make_interventions(nlp: Language, name: str, pack: Any) -> Component:
    """Interventions with status and levels."""
    return on_reading(
        InterventionReader(pack, compile_status(pack.rows("status_cues"))).read
    )


@Language.factory("caseseries_diagnoses")
def make_diagnoses(nlp: Language, name: str, pack: Any) -> Component:
    """Diagnoses and comorbidities."""
    return on_reading(DiagnosisReader(pack).read)


@Language.factory("caseseries_lesions")
def make_lesions(nlp: Language, name: str, pack: Any) -> Component:
    """Levels of the lesion."""
    reader = LesionReader(
        read_ranks(pack.rows("lesion_ranks")),
        read_beside(pack.rows("lesion_ranks")),
        read_far(pack.rows("lesion_ranks")),
    )
    return on_reading(reader.read, inherit_levels)


@Language.factory("caseseries_outcomes")
def make_outcomes(nlp: Language, name: str, pack: Any) -> Component:
    """Outcome, follow-up, complications."""
    scores = compile_scores(pack.rows("course_scores"))
    hints = compile_hints(pack.rows("outcome_hints"))
    reader = OutcomeReader(pack, _course_words(pack), scores, hints)
    # "All three were operated on" dates a course, though it names no operation.
    return on_reading(reader.read, lambda reading: drop_generic(reading, pack))


def _course_words(pack: Any) -> CourseWords:
    return compile_course(pack.rows("outcome_cues"), pack.rows("course_themes"))


def _reading_maker(nlp: Language, pack: Any, lexicons: tuple[str, ...]) -> ReadingMaker:
    """Return the component "reading" of the pipeline, or another if it lacks any."""
    known = nlp.get_pipe("reading") if nlp.has_pipe("reading") else None
    if isinstance(known, ReadingMaker) and known.indices.keys() >= set(lexicons):
        return known
    return ReadingMaker(pack, lexicons)


@Language.factory("caseseries_tables")
def make_tables(nlp: Language, name: str, pack: Any) -> Component:
    """Facts of tables with one row per patient."""
    reading_maker = _reading_maker(nlp, pack, (*TABLE_LEXICONS, "labs"))
    tools = Tools(
        pack,
        reading_maker,
        compile_status(pack.rows("status_cues")),
        _course_words(pack),
        compile_scores(pack.rows("course_scores")),
        {row["cell"]: row["outcome"] for row in pack.rows("table_outcomes")},
    )

    def read(reading: Reading) -> None:
        add_table_facts(reading, tools)
        inherit_levels(reading)
        labs = reading_maker.indices["labs"]
        add_lab_tables(reading, labs, pack)
        add_case_columns(reading, labs, pack)

    return on_reading(read)


@Language.factory("caseseries_spans")
def make_spans(nlp: Language, name: str) -> Component:
    """Show the mentions as doc.spans."""
    return spans.write


__all__ = ["assertion", "sentences"]
