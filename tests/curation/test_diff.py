"""Each difference has one class, whatever the order of rows and the names of files."""

import csv
import random
import time
from pathlib import Path

import pytest

from pipeline.curation.diff import diff_runs
from pipeline.errors import OutputError
from tests.curation.conftest import AGE, BOY, FEVER, PAIN, SCAN, TEXT, told
from tests.runs import quoted_fact, write_run

MOVED = told("He recovered.", "outcome", concept="resolved")
LONGER = f"An aside of the editors. {TEXT}"
#: Two patients of one article, and the same words read as one patient.
SIBLINGS = (
    "A girl of 9 had back pain. She had ataxia. A boy of 12 had a limp. He was deaf."
)


def sibling(quote, field, number, **more):
    case = f"one#{number}"
    return told(quote, field, SIBLINGS, **{"case_id": case, **more})


def both(girl, boy):
    return [
        sibling("A girl of 9 had back pain.", "age", girl, value="9", unit="years"),
        sibling("A girl of 9 had back pain.", "symptom", girl, concept="back pain"),
        sibling("She had ataxia.", "symptom", girl, concept="ataxia"),
        sibling("A boy of 12 had a limp.", "age", boy, value="12", unit="years"),
        sibling("A boy of 12 had a limp.", "symptom", boy, concept="limp"),
        sibling("He was deaf.", "symptom", boy, concept="deafness"),
    ]


def kinds(found):
    return [change.kind for change in found.changes]


def values(found):
    return [
        tuple(side.value if side else None for side in (change.old, change.new))
        for change in found.changes
    ]


def test_equal_runs_have_no_difference(diff):
    found = diff(BOY, BOY)
    assert found.changes == ()
    assert found.is_silent


def test_fact_only_now_is_added(diff):
    found = diff([AGE, PAIN], [AGE, PAIN, FEVER])
    assert kinds(found) == ["added"]
    (change,) = found.changes
    assert (change.field, change.concept, change.old) == ("symptom", "fever", None)
    assert (change.new.value, change.new.quote) == ("absent", "He had no fever.")


def test_fact_only_before_is_removed(diff):
    found = diff(BOY, [AGE, PAIN, FEVER])
    assert kinds(found) == ["removed"]
    assert values(found) == [("C4-C5", None)]


@pytest.mark.parametrize(
    ("row", "change", "expected"),
    [
        (AGE, {"value": "8"}, ("7 years", "8 years")),
        (AGE, {"unit": "months"}, ("7 years", "7 months")),
        (SCAN, {"levels": "C4-C6"}, ("C4-C5", "C4-C6")),
        (
            PAIN,
            {"concept_code": "HP:0030833"},
            ("neck pain", "neck pain HP:0030833"),
        ),
        (
            told("He recovered.", "outcome", concept="improved"),
            {"concept": "resolved"},
            ("improved", "resolved"),
        ),
        (
            told("A boy of 7 had neck pain.", "lab", concept="calcium", value="2"),
            {"interpretation": "low"},
            ("2", "low 2"),
        ),
    ],
)
def test_another_value_is_changed(diff, row, change, expected):
    found = diff([FEVER, row], [FEVER, {**row, **change}])
    assert kinds(found) == ["changed"]
    assert values(found) == [expected]


@pytest.mark.parametrize("change", [{"status": "possible"}, {"subject": "family"}])
def test_another_assertion_is_status_changed(diff, change):
    found = diff([AGE, FEVER], [AGE, {**FEVER, **change}])
    assert kinds(found) == ["status_changed"]


def test_status_is_told_with_both_quotes(diff):
    found = diff([AGE, FEVER], [AGE, {**FEVER, "status": "possible"}])
    assert values(found) == [("absent", "possible")]
    (change,) = found.changes
    assert change.old.quote == change.new.quote == "He had no fever."


@pytest.mark.parametrize(
    ("row", "change"),
    [
        (AGE, {"value": "7.0"}),
        (SCAN, {"levels": "C4–C5"}),
        (PAIN, {"concept": "Neck pain"}),
        (FEVER, {"quote": "He had  no fever."}),
        ({**SCAN, "levels": "C4; C5"}, {"levels": "C5; C4"}),
    ],
)
def test_other_writing_of_the_same_is_format_only(diff, row, change):
    found = diff([row], [{**row, **change}])
    assert kinds(found) == ["format_only"]
    assert found.is_silent


