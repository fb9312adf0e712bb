"""What people and programs are shown of an evaluation."""

import json
from html.parser import HTMLParser

import pytest

from pipeline.errors import CaseSeriesError
from pipeline.score import render_html, render_json, render_text
from pipeline.score.page import highlight
from pipeline.score.records import (
    FIELDS,
    Evaluation,
    Fault,
    FieldError,
    FieldScore,
    Quote,
)

_QUOTE = Quote("A <b>mass</b> & a cyst.", "imaging", "findings.tsv#mass")


@pytest.fixture
def evaluation() -> Evaluation:
    """Return figures with one invention and one miss in `findings`."""
    nothing = FieldScore.of(0, 0, 0)
    faults = (
        Fault("missed", "cyst", "in the text, not read"),
        Fault("extra", "mass", "not in the gold", (_QUOTE,)),
    )
    return Evaluation(
        dict.fromkeys(FIELDS, nothing) | {"findings": FieldScore.of(3, 1, 1)},
        FieldScore.of(3, 1, 1),
        FieldScore.of(3, 1, 1),
        {"claims": FieldScore.of(1, 0, 0)},
        kind_accuracy=0.5,
        missing_docs=1,
        invented_patient_rate=0.25,
        n_docs=2,
        errors=(FieldError("findings", "doc-1", "2", faults),),
    )


def test_precision_recall_and_f1_come_from_the_counts() -> None:
    score = FieldScore.of(6, 2, 4)  # 6/8, 6/10, 12/18
    assert (score.p, score.r, score.f1, score.n) == (0.75, 0.6, 0.667, 10)


def test_pooled_figures_add_the_counts() -> None:
    score = FieldScore.pooled([FieldScore.of(1, 0, 1), FieldScore.of(3, 2, 0)])
    assert (score.tp, score.fp, score.fn, score.f1) == (4, 2, 1, 0.727)


def test_nothing_to_score_is_zero_not_an_error() -> None:
    assert FieldScore.of(0, 0, 0).f1 == FieldScore.pooled([]).f1 == 0.0


def test_the_table_has_a_line_per_field(evaluation: Evaluation) -> None:
    lines = render_text(evaluation).splitlines()
    assert [line.split()[0] for line in lines[1:19]] == list(FIELDS)
    assert "findings            0.750   0.750   0.750      4" in lines


def test_errors_show_value_cause_and_quote(evaluation: Evaluation) -> None:
    assert render_text(evaluation, "findings").splitlines() == [
        "doc-1 2",
        "    missed: cyst  (in the text, not read)",
        "    extra: mass  (not in the gold)",
        "        “A <b>mass</b> & a cyst.”  [imaging · findings.tsv#mass]",
        "",
        "    1  extra: not in the gold",
        "    1  missed: in the text, not read",
    ]


def test_a_field_without_errors_says_so(evaluation: Evaluation) -> None:
    assert render_text(evaluation, "age") == "age: no errors\n"


def test_an_unknown_field_is_an_error(evaluation: Evaluation) -> None:
    with pytest.raises(CaseSeriesError, match="no field 'colour' to score; take one"):
        render_text(evaluation, "colour")


def test_json_holds_errors_only_when_asked(evaluation: Evaluation) -> None:
    plain = json.loads(render_json(evaluation))
    asked = json.loads(render_json(evaluation, "findings"))
    assert plain["findings"]["f1"] == 0.75
    assert plain["invented_patient_rate"] == 0.25
    assert "errors" not in plain
    assert asked["errors"][0]["extra"] == ["mass"]


def test_the_page_escapes_the_quote_and_marks_the_word(
    evaluation: Evaluation,
) -> None:
    page = render_html(evaluation)
    assert "A &lt;b&gt;<mark>mass</mark>&lt;/b&gt; &amp; a cyst." in page
    assert "<script" not in page
    assert "http" not in page
    assert "prefers-color-scheme: dark" in page


def test_the_page_closes_what_it_opens(evaluation: Evaluation) -> None:
    class Balance(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.open: list[str] = []

        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag != "meta":
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    balance = Balance()
    balance.feed(render_html(evaluation, title="a < b"))
    assert balance.open == []


@pytest.mark.parametrize(
    ("text", "value", "marked"),
    [
        (
            "Calcified disc at C4/5.",
            "calcification",
            "<mark>Calcified</mark> disc at C4/5.",
        ),
        ("Disc at C4/5.", "C4-C5", "Disc at <mark>C4/5</mark>."),
        ("She was well.", "resolved", "<mark>She was well.</mark>"),
        ("CT: a mass.", "ct: mass", "CT: a <mark>mass</mark>."),
    ],
)
def test_the_words_of_the_answer_are_marked(text: str, value: str, marked: str) -> None:
    assert highlight(text, value) == marked
