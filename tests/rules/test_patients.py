"""How many patients the authors tell of, and where each is introduced."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import by_patient, extract


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        (
            (
                "Case 1\n\nA 41-year-old man had back pain.\n\n"
                "Case 2\n\nA 66-year-old woman had neck pain."
            ),
            {1: {"41"}, 2: {"66"}},
        ),
        (
            (
                "We report two patients with gout of the spine.\n\n"
                "The first patient was a 41-year-old man with back pain.\n\n"
                "The second patient was a 66-year-old woman with neck pain."
            ),
            {1: {"41"}, 2: {"66"}},
        ),
        (
            (
                "Case reports\n\nA 41-year-old man came with back pain. MRI was normal.\n\n"
                "A 66-year-old woman came with neck pain. MRI was normal."
            ),
            {1: {"41"}, 2: {"66"}},
        ),
        (
            (
                "Case report\n\nA 41-year-old man came with back pain. "
                "This 41-year-old man was treated with naproxen."
            ),
            {1: {"41"}},
        ),
    ],
)
def test_headers_announcements_and_introductions_make_the_patients(
    spine: Extractor, text: str, ages: dict[int, set[str]]
) -> None:
    assert by_patient(extract(spine, text), "age") == ages


@pytest.mark.parametrize(
    "text",
    [
        (
            "Case report\n\nA 41-year-old man came with back pain. "
            "Two patients of Kowalski et al. had neck pain."
        ),
        (
            "Case report\n\nA 41-year-old man came with back pain. "
            "His wife, a 39-year-old woman, had brought him."
        ),
        (
            "Case report\n\nA 41-year-old man came with back pain. "
            "Two vertebrae were fractured."
        ),
    ],
)
def test_other_persons_and_numbers_make_no_second_patient(
    spine: Extractor, text: str
) -> None:
    assert by_patient(extract(spine, text), "age") == {1: {"41"}}


def test_an_article_that_says_it_adds_no_case_has_no_patient(spine: Extractor) -> None:
    text = (
        "Spinal gout is rare. No new patient is presented here. "
        "A 41-year-old man was seen by others with back pain."
    )
    assert extract(spine, text).n_patients == 0


def test_a_text_without_a_person_has_no_patient(spine: Extractor) -> None:
    text = "Gout is common. Urate crystals deposit in joints. Diet matters."
    assert extract(spine, text).n_patients == 0


def test_patients_who_are_never_told_apart_are_counted(spine: Extractor) -> None:
    text = (
        "We report two patients with tumours of the spine.\n\n"
        "Case reports\n\nBoth patients had back pain. "
        "Both patients underwent laminectomy."
    )
    found = by_patient(extract(spine, text), "intervention")
    assert found == {1: {"laminectomy"}, 2: {"laminectomy"}}


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        (
            (
                "We have seen it in a 79-year-old widow, a man of 66, and a woman of 70. "
                "All three took naproxen."
            ),
            {1: {"79"}, 2: {"66"}, 3: {"70"}},
        ),
        (
            (
                "A 61-year-old man came with arm pain. MRI showed a cyst at C7-T1.\n\n"
                "Three years before, we had operated on a woman aged 73 with a cyst. "
                "She had come with a limp."
            ),
            {1: {"61"}, 2: {"73"}},
        ),
        (
            (
                "Three patients passed through our ward.\n\n"
                "The first was a porter of 44 with neck pain.\n\n"
                "A second case was milder. The woman, aged 36, had a stiff neck.\n\n"
                "Finally there was a clerk of 50 with fever."
            ),
            {1: {"44"}, 2: {"36"}, 3: {"50"}},
        ),
        (
            (
                "Mr. Abel is 53 and drives a lorry. He had heavy legs.\n\n"
                "Mrs. Bohm, 64, could not walk. She had numb feet.\n\n"
                "Mrs. Bohm was seen again after a year."
            ),
            {1: {"53"}, 2: {"64"}},
        ),
        (
            (
                "Sarcoidosis\n\nCase A - 41-yr-old woman. Numb hands for a month.\n"
                "Case B - 53-yr-old man. Low back pain, no fever."
            ),
            {1: {"41"}, 2: {"53"}},
        ),
        (
            (
                "Patients and methods. We searched the files of our clinic and found "
                "two patients.\n\nResults. The first was a man aged 74 years, operated "
                "on for stenosis; he had leg pain. The second, a woman aged 69 years, "
                "had leg pain too. CT showed calcification in both."
            ),
            {1: {"74"}, 2: {"69"}},
        ),
        (
            (
                "Winter\n\n1. Mrs K., 84. Slipped on ice; back pain.\n\n"
                "2. Mr T., 77. Bent down; low back pain since.\n\n"
                "3. Miss A., 91. Fell from bed, back pain one day."
            ),
            {1: {"84"}, 2: {"77"}, 3: {"91"}},
        ),
        (
            (
                "A hard disc\n\nMr. J. P., a cabinet maker aged 47, came with weak legs. "
                "He was operated on.\n\nMr. Hill's earlier patient, a lady of 59 "
                "operated on for a disc, never walked again."
            ),
            {1: {"47"}},
        ),
        (
            (
                "The cervical tumour was in a girl (14 yrs) with neck pain, the lumbar "
                "one in a boy (12 yrs) with back pain. Neither had fever. "
                "Scintigraphy was positive in both."
            ),
            {1: {"14"}, 2: {"12"}},
        ),
        (
            (
                "A woman of 47 had back pain for years. MRI showed a black disc.\n\n"
                "Her brother, also a patient of ours, had a stiff back. He is 51."
            ),
            {1: {"47"}, 2: {"51"}},
        ),
        (
            (
                "A miner of 58 had back pain. Both legs were weak and neither reflex "
                "was brisk.\n\nComment.—Of 32 cases in print most were men. A man of 51 "
                "waited for seven weeks."
            ),
            {1: {"58"}},
        ),
    ],
)
def test_patients_are_told_apart_without_numbers(
    spine: Extractor, text: str, ages: dict[int, set[str]]
) -> None:
    assert by_patient(extract(spine, text), "age") == ages


FOUR = (
    "Four patients were seen.\n\nPatient 1. A man of 61 had back pain.\n\n"
    "Patient 2. A man of 73 had leg pain.\n\nPatient 3. A woman of 56 had numb feet."
    "\n\nPatient 4. A woman of 40 had a stiff back.\n\nTreatment\n\n"
)
THREE = "Three patients, two men (aged 61 and 73) and a woman of 56, came.\n\n"


@pytest.mark.parametrize(
    ("text", "given"),
    [
        (
            FOUR + "Ibuprofen was given (Nos. 1, 3), or colchicine (No. 4).",
            {1: {"NSAID"}, 2: set(), 3: {"NSAID"}, 4: {"colchicine"}},
        ),
        (
            FOUR + "Colchicine was given to all but patient 4, who wore a brace.",
            {n: {"colchicine"} for n in (1, 2, 3)} | {4: {"brace"}},
        ),
        (
            THREE + "All three had fever. Colchicine was given. "
            "The woman had a laminectomy. She wore a brace.",
            {1: {"colchicine"}, 2: {"colchicine"}}
            | {3: {"colchicine", "laminectomy", "brace"}},
        ),
        (
            THREE + "The younger man had a laminectomy. In the older a brace was worn.",
            {1: {"laminectomy"}, 2: {"brace"}, 3: set()},
        ),
    ],
)
def test_what_is_told_by_topic_goes_to_those_it_names(
    spine: Extractor, text: str, given: dict[int, set[str]]
) -> None:
    assert by_patient(extract(spine, text), "intervention") == given


def test_one_of_his_brothers_is_no_patient(spine: Extractor) -> None:
    text = (
        "Case report\n\nA 51-year-old man had back pain. He had two brothers; "
        "one of them, 56, had had both knees replaced."
    )
    assert by_patient(extract(spine, text), "age") == {1: {"51"}}


def test_a_row_called_by_a_name_is_the_patient_in_its_place(spine: Extractor) -> None:
    text = (
        "Two operated men\n\nBoth were operated on in one year.\n\n"
        "            Sex  Age  Level   Outcome\n"
        "Mr. Ural    M    47   T9/10   improved\n"
        "Mr. Ore     M    61   T2/3    worse\n\n"
        "Mr. Ural had heavy legs. CT showed ossification at T9-T10.\n\n"
        "Mr. Ore could not walk. CT showed ossification at T2-T3."
    )
    assert by_patient(extract(spine, text), "age") == {1: {"47"}, 2: {"61"}}


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        (
            THREE + "The discs were calcified at C3-C4, C5-C6 and L1-L2, respectively.",
            {1: {"C3-C4"}, 2: {"C5-C6"}, 3: {"L1-L2"}},
        ),
        (
            THREE + "In the men the disc was calcified at C3-C4 and C5-C6, "
            "respectively; in the woman at L1-L2.",
            {1: {"C3-C4"}, 2: {"C5-C6"}, 3: {"L1-L2"}},
        ),
        (
            THREE + "Levels: L3/4, L4/5 and L4/5. CT showed a calcified disc.",
            {1: {"L3-L4"}, 2: {"L4-L5"}, 3: {"L4-L5"}},
        ),
        (
            THREE
            + "CT showed a tumour in each: at L3, at T10 (left lamina) and at C6.",
            {1: {"L3"}, 2: {"T10"}, 3: {"C6"}},
        ),
        (
            THREE + "CT showed calcified discs at C3-C4, C4-C5 and C5-C6 in all three.",
            {n: {"C3-C4", "C4-C5", "C5-C6"} for n in (1, 2, 3)},
        ),
    ],
)
def test_a_list_of_levels_goes_to_its_patients_one_by_one(
    spine: Extractor, text: str, levels: dict[int, set[str]]
) -> None:
    assert by_patient(extract(spine, text), "level") == levels


def test_what_was_done_in_some_patients_is_given_to_nobody(spine: Extractor) -> None:
    text = (
        FOUR + "Posterior decompression was enough in the two patients who were "
        "operated on. One of the four patients died of a stroke."
    )
    nobody: dict[int, set[str]] = {n: set() for n in (1, 2, 3, 4)}
    assert by_patient(extract(spine, text), "intervention") == nobody
    assert by_patient(extract(spine, text), "outcome") == nobody


def test_a_column_headed_by_a_finding_holds_its_levels(spine: Extractor) -> None:
    text = (
        "Two falls\n\nBoth fell from a chair.\n\n"
        "| No. | Age, sex | Fracture (CT) | Result |\n|---|---|---|---|\n"
        "| 1 | 68, M | C6-C7 | pain-free |\n| 2 | 81, F | T12 | improved |\n"
    )
    found = extract(spine, text)
    assert by_patient(found, "imaging") == {1: {"fracture"}, 2: {"fracture"}}
    assert by_patient(found, "level") == {1: {"C6-C7"}, 2: {"T12"}}


PAIR = "Stroke at sea\n\nMr T., 22, and Ms L., 25, came to the same ward in different years.\n\n"


@pytest.mark.parametrize(
    ("text", "field", "found"),
    [
        (
            PAIR + "Mr T. had back pain; Ms L. noticed fever.",
            "symptom",
            {1: {"back pain"}, 2: {"fever"}},
        ),
        (
            PAIR + "Mr T. had back pain. Ms L. had fever. "
            "Both are symptom-free after two years.",
            "outcome",
            {1: {"resolved"}, 2: {"resolved"}},
        ),
        (
            (
                "We have managed a man aged 80, and a second, a woman aged 74, in whom "
                "the mass shrank after fusion. The man had fever; MRI showed a mass."
            ),
            "symptom",
            {1: {"fever"}, 2: set()},
        ),
        (
            (
                "Yellow ligaments\n\nFour men (48, 55, 61 and 70 years) came.\n\n"
                "Three improved and one (the oldest) was unchanged after two years."
            ),
            "outcome",
            {1: {"improved"}, 2: {"improved"}, 3: {"improved"}, 4: {"stable"}},
        ),
        (
            (
                "Tumours\n\nWe report two patients: a woman of 58 with a C3 tumour, "
                "and a man of 44 with an L4 tumour and back pain."
            ),
            "level",
            {1: {"C3"}, 2: {"L4"}},
        ),
        (
            THREE
            + "All three were well at their last visit, after 12, 9 and 24 months.",
            "followup",
            {1: {"12"}, 2: {"9"}, 3: {"24"}},
        ),
        (
            (
                "Stones\n\nWe report three adults: a diabetic man with back pain, a "
                "woman with a stiff neck, and a man on haemodialysis.\n\nCase 1. A man "
                "of 60 came.\n\nCase 2. A woman of 41 came.\n\nCase 3. A man of 78 came."
            ),
            "intervention",
            {1: set(), 2: set(), 3: {"dialysis"}},
        ),
        (
            "Two men (47 and 63) came. The levels were T10 in one, and T9 in one.",
            "level",
            {1: set(), 2: set()},
        ),
    ],
)
def test_what_is_told_of_one_stays_with_that_one(
    spine: Extractor, text: str, field: str, found: dict[int, set[str]]
) -> None:
    assert by_patient(extract(spine, text), field) == found


def test_a_form_tells_age_and_sex_under_labels(spine: Extractor) -> None:
    text = (
        "Ligaments that turn to bone\n\nCase 1\nAge: 58. Sex: male. Symptoms: numb hands."
        "\n\nCase 2\nAge: 47. Sex: F. Symptoms: weak legs."
    )
    found = extract(spine, text)
    assert by_patient(found, "age") == {1: {"58"}, 2: {"47"}}
    assert by_patient(found, "sex") == {1: {"male"}, 2: {"female"}}


def test_a_sentence_that_ends_in_death_still_tells_the_illness(
    spine: Extractor,
) -> None:
    text = (
        "Two falls\n\nTwo men, 78 and 83 years of age, fell. The 78-year-old had a "
        "fracture at C6-C7 with tetraplegia and died. The 83-year-old had back pain."
    )
    found = extract(spine, text)
    assert by_patient(found, "level")[1] == {"C6-C7"}
    assert by_patient(found, "outcome")[1] == {"died"}
