"""Make the Reading of a doc: sentences, words, terms, ages, levels, durations."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.pack import Pack
from pipeline.records import UNREAD, Document, Section
from pipeline.rules.age import AgeMatch, find_ages
from pipeline.rules.age_context import STAND_IN
from pipeline.rules.assertion_scope import Assertions
from pipeline.rules.case_tables import TableWords, read_case_tables
from pipeline.rules.cues import CueBook
from pipeline.rules.finding_frames import FrameGrammar, Gap
from pipeline.rules.level_words import compile_level_words
from pipeline.rules.levels import LevelMatch, find_levels
from pipeline.rules.persons import compile_persons
from pipeline.rules.quantities import find_durations
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.terms import TermIndex, TermMatch
from pipeline.rules.words import Word, split_words

#: list markers and signs a spreadsheet takes for a formula; evidence never begins so
_MARKERS = "-–—•*·▪=+@"
#: "a 62-year-old grandmother", "a farmer's wife of 52": nobody's kin here
_DETERMINER = re.compile(
    r"\b(?:(?P<any>an?|another|(?:the|our|another) (?:first|second|third|fourth|fifth|"
    r"other|next|last|former|latter))|his|her|the|their|whose|my)\b",
    re.IGNORECASE,
)
#: "a man with a son of 31 and a daughter of 28", "she had a brother of 12"
_HAS_KIN = re.compile(
    r"\b(?:(?:with|has|have|had|having) (?:an?|one|two)|of \d{1,2} and an?)\s"
    r"(?:[\w-]+\s){0,2}\Z",
    re.IGNORECASE,
)
_NEAR = 90  # characters in which "one of them" finds his brothers
_SIBLING_PATIENT = re.compile(
    r"\b(?:the|an?)\s+(?:(?:elder|older|younger|other|first|second|affected|[\w-]+-old)\s+)?(?:brother|sister|twin)\b",
    re.IGNORECASE,
)


def blank_unread(document: Document) -> str:
    """Return the text with what is not read for facts blanked out, same length."""
    text = document.text
    for section in document.sections:
        if section.category in UNREAD:
            part = text[section.start : section.end]
            blank = "".join("\n" if c == "\n" else " " for c in part)
            text = text[: section.start] + blank + text[section.end :]
    return text


def plain_document(text: str) -> Document:
    """Return a document of one open section, for text that came without a reader."""
    section = Section("", "body", 0, len(text))
    return Document("text", "text", "txt", "", text, sections=(section,))


def without_levels(
    words: tuple[Word, ...], levels: tuple[LevelMatch, ...]
) -> tuple[Word, ...]:
    """Return the words but for level notations, so that terms match across them.

    "reduction of C3-C4 spondylolisthesis" -> reduction of spondylolisthesis.
    """
    kept: list[Word] = []
    spans = iter([(m.start, m.end) for m in levels if m.kind == "level"])
    span = next(spans, None)
    for word in words:
        while span is not None and span[1] <= word.start:
            span = next(spans, None)
        inside = span is not None and span[0] <= word.start
        if not (inside and any(c.isdigit() for c in word.raw)):
            kept.append(word)
    return tuple(kept)


class ReadingMaker:
    """The component "reading"."""

    def __init__(self, pack: Pack, lexicons: Iterable[str]) -> None:
        """Index the lexicons of a pack."""
        grammar = FrameGrammar(
            [row.cells for row in pack.rows("finding_parts")],
            [row.cells for row in pack.rows("finding_frames")],
        )
        self.indices = {
            name: TermIndex(
                name, pack.rows(name), grammar if name == "findings" else None
            )
            for name in lexicons
        }
        self.persons = compile_persons([r.cells for r in pack.rows("person_words")])
        self.level_words = compile_level_words(
            [r.cells for r in pack.rows("level_words")]
        )
        self.tables = TableWords.of(pack)
        self.cues = CueBook.from_rows([dict(r.cells) for r in pack.rows("cues")])

    def __call__(self, doc: Doc) -> Doc:
        """Put the reading of a doc into doc.user_data."""
        document = doc.user_data.get("document") or plain_document(doc.text)
        text = doc.text
        levels = find_levels(text, self.level_words)
        words = without_levels(split_words(text), levels)
        reading = Reading(
            document=document,
            text=text,
            sentences=_sentences(doc, document),
            words=words,
            assertions=Assertions.from_doc(doc, self.cues),
            terms=self._terms(doc, words, _gaps(words, levels)),
            persons=self.persons,
            ages=tuple(
                self._whose_age(text, age) for age in find_ages(text, self.persons)
            ),
            levels=levels,
            durations=find_durations(text),
            case_rows=read_case_tables(document, self.tables, self.persons),
        )
        doc.user_data["reading"] = reading
        return doc

    def _whose_age(self, text: str, age: AgeMatch) -> AgeMatch:
        """Return the age, no patient's if it is a relative's ("his sister, 16")."""
        if age.noun == STAND_IN and self._of_kin(text[: age.start]):
            return replace(age, person=False, rule="age:relative")
        noun = self.persons.get(age.noun) if age.noun else None
        if noun is not None and noun.relation == "group":
            single = self.persons.get(noun.word.removesuffix("s"))
            if noun.bystander or (single and single.relation == "relative"):
                return replace(age, person=False, rule="age:relative")
        if noun is None or noun.relation != "relative":
            return age
        if _HAS_KIN.search(text, max(0, age.start - 40), age.start):
            return replace(age, person=False, rule="age:relative")
        around = text[max(0, age.start - 30) : age.end + 30]
        before = list(_DETERMINER.finditer(text, max(0, age.start - 40), age.start))
        anybody = bool(before) and before[-1]["any"] is not None
        if anybody or _SIBLING_PATIENT.search(around):
            return replace(age, person=True)
        return replace(age, person=False, rule="age:relative")

    def _of_kin(self, before: str) -> bool:
        """Is "one of them" one of his brothers, who stand before it?"""
        whose = r"\b(?:his|her|their|had|has)\s(?:[\w-]+\s){0,2}"
        kin = re.compile(rf"{whose}(?:{self.persons.kin})s\b[^.]*\Z")
        return kin.search(before[-_NEAR:]) is not None

    def _terms(
        self, doc: Doc, words: tuple[Word, ...], gaps: tuple[Gap, ...]
    ) -> dict[str, tuple[TermMatch, ...]]:
        short = _short_forms(doc)
        return {
            name: _with_short(index, index.find(words, gaps), words, short)
            for name, index in self.indices.items()
        }


def _gaps(words: tuple[Word, ...], levels: Sequence[LevelMatch]) -> tuple[Gap, ...]:
    """Return where levels begin and end between the words: vertebrae, or discs."""
    starts = [word.start for word in words]
    places = {
        (bisect_left(starts, place), _DISC if "-" in m.levels[0] else _VERTEBRA)
        for m in levels
        if m.kind == "level" and m.levels
        for place in (m.start, m.end)
    }
    return tuple(sorted(places))


_VERTEBRA = ("vertebra", "bone")
_DISC = ("disc_space",)


def _short_forms(doc: Doc) -> dict[str, str]:
    found = doc._.abbreviations if doc.has_extension("abbreviations") else None
    return {
        span.text: span._.long_form.text for span in found or () if len(span.text) > 1
    }


def _with_short(
    index: TermIndex,
    matches: tuple[TermMatch, ...],
    words: tuple[Word, ...],
    short: dict[str, str],
) -> tuple[TermMatch, ...]:
    """Add the occurrences of the document's own short forms of a lexicon's terms."""
    concepts: dict[str, str] = {}
    for form, long in short.items():
        parts = split_words(long)
        whole = [m for m in index.find(parts) if len(m.words) * 2 >= len(parts)]
        if whole:
            concepts[form] = max(whole, key=lambda m: len(m.words)).concept
    if not concepts:
        return matches
    taken = {i for m in matches for i in m.words}
    extra = [
        TermMatch(
            w.start,
            w.end,
            concepts[w.raw],
            f"{index.name}.tsv#abbreviation:{w.raw}",
            (i,),
        )
        for i, w in enumerate(words)
        if w.raw in concepts and i not in taken
    ]
    return tuple(sorted((*matches, *extra), key=lambda m: (m.start, m.end, m.concept)))


def _sentences(doc: Doc, document: Document) -> list[Sentence]:
    """Return the sentences of the sections that are read, in order."""
    sections = document.sections or (Section("", "body", 0, len(document.text)),)
    found: list[Sentence] = []
    at, text = 0, doc.text
    for span in doc.sents:
        start, end = _trim(text, span.start_char, span.end_char)
        if start >= end:
            continue
        while at + 1 < len(sections) and start >= sections[at].end:
            at += 1
        section = sections[at]
        if section.category in UNREAD:
            continue
        before = found[-1] if found else None
        found.append(_sentence(document.text, start, end, section, before))
    return found


def _sentence(
    text: str, start: int, end: int, section: Section, before: Sentence | None
) -> Sentence:
    """Return the sentence after `before`, which counts on its number and paragraph."""
    if before is None:
        paragraph, index, first = text.count("\n", 0, start), 0, True
    else:
        paragraph = before.paragraph + text.count("\n", before.end, start)
        index, first = before.index + 1, paragraph != before.paragraph
    return Sentence(index, start, end, section, paragraph, first, text[start:end])


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in _MARKERS):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
