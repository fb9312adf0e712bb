"""Where a sentence stands in the story."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import read

START = "Case report\n\nA 58-year-old woman had back pain. "


def last(spine: Extractor, text: str) -> tuple[str, str]:
    sentence = read(spine, START + text).sentences[-1]
    return sentence.stage, sentence.treated


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("On examination the legs were weak.", "examination"),
        ("At the last follow-up the legs were strong.", "followup"),
        ("Postoperatively the legs were strong.", "followup"),
        ("She was discharged on day 5.", "followup"),
        ("Three weeks after the operation the legs were strong.", "followup"),
        ("She was treated with a brace.", "treatment"),
        ("At operation the cord was pale.", "operation"),
        ("The legs were weak.", "narrative"),
    ],
)
def test_a_cue_tells_the_stage(spine: Extractor, text: str, stage: str) -> None:
    assert last(spine, text)[0] == stage


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Two weeks later her legs were weak.", "narrative"),
        ("She underwent laminectomy. Two weeks later her legs were weak.", "followup"),
        ("She was given naproxen. Two weeks later her legs were weak.", "followup"),
        ("MRI showed a mass. Two weeks later her legs were weak.", "followup"),
    ],
)
def test_later_counts_only_after_treatment_or_imaging(
    spine: Extractor, text: str, stage: str
) -> None:
    assert last(spine, text)[0] == stage


@pytest.mark.parametrize(
    ("text", "treated"),
    [
        ("She underwent laminectomy. The legs were weak.", "operation"),
        ("She underwent laminectomy. On examination she was weak.", "operation"),
        ("She was given naproxen. The legs were weak.", "treatment"),
        ("She was given naproxen. On examination she was weak.", ""),
        ("She had undergone hysterectomy in 1999. The legs were weak.", ""),
        ("Laminectomy was refused. The legs were weak.", ""),
    ],
)
def test_an_operation_ends_the_presentation_for_good_and_a_drug_until_examination(
    spine: Extractor, text: str, treated: str
) -> None:
    assert last(spine, text)[1] == treated


def test_treatment_of_one_patient_is_none_of_the_next(spine: Extractor) -> None:
    text = (
        "Case 1\n\nA 58-year-old woman had back pain. She underwent laminectomy.\n\n"
        "Case 2\n\nA 61-year-old man had neck pain. The legs were weak."
    )
    assert read(spine, text).sentences[-1].treated == ""


def test_the_first_image_of_the_days_on_the_ward_is_no_follow_up(
    spine: Extractor,
) -> None:
    story = "A lumbar puncture was done. CT on the second hospital day showed a mass."
    assert last(spine, story)[0] == "narrative"
    story = "She underwent laminectomy. CT on the second hospital day was normal."
    assert last(spine, story)[0] == "followup"
