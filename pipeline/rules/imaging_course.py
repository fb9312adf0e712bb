"""Which imaging belongs to the presentation and which to the time after an operation.

What imaging shows after the operation for this lesion is the outcome, not a finding. An
operation that comes before any imaging of a patient is a past one and ends nothing.
"""

import re

from pipeline.rules.reading import Mention, Reading, Sentence, starts_story

_EARLY = frozenset({"imaging", "examination", "laboratory"})
_AGAIN = re.compile(
    r"\b(?:post-?operative(?:ly)?|follow-?up|repeat(?:ed)?|control|residual|recurren\w+|"
    r"no longer|(?:has|had|have|was|were) "
    r"(?:disappeared|resolved|regressed|healed|gone|unchanged|smaller|reduced)|later)\b",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(?:no longer|gone|disappear\w*|vanish\w*|resol\w+|regress\w*|heal\w*|clear\w*|"
    r"unchanged|smaller|reduced|shr[auo]nk\w*|diminish\w*|decreas\w+|"
    r"no (?:new|change))\b",
    re.IGNORECASE,
)
#: "Two years earlier a naevus had been excised."
_LONG_AGO = re.compile(
    r"\b(?:years?|months?|decades?) (?:ago|earlier|before|previously|prior)\b|"
    r"\bat the age of\b|\bpreviously\b|\bhistory of\b|"
    r"\bhad (?:undergone|previously|had)\b",
    re.IGNORECASE,
)


#: what is looked at in theatre, or where a new complaint brings a patient back
_FIRST_LOOK = re.compile(
    r"\bintra-?operative(?:ly)?,? (?:\w+ )?(?:ultraso\w+|echo\w+|sonograph\w+|"
    r"trans-?(?:o?esophageal|thoracic)\w*|doppler|cholangio\w+|angio\w+|MRI|CT)\b|"
    r"\b(?:re-?presented|presented|was (?:re-?)?admitted|returned|came back|"
    r"was brought)\b (?:again )?(?:to|at|in|into|with|for|because)\b"
    r"(?! (?:follow|review|routine|control|our out|the out|regular))",
    re.IGNORECASE,
)


#: "Postoperative CT showed", whatever was told of the operation
_AFTERWARDS = re.compile(
    r"^\W*(?:The |An? |Early |Immediate |Late )?post-?operative (?:\w+ )?(?:CT|MRI|"
    r"radiogra\w+|X-?rays?|films?|imaging|scans?|myelogra\w+|comput\w+|magnetic)\b",
    re.IGNORECASE,
)


def is_past(sentence: Sentence) -> bool:
    """Does a sentence tell of a time long before the presentation?"""
    return bool(_LONG_AGO.search(sentence.text)) and sentence.section.category not in {
        "treatment",
        "outcome",
    }


class Course:
    """Follows each patient through a text: imaged, then operated on."""

    def __init__(self, reading: Reading) -> None:
        """Note where operations were performed; interventions must be known."""
        self._reading = reading
        self._operations = {
            (m.sentence, patient)
            for m in reading.of_field("intervention")
            if m.status == "performed" and m.kind == "surgery" and not m.evidence
            if not is_past(reading.sentences[m.sentence])
            for patient in m.patients
        }
        self._imaged: set[int] = set()
        self._operated: set[int] = set()
        self._last: Sentence | None = None

    def is_late(self, sentence: Sentence, *, imaged: bool) -> bool:
        """Is a sentence about the time after treatment? `imaged`: as in `go_on`."""
        category = sentence.section.category
        if category == "title":
            return True
        if imaged and _FIRST_LOOK.search(sentence.text):
            return False
        if category == "caption":
            return False
        if _AFTERWARDS.search(sentence.text):
            return True
        if sentence.stage == "followup":
            if imaged and self._is_first(sentence):
                return bool(_GONE.search(sentence.text))
            return bool(sentence.treated or not imaged or _AGAIN.search(sentence.text))
        if category in _EARLY:
            return bool(sentence.treated and _AGAIN.search(sentence.text))
        return bool(self._operated.intersection(sentence.patients))

    def go_on(self, sentence: Sentence, *, imaged: bool) -> None:
        """Take in a sentence; `imaged`: it names a modality."""
        if self._last is not None and starts_story(self._last, sentence):
            self._imaged.clear()
            self._operated.clear()
        self._last = sentence
        if not sentence.own:
            return
        for patient in sentence.patients:
            if (sentence.index, patient) in self._operations & self._known(patient):
                self._operated.add(patient)
            if imaged:
                self._imaged.add(patient)

    def _is_first(self, sentence: Sentence) -> bool:
        """Does imaging come before any treatment and any finding of a patient?

        "He was sent home after normal films. A week later CT revealed a fracture."
        """
        whose = set(sentence.patients)
        if self._operated & whose or not whose:
            return False
        told = [m for m in self._reading.mentions if whose.intersection(m.patients)]
        if any(_is_finding(m) for m in told):
            return False
        again = _AGAIN.search(sentence.text)
        return not any(
            m.field == "intervention"
            and m.status == "performed"
            and (again or m.kind in {"surgery", "procedure"})
            and m.sentence < sentence.index
            and not is_past(self._reading.sentences[m.sentence])
            for m in told
        )

    def _known(self, patient: int) -> set[tuple[int, int]]:
        """Return the operations of a patient who has been imaged before."""
        return self._operations if patient in self._imaged else set()


def _is_finding(mention: Mention) -> bool:
    return (
        mention.field == "imaging"
        and mention.status == "present"
        and mention.concept != "normal"
    )
