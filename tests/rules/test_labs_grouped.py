"""Results of groups of tests, of tests told in one list, and of what was not there."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import extract, facts_in_case

HEAD = "A 61-year-old woman was admitted to our hospital. "


def results(spine: Extractor, sentence: str) -> set[str]:
    facts = facts_in_case(spine, HEAD + sentence)
    return {f"{f.concept}={f.interpretation}" for f in facts if f.field == "lab"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Inflammatory markers were grossly elevated (CRP 210 mg/L, ESR 104 mm/h).",
        "There was a marked inflammatory syndrome (CRP 164 mg/l, ESR 110 mm).",
    ],
)
def test_a_group_gives_its_result_to_the_members_told_by_figures(
    spine: Extractor, sentence: str
) -> None:
    assert results(spine, sentence) == {
        "C-reactive protein=elevated",
        "erythrocyte sedimentation rate=elevated",
    }


def test_a_group_stands_where_no_member_is_named(spine: Extractor) -> None:
    found = results(spine, "Inflammatory markers were raised, haemoglobin normal.")
    assert found == {"inflammatory markers=elevated", "hemoglobin=normal"}


def test_genetic_testing_gives_way_to_the_gene(spine: Extractor) -> None:
    found = results(spine, "Sequencing detected a pathogenic variant of COL1A1.")
    assert found == {"COL1A1 mutation=positive"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "CRP was not raised, nor was the ESR.",
            "erythrocyte sedimentation rate=normal",
        ),
        ("Calcium, phosphate, barium and uric acid were normal.", "calcium=normal"),
        (
            "CSF was clear with a raised protein.",
            "cerebrospinal fluid protein=elevated",
        ),
        ("CSF showed no increase in cells.", "cerebrospinal fluid cell count=normal"),
        ("CRP ↑ (6.2 mg/dL), WBC normal.", "C-reactive protein=elevated"),
        ("Na+ 128 mEq/L (135-145), K+ 4.9 mEq/L (3.5-5).", "sodium=low"),
        ("Na+ 128 mEq/L (135-145), K+ 4.9 mEq/L (3.5-5).", "potassium=normal"),
        ("The urine contained neither albumin nor sugar.", "urine glucose=negative"),
        (
            "Urinary calcium excretion was 420 mg (normal <250).",
            "urine calcium=elevated",
        ),
        ("Blood cultures did not yield any organism.", "blood culture=negative"),
        ("Laboratory tests showed no abnormal findings.", "routine blood tests=normal"),
        ("Bloods disclosed no peculiarities.", "routine blood tests=normal"),
        ("Elevation of CRP was absent, LDH normal.", "lactate dehydrogenase=normal"),
        ("FBC, U&Es and LFTs were normal.", "urea and electrolytes=normal"),
        ("She tested positive for hepatitis C.", "hepatitis C serology=positive"),
        (
            "Serology for HIV, hepatitis B, hepatitis C and syphilis was negative.",
            "syphilis serology=negative",
        ),
        ("HLA typing disclosed the B27 antigen.", "HLA-B27=positive"),
        ("Protein C and protein S were normal.", "protein S=normal"),
        ("Serum selenium was low.", "selenium=low"),
        ("Blood manganese and cobalt levels were raised.", "manganese=elevated"),
    ],
)
def test_results_told_in_lists_and_by_absence(
    spine: Extractor, sentence: str, expected: str
) -> None:
    assert expected in results(spine, sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ziehl-Neelsen staining revealed no bacilli.", "acid-fast bacilli=negative"),
        ("No mutation was found in the NF2 gene.", "NF2 mutation=negative"),
        ("He was heterozygous for an HGD mutation.", "HGD mutation=positive"),
        ("There was an IgA lambda M-band.", "M protein=positive"),
        ("A paraprotein of 28 g/L was found.", "M protein=positive"),
    ],
)
def test_what_is_either_there_or_not(
    spine: Extractor, sentence: str, expected: str
) -> None:
    assert expected in results(spine, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "He worked with manganese and lead.",
        "PT was started after the blood tests.",
        "She had had hepatitis B and syphilis as a student.",
        "Insulin and lithium were continued.",
    ],
)
def test_words_of_other_meanings_are_no_tests(spine: Extractor, sentence: str) -> None:
    assert not {r for r in results(spine, sentence) if "blood tests" not in r}


def test_a_range_printed_once_judges_both_persons(spine: Extractor) -> None:
    story = (
        "We report two patients. Patient A was a 54-year-old man with neck pain. "
        "Patient B was a 61-year-old woman with fever. CRP was 164 mg/L (normal <5) "
        "in patient A and 3 mg/L in patient B."
    )
    found = {
        (f.patient, f.interpretation)
        for f in extract(spine, story).facts
        if f.field == "lab"
    }
    assert found == {(1, "elevated"), (2, "normal")}


def test_a_word_told_once_is_of_both_persons(spine: Extractor) -> None:
    story = (
        "We report two patients. Patient A was a 54-year-old man with neck pain. "
        "Patient B was a 61-year-old woman with fever. ESR was elevated in the man "
        "(48 mm/h) and in the woman (77 mm/h)."
    )
    found = {
        (f.patient, f.value, f.interpretation)
        for f in extract(spine, story).facts
        if f.field == "lab"
    }
    assert found == {(1, "48", "elevated"), (2, "77", "elevated")}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Blood tests were normal except for a CRP of 48 mg/L.",
            "C-reactive protein=elevated",
        ),
        (
            "The only abnormal value was a haemoglobin of 9.1 g/dL.",
            "hemoglobin=low",
        ),
        ("Bloods were normal; CRP was 48 mg/L.", "C-reactive protein=None"),
    ],
)
def test_the_exception_of_normal_tests_is_abnormal(
    spine: Extractor, sentence: str, expected: str
) -> None:
    assert expected in results(spine, sentence)


@pytest.mark.parametrize(
    ("sentence", "samples"),
    [
        ("Blood, urine and sputum cultures showed no growth.", "blood urine sputum"),
        ("Cultures of blood, urine and pus were sterile.", "blood urine pus"),
        ("Cultures from the blood and the urine stayed negative.", "blood urine"),
    ],
)
def test_cultures_of_several_samples_told_once(
    spine: Extractor, sentence: str, samples: str
) -> None:
    assert results(spine, sentence) == {
        f"{sample} culture=negative" for sample in samples.split()
    }


def test_a_sample_after_a_comma_is_no_culture(spine: Extractor) -> None:
    found = results(spine, "Blood cultures were sterile, urine was clear.")
    assert found == {"blood culture=negative"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A raised ESR was present.", "erythrocyte sedimentation rate=elevated"),
        ("Inflammatory markers were negative.", "inflammatory markers=normal"),
        ("Troponin was negative.", "troponin=negative"),
        ("There were no laboratory signs of infection.", "inflammatory markers=normal"),
        (
            "RF 8 IU/mL and anti-CCP 0.4 U/mL (both negative).",
            "rheumatoid factor=negative",
        ),
        ("The diagnosis was confirmed by culture.", "culture=positive"),
        ("Urine culture yielded > 10^5 CFU/ml E. coli.", "urine culture=positive"),
        ("Coagulation tests were not altered.", "coagulation tests=normal"),
        ("PCR was negative for tuberculosis.", "tuberculosis PCR=negative"),
    ],
)
def test_words_fit_the_kind_of_test(
    spine: Extractor, sentence: str, expected: str
) -> None:
    assert expected in results(spine, sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("No increase in CRP, WBC or ESR was noted.", "white blood cell count=normal"),
        ("CRP and WBC did not show any abnormality.", "C-reactive protein=normal"),
        ("WBC 16.1 (4.0-10.0 × 10⁹/L), CRP 3.", "white blood cell count=elevated"),
        ("Hb 13.9 g/dL; CRP < 5 mg/L: all normal.", "hemoglobin=normal"),
        (
            "Calcium and phosphate: 2.7 mmol/L (high) and 0.7 mmol/L (low).",
            "phosphate=low",
        ),
        (
            "Immunofixation was negative for monoclonal gammopathy.",
            "immunofixation=negative",
        ),
        (
            "Serum and urine protein electrophoresis were normal.",
            "urine protein electrophoresis=normal",
        ),
        (
            "Homogentisic acid in urine was 3,200 mmol/mol creatinine (normal <10).",
            "urinary homogentisic acid=elevated",
        ),
    ],
)
def test_results_with_ranges_flags_and_denials(
    spine: Extractor, sentence: str, expected: str
) -> None:
    assert expected in results(spine, sentence)
