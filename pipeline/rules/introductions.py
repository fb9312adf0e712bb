"""Where own patients are introduced with an age, and which introductions count."""

import re

from pipeline.rules.age import AgeMatch
from pipeline.rules.case_headers import SHOWN
from pipeline.rules.newcomers import (
    ELSEWHERE,
    SECONDLY,
    TOLD,
    is_announced,
    is_subject,
)
from pipeline.rules.passing import told_of
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.siblings import is_of_patient

_NEW = re.compile(
    r"(?:[A-Z][\w ]{2,30}:\s)?"
    r"(?:An?|Our|The (?:last|next|second|third|fourth|other)|Another|This)\b|\d|"
    r"(?:Male|Female|Boy|Girl|Man|Woman)\b"
)
_NAMED = re.compile(r"(?:[A-Z]\.\s?){1,3},|(?:Mrs?|Miss|Ms|Mr)\.?\s[A-Z]")
#: A new person, perhaps after a time or a colleague: "The same year we saw a farmer".
_SOMEBODY = re.compile(
    r"(?:In (?:\w+ ){0,2}(?:\d{4},?\s)?)?"
    r"(?:(?:The same|That|In the same|The (?:next|following)|"
    r"\w+ (?:weeks?|months?|years?) (?:later|afterwards|after (?:him|her|this|that)))\b"
    r"[^.;]{0,25}?\b)?"
    r"(?:[^.;]{0,40},\s)?"
    r"(?:we (?:had |have )?(?:also |since |recently |previously )*(?:saw|seen|met|"
    r"treated|admitted|operated (?:up)?on|encountered|looked after|cared for|"
    r"explored|followed) )?(?:another|an?)\b",
    re.IGNORECASE,
)
#: "a man of 77": the noun phrase in front of an age is nobody known.
_SOME = re.compile(r"\b(?:an?|another)\s[^,;.()]{0,50}\Z", re.IGNORECASE)
_LISTED = re.compile(r"[^.;:]{0,60}:\s*\(?(?:1|i|a)[).]\s")
_SHOWN = re.compile(
    r"(?:(?:Mrs?|Dr|Prof|Sir)\b[^a-z]{0,3})?(?:[A-Z][\w.'’-]*\s){0,3}"
    rf"{SHOWN}"
)
_BARE = re.compile(r"(?:Boy|Girl|Male|Female|Man|Woman|[MF])\b")
_BESIDE = re.compile(
    r"(?:[,;]|\b(?:and|while|whereas|but))\s+(?:(?:and|also|in|of|by)\s+)*"
    r"(?:\(?(?:\d|[ivx]{1,3}|[a-d])\)\s*)?"
    r"(?:an?|another|two|three|four|his|her|male|female|mrs?|ms|miss)\b",
    re.IGNORECASE,
)
_SECOND = re.compile(r"(?:The|Our) (?:second|third|fourth|next|last|other)\b")
_OPENING = 60  # characters before the age of a sentence that introduces a patient
_ONE_ONLY = re.compile(
    r"\b(?:we|i|to|authors?) (?:here |herein |wish to |will )?"
    r"(?:report|present|describe)(?:s|ed)? (?:on |here )?(?:an?|one|the) "
    r"(?:[\w-]+ ){0,4}?(?:case|patient|man|woman|boy|girl|child|infant)\b"
    r"|\b(?:a|the|single) case report\b|\bcase report\s*$|\b(?:a|one) case of\b"
    r"|\bour (?:own )?(?:patient|case)\b|\b(?:in this|the present) case\b",
    re.IGNORECASE,
)


def own_introductions(reading: Reading) -> list[AgeMatch]:
    """Return the ages that introduce an own patient, in order of the text."""
    found: list[AgeMatch] = []
    for age in reading.ages:
        sentence = reading.sentence_at(age.start)
        if not age.person or sentence is None or sentence.subject != "patient":
            continue
        if not is_of_patient(reading, age.start, age.end):
            continue
        found += [age] * age.count
    return found


