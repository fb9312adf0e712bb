"""Patients told one after the other, without numbers, names or an announcement."""

import pytest

from pipeline.extract import Extractor
from tests.rules.case_bench import by_patient, extract, read

FIRST = (
    "A stony disc in a potter\n\nA 52-year-old potter came with back pain of three "
    "months. CT showed a calcified disc at T8-T9. He underwent discectomy. At one year "
    "he was free of pain.\n\n"
)


@pytest.mark.parametrize(
    ("more", "age"),
    [
        (
            (
                "The glazier, a man of 61, had numb legs. His disc at T10-T11 was removed. "
                "He walks with a stick."
            ),
            "61",
        ),
        (
            (
                "Later we treated another patient. He was a 44-year-old clerk with neck "
                "pain. A collar was enough."
            ),
            "44",
        ),
        (
            (
                "S.T. (chart 81/204), seamstress, 39, complained of girdle pain. Her disc at "
                "T6-T7 was removed. She has no pain."
            ),
            "39",
        ),
        (
            (
                "Aged 70, this retired driver had numb legs. CT showed a stone at T11-T12. "
                "He refused operation."
            ),
            "70",
        ),
    ],
)
def test_a_sentence_about_somebody_new_begins_a_patient(
    spine: Extractor, more: str, age: str
) -> None:
    assert by_patient(extract(spine, FIRST + more), "age") == {1: {"52"}, 2: {age}}


@pytest.mark.parametrize(
    "more",
    [
        "Smith's oldest patient, aged 87, died of pneumonia. His others did well.",
        "The first man with this disease, 54 years old, was described in 1911. He died.",
        "A 64-year-old volunteer served as the control for the gait analysis.",
        "Our radiologist, 58 years old himself, had never seen such a disc.",
        "A 39-year-old woman in the Turin series was worse after laminectomy.",
        "In Berg's monograph a man of 47 is mentioned. He had the same disc.",
        "A colleague recalled a woman of 48 who had bled. She lived.",
        "My teacher used to tell of a colonel of 71 with the same picture.",
        "Nobody knows when it began. At the age of 41 he had lifted a kiln.",
        "The kiln, 35 years old, had no lift.",
    ],
)
def test_who_is_named_in_passing_is_no_patient(spine: Extractor, more: str) -> None:
    assert set(by_patient(extract(spine, FIRST + more), "age")) == {1}


def test_vignettes_in_a_review_of_many_are_patients(spine: Extractor) -> None:
    text = (
        "Spinal abscess in one county\n\nMethods\n\nWe retrospectively reviewed 84 "
        "consecutive patients. The mean age was 61 years.\n\nResults\n\nLaminectomy was "
        "done in 52 patients.\n\nVignette 1. A 24-year-old weaver had back pain. MRI "
        "showed an abscess at L2. It was drained. She is well.\n\nVignette 2. A tanner "
        "aged 58 had weak legs. MRI showed an abscess at T5. Laminectomy was done. He "
        "walks with two sticks."
    )
    assert read(spine, text).kind == "case_series"
    assert by_patient(extract(spine, text), "age") == {1: {"24"}, 2: {"58"}}


@pytest.mark.parametrize(
    ("second", "age"),
    [
        ("The second mother, aged 35, had back pain in her turn.", "35"),
        ("His neighbour, a woman of 48 years, complained of numb legs.", "48"),
        ("Ms T, 38 and a mother of two, had pain between the shoulders.", "38"),
        (
            "A girl who presented at 4 years and 6 months of age with a stiff neck.",
            "4.5",
        ),
    ],
)
def test_the_subject_of_a_case_is_its_patient(
    spine: Extractor, second: str, age: str
) -> None:
    text = (
        "Case 1\n\nA 29-year-old woman had back pain. MRI was normal.\n\n"
        f"Case 2\n\n{second} MRI showed a mass at T8. Laminectomy was done."
    )
    assert by_patient(extract(spine, text), "age") == {1: {"29"}, 2: {age}}


def test_ages_listed_for_two_men_go_to_the_men_in_order(spine: Extractor) -> None:
    text = (
        "Steroids and the fistula\n\nTwo men, 57 and 70 years of age, were given "
        "steroids.\n\nThe first man, a smith, had weak legs.\n\nThe second man, once a "
        "skipper, had numb feet."
    )
    assert by_patient(extract(spine, text), "age") == {1: {"57"}, 2: {"70"}}


