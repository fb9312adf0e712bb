"""Patients who are kin: brothers and sisters, twins, parent and child."""

import re
from dataclasses import replace

from pipeline.rules.age import AgeMatch
from pipeline.rules.reading import Reading, Sentence

PAIR = re.compile(
    r"\b(?:(?:identical |monozygotic |dizygotic |a pair of )?twins|"
    r"twin (?:sisters|brothers|boys|girls)|"
    r"(?:brother and (?:a |his |her )?sister|sister and (?:a |his |her )?brother|"
    r"mother and (?:her )?(?:daughter|son)|father and (?:his )?(?:daughter|son))|"
    r"siblings|(?:the )?two (?:brothers|sisters))\b",
    re.IGNORECASE,
)
_SIBLINGS = re.compile(r"\b(?:sisters?|brothers?|siblings|twins?)\b", re.IGNORECASE)
_KIN = re.compile(r"\b(?:mother|father|daughter|son)\b", re.IGNORECASE)
_VERY_FIRST = 2


def as_patient(age: AgeMatch, siblings: frozenset[str]) -> AgeMatch:
    """Return the age of such kin as a patient's, of a bystander as nobody's."""
    noun = (age.noun or "").lower()
    if noun in siblings:
        return replace(age, person=True, rule="age:sibling")
    if _SIBLINGS.fullmatch(noun) or _KIN.fullmatch(noun):
        return replace(age, person=False, rule="age:relative")
    return age


def announces_pair(sentence: Sentence) -> re.Match[str] | None:
    """Return where a sentence announces two patients who are kin, if it does."""
    told = sentence.section.category == "title" or "own" in sentence.cues
    if not told and sentence.index >= _VERY_FIRST:
        return None
    return PAIR.search(sentence.text)


def siblings_of(reading: Reading) -> frozenset[str]:
    """Return the words for patients who are announced as kin of each other."""
    found: set[str] = set()
    for sentence in reading.sentences:
        pair = announces_pair(sentence)
        if pair is None:
            continue
        found |= {word.lower() for word in _KIN.findall(pair.group())}
        if _SIBLINGS.search(pair.group()):
            found |= {w.lower().rstrip("s") for w in _SIBLINGS.findall(sentence.text)}
    if "sibling" in found:
        found |= {"brother", "sister"}
    return frozenset(found)


def is_of_patient(reading: Reading, start: int, end: int) -> bool:
    """Is a stretch of text about a patient, or about kin who is one of the patients?"""
    assertion = reading.assertions.at(start, end)
    if assertion.subject == "patient":
        return True
    if assertion.subject != "family" or not reading.siblings or not assertion.cue:
        return False
    words = re.findall(r"[a-z]+", assertion.cue.lower())
    return any(word.removesuffix("s") in reading.siblings for word in words)
