"""Rules of series: how many patients there are, and whose each sentence is."""

import pytest

from pipeline.readers import Source, read_bytes
from pipeline.readers.layout import Layout
from pipeline.rules.reading import Reading
from pipeline.rules.spans import reading_of


@pytest.fixture(scope="module")
def read(spine):
    """Return a reader of plain texts."""
    from pipeline.pack import load_pack

    pack = load_pack()
    layout = Layout.from_rows(
        [r.cells for r in pack.rows("headings")],
        [r.cells for r in pack.rows("boilerplate")],
    )

    def _read(text: str) -> Reading:
        source = Source("series", "series.txt", "")
        return reading_of(spine.read(next(read_bytes(text.encode(), source, layout))))

    return _read


def whose(reading: Reading, words: str) -> tuple[int, ...]:
    """Return the patients of the stretch of text that `words` stand in."""
    at = reading.text.index(words)
    sentence = reading.sentence_at(at)
    assert sentence is not None
    return reading.patients_at(sentence, at) if sentence.own else ()


PATIENTS = {
    "named by title and letter, in running text": (
        (
            "Three men from our ward show it.\n\nMr A, 62, fell. He was braced.\n\n"
            "Mr B was 71. He died.\n\nMrs C, aged 55, had back pain. She was braced."
            "\n\nDiscussion\n\nMr B's daughter, 40, is ill too."
        ),
        [(62, "male"), (71, "male"), (55, "female")],
    ),
    "she after he": (
        (
            "Discs in a husband and wife\n\nA husband and wife had neck pain. He was 61 "
            "and she 58. He was given ibuprofen; she had a discectomy."
        ),
        [(61, "male"), (58, "female")],
    ),
    "two ages before one noun": (
        (
            "Tendinitis in two sisters\n\nWe report 81- and 85-year-old sisters with "
            "neck pain. Both took naproxen."
        ),
        [(81, "female"), (85, "female")],
    ),
    "sexes in brackets": (
        (
            "Pseudotumour\n\nTwo patients aged 72 (F) and 79 (M) years had neck pain. "
            "Both were operated on."
        ),
        [(72, "female"), (79, "male")],
    ),
    "short observations": (
        (
            "Three cysts\n\nObs. 1.- Woman, 38 years. Paraplegia. Operated.\nObs. 2.- "
            "Man, 51 years. Sciatica. Operated."
        ),
        [(38, "female"), (51, "male")],
    ),
    "observations with a number": (
        (
            "Two faces of hyperostosis\n\nOBSERVATION No. 1\nMr X., 74 years old, had "
            "dysphagia. He was operated on.\n\nOBSERVATION No. 2\nMr Y., 81 years "
            "old, had dyspnoea. He refused surgery."
        ),
        [(74, "male"), (81, "male")],
    ),
    "kin in brackets are nobody's story": (
        (
            "Exostosis of C6\n\nYoung man aged 17 years, followed since childhood for "
            "exostoses (father affected). He had weakness for 3 months. CT showed a "
            "mass of C6. It was removed. He walks."
        ),
        [(17, "male")],
    ),
    "others' systematic review in a discussion": (
        (
            "A fall in the bath\n\nA 68-year-old man fell in the bath. He had neck "
            "pain. CT showed a fracture of C6. He was braced. He recovered. Holm and "
            "co-workers found in a systematic review of 345 patients that delay is usual."
        ),
        [(68, "male")],
    ),
    "a sentence that opens with somebody new": (
        (
            "Haematoma after puncture\n\nA 31-year-old woman could not move her "
            "legs. She was operated on. A 74-year-old man woke numb and was operated "
            "on too late."
        ),
        [(31, "female"), (74, "male")],
    ),
    "shown at a society": (
        (
            "Mr. F. HOLT showed a docker of 41 with a fracture of L2. He was "
            "braced.\n\nMiss A. DYKE presented a girl, aged 8, with kyphosis. She "
            "was put in plaster."
        ),
        [(41, "male"), (8, "female")],
    ),
    "after a time, or we saw": (
        (
            "Discitis in the north\n\nA 29-year-old nurse had back pain. She "
            "recovered.\n\nThe same year we saw a 66-year-old miner with fever. He "
            "died."
        ),
        [(29, "female"), (66, "male")],
    ),
    "ages listed for people": (
        (
            "We present two men, 61 and 72 years old. The younger fell and broke C6. "
            "The elder broke T10 and wore a brace."
        ),
        [(61, "male"), (72, "male")],
    ),
    "one, another, the third": (
        (
            "We operated on three pregnant women. One was 26 and had a disc at "
            "L5-S1. Another, aged 33, had one at L4-L5. The third, 30 years old, had "
            "one at L3-L4."
        ),
        [(26, "female"), (33, "female"), (30, "female")],
    ),
    "two headers in one sentence": (
        (
            "Patient A is a boy of 11 with night pain; patient B a 16-year-old girl "
            "with scoliosis. Both had a nidus."
        ),
        [(11, "male"), (16, "female")],
    ),
    "the elder and the younger": (
        (
            "Two brothers with stenosis\n\nTwo brothers came with claudication. The "
            "elder was 59 and had stenosis at L4-L5. The younger was narrow at L3-L4."
        ),
        [(59, "male"), (None, "male")],
    ),
    "twins of one age": (
        (
            "We met cord compression in twin sisters. One had leg weakness; the "
            "other had backache. The sisters were 23."
        ),
        [(23, "female"), (23, "female")],
    ),
    "the last patient is no first": (
        (
            "Giant discs\n\nA 43-year-old woman was numb. The disc was removed.\n\nA "
            "man of 56 was weak. He awoke paraplegic.\n\nThe last patient, 38 years "
            "old and female, had no symptoms.\n\nOur second patient bears this out."
        ),
        [(43, "female"), (56, "male"), (38, "female")],
    ),
    "an ellipsis": (
        (
            "Calcified discs\n\nAll three children had neck pain. The boy was 7 "
            "years old, the younger girl 5, and the adolescent girl 14."
        ),
        [(7, "male"), (5, "female"), (14, "female")],
    ),
    "people of a list in one sentence": (
        ("A man of 72 and two women aged 58 and 64 came with fever. All had discitis."),
        [(72, "male"), (58, "female"), (64, "female")],
    ),
    "an age that two share": (
        (
            "A letter\n\nTwin brothers of nine were seen. One had pain in the neck, "
            "the other none."
        ),
        [(9, "male"), (9, "male")],
    ),
    "an age by comparison": (
        (
            "Cord tumours\n\nA 61-year-old woman was operated on. Her sister, younger "
            "by four years, had the same tumour. Both recovered."
        ),
        [(61, "female"), (57, "female")],
    ),
    "kin who is a patient too": (
        (
            "Brucellosis\n\nA 48-year-old shepherd had back pain. His wife, aged 45, "
            "fell ill after him. MRI showed discitis at L1-L2 in the husband and at "
            "C4-C5 in the wife."
        ),
        [(48, "male"), (45, "female")],
    ),
    "a numbered list in one sentence": (
        (
            "Ossified ligaments\n\nPatients: 1) female, 71 yrs, T10, numb legs; 2) "
            "male, 63 yrs, T9, falls. Both had laminectomy."
        ),
        [(71, "female"), (63, "male")],
    ),
    "ordinals with ages, a sex said of all": (
        (
            "Discitis\n\nTwo nuns brought to our ward had fever. The first (38 years) had "
            "discitis. The second (44 years) had an abscess."
        ),
        [(38, "female"), (44, "female")],
    ),
    "somebody joins by while": (
        (
            "A 36-year-old farmer had fever, while his 59-year-old neighbour had "
            "sciatica. The younger was cured, the older drained."
        ),
        [(36, "male"), (59, None)],
    ),
    "telegrams": (
        "Calcified discs\n\nBoy, 8 yrs, stiff neck. Girl, 11 yrs, no complaint. Boy: collar.",
        [(8, "male"), (11, "female")],
    ),
    "ages before their names": (
        (
            "Observations on three women\n\nA, B and C were 61, 70 and 77 years old. A "
            "and C had leg weakness; B had sciatica."
        ),
        [(61, "female"), (70, "female"), (77, "female")],
    ),
    "a father and his sons": (
        (
            "Brucellosis in a father and his two sons\n\nThe father (aged 61), the elder "
            "son (33) and the younger son (25) kept goats. All had fever."
        ),
        [(61, "male"), (33, "male"), (25, "male")],
    ),
    "initials and a slash": (
        (
            "Tuberculosis of the neck: a short series from Leeds\n\nA.B., M/24: neck "
            "pain.\n\nC.D., F/37: weak legs."
        ),
        [(24, "male"), (37, "female")],
    ),
    "the sex that is left": (
        (
            "Three patients, two women and one man, were seen. The man was a 70-year-old "
            "butcher. Of the women, two (80 and 66 years) had fallen."
        ),
        [(70, "male"), (80, "female"), (66, "female")],
    ),
    "a junior of the other": (
        (
            "Two such patients were seen. Patient A was an 80-year-old woman with fever. "
            "Patient B, nine years her junior, had neck pain."
        ),
        [(80, "female"), (71, None)],
    ),
}


