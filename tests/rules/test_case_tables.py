"""Tables with one row per patient are recognised and read by column."""

import pytest

from pipeline.pack import default_pack, load_pack
from pipeline.records import Cell, Table
from pipeline.rules.case_tables import is_missing, read_case_table
from pipeline.rules.table_heads import Headers, compile_headers


@pytest.fixture(scope="module")
def headers() -> Headers:
    return compile_headers(load_pack(default_pack()).rows("table_headers"))


def table(*rows: str, n_header: int = 1) -> Table:
    cells, at = [], 0
    for row in rows:
        line = []
        for text in row.split("|"):
            line.append(Cell(text.strip(), at, at + len(text.strip())))
            at += len(text.strip()) + 3
        cells.append(tuple(line))
    return Table("", tuple(cells), n_header, 0, at)


def test_a_row_is_a_patient(headers: Headers) -> None:
    rows = read_case_table(
        table(
            "Case | Age/Sex | Level | Outcome",
            "1 | 9/M | C5/6 | resolved",
            "2 | 41/F | T9/10 | NR",
        ),
        headers,
    )
    assert [(r.label, r.own, sorted(r.cells)) for r in rows] == [
        (1, True, ["age_sex", "label", "level", "outcome"]),
        (2, True, ["age_sex", "label", "level"]),
    ]


def test_rows_with_an_author_are_cited_and_present_case_is_own(
    headers: Headers,
) -> None:
    rows = read_case_table(
        table(
            "Author, year | Age | Sex | Treatment",
            "Varga et al., 1988 | 7 | M | collar",
            "Present case | 9 | F | collar",
        ),
        headers,
    )
    assert [r.source for r in rows] == ["Varga 1988", None]


def test_a_table_on_its_side_is_turned(headers: Headers) -> None:
    rows = read_case_table(
        table(
            "Feature | Case 1 | Case 2",
            "Age / sex | 70 / M | 51 / F",
            "Level | T3 | C4",
        ),
        headers,
    )
    assert [(r.label, r.cells["age_sex"][0].text) for r in rows] == [
        (1, "70 / M"),
        (2, "51 / F"),
    ]


@pytest.mark.parametrize(
    "first", ["Patient information | Patient information", "Job | clerk"]
)
def test_a_form_in_two_columns_is_one_patient(headers: Headers, first: str) -> None:
    rows = read_case_table(table(first, "Sex | f", "Age | 49 years"), headers)
    assert [(r.label, r.cells["age"][0].text) for r in rows] == [(None, "49 years")]


def test_two_columns_without_age_and_sex_are_no_form(headers: Headers) -> None:
    assert read_case_table(table("Age | 49 years", "Calcium | 2.3"), headers) == ()


def test_a_table_of_groups_is_no_case_table(headers: Headers) -> None:
    groups = table(
        "Variable | Cervical (n = 27) | Thoracic (n = 10)", "Mean age | 7.6 | 9.8"
    )
    assert read_case_table(groups, headers) == ()


@pytest.mark.parametrize("text", ["NR", "n/a", "–", "N.A.", "not stated", "", "?"])
def test_missing_cells(text: str) -> None:
    assert is_missing(text)


@pytest.mark.parametrize("text", ["none", "0", "normal", "C5"])
def test_cells_that_say_something(text: str) -> None:
    assert not is_missing(text)


def test_a_header_over_two_lines_is_read_by_its_lower_line(headers: Headers) -> None:
    (row,) = read_case_table(
        table(
            "Author | Patient | Patient | Level | Result | Result",
            "Author | Age | Sex | Level | Outcome | F/U",
            "Roe 1988 | 7 | M | C3/4 | cured | 3y",
            n_header=2,
        ),
        headers,
    )
    assert sorted(row.cells) == ["age", "followup", "level", "outcome", "sex", "source"]


def test_a_caption_above_the_header_is_passed_over(headers: Headers) -> None:
    (row,) = read_case_table(
        table(
            "Table 2. Earlier patients | | |",
            "Author | Age/Sex | Level | Outcome",
            "Roe 1988 | F/62 | T9/10 | cured",
        ),
        headers,
    )
    assert (row.source, row.cells["level"][0].text) == ("Roe 1988", "T9/10")


@pytest.mark.parametrize(
    "header",
    [
        "Author | No. of patients | Mean age | Level | Outcome",
        "Study | n of cases | Age, median | Level | Outcome",
        "Author | Level | Outcome (n = 12) | Age | Sex",
    ],
)
def test_a_table_with_a_row_per_study_holds_no_patients(
    headers: Headers, header: str
) -> None:
    assert (
        read_case_table(table(header, "Roe 1988 | 21 | 45 | T9 | good"), headers) == ()
    )


