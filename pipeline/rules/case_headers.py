"""Case headers: "Case 2", "Patient B", "The second patient", "II. A woman of 38"."""

import re
from dataclasses import dataclass

from pipeline.rules.numbers import parse_number
from pipeline.rules.reading import STORY, Reading, Sentence

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
MAX_SERIES = 12
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8}
LABEL = (
    r"(?:no\.?\s*|number\s+|#\s*)?(?P<label>\d{1,2}|[A-H]|I{1,3}|IV|VI{0,3}|"
    r"one|two|three|four|five|six)"
)
_HEADER = re.compile(
    rf"^\W*(?:(?:illustrative\s+|clinical\s+)?(?:case|patient|pt\.?|observation|obs\.?|child|record|"
    rf"subject|infant|vignette|boy|girl|twin|sibling|brother|sister)"
    rf"(?:\s+(?:report|presentation|description|history|study|summary|vignette|"
    rf"example))?)\s*{LABEL}\b"
    r"(?!\s*(?:and|or|to)\s*(?:\d|[A-H]\b)|[-–](?:\d|[A-H]\b))"
    r"(?!\s[-–]\s(?:\d{1,2}|[A-H])\b(?!\s?-?(?:year|yr|y\b|y/?o|month)))",
    re.IGNORECASE,
)
_PERSON = r"(?:case|patient|child|woman|man|boy|girl|lady|gentleman|infant)"
_ORDINAL_HEADER = re.compile(
    rf"^\W*(?:(?:in|of)\s+)?(?:the\s+|our\s+|a\s+)?(?P<label>{'|'.join(ORDINALS)}|last|other|"
    rf"another)\b(?:\s+of\s+(?:our|the|these)\s+(?:\w+\s+)?(?:patients|cases|children|"
    rf"two|three|four|men|women)\b|\s+of\s+(?:these|them)\s+(?:was|had|is|came)\b|\s+(?:\w+\s+)?"
    rf"(?:and\s+\w+\s+)?(?:{_PERSON}|one)\b|"
    r"\s+(?:also\s+|then\s+)?(?:was|is|we|had|has|presented|complained|came|"
    r"attended|underwent)\b|\s*,)",
    re.IGNORECASE,
)
_ROMAN_HEADER = re.compile(
    r"^(?P<label>I{1,3}|IV|V|VI{0,3})[.)]\s+(?:A|An|The|This|Mrs?|[A-Z]\.)"
)
_NUMBERED = re.compile(r"^\(?(?P<label>\d{1,2}|[a-h])[.)]\s+[A-Z]")
_INNER = re.compile(
    rf";\s+(?:and\s+)?(?:case|patient)\s+{LABEL}\b(?=,|\s(?:an?|is|was)\b)",
    re.IGNORECASE,
)
_FAMILY_HEADER = re.compile(
    r"^\W*(?:the\s+|our\s+)?(?:(?:elder|older|younger|twin)\s+)?"
    r"(?P<label>brother|sister|mother|father|son|daughter|"
    r"twin|proband|propositus|index\s+(?:case|patient)|cousin|aunt|uncle)\W*$",
    re.IGNORECASE,
)
#: Colleagues who tell of a patient: "Mr. Hill showed a miner", no patients themselves.
SHOWN = r"(?:showed|exhibited|demonstrated|presented|described)\s(?:an?|two|three)\b"
#: "I." or "2)" on a line of its own.
_IN_HEADER = re.compile(
    rf"^In\s(?:case|patient|child)\s{LABEL}\b(?!\s(?:and|or)\b)", re.IGNORECASE
)
_LABEL_ALONE = re.compile(r"^\(?(?P<label>\d{1,2}|[A-H]|I{1,3}|IV|V|VI{0,3})[.):]?$")
#: The place of somebody in a pedigree: "III-2. The eldest son …".
_PEDIGREE = re.compile(r"^(?P<label>(?:I{1,3}|IV|VI{0,3})[-–:]\d{1,2})[.:)]?(?:\s|$)")
#: "Mrs. Tsend was found …": who is called by a name, at the start of a paragraph.
_NAME_HEADER = re.compile(
    rf"^\W*(?P<label>(?:Mrs?|Miss|Ms|Mme|Mlle)\.?\s(?:[A-Z]\.\s?){{0,2}}[A-Z][\w.'’-]*)"
    rf"(?!['’]s\b|\s(?:and|or)\b|[\w\s.]{{0,20}}\b{SHOWN})"
)
#: "Finally there was the mother of a nurse."
_FINALLY = re.compile(
    r"^(?P<label>Finally|Lastly),?\s(?:there (?:was|is|came)|came|we (?:saw|met)|an?\b|"
    r"the\b)"
)
#: "Three years later we were consulted by a housewife".
_NEXT_CAME = re.compile(
    r"^[\w ]{3,30}\b(?P<label>later|afterwards|(?<=same )year|(?<=next )year),? "
    r"(?:we (?:were (?:consulted|called) (?:by|to)|saw|met|treated|admitted|followed|"
    r"encountered|operated (?:up)?on)|(?:there )?(?:came|presented)) (?:to us )?an?\b"
    r"(?! (?:\w+ )?(?:recurrence|operation|lesion|fracture|relapse))",
    re.IGNORECASE,
)
#: "Her brother, also a patient of ours, …".
_KIN_PATIENT = re.compile(
    r"^(?:His|Her|The|A)\s(?:[\w-]+\s)?(?P<label>brother|sister|mother|father|son|daughter|"
    r"cousin|twin|aunt|uncle|nephew|niece|wife|husband)\b,?\s(?:who (?:was|is) )?"
    r"(?:also|too|likewise|equally|himself|herself)\b.{0,25}\bpatient\b"
)
_PERSON_SOON = re.compile(
    rf"^(?:(?:The|Our|A)\s(?:{'|'.join(ORDINALS)}|other)|Another)\s{_PERSON}\b",
)
#: Words that can only head a later patient.
_LATER = frozenset({"last", "other", "another", "finally", "lastly"})
_NOT_HERE = frozenset({"introduction", "methods", "commentary", "title"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place where a patient is introduced: its label, the sentence, the offset."""

    label: int
    sentence: int
    start: int
    numbered: bool = True  # the text gives the number itself


def number_of(label: str) -> int | None:
    """Return the rank of a case label: "2", "B", "II", "second", "two" -> 2."""
    plain = label.strip().lower()
    if plain in ORDINALS:
        return ORDINALS.index(plain) + 1
    if plain.isdigit():
        return int(plain)
    if label.upper() in _ROMAN and label.isupper():
        return _ROMAN[label.upper()]
    if len(plain) == 1 and "a" <= plain <= "h":
        return ord(plain) - ord("a") + 1
    value = parse_number(plain)
    return int(value) if value and value == int(value) else None


def header_label(sentence: Sentence) -> str | None:
    """Return the case label a sentence opens with, if it opens with one."""
    text = sentence.text
    told = "introduced" in sentence.cues and "reference" not in sentence.cues
    found = (
        _HEADER.match(text)
        or _ROMAN_HEADER.match(text)
        or (_NUMBERED.match(text) or _IN_HEADER.match(text) if told else None)
        or _match_heading(sentence)
        or _ORDINAL_HEADER.match(text)
        or _FAMILY_HEADER.match(text)
        or _FINALLY.match(text)
        or (_match_opening(text) if sentence.first_in_paragraph else None)
    )
    return str(found["label"]) if found else None


def _match_opening(text: str) -> re.Match[str] | None:
    """Match what heads a case only where a paragraph begins."""
    return (
        _LABEL_ALONE.match(text)
        or _PEDIGREE.match(text)
        or _NAME_HEADER.match(text)
        or _KIN_PATIENT.match(text)
        or _NEXT_CAME.match(text)
    )


def _match_heading(sentence: Sentence) -> re.Match[str] | None:
    """Match the heading of a section, for the sentence it stands in or before."""
    heading = sentence.section.heading
    if sentence.start - sentence.section.start > len(heading) + 4:
        return None
    return (
        _HEADER.match(heading)
        or _ORDINAL_HEADER.match(heading + " was")
        or _NAME_HEADER.fullmatch(heading)
    )


def find_headers(reading: Reading) -> list[Anchor]:
    """Return case headers in story or open sections, first of each label."""
    seen: dict[int, Anchor] = {}
    names: set[str] = set()
    for sentence in reading.sentences:
        label = header_label(sentence) if _may_head(sentence, seen) else None
        if label and _NEXT_CAME.match(sentence.text) and not _may_follow(reading, seen):
            continue
        if label is None or label in names:
            continue
        if _follows_header(label, sentence, seen):
            continue
        if " " in label or _PEDIGREE.match(label):
            if seen and not names:
                continue  # cases with numbers are not called by names
            names.add(label)
        following = max(seen, default=0) + 1
        told = number_of(label)
        number = told or (0 if label.isdigit() else following)
        if not seen and (told == 2 or told is None):
            first = _unlabelled(reading, sentence)
            if first:
                seen, following, number = {1: first}, 2, 2
        if number == following <= MAX_SERIES:
            seen[number] = Anchor(
                number, sentence.index, sentence.start, told is not None
            )
            _go_on(sentence, seen)
    return [seen[n] for n in sorted(seen)]


def _may_follow(reading: Reading, seen: dict[int, Anchor]) -> bool:
    """May a patient come later whom no number heads? Not among numbered cases."""
    told = [reading.sentences[anchor.sentence] for anchor in seen.values()]
    return bool(told) and not any(_HEADER.match(s.text) for s in told)


def _unlabelled(reading: Reading, later: Sentence) -> Anchor | None:
    """Return where the first patient is introduced, if only a later one has a header.

    The later one must be a person: "A second woman", "Her brother, also a patient".
    """
    if not (_KIN_PATIENT.match(later.text) or _PERSON_SOON.match(later.text)):
        return None
    for sentence in reading.sentences[: later.index]:
        told = sentence.section.category in STORY | {"body", "results"}
        if told and sentence.subject == "patient" and "introduced" in sentence.cues:
            return Anchor(1, sentence.index, sentence.start, numbered=False)
    return None


def _go_on(sentence: Sentence, seen: dict[int, Anchor]) -> None:
    """Add the headers after a semicolon: "Patient A is 12; patient B is 17"."""
    for inner in _INNER.finditer(sentence.text):
        number = number_of(inner["label"])
        if number == max(seen) + 1 <= MAX_SERIES:
            start = sentence.start + inner.start("label")
            seen[number] = Anchor(number, sentence.index, start)


def _may_head(sentence: Sentence, seen: dict[int, Anchor]) -> bool:
    """May a sentence hold a case header? In a discussion, only the first of all."""
    category = sentence.section.category
    if sentence.cites or category in _NOT_HERE:
        return False
    return not (category in {"discussion", "conclusion"} and not seen)


def _follows_header(label: str, sentence: Sentence, seen: dict[int, Anchor]) -> bool:
    """Does "The other is 45" go on from the header "The sister" right before it?"""
    last = max((a.sentence for a in seen.values()), default=-9)
    unnamed = not label.isdigit() and " " not in label
    return unnamed and sentence.index - last == 1 and number_of(label) is None
