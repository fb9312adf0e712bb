"""Sentences whose subject is somebody not told of before, as their first words show."""

import re

from pipeline.rules.age import AgeMatch
from pipeline.rules.reading import STORY, Reading, Sentence

#: Cues of a sentence about somebody who is no own patient.
ELSEWHERE = frozenset(
    "cited cited-case cited-author relative reference modal general statistic".split()
)
TOLD = STORY | {"body", "results"}
#: "In May followed a second patient", "another man".
SECONDLY = re.compile(
    r"\b(?:an?|one|the|our)\s(?:second|third|fourth|further|next)\b|\banother\b",
    re.IGNORECASE,
)
_SOMEBODY_ELSE = re.compile(
    r"\b(?:second|third|fourth|further|next|another)\s(?:[\w-]+\s){0,2}?"
    r"(?:patient|case|man|woman|boy|girl|child|infant|lady|gentleman)\b",
    re.IGNORECASE,
)
#: What cannot stand between the first word of a sentence and the age of its subject.
_NOT_IN_SUBJECT = re.compile(
    r"\b(?:was|were|is|are|had|has|have|did|could|came|presented|complained|felt|"
    r"developed|showed|received|underwent|suffered|noticed|lost|told|when|since|until|"
    r"after|before|while|whom|whose|like|unlike|in the case of|compared|to|by)\b|[;:]|"
    r"\b[a-z]+ed (?:an?|the|two)\b|\([^)]*\Z|\b(?:of|from) (?:an? )?(?:[\w-]+ )?\Z",
    re.IGNORECASE,
)
#: A pronoun takes up somebody told of; "At the age of 55" begins no subject.
_NO_SUBJECT = re.compile(
    r"(?:s?he|they|it|his|her|their|its|whose|at|for|from|of|with|on|as)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"fig(?:ure|\.)|plate\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")
_LONGEST_SUBJECT = 90  # characters before the age


def is_subject(reading: Reading, age: AgeMatch) -> bool:
    """Does an age belong to the subject of a sentence: "The miller, a man of 60, fell"?

    The subject is no relative, and nobody of the staff.
    """
    sentence = reading.sentence_at(age.start)
    if sentence is None or not _is_told(sentence):
        return False
    before = reading.text[sentence.start : age.start]
    if len(before) > _LONGEST_SUBJECT or _NOT_IN_SUBJECT.search(before):
        return False
    kin = re.search(rf"\b(?:{reading.persons.kin})\b", before, re.IGNORECASE)
    staff = any(
        row is not None and row.bystander
        for row in map(reading.persons.get, _WORD.findall(before))
    )
    return kin is None and not staff and not _NO_SUBJECT.match(sentence.text)


def is_announced(reading: Reading, age: AgeMatch) -> bool:
    """Is somebody introduced as one more: "We met a second patient. He was 60."?"""
    sentence = reading.sentence_at(age.start)
    if sentence is None or not _is_told(sentence):
        return False
    near = [sentence]
    if sentence.index and not sentence.first_in_paragraph:
        near.append(reading.sentences[sentence.index - 1])
    return any(_SOMEBODY_ELSE.search(s.text) and _is_told(s) for s in near)


def _is_told(sentence: Sentence) -> bool:
    """Is a sentence of a story and about no one else's patient?"""
    told = sentence.section.category in TOLD and not _FIGURE.match(sentence.text)
    return told and not sentence.cites and not sentence.cues & ELSEWHERE
