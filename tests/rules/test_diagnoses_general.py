"""Diagnoses of reports that are not about the spine: common diseases, odd names."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import extract, told

LEAD = "Case report\n\nA 66-year-old woman fell ill. "


@pytest.mark.parametrize(
    ("text", "diagnoses"),
    [
        ("The chest film showed lobar pneumonia.", {"pneumonia"}),
        ("She developed fulminant hepatic failure.", {"liver failure"}),
        ("Laparoscopy revealed endometriosis.", {"endometriosis"}),
        ("She had a fracture of the hip.", {"hip fracture"}),
        ("She smoked and had hypertension.", set()),
        ("She had had asthma at the age of 6.", set()),
        ("Sections showed a lipoma; she was also found to have asthma.", {"lipoma"}),
        ("The placenta showed a chorioangioma.", {"chorioangioma"}),
        ("IGF-1 indicated acromegaly.", {"acromegaly"}),
    ],
)
def test_a_common_disease_is_the_diagnosis_where_no_other_is(
    spine: Extractor, text: str, diagnoses: set[str]
) -> None:
    assert told(extract(spine, LEAD + text), "diagnosis") == diagnoses