@pytest.mark.parametrize(("text", "expected"), PATIENTS.values(), ids=PATIENTS.keys())
def test_patients_are_found(read, text, expected) -> None:
    found = [(p.age, p.sex) for p in read(text).patients]
    assert found == expected


ONE = {
    "a cited man after a year": (
        "Lipoma of the cord\n\nA 40-year-old man had numb feet. He was operated on. "
        "Brown in 1987 described a 12-year-old boy with a lipoma at T3."
    ),
    "a case of somebody else": (
        "Cyst\n\nA 66-year-old woman had leg pain. It was excised. In the case of "
        "Harmon, a 50-year-old man recovered without operation."
    ),
    "a report of one": (
        "We report a case of discitis. A 50-year-old man had back pain. A 70-year-old "
        "woman in the next bed had none."
    ),
    "a relative": (
        "Tumour\n\nA 50-year-old man had back pain. His mother, a 74-year-old woman, "
        "had died of myeloma."
    ),
}


@pytest.mark.parametrize("text", ONE.values(), ids=ONE.keys())
def test_others_are_no_patients(read, text) -> None:
    assert len(read(text).patients) == 1


SERIES = (
    "Myelopathy in three patients\n\nA.B., a 65-year-old man, had clumsy hands. Mrs. "
    "K., 70, could not walk. A retired judge, 75 years old, had neck pain. "
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A.B. improved.", (1,)),
        ("Mrs. K. died of pneumonia.", (2,)),
        ("The judge eats normally.", (3,)),
    ],
)
def test_names_and_trades_refer(read, sentence, expected) -> None:
    assert whose(read(SERIES + sentence), sentence) == expected