def test_other_words_for_the_same_value_are_evidence_moved(diff):
    later = told("He was well at 6 months.", "outcome", concept="resolved")
    assert kinds(diff([AGE, MOVED], [AGE, later])) == ["evidence_moved"]


def test_same_words_elsewhere_in_the_same_text_are_evidence_moved(diff):
    text = f"{TEXT} He had no fever."
    again = {**FEVER, "start": len(TEXT) + 1, "end": len(text)}
    texts = {"one": text}
    found = diff([FEVER], [again], old_texts=texts, new_texts=texts)
    assert kinds(found) == ["evidence_moved"]


def test_text_that_shifts_moves_no_evidence(diff):
    shifted = [
        {**row, "start": row["start"] + 25, "end": row["end"] + 25} for row in BOY
    ]
    assert diff(BOY, shifted, new_texts={"one": LONGER}).changes == ()


def test_one_patient_read_as_two_is_case_split_and_nothing_else(diff):
    text = {"one": SIBLINGS}
    found = diff(both(1, 1), both(1, 2), old_texts=text, new_texts=text)
    assert kinds(found) == ["case_split"]
    assert values(found) == [("one#1", "one#1; one#2")]


def test_two_patients_read_as_one_is_case_merged_and_nothing_else(diff):
    text = {"one": SIBLINGS}
    found = diff(both(1, 2), both(1, 1), old_texts=text, new_texts=text)
    assert kinds(found) == ["case_merged"]
    assert values(found) == [("one#1; one#2", "one#1")]


def test_patients_in_another_order_are_the_same(diff):
    text = {"one": SIBLINGS}
    found = diff(both(1, 2), both(2, 1), old_texts=text, new_texts=text)
    assert found.changes == ()


def test_patient_found_before_shifts_numbers_and_no_more(diff):
    text = {"one": SIBLINGS}
    old = [{**row, "case_id": "one#1"} for row in both(1, 2)[3:]]
    found = diff(old, both(1, 2), old_texts=text, new_texts=text)
    assert kinds(found) == ["added"] * 3
    assert {change.side.case_id for change in found.changes} == {"one#1"}


def test_sentence_about_both_splits_nobody(diff):
    text = {"one": SIBLINGS}
    girl = both(1, 2)[:3]
    shared = {**girl[2], "case_id": "one#2", "fact_id": "shared"}
    found = diff(girl, [*girl, shared], old_texts=text, new_texts=text)
    assert kinds(found) == ["added"]


def test_patient_without_a_common_fact_is_known_by_age_and_sex(diff):
    def person(number, age, sex, quote):
        more = {"case_id": f"one#{number}", "fact_id": f"{number}{age}{quote}"}
        return [
            told(quote, "age", **more | {"fact_id": f"a{quote}{number}"}, value=age),
            told(quote, "sex", **more, concept=sex),
        ]

    old = [
        *person(1, "7", "male", "He recovered."),
        *person(2, "9", "female", "He had"),
    ]
    new = [*person(1, "9", "female", "A boy"), *person(2, "7", "male", "A collar")]
    assert kinds(diff(old, new)) == ["evidence_moved"] * 4


def test_document_only_now_is_document_added_and_nothing_else(diff):
    other = {**told("He recovered.", "outcome"), "doc_id": "two", "case_id": "two#1"}
    found = diff(BOY, [*BOY, other], new_texts={"one": TEXT, "two": LONGER})
    assert kinds(found) == ["document_added"]
    assert values(found) == [(None, "1 patient, 1 fact")]


def test_document_only_before_is_document_removed_and_nothing_else(diff):
    other = {**told("He recovered.", "outcome"), "doc_id": "two", "case_id": "two#1"}
    found = diff([*BOY, other], BOY, old_texts={"one": TEXT, "two": LONGER})
    assert kinds(found) == ["document_removed"]
    assert values(found) == [("1 patient, 1 fact", None)]


