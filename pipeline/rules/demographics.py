"""Age at presentation and sex of each own patient."""

import re

from pipeline.rules import spans
from pipeline.rules.age import AgeMatch
from pipeline.rules.reading import STORY, Patient, Reading, Sentence
from pipeline.rules.respective import sexes_in

_MALE = re.compile(r"\b(?:he|his|him|himself|mr)\b", re.IGNORECASE)
_FEMALE = re.compile(r"\b(?:she|her|hers|herself|mrs|miss|ms)\b", re.IGNORECASE)
_RANK = {"case": 0, "history": 0, "body": 1, "abstract": 1, "results": 1, "title": 2}
_FAR = 9


def find_age(reading: Reading, patient: Patient) -> None:
    """Add the age of one patient; another value in the story is added as a conflict."""
    candidates = _ages_of(reading, patient) or _at_onset(reading, patient)
    if not candidates:
        return
    ranked = sorted(
        candidates,
        key=lambda c: (
            c[1].years is None,
            c[1].years != patient.age,
            _rank(c[0]),
            c[1].start,
        ),
    )
    sentence, best = ranked[0]
    _add_age(reading, patient, sentence, best)


_CAME = re.compile(
    r"\b(?:began|begun|noticed|developed|presented|was seen|was referred|was admitted|"
    r"came|consulted|started|complained|fell ill|examined|found|visited|was born|"
    r"admitted|seen|had|went|woke)\b",
    re.IGNORECASE,
)


def _at_onset(reading: Reading, patient: Patient) -> list[tuple[Sentence, AgeMatch]]:
    """Return "at 54 years of age he began to stumble" where no other age is given."""
    return [
        (sentence, age)
        for age in reading.ages
        if age.rule == "age:at-age"
        and (sentence := reading.sentence_at(age.start)) is not None
        and sentence.own
        and patient.number in sentence.patients
        and _CAME.search(sentence.text)
        and reading.assertions.at(age.start, age.end).subject == "patient"
    ][:1]


def _rank(sentence: Sentence) -> int:
    category = sentence.section.category
    return 0 if category in STORY else _RANK.get(category, _FAR)


def _ages_of(reading: Reading, patient: Patient) -> list[tuple[Sentence, AgeMatch]]:
    found = []
    for age in reading.ages:
        sentence = reading.sentence_at(age.start)
        if not age.person or sentence is None or not sentence.own:
            continue
        if patient.number not in _whose(reading, sentence, age, patient):
            continue
        if reading.assertions.at(age.start, age.end).subject == "patient":
            found.append((sentence, age))
    return found


def _whose(
    reading: Reading, sentence: Sentence, age: AgeMatch, patient: Patient
) -> tuple[int, ...]:
    if age.start in reading.assigned:
        return reading.assigned[age.start]
    if len(reading.patients) > 1 and patient.age is not None and age.years is not None:
        same = patient.age == age.years and (
            age.sex is None or patient.sex is None or age.sex == patient.sex
        )
        return (patient.number,) if same else ()
    return reading.patients_at(sentence, age.start)


def _add_age(
    reading: Reading, patient: Patient, sentence: Sentence, age: AgeMatch
) -> None:
    value = None if age.years is None else f"{round(age.years, 2):g}"
    spans.add(
        reading,
        sentence,
        age.start,
        age.end,
        "age",
        concept=None if value else age.raw,
        value=value,
        unit="years" if value else None,
        rule=age.rule,
        status="present",
        patients=(patient.number,),
    )
    if age.sex and patient.sex is None:
        patient.sex = age.sex


def find_sex(reading: Reading, patient: Patient, nouns: dict[str, str]) -> None:
    """Add the sex of one patient: introduction, then person nouns, then pronouns."""
    if _from_list(reading, patient):
        return
    for sentence, age in _ages_of(reading, patient):
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
    if len(reading.patients) != 1:
        return
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
