"""The report: what it counts, where its numbers lead, what it never does."""

import csv
import re
import time
from html import unescape
from pathlib import Path

import pytest

from pipeline.analysis.report.write import write_report
from tests.browser import wait_for_count, wait_for_text
from tests.runs import quoted_fact, write_run

TEXT = "A boy of 7 had neck pain. 😀 CT showed calcification at C4-C5. He recovered."
BOY = {
    "doc_id": "one",
    "patient": 1,
    "first_author": "Ana Brook",
    "year": 2011,
    "age_years": 7,
    "age_group": "child",
    "sex": "male",
    "lesion_levels": "C4-C5",
    "regions": "cervical",
    "symptoms": "neck pain",
    "interventions": "observation",
    "intervention_kinds": "conservative",
    "outcome": "resolved",
}
HOSTILE = '=1+1 </script><script>document.title="stolen"</script>\u202e"<b>&amp;'


@pytest.fixture
def boy(tmp_path):
    place = {"case_id": "one#1"}
    facts = [
        quoted_fact(TEXT, "A boy of 7", field="age", value=7, unit="years", **place),
        quoted_fact(
            TEXT,
            "CT showed calcification at C4-C5.",
            field="imaging",
            concept="calcification",
            modality="CT",
            levels="C4-C5",
            **place,
        ),
    ]
    return write_run(tmp_path / "run", cases=[BOY], facts=facts, texts={"one": TEXT})


def page_of(folder: Path) -> str:
    write_report(folder)
    return (folder / "report.html").read_text(encoding="utf-8")


def test_report_stands_beside_its_tables(boy):
    names = [path.name for path in write_report(boy)]
    assert names == [
        "report.html",
        "table1.csv",
        "literature_table.csv",
        "literature_table.docx",
        "appraisal.csv",
    ]
    assert all((boy / name).stat().st_size for name in names)


def test_same_run_gives_the_same_bytes_at_any_time(boy, monkeypatch):
    first = {path.name: path.read_bytes() for path in write_report(boy)}
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    assert first == {path.name: path.read_bytes() for path in write_report(boy)}


def test_literature_table_says_nr_and_explains_it(boy):
    write_report(boy)
    with (boy / "literature_table.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["Author"] == "Ana Brook"
    assert row["Age, years"] == "7"
    assert row["Follow-up, months"] == "NR"
    assert "NR: not reported." in page_of(boy)


def test_report_asks_nothing_of_the_network(boy):
    page = page_of(boy)
    assert "default-src 'none'" in unescape(page)
    own = page[: page.index('<script type="application/json"')]
    assert not re.search(r'(?:src|href)="(?!#)', own.replace("xlink:", ""))


def test_plots_say_in_words_what_they_show(boy):
    page = page_of(boy)
    assert "Patients per level: C4-C5 1." in page
    assert "Age by sex. female: ; male: 0-9 years 1." in page
    assert "Patients by year: 2011 1." in page


@pytest.mark.parametrize(
    "cases",
    [[], [{"doc_id": "bare", "patient": 1}], [{**BOY, "age_years": None, "sex": None}]],
    ids=["no patient", "nothing reported", "age and sex unknown"],
)
def test_thin_series_gives_a_report(tmp_path, cases):
    page = page_of(write_run(tmp_path / "run", cases=cases))
    assert f"{len(cases)}</a> patient" in page or "0 patients" in page


def test_refused_file_stands_in_the_flow_with_its_reason(tmp_path):
    refused = {
        "doc_id": "locked",
        "source": "locked.pdf",
        "status": "rejected",
        "message": "needs a password",
    }
    page = page_of(write_run(tmp_path / "run", documents=[refused], cases=[BOY]))
    assert re.search(r">1</a> refused: <span[^>]*>needs a password<", page)


def test_text_of_an_article_is_never_markup(tmp_path):
    hostile = {**BOY, "first_author": HOSTILE, "symptoms": HOSTILE}
    document = {
        "doc_id": "one",
        "title": HOSTILE,
        "source": "one.txt",
        "status": "ok",
        "kind": "case_report",
    }
    run = write_run(
        tmp_path / "run", documents=[document], cases=[hostile], texts={"one": HOSTILE}
    )
    page = page_of(run)
    assert page.count("<script") == 2
    assert page.count("</script>") == 2
    assert '<script>document.title="stolen"' not in page


class TestInBrowser:
    """The page in Chromium."""

    @pytest.fixture
    def page(self, browser, boy):
        write_report(boy)
        page = browser.open(boy / "report.html")
        yield page
        assert browser.requests(page) == []
        assert browser.faults(page) == []

    def test_number_leads_to_cases_and_case_to_the_marked_quote(self, page):
        page.click("#files .box:nth-of-type(3) a")
        own = "patients of the authors' own: 1 patient"
        wait_for_text(page, "#panel-title", own)
        page.click("#panel li a")
        wait_for_text(page, "#panel-title", "Ana Brook 2011, patient 1")
        page.click("text=calcification · CT · C4-C5")
        wait_for_text(page, "mark.now", "CT showed calcification at C4-C5.")
        wait_for_count(page, "mark", 2)

    def test_back_and_escape_close_the_panel(self, page):
        page.click("#files .box:nth-of-type(3) a")
        page.wait_for_selector("#panel")
        page.keyboard.press("Escape")
        page.wait_for_selector("#panel", state="hidden")
        page.go_back()
        page.wait_for_selector("#panel")

    def test_count_in_a_plot_leads_to_its_cases(self, page):
        page.click("#levels svg a >> nth=-1")
        page.wait_for_selector("text=Level C4-C5: 1 patient")

    def test_filter_shows_lines_that_hold_every_word(self, page):
        page.fill("#filter", "brook giant")
        page.wait_for_selector("text=0 of 1 lines")
        page.fill("#filter", "BROOK neck")
        page.wait_for_selector("text=1 of 1 lines")

    def test_hostile_text_is_shown_and_does_nothing(self, browser, tmp_path):
        cases = [{**BOY, "first_author": HOSTILE, "diagnoses": HOSTILE}]
        facts = [
            quoted_fact(
                HOSTILE, HOSTILE, case_id="one#1", field="diagnosis", concept=HOSTILE
            )
        ]
        run = write_run(
            tmp_path / "bad", cases=cases, facts=facts, texts={"one": HOSTILE}
        )
        write_report(run)
        page = browser.open(run / "report.html")
        page.click(".literature tbody a")
        page.click("#panel li a")
        wait_for_text(page, "mark.now", HOSTILE)
        assert page.title() == "Case series"
        assert browser.requests(page) == []
        assert browser.faults(page) == []
