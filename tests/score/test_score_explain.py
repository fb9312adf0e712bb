"""Each error says why it happened, and shows the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.score.sentences import sentence_with

if TYPE_CHECKING:
    from tests.score.conftest import Bench


def test_an_invention_shows_the_quote_of_its_fact(bench: Bench) -> None:
    bench.expect({})
    bench.case()
    quote = "There was a mass at T9."
    bench.fact("imaging", "mass", quote=quote, rule="findings.tsv#mass")
    error = next(e for e in bench.evaluate().errors if e.field == "findings")
    assert (error.doc_id, error.patient, error.extra) == ("a", "1", ("mass",))
    assert [q.text for f in error.faults for q in f.quotes] == [quote]


@pytest.mark.parametrize(
    ("cells", "cause"),
    [
        ({"status": "absent"}, "read as absent"),
        ({"subject": "family"}, "read as said of family"),
        ({"case_id": "a#2"}, "given to another patient"),
    ],
)
def test_a_miss_tells_how_the_answer_was_read(
    bench: Bench, cells: dict[str, str], cause: str
) -> None:
    bench.expect({"symptoms": ["fever"]})
    bench.case()
    bench.fact("symptom", "fever", **cells)
    error = next(e for e in bench.evaluate().errors if e.field == "symptoms")
    assert [f.cause for f in error.faults] == [cause]


def test_a_finding_read_with_another_modality_says_so(bench: Bench) -> None:
    finding = {"modality": "CT", "finding": "mass", "status": "present"}
    bench.expect({"imaging": [finding]})
    bench.case()
    bench.fact("imaging", "mass", modality="MRI", quote="MRI showed a mass.")
    errors = {e.field: e.faults[0] for e in bench.evaluate().errors}
    fault = errors["modality_findings"]
    assert (fault.side, fault.value) == ("missed", "ct: mass")
    assert fault.cause == "read with another modality, or none"


def test_an_invention_filed_with_the_wrong_status_says_so(bench: Bench) -> None:
    bench.expect({"symptoms_denied": ["fever"]})
    bench.case(symptoms="fever")
    errors = {e.field: e.faults[0].cause for e in bench.evaluate().errors}
    assert errors["symptoms"] == "gold has it under denied"


def test_a_missed_word_of_the_text_is_shown_in_its_sentence(bench: Bench) -> None:
    bench.expect({"symptoms": ["fever"]})
    bench.case()
    (bench.out / "texts").mkdir()
    text = "He was well. Later fever rose. It went."
    (bench.out / "texts" / "a.txt").write_text(text, encoding="utf-8")
    fault = bench.evaluate().errors[0].faults[0]
    assert fault.cause == "in the text, not read"
    assert [q.text for q in fault.quotes] == ["Later fever rose."]


@pytest.mark.parametrize(
    ("level", "text", "is_found"),
    [
        ("C4-C5", "Seen at C4/5 only.", True),
        ("T9-T10", "The disc Th9–Th10 bulged.", True),
        ("C4", "A cyst lay in C4.", True),
        ("C4", "C45 is a code.", False),
        ("C4-C5", "C5-C6 was spared.", False),
    ],
)
def test_levels_are_looked_for_in_their_spellings(
    level: str, text: str, is_found: bool
) -> None:
    assert (sentence_with("levels", (level,), text) is not None) is is_found
