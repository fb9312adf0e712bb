"""Cited patients stand beside the own ones; a repeated one is set aside and listed."""

from collections.abc import Callable

import pytest

from pipeline.analysis.cited import Joined, Source, read_source, surname_of, with_cited
from pipeline.series import Series

Maker = Callable[..., Series]
OWN = {
    "doc_id": "own",
    "first_author": "John Smith",
    "year": 2010,
    "age_years": 58,
    "sex": "female",
    "lesion_levels": "L4-L5",
}
#: The same patient as a review's table has her.
SAME = OWN | {
    "doc_id": "review",
    "case_id": "review#cited1",
    "first_author": "Roe",
    "year": 2020,
    "cited_source": "Smith et al. 2010",
}


def ids(joined: Joined) -> tuple[list[object], list[tuple[object, object]]]:
    return (
        [row["case_id"] for row in joined.rows],
        [
            (aside.row["case_id"], aside.repeats["case_id"])
            for aside in joined.set_aside
        ],
    )


def test_a_cited_case_that_is_an_own_one_is_set_aside(make_series: Maker) -> None:
    joined = with_cited(make_series(cases=[OWN], cited_cases=[SAME]))
    assert ids(joined) == (["own#1"], [("review#cited1", "own#1")])
    assert joined.set_aside[0].why == (
        "the same source Smith et al. 2010, age, sex, level"
    )


@pytest.mark.parametrize(
    "told",
    [
        {"age_years": 59},
        {"sex": "male"},
        {"lesion_levels": "L3-L4"},
        {"lesion_levels": "L4-L5; L5-S1"},
        {"cited_source": "Smith 2011"},
        {"cited_source": "Smithson 2010"},
        {"cited_source": "Smith"},
        {"sex": None, "age_years": None},  # one of three is too little
    ],
)
def test_a_cited_case_that_differs_or_says_too_little_counts(
    make_series: Maker, told: dict[str, object]
) -> None:
    joined = with_cited(make_series(cases=[OWN], cited_cases=[SAME | told]))
    assert ids(joined) == (["own#1", "review#cited1"], [])


@pytest.mark.parametrize("unknown", ["age_years", "sex", "lesion_levels"])
def test_two_of_age_sex_and_level_suffice(make_series: Maker, unknown: str) -> None:
    joined = with_cited(make_series(cases=[OWN], cited_cases=[SAME | {unknown: None}]))
    assert len(joined.set_aside) == 1


def test_an_undated_or_nameless_own_case_is_nobody_cited(make_series: Maker) -> None:
    for unknown in ("first_author", "year"):
        own = OWN | {unknown: None}
        joined = with_cited(make_series(cases=[own], cited_cases=[SAME]))
        assert len(joined.rows) == 2


def test_a_case_cited_by_two_reviews_counts_once(make_series: Maker) -> None:
    again = SAME | {
        "doc_id": "other",
        "case_id": "other#cited1",
        "cited_source": "SMITH 2010",
    }
    joined = with_cited(make_series(cited_cases=[SAME, again]))
    assert ids(joined) == (["review#cited1"], [("other#cited1", "review#cited1")])


def test_patients_of_one_table_never_repeat_each_other(make_series: Maker) -> None:
    twin = SAME | {"case_id": "review#cited2"}
    joined = with_cited(make_series(cited_cases=[SAME, twin]))
    assert ids(joined) == (["review#cited1", "review#cited2"], [])


def test_two_of_one_table_never_repeat_the_same_patient(make_series: Maker) -> None:
    twin = SAME | {"case_id": "review#cited2"}
    joined = with_cited(make_series(cases=[OWN], cited_cases=[SAME, twin]))
    assert ids(joined) == (["own#1", "review#cited2"], [("review#cited1", "own#1")])


def test_nothing_is_dropped(make_series: Maker) -> None:
    cited = [SAME | {"case_id": f"r{n}#cited1", "doc_id": f"r{n}"} for n in range(5)]
    series = make_series(cases=[OWN, OWN | {"patient": 2}], cited_cases=cited)
    joined = with_cited(series)
    assert len(joined.rows) + len(joined.set_aside) == 7


def test_an_empty_series_joins_to_nothing(make_series: Maker) -> None:
    assert with_cited(make_series()) == Joined((), ())


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Smith 2010", Source("smith", 2010)),
        ("Smith et al. 2010", Source("smith", 2010)),
        ("Smith et al., 2010a [12]", Source("smith", 2010)),
        ("[12] Smith (2010)", Source("smith", 2010)),
        ("Smith and Roe 2010", Source("smith", 2010)),
        ("Smith & Roe, 2010", Source("smith", 2010)),
        ("Smith J, 2010", Source("smith", 2010)),
        ("J. P. Smith 1899", Source("smith", 1899)),
        ("de Vries 2001", Source("vries", 2001)),
        ("Gill-Ortega 2014", Source("gill ortega", 2014)),
        ("Müller 2014", Source("muller", 2014)),
        ("Smith", None),
        ("2010", None),
        ("", None),
        ("Smith 12345", None),
    ],
)
def test_a_citation_names_surname_and_year(text: str, source: Source | None) -> None:
    assert read_source(text) == source


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("John Smith", "smith"),
        ("Smith J", "smith"),
        ("Smith JP", "smith"),
        ("Smith J.-P.", "smith"),
        ("Smith, John", "smith"),
        ("J. P. Smith", "smith"),
        ("John P. Smith Jr.", "smith"),
        ("Huang W-T", "huang"),
        ("LI J", "li"),
        ("Marloes de Vries", "vries"),
        ("Tešić R", "tesic"),
        ("", ""),
        (",", ""),
        ("--", ""),
    ],
)
def test_a_name_has_a_surname_however_it_is_written(name: str, surname: str) -> None:
    assert surname_of(name) == surname