def openers(reading: Reading) -> list[AgeMatch]:
    """Return the introductions that tell patients apart where no number is announced.

    Each opens a paragraph; or a sentence, where nothing speaks of one case only.
    """
    ages = [a for a in own_introductions(reading) if not _is_bystander(reading, a)]
    strict = distinct([a for a in ages if _opens_paragraph(reading, a)])
    if reading.siblings:
        return max(strict, distinct(ages), key=len)
    if any(_ONE_ONLY.search(s.text) for s in reading.sentences):
        more = [a for a in ages if is_announced(reading, a) or a in strict]
        return max(strict, distinct(more), key=len)
    free: list[AgeMatch] = []
    for age in ages:
        opens = (
            _opens_paragraph(reading, age)
            or _opens_sentence(reading, age)
            or _is_ours(reading, age)
            or is_subject(reading, age)
            or is_announced(reading, age)
        )
        if opens or (free and _joins(reading, free[-1], age)):
            free.append(age)
    first = [a for a in ages[:1] if free and _precedes(reading, a, free[0])]
    return told_of(reading, max(strict, distinct(first + free), key=len))


def _is_bystander(reading: Reading, age: AgeMatch) -> bool:
    """Is a relative named inside the story of another: "A 52-year-old brother is well"?

    "A 35-year-old mother of two" at the head of a paragraph is a patient.
    """
    sentence = reading.sentence_at(age.start)
    row = reading.persons.get(age.noun) if age.noun else None
    is_kin = row is not None and row.relation == "relative"
    heads = sentence is not None and sentence.first_in_paragraph
    return is_kin and not heads and age.noun not in reading.siblings


def _precedes(reading: Reading, first: AgeMatch, other: AgeMatch) -> bool:
    """Is the first age of a story told before the sentence of another?"""
    one, two = reading.sentence_at(first.start), reading.sentence_at(other.start)
    if one is None or two is None or one.index >= two.index:
        return False
    return one.section.category in TOLD and not one.cues & ELSEWHERE


def _joins(reading: Reading, before: AgeMatch, age: AgeMatch) -> bool:
    """Is somebody introduced beside another: "a man of 70 and two women aged 61"?"""
    sentence = reading.sentence_at(age.start)
    if sentence is None or sentence.cites or sentence.cues & {"modal", "general"}:
        return False
    if age is before or SECONDLY.search(reading.text, sentence.start, age.end):
        return True
    if before.start < sentence.start:
        return bool(_BARE.match(sentence.text)) and age.start - sentence.start < 10
    between = reading.text[before.end : age.start + len(age.raw)]
    return age.rule == "age:list" or bool(_BESIDE.search(between))


def _opens_paragraph(reading: Reading, age: AgeMatch) -> bool:
    """Does an introduction open a paragraph of a case section?"""
    sentence = _opened(reading, age)
    return (
        sentence is not None
        and sentence.first_in_paragraph
        and not sentence.cites
        and bool(_NEW.match(sentence.text) or _NAMED.match(sentence.text))
    )


def _opens_sentence(reading: Reading, age: AgeMatch) -> bool:
    """Does a sentence open with a new person who is nobody's relative or citation?"""
    sentence = _opened(reading, age)
    return (
        sentence is not None
        and not sentence.cues & ELSEWHERE
        and any(
            p.match(sentence.text)
            for p in (_SOMEBODY, _SHOWN, _SECOND, _NAMED, _LISTED)
        )
    )


def _is_ours(reading: Reading, age: AgeMatch) -> bool:
    """Is somebody among those whom "we saw": "we have met it in a man of 70 and …"?"""
    sentence = reading.sentence_at(age.start)
    return (
        sentence is not None
        and "own" in sentence.cues
        and not sentence.cues & ELSEWHERE
        and sentence.section.category in TOLD
        and bool(_SOME.search(reading.text, sentence.start, age.end))
    )


def _opened(reading: Reading, age: AgeMatch) -> Sentence | None:
    """Return the sentence of a story that an age stands at the beginning of."""
    sentence = reading.sentence_at(age.start)
    if sentence is None or age.start - sentence.start >= _OPENING:
        return None
    told = sentence.section.category in TOLD
    return sentence if told else None


def distinct(ages: list[AgeMatch]) -> list[AgeMatch]:
    """Return introductions that differ in age or sex, first of each.

    An age that several share counts as often as it stands there.
    """
    kept: list[AgeMatch] = []
    for age in ages:
        if age.years is None:
            continue
        known = [k for k in kept if k.years == age.years and _same_sex(k, age)]
        if all(_is_another(k, age) for k in known):
            kept.append(age)
    return kept


def _is_another(known: AgeMatch, age: AgeMatch) -> bool:
    """Does the same match stand for one more: "twin sisters of seven"?"""
    return known is age and age.count > 1


def _same_sex(a: AgeMatch, b: AgeMatch) -> bool:
    return a.sex is None or b.sex is None or a.sex == b.sex
