"""Two modalities named again in order: "MRI and CT ...; the former showed ..."."""

import re

from pipeline.rules.imaging_modality import Shown
from pipeline.rules.reading import Sentence

_WHICH = re.compile(
    r"\bthe (?:(?P<first>former|first)|(?P<last>latter|second))\b"
    r"(?=,? (?:of (?:these|them|which) )?(?:also |only |alone |further )?(?:show|"
    r"reveal|demonstrat|disclos|display|detect|depict|confirm|visuali|for|with|a|an|the|no|"
    r"because|being|was|did)|,| [a-z]+(?:ation|ion|ema|ture|sis)\b)",
    re.IGNORECASE,
)


def former_and_latter(
    text: str, sentence: Sentence, groups: list[Shown], before: Shown | None
) -> list[Shown]:
    """Return groups with "the former" and "the latter" as the modality they stand for.

    They stand for two modalities named before, in the sentence or the one ahead of it.
    """
    found = list(_WHICH.finditer(text, sentence.start, sentence.end))
    if not found:
        return groups
    ahead = [n for g in groups if g.end <= found[0].start() for n in g.names]
    names = ahead or list(before.names if before else ())
    if len(names) != 2:
        return groups
    again = [
        Shown((names[0] if match["first"] else names[1],), *match.span())
        for match in found
    ]
    return sorted([*groups, *again], key=lambda g: g.start)
