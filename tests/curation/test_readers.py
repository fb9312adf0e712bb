"""Any other reader is one more reviewer; what has no place is listed, not guessed."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.curation.ledger import Decision, append_decision, read_ledger, to_line
from pipeline.curation.readers import Import, import_decisions, import_reader
from pipeline.errors import LedgerError
from pipeline.series import Series
from tests.curation.bench import make_run, on, woman


@pytest.fixture
def series(tmp_path: Path) -> Series:
    return make_run(tmp_path / "run", {"a": [woman(46)], "b": [woman(28), woman(62)]})


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "decisions.jsonl"


def said(ledger: Path) -> dict[tuple[str, str, str], tuple[str, str]]:
    """Return action and new value of each decision by case, field and concept."""
    return {
        (d.case_id, d.field, d.concept): (d.action, d.new_value)
        for d in read_ledger(ledger).decisions
    }


def reasons(done: Import) -> list[str]:
    return [f"{one.where}: {one.reason}" for one in done.unaligned]


# --- LangExtract -------------------------------------------------------------------


def extraction(kind: str, text: str, start: int | None = None, **more: Any) -> Any:
    interval = None if start is None else {"start_pos": start, "end_pos": start + 1}
    known = {"extraction_class": kind, "extraction_text": text}
    return known | {"char_interval": interval, "attributes": more}


@pytest.fixture
def read(series: Series, ledger: Path, tmp_path: Path) -> Any:
    """Return a function that imports LangExtract's extractions of a document."""

    def run(*found: Any, document: str = "a", **more: Any) -> Import:
        path = tmp_path / "found.jsonl"
        data = {"document_id": document, "extractions": list(found)} | more
        path.write_text(json.dumps(data) + "\n", encoding="utf-8")
        return import_reader(path, series.folder, ledger, name="lx")

    return run


def test_the_same_value_is_accepted_and_another_corrected(
    read: Any, ledger: Path, series: Series
) -> None:
    start = series.text("a").index("46 years")
    done = read(
        extraction("age", "46 years old", start),
        extraction("outcome", "improved", concept="resolved"),
        extraction("finding", "calcium", modality="CT", concept="calcification"),
    )
    assert done.unaligned == ()
    assert said(ledger) == {
        ("a#1", "age", ""): ("accept", ""),
        ("a#1", "outcome", ""): ("correct", "resolved"),
        ("a#1", "imaging", "calcification"): ("accept", ""),
    }


def test_what_the_program_missed_is_added_with_its_sentence(
    read: Any, ledger: Path, series: Series
) -> None:
    read(extraction("complication", "dura was torn", concept="dural tear"))
    (made,) = read_ledger(ledger).decisions
    assert (made.action, made.concept, made.new_value) == (
        "add",
        "dural tear",
        "present",
    )
    assert made.quote == "The dura was torn."
    assert series.text("a")[made.start : made.end] == made.quote


def test_what_has_no_place_is_listed_with_its_reason(read: Any, ledger: Path) -> None:
    done = read(
        extraction("mood", "torn"),
        extraction("symptom", "she flew away"),
        extraction("symptom", "torn"),
        extraction("duration", "torn"),
    )
    assert [line.partition(": ")[2] for line in reasons(done)] == [
        "class 'mood' is no field of the run",
        "'she flew away' is not in the text of a",
        "'torn' is no symptom of the pack",
        "'torn' is no number of days",
    ]
    assert "found.jsonl:1, extraction 1" in reasons(done)[0]


def test_among_several_patients_one_must_be_named(read: Any, ledger: Path) -> None:
    done = read(extraction("sex", "woman", concept="female"), document="b")
    assert "which patient?" in reasons(done)[0]
    read(extraction("sex", "woman", concept="female", patient=2), document="b")
    assert set(said(ledger)) == {("b#2", "sex", "")}


def test_a_document_is_found_by_its_file_or_its_very_text(
    read: Any, ledger: Path, series: Series
) -> None:
    found = extraction("age", "46 years old")
    assert read(found, document="a.txt").added == 1
    assert read(found, document="x", text=series.text("a")).known == 1
    assert "no document 'x'" in reasons(read(found, document="x"))[0]


def test_a_second_import_appends_nothing(read: Any, ledger: Path) -> None:
    read(extraction("age", "46 years old"))
    before = ledger.read_bytes()
    done = read(extraction("age", "46 years old"))
    assert (done.added, done.known, ledger.read_bytes()) == (0, 1, before)


# --- tables ------------------------------------------------------------------------


