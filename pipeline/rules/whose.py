"""Which patient of a series each part of a sentence is about.

Explicit references ("Case 2", "the second", "the women"), introductions that repeat an
age, names, trades and traits ("the boy in traction"), and pronouns of the other sex.
"""

import re
from functools import lru_cache

from pipeline.rules.case_headers import number_of
from pipeline.rules.case_references import Reference, references
from pipeline.rules.cast import PAIR, Cast
from pipeline.rules.names import all_nouns, named_points, names_of
from pipeline.rules.other_sex import PRONOUN
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.respective import lists_patients
from pipeline.rules.traits import Heard, by_trait

Point = tuple[int, tuple[int, ...]]

#: "Three weeks after him" is a glance.
_COMPARED = re.compile(r"\b(?:after|before|than|like|unlike|with|beside|from|as)\s\Z")
#: Between two introductions that are told of together: "a boy of 6 and a 9-year-old".
_TOGETHER = re.compile(r"[\sA-Za-z,-]{1,45}")
_APART = re.compile(
    r"\b(?:with|had|has|have|was|were|is|in|at|for|due|who|while|whereas|but|came|from|"
    r"by|on|to|(?!aged\b|retired\b|married\b)[a-z]{3,}ed)\b",
    re.IGNORECASE,
)
_ALSO = re.compile(r",|\band\b", re.IGNORECASE)
_BEHIND = re.compile(r"\b(?:in|of|for|by|to)\s+(?:the\s+)?$", re.IGNORECASE)
#: "Three improved and one (…"
_ALL_BUT_ONE = re.compile(
    r"\W*(?P<n>one|two|three|four|five|six)\b(?:\s(?:patients|of them))?[^.;]{3,80}?"
    r"(?:,|\band|\bwhile|\bbut)\s(?:the\s)?(?:one|other|fourth|last)\s?\($",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\((?:in )?$")
#: What follows a reference that speaks of what stands before it.
_END = (
    r"\s*(?:[.,;:()]|$|(?:and|but|while|whereas|or|than|because|with|without|after|at|"
    r"by|on|only|alone|for|as|until|within|when)\b)"
)
_BREAK = re.compile(
    r"(?P<strong>;|\b(?:while|whereas|but)\b)|,\s*(?:and\b)?", re.IGNORECASE
)
#: "Patient A", "four patients (A-D)": from then on letters are patients.
_LETTERED = re.compile(
    r"\b(?:[Pp]atient|[Cc]ase|[Tt]win|[Oo]bservation) A\b|\(A\s?(?:[-–]|to|,)\s?[B-H]\b"
    r"|\bA(?:, B)* and [B-H]\b|\b(?:Mrs?|Miss|Ms)\.? A\b"
)
#: "W1 to W4"; C, D, L, S and T are spine, G and P a count of births.
_CODED = re.compile(r"\b([ABEFHJKMNOQRUVWXYZ])1\b")
_HEAD = 3  # characters a clause has before it says in whom


def points_of(
    reading: Reading,
    sentence: Sentence,
    cast: Cast,
    current: tuple[int, ...],
    heard: Heard,
) -> list[Point]:
    """Return (offset in the sentence, patients) where it turns to other patients."""
    named = references(sentence.text, cast, current)
    told = [r for r in named if not r.is_group]
    if lists_patients(reading, sentence) and not told:
        return [(0, cast.everyone)]
    found = named + _by_age(reading, sentence, cast)
    found += [Reference(o, o, who) for o, who in named_points(sentence.text, cast)]
    found += by_trait(sentence.text, cast, heard)
    found += [] if told else _by_list(sentence.text, cast)
    found += _by_pronoun(sentence, cast, current, found)
    return _speak_backwards(sentence.text, _in_order(found), cast)


def _by_list(text: str, cast: Cast) -> list[Reference]:
    """Return "a diabetic man with …, a woman who … and a man on …", one for each.

    As many persons as patients, of their sexes in order, each with words of its own.
    """
    listed = list(_listed(cast.persons.one).finditer(text))
    if len(listed) != len(cast.patients):
        return []
    for patient, match in zip(cast.patients, listed, strict=True):
        row = cast.persons.get(match["noun"])
        if row and row.sex and patient.sex and row.sex != patient.sex:
            return []
    return [
        Reference(match.start(), match.end(), (at,))
        for at, match in enumerate(listed, 1)
    ]


@lru_cache(maxsize=4)
def _listed(one: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:an?|another)\s(?:[\w-]+\s){{0,4}}?(?P<noun>{one})\s"
        r"(?:with|who|on|in whom|whose|had|having|after|suffering)\b",
        re.IGNORECASE,
    )


def persons_named(
    reading: Reading, sentence: Sentence, cast: Cast, current: tuple[int, ...]
) -> list[Reference]:
    """Return what names patients in a sentence: labels, groups, ages."""
    found = references(sentence.text, cast, current)
    return _in_order(found + _by_age(reading, sentence, cast))


def cast_of(reading: Reading) -> Cast:
    """Return the patients of a series with what tells them apart."""
    lettered = bool(_LETTERED.search(reading.text))
    patients = tuple(reading.patients)
    code = _code_of(reading.text, len(patients))
    return Cast(
        patients,
        reading.persons,
        reading.siblings,
        lettered,
        code,
        names=tuple(names_of(reading, p) for p in patients),
        nouns=all_nouns(reading),
    )


def _code_of(text: str, number: int) -> str:
    """Return the letter of "W1 … W4", if a text numbers its patients so."""
    for code in dict.fromkeys(_CODED.findall(text)):
        if all(re.search(rf"\b{code}{n}\b", text) for n in range(1, number + 1)):
            return str(code)
    return ""


def _in_order(found: list[Reference]) -> list[Reference]:
    """Return references by place, each but where a longer one has begun."""
    kept: list[Reference] = []
    for one in sorted(found, key=lambda r: (r.start, -r.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _by_age(reading: Reading, sentence: Sentence, cast: Cast) -> list[Reference]:
    """Return the introductions that repeat a known age and sex."""
    found: list[Reference] = []
    for age in reading.within(reading.ages, sentence):
        fits = tuple(
            p.number
            for p in cast.patients
            if age.person
            and age.years is not None
            and p.age == age.years
            and (age.sex is None or p.sex is None or age.sex == p.sex)
        )
        if len(fits) != max(age.count, 1):
            continue
        start, end = age.start - sentence.start, age.end - sentence.start
        before = found[-1] if found else None
        if before and _is_together(sentence.text[before.end : start]):
            who = tuple(sorted({*before.patients, *fits}))
            found[-1] = Reference(before.start, end, who, who == cast.everyone)
        else:
            found.append(Reference(start, end, fits, len(fits) > 1))
    return found


def _is_together(between: str) -> bool:
    """Are two who are introduced told of together?"""
    return bool(
        _TOGETHER.fullmatch(between)
        and _ALSO.search(between)
        and not _APART.search(between)
    )


def _by_pronoun(
    sentence: Sentence, cast: Cast, current: tuple[int, ...], found: list[Reference]
) -> list[Reference]:
    """Return the pronouns that turn to the only patient of the other sex."""
    kin = re.compile(rf"\b(?:{cast.persons.kin})\b", re.IGNORECASE)
    if {w.lower() for w in kin.findall(sentence.text)} - cast.kin:
        return []
    turns: list[Reference] = []
    stays: list[Reference] = []
    ordered = sorted(found, key=lambda r: r.start)
    for match in PRONOUN.finditer(sentence.text):
        sex = "male" if match["male"] else "female"
        if _COMPARED.search(sentence.text[: match.start()]):
            continue
        known = tuple(p.number for p in cast.patients if p.sex == sex)
        sure = len(known) == 1 and len(cast.patients) == PAIR
        who = known if sure else cast.of_sex(sex)
        before = [r for r in [*ordered, *turns] if r.start < match.start()]
        now = max(before, key=lambda r: r.start).patients if before else current
        if any(p.anchor > sentence.index for p in cast.patients if p.number in who):
            continue  # not yet introduced
        same = any(p.sex == sex for p in cast.patients if p.number in now)
        if len(who) == 1 and who != now and (len(now) != 1 or not same):
            turns.append(Reference(match.start(), match.end(), who))
        elif len(who) == 1 and who == now:
            stays.append(Reference(match.start(), match.end(), who))
    return turns + stays if turns or found else []


@lru_cache(maxsize=4)
def _ends(one: str, many: str) -> re.Pattern[str]:
    return re.compile(rf"(?:\s(?:{one}|{many}|one|of (?:them|the two))\b)?{_END}")


def _speak_backwards(text: str, found: list[Reference], cast: Cast) -> list[Point]:
    """Let "recovered in the first, improved in the second" speak backwards."""
    points: list[Point] = []
    ends = _ends(cast.persons.one, cast.persons.many)
    end, was_behind = 0, False
    for one in found:
        start = one.start
        behind = _BEHIND.search(text, end, start)
        bracket = _BRACKET.search(text, end, start)
        if bracket and points and text[one.end : one.end + 1] == ")":
            start, behind = end, None  # "… (Nos. 1, 3) or diclofenac (No. 5)"
        elif behind and ends.match(text, one.end):
            begin = end if was_behind else _clause(text, end, behind.start())
            if behind.start() - begin > _HEAD:
                start = begin
            else:
                behind = None
        else:
            behind = None
        end, was_behind = one.end, bool(behind)
        points += _the_others(text, one, cast) if not points else []
        points.append((start, one.patients))
    return points


def _the_others(text: str, one: Reference, cast: Cast) -> list[Point]:
    """Return whom "Three improved" means before "and one (the oldest) did not"."""
    said = _ALL_BUT_ONE.match(text, 0, one.start)
    others = tuple(n for n in cast.everyone if n not in one.patients)
    if said is None or number_of(said["n"]) != len(others):
        return []
    return [(0, others)]


def _clause(text: str, low: int, high: int) -> int:
    """Return where the clause begins that ends at `high`, not before `low`."""
    breaks = list(_BREAK.finditer(text, low, high))
    strong = [b for b in breaks if b["strong"]]
    last = (strong or breaks)[-1:]
    if last:
        return last[0].end()
    return low if low == 0 else high
