"""What kind of article a text is."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import extract

ONE = (
    "Case report\n\nA 58-year-old woman came with back pain. MRI showed a mass at T8. "
    "She underwent laminectomy. One year later she was free of pain."
)
TWO = (
    "Case 1\n\nA 58-year-old woman had back pain. She underwent laminectomy.\n\n"
    "Case 2\n\nA 31-year-old man had neck pain. He was given naproxen."
)
COHORT = (
    "Methods\n\nWe retrospectively reviewed 84 consecutive patients with spinal gout. "
    "Inclusion criteria were a mass on MRI and a complete record.\n\n"
    "Results\n\nThe mean age was 61 years. Fever was present in 30 patients. "
    "Laminectomy was performed in 52 patients and the mean follow-up was 3 years."
)
REVIEW = (
    "Gout of the spine: an overview\n\nIntroduction\n\nGout is a disease of urate "
    "crystals. It affects joints and, rarely, the spine. Back pain is the usual "
    "complaint. MRI shows masses of low signal. Treatment lowers the urate. Surgery is "
    "needed when the cord is compressed. The prognosis is good in most patients."
)
SEARCH = (
    "Gout of the spine\n\nMethods\n\nWe searched PubMed for reports of spinal gout in 112 patients. "
    "Two authors screened the titles and read the papers in full.\n\nResults\n\nForty-one articles were included. "
    "The mean age was 60 years and most patients had back pain. Laminectomy was the "
    "commonest operation. Recovery was complete in half of the patients."
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(ONE, "case_report", id="one story"),
        pytest.param(TWO, "case_series", id="two stories"),
        pytest.param(COHORT, "cohort", id="numbers of patients"),
        pytest.param(REVIEW, "review", id="background"),
        pytest.param(SEARCH, "review", id="literature search"),
        pytest.param("Correction of a misprint in table 2.", "other", id="note"),
    ],
)
def test_the_kind_is_told_by_whom_the_text_is_about(
    spine: Extractor, text: str, kind: str
) -> None:
    assert extract(spine, text).kind == kind


def test_a_case_with_a_search_of_the_literature_stays_a_case_report(
    spine: Extractor,
) -> None:
    text = f"{ONE}\n\nDiscussion\n\nWe searched PubMed and found 112 patients."
    assert extract(spine, text).kind == "case_report"


def test_cited_cases_do_not_make_a_review_a_case_report(spine: Extractor) -> None:
    text = f"{REVIEW} Smith et al. described a 45-year-old man with a mass at T8."
    assert extract(spine, text).kind == "review"


def test_cohorts_and_reviews_have_no_facts_of_a_patient(spine: Extractor) -> None:
    assert [f.field for f in extract(spine, COHORT + "\n\n" + REVIEW).facts] == []
