"""Signs that a figure proves: a grade of power, a temperature, a raised leg's angle."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_GRADE = re.compile(
    r"\bM?(?P<grade>[0-4])\s?(?:[+-]|[-–]\s?[0-4])?\s?(?:/|of|out of)\s?5\b|\b(?:MRC|"
    r"grade)\s+(?:grade\s+)?(?P<bare>[0-4]|I{1,3}|IV)\b(?!\s?/\s?\d\d)"
    r"|\b(?P<medical>M[0-4])\b|\b(?P<roman>0|I{1,3}|IV)\s?/\s?V\b",
)
_POWER = re.compile(
    r"\b(?:power|strength|motor|MRC|muscles?|(?:dorsi|plantar|palmar)?[\s-]?flexion|"
    r"flexors?|extension|extensors?|eversion|"
    r"inversion|abduction|adduction|opposition|grip|EHL|hamstrings?|iliopsoas|psoas|"
    r"tibialis|gastrocnemius|glute\w+|interosse\w+|intrinsics|quadriceps|deltoid|biceps|triceps|hallucis|weak\w*|\w*paresis|\w*plegia|legs?|arms?|limbs?)\b",
    re.IGNORECASE,
)

#: grades of something else: "WHO grade 2", "a grade 1 slip"
_SCALE_BEFORE = re.compile(
    r"\b(?:WHO|Nurick|Meyerding|Pfirrmann|Modic|Frankel|ASIA|Spetzler\S*|McCormick|"
    r"Ranawat|Kellgren\S*|Ashworth|reflex\w*)[\s:,]*(?:grade\s*)?$",
    re.IGNORECASE,
)
_THING_AFTER = re.compile(
    r"\s+(?:\w+\s)?\w*(?:listhesis|slip\w*|tumou?r|\w{3}oma|murmur|ulcer|sore|reflex\w*)\b",
    re.IGNORECASE,
)
#: Graded weakness of both legs is what paraparesis means (HP:0002385).
_BOTH_LEGS = re.compile(
    r"\b(?:legs|lower (?:limbs|extremities)|hips and knees|(?:iliopsoas|hip flexors?|"
    r"hip flexion|quadriceps)\b[^.;]{0,40}\b(?:bilaterally|"
    r"(?:both|each|either) sides?))\b",
    re.IGNORECASE,
)
_ONE_SIDED = re.compile(
    r"\b(?:right|left|one|arms?|hands?|upper|grip|deltoid|triceps|biceps|wrist|finger)\b",
    re.IGNORECASE,
)
#: Reflexes are graded 0-4, 3+ and 4+ being too brisk, 2+ normal (NINDS scale, Litvan
#: et al., Neurology 1996;47:969).
_REFLEX = re.compile(
    r"\b(?:reflex(?:es)?|jerks?|DTRs?|[KAJB]Js?|patellar|achilles)\b[^.;\d+]{0,40}?"
    r"(?:\+{3,4}(?!\+)|\b[34]\s?\+(?!\s?/))",
    re.IGNORECASE,
)
#: Root tension hurts below 70 degrees; beyond that it is the hamstrings (Rabin et al.,
#: Arch Phys Med Rehabil 2007;88:840).
_RAISED_LEG = re.compile(
    r"\b(?:SLR|straight[\s-]leg[\s-]rais\w+|las[eèéê]gue\w*)\b[^.;\d]{0,40}?"
    r"(?P<degrees>\d{1,3})\s?(?:°|º|deg(?:ree)?s?\b)",
    re.IGNORECASE,
)
#: The head turns 80 degrees to either side (AAOS, Joint Motion: Method of Measuring and
#: Recording, 1965), in old age still more than 45.
_TURNING = re.compile(
    r"\b(?:(?:neck|head|cervical(?: spine)?)\b[^.;\d]{0,40}\brotation|"
    r"(?:rotat(?:ion|e)|turn(?:ing)?)\b[^.;\d]{0,25}\b(?:neck|head|chin))\b"
    r"[^.;\d]{0,40}?(?P<degrees>\d{1,2})\s?(?:°|º|deg(?:ree)?s?\b)",
    re.IGNORECASE,
)
_TEMPERATURE = re.compile(
    r"\b(?:[Tt]emp(?:erature)?\.?|[Tt]hermometer|T(?=(?: was| of)?[\s:=]*\d\d"
    r"[.,]\d))\b(?![^.;]{0,30}\b(?:fell|normal))[^.;\d]{0,60}(?P<degrees>(?:3[5-9]|4[0-2])(?:[.,]\d)?|(?:9[5-9]|10[0-7])(?:\.\d)?)"
    r"(?![\d%/]|\s?(?:years|mm|kg|hours|days))"
    r"|(?<![\d.,])(?P<plain>(?:3[5-9]|4[0-2])(?:[.,]\d)?)\s?"
    r"(?:(?:°|º|degrees?|deg\.?)\s?)C(?:elsius|entigrade)?\b",
)
#: what else has a temperature
_NO_BODY = re.compile(
    r"\b(?:bath|specimen|water|saline|incubat\w+|stored|heated|kept at|room|theatre|"
    r"cement|solution|sauna|outside|weather)\b",
    re.IGNORECASE,
)
# Brighton Collaboration: fever is 38.0 °C or more (Marcy et al., Vaccine 2004;22:551).
_FEVER_C, _FEVER_F = 38.0, 100.4
_TENSION_DEGREES = 70
_TURNING_DEGREES = 45


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign at [start, end) of a sentence."""

    start: int
    end: int
    concept: str
    rule: str


