"""What a person decided outlives every run."""

import csv
import random
import re
import shutil
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.cells import unguard
from pipeline.codebook import Codebook
from pipeline.curation.deciding import decide
from pipeline.curation.items import items_of
from pipeline.curation.ledger import Decision, append_decision, read_ledger, to_line
from pipeline.curation.replay import Replay, replay
from pipeline.pack import Pack
from pipeline.series import Series, open_series
from tests.curation.bench import MISSED, eight, find, make_run, on, text_of, woman
from tests.runs import HOSTILE, fact, patient, write_run

Rows = list[dict[str, str]]
Play = Callable[..., Replay]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "decisions.jsonl"


@pytest.fixture
def play(pack: Pack, codebook: Codebook, ledger: Path) -> Play:
    """Return a function that replays decisions onto a run."""

    def run(series: Series, *decisions: Decision) -> Replay:
        ledger.unlink(missing_ok=True)
        append_decision(ledger, *decisions)
        return replay(series.folder, read_ledger(ledger), pack, codebook)

    return run


def table(series: Series, name: str) -> Rows:
    with (series.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def case(series: Series, case_id: str = "a#1") -> dict[str, str]:
    return next(row for row in table(series, "cases") if row["case_id"] == case_id)


def decided(series: Series, field: str) -> list[tuple[str, str, str]]:
    """Return concept or value, rule and decision of the facts of a field."""
    return [
        (row["concept"] or row["value"], row["rule"][:9], row["decision"])
        for row in table(series, "facts")
        if row["field"] == field
    ]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.csv")}


# --- forty decisions and a new run -------------------------------------------------


def changed(age: int) -> dict[str, tuple[str, dict[str, object]]]:
    """Return the same woman as other rules read her."""
    told = woman(age)
    said = {name: sentence for name, (sentence, _) in told.items()}
    told["age"] = said["age"], {"value": "47", "unit": "years"}
    told["level"] = said["imaging"], {"concept": "lesion", "value": "C5-C6"}
    del told["symptom"]
    told["symptom2"] = said["symptom2"], {"concept": "fever", "status": "present"}
    disc = {"concept": "discectomy", "status": "performed", "levels": "C4-C5"}
    told["intervention"] = said["intervention"], disc
    told["outcome"] = said["outcome"], {"concept": "stable"}
    told["complication"] = MISSED, {"concept": "dural tear"}
    return told


@pytest.fixture
def forty(tmp_path: Path) -> tuple[Series, list[Decision]]:
    """Return a second run and the decisions made on the first."""
    people = {"rules": [woman(46)], "shift": [woman(51)], "old": [woman(33)]}
    first = make_run(tmp_path / "first", people | {"pair": [woman(62), woman(28)]})
    told = ("rules#1", "shift#1", "old#1", "pair#1", "pair#2")
    decisions = [one for case_id in told for one in eight(first, case_id)]
    texts = {
        "rules": text_of(woman(46)),
        "shift": "Received in May.\n" + text_of(woman(51)),
        "new": text_of(woman(33)),
        "pair": text_of(woman(62), woman(28)),
    }
    second = make_run(
        tmp_path / "second",
        {
            "rules": [changed(46)],
            "shift": [woman(51)],
            "new": [woman(33)],
            "pair": [woman(28)],
        },
        texts,
    )
    return second, decisions


def test_forty_decisions_are_in_the_right_four_classes(
    forty: tuple[Series, list[Decision]], play: Play
) -> None:
    series, decisions = forty
    assert len(decisions) == 40
    done = play(series, *decisions)
    rows = table(series, "curation")
    fates = Counter((row["doc_id"], row["fate"]) for row in rows)
    assert fates == {
        ("rules", "challenged"): 4,
        ("rules", "evidence_moved"): 1,
        ("rules", "upheld"): 3,
        ("shift", "evidence_moved"): 8,
        ("new", "upheld"): 8,
        ("pair", "orphaned"): 8,
        ("pair", "upheld"): 8,
    }
    assert done.counts == {
        "challenged": 4,
        "evidence_moved": 9,
        "orphaned": 8,
        "upheld": 19,
    }
    assert [row["fate"] for row in rows[:4]] == ["challenged"] * 4


def test_human_values_stand_in_the_cases_of_the_new_run(
    forty: tuple[Series, list[Decision]], play: Play
) -> None:
    series, decisions = forty
    play(series, *decisions)
    for case_id, age in (("rules#1", "46"), ("shift#1", "51"), ("new#1", "33")):
        row = case(series, case_id)
        assert (row["age_years"], row["outcome"]) == (age, "resolved")
        assert (row["symptoms"], row["symptoms_denied"]) == ("neck pain", "")
        assert (row["surgical_levels"], row["complications"]) == ("C4-C5", "dural tear")
    assert case(series, "rules#1")["review_state"] == "challenged"
    assert case(series, "shift#1")["review_state"] == "in_part"
    assert case(series, "pair#1")["age_years"] == "28"


def test_every_quote_is_still_the_text_at_its_offsets(
    forty: tuple[Series, list[Decision]], play: Play
) -> None:
    series, decisions = forty
    play(series, *decisions)
    rows = table(series, "facts")
    for row in rows:
        text = series.text(row["doc_id"])
        assert text[int(row["start"]) : int(row["end"])] == row["quote"]
    assert len({row["fact_id"] for row in rows}) == len(rows)
    by_hand = [row for row in rows if row["rule"].startswith("curation:")]
    assert {len(row["rule"]) for row in by_hand} == {len("curation:12345678")}


def test_what_a_person_rejected_stays_among_the_facts(
    forty: tuple[Series, list[Decision]], play: Play
) -> None:
    series, decisions = forty
    play(series, *decisions)
    mine = [r for r in table(series, "facts") if r["case_id"] == "shift#1"]
    told = {(r["field"], r["concept"] or r["value"]): r["decision"] for r in mine}
    assert told["symptom", "fever"] == "rejected"
    assert told["age", "51"] == "accepted"
    assert told["imaging", "calcification"] == "unclear"
    assert told["sex", "female"] == ""
    assert told["complication", "dural tear"] == "corrected"
    assert case(series, "shift#1")["n_facts"] == "8"  # two rejected, two by hand


def test_a_second_replay_gives_the_same_bytes(
    forty: tuple[Series, list[Decision]], play: Play
) -> None:
    series, decisions = forty
    fresh = shutil.copytree(series.folder, series.folder.with_name("fresh"))
    play(series, *decisions)
    once = contents(series.folder)
    play(open_series(series.folder), *decisions)
    assert contents(series.folder) == once
    play(open_series(fresh), *decisions)
    assert contents(fresh) == once


def test_the_order_of_concatenated_ledgers_changes_nothing(
    forty: tuple[Series, list[Decision]], pack: Pack, codebook: Codebook, ledger: Path
) -> None:
    series, decisions = forty
    ben = [on(series, "shift#1", "age", "reject", reviewer="ben")]
    found = []
    for n, some in enumerate(([*decisions, *ben], [*ben, *decisions])):
        copy = shutil.copytree(series.folder, series.folder.with_name(f"copy{n}"))
        ledger.write_bytes(b"".join(map(to_line, some)))
        replay(copy, read_ledger(ledger), pack, codebook)
        found.append(contents(copy))
    assert found[0] == found[1]
    assert b"conflict" in found[0]["facts.csv"]


def test_the_package_is_still_valid(
    forty: tuple[Series, list[Decision]], play: Play
) -> None:
    series, decisions = forty
    play(series, *decisions)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frictionless = pytest.importorskip("frictionless")
        report = frictionless.Package(series.folder / "datapackage.json").validate()
    assert report.valid, report.flatten(["title", "fieldName", "message"])


def check_cells(series: Series, codebook: Codebook) -> None:
    """Assert that each cell is one that the codebook allows, and each quote true."""
    for name in ("cases", "facts", "curation"):
        for row in table(series, name):
            for column in codebook.tables[name].columns:
                cell = row[column.name]
                assert cell or not column.required, (name, column.name)
                for part in cell.split("; ") if column.joined else [cell]:
                    assert not (part and column.enum) or part in column.enum, part
                    pattern = column.pattern or ".*"
                    assert not part or re.fullmatch(pattern, part, re.DOTALL), part
    facts = table(series, "facts")
    assert len({row["fact_id"] for row in facts}) == len(facts)
    for row in facts:
        start, end = int(row["start"]), int(row["end"])
        assert series.text(row["doc_id"])[start:end] == unguard(row["quote"])


def test_every_cell_is_one_that_the_codebook_allows(
    forty: tuple[Series, list[Decision]], play: Play, codebook: Codebook
) -> None:
    series, decisions = forty
    play(series, *decisions)
    check_cells(series, codebook)


@pytest.mark.parametrize("seed", range(5))
def test_any_decisions_on_the_samples_leave_sound_tables(
    sample_run: Path, tmp_path: Path, play: Play, codebook: Codebook, seed: int
) -> None:
    chance = random.Random(seed)
    series = open_series(shutil.copytree(sample_run, tmp_path / "run"))
    items = items_of(series)
    values = {
        field: [i.value for i in items if i.field == field]
        for _, field, *_ in (item.key for item in items)
    }
    actions = "accept reject correct unclear add correct undo".split()
    made: list[Decision] = []
    for n, item in enumerate(chance.sample(items, 300)):
        action = chance.choice(actions)
        undoes = chance.choice(made).id if made and action == "undo" else ""
        made.append(
            decide(
                series,
                item,
                action,
                reviewer=chance.choice(["anna", "ben"]),
                new_value=chance.choice(
                    [*values[item.field], "C1", "=1", "3 weeks", ""]
                ),
                undoes=undoes,
                id=f"{n:032x}",
                at="2026-01-02",
            )
        )
    play(series, *made)
    check_cells(series, codebook)
    once = contents(series.folder)
    play(open_series(series.folder), *made)
    assert contents(series.folder) == once


# --- single rules ------------------------------------------------------------------


@pytest.fixture
def one(tmp_path: Path) -> Series:
    """Return a run of one patient."""
    return make_run(tmp_path / "run", {"a": [woman()]})


def test_no_decision_changes_no_byte(one: Series, play: Play) -> None:
    before = contents(one.folder)
    assert play(one).counts == dict.fromkeys(
        ("challenged", "evidence_moved", "orphaned", "upheld"), 0
    )
    assert contents(one.folder) == before


def test_accepting_everything_changes_no_value(
    sample_run: Path, tmp_path: Path, play: Play
) -> None:
    series = open_series(shutil.copytree(sample_run, tmp_path / "copy"))
    before = table(series, "cases"), table(series, "facts")
    items = items_of(series)
    made = [on(series, i.case_id, i.field, "note") for i in items[:1]]
    made += [
        Decision(
            f"{n:032x}", made[0].at, "anna", "accept", i.doc_id, "", *i.key, i.value
        )
        for n, i in enumerate(items, 1)
    ]
    play(series, *made)
    for old, new in zip(
        before, (table(series, n) for n in ("cases", "facts")), strict=True
    ):
        for row in new:
            row["review_state" if "review_state" in row else "decision"] = ""
        assert new == old


def test_hostile_texts_go_through_unharmed(tmp_path: Path, play: Play) -> None:
    facts = [
        fact(n, concept=text, quote=text, rule=text) for n, text in enumerate(HOSTILE)
    ]
    cases = [patient(first_author=HOSTILE[0], n_facts=len(facts))]
    folder = write_run(tmp_path / "run", cases=cases, facts=facts, texts={"a": "T."})
    series = open_series(folder)
    before = table(series, "cases"), table(series, "facts")
    made = on(series, "a#1", "age", "accept", note=HOSTILE[1])
    play(series, made)
    after = table(series, "facts")
    assert after == before[1]
    assert table(series, "cases")[0]["first_author"] == before[0][0]["first_author"]
    play(series, on(series, "a#1", "symptom", "accept", concept=HOSTILE[0]))
    assert {row["decision"] for row in table(series, "facts")} == {"", "accepted"}


def test_a_correction_replaces_what_the_machine_said(one: Series, play: Play) -> None:
    play(one, on(one, "a#1", "age", "correct", "18 months"))
    assert case(one)["age_years"] == "1.5"
    assert case(one)["age_group"] == "infant"
    assert decided(one, "age") == [
        ("46", "r", "rejected"),
        ("1.5", "curation:", "corrected"),
    ]


def test_one_of_two_levels_can_be_taken_out(tmp_path: Path, play: Play) -> None:
    told = woman() | {"level2": ("C4 too.", {"concept": "lesion", "value": "C4"})}
    series = make_run(tmp_path / "run", {"a": [told]})
    assert find(series, "a#1", "level", None).value == "C5-C6; C4"
    play(series, on(series, "a#1", "level", "correct", "C5-C6"))
    assert (case(series)["lesion_levels"], case(series)["n_levels"]) == ("C5-C6", "1")
    assert [row[1:] for row in decided(series, "level")] == [
        ("r", "accepted"),
        ("r", "rejected"),
    ]


def test_what_is_rejected_leaves_its_cell_empty(one: Series, play: Play) -> None:
    play(one, on(one, "a#1", "level", "reject"))
    row = case(one)
    assert (row["lesion_levels"], row["n_levels"], row["regions"]) == ("", "", "")
    assert "no_level" in row["flags"]


def test_an_overruled_fact_is_not_in_force_for_reports_and_exports(
    one: Series, play: Play
) -> None:
    play(one, on(one, "a#1", "symptom", "reject", concept="neck pain"))
    series = open_series(one.folder)
    told = {str(fact["concept"]) for fact in series.facts_in_force("a#1")}
    assert "fever" in told
    assert "neck pain" not in told
    assert len(series.facts_of["a#1"]) == len(series.facts_in_force("a#1")) + 1


def test_a_choice_among_two_ages_ends_their_conflict(
    tmp_path: Path, play: Play
) -> None:
    told = woman() | {"age2": ("Aged 48.", {"value": "48", "unit": "years"})}
    series = make_run(tmp_path / "run", {"a": [told]})
    play(series, on(series, "a#1", "sex", "accept"))
    assert "conflicting_age" in case(series)["flags"]
    play(open_series(series.folder), on(series, "a#1", "age", "accept"))
    assert "conflicting_age" not in case(series)["flags"]
    assert decided(series, "age") == [("46", "r", "accepted"), ("48", "r", "")]


def test_no_case_is_left_out_and_listed(tmp_path: Path, play: Play) -> None:
    series = make_run(tmp_path / "run", {"a": [woman(46), woman(28)]})
    denied = on(series, "a#1", "", "not_a_case")
    done = play(series, on(series, "a#1", "age", "accept"), denied)
    assert done.dropped == ("a#1",)
    assert [row["case_id"] for row in table(series, "cases")] == ["a#2"]
    assert {row["case_id"] for row in table(series, "facts")} == {"a#2"}
    assert [r["n_patients"] for r in table(series, "documents")] == ["1"]
    (listed,) = table(series, "curation")
    assert (listed["action"], listed["fate"]) == ("not_a_case", "upheld")
    once = contents(series.folder)
    play(open_series(series.folder), on(series, "a#1", "age", "accept"), denied)
    assert contents(series.folder)["cases.csv"] == once["cases.csv"]


def test_a_patient_who_is_gone_leaves_nothing_to_the_next(
    tmp_path: Path, play: Play
) -> None:
    first = make_run(tmp_path / "first", {"a": [woman(62), woman(28)]})
    texts = {"a": text_of(woman(62), woman(28))}
    second = make_run(tmp_path / "second", {"a": [woman(28)]}, texts)
    done = play(second, *eight(first, "a#1"))
    assert done.counts["orphaned"] == 8
    assert (case(second)["age_years"], case(second)["review_state"]) == ("28", "")


def test_a_quote_that_is_gone_orphans_a_correction(tmp_path: Path, play: Play) -> None:
    first = make_run(tmp_path / "first", {"a": [woman()]})
    made = on(first, "a#1", "outcome", "correct", "resolved")
    told = woman() | {"outcome": ("All went well.", {"concept": "improved"})}
    series = make_run(tmp_path / "second", {"a": [told]})
    play(series, made)
    assert case(series)["outcome"] == "improved"
    (listed,) = table(series, "curation")
    assert listed["fate"] == "orphaned"
    assert listed["reason"] == "its quote is no longer in the text"


def test_an_accepted_value_on_other_words_is_evidence_moved(
    tmp_path: Path, play: Play
) -> None:
    first = make_run(tmp_path / "first", {"a": [woman()]})
    made = on(first, "a#1", "outcome", "accept")
    told = woman() | {"outcome": ("All went well.", {"concept": "improved"})}
    play(make_run(tmp_path / "second", {"a": [told]}), made)
    (listed,) = table(open_series(tmp_path / "second"), "curation")
    assert listed["fate"] == "evidence_moved"


def test_a_value_that_cannot_be_read_orphans_its_decision(
    one: Series, play: Play
) -> None:
    play(one, on(one, "a#1", "outcome", "correct", "=1+1"))
    assert case(one)["outcome"] == "improved"
    (listed,) = table(one, "curation")
    assert listed["reason"].startswith("'=1+1' is none of resolved, improved")
    assert listed["human_value"] == "'=1+1"


def test_a_document_that_is_gone_orphans_its_decisions(
    one: Series, tmp_path: Path, play: Play
) -> None:
    made = on(one, "a#1", "age", "accept"), on(one, "a#1", "sex", "reject")
    undone = Decision("f" * 32, "2026-02-01", "anna", "undo", undoes=made[1].id)
    other = make_run(tmp_path / "other", {"b": [woman(70)]})
    play(other, *made, undone)
    (listed,) = table(other, "curation")
    assert (listed["field"], listed["reason"]) == ("age", "no document 'a' in this run")


def test_blanks_that_changed_do_not_hide_a_quote(tmp_path: Path, play: Play) -> None:
    first = make_run(tmp_path / "first", {"a": [woman()]})
    made = eight(first, "a#1")[-1]
    text = text_of(woman()).replace("The dura", "The\ndura")
    series = make_run(tmp_path / "second", {"a": [woman()]}, {"a": text})
    play(series, made)
    (row,) = [r for r in table(series, "facts") if r["field"] == "complication"]
    assert row["quote"] == "The\ndura was torn."


def test_offsets_count_code_points(tmp_path: Path, play: Play) -> None:
    text = "𝛽-thalassaemia 😀. " + text_of(woman())
    series = make_run(tmp_path / "run", {"a": [woman()]}, {"a": text})
    play(series, eight(series, "a#1")[-1])
    (row,) = [r for r in table(series, "facts") if r["field"] == "complication"]
    assert text[int(row["start"]) : int(row["end"])] == MISSED


def test_the_code_of_an_added_finding_is_that_of_the_pack(
    one: Series, play: Play
) -> None:
    more = {"concept": "paresthesia", "quote": MISSED, "start": None}
    play(one, on(one, "a#1", "symptom", "add", "present", **more))
    rows = {r["concept"]: r["concept_code"] for r in table(one, "facts")}
    assert rows["paresthesia"] == "HP:0003401"