def test_what_is_counted_out_is_told_of_nobody(spine: Extractor) -> None:
    text = (
        "Case 1\n\nA man of 60 had neck pain.\n\nCase 2\n\nA woman of 41 had neck pain."
        "\n\nCase 3\n\nA man of 78 had neck pain.\n\nDiscussion\n\nAt the last review one "
        "had recovered, one was unchanged and one had died."
    )
    assert by_patient(extract(spine, text), "outcome") == {1: set(), 2: set(), 3: set()}


def test_a_story_finds_its_patient_by_trade_or_file(spine: Extractor) -> None:
    by_trade = (
        "Goats\n\nThe goat-herd was feverish. He was 66 and had back pain.\n\n"
        "The dairy inspector, a woman of 43, had neck pain. A collar was worn.\n\n"
        "The goat-herd was well at one year. The dairy inspector has neck pain as before."
    )
    by_file = (
        "Two tumours\n\nThe following two were seen.\n\nJ.V. (hospital no. 72/4417), a "
        "widow aged fifty-three, had back pain. Biopsy was taken. She rested.\n\nP.M. "
        "(hospital no. 74/0932), docker, twenty-two years old, had neck pain. He rested. "
        "A collar was worn.\n\nNo. 72/4417 died after four years. No. 74/0932 is well."
    )
    assert by_patient(extract(spine, by_trade), "outcome") == {
        1: {"resolved"},
        2: {"stable"},
    }
    assert by_patient(extract(spine, by_file), "outcome") == {
        1: {"died"},
        2: {"resolved"},
    }


def test_a_mean_follow_up_is_nobodys(spine: Extractor) -> None:
    text = (
        "Case 1\n\nA man of 60 had neck pain. He was well at one year.\n\nCase 2\n\nA "
        "woman of 41 had neck pain. She was well at two years.\n\nResults\n\nBoth did "
        "well. The mean follow-up was 40 months."
    )
    assert by_patient(extract(spine, text), "followup") == {1: {"12"}, 2: {"24"}}


def test_the_first_of_these_and_who_came_next_are_two(spine: Extractor) -> None:
    text = (
        "Lime in the spine\n\nWe have met with it only twice.\n\nThe first of these had "
        "been on dialysis for 14 years when he noticed numbness of the hands. CT showed "
        "a mass at C4-C5. Laminectomy was done. He is well.\n\nThree years later we were "
        "consulted by a housewife. She was 61 years old and had back pain. CT showed a "
        "mass at L4-L5. She refused operation."
    )
    found = extract(spine, text)
    assert by_patient(found, "level") == {1: {"C4-C5"}, 2: {"L4-L5"}}
    assert by_patient(found, "age") == {1: set(), 2: {"61"}}


def test_a_review_that_says_so_has_no_patient_of_its_own(spine: Extractor) -> None:
    text = (
        "The dural fistula\n\nThis article does not report cases of our own.\n\nClinical "
        "picture\n\nA 63-year-old man had a laminectomy. He was worse. Angiography showed "
        "a fistula at T9. He walks with two sticks."
    )
    assert extract(spine, text).facts == ()


def test_unnumbered_vignettes_told_at_length_are_patients(spine: Extractor) -> None:
    text = (
        "Broken stiff spines\n\nMethods\n\nWe retrospectively reviewed 38 consecutive "
        "patients. The mean age was 73 years.\n\nHistories\n\nThe missed fracture. A "
        "78-year-old fisherman slipped. He had neck pain. CT showed a fracture at C6. He "
        "was operated on. He is well.\n\nThe late one. A 66-year-old woman fell. She had "
        "back pain. CT showed a fracture at T10. She wore a brace. She died."
    )
    assert by_patient(extract(spine, text), "age") == {1: {"78"}, 2: {"66"}}


def test_an_announcement_that_cites_still_announces_our_own(spine: Extractor) -> None:
    text = (
        "To the Editor: We read the article by Sato and add two patients of our own.\n\n"
        "An 81-year-old woman came with fever. CT showed calcification of the dens. She "
        "was free of pain after 3 days.\n\nSix months later her 84-year-old husband was "
        "admitted with neck pain. Colchicine was given; he recovered within a week."
    )
    found = extract(spine, text)
    assert by_patient(found, "age") == {1: {"81"}, 2: {"84"}}
    assert by_patient(found, "followup") == {1: {"0.1"}, 2: {"0.23"}}


