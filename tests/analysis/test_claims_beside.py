"""What reviews name stands beside the patients in whom it occurs, and the other way."""

from collections.abc import Callable

from pipeline.analysis.claims_beside import Line, claims_beside
from pipeline.series import Series

Maker = Callable[..., Series]


def claim(
    doc_id: str, category: str, name: str, concept: str | None = None
) -> dict[str, object]:
    return {"doc_id": doc_id, "category": category, "name": name, "concept": concept}


def told(series: Series) -> list[tuple[str, str, int, int]]:
    return [(x.category, x.name, x.n_reviews, x.n_cases) for x in claims_beside(series)]


CASES = [
    {"interventions": "fusion; NSAID", "symptoms": "fever", "diagnoses": "gout"},
    {"interventions": "NSAID", "comorbidities": "gout; obesity"},
    {"interventions": None},
]


def test_treatments_are_counted_in_reviews_and_cases(make_series: Maker) -> None:
    claims = [
        claim("r1", "treatment", "Ibuprofen", "NSAID"),
        claim("r1", "treatment", "Naproxen", "NSAID"),
        claim("r2", "treatment", "NSAIDs", "NSAID"),
        claim("r2", "treatment", "Prayer"),
    ]
    series = make_series(cases=CASES, claims=claims)
    lines = [x for x in claims_beside(series) if x.category == "treatment"]
    assert [(x.name, x.n_reviews, x.n_cases) for x in lines] == [
        ("NSAID", 2, 2),
        ("Prayer", 1, 0),  # named, never done
        ("fusion", 0, 1),  # done, never named
    ]
    assert lines[0].reviews == ("r1", "r2")
    assert [c["name"] for c in lines[0].claims] == ["Ibuprofen", "Naproxen", "NSAIDs"]
    assert [r["doc_id"] for r in lines[0].rows] == ["d1", "d2"]


def test_a_cause_is_looked_for_in_diagnoses_and_comorbidities(
    make_series: Maker,
) -> None:
    series = make_series(cases=CASES, claims=[claim("r", "cause", "Gout", "gout")])
    assert ("cause", "gout", 1, 2) in told(series)
    assert ("cause", "obesity", 0, 1) in told(series)


def test_a_test_is_looked_for_in_imaging_labs_and_procedures(
    make_series: Maker,
) -> None:
    cases = [
        {"doc_id": "d", "imaging_modalities": "CT", "interventions": "biopsy; fusion"}
    ]
    facts = [
        {"case_id": "d#1", "field": "lab", "concept": "calcium"},
        {"case_id": "d#1", "field": "lab", "concept": "calcium"},
        {"case_id": "d#1", "field": "symptom", "concept": "fever"},
        {"case_id": "e#1", "field": "lab", "concept": "zinc"},  # nobody's
    ]
    names = ("CT", "calcium", "biopsy", "MRI")
    claims = [claim("r", "diagnostic_test", name, name) for name in names]
    series = make_series(cases=cases, facts=facts, claims=claims)
    found = [line[1:] for line in told(series) if line[0] == "diagnostic_test"]
    assert found == [("CT", 1, 1), ("biopsy", 1, 1), ("calcium", 1, 1), ("MRI", 1, 0)]


def test_a_name_without_concept_is_found_whatever_its_capitals(
    make_series: Maker,
) -> None:
    series = make_series(cases=CASES, claims=[claim("r", "symptom", "FEVER")])
    assert told(series)[-1] == ("symptom", "fever", 1, 1)


def test_a_patient_counts_once_for_a_thing(make_series: Maker) -> None:
    case = {"diagnoses": "gout", "comorbidities": "gout; Gout"}
    assert told(make_series(cases=[case])) == [("cause", "Gout", 0, 1)]


def test_cited_patients_and_other_categories_do_not_count(make_series: Maker) -> None:
    cited = [{"case_id": "d#cited1", "symptoms": "fever"}]
    claims = [claim("r", "prevention", "Rest"), claim("r", "treatment", "")]
    assert claims_beside(make_series(cited_cases=cited, claims=claims)) == ()


def test_an_empty_series_has_no_lines(make_series: Maker) -> None:
    assert claims_beside(make_series()) == ()
    assert claims_beside(make_series(cases=[{}])) == ()


def test_claims_without_patients_and_odd_text_are_kept(make_series: Maker) -> None:
    [line] = claims_beside(make_series(claims=[claim("r", "cause", "=1+1\n</script>")]))
    assert (line.name, line.n_reviews, line.rows) == ("=1+1\n</script>", 1, ())
    assert isinstance(line, Line)
