"""The page without a browser: what it takes, refuses and writes."""

import re

import pytest

from pipeline.curation.review.board import open_board
from pipeline.curation.review.cards import case_line
from pipeline.curation.review.entries import token_of
from tests.curation.review.conftest import (
    BOY,
    HOME,
    NOW,
    TEXT,
    TEXTS,
    Desk,
    key,
    make_run,
    told,
)
from tests.runs import hostile_run

AGE, SEX, FEVER, PAIN = (
    key("age"),
    key("sex"),
    key("symptom", "fever"),
    key("symptom", "neck pain"),
)
COUGH, NO_OUTCOME = key("symptom", "cough"), key("outcome")


class TestGuard:
    """Who may ask."""

    @pytest.mark.parametrize(
        "host",
        ["evil.example:8765", "127.0.0.1:80", "127.0.0.1", "", "localhost.evil:8765"],
    )
    def test_foreign_host_is_refused(self, desk, host):
        assert desk.get(headers={"Host": host}).status_code == 403

    @pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765"])
    def test_own_host_is_taken(self, desk, host):
        assert desk.get(headers={"Host": host}).status_code == 200

    @pytest.mark.parametrize(
        "origin",
        [
            "http://evil.example",
            "null",
            "http://127.0.0.1:9999",
            "https://127.0.0.1:8765",
        ],
    )
    def test_post_of_another_page_is_refused(self, desk, origin):
        form = {"item": AGE, "action": "accept", "id": "0" * 32}
        done = desk.client.post(
            "/decide", base_url=HOME, data=form, headers={"Origin": origin}
        )
        assert done.status_code == 403
        assert desk.lines() == []

    def test_post_from_another_site_without_origin_is_refused(self, desk):
        form = {"item": AGE, "action": "accept", "id": "0" * 32}
        headers = {"Sec-Fetch-Site": "cross-site"}
        done = desk.client.post("/decide", base_url=HOME, data=form, headers=headers)
        assert done.status_code == 403

    @pytest.mark.parametrize(
        "path",
        ["/", "/static/main.js", f"/card/{AGE}", "/nowhere", "/static/../app.py"],
    )
    def test_every_answer_has_the_headers(self, desk, path):
        headers = desk.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith(
            "default-src 'none'; script-src 'self'; style-src 'self'"
        )
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize(
        "path",
        [
            "/text/../../etc/passwd",
            "/text/..%2f..%2fetc%2fpasswd",
            "/text/one",
            "/card/..%2f..%2frun.json",
            "/static/..%2fapp.py",
            "/static/%2e%2e/app.py",
            "/text/%00",
        ],
    )
    def test_no_path_leads_out(self, desk, path):
        assert desk.get(path).status_code in (404, 308)

    def test_unknown_item_of_a_form_is_not_found(self, desk):
        assert desk.decide("../../x", "accept").status_code == 404
        assert desk.lines() == []

    def test_it_listens_on_this_machine_alone(self, served):
        assert served.server.server_address[0] == "127.0.0.1"


