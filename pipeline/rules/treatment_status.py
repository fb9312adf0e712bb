"""Whether a treatment was performed, recommended, considered, declined or never given.

The cues are rows of status_cues.tsv; `scope` says where a pattern is looked for:

- `clause`: the clause of the treatment; `sentence`: its sentence, for a refusal the
  part between semicolons that reaches into the clause;
- `before`, `after`: the words of the clause right before or behind the treatment;
- `sentence-before`: the same, from the beginning of the sentence;
- `inside`: the words of the treatment itself;
- `drug-before`, `drug-after`: the same, for medication only;
- `title`: what stands before it in a title;
- `onset`, `drug-onset`: before it, in a sentence that tells how the illness began;
- `cause`: before it, in a sentence that tells of no betterment;
- `next`: what follows it, if it was advised or planned: the rest of the sentence, or
  the next sentence; a refusal only where that names no treatment itself;
- `theatre`: how the next sentence begins, if an operation was planned.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.pack import Row
from pipeline.rules.own_time import blank_own_time
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.terms import TermMatch
from pipeline.rules.treatment_clauses import clause_bounds, segment_bounds

_ONSET = re.compile(
    r"\b(?:present\w*|develop\w*|began|begun|beginning|start\w*|onset|complain\w*|"
    r"admitted|referred|woke|awoke|notic\w+|appear\w*|first|set in|came on|"
    r"(?:fell|taken|took) ill|"
    r"became (?:febrile|unwell|ill|septic)|had fever)\b",
    re.IGNORECASE,
)
_BETTER = re.compile(
    r"\b(?:improv\w+|recover\w*|reliev\w+|relief|resolv\w+|disappear\w*|free|"
    r"settled|regain\w*|healed)\b",
    re.IGNORECASE,
)
_BOOKED = re.compile(
    r"\b(?:plan|schedul|book|list|decid|consent|prepar)\w*", re.IGNORECASE
)
_CHOICE = re.compile(r"\b(?:prefer|elect|chose|opt|agree|decid)\w*", re.IGNORECASE)
#: "operation was", "to operate": terms that are told by the words beside a bare name
_NAME = re.compile(
    r"(?:to )?(.+?)"
    r"(?: (?:was|were|is|are|had|has|have|would|will|been|be|not|which|that))*",
    re.IGNORECASE,
)
_OPERATIONS = frozenset({"surgery", "procedure"})


@dataclass(frozen=True, slots=True)
class StatusCue:
    """A pattern that sets the status of interventions in its scope."""

    status: str
    scope: str
    pattern: re.Pattern[str]


def compile_cues(rows: Iterable[Row]) -> tuple[StatusCue, ...]:
    """Return all cues in the order of the lexicon."""
    return tuple(
        StatusCue(
            row["status"], row["scope"], re.compile(row["pattern"], re.IGNORECASE)
        )
        for row in rows
    )


class TreatmentStatus:
    """Decides the status of a treatment; the first cue that matches wins."""

    def __init__(self, wide: Sequence[StatusCue], near: Sequence[StatusCue]) -> None:
        """Take the cues of clauses and sentences, and those of closer scopes."""
        self.wide = wide
        self.near = near

    def of(
        self, reading: Reading, sentence: Sentence, term: TermMatch, kind: str
    ) -> str | None:
        """Return the status of a treatment, or None if it was never given."""
        bounds = clause_bounds(reading.text, sentence, term.start, term.end)
        status = self._near(reading, sentence, term, kind, bounds)
        if status is None:
            status = self._wide(reading, sentence, term, kind, bounds)
        if status in {"recommended", "considered"}:
            status = self._sequel(reading, sentence, bounds[1]) or status
        return None if status == "none" else status

    def _near(
        self,
        reading: Reading,
        sentence: Sentence,
        term: TermMatch,
        kind: str,
        bounds: tuple[int, int],
    ) -> str | None:
        text = reading.text
        start, end = _core(text, term)
        before = text[bounds[0] : start]
        after = text[end : bounds[1]]
        places = {
            "before": before,
            "after": after,
            "sentence-before": text[sentence.start : start],
            "inside": text[term.start : term.end],
        }
        if kind == "medication":
            places |= {"drug-before": before, "drug-after": after}
        if sentence.section.category == "title":
            places["title"] = before
        if _tells_onset(sentence):
            places["drug-onset" if kind in {"medication", ""} else "onset"] = before
        if not _BETTER.search(sentence.text):
            places["cause"] = before
        for cue in self.near:
            if cue.status == "historical" and kind != "surgery":
                continue  # "previous biopsy" was for this complaint
            if cue.scope in places and cue.pattern.search(places[cue.scope]):
                return cue.status
        return None

    def _wide(
        self,
        reading: Reading,
        sentence: Sentence,
        term: TermMatch,
        kind: str,
        bounds: tuple[int, int],
    ) -> str:
        for cue in self.wide:
            if cue.status == "historical" and kind not in _OPERATIONS:
                continue
            if cue.status == "declined" and _CHOICE.search(
                reading.text, term.start, term.end
            ):
                continue  # "she preferred to wait" declines nothing but surgery
            if not _matches(cue, reading.text, sentence, term, bounds):
                continue
            if cue.status == "historical" and not _is_past(
                reading, sentence, cue, bounds
            ):
                continue
            return cue.status
        assertion = reading.assertions.at(term.start, term.end)
        clause = reading.text[bounds[0] : bounds[1]].lower()
        if assertion.cue and assertion.cue.lower() not in clause:
            return "performed"  # "NSAIDs were avoided and colchicine was given"
        return "none" if assertion.status in {"absent", "possible"} else "performed"

    def _sequel(self, reading: Reading, sentence: Sentence, at: int) -> str | None:
        rest = reading.text[at : sentence.end].lstrip(" ;,.")
        told = self._next(rest)
        if told or sentence.index + 1 >= len(reading.sentences):
            return told
        following = reading.sentences[sentence.index + 1]
        in_theatre = self._next(following.text, "theatre")
        if in_theatre and _BOOKED.search(sentence.text):
            return in_theatre
        told = self._next(following.text)
        if told != "performed" and reading.terms_in("interventions", following):
            return None
        return told

    def _next(self, text: str, scope: str = "next") -> str | None:
        cues = (c for c in self.near if c.scope == scope)
        return next((c.status for c in cues if c.pattern.match(text)), None)


def _core(text: str, term: TermMatch) -> tuple[int, int]:
    """Return the offsets of a treatment's name without the verbs its term includes."""
    core = _NAME.fullmatch(text, term.start, term.end)
    return core.span(1) if core else (term.start, term.end)


