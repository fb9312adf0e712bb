"""The table of the literature: one line per patient, unknown cells printed NR."""

import csv
import time
from pathlib import Path

import pytest

from pipeline.analysis.literature import (
    FOOTNOTE,
    HEADER,
    author_of,
    duration_text,
    literature,
    write_literature_csv,
)
from pipeline.analysis.literature_docx import write_literature_docx
from pipeline.series import Row
from tests.analysis.test_comparison import patient


def case(number: int, **cells: str | float | None) -> Row:
    return patient(number, patient=number) | cells


FULL = case(
    1,
    first_author="Roe",
    year=2010,
    age_years=44.0,
    sex="male",
    lesion_levels="C2-C3; C5",
    symptoms="neck pain",
    symptom_duration_days=14.0,
    imaging_modalities="CT; MRI",
    interventions="fusion",
    followup_months=12.5,
    outcome="resolved",
)


def test_a_patient_has_a_line_in_the_order_of_journals() -> None:
    [entry] = literature([FULL])
    assert dict(zip(HEADER, entry.cells, strict=True)) == {
        "Author": "Roe",
        "Year": "2010",
        "Age, years": "44",
        "Sex": "male",
        "Level": "C2-C3, C5",
        "Presentation": "neck pain",
        "Duration of symptoms": "2 weeks",
        "Imaging": "CT, MRI",
        "Treatment": "fusion",
        "Follow-up, months": "12.5",
        "Outcome": "resolved",
    }


def test_what_is_not_reported_is_nr() -> None:
    [entry] = literature([case(1)])
    assert entry.cells == ("d1", *["NR"] * 10)
    assert FOOTNOTE == "NR: not reported."


def test_lines_stand_by_year_author_and_patient_undated_ones_last() -> None:
    rows = [
        case(1, first_author="Zoe"),
        case(2, first_author="roe", year=2011),
        case(3, first_author="Doe", year=2011),
        case(4, first_author="Zoe", year=1999),
    ]
    told = [entry.row["patient"] for entry in literature(rows)]
    assert told == [4, 3, 2, 1]


def test_a_cited_patient_has_the_year_of_its_own_report() -> None:
    row = case(1, first_author="Roe", year=2021, cited_source="Doe et al. 1998")
    [entry] = literature([row])
    assert entry.cells[:2] == ("Doe et al. 1998", "1998")
    [entry] = literature([row | {"cited_source": "Doe"}])
    assert entry.cells[:2] == ("Doe", "NR")
    assert author_of(row) == "Doe et al. 1998"


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (None, "NR"),
        (0.5, "0.5 days"),
        (1.0, "1 day"),
        (3, "3 days"),
        (7.0, "1 week"),
        (10, "10 days"),
        (21, "3 weeks"),
        (30, "1 month"),
        (60, "2 months"),
        (182.5, "6 months"),  # half a year
        (365, "1 year"),
        (540, "18 months"),
        (547.5, "18 months"),  # a year and a half
        (1460, "4 years"),
        (912.5, "2.5 years"),
    ],
)
def test_a_duration_is_told_as_people_tell_it(days: float | None, text: str) -> None:
    assert duration_text(days) == text


ODD = case(1, first_author="=1+1", outcome='</script>"\n', sex="\x01\x0b\u202e")


def test_the_csv_holds_no_formula(tmp_path: Path) -> None:
    write_literature_csv(tmp_path / "l.csv", literature([ODD]))
    with (tmp_path / "l.csv").open(encoding="utf-8", newline="") as file:
        head, cells = csv.reader(file)
    assert tuple(head) == HEADER
    assert (cells[0], cells[10]) == ("'=1+1", '</script>"\n')


def test_the_docx_holds_the_table_and_its_footnote(tmp_path: Path) -> None:
    from docx import Document

    write_literature_docx(tmp_path / "l.docx", literature([FULL, ODD]))
    document = Document(str(tmp_path / "l.docx"))
    heads, *lines = ([c.text for c in row.cells] for row in document.tables[0].rows)
    assert tuple(heads) == HEADER
    assert [line[0] for line in lines] == ["Roe", "=1+1"]
    assert lines[1][3] == "\ufffd\ufffd\u202e"  # signs that XML cannot hold
    assert document.paragraphs[-1].text == FOOTNOTE


def test_the_docx_of_nobody_has_its_heads(tmp_path: Path) -> None:
    from docx import Document

    write_literature_docx(tmp_path / "l.docx", ())
    assert len(Document(str(tmp_path / "l.docx")).tables[0].rows) == 1


def test_the_docx_is_the_same_whenever_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_literature_docx(tmp_path / "a.docx", literature([FULL]))
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    write_literature_docx(tmp_path / "b.docx", literature([FULL]))
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
