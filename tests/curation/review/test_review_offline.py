"""One file that works from disk: decisions stay in the browser and come back."""

import json

import pytest

from pipeline.curation.ledger import read_ledger
from pipeline.curation.readers import import_decisions
from pipeline.curation.review.entries import token_of
from pipeline.errors import OutputError
from tests.curation.review.conftest import TEXT, make_run, told

pytest.importorskip("jinja2")


@pytest.fixture
def page(desk, browser, tmp_path):
    """Return the page of the two runs, opened from disk."""
    from pipeline.curation.review.offline import export_page

    path = tmp_path / "review.html"
    export_page(
        desk.run, path, ledger=desk.path, against=tmp_path / "old", reviewer="dora"
    )
    found = browser.open(path)
    found.wait_for_selector("body.scripted")
    yield found
    assert [u for u in browser.requests(found) if not u.startswith("file:")] == []
    assert browser.faults(found) == []
    found.close()


def downloaded(page):
    """Return the decisions that the page gives back."""
    with page.expect_download() as waiting:
        page.click("#download")
    return waiting.value.path()


def test_decisions_come_back_through_import(page, desk, tmp_path):
    page.keyboard.press("a")  # fever
    page.keyboard.press("x")  # age: as in run A
    page.wait_for_selector("#decided >> text=2")
    done = import_decisions(downloaded(page), desk.path)
    assert (done.added, done.faults) == (2, ())
    found = [
        (d.action, d.field, d.value, d.new_value, d.reviewer)
        for d in read_ledger(desk.path).decisions
    ]
    assert found == [
        ("accept", "symptom", "absent", "", "dora"),
        ("correct", "age", "7 years", "8 years", "dora"),
    ]
    assert '<b id="decided">2</b>' in desk.get("/").text


def test_offline_decision_is_the_line_the_server_would_write(page, desk):
    page.keyboard.press("a")
    page.wait_for_selector("#decided >> text=1")
    offline = json.loads(downloaded(page).read_text("utf-8"))
    desk.decide(token_of("one#1", "symptom", "fever", ""), "accept")
    (online,) = desk.lines()
    known = {"id", "at", "reviewer"}
    assert list(offline) == list(online)
    assert {k: offline[k] for k in offline.keys() - known} == {
        k: online[k] for k in online.keys() - known
    }


def test_undo_and_redo_reach_across_a_reload(page):
    page.keyboard.press("a")
    page.keyboard.press("a")
    page.wait_for_selector("#decided >> text=2")
    page.reload()
    page.wait_for_selector("#decided >> text=2")
    page.keyboard.press("z")
    page.wait_for_selector("#decided >> text=1")
    page.keyboard.press("z")
    page.wait_for_selector("#decided >> text=0")
    page.keyboard.press("Shift+Z")
    page.wait_for_selector("#decided >> text=1")
    page.wait_for_selector("#queue .row:first-child[data-state=accepted]")


def test_value_needs_its_words_and_counts_them_in_code_points(page):
    page.click(f"#r-{token_of('one#1', 'outcome', '', '')}")
    page.wait_for_selector("h2 >> text=outcome")
    page.keyboard.press("1")
    page.wait_for_selector("#toast >> text=select the words")
    page.fill("#quote", "He recovered.")
    page.keyboard.press("Escape")
    page.fill("#quote", "He recovered.")
    page.click("[value='pick:resolved']")
    page.wait_for_selector("#decided >> text=1")
    (line,) = downloaded(page).read_text("utf-8").splitlines()
    found = json.loads(line)
    assert (found["action"], found["new_value"]) == ("add", "resolved")
    assert (found["start"], found["end"]) == (
        TEXT.index("He recovered."),
        TEXT.index("He recovered.") + 13,
    )


def test_hostile_text_does_nothing_from_disk(tmp_path, browser):
    from pipeline.curation.review.offline import export_page

    evil = '</script><script>document.title="stolen"</script><!--<img src="http://x.invalid/a">'
    text = f"Case\n\nHe said {evil} once."
    facts = [told(f"He said {evil} once.", "diagnosis", text, concept=evil)]
    run, path = make_run(tmp_path / "evil", facts, {"one": text}), tmp_path / "r.html"
    export_page(run, path, ledger=tmp_path / "l.jsonl")
    page = browser.open(path)
    page.keyboard.press("j")
    page.wait_for_selector("#queue >> text=stolen")
    assert page.title() == "Review of evil"
    assert browser.requests(page) == []
    assert browser.faults(page) == []
    page.close()


def test_blind_file_holds_no_answer_of_others(desk, tmp_path):
    from pipeline.curation.review.offline import export_page

    desk.add(
        id="b" * 32,
        reviewer="ben",
        action="reject",
        field="age",
        value="7 years",
        note="secret",
    )
    export_page(desk.run, tmp_path / "r.html", ledger=desk.path, reviewer="dora")
    page = (tmp_path / "r.html").read_text("utf-8")
    assert "secret" not in page
    assert '"ben"' not in page


def test_page_that_cannot_be_written_is_told(desk, tmp_path):
    from pipeline.curation.review.offline import export_page

    with pytest.raises(OutputError, match="cannot be written"):
        export_page(desk.run, tmp_path / "no" / "r.html", ledger=desk.path)
