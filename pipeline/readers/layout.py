"""What article pages look like: known headings and boilerplate, given as rows of data.

The rows come from models/<pack>/lexicon/headings.tsv and boilerplate.tsv; the caller
loads them, so that readers never touch the file system.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.errors import LexiconError
from pipeline.records import CATEGORIES

ANY = "{n}"
#: Ordinals that a `{n}` in headings.tsv stands for: "Case 2", "Patient B", "III.".
_ORDINAL = re.compile(
    r"(?:no\.? ?|nr\.? ?|number |#)?(?:\d{1,3}|[a-z]|[ivx]{1,5}|one|two|three|four|five"
    r"|six|seven|eight|nine|ten|first|second|third|fourth|fifth|sixth|seventh|eighth"
    r"|ninth|tenth)"
)
#: "observation no. 1" is "observation 1"
_NUMBER_WORD = re.compile(r"(?<= )(?:no\.?|nr\.?|n°|nº|number|#) ?(?=\d{1,2}\b)")
_NUMBERING = re.compile(
    r"\A(?:\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[ivx]{1,5}|[a-h])[.)]|\d{1,2}(?:\.\d{1,2}){0,3})\s+"
)
_HEAD_PART = re.compile(
    r"\s*(?:[:;,./(–—]| - | and | & | at | on | with | in | for | during | after )\s*"
)
_EDGES = " \t:.-–—*_#[]|\"'“”‘’"
_LABEL = re.compile(
    r"(?:^\W{0,3}|(?<=[.!?)\]”] ))(?!(?:Mrs?|Ms|Dr|Prof|St)\. )"
    r"([A-Z](?:[^.:!?|;]|(?<=\s[Nn][or])\.(?=\s?\d)){1,60}?)"
    r"(?:(:|(?<!\s[Nn][or])\.(?: ?[-–—])?)(?=\s)|[.:]?[–—](?=[A-Z]))"
)
_BARE_LABEL = re.compile(
    r"(?:\A|(?<=[.!?] ))([A-Z]{4,20}|[A-Z][a-z]{2,14}(?: and [a-z]{3,14})?) (?=[A-Z\d])"
)
#: Kinds of boilerplate.tsv; the last five are matched with classes of HTML elements.
KINDS = tuple(
    "line start commentary metadata journal chrome references names abstract "
    "caption".split()
)
#: Labels of these kinds colour the paragraphs that follow; the others their own only.
LASTING = frozenset(
    "abstract introduction methods results case treatment outcome discussion "
    "conclusion body commentary references boilerplate".split()
)
#: Labels of these kinds may stand inside a paragraph ("… Case: … Conclusion: …").
_INSIDE = LASTING - {"commentary", "references"} | {"keywords", "history"}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document comes from; `source` is the path relative to the corpus."""

    doc_id: str
    source: str
    sha256: str


