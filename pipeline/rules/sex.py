"""Sex of each own patient: introduction, person nouns, pronouns, groups, MeSH."""

import re

from pipeline.rules import spans
from pipeline.rules.demographics import ages_of
from pipeline.rules.reading import Patient, Reading, Sentence
from pipeline.rules.respective import sexes_in

_MALE = re.compile(r"\b(?:he|his|him|himself|mr)\b", re.IGNORECASE)
_FEMALE = re.compile(r"\b(?:she|her|hers|herself|mrs|miss|ms)\b", re.IGNORECASE)


def find_sex(reading: Reading, patient: Patient, nouns: dict[str, str]) -> None:
    """Add the sex of one patient: introduction, then person nouns, then pronouns."""
    if _from_list(reading, patient):
        return
    for sentence, age in ages_of(reading, patient):
        if age.sex:
            _add_sex(
                reading,
                patient,
                sentence,
                age.start,
                age.end,
                age.sex,
                "sex:introduction",
            )
            return
    own = [s for s in reading.own_sentences() if patient.number in s.patients]
    alone = [s for s in own if len(s.patients) == 1]
    if _from_nouns(reading, patient, alone, nouns) or _from_pronouns(
        reading, patient, alone
    ):
        return
    if len(reading.patients) > 1 and _from_group(reading, patient, own):
        return
    _from_mesh(reading, patient)


def _from_nouns(
    reading: Reading, patient: Patient, own: list[Sentence], nouns: dict[str, str]
) -> bool:
    if not nouns:
        return False
    pattern = re.compile(
        r"\b(?:the|a|an|this|our|young|old|elderly|aged)\s+(?:[\w-]+\s+){0,2}?("
        + "|".join(sorted(map(re.escape, nouns), key=len, reverse=True))
        + r")\b",
        re.IGNORECASE,
    )
    for sentence in own:
        for found in pattern.finditer(sentence.text):
            start, end = sentence.start + found.start(1), sentence.start + found.end(1)
            assertion = reading.assertions.at(start, end)
            if assertion.subject == "patient":
                sex = nouns[found[1].lower()]
                _add_sex(reading, patient, sentence, start, end, sex, "sex:noun")
                return True
    return False


def _from_pronouns(reading: Reading, patient: Patient, own: list[Sentence]) -> bool:
    votes: dict[str, list[tuple[Sentence, re.Match[str]]]] = {"male": [], "female": []}
    for sentence in own:
        for sex, pattern in (("male", _MALE), ("female", _FEMALE)):
            votes[sex] += [(sentence, m) for m in pattern.finditer(sentence.text)]
    male, female = len(votes["male"]), len(votes["female"])
    if male == female:
        return False
    sex = "male" if male > female else "female"
    sentence, found = votes[sex][0]
    start = sentence.start + found.start()
    _add_sex(
        reading,
        patient,
        sentence,
        start,
        start + len(found.group()),
        sex,
        "sex:pronoun",
    )
    return True


def _from_list(reading: Reading, patient: Patient) -> bool:
    """Add the sex that a list in the order of the patients gives."""
    for sentence in reading.sentences if len(reading.patients) > 1 else ():
        ages = reading.within(reading.ages, sentence)
        sexes = sexes_in(sentence.text)
        told = any(age.start in reading.assigned for age in ages)
        if told and len(sexes) == len(reading.patients) and sentence.own:
            sex = sexes[patient.number - 1]
            start, end = ages[0].start, ages[0].end
            _add_sex(reading, patient, sentence, start, end, sex, "sex:list")
            return True
    return False


_GROUP = re.compile(
    r"\b(?:all|both|each|two|three|four|five|six)\b[^.;]{0,40}?\b(?:(?P<male>men|boys|"
    r"males?|brothers|gentlemen)|"
    r"(?P<female>women|girls|females?|sisters|ladies))\b",
    re.IGNORECASE,
)
_MIXED = re.compile(
    r"\b(?:men|boys|males?|brother)\b.*\b(?:women|girls|females?|sister)\b|\b(?:women|"
    r"girls|females?|sister)\b.*\b(?:men|boys|males?|brother)\b",
    re.IGNORECASE,
)


def _from_group(reading: Reading, patient: Patient, own: list[Sentence]) -> bool:
    """Add the sex said of all at once: "all were women", "two brothers"."""
    for sentence in own:
        found = _GROUP.search(sentence.text)
        if (
            not found
            or _MIXED.search(sentence.text)
            or len(sentence.patients) < len(reading.patients)
        ):
            continue
        start, end = sentence.start + found.start(), sentence.start + found.end()
        _add_sex(
            reading, patient, sentence, start, end, str(found.lastgroup), "sex:group"
        )
        return True
    return False


def _from_mesh(reading: Reading, patient: Patient) -> None:
    """Add the sex that the MeSH headings give, where they give one only."""
    terms = {m.casefold() for m in reading.document.mesh}
    sexes = [s for s in ("male", "female") if s in terms]
    if len(sexes) != 1:
        return
    found = re.search(rf"\b{sexes[0]}\b", reading.document.text, re.IGNORECASE)
    if found:
        sentence = reading.sentences[patient.anchor]
        _add_sex(
            reading, patient, sentence, found.start(), found.end(), sexes[0], "sex:mesh"
        )


def _add_sex(
    reading: Reading,
    patient: Patient,
    sentence: Sentence,
    start: int,
    end: int,
    sex: str,
    rule: str,
) -> None:
    patient.sex = sex
    spans.add(
        reading,
        sentence,
        start,
        end,
        "sex",
        concept=sex,
        rule=rule,
        status="present",
        patients=(patient.number,),
    )
