"""A fault of the gold or of the outputs names the file and the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.errors import GoldError, OutputError
from pipeline.score import evaluate

if TYPE_CHECKING:
    from pathlib import Path

    from tests.score.conftest import Bench


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", r"a\.json: not valid JSON"),
        ("[]", r"a\.json: not a JSON object"),
        ('{"doc_type": "other", "patients": {}}', r"'patients' is not a list"),
        ('{"doc_type": "other", "patients": [1]}', r"something not an object"),
        ('{"doc_type": "other", "patients": [{}]}', r"'label' is missing"),
        ('{"doc_type": "other", "document": 3}', r"'document' is not an object"),
        (
            '{"doc_type": "x", "patients": [{"label": "1", "age_years": "9"}]}',
            r"a\.json: patient 1: age_years is '9', not a number",
        ),
        (
            '{"doc_type": "x", "patients": [{"label": "1", "sex": 1}]}',
            r"a\.json: patient 1: sex is 1, not a word",
        ),
        ('{"id": "a"}', r"no gold file matches"),
    ],
)
def test_faults_of_the_gold_name_file_and_next_step(
    bench: Bench, content: str, message: str
) -> None:
    (bench.gold / "a.json").write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=message):
        bench.evaluate()


def test_a_missing_gold_folder_is_an_error(bench: Bench, tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no such gold folder"):
        evaluate(tmp_path / "nowhere", bench.out)


def test_a_missing_table_names_the_next_step(bench: Bench) -> None:
    bench.expect({})
    with pytest.raises(OutputError, match=r"documents\.csv: missing; run `make"):
        evaluate(bench.gold, bench.out)


def test_a_missing_outputs_folder_is_an_error(bench: Bench, tmp_path: Path) -> None:
    bench.expect({})
    with pytest.raises(OutputError, match="no such outputs folder"):
        evaluate(bench.gold, tmp_path / "nowhere")


def test_a_missing_column_is_an_error(bench: Bench) -> None:
    bench.expect({})
    bench.tables["cases"] = "case_id,doc_id\na#1,a"
    with pytest.raises(OutputError, match=r"cases\.csv: no column 'patient'"):
        bench.evaluate()


def test_a_table_that_is_not_text_is_an_error(bench: Bench) -> None:
    bench.expect({})
    bench.evaluate()
    (bench.out / "facts.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(OutputError, match=r"facts\.csv: not a UTF-8 CSV"):
        evaluate(bench.gold, bench.out)
