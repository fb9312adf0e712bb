"""Doses of treatments: "200–400 mg every 6–8 hours", wherever an item carries them."""

import re
from typing import NamedTuple

from pipeline.rules.claim_rules import ClaimRules

_PAREN = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]{1,160})[)\]]\s*$")
_PART = re.compile(r"\s*;\s*")
_LOOSE = re.compile(
    r"[\s,]+(?:or|to|a|an|in|with|for|up|then|by|at|as|after|before|and|the|other)$",
    re.IGNORECASE,
)
_LABEL_END = re.compile(r"[;|]|\.(?=\s|$)|,?\s+(?=[A-Z][\w ]{2,30}:)")
_LABELLED = re.compile(r"(?:^|[\s;.,(–—-])(?P<label>[A-Za-z][A-Za-z ]{2,24}):\s+")


class Dosed(NamedTuple):
    """A name and the dose that stood with it."""

    name: str
    dose: str | None


def split_dose(name: str, rules: ClaimRules) -> Dosed:
    """Return a name without the dose in its final brackets.

    "Ibuprofen (200 mg daily)" -> ("Ibuprofen", "200 mg daily"); other brackets stay.
    """
    found = _PAREN.search(name)
    if found and (dose := _inside(found["inside"], rules)):
        return Dosed(name[: found.start()].strip(), dose)
    plain = rules.dose.search(name)
    if plain and plain.start() > 2:
        return Dosed(name[: plain.start()].strip(" ,:;–—-("), _whole(plain))
    return Dosed(name, None)


def find_dose(text: str, rules: ClaimRules) -> str | None:
    """Return the first dose of a statement; what stands under "Dose:" goes first."""
    for label in _LABELLED.finditer(text):
        if rules.begins("column", label["label"]):
            said = _LABEL_END.split(text[label.end() :], maxsplit=1)[0].strip(" ,")
            if any(c.isdigit() for c in said):
                return said
    found = rules.dose.search(text)
    return _whole(found) if found else None


def _inside(text: str, rules: ClaimRules) -> str | None:
    """Return the dose in brackets, from its amount to the end of its part."""
    for part in _PART.split(text):
        found = rules.dose.search(part)
        if found:
            return part[found.start() :].strip(" ,.")
    return None


def _whole(found: re.Match[str]) -> str:
    """Return a dose without the loose words that end it."""
    dose = found[0].rstrip(" ,")
    while (shorter := _LOOSE.sub("", dose)) != dose:
        dose = shorter
    return dose
