"""The outcome of a patient: the last visit, what is left, and death."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import by_patient, extract, told

START = "Case report\n\nA 58-year-old woman had leg pain. She underwent laminectomy. "


def outcome(spine: Extractor, text: str) -> set[str]:
    return told(extract(spine, START + text), "outcome")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At 3 months she was worse. At 2 years she was free of symptoms.", "resolved"),
        ("At 3 months the pain was unchanged. At 1 year it had improved.", "improved"),
        ("At 3 months she had improved. At 1 year the pain was worse.", "worsened"),
    ],
)
def test_the_last_visit_decides(spine: Extractor, text: str, expected: str) -> None:
    assert outcome(spine, text) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "At 1 year the pain had resolved but some numbness remained.",
        "At 1 year she was well apart from slight numbness of the foot.",
        "At 1 year the pain had disappeared. Mild weakness persisted.",
    ],
)
def test_what_is_left_turns_resolved_into_improved(spine: Extractor, text: str) -> None:
    assert outcome(spine, text) == {"improved"}


@pytest.mark.parametrize(
    "text",
    [
        "She had some pain at 18 months.",
        "At 18 months only slight numbness was felt.",
        "At the last visit she had occasional tingling.",
    ],
)
def test_little_that_is_left_at_a_late_visit_is_improvement(
    spine: Extractor, text: str
) -> None:
    assert outcome(spine, text) == {"improved"}


@pytest.mark.parametrize(
    "text",
    [
        "She improved at first. She died of pneumonia after 5 months.",
        "She died of pneumonia after 5 months. The pain had improved.",
        "She passed away two weeks later; until then she had been free of pain.",
    ],
)
def test_death_decides(spine: Extractor, text: str) -> None:
    assert outcome(spine, text) == {"died"}


@pytest.mark.parametrize(
    "text",
    [
        "Her husband died two years later.",
        "\n\nDiscussion\n\nRecovery is usually complete after such operations.",
        "Nakamura et al. saw complete recovery in 8 of 10 patients.",
        "She may improve with time.",
        "She is expected to recover.",
    ],
)
def test_fates_of_others_and_hopes_are_no_outcome(spine: Extractor, text: str) -> None:
    assert outcome(spine, text) == set()


def test_a_course_before_treatment_is_no_outcome(spine: Extractor) -> None:
    text = "Case report\n\nA 58-year-old woman had leg pain that had worsened."
    assert told(extract(spine, text), "outcome") == set()


def test_each_patient_of_a_series_has_an_own_outcome(spine: Extractor) -> None:
    text = (
        "Case 1\n\nA 58-year-old woman had leg pain. She underwent laminectomy. She died on day 9.\n\n"
        "Case 2\n\nA 31-year-old man had leg pain. He underwent laminectomy. "
        "Two years later he was free of symptoms."
    )
    found = extract(spine, text)
    assert by_patient(found, "outcome") == {1: {"died"}, 2: {"resolved"}}


def test_a_complication_counts_after_the_operation_and_not_when_denied(
    spine: Extractor,
) -> None:
    had = extract(spine, START + "Postoperatively a wound infection developed.")
    had_not = extract(spine, START + "Postoperatively there was no wound infection.")
    assert told(had, "complication") == {"wound infection"}
    assert told(had_not, "complication") == set()
