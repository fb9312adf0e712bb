"""What the differences look like: terminal, JSON, CSV, page; hostile text stays text."""

import csv
import io
import json

import pytest

from pipeline import cli
from pipeline.curation.diff_output import HEADER, render_csv, render_json
from pipeline.curation.diff_page import render_html
from pipeline.curation.diff_text import text_lines
from tests.curation.conftest import AGE, BOY, FEVER, PAIN, TEXT

HOSTILE = (
    '=1+1 </td></script><script>document.title="stolen"</script>\x1b[31m\u202e"\t\n@'
)
EVIL = {
    **FEVER,
    "concept": f"+{HOSTILE}",
    "quote": HOSTILE,
    "rule": f"@{HOSTILE}",
    "levels": f"-{HOSTILE}",
}


@pytest.fixture
def changed(diff):
    """Return a boy who is a year older, without fever, with a limp."""
    limp = {**PAIN, "concept": "limp", "fact_id": "limp"}
    return diff(BOY, [{**AGE, "value": "8"}, PAIN, BOY[3], limp])


@pytest.fixture
def evil(diff):
    return diff([AGE], [AGE, EVIL])


def lines(found, **options):
    return [line.plain for line in text_lines(found, **options)]


def test_terminal_tells_the_summary_first(changed):
    assert lines(changed)[:6] == [
        "3 changes in 1 document",
        "",
        "field    added  removed  changed",
        "age          0        0        1",
        "symptom      1        1        0",
        "",
    ]


def test_terminal_tells_both_sides_with_their_quotes(changed):
    said = lines(changed)
    start = said.index("one#1  age  [changed; unknown]")
    assert said[start + 1 : start + 3] == [
        "- 7 years  “A boy of 7 had neck pain.”",
        "+ 8 years  “A boy of 7 had neck pain.”",
    ]


def test_side_that_is_not_there_has_no_line(changed):
    said = lines(changed)
    start = said.index("one#1  symptom  fever  [removed; unknown]")
    assert said[start + 1] == "- absent  “He had no fever.”"
    assert said[start + 2 :] == []


def test_colours_tell_before_from_now(changed):
    styles = {
        line.plain[0]: str(line.spans[0].style)
        for line in text_lines(changed)
        if line.plain[:2] in ("- ", "+ ")
    }
    assert styles == {"-": "red", "+": "green"}


def test_summary_alone(changed):
    assert lines(changed, only_summary=True)[-1] == "Causes: unknown 3"


def test_no_change_is_one_line(diff):
    assert lines(diff(BOY, BOY)) == ["No changes (4 facts)"]


def test_changes_of_format_are_counted_apart(diff):
    found = diff([AGE, PAIN], [{**AGE, "value": "7.0"}, PAIN])
    assert lines(found)[0] == "1 change in 1 document, 1 of format only"


def test_hostile_text_is_inert_in_the_terminal(evil):
    said = "\n".join(lines(evil))
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "\t" not in said
    assert all(line.isprintable() for line in lines(evil))


def test_json_holds_everything(changed):
    content = json.loads(render_json(changed))
    assert content["summary"]["symptom"]["added"] == 1
    assert content["old"]["pack_sha256"] == "pack"
    assert content["new"]["n_facts"] == 4
    age = content["changes"][0]
    assert (age["class"], age["cause"], age["field"]) == ("changed", "unknown", "age")
    assert (age["old"]["value"], age["new"]["value"]) == ("7 years", "8 years")
    assert age["old"]["quote"] == "A boy of 7 had neck pain."
    assert (age["old"]["start"], age["old"]["end"]) == (0, 25)
    assert [c["old"] for c in content["changes"] if c["class"] == "added"] == [None]


def test_json_gives_hostile_text_back_and_cannot_steer_a_terminal(evil):
    text = render_json(evil)
    assert text.isascii()
    assert "\x1b" not in text
    assert json.loads(text)["changes"][0]["new"]["quote"] == HOSTILE


