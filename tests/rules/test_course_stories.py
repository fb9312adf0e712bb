"""Short courses told as different authors tell them: outcome and follow-up."""

from pathlib import Path

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import extract, told

HERE = Path(__file__).parents[1] / "gold" / "courses"
OPERATED = "A 58-year-old woman had leg pain. She underwent laminectomy at L4-L5. "


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def value(spine: Extractor, text: str, field: str) -> str:
    found = told(extract(spine, f"Case report\n\n{text}"), field)
    return next(iter(found), "-")


@pytest.mark.parametrize(("outcome", "text"), rows("outcomes.tsv"))
def test_the_course_tells_the_outcome(
    spine: Extractor, outcome: str, text: str
) -> None:
    assert value(spine, text, "outcome") == outcome


@pytest.mark.parametrize(("months", "text"), rows("visits.tsv"))
def test_the_time_of_the_last_visit(spine: Extractor, months: str, text: str) -> None:
    assert value(spine, OPERATED + text, "followup") == months


def test_a_discussion_comes_back_to_the_patient(spine: Extractor) -> None:
    text = (
        "Case report\n\nA 9-year-old girl had back pain and a stiff gait. She was "
        "given isoniazid and rifampicin.\n\nDiscussion\n\nTuberculosis of the spine "
        "accounts for half of all tuberculosis of bone.\n\nThe drugs were stopped "
        "after a year. At the last review, 20 months after admission, the girl was "
        "running and had no pain.\n"
    )
    found = extract(spine, text)
    assert told(found, "followup") == {"20"}
    assert told(found, "outcome") == {"resolved"}


def test_the_visits_of_others_in_a_discussion_are_not_the_patients(
    spine: Extractor,
) -> None:
    text = (
        "Case report\n\nA 9-year-old girl had back pain. She was given isoniazid."
        "\n\nDiscussion\n\nTanaka et al. treated 12 children. At 2 years all were well."
        "\n"
    )
    assert told(extract(spine, text), "followup") == set()


@pytest.mark.parametrize("heading", ["What happened to him", "Afterwards"])
def test_a_story_may_end_after_the_discussion(spine: Extractor, heading: str) -> None:
    text = (
        "Case report\n\nA 52-year-old man had back pain and a foot drop. He underwent "
        "laminectomy.\n\nDiscussion\n\nThe triad is found in a minority of patients."
        f"\n\n{heading}\n\nAt 4 months the power was 4+/5 and he used a splint.\n"
    )
    found = extract(spine, text)
    assert told(found, "followup") == {"4"}
    assert told(found, "outcome") == {"improved"}


def test_what_images_show_yields_to_what_the_abstract_tells(spine: Extractor) -> None:
    text = (
        "Abstract\n\nA 63-year-old man had paraparesis. After laminectomy he improved."
        "\n\nCase report\n\nA 63-year-old man had paraparesis. He underwent laminectomy "
        "at T10. A fluid collection seen on MRI had disappeared at 1 year.\n"
    )
    assert told(extract(spine, text), "outcome") == {"improved"}