class TestDecisions:
    """What a form makes of the ledger."""

    def test_accept_is_one_line_and_leads_to_the_next(self, desk):
        done = desk.decide(AGE, "accept")
        assert done.status_code == 303
        (line,) = desk.lines()
        said = [
            line[k]
            for k in ("action", "field", "value", "new_value", "reviewer", "quote")
        ]
        assert said == [
            "accept",
            "age",
            "7 years",
            "",
            "anna",
            "A boy of 7 had neck pain.",
        ]
        assert "accepted 7 years" in desk.get(done.headers["Location"]).text

    def test_keep_takes_what_run_a_said(self, desk):
        desk.decide(AGE, "keep")
        (line,) = desk.lines()
        assert [line["action"], line["new_value"]] == ["correct", "8 years"]

    def test_keep_of_a_lost_fact_adds_it_with_the_words_of_run_a(self, desk):
        desk.decide(COUGH, "keep")
        (line,) = desk.lines()
        assert [line[k] for k in ("action", "new_value", "quote")] == [
            "add",
            "present",
            "He had no fever.",
        ]

    def test_reject_says_there_is_nothing(self, desk):
        desk.decide(AGE, "reject")
        assert desk.lines()[0]["action"] == "reject"

    def test_pick_is_a_correction_and_the_same_value_an_acceptance(self, desk):
        desk.decide(SEX, "pick:female")
        desk.decide(SEX, "pick:male")
        assert [(x["action"], x["new_value"]) for x in desk.lines()] == [
            ("correct", "female"),
            ("accept", ""),
        ]

    def test_field_without_a_value_gets_one_with_its_words(self, desk):
        start = TEXT.index("He recovered.")
        desk.decide(
            NO_OUTCOME,
            "correct",
            value="resolved",
            quote="He recovered.",
            start=str(start),
        )
        (line,) = desk.lines()
        said = [line[k] for k in ("action", "new_value", "quote", "start", "end")]
        assert said == ["add", "resolved", "He recovered.", start, start + 13]

    def test_value_without_words_is_refused(self, desk):
        done = desk.decide(NO_OUTCOME, "correct", value="resolved")
        assert done.status_code == 422
        assert "Select the words" in done.text
        assert desk.lines() == []

    def test_words_that_are_not_in_the_text_are_refused(self, desk):
        done = desk.decide(NO_OUTCOME, "correct", value="resolved", quote="He died.")
        assert done.status_code == 422
        assert "not in the text" in done.text

    def test_words_without_a_place_are_looked_up(self, desk):
        desk.decide(NO_OUTCOME, "correct", value="resolved", quote="He recovered.")
        assert desk.lines()[0]["start"] == TEXT.index("He recovered.")

    @pytest.mark.parametrize("value", ["", "old", "seven"[:0]])
    def test_value_that_no_run_can_read_is_refused(self, desk, value):
        done = desk.decide(key("followup"), "correct", value=value)
        assert done.status_code == 422
        assert desk.lines() == []

    def test_missed_symptom_is_an_item_of_its_own(self, desk):
        desk.decide(PAIN, "another", concept="torticollis", quote="neck pain")
        (line,) = desk.lines()
        assert [line[k] for k in ("action", "concept", "new_value")] == [
            "add",
            "torticollis",
            "present",
        ]
        assert "torticollis" in desk.get("/?state=any&text=torticollis").text

    def test_symptom_that_is_there_is_not_added_twice(self, desk):
        done = desk.decide(PAIN, "another", concept="fever", quote="fever")
        assert done.status_code == 422

    def test_second_flag_takes_the_first_back(self, desk):
        desk.decide(AGE, "flag")
        desk.decide(AGE, "flag")
        first, second = desk.lines()
        assert [first["action"], second["action"]] == ["flag", "undo"]
        assert second["undoes"] == first["id"]

    def test_huge_note_is_refused_and_still_there(self, desk):
        note = "x" * 10_001
        done = desk.decide(AGE, "note", note=note)
        assert done.status_code == 422
        assert "at most 10,000" in done.text
        assert note in done.text
        assert desk.lines() == []

    def test_what_is_larger_than_any_form_is_refused(self, desk):
        assert desk.decide(AGE, "note", note="x" * 3_000_000).status_code == 413

    def test_same_form_twice_counts_once(self, desk):
        form = {"item": AGE, "action": "accept", "id": "a" * 32, "seen": ""}
        answers = [desk.post("/decide", **form).status_code for _ in range(2)]
        assert answers == [303, 303]
        assert len(desk.lines()) == 1

    def test_id_of_somebody_else_is_refused(self, desk):
        desk.add(
            id="b" * 32, reviewer="ben", action="accept", field="age", value="7 years"
        )
        form = {"item": AGE, "action": "accept", "id": "b" * 32, "seen": ""}
        assert desk.post("/decide", **form).status_code == 409

    def test_ledger_that_cannot_be_written_is_told(self, desk, tmp_path):
        (tmp_path / "file").write_text("no folder", encoding="utf-8")
        desk.book.path = tmp_path / "file" / "decisions.jsonl"
        done = desk.decide(AGE, "accept")
        assert done.status_code == 503
        assert "decisions.jsonl: cannot be written" in done.text

    def test_odd_id_or_action_is_refused(self, desk):
        assert desk.decide(AGE, "accept", id="../x").status_code == 422
        assert desk.decide(AGE, "explode").status_code == 422

    def test_a_decision_meanwhile_is_shown_and_nothing_overwritten(self, desk):
        desk.add(
            id="b" * 32, reviewer="ben", action="reject", field="age", value="7 years"
        )
        done = desk.decide(AGE, "correct", value="9 years", seen="", note="sure")
        assert done.status_code == 409
        assert "Decided meanwhile" in done.text
        assert "<b>ben</b> rejected" in done.text
        assert "Yours: correct 9 years, “sure”" in done.text
        assert len(desk.lines()) == 1

    def test_not_a_case_is_said_of_the_whole_patient(self, desk):
        desk.decide(AGE, "not_a_case")
        (line,) = desk.lines()
        assert [line["action"], line["case_id"], line["field"]] == [
            "not_a_case",
            "one#1",
            "",
        ]
        assert "judged to be no case" in desk.get(f"/card/{SEX}").text


