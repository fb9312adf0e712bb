"""The states of a course: what a clause says, and what visits add up to."""

import pytest

from pipeline.extract import Extractor
from pipeline.rules.course_clauses import State, read_states
from pipeline.rules.course_fold import fold
from pipeline.rules.course_words import CourseWords, compile_course
from tests.rules.case_bench import extract, told

START = "Case report\n\nA 58-year-old woman had leg pain. She underwent laminectomy. "


@pytest.fixture(scope="module")
def words(spine: Extractor) -> CourseWords:
    rows = spine.pack.rows
    return compile_course(rows("outcome_cues"), rows("course_themes"))


def states(words: CourseWords, text: str) -> set[tuple[str, str]]:
    return {(s.theme, s.state) for s in read_states(text, 0, len(text), words)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pain had gone.", {("pain", "gone")}),
        ("Strength was normal.", {("motor", "gone")}),
        ("Numbness increased.", {("sensation", "worse")}),
        ("Power increased.", {("motor", "better")}),
        ("Power fell.", {("motor", "worse")}),
        ("The weakness was less.", {("motor", "better")}),
        ("Headaches returned.", {("pain", "worse")}),
        ("Sensation returned.", {("sensation", "better")}),
        ("He had no pain.", {("pain", "gone")}),
        ("Slight numbness was felt.", {("sensation", "little")}),
        ("Numbness persisted.", {("sensation", "left")}),
        ("The cyst had shrunk.", {("image", "better")}),
        ("The wound had healed completely.", set()),
        ("The graft had disappeared.", set()),
        ("The CRP became normal.", set()),
    ],
)
def test_what_a_change_means_depends_on_what_changed(
    words: CourseWords, text: str, expected: set[tuple[str, str]]
) -> None:
    assert states(words, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pain had not gone.", {("pain", "left")}),
        ("The gait had not improved.", {("gait", "same")}),
        ("The pain had neither lessened nor grown.", {("pain", "same")}),
        ("The headaches have not returned.", {("pain", "gone")}),
        ("Weakness no longer persisted.", {("motor", "gone")}),
    ],
)
def test_what_is_denied_turns_about(
    words: CourseWords, text: str, expected: set[tuple[str, str]]
) -> None:
    assert states(words, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pain and numbness had gone.", {("pain", "gone"), ("sensation", "gone")}),
        (
            "The pain had gone, but weakness persisted.",
            {("pain", "gone"), ("motor", "left")},
        ),
        (
            "The pain ceased the next day and has not come back.",
            {("pain", "gone")},
        ),
        ("The pain had almost disappeared.", {("pain", "better")}),
    ],
)
def test_lists_clauses_and_degrees(
    words: CourseWords, text: str, expected: set[tuple[str, str]]
) -> None:
    assert states(words, text) == expected


def visit(*told: tuple[str, str]) -> list[State]:
    return [State(0, 1, "complaint", theme, state) for theme, state in told]


@pytest.mark.parametrize(
    ("visits", "expected"),
    [
        ([visit(("whole", "gone"))], "resolved"),
        ([visit(("whole", "gone"), ("motor", "left"))], "improved"),
        ([visit(("pain", "left")), visit(("whole", "gone"))], "resolved"),
        ([visit(("pain", "better")), visit(("pain", "gone"))], "resolved"),
        ([visit(("motor", "same")), visit(("pain", "gone"))], "improved"),
        ([visit(("whole", "better")), visit(("whole", "worse"))], "worsened"),
        ([visit(("whole", "better")), visit(("whole", "same"))], "improved"),
        ([visit(("whole", "better")), visit(("whole", "kept"))], "improved"),
        ([visit(("whole", "kept"))], "resolved"),
        ([visit(("whole", "same"))], "stable"),
        ([visit(("pain", "little"))], "improved"),
        ([visit(("pain", "gone")), visit(("whole", "died"))], "died"),
        ([], ""),
    ],
)
def test_the_last_visit_and_the_whole_patient_decide(
    visits: list[list[State]], expected: str
) -> None:
    assert fold(visits) == expected


def test_an_image_counts_where_nothing_clinical_is_said() -> None:
    image = [State(0, 1, "image", "image", "gone")]
    assert fold([image]) == "resolved"
    assert fold([visit(("pain", "better")), image]) == "improved"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At 1 year she was asymptomatic.", "resolved"),
        ("At 1 year she was back at work.", "resolved"),
        ("At 1 year the pain had disappeared.", "resolved"),
        ("At 1 year her strength had improved.", "improved"),
        ("At 1 year the pain was less severe.", "improved"),
        ("At 1 year the weakness was unchanged.", "stable"),
        ("At 1 year she had not improved.", "stable"),
        ("At 1 year she had deteriorated.", "worsened"),
        ("At 1 year she could no longer walk.", "worsened"),
    ],
)
def test_a_cue_tells_the_class(spine: Extractor, text: str, expected: str) -> None:
    assert told(extract(spine, START + text), "outcome") == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At 1 year she remained free of symptoms.", {"resolved"}),
        ("At 1 year the graft disappeared.", set()),
        ("At 1 year the pain was gone although the cyst was stable.", {"resolved"}),
        ("At 1 year the pain had not worsened.", {"stable"}),
    ],
)
def test_only_complaints_of_the_patient_count(
    spine: Extractor, text: str, expected: set[str]
) -> None:
    assert told(extract(spine, START + text), "outcome") == expected
