"""The appraisal says yes only with a quote, and never loses what a person wrote."""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.analysis.appraisal import HEADER, Record, appraise, write_appraisal
from pipeline.analysis.appraisal_items import read_items
from pipeline.errors import OutputError
from pipeline.series import Series

Maker = Callable[..., Series]
TITLE = "Gout of the spine: case report"
TEXT = (
    f"{TITLE}\n\nKey words: gout; spine\n\nA man of 44 years had back pain."
    " MRI showed a mass.\n\nHe consented in writing to publication of his case."
    " Fusion was done.\n\nLearning points\n\nThink of gout.\n"
)


def fact(
    field: str, quote: str, status: str = "present", **cells: str
) -> dict[str, object]:
    start = TEXT.index(quote)
    return {
        "fact_id": f"{field}0",
        "case_id": "d#1",
        "doc_id": "d",
        "field": field,
        "status": status,
        "subject": "patient",
        "section": "case",
        "start": start,
        "end": start + len(quote),
        "quote": quote,
    } | cells


WHO = "A man of 44 years had back pain."
FACTS = [
    fact("age", WHO),
    fact("sex", WHO),
    fact("symptom", WHO),
    fact("imaging", "MRI showed a mass."),
    fact("intervention", "Fusion was done.", "performed"),
]


def full(make_series: Maker, **tables: object) -> Series:
    rows = {
        "documents": [{"doc_id": "d", "title": TITLE}],
        "cases": [{"doc_id": "d"}],
        "facts": FACTS,
    }
    return make_series({"d": TEXT}, **(rows | tables))


def answers(series: Series) -> dict[str, Record]:
    return {f"{r['instrument']} {r['item']}": r for r in appraise(series)}


def yes(series: Series) -> set[str]:
    return {name for name, record in answers(series).items() if record["suggested"]}


def test_there_are_eight_questions_of_jbi_and_thirteen_items_of_care() -> None:
    items = read_items()
    assert Counter(item.instrument for item in items) == {"JBI": 8, "CARE": 13}
    numbers = [item.number for item in items]
    assert numbers == [str(n) for n in (*range(1, 9), *range(1, 14))]
    assert all(item.question.endswith("?") for item in items)


def test_every_yes_has_a_quote_that_is_the_text_at_its_place(
    make_series: Maker,
) -> None:
    series = full(make_series)
    assert yes(series) == {
        *("JBI 1", "JBI 3", "JBI 4", "JBI 5", "JBI 8"),
        *("CARE 1", "CARE 2", "CARE 9", "CARE 13"),
    }
    for record in appraise(series):
        if record["suggested"]:
            assert TEXT[int(record["start"]) : int(record["end"])] == record["quote"]
        else:
            assert not record["quote"]
            assert not record["fact_id"]


def test_the_quote_is_the_words_that_prove_it(make_series: Maker) -> None:
    found = answers(full(make_series))
    assert (found["JBI 1"]["quote"], found["JBI 1"]["fact_id"]) == (WHO, "age0; sex0")
    assert found["CARE 1"]["quote"] == TITLE
    assert found["CARE 2"]["quote"] == "Key words: gout; spine"
    assert found["JBI 8"]["quote"] == "Learning points\n\nThink of gout."
    assert found["CARE 13"]["quote"] == (
        "He consented in writing to publication of his case."
    )


@pytest.mark.parametrize("missing", ["age", "sex"])
def test_age_without_sex_is_not_enough(make_series: Maker, missing: str) -> None:
    facts = [f for f in FACTS if f["field"] != missing]
    assert "JBI 1" not in yes(full(make_series, facts=facts))


@pytest.mark.parametrize(
    "told",
    [
        {"status": "absent"},
        {"status": "possible"},
        {"subject": "family"},
        {"case_id": "d#2"},
    ],
)
def test_what_is_not_so_or_of_somebody_else_proves_nothing(
    make_series: Maker, told: dict[str, str]
) -> None:
    facts = [f | told if f["field"] == "symptom" else f for f in FACTS]
    assert "JBI 3" not in yes(full(make_series, facts=facts))


def test_a_treatment_only_recommended_proves_nothing(make_series: Maker) -> None:
    facts = [fact("intervention", "Fusion was done.", "recommended")]
    assert yes(full(make_series, facts=facts)).isdisjoint({"JBI 5", "CARE 9"})


def test_harms_said_to_be_absent_are_told_of(make_series: Maker) -> None:
    facts = [fact("complication", "Fusion was done.", "absent")]
    assert "JBI 7" in yes(full(make_series, facts=facts))


def test_a_finding_needs_its_section(make_series: Maker) -> None:
    for section, is_told in (("examination", True), ("case", False)):
        series = full(make_series, facts=[fact("symptom", WHO, section=section)])
        assert ("CARE 6" in yes(series)) is is_told


@pytest.mark.parametrize(
    "text",
    [
        "No consent for publication was given.",
        "The patient refused: consent to publication was not obtained.",
        "He consented to surgery.",
        "Learning points",
        "The key words of the debate: many.",
    ],
)
def test_words_that_only_look_like_proof_prove_nothing(
    make_series: Maker, text: str
) -> None:
    case = [{"doc_id": "d"}]
    assert yes(make_series({"d": text}, cases=case)) == set()


def test_a_title_that_is_not_in_the_text_has_no_place(make_series: Maker) -> None:
    other = [{"doc_id": "d", "title": "Another case report"}]
    found = answers(full(make_series, documents=other))["CARE 1"]
    assert (found["suggested"], found["start"], found["end"]) == ("yes", "", "")
    assert found["quote"] == "Another case report"


def test_a_case_without_facts_or_text_has_open_questions(make_series: Maker) -> None:
    series = make_series(cases=[{}])
    assert len(list(appraise(series))) == 21
    assert yes(series) == set()


