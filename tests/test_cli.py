"""Each command parses, calls one function, prints; a fault is one line on stderr."""

import errno
import json
import os
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import cli
from tests.fakes import FakeExtractor

Maker = Callable[..., Path]
COMMANDS = sorted(
    command.name or command.callback.__name__ for command in cli.app.registered_commands
)
CASE = "Patient 1: symptom fever. Patient 1: age = 44 years."


@pytest.fixture(autouse=True)
def fake_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the fake in the place of the real extractor, without loading spaCy."""
    module = types.ModuleType("pipeline.extract")
    module.Extractor = lambda pack, *, model: FakeExtractor()  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pipeline.extract", module)


def test_the_commands_are_those_of_the_manual() -> None:
    assert COMMANDS == [
        "accept",
        "agreement",
        "check",
        "compare",
        "diff",
        "evaluate",
        "export",
        "extract",
        "gold",
        "import-decisions",
        "import-reader",
        "inspect",
        "report",
        "review",
        "version",
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([command, "--help"]) == 0
    assert f"Example: caseseries {command}" in capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_shows_every_command(command: str, project: Path) -> None:
    readme = project / "README.md"
    if not readme.exists():
        pytest.skip("no README.md in this copy")
    assert f"caseseries {command}" in readme.read_text(encoding="utf-8")


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([]) == 0
    assert "extract" in capsys.readouterr().out


def test_extract_writes_the_tables_and_says_so(
    small_pack: Maker, corpus: Maker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = corpus({"a.txt": CASE, "empty[red].txt": ""}), tmp_path / "out"
    arguments = ["extract", str(folder), "--out", str(out), "--pack", str(small_pack())]
    assert cli.run(arguments) == 0
    said = capsys.readouterr().out
    assert "1  article read in" in said
    assert "1 case report)" in said
    assert "2  facts, each with its quote" in said
    assert "empty[red].txt  empty file; remove it or fetch it again" in said
    assert f"Tables in {out}" in said
    assert "\x1b" not in said
    assert (out / "cases.csv").is_file()


def test_extract_passes_its_options_on(
    small_pack: Maker, corpus: Maker, tmp_path: Path
) -> None:
    folder, out = corpus({"a.txt": CASE, "b.txt": CASE, "c.md": CASE}), tmp_path / "out"
    options = [
        "--exclude",
        "b.*",
        "--include",
        "*.txt",
        "--max-mb",
        "1",
        "--workers",
        "1",
    ]
    arguments = ["extract", str(folder), "--out", str(out), "--pack", str(small_pack())]
    assert cli.run([*arguments, *options]) == 0
    assert [path.name for path in (out / "texts").iterdir()] == ["a.txt"]


def test_extract_that_reads_nothing_is_told_by_its_exit_code(
    small_pack: Maker, corpus: Maker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = corpus({"a.txt": ""}), tmp_path / "out"
    arguments = ["extract", str(folder), "--out", str(out), "--pack", str(small_pack())]
    assert cli.run(arguments) == 1
    assert (out / "documents.csv").is_file()
    assert f"{out}/documents.csv says of every file why" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (
            ["extract", "nowhere", "--out", "x", "--pack", "PACK"],
            "nowhere: no such folder",
        ),
        (
            ["extract", ".", "--out", "x", "--pack", "nopack"],
            "nopack: no such pack folder",
        ),
        (["check", "--pack", "nopack"], "nopack: no such pack folder"),
        (["inspect", "nowhere.txt", "--pack", "PACK"], "nowhere.txt: no such file"),
        (["evaluate", "nogold", "noout"], "nogold: "),
        (["extract", "nowhere"], "Missing option '--out'"),
        (["extract"], "Missing argument"),
        (["extrct"], "No such command 'extrct'"),
        (["extract", "a", "--out", "b", "--wrkers", "2"], "No such option: --wrkers"),
        (
            ["extract", "a", "--out", "b", "--workers", "x"],
            "Invalid value for '--workers'",
        ),
        (["extract", "a", "--out", "b", "--max-mb", "nan"], "value for '--max-mb'"),
        (["extract", "a", "--out", "b", "--max-mb", "0"], "value for '--max-mb'"),
        (["extract", "a", "--out", "b", "--max-seconds", "-1"], "'--max-seconds'"),
        (["extract", "", "--out", "b"], "an argument is empty; name a file or folder"),
    ],
)
def test_a_fault_is_one_line_and_exit_code_2(
    small_pack: Maker,
    arguments: list[str],
    complaint: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pack = str(small_pack())
    assert cli.run([pack if a == "PACK" else a for a in arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("caseseries: ")
    assert complaint in told.err
    assert told.err.count("\n") == 1


def test_spaces_and_foreign_letters_in_names_do_no_harm(
    small_pack: Maker, corpus: Maker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = corpus(
        {"Fall 1 – Müller (é).txt": CASE, "症例.txt": CASE}, name="die Fälle"
    )
    out = tmp_path / "mes sorties é"
    arguments = ["extract", str(folder), "--out", str(out), "--pack", str(small_pack())]
    assert cli.run(arguments) == 0
    assert f"Tables in {out}:" in capsys.readouterr().out
    names = {path.name for path in (out / "texts").iterdir()}
    assert names == {"Fall 1 – Müller (é).txt", "症例.txt"}


def test_a_full_disk_is_one_line_and_leaves_the_old_outputs(
    small_pack: Maker,
    corpus: Maker,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, out = corpus({"a.txt": CASE}), tmp_path / "out"
    arguments = ["extract", str(folder), "--out", str(out), "--pack", str(small_pack())]
    cli.run(arguments)
    before = (out / "cases.csv").read_bytes()

    def fill(path: Path, codebook: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr("pipeline.run.write_codebook", fill)
    (folder / "a.txt").write_text("Patient 1: age = 7 years.")
    capsys.readouterr()
    assert cli.run(arguments) == 2
    told = capsys.readouterr().err
    assert "codebook.csv: No space left on device; check the path, rights" in told
    assert told.count("\n") == 1
    assert (out / "cases.csv").read_bytes() == before
    assert [path.name for path in tmp_path.glob(".out*")] == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
@pytest.mark.parametrize("name", ["small/lexicon/concepts.tsv", "corpus", "ro"])
def test_what_the_rights_forbid_is_one_line_and_exit_code_2(
    small_pack: Maker,
    corpus: Maker,
    tmp_path: Path,
    name: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, pack = corpus({"a.txt": CASE}), small_pack()
    (tmp_path / "ro").mkdir()
    (tmp_path / name).chmod(0o500 if name == "ro" else 0)
    out = tmp_path / "ro" / "out"
    arguments = ["extract", str(folder), "--out", str(out), "--pack", str(pack)]
    assert cli.run(arguments) == 2
    told = capsys.readouterr().err
    (tmp_path / name).chmod(0o700)
    assert str(tmp_path / name) in told
    assert told.count("\n") == 1


def test_the_next_step_names_the_program_as_it_was_called(
    small_pack: Maker,
    corpus: Maker,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, out = corpus({"a.txt": CASE}), tmp_path / "out"
    arguments = ["extract", str(folder), "--out", str(out), "--pack", str(small_pack())]
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "argv", [".venv/bin/caseseries", *arguments])
    assert cli.run(arguments) == 0
    assert "`.venv/bin/caseseries inspect FILE`" in capsys.readouterr().out


def test_an_interrupt_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.run.run_corpus", interrupt)
    assert cli.run(["extract", "a", "--out", "b"]) == 130
    assert capsys.readouterr().err.startswith("caseseries: interrupted")


def test_inspect_shows_what_was_understood(
    small_pack: Maker, corpus: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        f"# The stone girl\n\n{CASE} Patient 1: intervention fusion @C3-C4 (declined)."
    )
    folder = corpus({"a.md": f"{text} Claim cause: rest.\n"})
    assert cli.run(["inspect", str(folder / "a.md"), "--pack", str(small_pack())]) == 0
    said = capsys.readouterr().out
    for part in (
        "The stone girl",
        "Patient 1",
        "age_years",
        "“Patient 1: symptom fever.”",
        "fusion declined · C3-C4",
        "cause: rest",
    ):
        assert part in said


def test_inspect_of_a_refused_file_says_why(
    small_pack: Maker, corpus: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = corpus({"a.txt": ""})
    assert cli.run(["inspect", str(folder / "a.txt"), "--pack", str(small_pack())]) == 1
    assert "empty file" in capsys.readouterr().out


def test_text_of_an_article_cannot_steer_the_terminal(
    small_pack: Maker, corpus: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = "Patient 1: symptom [bold]fe\x1b[31mver[/bold]."
    folder = corpus({"a.txt": f"Some words of prose come first here.\n\n{hostile}\n"})
    assert cli.run(["inspect", str(folder / "a.txt"), "--pack", str(small_pack())]) == 0
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "[bold]fe" in said


def test_check_lists_faults_and_exits_1(
    small_pack: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small_pack()
    (folder / "lexicon" / "moods.tsv").write_text("term\n")
    assert cli.run(["check", "--pack", str(folder)]) == 1
    assert capsys.readouterr().out.startswith("moods.tsv: no [lexicon.moods]")


def test_check_of_a_sound_pack_counts_what_it_holds(
    small_pack: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["check", "--pack", str(small_pack())]) == 0
    assert "3 lexicons, 5 rows, 5 concepts: no faults" in capsys.readouterr().out


def test_evaluate_prints_figures(
    small_pack: Maker, corpus: Maker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out, gold = corpus({"a.txt": CASE}), tmp_path / "out", tmp_path / "gold"
    cli.run(["extract", str(folder), "--out", str(out), "--pack", str(small_pack())])
    gold.mkdir()
    patient = {"label": "1", "age_years": 44.0, "symptoms": ["cough"]}
    whole = {"id": "a", "doc_type": "case_report", "patients": [patient]}
    (gold / "a.json").write_text(json.dumps(whole))
    capsys.readouterr()
    assert cli.run(["evaluate", str(gold), str(out), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["age"]["f1"], figures["symptoms"]["f1"]) == (1.0, 0.0)
    page = tmp_path / "errors.html"
    command = ["evaluate", str(gold), str(out), "--errors", "symptoms"]
    assert cli.run([*command, "--html", str(page)]) == 0
    assert "cough" in capsys.readouterr().out
    assert "cough" in page.read_text(encoding="utf-8")


def test_version_names_program_and_pack(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["version"]) == 0
    assert "pack spine" in capsys.readouterr().out


def test_help_loads_nothing_heavy() -> None:
    heavy = "numpy pandas spacy scispacy lxml rich pipeline.run pipeline.readers"
    script = (
        "import sys, pipeline.cli as cli; cli.run(['--help']);"
        f"print(sorted(set({heavy.split()}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"


def test_a_reader_who_has_read_enough_leaves_no_noise(project: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "version"],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(project)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        noise = process.stderr.read()
    assert (process.returncode, noise) == (cli.CUT_SHORT, b"")