def test_letters_alone_refer_to_lettered_patients(read) -> None:
    reading = read(
        "Patient A is a boy of 11; patient B a 16-year-old girl. A had a nidus at L4, "
        "B at T10. B's screw loosened."
    )
    assert whose(reading, "L4") == (1,)
    assert whose(reading, "T10") == (2,)
    assert whose(reading, "screw") == (2,)


def test_pronoun_after_introduction_tells_the_man(read) -> None:
    reading = read(
        "A 61-year-old bricklayer had a laminectomy. He walks.\n\nA 44-year-old "
        "teacher had a corpectomy; she is well.\n\nThe woman was hoarse. The man works."
    )
    assert whose(reading, "The man works") == (1,)


def test_one_age_said_of_twins_is_of_both(read) -> None:
    reading = read(PATIENTS["twins of one age"][0])
    ages = [(m.value, m.patients) for m in reading.of_field("age")]
    assert ages == [("23", (1,)), ("23", (2,))]


def test_a_visit_that_opens_a_sentence_is_of_all_it_tells_of(read) -> None:
    reading = read(
        "Two women, aged 39 and 57 years, and a man of 48 had discs at T6-7, T9-10 and "
        "T11-12, respectively. Discectomy was done in all. At 2 years the first patient "
        "was free of pain, the second still used a cane, and the third was unchanged "
        "at 5 years."
    )
    told = {m.patients: m.value for m in reading.of_field("followup")}
    assert told == {(1,): "24", (2,): "24", (3,): "60"}


def test_follow_ups_in_the_order_of_the_cases(read) -> None:
    reading = read(
        "Report of 3 cases\n\nCase 1: boy, 6 years old, neck pain. Case 2: girl, 9 "
        "years old, neck pain. Case 3: boy, 11 years old, back pain.\n\nResults\n\n"
        "All wore a collar. Follow-up was 12, 24 and 18 months in the order of the cases."
    )
    told = {m.patients: m.value for m in reading.of_field("followup")}
    assert told == {(1,): "12", (2,): "24", (3,): "18"}


def test_a_table_set_with_spaces_tells_age_and_sex(read) -> None:
    reading = read(
        "Crystals in two patients\n\nNo.  Age/Sex  Presentation        CT"
        "              Treatment\n1    84/F     neck pain           calcification"
        "   colchicine\n2    78/M     gait disturbance    mass            fusion\n\n"
        "Comments on the individual patients\n\nPatient 1 had wrist pain.\n\n"
        "Patient 2 had hyperreflexia."
    )
    told = {m.patients: m.value for m in reading.of_field("age")}
    assert told == {(1,): "84", (2,): "78"}


def test_levels_after_all_ages_go_in_order(read) -> None:
    reading = read(
        "Three discs\n\nThree men aged 45, 52 and 68 years had discs at T4-T5, T7-T8 "
        "and T9-T10. Discectomy was done in all."
    )
    told = {(m.patients, m.value) for m in reading.of_field("level")}
    assert told >= {((1,), "T4-T5"), ((2,), "T7-T8"), ((3,), "T9-T10")}
    assert ((1, 2, 3), "T4-T5") not in told


def test_levels_of_one_before_the_age_of_the_other_are_no_list(read) -> None:
    reading = read(
        "Two brothers\n\nA 58-year-old man with calcified discs at C3-C4 and C5-C6 and "
        "his 60-year-old brother with neck pain were operated on. Both are well."
    )
    told = {(m.patients, m.value) for m in reading.of_field("level")}
    assert {((1,), "C3-C4"), ((1,), "C5-C6")} <= told


def test_course_of_kin_who_are_patients(read) -> None:
    reading = read(
        "Cysts in a mother and daughter\n\nThe mother (52) had neck pain and the "
        "daughter (27) had leg pain. Both were operated on. The mother was free of pain "
        "at one year; the daughter had a recurrence at two years."
    )
    told = {m.patients: m.concept for m in reading.of_field("outcome")}
    assert told == {(1,): "resolved", (2,): "worsened"}
