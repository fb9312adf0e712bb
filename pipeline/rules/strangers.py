"""Passages about somebody who is no patient: a donor, a contact, kin told at length.

Such a person is introduced by what he is to the patient with an age of his own ("The
donor was his sister, 56 years old"), by "she herself", or by a heading ("The source").
What is told of him until the story comes back is nobody's fact.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.pack import Row
from pipeline.records import Section
from pipeline.rules.other_sex import (
    OPENS_WITH,
    PRONOUN,
    sex_of_patients,
    speaks_of_another,
)
from pipeline.rules.pattern_rows import any_of, sources_by
from pipeline.rules.persons import PersonWords
from pipeline.rules.reading import STORY, Reading, Sentence

#: The subject of passages about others.
OTHER = "other"
_LEAD = (
    r"\W*(?:(?:the|an?|one|another|his|her|their|our)\s"
    r"|(?-i:(?:The|This|Our)\s\w+|(?:Mrs?|Ms|Miss|Dr)\.?\s[A-Z][\w.-]*|[A-Z][\w.-]*)"
    r"['’]s\s|(?-i:[A-Z]{1,3}[-–.]?\d{1,2}),\s(?:the|an?|his|her)\s)"
    r"(?:(?!was\b|is\b|had\b|and\b|of\b)[a-z-]+\s){0,2}"
)
#: "told us that she herself", "had himself been"
_HIMSELF = re.compile(
    r"[^.;]{0,60}?\b(?:that s?he|had|was|is|who) (?:him|her)self\b", re.IGNORECASE
)
_NAME = re.compile(r"\W*(?:Mrs?|Ms|Miss)\.?\s[A-Z](?![\w.]*['’]s\s(?!own\b))")
_BIRTH = re.compile(
    r"\b(?:pregnan|deliver|gravid|gestation|born\b|birth)", re.IGNORECASE
)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_NEAR = 60  # characters in which somebody is said to be a man or a woman
#: "The first, a technician of 29, …"
_OF_SEVERAL = re.compile(
    r"\W*(?:The (?:first|second|third|others?|elder|younger|former|latter|last)|One|"
    r"Another|Both|All|Neither|None)\b"
)
_AGED = 80  # characters from what somebody is to his age
_NUMBERED = re.compile(r"\W*(?:\d+(?:\.\d+)*|[A-Z]|[IVX]+)[.)]\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """Whom sentences are about: his sex, and whether all of a stretch is his."""

    sex: str | None
    section: Section | None = None  # all of it
    paragraph: int = -1  # all of it
    cited: bool = False  # of it, what speaks of a person
    several: bool = False  # "The first", "Both" are of them


@dataclass(frozen=True, slots=True)
class StrangerBook:
    """The compiled lexicon."""

    heading: re.Pattern[str]
    opener: re.Pattern[str]
    several: re.Pattern[str]
    himself: re.Pattern[str]
    guest: re.Pattern[str]
    cited: re.Pattern[str]
    back: re.Pattern[str]


def compile_strangers(rows: Iterable[Row], persons: PersonWords) -> StrangerBook:
    """Build the patterns; columns `pattern, kind, note`."""
    kinds = sources_by("kind", rows)
    who = "|".join([*kinds["person"], rf"(?:{persons.kin})s?"])
    return StrangerBook(
        heading=any_of(p.replace("{who}", who) for p in kinds["heading"]),
        opener=re.compile(rf"{_LEAD}(?P<who>{who})\b(?!['’]s)", re.IGNORECASE),
        several=any_of(kinds["several"]),
        himself=re.compile(
            rf"\W*(?:the|an?|one|our)\s(?:[\w-]+\s){{0,2}}(?:{_staff(persons)})\b"
            r"[^.;]{0,90}(?:\b(?:had|has|was|is)|,)\s(?:him|her)self\b",
            re.IGNORECASE,
        ),
        guest=any_of(kinds["guest"]),
        cited=any_of(kinds["cited"]),
        back=any_of(kinds["return"]),
    )


def _staff(persons: PersonWords) -> str:
    """Return the words for people who work with patients, as a pattern."""
    rows = persons.words.items()
    return "|".join(w for w, r in rows if r.bystander and r.relation == "occupation")


def mark_strangers(reading: Reading, book: StrangerBook) -> None:
    """Set `subject` of sentences about others; their ages are no patient's."""
    passage: Passage | None = None
    before: Sentence | None = None
    marked: list[Sentence] = []
    sex = sex_of_patients(reading)
    for sentence in reading.sentences:
        passage = _kept(passage, before, sentence)
        if before is None or before.section is not sentence.section:
            passage = _headed(reading, sentence, book) or passage
        opened = _opened(reading, sentence, book)
        if opened:
            headed = passage.section if passage else None
            passage = replace(opened, section=headed)
        if passage and (opened or _is_about(reading, sentence, passage, book)):
            marked.append(sentence)
        elif speaks_of_another(reading, sentence, sex):
            sentence.subject = OTHER
            marked.append(sentence)
        elif passage and passage.section is None:
            passage = None
        before = sentence
    _disown(reading, marked)