@pytest.fixture
def corrected(series: Series, tmp_path: Path) -> Any:
    """Return a function that writes cases.csv or cases.xlsx with some cells changed."""

    def write(changes: dict[str, Any], name: str = "cases.csv") -> Path:
        with (series.folder / "cases.csv").open(encoding="utf-8", newline="") as file:
            rows: list[dict[str, Any]] = list(csv.DictReader(file))
        rows[0] |= changes
        path = tmp_path / name
        if name.endswith(".csv"):
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)
            return path
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "cases"
        numbers = {"age_years", "patient", "n_facts"}
        sheet.append(list(rows[0]))
        for row in rows:
            sheet.append(
                [
                    float(v) if k in numbers and isinstance(v, str) and v else v or None
                    for k, v in row.items()
                ]
            )
        book.save(path)
        return path

    return write


@pytest.mark.parametrize("name", ["cases.csv", "cases.xlsx"])
def test_changed_cells_are_decisions_and_others_none(
    corrected: Any, series: Series, ledger: Path, name: str
) -> None:
    path = corrected(
        {
            "age_years": 47 if name == "cases.xlsx" else "47",
            "lesion_levels": "C4-C5",
            "outcome": None if name == "cases.xlsx" else "",
        },
        name,
    )
    done = import_reader(path, series.folder, ledger, name="table")
    assert done.unaligned == ()
    assert said(ledger) == {
        ("a#1", "age", ""): ("correct", "47 years"),
        ("a#1", "level", "lesion"): ("correct", "C4-C5"),
        ("a#1", "outcome", ""): ("reject", ""),
    }


def test_a_name_taken_out_is_rejected_and_one_put_in_is_sought_in_the_text(
    series: Series, ledger: Path, corrected: Any
) -> None:
    done = import_reader(
        corrected({"symptoms": "neck pain; woman; vertigo"}),
        series.folder,
        ledger,
        name="table",
    )
    # the bench leaves the cell empty: neck pain is accepted, the rest new
    assert said(ledger)["a#1", "symptom", "neck pain"] == ("accept", "")
    assert said(ledger)["a#1", "symptom", "woman"] == ("add", "present")
    assert "no words for 'vertigo' in the text" in reasons(done)[0]


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        (
            "lesion_levels",
            "04-May",
            "cases.csv!J2: lesion_levels holds the date 04-May",
        ),
        ("lesion_levels", "2024-05-04", "the date 2024-05-04"),
        ("lesion_levels", "C4/5", "'C4/5', which it may not hold"),
        ("symptoms", "45", "symptoms holds the number 45"),
        ("symptoms", "4,5", "symptoms holds the number 4,5"),
        ("age_years", "4,5", "age_years holds '4,5', no number"),
        ("age_years", "May 4", "age_years holds 'May 4', no number"),
        ("outcome", "fine", "outcome holds 'fine', which it may not hold"),
    ],
)
def test_a_spoilt_cell_refuses_the_file_by_its_address(
    corrected: Any, series: Series, ledger: Path, column: str, value: str, message: str
) -> None:
    with pytest.raises(LedgerError) as fault:
        import_reader(corrected({column: value}), series.folder, ledger, name="t")
    assert message in str(fault.value)
    assert str(fault.value).endswith("; mend the cell, then again")
    assert not ledger.exists()


@pytest.mark.parametrize(
    ("column", "value"), [("lesion_levels", date(2024, 5, 4)), ("symptoms", 45)]
)
def test_a_spoilt_cell_of_a_workbook_is_refused_too(
    corrected: Any, series: Series, ledger: Path, column: str, value: Any
) -> None:
    with pytest.raises(LedgerError, match=r"cases\.xlsx![A-Z]+2: "):
        import_reader(
            corrected({column: value}, "cases.xlsx"), series.folder, ledger, name="t"
        )


def test_a_derived_column_and_a_strange_patient_are_listed(
    corrected: Any, series: Series, ledger: Path
) -> None:
    path = corrected({"regions": "cervical"})
    done = import_reader(path, series.folder, ledger, name="t")
    assert "regions follows from other columns" in reasons(done)[0]
    done = import_reader(corrected({"case_id": "z#9"}), series.folder, ledger, name="t")
    assert reasons(done) == ["cases.csv!A2: no patient 'z#9' in the run"]


def test_a_table_saved_with_semicolons_is_read(
    corrected: Any, series: Series, ledger: Path
) -> None:
    path = corrected({"outcome": "stable"})
    rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    import_reader(path, series.folder, ledger, name="t")
    assert said(ledger) == {("a#1", "outcome", ""): ("correct", "stable")}


