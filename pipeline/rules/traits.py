"""Patients called by what was told: "the lumbar case", "the boy in traction"."""

import re
from functools import lru_cache

from pipeline.rules.case_headers import ORDINALS
from pipeline.rules.case_references import Reference
from pipeline.rules.cast import Cast
from pipeline.rules.words import split_words

#: What was told of each patient alone so far, as normal words.
Heard = dict[int, set[str]]

#: Said of any patient.
_ANYBODY = frozenset(
    "same present following above other next new old young own whole single first last "
    "affected sick ill poor operated treated index said latter former only one".split()
) | frozenset(ORDINALS)


@lru_cache(maxsize=4)
def _pattern(one: str, kin: str) -> re.Pattern[str]:
    return re.compile(
        rf"\bthe\s+(?:(?P<trait>[\w-]+)\s+)?(?P<noun>(?:{one}|{kin}))"
        r"(?:\s+(?:in|with|on|who (?:wore|had|refused|took|was in))\s+"
        r"(?:an?\s+|the\s+|his\s+|her\s+)?(?P<beside>[\w-]+))?(?!\w)",
        re.IGNORECASE,
    )


def by_trait(text: str, cast: Cast, heard: Heard) -> list[Reference]:
    """Return the persons whom a trait told of one patient only tells apart."""
    found: list[Reference] = []
    for match in _pattern(cast.persons.one, cast.persons.kin).finditer(text):
        row = cast.persons.get(match["noun"])
        among = cast.of_sex(row.sex if row else None) or cast.everyone
        for name in ("beside", "trait"):
            words = {w.norm for w in split_words(match[name] or "")} - _ANYBODY
            fits = [n for n in among if words and words <= heard.get(n, set())]
            if len(fits) == 1:
                found.append(Reference(match.start(), match.end(), (fits[0],)))
                break
    return found


def hear(heard: Heard, patients: tuple[int, ...], text: str, regions: set[str]) -> None:
    """Keep what a stretch of text tells of one patient alone."""
    if len(patients) == 1:
        words = {word.norm for word in split_words(text)}
        heard.setdefault(patients[0], set()).update(words | regions)
