"""Rules of the assertion component: cues, scopes, subjects, on gold lines and alone."""

import re
import time
import warnings
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from scispacy.custom_tokenizer import combined_rule_tokenizer

from pipeline.errors import LexiconError
from pipeline.pack import read_rows
from pipeline.rules.assertion import AssertionMarker
from pipeline.rules.assertion_scope import Assertion, Assertions
from pipeline.rules.clauses import fold, read_tokens, split_clauses
from pipeline.rules.cues import CueBook
from pipeline.rules.sentences import Abbreviations, split_sentences

ROOT = Path(__file__).parents[2]
LEXICON = ROOT / "models" / "spine" / "lexicon"
COLUMNS = ["cue", "kind", "direction", "reach", "note"]
MARK = re.compile(r"\[([^|\]]+)\|(\w+)(?:,(\w+))?\]")


def abbreviation_rows():
    schema = {"columns": ["abbreviation", "before", "note"], "key": ["abbreviation"]}
    path = LEXICON / "sentence_abbreviations.tsv"
    return [dict(row.cells) for row in read_rows(path, schema)]


@pytest.fixture(scope="module")
def rows():
    schema = {"columns": COLUMNS, "key": ["cue"], "required": ["cue", "kind"]}
    return [dict(row.cells) for row in read_rows(LEXICON / "cues.tsv", schema)]


@pytest.fixture(scope="module")
def abbreviations():
    return Abbreviations.from_rows(abbreviation_rows())


@pytest.fixture(scope="module")
def book(rows):
    return CueBook.from_rows(rows)