# --- gold --------------------------------------------------------------------------


def test_gold_tells_all_so_what_it_lacks_is_rejected(
    series: Series, ledger: Path, tmp_path: Path
) -> None:
    gold = {
        "id": "a",
        "doc_type": "case_report",
        "patients": [
            {
                "label": "1",
                "age_years": 46.0,
                "sex": "female",
                "lesion_levels": ["C5-C6"],
                "diagnoses": ["no such thing"],
                "symptoms": ["neck pain"],
                "symptoms_denied": [],
                "imaging": [{"modality": "CT", "finding": "calcification"}],
                "labs": [],
                "interventions": [
                    {"name": "discectomy", "levels": ["C4-C5"], "status": "performed"}
                ],
                "outcome": "improved",
            }
        ],
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps(gold), encoding="utf-8")
    done = import_reader(path, series.folder, ledger, name="gold")
    assert said(ledger) == {
        ("a#1", "age", ""): ("accept", ""),
        ("a#1", "sex", ""): ("accept", ""),
        ("a#1", "level", "lesion"): ("accept", ""),
        ("a#1", "symptom", "neck pain"): ("accept", ""),
        ("a#1", "symptom", "fever"): ("reject", ""),
        ("a#1", "imaging", "calcification"): ("accept", ""),
        ("a#1", "intervention", "discectomy"): ("correct", "performed C4-C5"),
        ("a#1", "outcome", ""): ("accept", ""),
    }
    assert reasons(done) == [
        "a.json, patient 1: 'no such thing' is no diagnosis of the pack"
    ]


def test_the_patients_of_gold_are_known_by_age_not_by_number(
    series: Series, ledger: Path, tmp_path: Path
) -> None:
    patients = [{"label": "x", "age_years": 62}, {"label": "y", "age_years": 28}]
    path = tmp_path / "b.json"
    path.write_text(json.dumps({"id": "b", "patients": patients}), encoding="utf-8")
    import_reader(path, series.folder, ledger, name="gold")
    assert said(ledger)["b#1", "age", ""] == ("accept", "")
    assert said(ledger)["b#2", "age", ""] == ("accept", "")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.txt", "", "neither .jsonl"),
        ("x.json", "[]", "no gold"),
        ("x.json", "{", "not valid JSON"),
        ("x.jsonl", "{", "x.jsonl:1: not valid JSON"),
        ("x.csv", "a,b\n1,2\n", "no column 'case_id'"),
        ("x.xlsx", "", "no readable workbook"),
    ],
)
def test_a_file_of_no_use_is_refused(
    series: Series, ledger: Path, tmp_path: Path, name: str, content: str, message: str
) -> None:
    if name.endswith("xlsx"):
        pytest.importorskip("openpyxl")
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(LedgerError, match=message):
        import_reader(tmp_path / name, series.folder, ledger, name="t")


def test_a_reader_needs_a_file_and_a_name(series: Series, ledger: Path) -> None:
    with pytest.raises(LedgerError, match="no such file"):
        import_reader(Path("absent.csv"), series.folder, ledger, name="t")
    with pytest.raises(LedgerError, match="needs a name"):
        import_reader(Path("absent.csv"), series.folder, ledger, name=" ")
    with pytest.raises(LedgerError, match="no such file"):
        import_decisions(Path("absent.jsonl"), ledger)


# --- decisions that come back ------------------------------------------------------


def test_decisions_come_back_once(series: Series, ledger: Path, tmp_path: Path) -> None:
    made = [on(series, "a#1", "age", "accept"), on(series, "a#1", "sex", "reject")]
    append_decision(ledger, made[0])
    back = tmp_path / "back.jsonl"
    back.write_bytes(b"".join(map(to_line, made)) + b'{"id"\n')
    done = import_decisions(back, ledger)
    assert (done.added, done.known) == (1, 1)
    assert "back.jsonl:3: no whole JSON object" in done.faults[0]
    assert read_ledger(ledger).decisions == tuple(made)
    assert isinstance(read_ledger(ledger).decisions[0], Decision)


def test_a_number_with_a_point_is_no_date(
    corrected: Any, series: Series, ledger: Path
) -> None:
    import_reader(corrected({"age_years": "0.3"}), series.folder, ledger, name="t")
    assert said(ledger)["a#1", "age", ""] == ("correct", "0.3 years")
