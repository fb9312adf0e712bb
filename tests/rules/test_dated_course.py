"""Follow-up told by two dates, by the age at the end, or up to the death."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import extract, told

CASE = "Case report\n\n"


@pytest.mark.parametrize(
    ("text", "months"),
    [
        (
            (
                "A 50-year-old woman was admitted in June 2011 with jaundice. She was "
                "given prednisolone. At the last follow-up, in June 2013, she was well."
            ),
            "24",
        ),
        (
            (
                "A 50-year-old woman was admitted in May 2011 with jaundice. On 10 June "
                "2011 she underwent hepatectomy. She died on 10 December 2011."
            ),
            "6",
        ),
        (
            (
                "A girl was born at term. At birth she was floppy. She received oxygen. "
                "She died at the age of 14 months."
            ),
            "14",
        ),
        (
            (
                "A 50-year-old man had cough. He underwent lobectomy. Two years later he "
                "had a relapse. He died 30 months after the diagnosis."
            ),
            "30",
        ),
        (
            (
                "A 50-year-old man had cough. He underwent lobectomy. At 8 months he "
                "was well."
            ),
            "8",
        ),
    ],
)
def test_dates_ages_and_deaths_tell_the_followup(
    spine: Extractor, text: str, months: str
) -> None:
    assert told(extract(spine, CASE + text), "followup") == {months}


@pytest.mark.parametrize(
    "text",
    [
        "She was given heparin and remained in bed for 2 weeks.",
        "She was ventilated and was extubated after 5 days.",
        "A thyroidectomy was performed on day 20.",
        "She was born in May 1960 and had an appendectomy in June 1975.",
        "She had been given heparin. In May 2010 a CT was done.",
    ],
)
def test_a_stay_a_step_or_a_date_alone_is_no_followup(
    spine: Extractor, text: str
) -> None:
    story = CASE + "A 50-year-old woman had cough. " + text
    assert told(extract(spine, story), "followup") == set()