def rows_in(path: Path) -> list[Record]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def save(path: Path, rows: list[Record]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "appraisal.csv"


def test_the_file_has_its_columns_and_a_stable_name_per_row(
    path: Path, make_series: Maker
) -> None:
    assert write_appraisal(path, full(make_series)) == 21
    first = path.read_bytes()
    assert first.startswith(",".join(HEADER).encode() + b"\n")
    assert len({row["appraisal_id"] for row in rows_in(path)}) == 21
    write_appraisal(path, full(make_series))
    assert path.read_bytes() == first


def test_a_rerun_keeps_what_a_person_wrote(path: Path, make_series: Maker) -> None:
    write_appraisal(path, full(make_series))
    rows = rows_in(path)
    said = {"answer": "no", "reviewer": "=AB", "note": 'line one\n"two", ü'}
    rows[3] |= said
    rows[7]["note"] = "-"
    save(path, rows)
    for _ in range(2):  # no apostrophe grows from run to run
        write_appraisal(path, full(make_series, facts=[]))
    again = rows_in(path)
    assert {k: again[3][k] for k in said} == said | {"reviewer": "'=AB"}
    assert again[3]["suggested"] == ""  # the evidence is gone, the answer is not
    assert again[7]["note"] == "'-"


def test_answers_of_a_case_that_is_gone_stand_at_the_end(
    path: Path, make_series: Maker
) -> None:
    write_appraisal(path, full(make_series, cases=[{"doc_id": "a"}, {"doc_id": "d"}]))
    rows = rows_in(path)
    rows[0] |= {"answer": "yes"}
    rows[5] |= {"note": "see the table"}
    save(path, rows)
    assert write_appraisal(path, full(make_series)) == 23
    told = [(r["case_id"], r["item"], r["answer"], r["note"]) for r in rows_in(path)]
    assert told[-2:] == [("a#1", "1", "yes", ""), ("a#1", "6", "", "see the table")]
    assert {case for case, *_ in told[:-2]} == {"d#1"}
    write_appraisal(path, full(make_series, cases=[{"doc_id": "a"}, {"doc_id": "d"}]))
    assert rows_in(path)[0]["answer"] == "yes"  # back in its place
    assert len(rows_in(path)) == 42


def test_answers_of_an_item_that_is_gone_stay(path: Path, make_series: Maker) -> None:
    write_appraisal(path, full(make_series))
    rows = rows_in(path)
    rows[0] |= {"item": "99", "answer": "unclear"}
    save(path, rows)
    write_appraisal(path, full(make_series))
    last = rows_in(path)[-1]
    assert (last["item"], last["answer"]) == ("99", "unclear")


def test_a_file_that_a_spreadsheet_saved_is_read(
    path: Path, make_series: Maker
) -> None:
    write_appraisal(path, full(make_series))
    rows = rows_in(path)
    rows[0]["answer"] = "yes"
    save(path, rows)
    text = path.read_text("utf-8").replace("\n", "\r\n")
    path.write_text("\ufeff" + text, "utf-8", newline="")
    write_appraisal(path, full(make_series))
    assert rows_in(path)[0]["answer"] == "yes"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"appraisal_id,case_id", b"case_id", r"appraisal.csv:1: not the columns"),
        (b",", b";", r"appraisal.csv:1: not the columns"),
        (b"\nLAST", b'\n"', r"appraisal.csv:26: no UTF-8 CSV"),
        (b"\nLAST", b"\na,b,c\n", r"appraisal.csv:26: 3 cells, not 14"),
        (b"\nLAST", b"\nx" + b"," * 13 + b"\n", r"appraisal.csv:26: no case"),
        (b"\nLAST", b"\n\xff\n", r"no UTF-8 CSV"),
        (
            b"\nLAST",
            b"\nx,d#1,d,JBI,2" + b"," * 9 + b"\n",
            r"appraisal.csv:26: same case and item as line 3",
        ),
    ],
)
def test_a_broken_former_file_is_refused_and_left_alone(
    path: Path, make_series: Maker, old: bytes, new: bytes, message: str
) -> None:
    write_appraisal(path, full(make_series))
    path.write_bytes((path.read_bytes() + b"\nLAST").replace(old, new))
    before = path.read_bytes()
    with pytest.raises(OutputError, match=message):
        write_appraisal(path, full(make_series))
    assert path.read_bytes() == before


def test_empty_rows_that_a_spreadsheet_added_do_not_count(
    path: Path, make_series: Maker
) -> None:
    write_appraisal(path, full(make_series))
    before = path.read_bytes()
    path.write_bytes(before + b"\n" + b"," * 13 + b"\n,,\n")
    assert write_appraisal(path, full(make_series)) == 21
    assert path.read_bytes() == before


def test_an_empty_former_file_is_refused(path: Path, make_series: Maker) -> None:
    path.write_bytes(b"")
    with pytest.raises(OutputError, match=r"appraisal.csv:1: not the columns"):
        write_appraisal(path, make_series())


def test_a_series_of_nobody_has_heads_only(path: Path, make_series: Maker) -> None:
    assert write_appraisal(path, make_series()) == 0
    assert path.read_text("utf-8") == ",".join(HEADER) + "\n"


@pytest.mark.parametrize("odd", ["=1+1", "+x", "@x", "\tx", "</script>", "\u202ex"])
def test_a_quote_is_never_a_formula(path: Path, make_series: Maker, odd: str) -> None:
    facts = [FACTS[0] | {"quote": odd}, FACTS[1] | {"quote": odd}]
    write_appraisal(path, full(make_series, facts=facts))
    told = rows_in(path)[0]["quote"]
    assert told == (f"'{odd}" if odd[0] in "=+@\t" else odd)
