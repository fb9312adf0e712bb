"""The spaCy component "sentences": sets `token.is_sent_start` from the text."""

from collections.abc import Sequence
from typing import Any

from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.rules.sentence_split import Abbreviations, split_sentences

#: -1 as spaCy wants it, in an array without signs.
_NO_START = 2**64 - 1

__all__ = ["Abbreviations", "Sentences", "make_sentences", "split_sentences"]


class Sentences:
    """Sets sentence starts; boundaries already on the Doc are kept.

    A newline ends a sentence in either case.
    """

    def __init__(self, abbreviations: Abbreviations) -> None:
        self.abbreviations = abbreviations

    def __call__(self, doc: Doc) -> Doc:
        """Set the sentence starts of a Doc and return it."""
        if doc.has_annotation("SENT_START"):
            starts = {token.i for token in doc if token.is_sent_start}
            starts |= _align(doc, _line_starts(doc.text))
        else:
            sentences = split_sentences(doc.text, self.abbreviations)
            starts = _align(doc, [start for start, _ in sentences])
        _mark(doc, starts)
        return doc


def _line_starts(text: str) -> list[int]:
    starts, position = [], 0
    for line in text.split("\n"):
        if line.strip():
            starts.append(position + len(line) - len(line.lstrip()))
        position += len(line) + 1
    return starts


def _align(doc: Doc, starts: Sequence[int]) -> set[int]:
    """Return the tokens that hold the characters; a blank before joins no sentence."""
    aligned, wanted = set(), iter(starts)
    target = next(wanted, None)
    for token in doc:
        while target is not None and target < token.idx + len(token):
            aligned.add(token.i)
            target = next(wanted, None)
    return aligned


def _mark(doc: Doc, starts: set[int]) -> None:
    # Not token.is_sent_start: its setter walks the Doc for every token.
    column: Any = doc.to_array([SENT_START])
    column[:] = _NO_START
    column[sorted(starts | {0})[: len(doc)]] = 1
    doc.from_array([SENT_START], column)


@Language.factory("sentences", default_config={"abbreviations": []})
def make_sentences(
    nlp: Language, name: str, abbreviations: list[dict[str, str]]
) -> Sentences:
    """Return the component; `abbreviations` are rows of sentence_abbreviations.tsv."""
    return Sentences(Abbreviations.from_rows(abbreviations))