class TestSteps:
    """Undo and redo."""

    def actions(self, desk: Desk) -> list[str]:
        return [line["action"] for line in desk.lines()]

    def state(self, desk: Desk, token: str) -> str:
        return re.search(
            r'class="state" data-state="(\w+)"', desk.get(f"/card/{token}").text
        )[1]

    def test_undo_goes_back_to_the_first_decision_also_after_a_new_start(self, desk):
        for token in (AGE, SEX, FEVER):
            desk.decide(token, "accept")
        desk.post("/undo")
        desk.open()
        desk.post("/undo")
        desk.post("/undo")
        assert [self.state(desk, t) for t in (AGE, SEX, FEVER)] == ["undecided"] * 3
        assert "Nothing to undo" in desk.post("/undo").text
        assert self.actions(desk) == ["accept"] * 3 + ["undo"] * 3

    def test_redo_restores_in_turn_and_undo_goes_back_again(self, desk):
        desk.decide(AGE, "accept")
        desk.decide(SEX, "reject")
        for path in ("/undo", "/undo", "/redo"):
            desk.post(path)
        assert [self.state(desk, t) for t in (AGE, SEX)] == ["accepted", "undecided"]
        desk.post("/redo")
        assert self.state(desk, SEX) == "rejected"
        assert "Nothing to redo" in desk.post("/redo").text
        desk.post("/undo")
        assert self.state(desk, SEX) == "undecided"

    def test_new_decision_ends_what_could_be_redone(self, desk):
        desk.decide(AGE, "accept")
        desk.post("/undo")
        desk.decide(SEX, "accept")
        assert "Nothing to redo" in desk.post("/redo").text

    def test_undo_takes_back_no_decision_of_others(self, desk):
        desk.add(
            id="b" * 32, reviewer="ben", action="accept", field="age", value="7 years"
        )
        assert "Nothing to undo" in desk.post("/undo").text


class TestMany:
    """Changes of writing alone, accepted at once."""

    @pytest.fixture
    def desk(self, tmp_path):
        old = [told(BOY, "age", value="7.0", unit="years"), *NOW[1:-2]]
        old += [{**row, "value": "60.0"} for row in NOW[-2:-1]]
        new = make_run(tmp_path / "new", NOW, TEXTS)
        return Desk(tmp_path, new, make_run(tmp_path / "old", [*old, NOW[-1]], TEXTS))

    def bulk(self, desk, count, **more):
        form = {"id": "a" * 32, "count": count, "sure": "1", **more}
        return desk.post("/bulk?kind=format_only", **form)

    def test_they_are_one_step_to_undo_and_redo(self, desk):
        assert "Accept all 2" in desk.get("/?kind=format_only").text
        assert self.bulk(desk, "2").status_code == 303
        assert [line["action"] for line in desk.lines()] == ["accept"] * 2
        desk.post("/undo")
        assert '<b id="decided">0</b>' in desk.get("/").text
        desk.post("/redo")
        assert '<b id="decided">2</b>' in desk.get("/").text
        desk.post("/undo")
        assert '<b id="decided">0</b>' in desk.get("/").text
        assert "Nothing to undo" in desk.post("/undo").text

    def test_nothing_is_accepted_unasked_or_if_the_number_changed(self, desk):
        assert self.bulk(desk, "2", sure="").status_code == 409
        assert self.bulk(desk, "3").status_code == 409
        assert desk.lines() == []

    def test_other_changes_cannot_be_accepted_at_once(self, desk):
        assert "Accept all" not in desk.get("/?kind=any").text


