"""Rules of sentence boundaries: what ends a sentence and what must not."""

import time
import warnings
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from scispacy.custom_tokenizer import combined_rule_tokenizer
from spacy.tokens import Doc

from pipeline.pack import read_rows
from pipeline.rules.sentence_split import Abbreviations, split_sentences
from pipeline.rules.sentences import Sentences

LEXICON = Path(__file__).parents[2] / "models" / "spine" / "lexicon"
SCHEMA = {
    "columns": ["abbreviation", "before", "note"],
    "key": ["abbreviation"],
    "required": ["abbreviation", "before"],
}


@pytest.fixture(scope="module")
def rows():
    path = LEXICON / "sentence_abbreviations.tsv"
    return [dict(row.cells) for row in read_rows(path, SCHEMA)]


@pytest.fixture(scope="module")
def abbreviations(rows):
    return Abbreviations.from_rows(rows)


@pytest.fixture(scope="module")
def nlp(rows):
    nlp = spacy.blank("en")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # scispaCy's own pattern
        nlp.tokenizer = combined_rule_tokenizer(nlp)
    nlp.add_pipe("sentences", config={"abbreviations": rows})
    return nlp


def texts(text, abbreviations):
    return [text[start:end] for start, end in split_sentences(text, abbreviations)]


# Sentences are divided by "¦" here.
BOUNDARIES = [
    "He fell. ¦She did not.",
    "He was ASIA C. ¦MRI was normal.",
    "The lesion lay at C5-6. ¦He was operated on.",
    "Pain arose at C5. ¦3 months later he walked.",
    "He took 5 mg. ¦He slept.",
    "The mass was 3 cm. ¦It grew.",
    "The CRP was 1.5 mg/dL. ¦The cell count was 7.2.",
    "Is it a cyst? ¦No.",
    "He cried! ¦We came.",
    'He said "it hurts." ¦Then he left.',
    "He improved (see below). ¦The scan was normal.",
    "(He improved.) ¦The scan was normal.",
    "The level was L4–5. ¦A brace was worn.",
    "It was hepatitis B. ¦The man was treated.",
    "The result was negative. ¦pH was 7.4.",
    "He was seen in clinic. ¦the scan was then repeated.",
    "She waited… ¦Nothing came.",
    "She waited... ¦Nothing came.",
    "Surgery was done in 1998. ¦In 2003 it recurred.",
    "The grade was D. ¦He walked.",
    "It was given q.d. ¦The pain went.",
    "He took it b.i.d. ¦The pain went.",
    "We gave vitamin D. ¦Then we waited.",
    "He came at 5 p.m. ¦She came later.",
    "Serum was normal, urine etc. ¦The scan was repeated.",
    "The first line\n¦the second line",
    "A heading\n¦\n¦He was well.",
    "1. He fell. ¦2. She fell.",
    "He had surgery [12]. ¦The course was good.",
    "He had surgery.[12] ¦The course was good.",
    "The finding was new.12 ¦It was treated.",
]
TOGETHER = [
    "As Fig. 2 shows, it grew.",
    "As Figs. 2 and 3 show, it grew.",
    "The scan (Fig. 1) was normal.",
    "Smith et al. found nothing.",
    "Smith et al. (2010) found nothing.",
    "It was cyst vs. abscess.",
    "Dr. Brown saw him.",
    "Mr. H. BROWN saw him.",
    "A. B. Smith saw him.",
    "J. Smith saw him.",
    "A cyst, i.e. a cavity, was seen.",
    "Drugs, e.g. NSAIDs, were given.",
    "It measured approx. 3 cm.",
    "Room no. 3 was free.",
    "He came from St. Louis in May.",
    "It was given q.d. for a week.",
    "It was given p.o. and i.v. twice.",
    "He took 5 mg b.i.d. for pain.",
    "It was ca. 2 cm wide.",
    "Left and right resp. were equal.",
    "It stands in J. Bone Joint Surg. of that year.",
    "The value was 1.5 and 2.75.",
    "1. He fell.",
    "a) He fell.",
    "(i) He fell.",
    "Cultures grew S. aureus in both bottles.",
    "Cultures grew E. coli.",
    "The C.S.F. protein was high.",
    "He wondered (why?) and left.",
    "The so-called 'bone.' was gone.",
    "It came back ... and went.",
    "In the U.S. he was treated.",
    "Prof. Dr. Meyer came.",
    "As Fig.2 MRI showed it.",
    "He is 3 yrs. old now.",
    "He was seen by Mr. R. J. Jones.",
]


@pytest.mark.parametrize("marked", BOUNDARIES)
def test_sentence_ends(marked, abbreviations):
    expected = [piece.strip() for piece in marked.split("¦") if piece.strip()]
    text = marked.replace("¦", "")
    assert texts(text, abbreviations) == expected


@pytest.mark.parametrize("text", TOGETHER)
def test_sentence_goes_on(text, abbreviations):
    assert texts(text, abbreviations) == [text]


@pytest.mark.parametrize("text", ["", " ", "\n\n", ". . .", "...", "\t.\n?"])
def test_empty_text_has_no_blank_sentence(text, abbreviations):
    assert all(piece.strip() for piece in texts(text, abbreviations))


def test_sentences_are_in_order_and_hold_every_word(abbreviations):
    text = " One. Two (three). Four\nfive ...  six? "
    spans = split_sentences(text, abbreviations)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    joined = "".join(text[start:end] for start, end in spans)
    assert "".join(joined.split()) == "".join(text.split())


def test_component_aligns_to_tokens(nlp):
    doc = nlp("He fell at C5-6. 3 months later he walked.\nShe did not.")
    assert [sent.text.strip() for sent in doc.sents] == [
        "He fell at C5-6.",
        "3 months later he walked.",
        "She did not.",
    ]


def test_component_keeps_boundaries_and_adds_newlines(nlp, abbreviations):
    text = "One two. Three\nfour"
    doc = nlp.make_doc(text)
    for token in doc:
        token.is_sent_start = token.text == "two"
    doc = Sentences(abbreviations)(doc)
    starts = [token.text for token in doc if token.is_sent_start]
    assert starts == ["One", "two", "four"]


def test_component_works_on_an_empty_doc(nlp, abbreviations):
    assert len(Sentences(abbreviations)(Doc(nlp.vocab))) == 0


def test_long_lines_of_marks_take_linear_time(abbreviations):
    started = time.process_time()
    for piece in (". ", "( ", "a.b.", "...", "x", "' ", "1. "):
        split_sentences(piece * 20_000, abbreviations)
    assert time.process_time() - started < 5
