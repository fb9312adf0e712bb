"""References to patients in the prose: "Case 2", "the second", "both patients"."""

import re

from pipeline.rules.case_headers import LABEL, ORDINALS, number_of

_GROUP = (
    r"(?:patients|children|cases|women|men|boys|girls|siblings|brothers|sisters|"
    r"twins|infants)"
)
_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
_ALL = re.compile(
    rf"\b(?:both|all(?:\s+{_COUNT})?|each|neither|none|the\s+{_COUNT})"
    r"(?:\s+of)?(?:\s+(?:the|our|these|them))?"
    rf"(?:\s+(?:other|\w+))?\s+{_GROUP}\b"
    rf"|\b(?:both|all\s+{_COUNT}|each|neither|none|all)\s+"
    r"(?:of\s+them\s+|also\s+|then\s+)?(?:were|was|had|have|has|are|is|"
    r"received|underwent|presented|showed|recovered|remain\w*|continue|made|complained|"
    r"denied|did|developed|walk\w*|improved|died)\b"
    r"|\bthe (?:twins|sisters|brothers|siblings)\b(?!['’])"
    rf"|\b(?:in|of|by|for|to)\s+(?:both|all\s+{_COUNT}|each|all\s+of\s+them|"
    rf"the\s+{_COUNT})(?=\s*(?:[.,;:)]|and\b|but\b|$))",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    rf"\b(?:(?:case|patient|pt)s?\s*{LABEL}|no\.\s?(?P<no>\d))\b(?![-/])", re.IGNORECASE
)
_SEVERAL = re.compile(
    r"\b(?i:patients|cases)\s+((?:\d{1,2}|[A-H])"
    r"(?:\s*,\s*(?:\d{1,2}|[A-H])\b)*\s*(?:,?\s*and|&)\s*(?:\d{1,2}|[A-H]))\b"
)
_KIN = re.compile(
    r"\b(?:sister|brother|mother|father|son|daughter|cousin|twin|relative|wife|"
    r"husband|like|as in|than|unlike) (?:of |to |in )?$",
    re.IGNORECASE,
)
#: What follows an ordinal that stands for a patient: a person, a verb, a pause.
_ORDINAL_REFERENCE = re.compile(
    rf"\b(?:the|our|in\s+the)\s+(?P<label>{'|'.join(ORDINALS)}|last)\b"
    r"(?=['’]s\b|\s*(?:[,.;:)]|$)|\s+(?:(?:\w+\s+)?(?:case|patient|child|woman|man|boy|"
    r"girl|lady|gentleman|infant|sibling|twin|brother|sister|subject|observation)\b|"
    r"(?:was|is|had|has|did|does|could|can|would|remains?|came|went|felt|fell|became|"
    r"began|got|took|kept|lost|made|woke|walks?|complains|presents|shows|lives|"
    r"continues|still|also|then|never|alone|only|too|who|whose|with|[a-z]{2,}ed|we|"
    r"(?:and|or|but|nor)(?! \w+ (?:days?|weeks?|months?|years?|session|operation)))\b))"
    r"(?!\s+(?:case of|calcified|lumbar|cervical|thoracic|sacral|affected|retained|"
    r"involved|staged|time)\b)",
    re.IGNORECASE,
)


_FIRST_FEW = re.compile(
    r"\bthe (?P<end>first|last|other) (?P<few>two|three|four)\b(?! (?:days|weeks|"
    r"months|"
    r"years|decades|levels|vertebrae|segments|hours))",
    re.IGNORECASE,
)
#: Only where there are two: "One was … The other", "the former … the latter".
_PAIRWISE = re.compile(
    r"\b[Tt]he (?P<label>former|latter|other)\b(?! (?:patients|two|side|hand|leg|arm|"
    r"eye|"
    r"foot|limb|levels?|discs?|segments?))|(?:^|[;.:]\s*)(?P<one>One)\b(?=,|\s(?:was|"
    r"had|is|of|"
    r"presented|complained|developed|died|recovered|patient|underwent|received|an?\b))"
)
_TWO = 2
_RANK = {"former": 1, "latter": 2, "other": 2, "one": 1}


#: "All recovered except no. 3": all others, then that one.
_EXCEPT = re.compile(
    r"\b(?:except(?:ing)?(?: for| in)?|but(?: for)?|save|apart from|other than|"
    r"with the "
    r"exception of)\s+(?=(case|patient|pt|no|the)\b)",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\b(?:all|every|each|everyone|everybody)\b", re.IGNORECASE)


def refers_to_all(text: str) -> bool:
    """Does a sentence speak of all patients ("both patients", "neither had")?"""
    return bool(_ALL.search(text))


def references(text: str, number: int) -> list[tuple[int, tuple[int, ...]]]:
    """Return (offset, patients) of what names them: "Case 2", "patients 1 and 3".

    `number` is how many patients there are.
    """
    found = _named(text, number)
    excepted = _EXCEPT.search(text)
    everybody = _EVERY.search(text, 0, excepted.start()) if excepted else None
    if not excepted or not everybody:
        return found
    named = next((who for at, who in found if at >= excepted.start(1)), ())
    rest = tuple(n for n in range(1, number + 1) if n not in named)
    return sorted([(everybody.start(), rest), *found]) if named else found


def _named(text: str, number: int) -> list[tuple[int, tuple[int, ...]]]:
    found: list[tuple[int, tuple[int, ...]]] = []
    for match in _PAIRWISE.finditer(text) if number == _TWO else ():
        which = (match["label"] or match["one"]).lower()
        found.append((match.start(), (_RANK[which],)))
    taken = -1
    for match in _SEVERAL.finditer(text):
        labels = [number_of(x) for x in re.findall(r"\d{1,2}|\b[A-H]\b", match[1])]
        found.append((match.start(), tuple(n for n in labels if n)))
        taken = match.end()
    for match in _FIRST_FEW.finditer(text):
        few = number_of(match["few"]) or 0
        low = 1 if match["end"].lower() == "first" else number - few + 1
        found.append((match.start(), tuple(range(low, low + few))))
        taken = max(taken, match.end())
    for pattern in (_REFERENCE, _ORDINAL_REFERENCE):
        for match in pattern.finditer(text):
            rank = number_of(match["label"] or match.groupdict().get("no") or "0")
            kin = _KIN.search(text[: match.start()])
            if rank and match.start() >= taken and not kin:
                found.append((match.start(), (rank,)))
    return sorted(found)