def _tells_onset(sentence: Sentence) -> bool:
    """Does a sentence tell how the illness began, so that "after X" is its cause?"""
    return (
        sentence.section.category not in {"treatment", "outcome", "abstract"}
        and bool(_ONSET.search(sentence.text))
        and not _BETTER.search(sentence.text)
    )


def _is_past(
    reading: Reading, sentence: Sentence, cue: StatusCue, bounds: tuple[int, int]
) -> bool:
    """Does a cue of the past hold without the dates and ages of the story itself?"""
    low, high = bounds if cue.scope == "clause" else (sentence.start, sentence.end)
    clause = blank_own_time(reading, sentence.patients, reading.text[low:high])
    return bool(cue.pattern.search(clause))


def _matches(
    cue: StatusCue,
    text: str,
    sentence: Sentence,
    term: TermMatch,
    bounds: tuple[int, int],
) -> bool:
    if cue.scope == "clause":
        return bool(cue.pattern.search(text[bounds[0] : bounds[1]]))
    if cue.status != "declined":
        return bool(cue.pattern.search(sentence.text))
    low, high = segment_bounds(text, sentence, term.start, term.end)
    found = cue.pattern.search(text[low:high])
    return bool(
        found and bounds[0] < low + found.end() and low + found.start() < bounds[1]
    )
