"""The page in Chromium: keys, undo, tabs, no script, hostile text, accessibility."""

import re

import pytest

from pipeline.curation.ledger import read_ledger
from pipeline.curation.review.board import open_board
from tests.browser import PATIENCE_MS, wait_for_count, wait_for_text
from tests.curation.review.conftest import TEXT, Served, key, make_run, told

AGE, SEX, FEVER, PAIN = (
    key("age"),
    key("sex"),
    key("symptom", "fever"),
    key("symptom", "neck pain"),
)
#: What Chromium tells of refused answers.
EXPECTED = re.compile("status of 4(09|22)|net::ERR_FAILED")
NO_OUTCOME = key("outcome")
BACK = key("symptom", "back pain", "two#1")


@pytest.fixture
def look(served, browser):
    """Return what opens the page at an entry and checks it asked no other host."""
    pages = []

    def show(token="", **options):
        path = f"{served.address}/?state=any&kind=any&item={token}"
        page = browser.open(path, **options)
        pages.append(page)
        if options.get("java_script_enabled", True):
            page.wait_for_selector("body.scripted")
        return page

    yield show
    for page in pages:
        page.wait_for_load_state("networkidle")
        asked = browser.requests(page)
        assert [url for url in asked if not url.startswith(served.address)] == []
        faults = [f for f in browser.faults(page) if not EXPECTED.search(f)]
        assert faults == []
        page.close()


def wait_for(served, page, count):
    """Wait until the ledger has so many lines; return action, field and human value."""
    for _ in range(PATIENCE_MS // 20):
        if len(found := served.decisions()) >= count:
            break
        page.wait_for_timeout(20)
    assert len(found) == count
    return found


def shown(page):
    """Return the token of the card."""
    return page.get_attribute("#card article", "data-token")


def at(page, token):
    """Wait until an entry is open."""
    page.wait_for_selector(f'#card article[data-token="{token}"]')


class TestKeys:
    """One test for each key."""

    @pytest.mark.parametrize("press", ["j", "ArrowDown"])
    def test_j_goes_to_the_next(self, look, press):
        page = look(FEVER)
        page.keyboard.press(press)
        at(page, AGE)

    @pytest.mark.parametrize("press", ["k", "ArrowUp"])
    def test_k_goes_to_the_previous(self, look, press):
        page = look(AGE)
        page.keyboard.press(press)
        at(page, FEVER)

    def test_a_accepts_and_goes_on(self, look, served):
        page = look(FEVER)
        page.keyboard.press("a")
        page.wait_for_selector("#toast >> text=accepted absent")
        at(page, AGE)
        assert wait_for(served, page, 1) == [("accept", "symptom", "")]
        page.wait_for_selector(f'#r-{FEVER}[data-state="accepted"]')

    def test_x_keeps_run_a(self, look, served):
        page = look(AGE)
        page.keyboard.press("x")
        assert wait_for(served, page, 1) == [("correct", "age", "8 years")]

    def test_x_rejects_where_the_runs_agree(self, look, served):
        page = look(SEX)
        page.keyboard.press("x")
        assert wait_for(served, page, 1) == [("reject", "sex", "")]

    def test_c_corrects_with_enter(self, look, served):
        page = look(AGE)
        page.keyboard.press("c")
        assert page.input_value("#value:focus") == "7 years"
        page.keyboard.type("9 years")
        page.keyboard.press("Enter")
        assert wait_for(served, page, 1) == [("correct", "age", "9 years")]

    def test_escape_leaves_a_correction(self, look, served):
        page = look(AGE)
        page.keyboard.press("c")
        page.keyboard.type("9 years")
        page.keyboard.press("Escape")
        assert page.input_value("#value") == "7 years"
        page.keyboard.press("a")
        assert wait_for(served, page, 1) == [("accept", "age", "")]

    def test_u_is_unclear_with_a_reason(self, look, served):
        page = look(AGE)
        page.keyboard.press("u")
        page.keyboard.type("two ages")
        page.keyboard.press("Enter")
        wait_for(served, page, 1)
        (found,) = read_ledger(served.path).decisions
        assert (found.action, found.note) == ("unclear", "two ages")

    def test_n_notes_and_stays(self, look, served):
        page = look(AGE)
        page.keyboard.press("n")
        page.keyboard.type("see figure")
        page.keyboard.press("Enter")
        wait_for(served, page, 1)
        page.wait_for_selector("text=“see figure”")
        assert shown(page) == AGE

    def test_f_flags_and_takes_it_back(self, look, served):
        page = look(AGE)
        page.keyboard.press("f")
        page.wait_for_selector("text=⚑ flagged")
        page.keyboard.press("f")
        assert [x[0] for x in wait_for(served, page, 2)] == ["flag", "undo"]

    def test_e_steps_through_the_evidence_and_back(self, look):
        page = look(AGE)
        page.wait_for_selector("#text .m.b")
        page.keyboard.press("e")
        wait_for_text(page, "#text .now", "A boy of 7 had neck pain.")
        page.keyboard.press("E")
        wait_for_count(page, "#text .now", 1)

    def test_z_undoes_and_shift_z_redoes(self, look, served):
        page = look(AGE)
        page.keyboard.press("a")
        wait_for(served, page, 1)
        page.keyboard.press("z")
        at(page, AGE)
        page.wait_for_selector(f'#r-{AGE}[data-state="undecided"]')
        page.keyboard.press("Shift+Z")
        page.wait_for_selector(f'#r-{AGE}[data-state="accepted"]')
        assert [x[0] for x in wait_for(served, page, 3)] == ["accept", "undo", "undo"]

    def test_brackets_go_to_the_next_and_previous_report(self, look):
        page = look(FEVER)
        page.keyboard.press("]")
        page.wait_for_selector("#card .case-line >> text=two#1")
        page.keyboard.press("[")
        page.wait_for_selector("#card .case-line >> text=one#1")

    def test_digits_pick_a_value(self, look, served):
        page = look(SEX)
        page.keyboard.press("1")
        assert wait_for(served, page, 1) == [("correct", "sex", "female")]

    def test_slash_searches(self, look):
        page = look(AGE)
        page.keyboard.press("/")
        page.keyboard.type("symptom back pain")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("text=symptom"))
        wait_for_count(page, "#queue .row", 1)

    def test_g_goes_to_a_patient(self, look):
        page = look(AGE)
        page.keyboard.press("g")
        page.keyboard.type("two#1")
        page.keyboard.press("Enter")
        page.wait_for_selector("#card .case-line >> text=two#1")

    @pytest.mark.parametrize("press", ["?", "h"])
    def test_sheet_of_keys_opens_and_closes(self, look, press):
        page = look(AGE)
        page.keyboard.press(press)
        page.wait_for_selector("text=next, previous report")
        page.keyboard.press("Escape")
        page.wait_for_selector("text=next, previous report", state="hidden")

    def test_typing_never_decides(self, look, served):
        page = look(AGE)
        for field in ("#note", "#value", "#quote", "#search", "#to"):
            page.focus(field)
            page.keyboard.type("axcunfezZjkhg?1234")
        page.wait_for_timeout(100)
        assert shown(page) == AGE
        assert served.decisions() == []

    @pytest.mark.parametrize("held", ["Control", "Meta", "Alt"])
    def test_keys_with_another_held_never_decide(self, look, served, held):
        page = look(AGE)
        for letter in ("a", "x", "u", "z"):
            page.keyboard.press(f"{held}+{letter}")
        page.wait_for_timeout(100)
        assert served.decisions() == []


