"""Patients who are kin: brothers and sisters, twins, parent and child."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from pipeline.rules.age import AgeMatch
from pipeline.rules.case_headers import header_label
from pipeline.rules.case_references import refers_to_all
from pipeline.rules.counted import counted_people
from pipeline.rules.reading import STORY, Reading, Sentence

PAIR = re.compile(
    r"(?<!one of )(?<!one of the )(?<!mother of )"
    r"(?<!father of )(?<!with )(?<!\bhad )(?<!\bhas )(?<!\bhave )"
    r"\b(?:(?:identical |monozygotic |dizygotic |a pair of )?twins|"
    r"twin (?:sisters|brothers|boys|girls)|"
    r"(?:brother and (?:a |his |her )?sister|sister and (?:a |his |her )?brother|"
    r"mother and (?:her )?(?:daughter|son)|father and (?:his )?(?:daughter|son)|"
    r"father and (?:his )?(?:two |three )?(?:daughters|sons)|"
    r"mother and (?:her )?(?:two |three )?(?:daughters|sons)|"
    r"husband and (?:his )?wife|wife and (?:her )?husband)|"
    r"siblings|(?:the )?(?:two|three) (?:brothers|sisters|cousins))\b",
    re.IGNORECASE,
)
_SIBLINGS = re.compile(r"\b(?:sisters?|brothers?|siblings|twins?)\b", re.IGNORECASE)
_KIN = re.compile(
    r"\b(?:mother|father|daughter|son|husband|wife|cousin)(?=s?\b)", re.IGNORECASE
)
_TOLD = STORY | {"body", "abstract", "results", "title"}
#: What is said of a bystander.
_BYSTANDER = re.compile(
    r"\b(?:healthy|well|alive|unaffected|brought|noticed|gave|reported|accompanied|"
    r"found (?:him|her)|called|rang|telephoned|took (?:him|her)|told (?:us|me)|"
    r"died of|(?:had|has|have) died|lives?|not (?:affected|examined)|history|carrier|"
    r"refused to be|cared for|looks? after|nursed|drove)\b"
)
_OWN_SEVERAL = re.compile(
    r"\b(?:two|three|four)\s(?:[\w-]+\s){0,2}(?:patients|cases|people)\b"
    r"(?:\s[\w-]+){0,3}?\s(?:of (?:our own|ours)|whom we)\b|"
    r"\b(?:two|three|four) (?:of our own|own|personal|further) (?:patients|cases)\b",
    re.IGNORECASE,
)
_CAME = re.compile(
    r"\b(?:was|were) (?:also |later |then |likewise )?(?:admitted|referred|operated|"
    r"hospitali[sz]ed|brought|seen)\b|\b(?:presented|consulted us|came to us)\b"
)
_RANKED = re.compile(r"\bthe (?:younger|older|elder|latter|former)\b", re.IGNORECASE)
#: "The patient underwent …", "Our patient was …"
_ONE = re.compile(
    r"\b(?:the|our|this) patient\b(?! (?:with|who|whose|in whom|of)\b)", re.IGNORECASE
)
_BEFORE = 40  # characters of an introduction before its age
_VERY_FIRST = 2
_NEXT = 3  # sentences in which a story goes on
_FAMILY = re.compile(
    r"\b(?:one|a|the same|single) family\b|\bfamilial\b|\bgenerations\b", re.IGNORECASE
)
#: Where one is a patient, so may be the other.
_CONVERSE = {
    "wife": {"husband"},
    "husband": {"wife"},
    "mother": {"daughter"},
    "father": {"son"},
    "daughter": {"mother"},
    "son": {"father"},
}
_BOTH = frozenset({"twins", "sisters", "brothers", "siblings"})


def as_patient(age: AgeMatch, siblings: frozenset[str]) -> AgeMatch:
    """Return the age of such kin as a patient's, of a bystander as nobody's."""
    noun = (age.noun or "").lower().removesuffix("s")
    if noun in siblings:
        count = max(age.count, 2) if (age.noun or "") in _BOTH else age.count
        return replace(age, person=True, rule="age:sibling", count=count)
    if _SIBLINGS.fullmatch(noun):
        return replace(age, person=False, rule="age:relative")
    return age


def announces_pair(sentence: Sentence) -> re.Match[str] | None:
    """Return where a sentence announces two patients who are kin, if it does."""
    told = sentence.section.category == "title" or "own" in sentence.cues
    if not told and sentence.index >= _VERY_FIRST:
        return None
    return PAIR.search(sentence.text)


def siblings_of(reading: Reading) -> frozenset[str]:
    """Return the words for patients who are kin: announced, or told of as patients.

    Where a father and his son are announced, the mother is a bystander.
    """
    found = _announced(reading)
    if not found:
        found = set(_studied(reading))
        for word in tuple(found):
            found |= _CONVERSE.get(word, set())
    if "sibling" in found:
        found |= {"brother", "sister"}
    return frozenset(found)


def _announced(reading: Reading) -> set[str]:
    """Return the words of the pairs that a text announces."""
    found: set[str] = set()
    for sentence in reading.sentences:
        pair = announces_pair(sentence)
        if pair is None:
            continue
        found |= {word.lower() for word in _KIN.findall(pair.group())}
        if _SIBLINGS.search(pair.group()):
            found |= {w.lower().rstrip("s") for w in _SIBLINGS.findall(sentence.text)}
    return found


def _is_family(reading: Reading) -> bool:
    """Does a text say at its beginning that its patients are of one family?"""
    first = reading.sentences[:_VERY_FIRST]
    return any(_FAMILY.search(s.text) or PAIR.search(s.text) for s in first)


def _studied(reading: Reading) -> Iterator[str]:
    """Yield the words for kin whose age is given and who were examined or treated.

    A later sentence must tell so: it is about both, the elder or the younger, a level
    of that relative, or it goes on with "He" where the patient is a woman.
    """
    whose = "his|her|whose|their" + ("|the" if _is_family(reading) else "")
    kin = re.compile(
        rf"\b(?:{whose})\s+(?:[\w-]+\s+){{0,2}}?(?P<kin>{reading.persons.kin})\b",
        re.IGNORECASE,
    )
    for age in reading.ages:
        sentence = reading.sentence_at(age.start)
        if sentence is None or sentence.cites or not _is_told(sentence):
            continue
        low = max(sentence.start, age.start - _BEFORE)
        found = list(kin.finditer(reading.text, low, age.end + 1 + len(age.noun or "")))
        rest = reading.text[age.end : sentence.end]
        of_whom = _kin_of(reading.persons.kin).match(sentence.text)
        if of_whom and _opens_case(reading, sentence):
            yield of_whom["kin"].lower()
        if found and not _BYSTANDER.search(rest):
            word = found[-1]["kin"].lower()
            family = _is_family(reading) and bool(reading.levels_in(sentence))
            headed = _opens_case(reading, sentence) or (
                _announces_several(reading) and _CAME.search(rest) is not None
            )
            alone = _speaks_of_one(reading, sentence)
            examined = not alone and _is_examined(reading, sentence, age, word)
            if family or headed or examined:
                yield word


@lru_cache(maxsize=4)
def _kin_of(kin: str) -> re.Pattern[str]:
    """Match a case that begins "The eldest son of II-4", "A cousin of Case 1"."""
    return re.compile(
        rf"\W*(?:the|an?)\s(?:[\w-]+\s){{0,2}}?(?P<kin>{kin})\sof\s"
        r"(?:(?:the|our)\s(?:[\w-]+\s)?(?:patient|case)|case|patient|(?-i:[IVX]{1,4}[-–:]\d))",
        re.IGNORECASE,
    )


def _announces_several(reading: Reading) -> bool:
    """Does a text say at its beginning that it adds several patients of its own?"""
    return any(_OWN_SEVERAL.search(s.text) for s in reading.sentences[:_NEXT])


def _speaks_of_one(reading: Reading, kin: Sentence) -> bool:
    """Does the story go on with "the patient" after a relative: there is but one?"""
    later = reading.sentences[kin.index + 1 :]
    return any(_ONE.search(s.text) and _is_told(s) and not s.cites for s in later)


def _opens_case(reading: Reading, sentence: Sentence) -> bool:
    """Is a sentence the first under the header of a case: "Case 2. His neighbour …"?"""
    near = [sentence, reading.sentences[max(0, sentence.index - 1)]]
    return any(map(header_label, near))


def _is_told(sentence: Sentence) -> bool:
    return sentence.section.category in _TOLD


def _is_examined(
    reading: Reading, sentence: Sentence, age: AgeMatch, word: str
) -> bool:
    """Do levels or later sentences speak of a relative as of a patient?"""
    persons = reading.persons
    beside = [a for a in reading.within(reading.ages, sentence) if a.start < age.start]
    if any(a.person for a in beside) and refers_to_all(
        reading.text[age.end : sentence.end], persons
    ):
        return True
    named = re.compile(rf"\bthe {word}\b(?! (?:noticed|reported|of)\b)", re.IGNORECASE)
    later = [s for s in reading.sentences[sentence.index + 1 :] if _is_told(s)]
    return any(
        refers_to_all(s.text, persons)
        or _RANKED.search(s.text)
        or (named.search(s.text) and reading.levels_in(s))
        for s in later
        if not s.cites
    ) or _goes_on(reading, age, later[:_NEXT])


def _goes_on(reading: Reading, age: AgeMatch, later: list[Sentence]) -> bool:
    """Does the story go on with "He" after "Her cousin, a man of 41"?"""
    before = [a.sex for a in reading.ages if a.person and a.end <= age.start]
    if not before or {before[-1], age.sex} != {"male", "female"}:
        return False
    opening = "He" if age.sex == "male" else "She"
    return any(
        re.match(rf"{opening}\b(?! (?:is|lives|was well))", s.text) for s in later
    )


def is_of_patient(reading: Reading, start: int, end: int) -> bool:
    """Is a stretch of text about a patient, or about kin who is one of the patients?"""
    assertion = reading.assertions.at(start, end)
    if assertion.subject == "patient":
        return True
    is_told = assertion.subject in {"family", "other"} and assertion.cue
    number = len(reading.patients)
    if is_told and number > 1:  # "In five patients with gout", who are the five
        counted = counted_people(f"{assertion.cue} ", reading.persons)
        if number in counted:
            return True
    if not is_told or not reading.siblings:
        return False
    words = re.findall(r"[a-z]+", str(assertion.cue).lower())
    if any(word.removesuffix("s") in reading.siblings for word in words):
        return True
    sentence = reading.sentence_at(start)
    kin = re.compile(rf"\b(?:{reading.persons.kin})(?=s?\b)", re.IGNORECASE)
    told = kin.findall(sentence.text) if sentence else []
    return bool(told) and {word.lower() for word in told} <= reading.siblings
