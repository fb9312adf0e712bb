"""Results of several tests in their order, and how a reference is printed."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import facts_in_case

HEAD = "Our patient was a 61-year-old woman. "


def labs(spine: Extractor, story: str) -> dict[str | None, tuple[str | None, ...]]:
    facts = facts_in_case(spine, HEAD + story)
    return {f.concept: (f.value, f.interpretation) for f in facts if f.field == "lab"}


@pytest.mark.parametrize(
    ("story", "results"),
    [
        (
            "Calcium and phosphate were 2.9 and 0.6 mmol/L, respectively.",
            {"calcium": ("2.9", None), "phosphate": ("0.6", None)},
        ),
        (
            "CRP and ESR were 45 mg/L (normal <5) and 12 mm/h (<20), respectively.",
            {
                "C-reactive protein": ("45", "elevated"),
                "erythrocyte sedimentation rate": ("12", "normal"),
            },
        ),
        (
            "The CRP and the ESR were normal and raised respectively.",
            {
                "C-reactive protein": (None, "normal"),
                "erythrocyte sedimentation rate": (None, "elevated"),
            },
        ),
        (
            "White cells 17.2 x 10^9/L and CRP 88 mg/L, both raised.",
            {
                "white blood cell count": ("17.2", "elevated"),
                "C-reactive protein": ("88", "elevated"),
            },
        ),
        ("CRP was 4 mg/dL (RV < 0.5).", {"C-reactive protein": ("4", "elevated")}),
        ("CRP was 9 mg/L (normal to 5).", {"C-reactive protein": ("9", "elevated")}),
        (
            "Urinary homogentisic acid was 4.1 g/day (normally absent).",
            {"urinary homogentisic acid": ("4.1", "elevated")},
        ),
    ],
)
def test_results(
    spine: Extractor, story: str, results: dict[str, tuple[str | None, ...]]
) -> None:
    found = labs(spine, story)
    assert {name: found.get(name) for name in results} == results