class TestWork:
    """What a curator does over a while."""

    def test_undo_reaches_across_a_reload(self, look, served):
        page = look(FEVER)
        for count in (1, 2, 3):
            page.keyboard.press("a")
            wait_for(served, page, count)
        page.reload()
        page.wait_for_selector("body.scripted")
        for count in (4, 5, 6):
            page.keyboard.press("z")
            wait_for(served, page, count)
        page.wait_for_selector("#decided >> text=0")
        at(page, FEVER)

    def test_quick_keys_all_arrive_in_order(self, look, served):
        page = look(FEVER)
        order = [
            row[2:]
            for row in page.eval_on_selector_all(".row", "all => all.map(r => r.id)")
        ]
        for _ in range(5):
            page.keyboard.press("a")
        wait_for(served, page, 5)
        found = [
            key(d.field, d.concept, d.case_id, d.modality)
            for d in read_ledger(served.path).decisions
        ]
        assert found == order[:5]

    def test_selected_words_are_evidence_in_code_points(self, look, served):
        page = look(NO_OUTCOME)
        page.wait_for_selector("#text .heading")
        page.evaluate(
            """() => {
              const walker = document.createTreeWalker(document.getElementById("text"), 4);
              while (!walker.nextNode().data.includes("He recovered."));
              const node = walker.currentNode;
              const range = document.createRange();
              const start = node.data.indexOf("He recovered.");
              range.setStart(node, start);
              range.setEnd(node, start + 13);
              document.getSelection().addRange(range);
              document.getElementById("text").dispatchEvent(new Event("mouseup"));
            }"""
        )
        page.wait_for_function(
            "document.querySelector('#quote').value === 'He recovered.'"
        )
        page.keyboard.press("1")
        wait_for(served, page, 1)
        (found,) = read_ledger(served.path).decisions
        assert (found.action, found.new_value) == ("add", "resolved")
        assert (found.start, found.quote) == (
            TEXT.index("He recovered."),
            "He recovered.",
        )

    def test_marks_stand_right_behind_characters_of_two_units(self, look):
        page = look(AGE)
        page.wait_for_selector("#text .heading")
        assert page.inner_text("#text .m.b") == "A boy of 7 had neck pain."
        assert page.evaluate("document.getElementById('text').textContent") == TEXT

    def test_second_tab_that_is_behind_shows_both_and_overwrites_nothing(
        self, look, served
    ):
        first, second = look(AGE), look(AGE)
        first.keyboard.press("a")
        wait_for(served, first, 1)
        second.fill("#value", "9 years")
        second.click("[value=correct]")
        second.wait_for_selector("text=Decided meanwhile")
        assert "accepted" in second.inner_text("#card .warning")
        assert second.input_value("#value") == "9 years"
        assert served.decisions() == [("accept", "age", "")]
        second.click("[value=correct]")
        assert wait_for(served, second, 2)[1] == ("correct", "age", "9 years")

    def test_refused_note_stays_typed(self, look, served):
        page = look(AGE)
        note = "y" * 10_001
        page.fill("#note", note)
        page.click("[value=note]")
        page.wait_for_selector("#card .warning >> text=at most 10,000")
        assert page.input_value("#note") == note
        assert served.decisions() == []

    def test_lost_server_is_told_and_nothing_typed_is_lost(self, look, served):
        page = look(AGE)
        page.route("**/decide*", lambda route: route.abort())
        page.fill("#note", "kept")
        page.click("[value=unclear]")
        page.wait_for_selector("#toast >> text=Not saved")
        assert page.input_value("#note") == "kept"
        page.wait_for_selector(f'#r-{AGE}[data-state="undecided"]')
        page.unroute("**/decide*")
        page.evaluate("window.stop")

    def test_missed_symptom_joins_the_queue(self, look, served):
        page = look(PAIN)
        page.click("summary >> text=Add another symptom")
        page.fill("#concept", "torticollis")
        page.fill("#quote", "neck pain")
        page.click("text=+ Add")
        page.wait_for_selector("#queue >> text=torticollis")
        assert wait_for(served, page, 1) == [("add", "symptom", "present")]

    def test_queue_is_a_listbox_that_names_its_active_line(self, look):
        page = look(FEVER)
        page.keyboard.press("j")
        at(page, AGE)
        assert page.get_attribute("#queue", "role") == "listbox"
        assert page.get_attribute("#queue", "aria-activedescendant") == f"r-{AGE}"
        assert page.locator('#queue [aria-selected="true"]').count() == 1


