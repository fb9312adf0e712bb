"""What a pack knows of claims, compiled once: headings, cues and the words of doses."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.rules.sentence_split import Abbreviations

#: Category of a heading that ends the one before it, and of one that also shuts out
#: its own sub-headings (questions and answers, advice).
NO_CLAIMS, SHUT = "-", "--"
_NUMBERING = re.compile(
    r"(?:\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|\(?[ivx]{1,4}[.)]|\(?[a-z][.)])\s+"
)
_EDGES = " \t:.?!-–—*_#[]|\"'“”‘’"
_NEVER = re.compile(r"(?!)")
_RANGE = r"\d[\d.,]*(?:\s?(?:[-–—/]|to)\s?\d[\d.,]*)?"


class Heading(NamedTuple):
    """What a known heading announces; `names_group` if it groups its items."""

    category: str
    names_group: bool


class Cue(NamedTuple):
    """A way of saying what kind of thing is named, and where its name stands."""

    side: str
    category: str
    name: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ClaimRules:
    """Compiled claim_headings.tsv, claim_cues.tsv and sentence_abbreviations.tsv."""

    headings: tuple[tuple[re.Pattern[str], Heading], ...]
    cues: tuple[Cue, ...]
    words: Mapping[str, re.Pattern[str]]
    dose: re.Pattern[str]
    abbreviations: Abbreviations

    @classmethod
    def from_rows(
        cls,
        headings: Iterable[Mapping[str, str]],
        cues: Iterable[Mapping[str, str]],
        abbreviations: Iterable[Mapping[str, str]],
    ) -> "ClaimRules":
        """Compile the rows; raises re.error on a broken pattern."""
        kinds = _by_kind(cues)
        adverbs = _adverbs(row["pattern"] for row in kinds.get("adv", ()))
        return cls(
            headings=tuple(
                (
                    re.compile(row["heading_pattern"], re.IGNORECASE),
                    Heading(row["category"], row["grouping"] == "self"),
                )
                for row in headings
            ),
            cues=tuple(
                _cue(row, adverbs)
                for side in ("after", "before", "about")
                for row in kinds.get(side, ())
            ),
            words={kind: _one_pattern(rows) for kind, rows in kinds.items()},
            dose=_dose_pattern(kinds),
            abbreviations=Abbreviations.from_rows(abbreviations),
        )

    def heading(self, text: str) -> Heading | None:
        """Return what a heading announces, or None if its words are not known."""
        words = _NUMBERING.sub("", " ".join(text.split()).strip(_EDGES), count=1)
        words = words.strip(_EDGES)
        for pattern, heading in self.headings:
            if pattern.match(words):
                return heading
        return None

    def has(self, kind: str, text: str) -> bool:
        """Return whether a text holds a cue of this kind."""
        return self.words.get(kind, _NEVER).search(text) is not None

    def begins(self, kind: str, text: str) -> bool:
        """Return whether a text begins with a cue of this kind."""
        return self.words.get(kind, _NEVER).match(text) is not None

    def split_at(self, kind: str, text: str) -> str:
        """Return a text up to its first cue of this kind."""
        return self.words.get(kind, _NEVER).split(text, maxsplit=1)[0]

    def strip_lead(self, name: str) -> str:
        """Return a name without the words before it that do not belong to it."""
        lead = self.words.get("lead", _NEVER)
        while (found := lead.match(name)) and name[found.end() :][:1] in {" ", ","}:
            name = name[found.end() :].strip(_EDGES)
        return name


def _by_kind(
    cues: Iterable[Mapping[str, str]],
) -> dict[str, list[Mapping[str, str]]]:
    kinds: dict[str, list[Mapping[str, str]]] = {}
    for row in cues:
        kinds.setdefault(row["kind"], []).append(row)
    return kinds


def _adverbs(words: Iterable[str]) -> str:
    """Return the pattern of any run of adverbs, for `{adv}`."""
    return rf"(?:(?:{'|'.join(words)})\s+)*" if words else ""


def _cue(row: Mapping[str, str], adverbs: str) -> Cue:
    pattern = re.compile(row["pattern"].replace("{adv}", adverbs), re.IGNORECASE)
    return Cue(row["kind"], row["category"], row["name"], pattern)


def _one_pattern(rows: Iterable[Mapping[str, str]]) -> re.Pattern[str]:
    whole = "|".join(f"(?:{row['pattern'].replace('{adv}', '')})" for row in rows)
    return re.compile(whole, re.IGNORECASE)


def _dose_pattern(kinds: Mapping[str, list[Mapping[str, str]]]) -> re.Pattern[str]:
    """Return the grammar of doses: an amount with its unit, then words of regimen.

    A concentration ("6 mg/L", "0.8 g per decilitre") is no dose.
    """
    unit = "|".join(row["pattern"] for row in kinds.get("unit", ())) or "(?!)"
    word = "|".join(row["pattern"] for row in kinds.get("dose", ())) or "(?!)"
    regimen = rf"(?:{word}|{_RANGE})(?![\w.]*\w)"
    return re.compile(
        rf"(?<![\w.,])(?P<amount>{_RANGE}\s?-?(?:(?-i:{unit}))"
        r"(?:/(?:kg|day|d|h|dose|m2|m²)\b)*)"
        r"(?![\w²³]|\s?/\s?(?:d?l|ml|24)\b|\s?(?:per|a)\s(?:deci|milli)?lit)"
        rf"(?P<regimen>(?:[\s,]+{regimen})*)",
        re.IGNORECASE,
    )
