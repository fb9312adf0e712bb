"""Cells are written so that no program that reads them takes one for another thing."""

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.codebook import Codebook, Column, read_codebook
from pipeline.evidence import claim_ids, fact_ids
from pipeline.exports.datapackage import describe
from pipeline.pack import Pack, load_pack
from pipeline.records import Document, Extraction
from pipeline.tables import TableWriter, format_cell, rows_of
from tests.fakes import FakeExtractor

Maker = Callable[..., Path]
DOCUMENTS = (
    "doc_id, source, format, sha256, title, first_author, authors, year, journal, doi, "
    "pmid, pmcid, kind, n_patients, n_facts, n_claims, n_words, status, message, "
    "duplicate_of"
)
CASES = (
    "case_id, doc_id, patient, first_author, year, age_years, age_raw, age_group, sex, "
    "lesion_levels, n_levels, regions, diagnoses, symptoms, symptoms_denied, "
    "symptom_duration_days, imaging_modalities, imaging_findings, imaging_absent, labs, "
    "comorbidities, interventions, intervention_kinds, interventions_not_performed, "
    "surgical_levels, complications, outcome, followup_months, review_state, flags, "
    "n_facts"
)
FACTS = (
    "fact_id, doc_id, case_id, field, concept, concept_code, value, unit, "
    "interpretation, status, subject, modality, levels, laterality, section, start, end, "
    "quote, rule, decision"
)
CLAIMS = (
    "claim_id, doc_id, category, grouping, name, concept, concept_code, dose, statement, "
    "section, start, end, quote"
)


@pytest.fixture
def pack(small_pack: Maker) -> Pack:
    return load_pack(small_pack())


@pytest.fixture
def codebook(pack: Pack) -> Codebook:
    return read_codebook(pack.codebook)


def understood(text: str, **more: object) -> Extraction:
    paper = Document("d", "d.txt", "txt", "0" * 64, text, **more)  # type: ignore[arg-type]
    return FakeExtractor().extract(paper)


def write(
    folder: Path, pack: Pack, said: Extraction
) -> dict[str, list[dict[str, str]]]:
    codebook = read_codebook(pack.codebook)
    with TableWriter(folder, codebook) as writer:
        writer.add(rows_of(said, pack, codebook))
    return {path.stem: read(path) for path in folder.glob("*.csv")}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("table", "header"),
    [
        ("documents", DOCUMENTS),
        ("cases", CASES),
        ("cited_cases", f"{CASES}, cited_source"),
        ("facts", FACTS),
        ("claims", CLAIMS),
    ],
)
def test_columns_stand_in_the_agreed_order(
    codebook: Codebook, table: str, header: str
) -> None:
    assert ", ".join(codebook.tables[table].header) == header


