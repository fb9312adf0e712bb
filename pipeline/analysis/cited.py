"""Patients cited from other reports beside the own ones, none of them counted twice.

A cited patient is one that is already there if the source is the same (surname of the
first author and year) and age, sex and level agree wherever both are known, at least
two of the three. It is set aside and listed with the patient it repeats.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.series import Row, Series, values

#: Fewest of age, sex and level that two patients must be known to share.
FEWEST = 2

_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)[a-z]?\b")
_BEFORE_NAME = re.compile(r"^[\W\d_]+")
_AFTER_NAME = re.compile(r"\bet al\b|\band\b|[,;&(\[\d]", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[A-Z]\.?[ -]?){1,3}")
_GENERATION = {"jr", "sr", "ii", "iii"}


@dataclass(frozen=True, slots=True)
class Source:
    """The report a patient comes from, as citations name it."""

    surname: str
    year: int


@dataclass(frozen=True, slots=True)
class SetAside:
    """A cited patient that repeats another, and what the two share."""

    row: Row
    repeats: Row
    why: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Own patients and those cited, and the cited ones that are set aside."""

    rows: tuple[Row, ...]
    set_aside: tuple[SetAside, ...]


def with_cited(series: Series) -> Joined:
    """Return own patients, then cited ones; a repeated one is set aside, not dropped.

    Patients in the table of one review never repeat each other, and two of them never
    repeat the same patient.
    """
    kept: dict[Source | None, list[Row]] = {}
    for row in series.cases:
        kept.setdefault(source_of(row), []).append(row)
    rows, set_aside = list(series.cases), []
    taken: set[tuple[str, str]] = set()
    for row in series.cited:
        source, review = source_of(row), str(row["doc_id"])
        others = kept.get(source, []) if source else []
        free = [o for o in others if (str(o["case_id"]), review) not in taken]
        found = next(_repeated(row, free), None)
        if found is None:
            rows.append(row)
            kept.setdefault(source, []).append(row)
        else:
            taken.add((str(found.repeats["case_id"]), review))
            set_aside.append(found)
    return Joined(tuple(rows), tuple(set_aside))


def _repeated(row: Row, others: list[Row]) -> Iterator[SetAside]:
    for other in others:
        is_listed_with_it = other.get("cited_source") and (
            other["doc_id"] == row["doc_id"]
        )
        if not is_listed_with_it and (shared := _shared(row, other)):
            told = f"source {source_text(row)}, {', '.join(shared)}"
            yield SetAside(row, other, f"the same {told}")


def _shared(one: Row, other: Row) -> tuple[str, ...]:
    """Return what two patients are known to share; () if they differ or it is little.

    >>> _shared({"age_years": 58, "sex": "male"}, {"age_years": 58, "sex": "male"})
    ('age', 'sex')
    """
    pairs = zip(_traits(one).items(), _traits(other).values(), strict=True)
    known = [(name, a, b) for (name, a), b in pairs if a and b]
    is_same = len(known) >= FEWEST and all(a == b for _, a, b in known)
    return tuple(name for name, _, _ in known) if is_same else ()


def _traits(row: Row) -> dict[str, frozenset[str]]:
    age = row.get("age_years")
    return {
        "age": frozenset() if age is None else frozenset([f"{float(age):.2f}"]),
        "sex": frozenset(values(row, "sex")),
        "level": frozenset(values(row, "lesion_levels")),
    }


def source_of(row: Row) -> Source | None:
    """Return the report of a patient, own or cited; None without author and year."""
    if row.get("cited_source") is not None:
        return read_source(str(row["cited_source"]))
    if row.get("first_author") is None or row.get("year") is None:
        return None
    surname = surname_of(str(row["first_author"]))
    return Source(surname, int(str(row["year"]))) if surname else None


def source_text(row: Row) -> str:
    """Return the source of a patient for people: what the review wrote, or the author.

    >>> source_text({"doc_id": "d", "first_author": "Ann Roe", "year": 2010})
    'Ann Roe 2010'
    """
    if row.get("cited_source") is not None:
        return str(row["cited_source"])
    told = (row.get("first_author"), row.get("year"))
    return " ".join(str(t) for t in told if t is not None) or str(row["doc_id"])


def read_source(text: str) -> Source | None:
    """Return the source that a citation names; None without a name and a year.

    "Smith et al. 2010", "Smith and Roe (2010)", "Smith J, 2010 [12]" -> Smith 2010
    """
    year = _YEAR.search(text)
    surname = surname_of(_AFTER_NAME.split(_BEFORE_NAME.sub("", text))[0])
    return Source(surname, int(year[1])) if year and surname else None


def surname_of(name: str) -> str:
    """Return the last word of a surname, plain and in small letters; "" of nothing.

    "John Smith", "Smith J", "Smith, John", "J. P. Smith" -> "smith"
    "Marloes de Vries", "de Vries M" -> "vries"; "Müller-Roy" -> "muller roy"
    """
    words = name.partition(",")[0].split()
    words = [w for w in words if w.strip(".").casefold() not in _GENERATION]
    long = [word for word in words if not _INITIALS.fullmatch(word)]
    return _folded((long or sorted(words, key=len))[-1]) if words else ""


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", letters))