def test_document_refused_now_is_removed_with_the_reason(diff):
    refused = {"doc_id": "one", "status": "rejected", "message": "empty file"}
    found = diff(BOY, [], new_documents=[refused], new_texts={})
    assert kinds(found) == ["document_removed"]
    assert values(found) == [("1 patient, 4 facts", "refused: empty file")]


def test_renamed_document_is_the_same(diff):
    renamed = [{**row, "doc_id": "uno", "case_id": "uno#1"} for row in BOY]
    assert diff(BOY, renamed, new_texts={"uno": TEXT}).changes == ()


def test_documents_that_swapped_their_names_are_the_same(diff):
    other = told("An aside of the editors.", "symptom", LONGER, concept="cough")
    two = {**other, "doc_id": "two", "case_id": "two#1"}
    swapped = [{**row, "doc_id": "two", "case_id": "two#1"} for row in BOY]
    found = diff(
        [*BOY, two],
        [*swapped, other],
        old_texts={"one": TEXT, "two": LONGER},
        new_texts={"two": TEXT, "one": LONGER},
    )
    assert found.changes == ()


def test_term_that_now_means_another_concept_is_changed(diff):
    row = {**PAIN, "rule": "symptoms.tsv#neck pain"}
    found = diff([AGE, row], [AGE, {**row, "concept": "neck stiffness"}])
    assert kinds(found) == ["changed"]
    assert values(found) == [("neck pain", "neck stiffness")]


def test_other_terms_of_one_sentence_are_removed_and_added(diff):
    row = {**PAIN, "rule": "symptoms.tsv#neck pain"}
    other = {**row, "concept": "limp", "rule": "symptoms.tsv#limp"}
    assert sorted(kinds(diff([AGE, row], [AGE, other]))) == ["added", "removed"]


def test_finding_of_another_modality_is_changed(diff):
    found = diff([AGE, SCAN], [AGE, {**SCAN, "modality": "MRI"}])
    assert kinds(found) == ["changed"]


def test_levels_of_one_sentence_are_paired_by_what_they_say(diff):
    def level(value):
        quote = "CT showed calcification at C4-C5."
        return {**told(quote, "level", concept="lesion", value=value), "fact_id": value}

    found = diff([level("C4"), level("C5")], [level("C5"), level("C6")])
    assert values(found) == [("C4", "C6")]


def test_order_of_rows_never_matters(runs):
    facts = [
        {**row, "case_id": f"{doc}#1", "doc_id": doc, "fact_id": f"{doc}{n}"}
        for doc in ("one", "two", "three")
        for n, row in enumerate(BOY)
    ]
    texts = {"one": TEXT, "two": LONGER, "three": f"{TEXT} End."}
    for side in ("old", "new"):
        runs.write(side, facts, texts=texts)
    for table in ("facts", "cases", "documents"):
        path = runs.new / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file))
        random.Random(7).shuffle(rows)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])
    assert diff_runs(runs.old, runs.new).changes == ()


def test_order_of_rows_does_not_order_changes(diff, tmp_path):
    first = diff([AGE], [FEVER, SCAN, PAIN])
    again = type(diff.__self__)(tmp_path / "again").diff([AGE], [PAIN, FEVER, SCAN])
    assert first == again


def test_empty_runs_have_no_difference(diff):
    assert diff([], [], old_texts={}, new_texts={}).changes == ()


def test_patient_without_facts_is_no_change(runs):
    for side in ("old", "new"):
        folder = getattr(runs, side)
        write_run(folder, cases=[{"doc_id": "one", "patient": 1}], texts={"one": TEXT})
    assert diff_runs(runs.old, runs.new).changes == ()


def test_document_whose_texts_are_gone_is_known_by_its_file(diff):
    file = [{"doc_id": "one", "status": "ok", "sha256": "f"}]
    older = {**AGE, "value": "8"}
    found = diff(
        [AGE],
        [older],
        old_texts={},
        new_texts={},
        old_documents=file,
        new_documents=file,
    )
    assert [(c.kind, c.cause) for c in found.changes] == [("changed", "unknown")]