def _disown(reading: Reading, marked: list[Sentence]) -> None:
    """Take sentences and their ages from the patients."""
    for sentence in marked:
        sentence.subject = OTHER
    if marked:
        spans = [(s.start, s.end) for s in marked]
        reading.ages = tuple(
            replace(age, person=False, rule="age:stranger")
            if any(start <= age.start < end for start, end in spans)
            else age
            for age in reading.ages
        )


def _kept(
    passage: Passage | None, before: Sentence | None, sentence: Sentence
) -> Passage | None:
    """Return the passage that a sentence may still belong to."""
    if passage is None or before is None:
        return None
    if passage.section is not None:
        return passage if sentence.section is passage.section else None
    return passage if sentence.paragraph == before.paragraph else None


def _headed(reading: Reading, sentence: Sentence, book: StrangerBook) -> Passage | None:
    """Return the passage that a heading announces."""
    heading = _NUMBERED.sub("", sentence.section.heading).strip(" .:")
    if not book.heading.fullmatch(heading):
        return None
    words = {w.lower().removesuffix("s") for w in re.findall(r"[A-Za-z]+", heading)}
    if words & reading.siblings:
        return None
    return Passage(None, section=sentence.section)


def _opened(reading: Reading, sentence: Sentence, book: StrangerBook) -> Passage | None:
    """Return the passage that a sentence opens."""
    if _cites_one(sentence) or book.cited.match(sentence.text):
        return Passage(None, paragraph=sentence.paragraph, cited=True)
    if book.himself.match(sentence.text) or book.guest.match(sentence.text):
        return Passage(_sex_of(reading, "", sentence.text))
    if book.several.match(sentence.text) and "own" not in sentence.cues:
        return Passage(None, several=True)
    found = book.opener.match(sentence.text)
    if found is None or found["who"].lower().removesuffix("s") in reading.siblings:
        return None
    start = sentence.start + found.end()
    himself = _HIMSELF.match(sentence.text, found.end())
    aged = any(
        start <= age.start <= start + _AGED and not age.person for age in reading.ages
    )
    told = reading.assertions.at(start, start + 1).subject != "patient"
    if (not himself and not (aged and told)) or _BIRTH.search(sentence.text):
        return None
    return Passage(
        _sex_of(reading, found["who"], sentence.text[found.end() :]),
        paragraph=sentence.paragraph if sentence.first_in_paragraph else -1,
    )


def _cites_one(sentence: Sentence) -> bool:
    """Does a paragraph outside the cases begin with the patient of another author?"""
    outside = sentence.section.category not in STORY | {"abstract", "title"}
    cites = "cited-case" in sentence.cues and "own" not in sentence.cues
    return outside and cites and sentence.first_in_paragraph


def _sex_of(reading: Reading, who: str, rest: str) -> str | None:
    """Return the sex of somebody by what he is: "his wife", "The donor was a man"."""
    for word in [who, *_WORD.findall(rest[:_NEAR])]:
        row = reading.persons.get(word)
        if row is not None and row.sex and row.relation != "pronoun":
            return row.sex
    return None


def _is_about(
    reading: Reading, sentence: Sentence, passage: Passage, book: StrangerBook
) -> bool:
    """Is a sentence still about the other person?"""
    if "own" in sentence.cues or book.back.search(sentence.text):
        return False
    if _NAME.match(sentence.text):
        return False
    if passage.cited:
        return bool(sentence.cues & {"pronoun", "introduced"})
    if passage.several and _OF_SEVERAL.match(sentence.text):
        return True
    begins = OPENS_WITH.match(sentence.text)
    sex = begins.lastgroup if begins else None
    if sex and passage.sex and sex != passage.sex:
        return False
    if passage.section is not None:
        return True
    if passage.paragraph == sentence.paragraph:
        return _takes_up(sentence, passage)
    return sex is not None and sex == passage.sex != _sex_of_story(reading, sentence)


def _takes_up(sentence: Sentence, passage: Passage) -> bool:
    """Does a pronoun in a sentence take up somebody of that sex?"""
    sexes = {m.lastgroup for m in PRONOUN.finditer(sentence.text)}
    return bool(sexes) if passage.sex is None else passage.sex in sexes


def _sex_of_story(reading: Reading, sentence: Sentence) -> str | None:
    """Return the sex of most pronouns of the story before a sentence."""
    told = [
        s.text
        for s in reading.sentences[: sentence.index]
        if s.subject == "patient" and s.section.category in STORY | {"body"}
    ]
    sexes = [m.lastgroup for text in told for m in PRONOUN.finditer(text)]
    return max(("male", "female"), key=sexes.count) if sexes else None
