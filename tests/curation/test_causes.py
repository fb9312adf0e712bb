"""The cause of a change is the nearest that both runs' notes can tell."""

import json

import pytest

from pipeline.curation.causes import Notes, read_notes
from pipeline.curation.diff import diff_runs
from pipeline.errors import OutputError
from pipeline.version import rules_digest
from tests.curation.conftest import AGE, BOY, FEVER, NOTES, PAIN, TEXT

COUGH = {**FEVER, "rule": "symptoms.tsv#fever"}
SEEN = {**FEVER, "rule": "age:year-old"}
OLDER = {"version": "1.0", "pack": {"sha256": "pack"}}


def notes(*, files=None, **more):
    pack = NOTES["pack"]
    whole = {**pack, "files": {**pack["files"], **(files or {})}}
    if files:
        whole["sha256"] = "another"
    return {**NOTES, "pack": whole, **more}


def cause(diff, row=COUGH, change=None, **options):
    found = diff(
        [AGE, row], [AGE, {**row, **(change or {"status": "present"})}], **options
    )
    (change,) = found.changes
    return change.cause


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"new_texts": {"one": f"{TEXT} End."}}, "text"),
        ({"new_notes": notes(files={"lexicon/symptoms.tsv": "x"})}, "lexicon"),
        ({"new_notes": notes(rules_sha256="x")}, "rule"),
        ({"change": {"status": "present", "rule": "symptoms.tsv#no fever"}}, "rule"),
        ({"new_notes": notes(files={"lexicon/cues.tsv": "x"})}, "pack"),
        ({"new_notes": notes(version="1.1")}, "version"),
        ({"new_notes": notes(model="en_core_sci_sm")}, "version"),
        ({}, "unknown"),
    ],
)
def test_each_cause_is_told(diff, options, expected):
    assert cause(diff, **options) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            {"new_notes": notes(files={"lexicon/symptoms.tsv": "x"}, rules_sha256="x")},
            "lexicon",
        ),
        (
            {"new_notes": notes(files={"lexicon/cues.tsv": "x"}, rules_sha256="x")},
            "rule",
        ),
        ({"new_notes": notes(files={"lexicon/cues.tsv": "x"}, version="2")}, "pack"),
        (
            {
                "new_notes": notes(files={"lexicon/symptoms.tsv": "x"}),
                "new_texts": {"one": "New."},
            },
            "text",
        ),
    ],
)
def test_the_nearest_cause_comes_first(diff, options, expected):
    assert cause(diff, **options) == expected


def test_lexicon_is_that_of_the_fact_not_any(diff):
    changed = notes(files={"lexicon/symptoms.tsv": "x"})
    assert cause(diff, row=SEEN, new_notes=changed) == "pack"


def test_lexicon_of_a_table_is_named_behind_its_mark(diff):
    row = {**FEVER, "rule": "table:symptoms.tsv#fever"}
    changed = notes(files={"lexicon/symptoms.tsv": "x"})
    assert cause(diff, row=row, new_notes=changed) == "lexicon"


@pytest.mark.parametrize(("old", "new"), [([AGE], [AGE, COUGH]), ([AGE, COUGH], [AGE])])
def test_fact_of_one_run_alone_has_a_cause_too(diff, old, new):
    changed = notes(files={"lexicon/symptoms.tsv": "x"})
    (change,) = diff(old, new, new_notes=changed).changes
    assert change.cause == "lexicon"


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ({}, "unknown"),
        (OLDER, "unknown"),
        ({**OLDER, "pack": {"sha256": "x"}}, "pack"),
        ({**OLDER, "version": "2"}, "version"),
        (NOTES, "unknown"),
    ],
)
def test_older_run_tells_what_it_can(diff, new, expected):
    assert cause(diff, old_notes=OLDER, new_notes=new) == expected


def test_older_runs_tell_that_the_text_changed(diff):
    assert cause(diff, old_notes={}, new_notes={}, new_texts={"one": "New."}) == "text"


def with_decision(folder, decisions):
    """Add the column `decision` to facts.csv and codebook.csv of a run."""
    path = folder / "facts.csv"
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    rows = [f"{line},{word}" for line, word in zip(lines, decisions, strict=True)]
    path.write_text("\n".join([f"{header},decision", *rows, ""]), encoding="utf-8")
    with (folder / "codebook.csv").open("a", encoding="utf-8") as file:
        file.write("facts,decision,what a person decided,string,,,,\n")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["", ""], ["", "corrected"], "decision"),
        (["", "accepted"], ["", "accepted"], "version"),
    ],
)
def test_decision_of_a_person_comes_before_all(runs, old, new, expected):
    runs.write("old", [AGE, COUGH])
    runs.write("new", [AGE, {**COUGH, "status": "present"}], notes=notes(version="2"))
    with_decision(runs.old, old)
    with_decision(runs.new, new)
    (change,) = diff_runs(runs.old, runs.new).changes
    assert change.cause == expected


def test_decision_that_added_a_fact_is_its_cause(runs):
    runs.write("old", [AGE])
    runs.write("new", [AGE, COUGH], notes=notes(version="2"))
    with_decision(runs.new, ["", "added"])
    (change,) = diff_runs(runs.old, runs.new).changes
    assert change.cause == "decision"


def test_new_document_is_another_text(diff):
    other = {**FEVER, "doc_id": "two", "case_id": "two#1", "fact_id": "two"}
    (change,) = diff(BOY, [*BOY, other], new_texts={"one": TEXT, "two": "x"}).changes
    assert (change.kind, change.cause) == ("document_added", "text")


def test_file_refused_before_and_read_now_is_not_another_text(diff):
    refused = {"doc_id": "one", "status": "rejected", "sha256": "f", "message": "scan"}
    read = {"doc_id": "one", "status": "ok", "sha256": "f"}
    found = diff(
        [],
        [PAIN],
        old_texts={},
        old_documents=[refused],
        new_documents=[read],
        new_notes=notes(version="2"),
    )
    assert [(c.kind, c.cause) for c in found.changes] == [("document_added", "version")]


def test_run_without_notes_has_none(tmp_path):
    assert read_notes(tmp_path) == Notes()


def test_broken_notes_are_told_with_the_next_step(tmp_path):
    (tmp_path / "run.json").write_text("{", encoding="utf-8")
    with pytest.raises(
        OutputError, match=r"run\.json: not JSON .*; run `make extract`"
    ):
        read_notes(tmp_path)


@pytest.mark.parametrize("content", ["[]", '{"pack": 3}', '{"pack": {"files": []}}'])
def test_odd_notes_tell_nothing(tmp_path, content):
    (tmp_path / "run.json").write_text(content, encoding="utf-8")
    assert read_notes(tmp_path) == Notes()


def test_a_run_notes_its_pack_file_by_file_and_its_rules(sample_run):
    content = json.loads((sample_run / "run.json").read_text(encoding="utf-8"))
    found = read_notes(sample_run)
    assert found.rules == rules_digest() == content["rules_sha256"]
    assert {"config.cfg", "codebook.toml", "lexicon/symptoms.tsv"} <= set(found.files)
