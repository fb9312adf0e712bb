"""README.md keeps what it promises: commands, links, table, quick starts, limits."""

import contextlib
import io
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import typer

from pipeline import cli
from pipeline.check import check_pack
from pipeline.limits import Limits
from pipeline.score import FIELDS
from tests import readme

TEXT = readme.README.read_text(encoding="utf-8")
EXAMPLES = sorted(set(re.findall(r"`(caseseries \w[^`|\\]*)", TEXT)))
COMMANDS = sorted(
    command.name or command.callback.__name__ for command in cli.app.registered_commands
)
EXISTING = ("corpus", "models/", "tests/", "outputs")
#: What using the program makes.
MADE = re.compile("outputs/(run|accepted)")


def block(language: str) -> str:
    """Return the one code block of a language."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
    return str(found)


@pytest.fixture
def beside_outputs(sample_run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand where `outputs/run` is the run of the samples."""
    monkeypatch.chdir(sample_run.parents[1])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_there_with_an_example(command: str) -> None:
    assert any(line.split()[1] == command for line in EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_a_command_the_program_takes(example: str) -> None:
    _, name, *arguments = shlex.split(example)
    group = typer.main.get_command(cli.app)
    with group.make_context("caseseries", [name, *arguments]) as context:
        command = group.get_command(context, name)  # type: ignore[attr-defined]
        command.make_context(name, arguments)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_paths_of_the_examples_exist(example: str, project: Path) -> None:
    paths = [word for word in shlex.split(example)[2:] if word.startswith(EXISTING)]
    missing = [p for p in paths if not (project / p).exists() and not MADE.search(p)]
    assert missing == []


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)]+)\)", TEXT))))
def test_every_link_to_a_file_leads_somewhere(link: str, project: Path) -> None:
    assert link.startswith("https://") or (project / link).exists()


def test_every_target_of_make_that_it_names_exists(project: Path) -> None:
    makefile = (project / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^    |`)make ([a-z]+)", TEXT, re.MULTILINE))
    assert {"extract", "test", "check"} <= named
    assert [t for t in named if f"\n{t}: " not in makefile] == []


def test_the_table_is_what_the_program_makes_of_the_samples(sample_run: Path) -> None:
    (shown,) = readme.BLOCK.findall(TEXT)
    assert shown == readme.table(sample_run), "`make readme` renews it: look at it"


def test_the_picture_shows_a_sample_and_fetches_nothing() -> None:
    picture = readme.PICTURE.read_text(encoding="utf-8")
    assert readme.PICTURED in picture
    assert ">symptom" in picture.replace("&#160;", "")
    assert "url(http" not in picture


def test_the_limits_are_those_of_the_program() -> None:
    limits = Limits()
    rows = (
        f"| size | {limits.max_bytes // 1_000_000} MB | `--max-mb` |",
        f"| time per article | {limits.max_seconds:g} s | `--max-seconds`",
        f"| length of an article | {limits.max_characters:,} characters |",
        f"| members of an archive | {limits.max_members:,} |",
        f"| an archive, unpacked | {limits.max_unpacked_bytes // 10**9} GB |",
    )
    assert [row for row in rows if row not in TEXT] == []


@pytest.mark.parametrize("code", [0, 1, 2, cli.INTERRUPTED, cli.CUT_SHORT])
def test_every_exit_code_is_explained(code: int) -> None:
    assert f"\n| {code} | " in TEXT


def test_every_file_of_a_run_is_explained(sample_run: Path) -> None:
    names = [path.name for path in sample_run.iterdir() if path.is_file()]
    assert [name for name in names if f"\n| `{name}` | " not in TEXT] == []


def test_every_figure_has_its_row() -> None:
    _, figures = re.split(r"<!-- /?figures -->\n", TEXT)[:2]
    rows = re.findall(r"^\| (\w+) \|", figures, re.MULTILINE)
    assert rows[1:] == [*FIELDS, "core", "all"]


def test_the_example_of_a_new_term_is_a_sound_row(
    project: Path, tmp_path: Path
) -> None:
    (added,) = re.findall(r"printf '(.+)' >> models/spine/(\S+)", TEXT)
    row = added[0].encode().decode("unicode_escape")
    pack = shutil.copytree(project / "models" / "spine", tmp_path / "spine")
    with (pack / added[1]).open("a", encoding="utf-8", newline="") as lexicon:
        lexicon.write(row)
    assert check_pack(pack, build=False) == ()


@pytest.mark.usefixtures("beside_outputs")
def test_the_pandas_quick_start_runs() -> None:
    said, names = io.StringIO(), {}
    with contextlib.redirect_stdout(said):
        exec(compile(block("python"), "README.md", "exec"), names)
    assert str(names["cases"]["n_levels"].dtype) == "Int64"
    assert str(names["cases"]["age_years"].dtype) == "float64"
    assert "tumoral calcinosis" in said.getvalue()
    assert "Excision of the mass was advised, but she refused it." in set(
        names["declined"]["quote"]
    )


@pytest.mark.usefixtures("beside_outputs")
def test_the_duckdb_quick_start_runs() -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed here")
    with duckdb.connect() as base:
        declined = base.execute(block("sql")).fetchall()
        types = base.execute("SELECT typeof(year), typeof(age_years) FROM cases")
        assert types.fetchone() == ("INTEGER", "DOUBLE")
    assert "Excision of the mass was advised, but she refused it." in {
        quote for _, _, quote in declined
    }


@pytest.mark.usefixtures("beside_outputs")
def test_the_r_quick_start_runs() -> None:
    if not shutil.which("Rscript"):
        pytest.skip("R is not installed here")
    done = subprocess.run(
        ["Rscript", "-e", block("r")], capture_output=True, text=True, timeout=300
    )
    if "there is no package" in done.stderr:
        pytest.skip("readr is not installed here")
    assert done.returncode == 0, done.stderr
    assert re.search(r"dialysis-tumoral-calcinosis#2\s+excision", done.stdout)


@pytest.mark.parametrize("name", ["cases", "facts", "claims", "documents"])
def test_no_cell_says_that_nothing_is_reported(sample_run: Path, name: str) -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.read_csv(sample_run / f"{name}.csv", keep_default_na=False)
    assert not table.isin(["NA", "NR", "None", "nan", "unknown"]).any(axis=None)
