"""Times that look like a visit: of a birth, between siblings, of operations."""

import re

from pipeline.rules.quantities import Duration
from pipeline.rules.reading import Reading, Sentence

#: "was delivered at <34 weeks>", "the elder by <six years>"
_NOT_OF_ILLNESS = re.compile(
    r"\b(?:deliver(?:ed|y)|c(?:a)?esarean(?: section)?|born|birth|gestation|labou?r|"
    r"pregnan\w*|primigravida|multigravida)\b[^.;]{0,40}\bat\s+(?:about\s+)?$|"
    r"\b(?:elder|older|younger|senior|junior)\b[^.;,]{0,30}\bby\s*$",
    re.IGNORECASE,
)
_DELIVERED = re.compile(
    r"^['’\s-]*(?:of (?:gestation|pregnancy)|(?:the |a |an )?(?:\w+ )?"
    r"(?:child|baby|infant|boy|girl|twins|labour)(?: \w+)? (?:was|were) (?:\w+ )?"
    r"(?:delivered|born))\b",
    re.IGNORECASE,
)


def is_of_birth_or_age(before: str, after: str) -> bool:
    """Is a duration that of a pregnancy, or how much older somebody is?"""
    return bool(_NOT_OF_ILLNESS.search(before) or _DELIVERED.match(after))


def is_step(reading: Reading, sentence: Sentence, duration: Duration) -> bool:
    """Is it the time of an operation: "a thyroidectomy was performed on <day 32>"?

    "<Three weeks> later, laminectomy was added" is one as well.
    """
    return any(
        m.sentence == sentence.index
        and m.kind == "surgery"
        and m.status == "performed"
        and (
            _DONE.fullmatch(reading.text, m.end, duration.start) is not None
            if m.end <= duration.start
            else _NEXT.fullmatch(reading.text, duration.end, m.start) is not None
        )
        for m in reading.of_field("intervention")
    )


_NEXT = re.compile(
    r"\s+(?:later|afterwards?|thereafter),? (?:(?:an?|the|total|partial|second|"
    r"posterior|anterior|further|his|her|he had|she had|(?:he |she )?underwent)\s+)"
    r"{0,3}",
    re.IGNORECASE,
)

_DONE = re.compile(
    r"[^.;,]{0,30}?\s(?:was|were) (?:\w+ )?(?:performed|done|carried out|undertaken)"
    r"\s+(?:on|at|in|after)?\s*(?:\w+\s+)?",
    re.IGNORECASE,
)