def test_duplicate_now_is_removed_with_its_twin(diff):
    twin = {"doc_id": "one", "status": "ok", "duplicate_of": "two"}
    other = {**MOVED, "doc_id": "two", "case_id": "two#1"}
    texts = {"one": TEXT, "two": LONGER}
    old = [{"doc_id": "two", "status": "ok", "duplicate_of": "one"}]
    found = diff(
        BOY,
        [other],
        old_texts=texts,
        new_texts=texts,
        old_documents=old,
        new_documents=[twin],
    )
    assert sorted(values(found)) == [
        ("1 patient, 4 facts", "duplicate of two"),
        ("duplicate of one", "1 patient, 1 fact"),
    ]


def test_summary_counts_fields_and_classes(diff):
    found = diff([AGE, PAIN], [{**AGE, "value": "8"}, FEVER])
    assert list(found.summary()) == ["age", "symptom"]
    assert found.summary()["symptom"]["removed"] == 1
    assert found.summary()["symptom"]["added"] == 1
    assert found.summary()["age"]["changed"] == 1


def test_one_field_alone(runs):
    runs.write("old", [AGE, PAIN])
    runs.write("new", [{**AGE, "value": "8"}, FEVER])
    assert kinds(diff_runs(runs.old, runs.new, field="age")) == ["changed"]


def test_unknown_field_is_refused_with_the_known_ones(runs):
    for side in ("old", "new"):
        runs.write(side, BOY)
    with pytest.raises(OutputError, match=r"no field 'mood'; --field takes age, sex"):
        diff_runs(runs.old, runs.new, field="mood")


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ("facts", "facts.csv: fact_id 'f-one#1-age-0-' stands in 2 rows"),
        ("cases", "cases.csv: case_id 'one#1' stands in 2 rows"),
        ("documents", "documents.csv: doc_id 'one' stands in 2 rows"),
    ],
)
def test_key_that_stands_twice_is_refused(runs, table, fault):
    for side in ("old", "new"):
        runs.write(side, [AGE])
    path = runs.new / f"{table}.csv"
    row = path.read_text(encoding="utf-8").splitlines()[1]
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")
    with pytest.raises(OutputError) as caught:
        diff_runs(runs.old, runs.new)
    assert f"new/{fault}" in str(caught.value)


def test_folder_that_is_not_there_is_told_with_the_next_step(runs):
    runs.write("new", BOY)
    with pytest.raises(OutputError, match=r"old: no such outputs folder.*make accept"):
        diff_runs(runs.old, runs.new)


def test_twenty_thousand_facts_are_compared_in_seconds(tmp_path: Path):
    # bench/changes.py measures it; this only guards against a slip by an order
    text = " ".join(f"Sentence {n} of the case." for n in range(100))
    facts = [
        quoted_fact(
            text,
            f"Sentence {n} of the case.",
            case_id=f"doc{doc}#1",
            field="symptom",
            concept=f"symptom {n}",
        )
        for doc in range(200)
        for n in range(100)
    ]
    cases = [{"doc_id": f"doc{doc}", "patient": 1} for doc in range(200)]
    folders = [tmp_path / name for name in ("old", "new")]
    some = [facts, [{**row, "status": "possible"} for row in facts[::2]] + facts[1::2]]
    for folder, rows in zip(folders, some, strict=True):
        write_run(folder, cases=cases, facts=rows)
    began = time.process_time()
    found = diff_runs(*folders)
    assert kinds(found) == ["status_changed"] * 10_000
    assert time.process_time() - began < 10


def test_corrected_value_is_a_change_that_a_decision_made(diff):
    human = AGE | {"fact_id": "f1", "value": "8", "decision": "corrected"}
    found = diff([AGE], [AGE | {"decision": "rejected"}, human])
    (change,) = found.changes
    assert (change.kind, change.cause) == ("changed", "decision")
    assert (change.old.value, change.new.value) == ("7 years", "8 years")


def test_rejected_fact_is_removed_by_a_decision(diff):
    found = diff([AGE, PAIN], [AGE, PAIN | {"decision": "rejected"}])
    (change,) = found.changes
    assert (change.kind, change.cause) == ("removed", "decision")
