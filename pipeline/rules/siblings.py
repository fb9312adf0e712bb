"""Patients who are brothers, sisters or twins of each other."""

import re
from dataclasses import replace

from pipeline.rules.age import AgeMatch
from pipeline.rules.reading import Reading

PAIR = re.compile(
    r"\b(?:(?:identical |monozygotic |dizygotic |a pair of )?twins|"
    r"(?:brother and (?:a |his |her )?sister|sister and (?:a |his |her )?brother|"
    r"mother and (?:her )?(?:daughter|son)|father and (?:his )?(?:daughter|son))|"
    r"siblings|(?:the )?two (?:brothers|sisters))\b",
    re.IGNORECASE,
)
_SIBLINGS = re.compile(r"\b(?:sisters?|brothers?|siblings|twins?)\b", re.IGNORECASE)


def as_patient(age: AgeMatch, siblings: frozenset[str]) -> AgeMatch:
    """Return the age of a sibling as a patient's, of a bystander as nobody's."""
    if not age.noun or not _SIBLINGS.fullmatch(age.noun):
        return age
    mine = age.noun.lower() in siblings
    return replace(age, person=mine, rule="age:sibling" if mine else "age:relative")


def siblings_of(reading: Reading) -> frozenset[str]:
    """Return the words for patients who are announced as brothers and sisters."""
    found: set[str] = set()
    for sentence in reading.sentences:
        told = sentence.section.category == "title" or "own" in sentence.cues
        pair = PAIR.search(sentence.text) if told else None
        if pair and _SIBLINGS.search(pair.group()):
            found |= {w.lower().rstrip("s") for w in _SIBLINGS.findall(sentence.text)}
    if "sibling" in found:
        found |= {"brother", "sister"}
    return frozenset(found)