def test_csv_has_a_row_per_change(changed):
    rows = list(csv.DictReader(io.StringIO(render_csv(changed))))
    assert [(row["class"], row["field"], row["concept"]) for row in rows] == [
        ("changed", "age", ""),
        ("added", "symptom", "limp"),
        ("removed", "symptom", "fever"),
    ]
    assert rows[0]["old_value"] == "7 years"
    assert rows[2]["new_quote"] == ""
    assert rows[2]["old_quote"] == "He had no fever."


def test_csv_of_no_change_is_its_header(diff):
    assert render_csv(diff(BOY, BOY)) == ",".join(HEADER) + "\n"


def test_csv_starts_no_formula(evil):
    (row,) = csv.DictReader(io.StringIO(render_csv(evil)))
    assert not [cell for cell in row.values() if cell.startswith(tuple("=+-@\t\r"))]
    assert row["new_quote"] == f"'{HOSTILE}"


def test_page_tells_summary_values_and_quotes(changed):
    page = render_html(changed)
    assert "3 changes in 1 document." in page
    for part in ("7 years", "8 years", "He had no fever.", "limp"):
        assert part in page
    assert "<script" not in page


def test_page_of_no_change_says_so(diff):
    assert "No changes (4 facts)." in render_html(diff(BOY, BOY))


def test_page_never_takes_text_for_markup(evil):
    page = render_html(evil)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_page_asks_nothing_and_runs_nothing(evil, browser, tmp_path):
    path = tmp_path / "diff.html"
    path.write_text(render_html(evil), encoding="utf-8")
    page = browser.open(path)
    assert page.title() == "Changes between two runs"
    assert browser.requests(page) == []
    assert browser.faults(page) == []


def test_same_runs_give_the_same_bytes(changed):
    assert render_html(changed) == render_html(changed)
    assert render_json(changed) == render_json(changed)


@pytest.fixture
def two(runs):
    """Return the folders of two runs that differ in an age."""
    old = runs.write("old", BOY)
    return str(old), str(runs.write("new", [{**AGE, "value": "8"}, *BOY[1:]]))


def test_command_prints_plain_lines_in_a_pipe(two, capsys):
    assert cli.run(["diff", *two]) == 0
    said = capsys.readouterr().out
    assert "\n- 7 years  “A boy of 7 had neck pain.”\n+ 8 years" in said
    assert "\x1b" not in said


def test_command_breaks_no_line_in_a_pipe(runs, capsys):
    text = f"He had no fever {'and no cough ' * 60}at all."
    row = {**FEVER, "quote": text, "end": FEVER["start"] + len(text)}
    runs.write("old", [AGE], texts={"one": TEXT})
    runs.write("new", [AGE, row])
    assert cli.run(["diff", str(runs.old), str(runs.new)]) == 0
    assert f"+ absent  “{text}”\n" in capsys.readouterr().out


def test_command_prints_json(two, capsys):
    assert cli.run(["diff", *two, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["changes"]) == 1


def test_command_writes_page_and_table_and_prints_the_summary(two, tmp_path, capsys):
    page, table = tmp_path / "d.html", tmp_path / "d.csv"
    assert cli.run(["diff", *two, "--html", str(page), "--csv", str(table)]) == 0
    assert "8 years" in page.read_text(encoding="utf-8")
    assert table.read_bytes().count(b"\n") == 2
    assert "8 years" not in capsys.readouterr().out


@pytest.mark.parametrize("option", ["--html", "--csv"])
def test_file_that_cannot_be_written_is_named(two, tmp_path, option, capsys):
    path = tmp_path / "nowhere" / "file"
    assert cli.run(["diff", *two, option, str(path)]) == 2
    assert f"name another with {option}" in capsys.readouterr().err


def test_exit_code_tells_of_a_change_if_asked(two):
    assert cli.run(["diff", *two]) == 0
    assert cli.run(["diff", *two, "--exit-code"]) == 1
    assert cli.run(["diff", *two, "--exit-code", "--field", "symptom"]) == 0


def test_exit_code_passes_over_format(runs):
    runs.write("old", BOY)
    runs.write("new", [{**AGE, "value": "7.0"}, *BOY[1:]])
    assert cli.run(["diff", str(runs.old), str(runs.new), "--exit-code"]) == 0
