"""The only writer of mentions and of `doc.spans`."""

from collections.abc import Mapping
from typing import Any

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from pipeline.rules.reading import Mention, Reading, Sentence
from pipeline.rules.siblings import is_of_patient

Switches = Mapping[int, list[tuple[int, tuple[int, ...]]]]


def to_span(doc: Doc, start: int, end: int, *, label: str = "") -> Span | None:
    """Return the span of tokens that covers characters start to end, or None."""
    return doc.char_span(start, end, label=label, alignment_mode="expand")


def reading_of(doc: Doc) -> Reading:
    """Return the reading that the component "reading" has put on a doc."""
    reading = doc.user_data["reading"]
    assert isinstance(reading, Reading)
    return reading


def add(
    reading: Reading,
    sentence: Sentence,
    start: int,
    end: int,
    field: str,
    **values: Any,
) -> Mention | None:
    """Add a mention of an own sentence; None if it is a relative's or nobody's.

    The status comes from the assertion unless `values` gives one.
    """
    if not sentence.own:
        return None
    assertion = reading.assertions.at(start, end)
    if not is_of_patient(reading, start, end):
        return None
    values.setdefault("status", assertion.status)
    if values.pop("denies", False):
        values["status"] = "present" if assertion.status == "absent" else "absent"
    values.setdefault("concept", None)
    values.setdefault("patients", reading.patients_at(sentence, start))
    mention = Mention(
        field=field, start=start, end=end, sentence=sentence.index, **values
    )
    reading.mentions.append(mention)
    return mention


def write(doc: Doc) -> Doc:
    """Show the mentions as doc.spans["mentions"], labelled by field; return the doc."""
    reading = reading_of(doc)
    spans = []
    for mention in reading.mentions:
        span = to_span(doc, mention.start, mention.end, label=mention.field)
        if span is not None:
            shown = Span(
                doc, span.start, span.end, mention.field, span_id=mention.concept or ""
            )
            shown._.status, shown._.subject = mention.status, mention.subject
            spans.append(shown)
    doc.spans["mentions"] = spans
    doc.spans["longest"] = filter_spans(spans)
    return doc
