"""One item of a list: its name, its dose and what is stated of it."""

import re
from dataclasses import dataclass

from pipeline.rules.claim_doses import find_dose, split_dose
from pipeline.rules.claim_lines import Line
from pipeline.rules.claim_rules import ClaimRules

_DASH = re.compile(r"\s+[–—]\s*|\s*—\s*|\s+-+\s+|\s+[–-]{2}\s+")
_COLON = re.compile(r"\s*:(?=\s|$)")
_STOPPED = re.compile(r"[^\W\d_][^.:;,!?]{2,60}\.(?=\s+[A-Z])")
_ENDS = " \t.,;:–—-"
_LAST = re.compile(r"[,;]?\s+(?:and|or)$", re.IGNORECASE)
_LONG_BRACKETS = re.compile(r"\s*\((?=(?:[^\s()]+\s+){3,})[^()]*\)")
_TAIL_BRACKETS = re.compile(r"\s*\([^()]*\)?\s*$")
_FOR = re.compile(r"\s+for\s+", re.IGNORECASE)
_HEAD_END = re.compile(r"[;:]\s|\.\s|,?\s+(?:e\.g\.|i\.e\.|such as|for example)")
_JOINED = re.compile(r"\b(?:and|or)\b")
_HEAD_WORDS = 4
_NAME_WORDS = 12
_LEAD_CHARS = 160
_BARE_WORDS = 6


@dataclass(frozen=True, slots=True)
class Item:
    """A list item; `is_named` if a mark or a title sets its name apart."""

    name: str
    dose: str | None
    start: int
    end: int
    statement: str | None
    is_named: bool


def titled_item(title: Line, below: Line, rules: ClaimRules) -> Item:
    """Return the item that a title and the paragraph beneath it make."""
    name, dose = split_dose(title.text.strip(_ENDS), rules)
    dose = dose or find_dose(below.text, rules)
    return Item(name, dose, title.start, below.end, below.text, is_named=True)


def parse_item(line: Line, rules: ClaimRules) -> Item | None:
    """Return the item of one line, or None if no name can be told.

    "Name: statement", "Name – statement", "Name. Statement" or a bare thing.
    """
    lead = find_lead(line.text, rules)
    if lead is None:
        return _bare(line, rules)
    statement = line.text[lead.end() :].strip() or None
    name, dose = split_dose(line.text[: lead.start()].strip(_ENDS), rules)
    name = rules.strip_lead(name) if name[:1].islower() else name
    dose = dose or find_dose(statement or "", rules)
    return _item(name, dose, line, statement, is_named=True)


def find_lead(text: str, rules: ClaimRules) -> re.Match[str] | None:
    """Return the mark that parts a name from its statement, outside brackets."""
    marks = [_outside(pattern, text[:_LEAD_CHARS]) for pattern in (_COLON, _DASH)]
    found = min((m for m in marks if m), key=lambda m: m.start(), default=None)
    if found is None:
        return _full_stop(text, rules)
    name = text[: found.start()]
    if len(name.split()) > _NAME_WORDS or ". " in name:
        return _full_stop(text, rules)
    return found if name.strip() and not rules.begins("no-name", name) else None


def _full_stop(text: str, rules: ClaimRules) -> re.Match[str] | None:
    """Return the stop of "Name. Statement", if the name is no sentence."""
    found = _STOPPED.match(text)
    if (
        not found
        or len(found[0].split()) > _BARE_WORDS
        or rules.has("finite", found[0])
    ):
        return None
    return re.compile(r"\.").search(text, found.end() - 1)


def _outside(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the first match that stands in no brackets."""
    for found in pattern.finditer(text):
        before = text[: found.start()]
        if before.count("(") <= before.count(")"):
            return found
    return None


def _bare(line: Line, rules: ClaimRules) -> Item | None:
    """Return the item of a line without a lead; its name is the thing it begins with.

    "In the late form: numb hands" is about the hands.
    """
    whole = _LAST.sub("", line.text.rstrip(_ENDS))
    text = whole.partition(": ")[2] if rules.begins("no-name", whole) else whole
    name, dose = split_dose(text, rules)
    name = rules.strip_lead(_shorten(name, rules))
    if not name or (rules.has("finite", name) and len(name.split()) > _BARE_WORDS):
        return None
    statement = line.text if name != whole else None
    dose = dose or find_dose(line.text, rules)
    return _item(name, dose, line, statement, is_named=len(name.split()) <= 4)


def _shorten(name: str, rules: ClaimRules) -> str:
    """Return the head of a bare item: up to a clause, a purpose or an example."""
    head = _HEAD_END.split(_LONG_BRACKETS.sub("", name), maxsplit=1)[0]
    commas = head.split(", ")
    if len(commas) > 1 and not _JOINED.search(commas[-1]):
        head = commas[0]
    if len(head.split()) > _HEAD_WORDS:
        head = rules.split_at("stop", head)
    if len(head.split()) >= _HEAD_WORDS:
        head = _FOR.split(head, maxsplit=1)[0]
    return head.strip(_ENDS)


def _item(
    name: str, dose: str | None, line: Line, statement: str | None, *, is_named: bool
) -> Item | None:
    if name.count("(") > name.count(")"):
        name = _TAIL_BRACKETS.sub("", name)
    if not name or not any(c.isalpha() for c in name):
        return None
    return Item(name, dose, line.start, line.end, statement, is_named)