def signs_by_figures(text: str) -> Iterator[Sign]:
    """Yield the signs that the figures of a sentence prove."""
    yield from _weakness(text)
    temperature = _TEMPERATURE.search(text)
    if temperature and _is_fever(_degrees(temperature)) and not _NO_BODY.search(text):
        yield _sign(temperature, "fever", "degrees")
    if brisk := _REFLEX.search(text):
        yield _sign(brisk, "hyperreflexia", "grade:reflex")
    raised = _RAISED_LEG.search(text)
    if raised and int(raised["degrees"]) < _TENSION_DEGREES:
        yield _sign(raised, "positive straight leg raise", "degrees:leg")
    turning = _TURNING.search(text)
    if turning and int(turning["degrees"]) < _TURNING_DEGREES:
        yield _sign(turning, "restricted neck motion", "degrees:neck")


def _weakness(text: str) -> Iterator[Sign]:
    """Yield weakness, and that of both legs, by the first grade of power below 5."""
    for found in _GRADE.finditer(text):
        near = text[max(0, found.start() - 70) : found.end() + 40]
        if not _POWER.search(near) or _of_something_else(text, found):
            continue
        yield _sign(found, "weakness", "grade:MRC")
        if _BOTH_LEGS.search(near) and not _ONE_SIDED.search(near):
            concept = "paraplegia" if found["grade"] == "0" else "paraparesis"
            yield _sign(found, concept, "grade:legs")
        return


def _sign(found: re.Match[str], concept: str, rule: str) -> Sign:
    return Sign(found.start(), found.end(), concept, rule)


def _of_something_else(text: str, grade: re.Match[str]) -> bool:
    """Is a grade that of a slip, a tumour or a reflex, not of muscle power?"""
    before = text[max(0, grade.start() - 30) : grade.start()]
    return bool(_SCALE_BEFORE.search(before) or _THING_AFTER.match(text, grade.end()))


def _degrees(temperature: re.Match[str]) -> float:
    """Return a temperature as a number: "38,5" and "38.5 °C" are 38.5."""
    return float((temperature["degrees"] or temperature["plain"]).replace(",", "."))


def _is_fever(degrees: float) -> bool:
    """Is a body temperature in either scale a fever?"""
    return _FEVER_C <= degrees <= 45 or degrees >= _FEVER_F
