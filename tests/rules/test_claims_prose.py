"""Claims of running text: what is said in general, and what is not."""

from time import process_time

import pytest

from pipeline.rules.claims import is_general
from tests.rules.claim_bench import names, read, spine_rules, triples

PROSE = [
    ("Stiff ligament disease is caused by fluoride, renal failure or old age.",
     "cause", ["fluoride", "renal failure", "old age"]),
    ("Risk factors include smoking, heavy work and diabetes.",
     "cause", ["smoking", "heavy work", "diabetes"]),
    ("Fluoride, smoking and gout have been implicated.",
     "cause", ["Fluoride", "smoking", "gout"]),
    ("It is usually associated with haemochromatosis and hypomagnesaemia.",
     "cause", ["haemochromatosis", "hypomagnesaemia"]),
    ("Patients usually present with stiffness, a dull ache and numb fingers.",
     "symptom", ["stiffness", "dull ache", "numb fingers"]),
    ("The most common symptoms are neck pain and headache.",
     "symptom", ["neck pain", "headache"]),
    ("Neck pain and stiffness are the commonest complaints.",
     "symptom", ["Neck pain", "stiffness"]),
    ("Headache was noted in 40%, fever in 12% and jaw pain in 3%.",
     "symptom", ["Headache", "fever", "jaw pain"]),
    ("CT is the modality of choice.", "diagnostic_test", ["CT"]),
    ("The diagnosis rests on radiographs and a raised phosphate.",
     "diagnostic_test", ["radiographs", "raised phosphate"]),
    ("Blood tests include calcium, phosphate (normal 0.8–1.5 mmol/L) and urate.",
     "diagnostic_test", ["calcium", "phosphate", "urate"]),
    ("MRI should be considered when the cord is at risk.", "diagnostic_test", ["MRI"]),
    ("Treatment consists of NSAIDs, a soft collar and rest.",
     "treatment", ["NSAIDs", "soft collar", "rest"]),
    ("Laminoplasty is preferred for long lesions.", "treatment", ["Laminoplasty"]),
    ("Most attacks can be managed with analgesics or colchicine, which is cheap.",
     "treatment", ["analgesics", "colchicine"]),
    ("Attacks can be prevented by magnesium or low-dose colchicine.",
     "prevention", ["magnesium", "low-dose colchicine"]),
    ("The prevalence is 3-5% in adults.", "epidemiology", ["prevalence"]),
    ("Women are affected twice as often as men.", "epidemiology", ["sex ratio"]),
    ("The annual incidence is 2 per 100,000.", "epidemiology", ["incidence"]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "category", "wanted"), PROSE)
def test_prose_names_what_a_general_sentence_says(
    sentence: str, category: str, wanted: list[str]
) -> None:
    claims = read(f"Words come first. {sentence} Other words.")
    assert names(claims, category) == wanted
    assert {c.category for c in claims} == {category}
    assert {c.quote for c in claims} == {sentence}


def test_dose_in_prose_belongs_to_the_drug_before_it() -> None:
    text = (
        "Colchicine 0.5 mg twice daily and ketorolac, 10 mg every 8 hours, are tried."
    )
    assert triples(text) == [
        ("treatment", "Colchicine", "0.5 mg twice daily"),
        ("treatment", "ketorolac", "10 mg every 8 hours"),
    ]


SILENT = [
    "The cause is unknown.",
    "The disease is not caused by infection.",
    "Traction has no proven value.",
    "Our patient presented with neck pain and fever.",
    "A 44-year-old woman presented with neck pain.",
    "He was treated with NSAIDs and a collar.",
    "Smith et al. reported patients who present with fever.",
    "We searched two databases for reports of stiff ligaments.",
    "The C-reactive protein was 6 mg/L daily.",
    "The lime lies in the middle of the disc.",
]


@pytest.mark.parametrize("sentence", SILENT)
def test_what_names_nothing_general_is_no_claim(sentence: str) -> None:
    assert read(sentence) == ()


def test_prose_of_a_category_that_a_list_covers_is_not_read_again() -> None:
    text = (
        "Symptoms include pain and stiffness.\n\nSymptoms\n\n- Ache: dull.\n"
        "- Stiff back: mornings.\n- Numb feet: late."
    )
    assert names(read(text), "symptom") == ["Ache", "Stiff back", "Numb feet"]


@pytest.mark.parametrize("kind", ["case_report", "case_series", "cohort"])
@pytest.mark.parametrize(
    ("category", "wanted"),
    [("case", []), ("treatment", []), ("discussion", ["NSAIDs"]), ("introduction", ["NSAIDs"])],
)  # fmt: skip
def test_reports_give_claims_of_their_background_only(
    kind: str, category: str, wanted: list[str]
) -> None:
    text = "Treatment consists of NSAIDs."
    claims = read(text, kind=kind, category=category)
    assert names(claims, "treatment") == wanted


def test_told_course_in_the_discussion_of_a_report_is_no_claim() -> None:
    text = "Treatment included NSAIDs and the pain resolved with rest."
    assert read(text, kind="case_report", category="discussion") == ()


@pytest.mark.parametrize(
    ("sentence", "strict", "wanted"),
    [
        ("Most patients recover within weeks.", False, True),
        ("Most patients recover within weeks.", True, True),
        ("Fever was common in the reports.", False, True),
        ("Fever was common in the reports.", True, False),
        ("In our case fever is absent.", False, False),
        ("The boy has no fever.", False, False),
    ],
)
def test_general_sentence_speaks_of_nobody_in_particular(
    sentence: str, strict: bool, wanted: bool
) -> None:
    assert is_general(sentence, spine_rules(), strict=strict) is wanted


@pytest.mark.parametrize(
    "category", ["references", "boilerplate", "metadata", "keywords"]
)
def test_sections_that_are_not_read_give_no_claims(category: str) -> None:
    text = "Treatment consists of NSAIDs."
    assert read(text, category=category) == ()


ODD = ("a, ", "- ", "(", "1 mg ", "Ab ", "a.com/", "x | ", "and or ", ": ", "1.1.")


@pytest.mark.parametrize("piece", ODD)
def test_odd_lines_are_read_in_no_time(piece: str) -> None:
    begun = process_time()
    read("Treatment\n\n" + piece * (12_000 // len(piece)))
    assert process_time() - begun < 3
