"""The spaCy component "assertion": status and subject of `doc.spans["mentions"]`.

    doc = nlp.get_pipe("sentences")(nlp.make_doc(text))
    doc.spans["mentions"] = [doc[3:5], ...]
    doc = nlp.get_pipe("assertion")(doc)
    doc.spans["mentions"][0]._.status          # "absent"

Rules without spaCy take `Assertions` from `assertion_scope`.
"""

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.rules.assertion_scope import Assertion, Assertions
from pipeline.rules.cues import CueBook

__all__ = ["Assertion", "AssertionMarker", "Assertions", "CueBook", "make_assertion"]

GROUP = "mentions"


def register_extensions() -> None:
    """Register `span._.status`, `.subject`, `.course` and `.cue`, once."""
    for name, default in (
        ("status", "present"),
        ("subject", "patient"),
        ("course", None),
        ("cue", None),
    ):
        if not Span.has_extension(name):
            Span.set_extension(name, default=default)


class AssertionMarker:
    """Sets the assertion of every span in a group; the Doc needs its sentences."""

    def __init__(self, book: CueBook, group: str) -> None:
        register_extensions()
        self.book, self.group = book, group

    def __call__(self, doc: Doc) -> Doc:
        """Mark the spans of a Doc and return it."""
        spans = doc.spans.get(self.group, ())
        if spans:
            assertions = Assertions.from_doc(doc, self.book)
            for span in spans:
                found = assertions.at(span.start_char, span.end_char)
                span._.status, span._.subject = found.status, found.subject
                span._.course, span._.cue = found.course, found.cue
        return doc


@Language.factory("assertion", default_config={"cues": [], "group": GROUP})
def make_assertion(
    nlp: Language, name: str, cues: list[dict[str, str]], group: str
) -> AssertionMarker:
    """Return the component; `cues` are rows of cues.tsv, `group` the spans it reads."""
    return AssertionMarker(CueBook.from_rows(cues), group)