def test_a_rank_said_beside_a_trade_gives_the_trade(spine: Extractor) -> None:
    text = (
        "Two young women\n\nWe describe two patients, aged 19 and 24 years. The first "
        "patient, a gymnast, fell. The second, a student, had neck pain.\n\nThe gymnast "
        "walked with an orthosis at one year. The student recovered in four months."
    )
    assert by_patient(extract(spine, text), "followup") == {1: {"12"}, 2: {"4"}}


def test_the_older_without_a_verb_is_the_older(spine: Extractor) -> None:
    text = (
        "Two girls\n\nOne was 9 and had a lesion of C3, the other was 13 and had one of "
        "C5. The younger was treated by curettage, the older by corpectomy of C5."
    )
    assert by_patient(extract(spine, text), "intervention") == {
        1: {"curettage"},
        2: {"corpectomy"},
    }


def test_notes_under_a_header_are_of_its_patient(spine: Extractor) -> None:
    text = (
        "Chordoma. Records of two patients\n\nRecord 1. Male, born 1921, seen 1969. "
        "Sacral pain. Tumour S3-S5. Partial sacrectomy. Died of metastases.\n\n"
        "Record 2. Female, 44 years. Headache. Clival mass."
    )
    found = extract(spine, text)
    assert by_patient(found, "sex") == {1: {"male"}, 2: {"female"}}
    assert by_patient(found, "outcome") == {1: {"died"}, 2: set()}


def test_a_title_before_an_initial_tells_the_sex(spine: Extractor) -> None:
    found = extract(spine, "Case report\n\nMrs. M., 74 years old, had back pain.")
    assert by_patient(found, "sex") == {1: {"female"}}


def test_ages_listed_with_letters_are_a_patient_each(spine: Extractor) -> None:
    text = (
        "Three old necks\n\nThree patients (78F, 84M and 90F) came with neck pain. All "
        "had CT. All were treated with colchicine."
    )
    found = extract(spine, text)
    assert by_patient(found, "age") == {1: {"78"}, 2: {"84"}, 3: {"90"}}
    assert by_patient(found, "sex") == {1: {"female"}, 2: {"male"}, 3: {"female"}}


@pytest.mark.parametrize(
    "relative",
    [
        "A 52-year-old brother is healthy.",
        "A 70-year-old aunt, told of the illness, had the same pain. She was never seen.",
    ],
)
def test_a_relative_inside_a_story_is_no_patient(
    spine: Extractor, relative: str
) -> None:
    text = (
        "Gout of the spine\n\nReport of a case\n\nA man, 57 years of age, came in March. "
        f"He had back pain. {relative} Laminectomy was performed. He walks unaided."
    )
    found = extract(spine, text)
    assert by_patient(found, "age") == {1: {"57"}}
    assert by_patient(found, "intervention") == {1: {"laminectomy"}}


@pytest.mark.parametrize(
    "remark",
    [
        "The spine of a boy of 10 is more elastic. It bends. It heals.",
        "The surgeon, aged 61, used a microscope. He had a loupe. He had a drill.",
        "The specimen, from a woman of 71, shows a ligament. It is thick. It is hard.",
    ],
)
def test_neither_things_nor_staff_are_patients(spine: Extractor, remark: str) -> None:
    assert set(by_patient(extract(spine, FIRST + remark), "age")) == {1}


@pytest.mark.parametrize(
    "sentence",
    [
        "The earlier review did not include patients under 30 years.",
        "Our series does not include cases with scoliosis.",
        "Smith did not describe any new cases after 1990.",
    ],
)
def test_what_others_left_out_removes_no_patient(
    spine: Extractor, sentence: str
) -> None:
    text = f"{FIRST}Discussion\n\n{sentence}"
    assert by_patient(extract(spine, text), "age") == {1: {"52"}}


def test_a_patient_of_one_whole_sentence_stays(spine: Extractor) -> None:
    text = FIRST + (
        "A woman of 60 with the same pain and a herniation at C6-C7 had a discectomy "
        "and recovered."
    )
    assert by_patient(extract(spine, text), "age") == {1: {"52"}, 2: {"60"}}


def test_an_operation_for_a_recurrence_is_no_new_patient(spine: Extractor) -> None:
    text = (
        "Case 1\n\nA man of 60 had neck pain.\n\nTwo years later we operated on a "
        "recurrence at C5-C6.\n\nCase 2\n\nA woman of 41 had neck pain."
    )
    assert by_patient(extract(spine, text), "age") == {1: {"60"}, 2: {"41"}}
