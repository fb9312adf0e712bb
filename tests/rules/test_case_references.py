"""References to patients in the prose, and who is meant by "all"."""

import pytest

from pipeline.extract import Extractor
from pipeline.rules.case_references import references, refers_to_all
from pipeline.rules.cast import Cast
from pipeline.rules.persons import PersonWords, compile_persons
from pipeline.rules.reading import Patient

MALE, FEMALE = "male", "female"
UNKNOWN = [(None, None)] * 3
PAIR = [(34, MALE), (67, FEMALE)]
TRIO = [(70, MALE), (61, FEMALE), (66, FEMALE)]
FOUR = [(40, MALE), (50, MALE), (60, MALE), (70, FEMALE)]
People = list[tuple[int | None, str | None]]


@pytest.fixture(scope="module")
def persons(spine: Extractor) -> PersonWords:
    """Return the words for persons of the spine pack."""
    return compile_persons([r.cells for r in spine.pack.rows("person_words")])


def named(
    persons: PersonWords, text: str, people: People, *, lettered: bool = False
) -> list[tuple[int, ...]]:
    """Return whom the references of a sentence name, in order."""
    patients = tuple(Patient(n, str(n), 0, *p) for n, p in enumerate(people, 1))
    cast = Cast(patients, persons, lettered=lettered)
    return [reference.patients for reference in references(text, cast)]


@pytest.mark.parametrize(
    ("text", "people", "expected"),
    [
        ("Fever was noted in Case 2.", UNKNOWN, [(2,)]),
        ("Patient B had fever.", UNKNOWN, [(2,)]),
        ("Case II had fever.", PAIR, [(2,)]),
        ("Patients 1 and 3 had fever.", UNKNOWN, [(1, 3)]),
        ("Our patients 1 and 3 had fever.", UNKNOWN, [(1, 3)]),
        ("Cases 1, 2 and 4 had fever.", FOUR, [(1, 2, 4)]),
        ("Cases 1 to 3 had fever.", FOUR, [(1, 2, 3)]),
        ("Nos. 1 and 2 had fever, No. 3 had none.", UNKNOWN, [(1, 2), (3,)]),
        ("Fever in (i) and (iii), none in (ii).", UNKNOWN, [(1, 3), (2,)]),
    ],
)
def test_a_label_names_a_patient(
    persons: PersonWords, text: str, people: People, expected: list[tuple[int, ...]]
) -> None:
    assert named(persons, text, people) == expected


@pytest.mark.parametrize(
    ("text", "people", "expected"),
    [
        ("The first patient had fever, the second had none.", PAIR, [(1,), (2,)]),
        ("In the second a cyst was seen.", PAIR, [(2,)]),
        ("The first and third patients had fever.", UNKNOWN, [(1, 3)]),
        ("The first two had fever.", UNKNOWN, [(1, 2)]),
        ("The last two had fever.", UNKNOWN, [(2, 3)]),
        ("The latter had fever.", PAIR, [(2,)]),
        ("The former walked and the latter died.", PAIR, [(1,), (2,)]),
        ("One had fever. The other had none.", PAIR, [(1,), (2,)]),
        ("Case 2 died. The other three walked.", FOUR, [(2,), (1, 3, 4)]),
        (
            "Cases 1 and 2 had rest and the remaining two a brace.",
            FOUR,
            [(1, 2), (3, 4)],
        ),
    ],
)
def test_an_order_or_a_remainder_names_patients(
    persons: PersonWords, text: str, people: People, expected: list[tuple[int, ...]]
) -> None:
    assert named(persons, text, people) == expected


@pytest.mark.parametrize(
    ("text", "people", "expected"),
    [
        ("The women were given a brace.", TRIO, [(2, 3)]),
        ("The two women were given a brace.", TRIO, [(2, 3)]),
        ("The older woman and the man walked.", TRIO, [(1, 3)]),
        ("The oldest refused.", FOUR, [(4,)]),
        ("The three men walked, the woman did not.", FOUR, [(1, 2, 3), (4,)]),
        ("In the elder bladder function did not return.", PAIR, [(2,)]),
    ],
)
def test_sex_and_rank_name_patients(
    persons: PersonWords, text: str, people: People, expected: list[tuple[int, ...]]
) -> None:
    assert named(persons, text, people) == expected