class TestBlind:
    """Two reviewers who do not see each other."""

    def test_answers_of_others_are_hidden(self, desk):
        desk.add(
            id="b" * 32,
            reviewer="ben",
            action="reject",
            field="age",
            value="7 years",
            note="secret",
        )
        for path in ("/?reviewer=anna&state=any", f"/card/{AGE}?reviewer=anna"):
            page = desk.get(path).text
            assert "ben" not in page
            assert "secret" not in page
        assert 'data-state="undecided"' in desk.get(f"/card/{AGE}?reviewer=anna").text

    def test_decision_of_another_is_no_conflict_while_blind(self, desk):
        desk.add(
            id="b" * 32, reviewer="ben", action="reject", field="age", value="7 years"
        )
        done = desk.decide(AGE, "accept", address="/decide?reviewer=anna", seen="")
        assert done.status_code == 303

    def test_settling_shows_both_without_names_and_takes_a_third_answer(self, desk):
        desk.add(
            id="b" * 32, reviewer="ben", action="reject", field="age", value="7 years"
        )
        desk.add(
            id="c" * 32, reviewer="cleo", action="accept", field="age", value="7 years"
        )
        desk.add(
            id="d" * 32, reviewer="ben", action="accept", field="sex", value="male"
        )
        page = desk.get("/?settle=1&reviewer=dora&state=any").text
        assert "Reviewer 1" in page
        assert "Reviewer 2" in page
        assert "ben" not in page.replace("number", "")
        assert "cleo" not in page
        assert "1 item<" in page
        assert "1 item<" in desk.get("/?settle=1&state=any&by=cleo").text
        assert "1 item<" in desk.get("/?settle=1&state=any&by=nobody").text
        desk.decide(
            AGE, "correct", value="8 years", address="/decide?settle=1&reviewer=dora"
        )
        assert desk.lines()[-1]["adjudicates"] is True
        assert 'data-state="corrected"' in desk.get(f"/card/{AGE}").text


