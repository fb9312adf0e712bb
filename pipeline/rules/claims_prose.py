"""Claims of running text: "Symptoms include A, B and C", "CT is the test of choice"."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.records import Claim
from pipeline.rules.claim_doses import Dosed, find_dose, split_dose
from pipeline.rules.claim_lines import Line
from pipeline.rules.claim_rules import ClaimRules, Cue
from pipeline.rules.sentence_split import split_sentences

_CLAUSE = re.compile(
    r"[;:]\s+|,?\s+(?:but|while|whereas|although|however|though|which|who|that|if)\s+"
    r"|,\s+(?:and|or)\s+(?=[^,]*\b(?:is|are|may|can|has|have)\b)",
    re.IGNORECASE,
)
_PARENS = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]")
_JOINT = re.compile(r"\s*[,;]\s*(?:(?:and|or|and/or)\s+)?|\s+(?:and|or|and/or)\s+")
_TERMS = re.compile(r"[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*)?$")
_BEFORE_DOSE = re.compile(r"[\s,(]+(?:at|in a dose of)?\s*$")
_EDGES = " \t.,;:–—-\"'“”"
_FREQUENCY = re.compile(
    r"(?:^|,\s+(?:and\s+)?|\band\s+)(?P<name>[^,.;:%]{3,60}?)"
    r"(?:\s+(?:was|were|is|are|has been)\s+\w+|\s+occurs?)?\s+in\s+"
    r"(?:about\s+|around\s+|up to\s+|nearly\s+|most\s+)?"
    r"(?:\d[\d.,–-]*\s?(?:%|per ?cent)"
    r"|(?:a|one|two)[ -](?:third|quarter|fifth|half)s?\b)",
    re.IGNORECASE,
)
#: A cue of this category takes it from the name itself or from the heading above.
ANY = "*"
CATEGORIES = frozenset(
    "type cause symptom diagnostic_test treatment prevention epidemiology".split()
)
_NAME_WORDS = 8
_NEAR = 25
_DOSED = "treatment"
_ABOUT = "about"


class Named(NamedTuple):
    """A thing that a sentence names."""

    category: str
    name: str
    dose: str | None


def is_general(sentence: str, rules: ClaimRules, *, strict: bool = False) -> bool:
    """Return whether a sentence speaks of the disease, not of one patient or paper.

    `strict` also bars sentences that tell a course in the past, as reports do.
    """
    if rules.has("narrative", sentence):
        return False
    return not (strict and rules.has("past", sentence))


def read_prose(
    text: str, lines: Iterable[Line], doc_id: str, rules: ClaimRules, *, strict: bool
) -> Iterator[Claim]:
    """Yield the claims of general sentences, each with its sentence as quote."""
    for line in lines:
        if line.is_row or line.section.category == "title":
            continue
        heading = rules.heading(line.section.heading)
        context = heading.category if heading else ""
        for start, end in split_sentences(line.text, rules.abbreviations):
            sentence = line.text[start:end]
            if not is_general(sentence, rules, strict=strict):
                continue
            for named in name_things(sentence, rules, context=context):
                yield _claim(named, sentence, line.start + start, line, doc_id)


def name_things(
    sentence: str, rules: ClaimRules, *, context: str = ""
) -> Iterator[Named]:
    """Yield what one sentence names, by its cues; each name once per category.

    `context` is the category of the heading above, for cues that fit several
    ("… is recommended").
    """
    seen: set[tuple[str, str]] = set()
    cued = (
        *_labelled(sentence, rules),
        *_frequencies(sentence, rules),
        *_cued(sentence, context, rules),
    )
    for named in cued:
        key = (named.category, named.name.casefold())
        if key not in seen:
            seen.add(key)
            yield named
    for dosed in _dosed(sentence, rules):
        if (_DOSED, dosed.name.casefold()) not in seen:
            yield Named(_DOSED, dosed.name, dosed.dose)


def _cued(sentence: str, context: str, rules: ClaimRules) -> Iterator[Named]:
    for cue in rules.cues:
        found = cue.pattern.search(sentence)
        if found is None:
            continue
        if cue.side == _ABOUT:
            yield Named(cue.category, cue.name, None)
        elif not _is_denied(sentence, found, rules):
            yield from _beside(sentence, found, cue, context, rules)


def _is_denied(sentence: str, found: re.Match[str], rules: ClaimRules) -> bool:
    """Is the cue, or what stands next to it, negated?"""
    near = sentence[max(0, found.start() - _NEAR) : found.end() + 5]
    return rules.has("negation", near)


def _beside(
    sentence: str, found: re.Match[str], cue: Cue, context: str, rules: ClaimRules
) -> Iterator[Named]:
    """Yield the things listed before or after a cue."""
    if cue.side == "after":
        listed = _CLAUSE.split(sentence[found.end() :], maxsplit=1)[0]
        things = list(_names(_parts(listed), rules))
    else:
        listed = _CLAUSE.split(sentence[: found.start()])[-1]
        things = list(_names(reversed(_parts(listed)), rules))[::-1]
    for thing in things:
        category = cue.category
        if category == ANY:
            category = _by_name(thing.name, rules) or context
        if category in CATEGORIES:
            yield Named(category, thing.name, thing.dose)


def _by_name(name: str, rules: ClaimRules) -> str | None:
    """Return what a thing is by its own words: "laminoplasty" is a treatment."""
    if rules.has("test-word", name):
        return "diagnostic_test"
    return _DOSED if rules.has("treatment-word", name) else None


def _names(parts: Iterable[str], rules: ClaimRules) -> Iterator[Dosed]:
    """Yield the things of an enumeration, from the cue outwards.

    It ends at the first part that names nothing: the subject of another verb.
    """
    for part in parts:
        thing = _clean(part, rules)
        if thing is None:
            return
        yield thing


def _parts(listed: str) -> list[str]:
    """Return the parts of an enumeration, cut at joints outside brackets."""
    parts, start = [], 0
    for joint in _JOINT.finditer(listed):
        before = listed[start : joint.start()]
        if before.count("(") > before.count(")"):
            continue
        parts.append(before)
        start = joint.end()
    return [*parts, listed[start:]]


def _clean(part: str, rules: ClaimRules) -> Dosed | None:
    """Return the name and dose of one part, or None if it names nothing."""
    dose = find_dose(part, rules)
    name = split_dose(part.strip(_EDGES), rules).name
    name = rules.strip_lead(_PARENS.sub("", name).strip(_EDGES))
    if rules.begins("no-name", name):
        return None
    name = rules.split_at("stop", name).strip(_EDGES)
    if not name or len(name.split()) > _NAME_WORDS or not name[0].isalnum():
        return None
    if rules.has("finite", name) or rules.has("negation", name) or len(name) < 2:
        return None
    return Dosed(name, dose) if any(c.isalpha() for c in name) else None


def _labelled(sentence: str, rules: ClaimRules) -> Iterator[Named]:
    """Yield the things of "Symptoms: neck pain, stiffness and fever."."""
    label, colon, listed = sentence.partition(": ")
    if not colon or len(label.split()) > 4:
        return
    heading = rules.heading(label)
    if heading is None or heading.category[0] == "-" or rules.has("finite", listed):
        return
    names = list(_names(_parts(listed.rstrip(_EDGES)), rules))
    if len(names) > 1:
        for dosed in names:
            yield Named(heading.category, dosed.name, dosed.dose)


def _frequencies(sentence: str, rules: ClaimRules) -> Iterator[Named]:
    """Yield the symptoms of "Neck pain was noted in 9%, fever in 8%"."""
    for found in _FREQUENCY.finditer(sentence):
        thing = _clean(found["name"], rules)
        if thing and rules.has("symptom-word", thing.name):
            yield Named("symptom", thing.name, None)


def _dosed(sentence: str, rules: ClaimRules) -> Iterator[Dosed]:
    """Yield drugs with a dose and its regimen, whatever the sentence says of them."""
    for found in rules.dose.finditer(sentence):
        if not found["regimen"].strip(" ,"):
            continue
        before = _BEFORE_DOSE.sub("", sentence[: found.start()])
        term = _TERMS.search(before)
        name = rules.strip_lead(term[0]) if term else ""
        name = name.split(" ")[-1] if _first_is_loose(name, rules) else name
        if len(name) > 3 and not _is_loose(name, rules):
            yield Dosed(name, find_dose(found[0], rules))


def _first_is_loose(name: str, rules: ClaimRules) -> bool:
    first, _, rest = name.partition(" ")
    return bool(rest) and _is_loose(first, rules)


def _is_loose(word: str, rules: ClaimRules) -> bool:
    """Return whether a word is a link or a verb rather than part of a name."""
    return any(
        rules.begins(kind, word + " ") for kind in ("lead", "no-name", "finite", "dose")
    ) or rules.has("negation", word)


def _claim(named: Named, sentence: str, start: int, line: Line, doc_id: str) -> Claim:
    return Claim(
        doc_id=doc_id,
        category=named.category,
        name=named.name,
        dose=named.dose,
        statement=sentence,
        section=line.section.category,
        start=start,
        end=start + len(sentence),
        quote=sentence,
    )
