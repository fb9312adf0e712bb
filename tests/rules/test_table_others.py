"""What a table lists beside the patients, or in their place."""

import csv
from pathlib import Path

import pytest

from pipeline.run import run_corpus

MAN = "A 44-year-old man had neck pain and a cyst at C5. A collar cured him."
TWO = "1 | 51 | M | T9 | improved\n2 | 36 | F | L2 | stable"


def ages(folder: Path, table: str, *, title: str, text: str = "") -> list[str]:
    """Return the ages of the own patients of a text with one table."""
    first, *rest = [f"| {line.strip()} |" for line in table.strip().split("\n")]
    rule = "|" + "---|" * (first.count("|") - 1)
    parts = [f"# {title}", text, "\n".join([first, rule, *rest])]
    (folder / "corpus").mkdir()
    path = folder / "corpus" / "a.md"
    path.write_text("\n\n".join(parts), encoding="utf-8")
    run_corpus(folder / "corpus", folder / "out", workers=1)
    with (folder / "out" / "cases.csv").open(encoding="utf-8", newline="") as file:
        return [row["age_years"] for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    "first", ["Rabbit", "Animal", "Breed", "Donor", "Cadaver", "Healthy volunteer"]
)
def test_a_table_of_animals_or_donors_holds_no_patients(
    tmp_path: Path, first: str
) -> None:
    table = f"{first} | Age | Sex | Level | Outcome\n{TWO}"
    assert ages(tmp_path, table, title="A cyst of the neck", text=MAN) == ["44"]


@pytest.mark.parametrize("first", ["Case", "Patient", "No.", "Initials"])
def test_a_table_of_cases_holds_patients(tmp_path: Path, first: str) -> None:
    table = f"{first} | Age | Sex | Level | Outcome\n{TWO}"
    assert ages(tmp_path, table, title="Two spinal cysts") == ["51", "36"]


@pytest.mark.parametrize(
    "row",
    [
        "Healthy volunteer | 24 | F | T9 | well",
        "Stem cell donor | 24 | F | T9 | well",
        "Control 1 | 24 | F | T9 | well",
        "Sheep 1 | 4 | F | T9 | died",
        "Average | 43.5 | | T9 | improved",
        "Textbook case | 40 | M | T9 | improved",
        "Lindqvist et al. | 71 | M | T9 | died",
    ],
)
def test_a_row_of_somebody_else_is_no_patient(tmp_path: Path, row: str) -> None:
    table = f"Case | Age | Sex | Level | Outcome\n{TWO}\n{row}"
    assert ages(tmp_path, table, title="Two spinal cysts") == ["51", "36"]


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ("Case 1 | Case 2 | Mean", ["51", "36"]),
        ("Case 1 | Case 2 | Normal range", ["51", "36"]),
        ("Patient A | Patient B | Healthy control", ["51", "36"]),
        ("Case 1 | Case 2 | Case 3", ["51", "36", "44"]),
    ],
)
def test_a_column_of_nobody_stands_beside_patients(
    tmp_path: Path, heads: str, expected: list[str]
) -> None:
    table = (
        f"Item | {heads}\nAge | 51 | 36 | 44\nSex | M | F | F\n"
        "Level | T9 | L2 | L1\nOutcome | stable | died | well"
    )
    assert ages(tmp_path, table, title="Cysts of the spine") == expected


FAMILY = (
    "Member | Age | Sex | Level | Outcome\nProband | 44 | M | C5 | cured\n"
    "Father | 70 | M | T9 | stable\nSister | 39 | F | L2 | stable"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MAN, ["44"]),
        ("Three members of this family had spinal cysts.", ["44", "70", "39"]),
    ],
)
def test_kin_are_patients_where_the_text_counts_them(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    title = "Cysts of the spine in a family"
    assert ages(tmp_path, FAMILY, title=title, text=text) == expected


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Hypothetical cases of spinal cysts", ""),
        ("Spinal cysts", "All vignettes are invented."),
        ("Spinal cysts", "The stories do not describe real patients."),
        ("Spinal cysts", "No actual person is depicted here."),
    ],
)
def test_invented_cases_are_no_patients(tmp_path: Path, title: str, text: str) -> None:
    table = f"Case | Age | Sex | Level | Outcome\n{TWO}"
    assert ages(tmp_path, table, title=title, text=text) == []


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("Table 1. Operated dogs", []),
        ("Table 1. Ages of ten cadavers", []),
        ("Table 1. Patients who keep sheep", ["51", "36"]),
        ("Table 1. Our cases after cat scratches", ["51", "36"]),
    ],
)
def test_a_caption_may_say_that_rows_are_animals(
    tmp_path: Path, caption: str, expected: list[str]
) -> None:
    table = f"Case | Age | Sex | Level | Outcome\n{TWO}"
    assert ages(tmp_path, table, title="Spinal cysts", text=caption) == expected


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Virtual clinical visits for spinal cysts", ""),
        ("Spinal cysts in medical students: two cases", ""),
        ("Spinal cysts", "No actual cases were reported before 1950."),
        ("Spinal cysts", "The two cases were made up of a cyst and a nodule."),
    ],
)
def test_real_cases_stay_patients(tmp_path: Path, title: str, text: str) -> None:
    table = f"Case | Age | Sex | Level | Outcome\n{TWO}"
    assert ages(tmp_path, table, title=title, text=text) == ["51", "36"]
