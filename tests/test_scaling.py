"""What repeats without end costs in proportion to its length, not to its square."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from pipeline.nlp import LONGEST_RUN, Abbreviations, BoundedTokenizer
from pipeline.records import Document, Section

if TYPE_CHECKING:
    from pipeline.extract import Extractor

#: Eight times the text: a linear step takes 8 times as long, a quadratic one 64 times.
SHORT, LONG, BOUND = 200, 1600, 28


def seconds(task: Callable[[], object]) -> float:
    """Return the time of the processor, so that a busy machine changes little."""
    began = time.process_time()
    task()
    return time.process_time() - began


@pytest.mark.parametrize(
    "piece",
    ["no pain and ", "C5-6, ", "Case 2 ", "(", "the patient ", "a 5-year-old boy "],
)
def test_a_text_of_repeats_takes_time_in_proportion(
    spine: "Extractor", piece: str
) -> None:
    def read(times: int) -> float:
        text = "Case report\n\n" + piece * times
        section = Section("", "body", 0, len(text))
        document = Document("doc", "doc.txt", "txt", "", text, sections=(section,))
        return seconds(lambda: spine.extract(document))

    read(SHORT)  # fills the caches
    assert read(LONG) < BOUND * max(read(SHORT), read(SHORT), 0.01)


def test_marking_sentences_takes_time_in_proportion(spine: "Extractor") -> None:
    mark = spine.nlp.get_pipe("sentences")

    def read(times: int) -> float:
        doc = spine.nlp.make_doc("pain " * times)
        return seconds(lambda: mark(doc))

    assert read(16_000) < BOUND * max(read(2000), read(2000), 0.002)


def test_the_tokenizer_sees_no_run_longer_than_the_bound(spine: "Extractor") -> None:
    seen: list[str] = []
    inner = spine.nlp.tokenizer.tokenizer

    def spy(text: str) -> object:
        seen.append(text)
        return inner(text)

    text = f"See {'(' * 5000} and\n\n{'x' * 5000}. End"
    assert BoundedTokenizer(spy)(text).text == text
    assert max(len(run) for piece in seen for run in piece.split()) <= LONGEST_RUN


def test_a_bracket_never_closed_is_given_up_after_few_words(
    spine: "Extractor",
) -> None:
    step = spine.nlp.get_pipe("abbreviations")
    assert isinstance(step, Abbreviations)
    doc = spine.nlp.make_doc("( a " * 400 + ") " * 400)
    assert len(step.detector.matcher(doc)) <= 8 * 400
