"""References to patients in the prose, and who is meant by "all"."""

import pytest

from pipeline.rules.case_references import references, refers_to_all


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("Fever was noted in Case 2.", 3, [(2,)]),
        ("Patient B had fever.", 3, [(2,)]),
        ("Case II had fever.", 2, [(2,)]),
        ("Patients 1 and 3 had fever.", 3, [(1, 3)]),
        ("Cases 1, 2 and 4 had fever.", 4, [(1, 2, 4)]),
        ("The first patient had fever, the second had none.", 2, [(1,), (2,)]),
        ("The latter had fever.", 2, [(2,)]),
        ("The former walked and the latter died.", 2, [(1,), (2,)]),
        ("One had fever. The other had none.", 2, [(1,), (2,)]),
        ("The first two had fever.", 3, [(1, 2)]),
        ("The last two had fever.", 3, [(2, 3)]),
        ("All recovered except case 3.", 3, [(1, 2), (3,)]),
        ("Every patient improved, with the exception of patient 1.", 3, [(2, 3), (1,)]),
    ],
)
def test_a_patient_is_named(
    text: str, number: int, expected: list[tuple[int, ...]]
) -> None:
    assert [who for _, who in references(text, number)] == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The latter had fever.", 3),
        ("The other leg was weak.", 2),
        ("The first two weeks were quiet.", 3),
        ("The second lumbar vertebra was fractured.", 2),
        ("The mother of patient 2 had gout.", 2),
        ("In the case of fever, call the ward.", 2),
        ("One week later the pain was gone.", 2),
    ],
)
def test_what_names_no_patient(text: str, number: int) -> None:
    assert references(text, number) == []


def test_everybody_without_a_named_exception_names_nobody() -> None:
    assert references("All recovered except for some pain.", 3) == []


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
def test_who_speaks_of_all(text: str) -> None:
    assert refers_to_all(text)


@pytest.mark.parametrize(
    "text",
    [
        "Both legs were weak.",
        "All reflexes were brisk.",
        "One patient had fever.",
        "In each leg the power was full.",
    ],
)
def test_who_does_not_speak_of_all(text: str) -> None:
    assert not refers_to_all(text)