@pytest.mark.parametrize(
    ("text", "people", "expected"),
    [
        ("Both had fever.", PAIR, [(1, 2)]),
        ("In neither was there fever.", PAIR, [(1, 2)]),
        ("The disc was removed in all three.", UNKNOWN, [(1, 2, 3)]),
        ("All recovered except case 3.", UNKNOWN, [(1, 2), (3,)]),
        (
            "Every patient improved, with the exception of patient 1.",
            UNKNOWN,
            [(2, 3), (1,)],
        ),
        ("All but one recovered; case 4 had a relapse.", FOUR, [(1, 2, 3), (4,)]),
        ("All but one recovered.", FOUR, []),
        ("All recovered except for some pain.", UNKNOWN, [(1, 2, 3)]),
    ],
)
def test_a_group_may_have_an_exception(
    persons: PersonWords, text: str, people: People, expected: list[tuple[int, ...]]
) -> None:
    assert named(persons, text, people) == expected


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("The latter had fever.", UNKNOWN),
        ("The other leg was weak.", PAIR),
        ("The first two weeks were quiet.", UNKNOWN),
        ("The second lumbar vertebra was fractured.", PAIR),
        ("The mother of patient 2 had gout.", PAIR),
        ("In the case of fever, call the ward.", PAIR),
        ("In this case two levels were fused.", PAIR),
        ("In this patient a laminectomy was done.", PAIR),
        ("One week later the pain was gone.", PAIR),
        ("Both pupils were equal; both parents were healthy.", PAIR),
        ("The rest of the spine was normal.", UNKNOWN),
        ("He took 20 mg of each.", [(34, MALE)] * 4),
        ("There was no pain at all.", PAIR),
    ],
)
def test_what_names_no_patient(persons: PersonWords, text: str, people: People) -> None:
    assert [who for who in named(persons, text, people) if len(who) == 1] == []


def test_letters_stand_for_patients_where_the_text_says_so(
    persons: PersonWords,
) -> None:
    text = "A, B and D had fever. Laminectomy was done in all except C."
    expected = [(1, 2, 4), (1, 2, 4), (3,)]
    assert named(persons, text, FOUR, lettered=True) == expected
    assert (1, 2, 4) not in named(persons, text, FOUR)


@pytest.mark.parametrize(
    "text",
    [
        "Both patients had fever.",
        "All three women were operated on.",
        "Each of our patients had fever.",
        "Neither had fever.",
        "All recovered.",
        "MRI was normal in both.",
        "None of the children died.",
    ],
)
def test_who_speaks_of_all(persons: PersonWords, text: str) -> None:
    assert refers_to_all(text, persons)


@pytest.mark.parametrize(
    "text",
    [
        "Both legs were weak.",
        "Both parents were healthy.",
        "All reflexes were brisk.",
        "One patient had fever.",
        "In each leg the power was full.",
    ],
)
def test_who_does_not_speak_of_all(persons: PersonWords, text: str) -> None:
    assert not refers_to_all(text, persons)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He, in contrast to the first patient, could not walk.", []),
        ("Compared with the woman, the man fared badly.", [(1,)]),
        ("Contrary to the former, the latter had fever.", [(2,)]),
        ("In case 2, as in case 1, the dura was torn.", [(2,)]),
        ("Recovery took longer than in the first case.", []),
        ("Similar to that of the other patient, the cord was swollen.", []),
        ("Her aunt had the same illness (see Case 2).", []),
        ("Her aunt had the same illness (cf. also patient 2).", []),
        ("He walked, unlike the second patient, who died.", [(2,)]),
        ("The first walked, the second died.", [(1,), (2,)]),
        ("We then saw the second patient.", [(2,)]),
    ],
)
def test_who_is_only_compared_or_glanced_at_is_not_meant(
    persons: PersonWords, text: str, expected: list[tuple[int, ...]]
) -> None:
    assert named(persons, text, PAIR) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("All but the last walked.", [(1, 2)]),
        ("All except the second patient were operated on.", [(1, 3)]),
        ("All but the last walked; he died.", [(1, 2), (3,)]),
        ("All but the third, who died, walked.", [(1, 2), (3,)]),
        ("All walked except the third.", [(1, 2), (3,)]),
    ],
)
def test_what_follows_an_exception_is_said_of_the_others(
    persons: PersonWords, text: str, expected: list[tuple[int, ...]]
) -> None:
    assert named(persons, text, UNKNOWN) == expected


def test_a_letter_after_only_is_a_patient(persons: PersonWords) -> None:
    text = "Only B could walk; vitamin B was given."
    assert named(persons, text, PAIR, lettered=True) == [(2,)]