def test_a_number_that_nobody_reported_is_an_empty_cell() -> None:
    assert format_cell(Column("n", "number", ""), None) == ""


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        ("number", "62.0", "62"),
        ("number", "1.5", "1.5"),
        ("number", 2 / 3, "0.6667"),
        ("number", "0", "0"),
        ("number", "100", "100"),
        ("number", -4.5, "-4.5"),
        ("number", 0.125, "0.1250"),
        ("number", 1.375, "1.3750"),
        ("number", 1234.5678, "1234.5678"),
        ("number", 1.0005, "1.0005"),
        ("integer", 7, "7"),
        ("integer", "1998", "1998"),
        ("string", "C3-C4", "C3-C4"),
        ("string", "fever", "fever"),
        ("string", "-4.5", "-4.5"),
        ("string", "", ""),
    ],
)
def test_cells_are_written_by_the_type_of_their_column(
    kind: str, value: object, cell: str
) -> None:
    assert format_cell(Column("c", kind, ""), value) == cell  # type: ignore[arg-type]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_looks_like_a_formula_is_made_inert(start: str) -> None:
    assert format_cell(Column("c", "string", ""), f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("title", ["a\r=1+1", "a\n=1+1", "a\r\n=1+1", "\r"])
def test_a_line_break_of_any_kind_stays_inside_its_cell(
    tmp_path: Path, pack: Pack, title: str
) -> None:
    tables = write(tmp_path, pack, understood("Nothing.", title=title))
    assert [row["title"].removeprefix("'") for row in tables["documents"]] == [title]
    raw = (tmp_path / "documents.csv").read_bytes()
    assert raw.count(b'"') == 2
    assert raw.endswith(b"\n")
    assert not raw.endswith(b"\r\n")


def test_a_word_where_a_number_belongs_is_an_error() -> None:
    with pytest.raises(ValueError, match="could not convert"):
        format_cell(Column("n", "number", ""), "seven")


def test_rows_of_a_document_fill_every_table(tmp_path: Path, pack: Pack) -> None:
    said = understood(
        "Patient 1: symptom fever. Claim cause: rest. Cited 1 of Roe 1999: sex male.",
        title="A girl",
        authors=("Roe J", "Doe M"),
        year=1999,
    )
    tables = write(tmp_path, pack, said)
    (paper,) = tables["documents"]
    assert (paper["doc_id"], paper["authors"]) == ("d", "Roe J; Doe M")
    assert (paper["first_author"], paper["year"]) == ("Roe J", "1999")
    counts = ("n_patients", "n_facts", "n_claims", "n_words")
    assert [paper[c] for c in counts] == ["1", "1", "1", "14"]
    assert [row["case_id"] for row in tables["cases"]] == ["d#1"]
    assert [row["case_id"] for row in tables["facts"]] == ["d#1"]
    assert [row["name"] for row in tables["claims"]] == ["rest"]
    assert [row["cited_source"] for row in tables["cited_cases"]] == ["Roe 1999"]


def test_facts_carry_levels_and_offsets(tmp_path: Path, pack: Pack) -> None:
    text = "Well: Patient 1: intervention fusion @C3-C4,C4-C5 (performed)."
    (row,) = write(tmp_path, pack, understood(text))["facts"]
    assert row["levels"] == "C3-C4; C4-C5"
    assert row["quote"] == text[int(row["start"]) : int(row["end"])]
    assert (row["start"], row["status"]) == ("6", "performed")


def test_files_are_utf8_with_lf_and_minimal_quotes(tmp_path: Path, pack: Pack) -> None:
    write(tmp_path, pack, understood("x", title='Käfer, "quoted"\nand more'))
    data = (tmp_path / "documents.csv").read_bytes()
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")
    assert "d,d.txt,txt," in data.decode()
    assert '"Käfer, ""quoted""\nand more"' in data.decode()


def test_a_duplicate_has_only_its_row_of_documents(
    pack: Pack, codebook: Codebook
) -> None:
    said = understood("Patient 1: symptom fever. Claim cause: rest.")
    rows = rows_of(said, pack, codebook, duplicate_of="other")
    assert set(rows) == {"documents"}
    (paper,) = rows["documents"]
    assert (paper["duplicate_of"], paper["n_patients"], paper["n_facts"]) == (
        "other",
        0,
        0,
    )


def ids(text: str) -> list[str]:
    return fact_ids(understood(text).facts)


def test_an_edit_elsewhere_leaves_a_fact_its_name() -> None:
    before = ids("Patient 1: symptom fever. Patient 1: symptom cough.")
    after = ids(
        "An older word. Patient 1: symptom fever. New. Patient 1: symptom cough."
    )
    assert before == after


def test_line_breaks_and_case_leave_a_fact_its_name() -> None:
    (fact,) = understood("Patient 1: symptom fever.").facts
    again = replace(fact, quote="patient 1:\nsymptom  fever.")
    assert fact_ids([fact]) == fact_ids([again])


@pytest.mark.parametrize(
    "other",
    [
        "Patient 2: symptom fever.",
        "Patient 1: symptom cough.",
        "Patient 1: comorbidity fever.",
        "Patient 1: symptom fever (absent).",
        "Patient 1: symptom fever by MRI.",
        "Patient 1: symptom fever = 3 days.",
    ],
)
def test_another_statement_has_another_name(other: str) -> None:
    assert ids("Patient 1: symptom fever.") != ids(other)


def test_no_name_of_a_fact_reads_as_a_number() -> None:
    names = {n for age in range(3000) for n in ids(f"Patient 1: age = {age} y.")}
    assert len(names) == 3000
    assert [n for n in names if re.fullmatch(r"\d+([de]\d+)?", n)] == []
    assert all(re.fullmatch("[0-9a-f]{12}", name) for name in names)


def test_exact_repeats_are_numbered() -> None:
    names = ids("Patient 1: symptom fever. " * 3)
    assert len(set(names)) == 3
    assert names[:2] == ids("Patient 1: symptom fever. " * 2)


def test_names_are_twelve_hex_digits() -> None:
    said = understood("Patient 1: symptom fever. Claim cause: rest.")
    for name in (*fact_ids(said.facts), *claim_ids(said.claims)):
        assert len(name) == 12
        assert int(name, 16) >= 0


def test_the_data_package_tells_keys_and_types(codebook: Codebook) -> None:
    package = describe(codebook)
    facts = next(r for r in package["resources"] if r["name"] == "facts")
    assert facts["path"] == "facts.csv"
    assert facts["schema"]["primaryKey"] == ["fact_id"]
    assert {
        "fields": "case_id",
        "reference": {"resource": "cases", "fields": "case_id"},
    } in facts["schema"]["foreignKeys"]
    types = {f["name"]: f["type"] for f in facts["schema"]["fields"]}
    assert (types["start"], types["quote"]) == ("integer", "string")
    fields = {f["name"]: f for f in facts["schema"]["fields"]}
    assert "blood_loss" not in fields["field"]["constraints"]["enum"]
    assert "imaging" in fields["field"]["constraints"]["enum"]
