"""A run becomes the accepted one whole or not at all, and only when asked."""

import pytest

from pipeline import cli
from pipeline.curation.accept import accept_run
from pipeline.curation.diff import diff_runs
from pipeline.errors import OutputError
from tests.curation.conftest import AGE, BOY


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_accepted_run_is_the_run(runs, tmp_path):
    run, accepted = runs.write("new", BOY), tmp_path / "outputs" / "accepted"
    accept_run(run, accepted)
    assert contents(accepted) == contents(run)
    assert diff_runs(accepted, run).changes == ()


def test_accepting_replaces_the_former_run(runs, tmp_path):
    accepted = tmp_path / "accepted"
    accept_run(runs.write("old", [AGE], texts={"gone": "x", "one": "y"}), accepted)
    accept_run(runs.write("new", BOY), accepted)
    assert contents(accepted) == contents(runs.new)
    assert [path.name for path in tmp_path.glob(".accepted*")] == []


def test_what_a_report_wrote_beside_the_tables_is_left_out(runs, tmp_path):
    run = runs.write("new", BOY)
    (run / "report.html").write_text("x", encoding="utf-8")
    accept_run(run, tmp_path / "accepted")
    assert "report.html" not in contents(tmp_path / "accepted")


def test_without_a_run_nothing_is_accepted(tmp_path):
    with pytest.raises(OutputError, match="run: no run to accept; run `make extract`"):
        accept_run(tmp_path / "run", tmp_path / "accepted")
    assert not (tmp_path / "accepted").exists()


def test_folder_that_is_no_run_is_not_accepted(runs, tmp_path):
    accepted = tmp_path / "accepted"
    accept_run(runs.write("old", BOY), accepted)
    (tmp_path / "empty").mkdir()
    with pytest.raises(OutputError, match=r"codebook\.csv: missing"):
        accept_run(tmp_path / "empty", accepted)
    assert contents(accepted) == contents(runs.old)


def test_run_is_not_accepted_onto_itself(runs):
    run = runs.write("new", BOY)
    with pytest.raises(OutputError, match="is the accepted folder"):
        accept_run(run, run)
    assert contents(run)


def test_files_no_run_has_written_are_never_lost(runs, tmp_path):
    accepted = tmp_path / "accepted"
    accept_run(runs.write("new", BOY), accepted)
    (accepted / "thesis.docx").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match=r"holds thesis\.docx"):
        accept_run(runs.new, accepted)
    assert (accepted / "thesis.docx").is_file()


def test_interrupt_leaves_the_former_run(runs, tmp_path, monkeypatch):
    accepted = tmp_path / "accepted"
    accept_run(runs.write("old", [AGE]), accepted)

    def interrupt(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("shutil.copytree", interrupt)
    with pytest.raises(KeyboardInterrupt):
        accept_run(runs.write("new", BOY), accepted)
    assert contents(accepted) == contents(runs.old)


def test_command_says_what_it_kept(runs, tmp_path, capsys):
    run = runs.write("new", BOY)
    assert cli.run(["accept", str(run), "--to", str(tmp_path / "accepted")]) == 0
    assert f"{tmp_path / 'accepted'}: 10 files" in capsys.readouterr().out
