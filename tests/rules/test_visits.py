"""Times of a visit, and other durations."""

import pytest

from pipeline.extract import Extractor
from pipeline.rules.visits import visits_in
from tests.rules.case_bench import extract, read, told

START = "Case report\n\nA 58-year-old woman had back pain. She underwent laminectomy. "


def visits(spine: Extractor, text: str) -> list[float | None]:
    reading = read(spine, START + text)
    return [d.months for d in visits_in(reading, reading.sentences[-1])]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("At 18 months she was well.", 18),
        ("Two years later she was well.", 24),
        ("She was followed up for 5 years.", 60),
        ("She has remained well for 3 years.", 36),
        ("After one year she walked.", 12),
        ("There was no recurrence in 14 months.", 14),
        ("She died after 4 months.", 4),
        ("At a follow-up of 6 months she walked.", 6),
        ("When last seen, nine months after discharge, she walked.", 9),
    ],
)
def test_a_point_in_time_after_treatment_is_a_visit(
    spine: Extractor, text: str, months: float
) -> None:
    assert visits(spine, text) == [months]


@pytest.mark.parametrize(
    "text",
    [
        "She took prednisolone for 3 weeks.",
        "She had a two-year history of pain.",
        "She wore a brace for 6 weeks.",
        "She had fallen 4 months ago.",
        "Her son was 18 months old.",
        "She walked every 2 weeks with a nurse.",
        "Ceftriaxone was tapered over 6 weeks.",
        "She was discharged after 2 weeks.",
    ],
)
def test_drugs_histories_ages_and_stays_are_no_visits(
    spine: Extractor, text: str
) -> None:
    assert visits(spine, text) == []


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("At 3 months she walked. At 2 years she was well.", "24"),
        ("At 2 years she was well, as she had been at 3 months.", "24"),
        ("She took calcium for 5 years. At 3 months she was well.", "3"),
    ],
)
def test_the_longest_follow_up_of_the_patient_wins(
    spine: Extractor, text: str, months: str
) -> None:
    assert told(extract(spine, START + text), "followup") == {months}


@pytest.mark.parametrize(
    "text",
    [
        "Case report\n\nA 58-year-old woman had had back pain for 9 months.",
        "Case report\n\nAn 18-month-old girl had torticollis.",
        START + "Schulz et al. followed 20 patients for 10 years.",
    ],
)
def test_symptoms_ages_and_other_peoples_patients_give_no_follow_up(
    spine: Extractor, text: str
) -> None:
    assert told(extract(spine, text), "followup") == set()
