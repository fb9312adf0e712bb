"""`caseseries review`: what the command says when it cannot start, and when it can."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from pipeline import cli
from tests.curation.review.conftest import NOW, TEXTS, make_run


@pytest.fixture
def run(tmp_path):
    pytest.importorskip("flask")
    return make_run(tmp_path / "run", NOW, TEXTS)


def test_folder_without_a_run_is_told(tmp_path, capsys):
    assert cli.run(["review", str(tmp_path / "none")]) == 2
    assert "no such outputs folder" in capsys.readouterr().err


def test_missing_library_names_the_extra(run, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "flask", None)
    monkeypatch.setitem(sys.modules, "werkzeug.serving", None)
    assert cli.run(["review", str(run), "--port", "0"]) == 2
    assert "pip install 'caseseries[review]'" in capsys.readouterr().err


def test_taken_port_is_told(run, capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert cli.run(["review", str(run), "--port", str(port)]) == 2
    assert (
        f"127.0.0.1:{port}: Address already in use; name another"
        in capsys.readouterr().err
    )


def test_export_writes_one_page(run, tmp_path, capsys):
    page = tmp_path / "review.html"
    assert cli.run(["review", str(run), "--export", str(page)]) == 0
    assert "22 items" not in capsys.readouterr().err
    assert page.read_text("utf-8").startswith("<!doctype html>")


def test_it_says_its_address_and_ends_with_ctrl_c(run, tmp_path):
    command = [sys.executable, "-m", "pipeline.cli", "review", str(run), "--port", "0"]
    command += ["--ledger", str(tmp_path / "l.jsonl")]
    with subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ,
        preexec_fn=_heed_interrupts,
    ) as done:
        try:
            address = done.stderr.readline().split()[0]
            assert address.startswith("http://127.0.0.1:")
            with urllib.request.urlopen(address, timeout=60) as page:
                assert page.status == 200
            done.send_signal(signal.SIGINT)
            assert done.wait(timeout=60) == 0
        finally:
            done.kill()  # a server that stays would be waited for without end


def _heed_interrupts():
    """Undo what a shell does to jobs in the background: they ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
