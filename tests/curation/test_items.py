"""A person decides on one thing at a time, and on what a run does not say too."""

from pathlib import Path

import pytest

from pipeline.curation.items import Item, items_of, join_statements
from pipeline.series import open_series
from tests.curation.bench import make_run, woman
from tests.runs import fact, patient, write_run


def shown(folder: Path, *facts: dict[str, object]) -> dict[tuple[str, ...], str]:
    series = open_series(write_run(folder, cases=[patient()], facts=list(facts)))
    return {item.key[1:]: item.value for item in items_of(series)}


def test_each_thing_told_is_an_item_with_its_evidence(tmp_path: Path) -> None:
    items = items_of(make_run(tmp_path / "run", {"a": [woman()]}))
    told = {item.key[1:]: item.value for item in items if item.value}
    assert told == {
        ("age", "", ""): "46 years",
        ("sex", "", ""): "female",
        ("level", "lesion", ""): "C5-C6",
        ("symptom", "neck pain", ""): "present",
        ("symptom", "fever", ""): "absent",
        ("imaging", "calcification", "CT"): "C5-C6",
        ("intervention", "discectomy", ""): "performed C5-C6",
        ("outcome", "", ""): "improved",
    }
    age = items[0]
    assert (age.evidence[0].quote, age.evidence[0].start) == (
        "She was 46 years old.",
        0,
    )


def test_each_field_without_a_value_is_an_item(tmp_path: Path) -> None:
    bare = shown(tmp_path / "run")
    assert bare == dict.fromkeys(
        [
            (field, "", "")
            for field in (
                "age sex level diagnosis symptom duration imaging lab comorbidity "
                "intervention complication outcome followup"
            ).split()
        ],
        "",
    )


def test_a_run_without_patients_has_no_items(tmp_path: Path) -> None:
    assert items_of(open_series(write_run(tmp_path / "run"))) == ()


def test_the_first_age_and_the_last_outcome_count(tmp_path: Path) -> None:
    items = shown(
        tmp_path / "run",
        fact(1, field="age", concept="in his fifties"),
        fact(2, field="age", value="54", unit="years"),
        fact(3, field="age", value="55", unit="years"),
        fact(4, field="outcome", concept="improved"),
        fact(5, field="outcome", concept="worsened"),
    )
    assert items["age", "", ""] == "54 years"
    assert items["outcome", "", ""] == "worsened"


def test_a_laboratory_value_is_told_with_its_unit(tmp_path: Path) -> None:
    crp = {"concept": "CRP", "value": "54", "unit": "mg/L"}
    items = shown(
        tmp_path / "run", fact(1, field="lab", interpretation="elevated", **crp)
    )
    assert items["lab", "CRP", ""] == "elevated 54 mg/L"


def test_what_is_said_of_the_family_is_no_item(tmp_path: Path) -> None:
    items = shown(tmp_path / "run", fact(1, concept="gout", subject="family"))
    assert ("symptom", "gout", "") not in items


def test_what_a_person_added_is_not_what_the_machine_says(tmp_path: Path) -> None:
    items = shown(tmp_path / "run", fact(1, concept="gout", rule="curation:12345678"))
    assert items["symptom", "", ""] == ""


@pytest.mark.parametrize(
    ("statements", "joined"),
    [
        (["present"], "present"),
        (["present", "C3-C4"], "C3-C4"),
        (["C3-C4", "C5", "C3-C4"], "C3-C4; C5"),
        (["performed", "performed C5-C7"], "performed C5-C7"),
        (["performed C5", "declined"], "performed C5 | declined"),
        (["present", "absent C4"], "present | absent C4"),
    ],
)
def test_statements_on_one_thing_are_one_value(
    statements: list[str], joined: str
) -> None:
    assert join_statements(statements) == joined


def test_an_item_is_found_by_case_field_concept_and_modality() -> None:
    item = Item("a", "a#1", "imaging", "fracture", "CT")
    assert item.key == ("a#1", "imaging", "fracture", "CT")
