"""An examination called normal as a whole: "plain films, standing, were normal"."""

import re
from collections.abc import Iterator

from pipeline.rules.reading import Reading, Sentence

#: A modality after one of these is a place, not the subject ("on MRI the cord ...").
_PLACE = re.compile(
    r"\b(?:on|in|by|with|from|at|under|of|after|before|despite|for|"
    r"(?:work-?up|assessment|evaluation|examination|check)s?,? including)"
    r"\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
#: what a later examination shows is the outcome
_AGAIN = re.compile(
    r"\b(?:control|repeat(?:ed)?|follow-?up|postoperative|check)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_NORMAL = re.compile(
    r"(?P<between>[^.;:]{0,70}?)[\s,:]+"
    r"(?P<said>(?:(?:was|were|is|are|remained|proved|looked|appeared)\s+)?"
    r"(?:(?:entirely|completely|also|both|all|again|essentially)\s+)*"
    r"(?:(?:considered|judged|thought|said|reported|read|deemed|felt|declared|called|"
    r"found|regarded|interpreted|passed)\s+(?:(?:as|to be)\s+)?)?"
    r"(?:normal|unremarkable|NAD|clear|clean|unrevealing|uninformative|"
    r"non-?(?:contributory|informative)))\b"
    r"(?=\s*(?:[.;,)]|$|and\b|but\b|except\b|at first\b|initially\b|on admission\b|"
    r"elsewhere\b|throughout\b|at (?:that|this) (?:time|stage)\b|\())",
    re.IGNORECASE,
)
#: What may stand between: "of the skull", ", including oblique views,", "films"
_OF_IT = re.compile(
    r"\s*(?:(?:(?:films?|scans?|images?|imaging|study|studies|views?|examinations?|series|"
    r"brain|head|skull|neck|chest|abdomen|pelvis|spine|cervical|thoracic|dorsal|lumbar|"
    r"lumbosacral|hips?|hands?|knees?|and|cord|whole)\s*)+"
    r")?(?:,? which)?(?:(?:(?:,\s*includ\w+|of|with|for|at|,)\s|\()[^.;:]*)?\s*",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:show\w*|reveal\w*|demonstrat\w*|disclos\w*|confirm\w*|signal|but|"
    r"apart from|except|other than|"
    r"which (?!$)|that|had|has|and (?:\w+ ){0,3}(?:was|were|is|are|had))\b",
    re.IGNORECASE,
)


def find_normals(reading: Reading, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield where a modality of a sentence is said to be normal."""
    for term in reading.terms_in("modalities", sentence):
        before = reading.text[sentence.start : term.start]
        found = _NORMAL.match(reading.text, term.end, sentence.end)
        if not found or _AGAIN.search(before) or _TELLS.search(found["between"]):
            continue
        if _PLACE.search(before) and not found["between"].endswith("which"):
            continue
        if _OF_IT.fullmatch(found["between"]):
            yield found.start("said"), found.end("said")