class TestWithoutScript:
    """Plain forms do it too."""

    def test_decide_undo_and_filter(self, look, served):
        page = look(AGE, java_script_enabled=False)
        page.click("text=Accept run B")
        page.wait_for_selector("#toast >> text=accepted 7 years")
        page.click("#undo button")
        page.wait_for_selector("#toast >> text=undone: accepted 7 years")
        page.click("#redo button")
        page.wait_for_selector("#toast >> text=redone")
        page.select_option("select[name=state]", "accepted")
        page.click("text=Apply")
        wait_for_count(page, "#queue .row", 1)
        page.fill("#value", "9 years")
        page.fill("#note", "as in the table")
        page.click("[value=correct]")
        wait_for(served, page, 4)
        found = read_ledger(served.path).decisions[-1]
        assert (found.action, found.new_value, found.note) == (
            "correct",
            "9 years",
            "as in the table",
        )

    def test_row_leads_to_its_card(self, look):
        page = look(AGE, java_script_enabled=False)
        page.click(f"#r-{BACK}")
        at(page, BACK)
        wait_for_text(page, "#text .m.b", "A woman of 60 had back pain.")


def test_hostile_text_is_shown_and_does_nothing(tmp_path, browser):
    pytest.importorskip("flask")
    evil = '</script><script>document.title="stolen"</script><img src="http://x.invalid/a" onerror="document.title=1">'
    text = f"Case\n\nHe said {evil} once."
    facts = [told(f"He said {evil} once.", "diagnosis", text, concept=evil)]
    run = make_run(tmp_path / "evil", facts, {"one": text})
    served = Served(open_board(run), tmp_path / "l.jsonl")
    try:
        page = browser.open(f"{served.address}/?text=said")
        page.wait_for_selector("#text .m.b")
        assert page.inner_text("#text .m.b") == f"He said {evil} once."
        page.keyboard.press("a")
        wait_for(served, page, 1)
        page.wait_for_selector("#toast >> text=accepted present")
        assert page.title() == "Review of evil"
        assert [u for u in browser.requests(page) if "invalid" in u] == []
        assert browser.faults(page) == []
        page.close()
    finally:
        served.stop()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 700])
def test_axe_finds_no_serious_violation(look, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = look(AGE, color_scheme=scheme, viewport={"width": width, "height": 900})
    page.wait_for_selector("#text .heading")
    page.keyboard.press("a")
    page.wait_for_selector("#toast >> text=accepted")
    page.keyboard.press("?")
    page.wait_for_timeout(400)
    found = axe.Axe().run(page).response["violations"]
    serious = [
        (v["id"], [n["html"][:120] for n in v["nodes"]][:3])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == []
