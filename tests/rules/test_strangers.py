"""Others who are told of at length keep their facts: a donor, a contact, kin, a guest."""

import pytest

from tests.rules.case_bench import extract, told

BOY = "Case report\n\nA 14-year-old boy had neck pain. He recovered with a collar."
MAN = (
    "Case report\n\nA 47-year-old man had back pain. CT showed a calcified disc at "
    "T8-T9. He underwent discectomy and was well at one year."
)


def facts(spine, text):
    """Return ages, levels, outcomes and treatments of the first patient."""
    found = extract(spine, text)
    fields = ("age", "level", "outcome", "intervention", "symptom")
    return {field: told(found, field) for field in fields}


@pytest.mark.parametrize(
    "passage",
    [
        (
            "The donor\n\nShe was 61 and had a fracture of L2, for which she wore a brace. "
            "She died a year later."
        ),
        (
            "The source\n\nA man of 80 in the same ward had tuberculosis of L1 and L2. He "
            "was given rifampicin and died in the spring."
        ),
        (
            "Other members of the family\n\nAn uncle of 66 has headache and a fusion of "
            "C2 and C3. He is unchanged since."
        ),
        (
            "His wife, who is 44, told us that she herself had had a laminectomy at L4-L5. "
            "She had suffered from sciatica. She had not improved."
        ),
        (
            "His brother, aged 52, had been operated on at C5-C6 by laminoplasty. It had "
            "made him worse, and he had vomiting. He died in 2009."
        ),
        (
            "A workmate, 39 years old, has had a collapsed L1 treated by vertebroplasty. "
            "He is paraplegic."
        ),
        (
            "Discussion\n\nOlsson's patient deserves a word. He was a man of 70 who had "
            "vertigo. He had a corpectomy at C4 and died."
        ),
    ],
)
def test_what_is_told_of_another_is_no_fact_of_the_patient(spine, passage):
    alone = facts(spine, MAN)
    assert alone["age"] == {"47"}
    assert facts(spine, f"{MAN}\n\n{passage}") == alone


@pytest.mark.parametrize(
    ("aside", "then"),
    [
        ("His mother, aged 40, had asthma.", "The patient was treated with traction."),
        ("His sister, aged 12, was healthy.", "He was treated with traction."),
        ("His mother noticed that he was limping.", "He was treated with traction."),
        ("His father, who is 45, thought that he was tired.", "He wore traction."),
        ("The mother had reached her due date.", "Our patient was put in traction."),
    ],
)
def test_the_story_comes_back_to_the_patient(spine, aside, then):
    found = extract(spine, f"{BOY} {aside} {then}")
    assert "traction" in told(found, "intervention")


def test_a_paragraph_that_begins_with_kin_comes_back_to_the_patient(spine):
    text = (
        "Case report\n\nA 34-year-old woman had back pain.\n\nHer mother, aged 61, has "
        "had a fusion at L4-L5. Examination showed tenderness. CT showed a calcified "
        "disc at T8-T9. She was treated with ibuprofen."
    )
    found = extract(spine, text)
    assert told(found, "level") == {"T8-T9"}
    assert told(found, "symptom") == {"back pain", "tenderness"}
    assert told(found, "intervention") == {"NSAID"}


def test_a_child_born_of_a_mother_with_an_age_is_the_patient(spine):
    text = (
        "Case report\n\nA 9-month-old girl had neck pain.\n\nHer mother, aged 28, had "
        "an uneventful pregnancy. She was born at term. She had vomiting."
    )
    assert told(extract(spine, text), "symptom") == {"neck pain", "vomiting"}


def test_a_patient_called_by_a_place_in_a_pedigree_has_a_case(spine):
    text = (
        "Calcified discs in a kindred\n\nCases\n\nII-1. This man came when he was 60. "
        "Radiographs showed calcified discs at T9-T10.\n\nIII-4. The only daughter of "
        "II-1 was 31 years old when she consulted us. Radiographs showed calcified "
        "discs at L2-L3.\n\nOther members\n\nI-1, the mother of II-1, is said to have "
        "died at 70. III-2, a woman of 29, has not been examined."
    )
    found = extract(spine, text)
    assert [told(found, "age", patient=n) for n in (1, 2, 3)] == [{"60"}, {"31"}, set()]
    assert told(found, "level", patient=2) == {"L2-L3"}


def test_the_age_at_referral_goes_before_that_of_an_earlier_illness(spine):
    text = (
        "Case report\n\nMr B. had lost his spleen at the age of 23 and had been free of "
        "complaints for long when he was referred to us at the age of 48."
    )
    assert told(extract(spine, text), "age") == {"48"}


def test_the_patient_of_the_authors_one_writes_to_is_not_ones_own(spine):
    text = (
        "To the Editor\n\nWe read the paper of Brandt and Olsen with interest. Their "
        "patient, a 70-year-old man, was given vancomycin. In one winter we saw two "
        "such patients.\n\nThe first, a woman of 81, had neck pain. She was given "
        "colchicine.\n\nThe second, a man of 66, had headache. He wore a collar."
    )
    found = extract(spine, text)
    assert told(found, "intervention", patient=1) == {"colchicine"}
    assert told(found, "intervention", patient=2) == {"cervical collar"}


@pytest.mark.parametrize(
    "aside",
    [
        "His mother called us. She had lupus and had been given methotrexate.",
        "Brandt described a girl of 9 with such a disc. She died of vomiting.",
        "Two members of staff were examined. The first, a clerk of 29, had headache.",
        "A healthy 25-year-old female volunteer was scanned. She had fever.",
        "In a cadaver of a 70-year-old woman the disc at L1-L2 was calcified.",
    ],
)
def test_a_pronoun_of_the_other_sex_or_a_guest_is_somebody_else(spine, aside):
    text = "Case report\n\nA boy of 9 had neck pain. {} He was treated with a collar."
    alone = facts(spine, text.format("His school was told."))
    assert alone["intervention"] == {"cervical collar"}
    assert facts(spine, text.format(aside)) == alone


def test_a_doctor_who_was_ill_himself_is_no_patient(spine):
    text = (
        "Case report\n\nThe surgeon who first saw the patient, a 63-year-old man, had "
        "himself undergone a fusion. The patient was a woman of 52 with headache. She "
        "wore a collar."
    )
    found = facts(spine, text)
    assert (found["age"], found["symptom"]) == ({"52"}, {"headache"})
    assert found["intervention"] == {"cervical collar"}


def test_a_trade_that_hurt_itself_is_a_patient(spine):
    text = "Case report\n\nThe surgeon, a man of 31, pricked himself and had fever."
    assert facts(spine, text)["age"] == {"31"}


def test_kin_beside_the_patient_is_no_second_patient(spine):
    text = (
        "Case report\n\nA 54-year-old man had back pain.\n\nHis wife, aged 51, had been "
        "treated in our hospital. She had undergone parathyroidectomy.\n\nThe patient "
        "was treated with a brace."
    )
    found = extract(spine, text)
    assert {fact.patient for fact in found.facts} == {1}
    assert told(found, "intervention") == {"brace"}


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("A woman with gout since the age of 24 was seen at the age of 61.", "61"),
        ("A 60-year-old lady with a son of 31 and a daughter of 28 fell.", "60"),
    ],
)
def test_the_age_is_that_of_the_visit_and_of_the_patient(spine, text, age):
    story = f"Case report\n\n{text} She had back pain."
    assert told(extract(spine, story), "age") == {age}
