"""Words for persons and for things: who or what stands beside an age.

Rows come from `person_words.tsv`: `word, sex, relation, age_hint`. A word that starts
with "*" is an ending ("*woman" reads "craftswoman"). Relations: "" (a person),
`occupation`, `relative`, `title`, `pronoun`, `habit`, `group` (several persons),
`crowd` (a group that never stands for the patients: "both parents", "both pupils"),
`staff` (an occupation of those who treat),
`thing` (has an age and is nobody), `none` (has a person's ending and is no person).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

_TOKEN_RE = re.compile(r"[^\W\d_][\w'\u2019-]*|[.;:()]|\d")
_NOUN_BEFORE_RE = re.compile(r"([^\W\d_][\w-]*)[^\S\r\n]*\Z")
#: Words after which the noun phrase of "A 62-year-old ..." has ended.
_STOPS = frozenset(
    """
    a an the his her its their our this that these those who whom whose which in on at
    of with without from by to for as after before since during because when while had
    has have was is were are be been presented presents presenting complained complains
    complaining suffered suffers suffering sustained developed reported reports noticed
    underwent came comes fell consulted visited attended experienced received showed
    under admitted referred seen brought living found
    """.split()
)
_REACH = 7
_BYSTANDERS = {"crowd": "group", "staff": "occupation"}
#: A surname may end in -man or -boy (Goodman), none in the longer endings.
_SURNAME_ENDING = 3


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the table; `sex` and `age_hint` are None where not said."""

    word: str
    sex: str | None
    relation: str
    age_hint: str | None
    bystander: bool = False  # never stands for the patients

    @property
    def is_one(self) -> bool:
        """True for a single human being."""
        return self.relation not in {"group", "thing", "none", "title"}


@dataclass(frozen=True, slots=True)
class PersonWords:
    """The compiled table; `hints` finds words that are ages in lower-case text.

    `one`, `kin` and `many` are sources for patterns: "woman", "sister", "women".
    """

    words: Mapping[str, Person]
    endings: tuple[Person, ...]
    hints: re.Pattern[str]
    titles: re.Pattern[str]
    one: str
    kin: str
    many: str

    def get(self, word: str) -> Person | None:
        """Return the row of a word, of its last part after a hyphen, or its ending."""
        key = word.lower().removesuffix("'s").removesuffix("\u2019s")
        found = self.words.get(key) or self.words.get(key.rpartition("-")[2])
        return found or self._by_ending(word)

    def people(self, word: str) -> Person | None:
        """Return the row of a word for several persons: "women", "farmers"."""
        found = self.get(word)
        if found is None and word.lower().endswith("s"):
            single = self.get(word[:-1])
            if single is not None and single.is_one and single.relation != "pronoun":
                found = replace(single, word=word.lower(), relation="group")
        many = found is not None and found.relation == "group" and not found.bystander
        return found if many else None

    def _by_ending(self, word: str) -> Person | None:
        for row in self.endings:
            ending = row.word[1:]
            safe = word.islower() or len(ending) > _SURNAME_ENDING
            if safe and word.lower().endswith(ending):
                return replace(row, word=word.lower())
        return None


def compile_persons(rows: Iterable[Mapping[str, str]]) -> PersonWords:
    """Build the lookup once; columns `word, sex, relation, age_hint`, "" for none."""
    people = [_person(row) for row in rows]
    words = {row.word: row for row in people if not row.word.startswith("*")}
    endings = [row for row in people if row.word.startswith("*")]
    endings.sort(key=lambda row: (-len(row.word), row.word))
    hints = _alternatives([row.word for row in people if row.age_hint])
    titles = _alternatives([row.word for row in people if row.relation == "title"])
    name = r"[^\S\n]?[^\W\d_a-z][\w.'\u2019-]*"
    return PersonWords(
        words=words,
        endings=tuple(endings),
        hints=re.compile(rf"(?:{hints})(?!\w)"),
        titles=re.compile(rf"\b((?i:{titles}))\.?(?:{name}){{1,3}}\s*\Z"),
        one=_alternatives([row.word for row in words.values() if not row.relation]),
        kin=_alternatives([r.word for r in words.values() if r.relation == "relative"]),
        many=_alternatives([w for w, row in words.items() if _stands(row)]),
    )


def _person(row: Mapping[str, str]) -> Person:
    relation = row.get("relation") or ""
    return Person(
        word=row["word"].strip().lower(),
        sex=row.get("sex") or None,
        relation=_BYSTANDERS.get(relation, relation),
        age_hint=row.get("age_hint") or None,
        bystander=relation in _BYSTANDERS,
    )


def _stands(row: Person) -> bool:
    return row.relation == "group" and not row.bystander


def _alternatives(words: list[str]) -> str:
    """Return words as a source string, longest first; matches nothing if empty."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in ordered) or r"(?!)"


def noun_before(text: str, end: int, persons: PersonWords) -> tuple[Person, int] | None:
    """Return the person word that stands right before `end`, and where it starts."""
    match = _NOUN_BEFORE_RE.search(text, max(0, end - 40), end)
    row = persons.get(match[1]) if match else None
    if match is None or row is None:
        return None
    if row.is_one and row.sex is None and row.relation != "pronoun":
        row = _with_sex_before(text, match.start(1), row, persons)
    return row, match.start(1)


def _with_sex_before(
    text: str, start: int, row: Person, persons: PersonWords
) -> Person:
    """Return the row with the sex of the word before: "a male infant"."""
    match = _NOUN_BEFORE_RE.search(text, max(0, start - 40), start)
    found = persons.get(match[1]) if match else None
    is_adjective = found is not None and found.relation == "" and found.is_one
    return replace(row, sex=found.sex) if found and is_adjective else row


def title_before(
    text: str, end: int, persons: PersonWords
) -> tuple[Person, int] | None:
    """Return the title of a name right before `end`: "Mrs W." and where it starts."""
    low = max(0, end - 40)
    match = persons.titles.search(text[low:end])
    row = persons.get(match[1]) if match else None
    return (row, low + match.start()) if match and row else None


def noun_after(text: str, start: int, persons: PersonWords) -> Person | None:
    """Return the head of the noun phrase that goes on at `start`, person or thing.

    "right-handed retired woman" gives woman, "fracture of the hip" gives fracture,
    "burn victim" gives victim. The phrase ends at a verb, a preposition, a determiner
    or a full stop, and after seven words.
    """
    found: Person | None = None
    for word in _TOKEN_RE.findall(text[start : start + 90])[:_REACH]:
        if word in ".;:)" or word.isdigit() or word.lower() in _STOPS:
            break
        row = persons.get(word)
        if row is None or row.relation in {"pronoun", "none"}:
            if found is not None and found.relation != "habit" and word != "(":
                break
        elif (
            found is None
            or found.relation in {"thing", "habit"}
            or _adds_sex(found, row)
        ):
            found = row
        if found is not None and found.sex is not None:
            break
    return found


def _adds_sex(found: Person, row: Person) -> bool:
    """True for "patient (female)" and "teacher, male": same person, sex said later."""
    return found.is_one and row.is_one and found.sex is None and row.sex is not None