class TestPage:
    """What is shown."""

    def test_changed_items_come_first_and_empty_fields_are_there(self, desk):
        page = desk.get("/").text
        rows = re.findall(r'id="r-(\w+)"', page)
        assert rows[:3] == [FEVER, AGE, COUGH]
        assert NO_OUTCOME in rows

    def test_card_shows_both_runs_and_what_differs(self, desk):
        card = desk.get(f"/card/{AGE}").text
        assert "<del>8</del> years" in card
        assert "<ins>7</ins> years" in card
        assert "Age at presentation" in card

    def test_filters_choose_and_count(self, desk):
        page = desk.get("/?field=symptom&kind=any").text
        assert "4 items" in page
        assert "symptom (4)" in page
        assert (
            "1 item<"
            in desk.get("/?field=symptom&text=no+fever&kind=status_changed").text
        )

    def test_fields_without_a_value_can_be_asked_for_alone(self, desk):
        rows = re.findall(r'id="r-(\w+)"', desk.get("/?has=no+value").text)
        assert NO_OUTCOME in rows
        assert COUGH in rows
        assert not {AGE, SEX, FEVER} & set(rows)

    def test_decided_items_leave_the_default_queue_and_are_counted(self, desk):
        before = int(re.search(r"(\d+) items", desk.get("/").text)[1])
        desk.decide(AGE, "accept")
        page = desk.get("/").text
        assert f"{before - 1} items" in page
        assert '<b id="decided">1</b>' in page
        assert "1 item<" in desk.get("/?state=accepted").text

    def test_broken_line_is_told_with_its_number_and_the_rest_is_used(self, desk):
        desk.decide(SEX, "accept")
        with desk.path.open("a", encoding="utf-8") as file:
            file.write('{"id": "cut sho\n')
        desk.decide(AGE, "accept")
        page = desk.get("/").text
        assert "decisions.jsonl:2: " in page
        assert '<b id="decided">2</b>' in page

    def test_address_of_other_runs_says_so(self, desk):
        assert "made for other runs" in desk.get("/?b=00000000").text
        assert "made for other runs" not in desk.get("/").text

    def test_unknown_words_in_the_address_do_no_harm(self, desk):
        odd = "/?state=%00&kind=x&page=-1&item=../../x&field=%3Cscript%3E&page=9999999"
        page = desk.get(odd)
        assert page.status_code == 200
        assert "<script>" not in page.text

    def test_go_leads_to_a_patient(self, desk):
        done = desk.get("/go?to=two%231")
        assert "two#1" in desk.get(done.headers["Location"]).text
        assert desk.get("/go?to=nobody").status_code == 404

    def test_text_and_its_marks_are_whole_without_a_script(self, desk):
        page = desk.get(f"/?item={AGE}").text
        shown = re.search(r'<div id="text".*?>(<span.*?)</div>', page, re.DOTALL)[1]
        assert re.sub("<.*?>", "", shown) == TEXT
        assert '<span class="m a b">A boy' in page

    def test_everything_of_an_article_is_escaped(self, tmp_path):
        evil = '</script><script>alert(1)</script><img src=x onerror="alert(2)">\' " &'
        quote = f"He said {evil} once."
        text = f"Case\n\n{quote}"
        facts = [
            told(quote, "diagnosis", text, concept=evil),
            told(quote, "age", text, value=evil),
        ]
        run = make_run(tmp_path / "evil", facts, {"one": text})
        desk = Desk(tmp_path, run)
        for path in ("/", f"/card/{token_of('one#1', 'diagnosis', evil, '')}"):
            page = desk.get(path).text
            assert "<script>" not in page
            assert "<img" not in page


def test_run_of_hostile_names_is_shown_escaped(tmp_path):
    desk = Desk(tmp_path, hostile_run(tmp_path / "bad"))
    for token in ("", *desk.board.entries):
        page = desk.get(f"/?item={token}&state=any&kind=any")
        assert page.status_code == 200
        assert "<script>" not in page.text
        assert "<r>" not in page.text


def test_run_without_patients_has_an_empty_page(tmp_path):
    desk = Desk(tmp_path, make_run(tmp_path / "none", [], {}))
    assert "Nothing is left to decide" in desk.get("/").text


def test_entries_of_two_runs_have_class_and_former_value(desk):
    found = {
        e.token: (e.kind, e.old.value if e.old else "")
        for e in desk.board.entries.values()
    }
    assert found[AGE] == ("changed", "8 years")
    assert found[FEVER] == ("status_changed", "present")
    assert found[COUGH] == ("removed", "present")
    assert found[SEX] == ("", "male")


def test_a_patient_that_only_run_a_has_is_a_notice(tmp_path):
    new = make_run(
        tmp_path / "new",
        [told("He recovered.", "outcome", concept="resolved")],
        {"one": TEXT},
    )
    old_facts = [
        told("He recovered.", "outcome", concept="resolved"),
        told(
            "A woman of 60 had back pain.",
            "symptom",
            TEXTS["two"],
            case_id="two#1",
            concept="back pain",
        ),
    ]
    board = open_board(new, make_run(tmp_path / "old", old_facts, TEXTS))
    assert any("two" in notice for notice in board.notices)


def test_what_another_program_adds_is_seen_at_once(desk):
    desk.get("/")
    desk.add(id="b" * 32, reviewer="ben", action="accept", field="age", value="7 years")
    assert 'data-state="accepted"' in desk.get(f"/card/{AGE}").text


def test_blind_reviewer_sees_no_age_or_sex_that_another_may_have_decided():
    case = {"case_id": "one#1", "first_author": "Roe", "year": 2010, "age_years": 45}
    assert case_line(case | {"sex": "male"}) == "one#1 · Roe 2010 · male, 45 y"
    assert case_line(case | {"sex": "male"}, is_blind=True) == "one#1 · Roe 2010"
