"""What a series calls its patients: "Mrs. K.", "A.B.", "the judge", "the pilot"."""

import re

from pipeline.rules.case_headers import ORDINALS, number_of
from pipeline.rules.cast import Cast
from pipeline.rules.reading import Patient, Reading, Sentence

_NAME = re.compile(
    r"(?P<name>(?:(?<=^)|(?<=[;:,]\s)|(?<=\n)|(?<=\band\s))(?:Mrs?|Miss|Ms)\.?\s[A-Z][\w'’-]*|"
    r"(?:(?<=^)|(?<=[;:,a-z]\s)|(?<=\n))[A-Z]\.\s?[A-Z]\.(?:\s?[A-Z]\.)?)"
    r"(?!\s?[A-Z\d])(?!\s(?:showed|exhibited|demonstrated)\b)"
)
#: A colleague who shows a patient in the proceedings of a society.
_SHOWN = re.compile(
    r"\b[A-Z][\w'’-]+ (?:showed|exhibited|demonstrated|presented|described) an?\b"
)
_NOUN_BEFORE = re.compile(
    r"\b(?:[Aa]n?|[Tt]he)\s+(?:[\w-]+\s+){0,3}?([a-z]{3,}),?\s+"
    r"(?:aged\s+|of\s+)?$"
)
_NOUN_AFTER = re.compile(
    r"^[\s-]*(?:years?[\s-]old\s+)?(?:[\w-]+\s+){0,2}?([a-z]{3,})(?=\s(?:who|had|has|was|"
    r"is|with|came|presented|developed|fell|could|complained|noticed)\b|[,.;])"
)
_HEADING = re.compile(r"\W*The ([a-z]{3,})\W*")
_THE = re.compile(r"\b[Tt]he ([a-z][a-z-]+[a-z])(?=['’]s\b|[\s,.;])")
#: "The cheese-maker, a woman of 43", "The shepherd had …": how a story begins.
_SUBJECT = re.compile(
    r"(?:The|An?|Our)\s(?P<noun>[a-z][a-z-]+[a-z])(?:\s[a-z][a-z-]+)?"
    r"(?=,\s(?:an?|the|aged|who)\b|\s(?:had|was|came|presented|complained|felt|fell)\b)"
)
#: "(hospital no. 72/4417)", "file 2001/118".
_FILE = re.compile(
    r"\b(?:no\.?|number|file|chart|record|MRN|ID)\s?:?\s?(?P<name>[A-Z]{0,2}\d[\d/.-]*\d)"
)
_COMMON = frozenset(
    "man woman boy girl patient child lady gentleman infant male female case person "
    "brother sister twin old years year months aged one history he she first second "
    "third fourth fifth sixth last next other former latter elder older younger".split()
)
_REACH = 50
#: "The second, once a skipper, …", "The first patient, a young gymnast, fell".
_RANKED = re.compile(
    rf"\b[Tt]he (?P<rank>{'|'.join(ORDINALS)})"
    r"(?: (?:patient|man|woman|boy|girl|one))?,? (?:who was |was |once )?an? "
    r"(?:[a-z-]+ ){0,2}?(?P<noun>[a-z-]{4,})(?=,|\.| who| had)"
)


def all_nouns(reading: Reading) -> tuple[frozenset[str], ...]:
    """Return the trades of each patient, those said of a rank among them."""
    ranked = _ranked_nouns(reading)
    return tuple(
        nouns_of(reading, p) | ranked.get(p.number, frozenset())
        for p in reading.patients
    )


def named_points(text: str, cast: Cast) -> list[tuple[int, tuple[int, ...]]]:
    """Return (offset, patients) where a sentence calls a patient by name or trade."""
    found: list[tuple[int, tuple[int, ...]]] = []
    for patient, mine in zip(cast.patients, cast.names, strict=True):
        unique = [n for n in mine if sum(n in other for other in cast.names) == 1]
        for name in unique:
            pattern = rf"(?<![\w.]){re.escape(name)}(?!\w)"
            found += [
                (m.start(), (patient.number,)) for m in re.finditer(pattern, text)
            ]
    for match in _THE.finditer(text):
        fits = [
            p.number
            for p, mine in zip(cast.patients, cast.nouns, strict=True)
            if match[1] in mine
        ]
        if len(fits) == 1:
            found.append((match.start(), (fits[0],)))
    return found


def _ranked_nouns(reading: Reading) -> dict[int, frozenset[str]]:
    """Return the trade said of a rank: "the first patient, a gymnast, fell"."""
    found: dict[int, set[str]] = {}
    for match in _RANKED.finditer(reading.text):
        number = number_of(match["rank"]) or 0
        found.setdefault(number, set()).add(match["noun"])
    return {n: frozenset(nouns - _COMMON) for n, nouns in found.items()}


def names_of(reading: Reading, patient: Patient) -> frozenset[str]:
    """Return what introduces a patient: the last name before its age, or a number."""
    text = _introduction(reading, patient)
    files = frozenset(m["name"] for m in _FILE.finditer(text) if len(m["name"]) > 2)
    return files | _name_of(reading, patient, text)


def _name_of(reading: Reading, patient: Patient, text: str) -> frozenset[str]:
    """Return the name in the introduction of a patient."""
    found = [] if _SHOWN.search(text) else list(_NAME.finditer(text))
    if len(found) < 2:
        return frozenset(m["name"] for m in found)
    sentence = reading.sentences[patient.anchor]
    ages = [
        age.end - sentence.start
        for age in reading.within(reading.ages, sentence)
        if age.years == patient.age
    ]
    before = [m["name"] for m in found if ages and m.start() < ages[0]]
    return frozenset(before[-1:] or [found[0]["name"]])


def nouns_of(reading: Reading, patient: Patient) -> frozenset[str]:
    """Return the trade said beside a patient's age, and a nickname as heading.

    As well the noun that the paragraph of a patient begins with.
    """
    found: set[str] = set()
    if patient.anchor < 0 or patient.age is None:
        return frozenset()
    sentence = reading.sentences[patient.anchor]
    for age in reading.within(reading.ages, sentence):
        if age.years != patient.age:
            continue
        before = reading.text[max(sentence.start, age.start - _REACH) : age.start]
        after = reading.text[age.end : min(sentence.end, age.end + _REACH)]
        sides = (_NOUN_BEFORE.search(before), _NOUN_AFTER.match(after))
        found |= {m[1] for m in sides if m} | {age.noun or ""}
    if patient.anchor > 0:
        heading = _HEADING.fullmatch(reading.sentences[patient.anchor - 1].text)
        found |= {heading[1]} if heading else set()
    taken_up = sentence.text.startswith(("He ", "She "))
    first = _first_of(reading, sentence) if taken_up else sentence
    opening = _SUBJECT.match(first.text)
    found |= {opening["noun"]} if opening else set()
    return frozenset(found - _COMMON - {""})


def _first_of(reading: Reading, sentence: Sentence) -> Sentence:
    """Return the first sentence of a paragraph."""
    while sentence.index and not sentence.first_in_paragraph:
        sentence = reading.sentences[sentence.index - 1]
    return sentence


def _introduction(reading: Reading, patient: Patient) -> str:
    return reading.sentences[patient.anchor].text if patient.anchor >= 0 else ""
