"""Status and subject of a stretch of text, from the cues of its sentence.

Plain text and offsets in, records out: no spaCy. ASSERTION.md tells what is covered.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.rules.assertion_reach import covers
from pipeline.rules.assertion_reading import Reading, read_sentence
from pipeline.rules.clauses import fold
from pipeline.rules.cues import CueBook, Found
from pipeline.rules.misreadings import Misreadings


@dataclass(frozen=True, slots=True)
class Assertion:
    """What the text says of a mention.

    `status`: present, absent, possible, historical; `subject`: patient, family, other;
    `cue`: the words that decided, None by default; `course`: "resolved" or None.
    """

    status: str = "present"
    subject: str = "patient"
    cue: str | None = None
    course: str | None = None


class Assertions:
    """The assertions of one text; each sentence's cues are read once, when asked for.

    `sentences`: (start, end) in order, as `split_sentences` gives them.
    """

    def __init__(
        self, text: str, sentences: Sequence[tuple[int, int]], book: CueBook
    ) -> None:
        self._text, self._folded = text, fold(text)
        self._sentences, self._book = sentences, book
        self._starts = [start for start, _ in sentences]
        self.misread = Misreadings(text)
        self._readings: dict[int, Reading] = {}
        self._answers: dict[tuple[int, int], Assertion] = {}

    @classmethod
    def from_doc(cls, doc: Any, book: CueBook) -> "Assertions":
        """Return the assertions of a spaCy Doc whose sentences are set."""
        sentences = [(sent.start_char, sent.end_char) for sent in doc.sents]
        return cls(doc.text, sentences, book)

    def at(self, start: int, end: int) -> Assertion:
        """Return the assertion of the characters from start to end."""
        if (start, end) not in self._answers:  # many rules ask for the same term
            self._answers[start, end] = self._assert(start, end)
        return self._answers[start, end]

    def _assert(self, start: int, end: int) -> Assertion:
        if not self._sentences:
            return Assertion()
        reading = self.read(max(0, bisect_right(self._starts, start) - 1))
        hits = [
            f
            for f in reading.near(start, end)
            if not (f.shadow and (end <= f.end or start >= f.shadow))
            and covers(reading, f, start, end)
        ]
        status, found = _status(reading, hits)
        if status != "absent" and self.misread.covers(start, end):
            status = "possible"
        course = "resolved" if any(h.cue.kind == "resolved" for h in hits) else None
        subject, person = _subject(reading, hits, start)
        cue = found or person or next((h for h in hits if course), None)
        quote = self._text[cue.start : cue.end] if cue else None
        return Assertion(status, subject, quote, course)

    def read(self, index: int) -> Reading:
        """Return the reading of the sentence with this index."""
        if index not in self._readings:
            start, end = self._sentences[index]
            self._readings[index] = read_sentence(
                self._text, self._folded, start, end, self._book
            )
        return self._readings[index]


def _status(reading: Reading, hits: Sequence[Found]) -> tuple[str, Found | None]:
    """Return the status and the cue that gave it; absent comes first."""
    for status, kinds in (
        ("absent", {"negation"}),
        ("possible", {"possible", "hypothetical"}),
        ("historical", {"historical"}),
    ):
        for found in hits:
            if found.cue.kind in kinds and not (
                status == "historical" and _is_current(reading, hits, found)
            ):
                return status, found
    return "present", None


def _is_current(reading: Reading, hits: Sequence[Found], found: Found) -> bool:
    """Say whether what looks like the past is the course of the present complaint."""
    if any(hit.cue.kind == "current" for hit in hits):
        return True
    if found.cue.direction != "both":
        return False
    return any(token.text in reading.onset for token in reading.clause(found.start))


def _subject(
    reading: Reading, hits: Sequence[Found], start: int
) -> tuple[str, Found | None]:
    """Return whose finding it is, and the cue that says so."""
    for found, left, right in reading.people:
        if left <= start < right:
            return found.cue.kind, found
    for kind in ("family", "other"):
        for found in hits:
            if found.cue.kind == kind:
                return kind, found
    return "patient", None
