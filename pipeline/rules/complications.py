"""Complications: untoward events told after an operation or at a later visit."""

import re

from pipeline.pack import Pack
from pipeline.rules import spans
from pipeline.rules.reading import Reading

#: "Complications of this operation include palsy": of nobody in particular
_GENERAL = re.compile(
    r"\W*(?:the )?(?:\w+ )?(?:complications|risks|side effects)(?: of [^.;:,]+?)? "
    r"(?:include|comprise|are|range|can|may)\b",
    re.IGNORECASE,
)


def add_complications(reading: Reading, pack: Pack) -> None:
    """Add what the late sentences of the own patients tell of complications."""
    for sentence in reading.own_sentences():
        if not (sentence.is_late or sentence.stage == "operation"):
            continue
        if _GENERAL.match(sentence.text):
            continue
        for term in reading.terms_in("complications", sentence):
            if reading.assertions.at(term.start, term.end).status != "present":
                continue
            known = pack.concept("complication", term.concept)
            spans.add(
                reading,
                sentence,
                term.start,
                term.end,
                "complication",
                concept=term.concept,
                rule=term.rule,
                kind=known.kind if known else "",
                code=known.code if known else None,
            )
