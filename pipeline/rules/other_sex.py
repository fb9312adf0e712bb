"""A pronoun of the other sex takes up somebody who is not the patient.

"Her father said that she had fallen. He had been treated with zoledronate." The patient
is a girl, so "He" is the father. Of several patients nothing is known.
"""

import re

from pipeline.rules.reading import Reading, Sentence

PRONOUN = re.compile(
    r"\b(?:(?P<male>he|his|him|himself)|(?P<female>she|her|hers|herself))\b",
    re.IGNORECASE,
)
OPENS_WITH = re.compile(
    r"\W*(?:[^,.;]{0,40},\s|In\s)?(?:(?P<male>he|his|him)|(?P<female>she|her))\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z-]+")
_BEFORE = 2  # sentences in which somebody else may have been named


def sex_of_patients(reading: Reading) -> str | None:
    """Return the sex with which the only patient is introduced, else None."""
    if reading.siblings:
        return None
    people = {
        (age.years, age.sex)
        for age in reading.ages
        if age.person
        and (sentence := reading.sentence_at(age.start)) is not None
        and sentence.subject == "patient"
        and not sentence.cites
    }
    sexes = {sex for _, sex in people} - {None}
    alone = len({years for years, _ in people}) == 1
    return sexes.pop() if alone and len(sexes) == 1 else None


def speaks_of_another(reading: Reading, sentence: Sentence, sex: str | None) -> bool:
    """Does a sentence go on about somebody of the other sex, just named?"""
    begins = OPENS_WITH.match(sentence.text) if sex else None
    if begins is None or begins.lastgroup == sex:
        return False
    near = reading.sentences[max(0, sentence.index - _BEFORE) : sentence.index]
    return any(
        _names(reading, before, str(begins.lastgroup))
        for before in near
        if before.paragraph == sentence.paragraph
    )


def _names(reading: Reading, sentence: Sentence, sex: str) -> bool:
    """Does a sentence name a person of a sex, or go on about one?"""
    begins = OPENS_WITH.match(sentence.text)
    if begins is not None and begins.lastgroup == sex and sentence.subject != "patient":
        return True
    rows = map(reading.persons.get, _WORD.findall(sentence.text))
    return any(
        row is not None and row.sex == sex and row.relation in {"", "relative"}
        for row in rows
    )