class Label(NamedTuple):
    """A run-in heading: its words, category and where its paragraph part starts."""

    heading: str
    category: str
    start: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Known headings (by normal form) and boilerplate patterns (by kind).

    Kinds of boilerplate.tsv: `line` (this paragraph alone), `start` (from here to the
    next true heading), `commentary` (machine-written text from here to the end),
    `metadata` (masthead: dates, article type, affiliation) and `journal` (its name);
    by class or id of HTML elements `chrome` (dropped), `references`, `names` (authors,
    addresses), `abstract` and `caption`.
    """

    headings: Mapping[str, str]
    patterns: Mapping[str, re.Pattern[str]]

    @classmethod
    def from_rows(
        cls,
        headings: Iterable[Mapping[str, str]],
        boilerplate: Iterable[Mapping[str, str]],
    ) -> "Layout":
        """Compile rows of headings.tsv (heading, category) and boilerplate.tsv.

        Raises LexiconError on an unknown category or kind and on a broken pattern.
        """
        grouped: dict[str, list[str]] = {}
        for row in boilerplate:
            grouped.setdefault(row["kind"], []).append(_checked(row))
        return cls(
            headings={normal_heading(r["heading"]): _category(r) for r in headings},
            patterns={kind: _compile(rows) for kind, rows in grouped.items()},
        )

    def category(self, heading: str) -> str | None:
        """Return the category of a heading, or None if its words are not known.

        >>> layout.category("3. Case Presentation:")
        'case'
        """
        if len(heading) > 200:
            return None
        key = normal_heading(heading)
        known = self._known(key)
        if known is None and key.startswith("the "):
            known = self._lookup(key.removeprefix("the "))  # "THE INVESTIGATIONS"
        return known

    def _known(self, key: str) -> str | None:
        """Return the category of a normal form, or of the first part of it."""
        known = self._lookup(key)
        if known is None and (part := _HEAD_PART.split(key, maxsplit=1)[0]) != key:
            known = self._lookup(part.strip(_EDGES))
        return known

    def _lookup(self, key: str) -> str | None:
        """Return the category of a normal form, with `{n}` standing for an ordinal."""
        if key in self.headings:
            return self.headings[key]
        words = _NUMBER_WORD.sub("", key).split(" ")
        for place in range(min(len(words), 4)):
            if _ORDINAL.fullmatch(words[place]):
                trial = " ".join([*words[:place], ANY, *words[place + 1 :]])
                if trial in self.headings:
                    return self.headings[trial]
        return None

    def is_kind(self, text: str, kind: str) -> bool:
        """Return whether a paragraph begins as boilerplate of this kind does."""
        pattern = self.patterns.get(kind)
        return pattern is not None and pattern.match(text.lstrip("([")) is not None

    def labels(self, text: str) -> Iterator[Label]:
        """Yield the run-in headings of a paragraph: "Background: … Case: …".

        Any known heading counts at the start; inside, only those that structured
        abstracts use.
        """
        found = list(self._punctuated(text)) or list(self._bare(text))
        yield from found

    def _bare(self, text: str) -> Iterator[Label]:
        """Yield labels without a mark: "SUMMARY We saw …", "Aim To … Methods We …"."""
        found = [
            Label(match[1], category, match.start(1))
            for match in _BARE_LABEL.finditer(text)
            if (category := self.headings.get(match[1].casefold())) in _INSIDE
        ]
        if (
            found
            and found[0].start == 0
            and (len(found) > 1 or found[0].heading.isupper())
        ):
            yield from found

    def _punctuated(self, text: str) -> Iterator[Label]:
        """Yield labels that end in a colon or stop."""
        for match in _LABEL.finditer(text):
            at_start = match.start(1) <= 3
            category = self._run_in(match[1], at_start=at_start)
            if category is None or not (at_start or category in _INSIDE):
                continue
            yield Label(match[1].strip(_EDGES), category, match.start(1))

    def _run_in(self, words: str, *, at_start: bool) -> str | None:
        """Return the category of run-in words, which may carry "(F/41)"."""
        bare = re.sub(r"\s*\(.*$", "", words)
        if at_start and len(bare.split()) <= 6:
            return self._known(normal_heading(bare))
        return self._lookup(normal_heading(bare))


def normal_heading(heading: str) -> str:
    """Return the form headings are compared in: no case, numbering, marks or colon."""
    text = " ".join(heading.casefold().strip(_EDGES).split())
    return _NUMBERING.sub("", text, count=1).strip(_EDGES) or text


def _category(row: Mapping[str, str]) -> str:
    """Return the category of a row of headings.tsv."""
    if row["category"] not in CATEGORIES:
        raise LexiconError(
            f"headings.tsv: {row['heading']!r} has the category {row['category']!r}; "
            f"use one of {', '.join(CATEGORIES)}"
        )
    return row["category"]


def _checked(row: Mapping[str, str]) -> str:
    """Return the pattern of a row of boilerplate.tsv."""
    place = f"boilerplate.tsv: pattern {row['pattern'][:40]!r}"
    if row["kind"] not in KINDS:
        raise LexiconError(
            f"{place} has the kind {row['kind']!r}; use one of {', '.join(KINDS)}"
        )
    try:
        re.compile(row["pattern"])
    except re.error as fault:
        raise LexiconError(f"{place} does not compile ({fault}); mend it") from fault
    return row["pattern"]


def _compile(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return one pattern that matches where any of the given does."""
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)