@pytest.mark.parametrize(
    ("cell", "source"),
    [
        ("van der Berg and Li [12], 2004", "van der Berg 2004"),
        ("de la Cruz (1999)", "de la Cruz 1999"),
        ("AB Smith 1990", "Smith 1990"),
        ("KIM et al. 2001", "KIM 2001"),
        ("O'Brien & Roe, 1987", "O'Brien 1987"),
        ("García-López 2010a", "García-López 2010"),
        ("[14]", "[14]"),
        ("Present case", None),
        ("Ours", None),
        ("Current study, 2020", None),
    ],
)
def test_a_source_is_the_first_surname_and_the_year(
    headers: Headers, cell: str, source: str | None
) -> None:
    (row,) = read_case_table(
        table("Reference | Age/Sex | Level | Outcome", f"{cell} | 9/M | C5/6 | cured"),
        headers,
    )
    assert row.source == source


def test_a_second_patient_of_a_report_has_its_source(headers: Headers) -> None:
    rows = read_case_table(
        table(
            "Author | Age | Level | Outcome",
            "Roe 1988 | 7 | C3 | cured",
            "″ | 8 | C4 | cured",
            " | 9 | C5 | cured",
            "Poe 1990 | 9 | C5 | cured",
        ),
        headers,
    )
    assert [row.source for row in rows] == ["Roe 1988"] * 3 + ["Poe 1990"]


@pytest.mark.parametrize("text", ["N/R", "n.r.", "ND", "no data", "—", "not detailed"])
def test_more_ways_to_say_nothing(text: str) -> None:
    assert is_missing(text)


@pytest.mark.parametrize("cell", ["8 y, M", "F/62", "9/M", "62 F", "8 mo/F"])
def test_a_column_of_ages_and_sexes_needs_no_telling_header(
    headers: Headers, cell: str
) -> None:
    (row,) = read_case_table(
        table(
            "Author | Patient | Disc | Surgery", f"Roe 1988 | {cell} | C3/4 | fusion"
        ),
        headers,
    )
    assert row.cells["age_sex"][0].text == cell


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Outcome (follow-up)", "outcome"),
        ("Follow-up and outcome", "outcome"),
        ("Outcome at last F/U", "outcome"),
        ("Follow-up (months)", "followup"),
        ("Follow-up (mths)", "followup"),
        ("F/U, mo", "followup"),
        ("Age (years)/sex", "age_sex"),
        ("Sex, age", "age_sex"),
        ("Age at diagnosis, y", "age"),
        ("Level(s)", "level"),
        ("Author, year", "source"),
        ("Pt. no.", "label"),
        ("Surgical approach", "treatment"),
        ("Duration of symptoms", "duration"),
        ("Indication", "symptoms"),
        ("Blood loss (mL)", None),
    ],
)
def test_headers_name_their_columns(
    headers: Headers, header: str, column: str | None
) -> None:
    assert headers.column_of(header) == column


@pytest.mark.parametrize(
    ("cell", "source"),
    [
        ("Hoffmann et al.", "Hoffmann"),
        ("Rossi and colleagues", "Rossi"),
        ("Novak & co-workers", "Novak"),
        ("Sato [11]", "Sato"),
        ("Mensah, ref. 4", "Mensah"),
        ("Dubois' patient", "Dubois"),
        ("Case 1 [4]", None),
        ("Our patient [1]", None),
        ("Anna", None),
        ("AK", None),
    ],
)
def test_a_row_named_after_other_authors_is_cited(
    headers: Headers, cell: str, source: str | None
) -> None:
    (row,) = read_case_table(
        table("Patient | Age | Sex | Level", f"{cell} | 66 | M | T4"), headers
    )
    assert row.source == source


@pytest.mark.parametrize(
    ("header", "cell", "column"),
    [
        ("Last control", "30 months", "followup"),
        ("Last control", "30 months, walking", "outcome"),
        ("Latest news", "well", "outcome"),
        ("Time to last visit", "2 years", "followup"),
        ("Months of observation", "14", "followup"),
        ("Observation period", "1 year", "followup"),
    ],
)
def test_a_column_of_times_is_a_followup(
    headers: Headers, header: str, cell: str, column: str
) -> None:
    (row,) = read_case_table(
        table(f"Case | Age | Level | {header}", f"1 | 40 | T4 | {cell}"), headers
    )
    assert row.cells[column][0].text == cell


@pytest.mark.parametrize("called", ["Mrs A | Mrs B", "Mr. A | Ms B", "Twin A | Twin B"])
def test_people_called_by_letters_may_have_a_course_only(
    headers: Headers, called: str
) -> None:
    rows = read_case_table(
        table(
            f" | {called}",
            "Ferritin (ng/mL) | 12 | 340",
            "Outcome | died | well",
            "Follow-up | 2 days | 3 years",
        ),
        headers,
    )
    assert [row.label for row in rows] == [1, 2]
    assert [row.cells["outcome"][0].text for row in rows] == ["died", "well"]


def test_a_course_of_visits_is_no_table_of_patients(headers: Headers) -> None:
    rows = table(" | Before | After", "Outcome | poor | good", "Follow-up | - | 1 y")
    assert read_case_table(rows, headers) == ()
