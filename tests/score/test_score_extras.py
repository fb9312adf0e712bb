"""Cited cases, metadata and claims are scored beside the patients."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.score.extras import plain, same_source

if TYPE_CHECKING:
    from tests.score.conftest import Bench


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Müller 2010", "Muller et al., 2010 [14]", True),
        ("Smith 2010", "Smith 2011", False),
        ("Smith 2010", "Smithson 2010", False),
    ],
)
def test_sources_agree_by_surname_and_year(one: str, other: str, is_same: bool) -> None:
    assert same_source(one, other) is is_same


def test_cited_cases_need_source_age_sex_and_a_level(bench: Bench) -> None:
    row = {"source": "Roe 1999", "age_years": 30.0, "sex": "male"}
    other = {"source": "Doe 2001", "age_years": 9.0, "sex": None}
    literature = [row | {"lesion_levels": ["C4"]}, other | {"lesion_levels": []}]
    bench.expect({}, literature_cases=literature)
    bench.tables["cited_cases"] = "doc_id,cited_source,age_years,sex,lesion_levels"
    bench.add("cited_cases", doc_id="a", cited_source="Doe et al. 2001", age_years="9")
    bench.add(*("cited_cases",), doc_id="a", cited_source="Roe 1999", age_years="31")
    score = bench.evaluate().extras["literature"]
    assert (score.tp, score.fp, score.fn) == (1, 1, 1)


def test_metadata_without_a_column_is_not_scored(bench: Bench) -> None:
    bench.expect({}, document={"title": "A Tale.", "year": 2021, "volume": "3"})
    score = bench.evaluate().extras["metadata"]
    assert (score.tp, score.fp, score.fn) == (1, 1, 1)


def test_claims_agree_by_category_and_name_doses_apart(bench: Bench) -> None:
    claims = [
        {"category": "diagnostic test", "name": "Kemp’s Test", "dose": None},
        {"category": "treatment", "name": "Ibuprofen", "dose": "200–400 mg"},
    ]
    bench.expect({}, claims=claims)
    bench.tables["claims"] = "doc_id,category,name,dose"
    bench.add("claims", doc_id="a", category="diagnostic_test", name="Kemp's test")
    bench.add(
        "claims", doc_id="a", category="treatment", name="ibuprofen", dose="20 mg"
    )
    extras = bench.evaluate().extras
    assert (extras["claims"].tp, extras["claims"].fp) == (2, 0)
    assert (extras["claim_doses"].tp, extras["claim_doses"].fn) == (0, 1)


def test_plain_folds_case_space_dash_quote_and_stop() -> None:
    assert plain(" The “Disc” – a  TALE. ") == 'the "disc" - a tale'
