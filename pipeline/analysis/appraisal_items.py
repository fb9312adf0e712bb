"""The questions of JBI and CARE, and what in a run answers one with yes.

JBI: Moola S et al., checklist for case reports, JBI Manual for Evidence Synthesis,
2020.
CARE: Gagnier JJ et al., "The CARE guidelines", 2013; Riley DS et al., "CARE guidelines
for case reports: explanation and elaboration document", J Clin Epidemiol 2017;89:218.
The questions stand in appraisal_items.tsv in words of our own.

    facts     "age & sex": one fact of each; "imaging|lab": of either;
              "symptom@examination": read in that section; "field:status,status"
    phrases   any of "consent + publi|...", all parts within one sentence
    unless    a sentence that holds one of these proves nothing
    where     the phrases are looked for in the title, the text, or at a line's start;
              a bare heading is quoted with the line below, and proves nothing alone
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from pipeline.series import Row

#: Statuses that say yes where an item names none.
YES = ("present", "performed")
_NEED = re.compile(r"(?P<field>\w+)(?:@(?P<section>\w+))?(?::(?P<statuses>[\w,]+))?")
_BULLET = re.compile(r"^[\W\d_]*(?:(?:table|figure|fig)\b[\W\d_]*)?", re.IGNORECASE)
_HEADING_WORDS = 4  # at most; "Patient perspective", "Key learning points"
_LINE_BELOW = re.compile(r"\s*\n\s*(?P<line>\S[^\n]*)")
_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?](?=\s)|(?=\n)|\Z)")


@dataclass(frozen=True, slots=True)
class Need:
    """A fact that an item asks for."""

    field: str
    section: str | None
    statuses: tuple[str, ...]

    def is_met_by(self, fact: Row) -> bool:
        """Return whether a fact about the patient is what is asked for."""
        is_there = fact["field"] == self.field and fact["status"] in self.statuses
        is_placed = self.section is None or fact["section"] == self.section
        return is_there and is_placed and fact["subject"] == "patient"


@dataclass(frozen=True, slots=True)
class Item:
    """A question of an instrument; `needs` hold alternatives, all of them needed."""

    instrument: str
    number: str
    question: str
    needs: tuple[tuple[Need, ...], ...]
    phrases: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Proof:
    """The words that answer a question with yes; offsets are None outside the text."""

    quote: str
    start: int | None
    end: int | None
    fact_ids: tuple[str, ...] = ()


def read_items() -> tuple[Item, ...]:
    """Return the 8 questions of JBI and the 13 items of CARE, in order."""
    table = files("pipeline.analysis").joinpath("appraisal_items.tsv")
    with table.open(encoding="utf-8") as lines:
        return tuple(map(_item, csv.DictReader(lines, delimiter="\t")))


def _item(row: dict[str, str]) -> Item:
    needs = tuple(tuple(map(_need, n.split("|"))) for n in _parts(row["facts"], " & "))
    phrases = tuple(tuple(p.split(" + ")) for p in _parts(row["phrases"], "|"))
    unless = _parts(row["unless"], "|")
    head = (row["instrument"], row["item"], row["question"])
    return Item(*head, needs, phrases, unless, row["where"])


def _parts(cell: str, joint: str) -> tuple[str, ...]:
    return tuple(cell.split(joint)) if cell else ()


def _need(text: str) -> Need:
    match = _NEED.fullmatch(text)
    assert match, f"appraisal_items.tsv: {text!r} asks for no fact"
    statuses = tuple(match["statuses"].split(",")) if match["statuses"] else YES
    return Need(match["field"], match["section"], statuses)


def prove(
    item: Item, facts: Sequence[Row], document: Row | None, text: str
) -> Proof | None:
    """Return what answers the item with yes, None where nothing does."""
    if item.needs:
        return _proof_of_facts(item, facts)
    if item.where == "title":
        return _proof_of_title(item, document, text)
    return next(_proofs_of_text(item, text), None)


def _proof_of_facts(item: Item, facts: Sequence[Row]) -> Proof | None:
    """Return the first fact of each need; the quote is that of the first of them.

    Facts that share a sentence come before others, so that one quote shows the most.
    """
    met = [
        [fact for fact in facts if any(need.is_met_by(fact) for need in needs)]
        for needs in item.needs
    ]
    if not all(met):
        return None
    places = [{fact["start"] for fact in some} for some in met]
    first = max(met[0], key=lambda f: sum(f["start"] in place for place in places))
    chosen = [first, *(_nearest(some, first) for some in met[1:])]
    told = tuple(dict.fromkeys(str(fact["fact_id"]) for fact in chosen))
    start, end = int(str(first["start"])), int(str(first["end"]))
    return Proof(str(first["quote"]), start, end, told)


def _nearest(facts: Sequence[Row], first: Row) -> Row:
    return next((f for f in facts if f["start"] == first["start"]), facts[0])


def _proof_of_title(item: Item, document: Row | None, text: str) -> Proof | None:
    title = str((document or {}).get("title") or "")
    if not _says(item, title):
        return None
    start = text.find(title)
    return Proof(title, *((start, start + len(title)) if start >= 0 else (None, None)))


def _proofs_of_text(item: Item, text: str) -> Iterator[Proof]:
    find = _opening_line if item.where == "line" else _sentence
    for match in (_LINE if item.where == "line" else _SENTENCE).finditer(text):
        if span := find(item, text, match):
            start, end = span
            yield Proof(text[start:end], start, end)


def _sentence(item: Item, text: str, match: re.Match[str]) -> tuple[int, int] | None:
    return _trimmed(text, *match.span()) if _says(item, match[0]) else None


def _opening_line(
    item: Item, text: str, match: re.Match[str]
) -> tuple[int, int] | None:
    """Return the line if it opens with a phrase, a bare heading with the line below."""
    start, end = _trimmed(text, *match.span())
    words = _BULLET.sub("", text[start:end]).casefold()
    if not words.startswith(tuple(phrase[0] for phrase in item.phrases)):
        return None
    if len(words.split()) > _HEADING_WORDS or ":" in words.rstrip(":"):
        return start, end
    below = _LINE_BELOW.match(text, match.end())
    return _trimmed(text, start, below.end()) if below else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    quote = text[start:end]
    return start + len(quote) - len(quote.lstrip()), start + len(quote.rstrip())


def _says(item: Item, words: str) -> bool:
    folded = words.casefold()
    is_said = any(all(part in folded for part in p) for p in item.phrases)
    return is_said and not any(words in folded for words in item.unless)