def read_gold(path):
    """Yield (text, [(start, end, status, subject)]) from lines with [text|status]."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        text, mentions, position = "", [], 0
        for mark in MARK.finditer(line):
            text += line[position : mark.start()]
            start = len(text)
            text += mark[1]
            mentions.append((start, len(text), mark[2], mark[3] or "patient"))
            position = mark.end()
        yield text + line[position:], mentions


def score(path, book, abbreviations):
    """Return F1 of absent, accuracy of status and subject, and the failures."""
    tp = fp = fn = right = own = total = 0
    failures = []
    for text, mentions in read_gold(path):
        assertions = Assertions(text, split_sentences(text, abbreviations), book)
        for start, end, status, subject in mentions:
            found = assertions.at(start, end)
            total += 1
            tp += status == found.status == "absent"
            fp += status != "absent" == found.status
            fn += status == "absent" != found.status
            right += status == found.status
            own += subject == found.subject
            if (status, subject) != (found.status, found.subject):
                failures.append(
                    f"{text[start:end]}: want {status},{subject}, got {found.status},"
                    f"{found.subject} by {found.cue!r}: {text}"
                )
    return 2 * tp / (2 * tp + fp + fn), right / total, own / total, failures


GOLD = ROOT / "tests" / "gold"


@pytest.mark.parametrize(
    ("name", "size", "absent", "status"),
    [
        ("negation", 220, 0.97, 0.97),
        ("negation_second", 80, 0.97, 0.96),
        ("negation_third", 110, 0.97, 0.96),
        ("negation_fourth", 165, 0.97, 0.96),
    ],
)
def test_gold_lines(name, size, absent, status, book, abbreviations):
    path = GOLD / f"{name}.txt"
    assert sum(1 for _ in read_gold(path)) >= size
    f1, right, own, failures = score(path, book, abbreviations)
    print(
        f"absent F1 {f1:.3f}, status {right:.3f}, subject {own:.3f}",
        *failures,
        sep="\n",
    )
    assert f1 >= absent
    assert right >= status
    assert own >= 0.97


def at(text, mention, book):
    start = text.index(mention)
    return Assertions(text, [(0, len(text))], book).at(start, start + len(mention))


@pytest.mark.parametrize(
    ("text", "mention", "expected"),
    [
        ("There was a rash.", "rash", Assertion()),
        ("There was No rash.", "rash", Assertion("absent", "patient", "No")),
        (
            "The rash had resolved.",
            "rash",
            Assertion("present", "patient", "resolved", "resolved"),
        ),
        ("His aunt has gout.", "gout", Assertion("present", "family", "aunt")),
        (
            "A cyst couldn’t be seen.",
            "cyst",
            Assertion("absent", "patient", "couldn’t be seen"),
        ),
    ],
)
def test_assertion_names_its_cue(text, mention, expected, book):
    assert at(text, mention, book) == expected


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("He could not walk and had no rash.", "could not walk"),
        ("There was a loss of appetite without rash.", "loss of appetite"),
        ("She had an absence of reflexes.", "absence of reflexes"),
    ],
)
def test_cue_inside_the_mention_does_not_negate_it(text, mention, book):
    assert at(text, mention, book).status == "present"


@pytest.mark.parametrize(
    ("text", "mention", "status"),
    [
        ("No rash. Fever came.", "Fever", "present"),
        ("No rash\nFever", "Fever", "present"),
        ("He was well. No rash was seen.", "rash", "absent"),
    ],
)
def test_cues_stay_in_their_sentence(text, mention, status, book, abbreviations):
    assertions = Assertions(text, split_sentences(text, abbreviations), book)
    start = text.index(mention)
    assert assertions.at(start, start + len(mention)).status == status


def test_mention_outside_all_sentences_has_the_default(book):
    assert Assertions("", [], book).at(0, 0) == Assertion()


def test_component_works_alone(rows):
    nlp = spacy.blank("en")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # scispaCy's own pattern
        nlp.tokenizer = combined_rule_tokenizer(nlp)
    nlp.add_pipe("sentences", config={"abbreviations": abbreviation_rows()})
    nlp.add_pipe("assertion", config={"cues": rows})
    doc = nlp.get_pipe("sentences")(nlp.make_doc("No rash. His aunt had gout."))
    doc.spans["mentions"] = [doc[1:2], doc[6:7]]
    doc = nlp.get_pipe("assertion")(doc)
    marked = [(s.text, s._.status, s._.subject) for s in doc.spans["mentions"]]
    assert marked == [("rash", "absent", "patient"), ("gout", "present", "family")]


def test_component_leaves_a_doc_without_mentions(book):
    doc = spacy.blank("en").make_doc("No rash.")
    assert AssertionMarker(book, "mentions")(doc) is doc


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"kind": "negated"}, "kind 'negated'"),
        ({"direction": "left"}, "direction 'left'"),
        ({"reach": "far"}, "reach 'far'"),
        ({"cue": "~ no"}, "open slot"),
        ({"cue": "no? sign"}, "open slot"),
        ({"cue": "not @nowhere"}, "class"),
    ],
)
def test_faulty_cue_is_named(change, fault):
    row = {"cue": "no", "kind": "negation", "direction": "before", "reach": ""}
    with pytest.raises(LexiconError, match=fault):
        CueBook.from_rows([row | change])


@pytest.mark.parametrize(
    ("cue", "text", "found"),
    [
        ("no|nil sign of", "nil sign of", "nil sign of"),
        ("ruled? out", "ruled out", None),
        ("was ~ ruled out", "was at last ruled out", "was at last ruled out"),
        ("was ~ ruled out", "was seen and ruled out", None),
        ("@number years ago", "ten years ago", "ten years ago"),
        ("@number years ago", "12 years ago", "12 years ago"),
        ("in @year", "in 1998", "in 1998"),
        ("in @year", "in 998", None),
        ("rul* out", "ruling out", "open"),
        (": no $", ": no.", ": no"),
        (": no $", ": no rash.", None),
        ("(-)", "rash (-).", "(-)"),
        ("free", "freedom", None),
    ],
)
def test_cue_syntax(cue, text, found):
    row = {"cue": cue, "kind": "negation", "direction": "before", "reach": ""}
    if found == "open" or cue.startswith("ruled?"):
        with pytest.raises(LexiconError):
            CueBook.from_rows([row])
        return
    cues = CueBook.from_rows([row]).find(text, read_tokens(text, 0, len(text)))
    assert [text[f.start : f.end] for f in cues] == ([found] if found else [])


CLAUSES = [
    "He had a rash|, but no fever was seen",
    "He had a rash;| she had none",
    "Fever:| present",
    "He had a rash| and she had fever",
    "He denied fever|, and had a rash",
    "No fever, rash, or cough was seen",
    "A rash, fever and cough were seen",
    "He slept| although it hurt",
    "He slept |(he said)| and woke",
    "He had a rash|, whereas she slept",
]


@pytest.mark.parametrize("marked", CLAUSES)
def test_clauses(marked):
    text = marked.replace("|", "")
    clauses = [text[start:end] for start, end in split_clauses(text, 0, len(text))]
    bare = [piece.strip(" ,") for piece in marked.split("|")]
    assert [clause.strip(" ,") for clause in clauses] == bare


def test_clause_offsets_point_into_the_text():
    text = "Before. He had a rash, but no fever."
    assert split_clauses(text, 8, len(text)) == [(8, 22), (23, 36)]


@given(
    text=st.text(alphabet="no ,;:.()[]-+?=\n'and heÀ1’", max_size=80),
    start=st.integers(0, 80),
)
@settings(max_examples=150, deadline=None)
def test_any_text_has_an_assertion(book, abbreviations, text, start):
    sentences = split_sentences(text, abbreviations)
    found = Assertions(text, sentences, book).at(start, start + 1)
    assert found.status in {"present", "absent", "possible", "historical"}
    for first, last in sentences:
        clauses = split_clauses(text, first, last)
        assert all(first <= a < b <= last for a, b in clauses)
        assert all(b <= c for (_, b), (c, _) in pairwise(clauses))


def test_fold_keeps_every_offset():
    text = "İ’m NOT ill"
    assert len(fold(text)) == len(text)
    assert fold(text).endswith("'m not ill")


def test_long_sentences_take_linear_time(book):
    started = time.process_time()
    for piece in ("no rash, ", "and he had ", "( ", "was not ", "history of ", "- "):
        text = piece * 2_000
        assertions = Assertions(text, [(0, len(text))], book)
        for place in range(100, len(text), 400):
            assertions.at(place, place + 1)
    assert time.process_time() - started < 5
