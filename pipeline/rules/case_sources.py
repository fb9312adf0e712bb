"""Where a table row comes from: "Smith 2010" is cited, "present case" is our own."""

import re

from pipeline.records import Cell

_PRESENT = re.compile(
    r"\b(?:present|current|ours?|this|index|own|reported here)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:18|19|20)\d\d(?=[a-d]?\b)")
#: A surname with its particles; initials ("AB Smith") only where nothing else is.
_AUTHOR = re.compile(
    r"(?:(?:[Vv][ao]n|[Dd](?:e[nlrs]?|ell[ao]|i|a|os|u)|[Ll][ae]|[Tt]e[nr]|[Ee]l|[Aa]l"
    r"|zu[rm]?|[Ss]t\.?)[ -])*[A-ZÀ-Þ][\w'’-]*[a-zß-ÿ][\w'’-]*"
)
_CAPITALS = re.compile(r"[A-ZÀ-Þ]{2}[A-ZÀ-Þ'’-]*")
_NUMBERED = re.compile(r"^\W*\d{1,3}\W*$")
#: Tables of other people's patients, by their caption.
_LITERATURE = re.compile(
    r"\b(?:literature|published|(?:previous(?:ly)?|earlier|formerly|hitherto|already) "
    r"(?:reported|described|recorded|known)?|other authors|on record|"
    r"(?:cases?|patients?|examples?) (?:reported|described|recorded|known)|"
    r"(?:reported|described|recorded) (?:cases?|patients?|examples?))\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:our|ours|own|present|this|these|here)\b", re.IGNORECASE)
#: A cited row among numbered ones: "Okada et al.", "Weiss and colleagues", "Ito [7]"
_BY_OTHERS = re.compile(
    r"\bet al\b|(?:\band|&) (?:colleagues|co-?workers|associates)\b|"
    r"^\W*(?!(?:case|patient|pat|pt|no|nr|child|subject)\b)(?-i:[A-ZÀ-Þ])[\w'’-]{2,}"
    r"(?:['’]s? (?:case|patient))?,? ?(?:[(\[] ?(?:ref\.? ?)?\d{1,3} ?[)\]]|ref\.? ?\d)"
    r"\W*$|^\W*(?-i:[A-ZÀ-Þ][\w-]{2,})['’]s? (?:case|patient)\b",
    re.IGNORECASE,
)
_BY_NUMBER = re.compile(r"^(?:ref|source|citation|author)", re.IGNORECASE)


def is_cited_table(caption: str) -> bool:
    """Does a caption say that the patients of a table are those of other authors?"""
    return bool(_LITERATURE.search(caption)) and not _OURS.search(caption)


def is_present(row: tuple[Cell, ...]) -> bool:
    """Does a row say that its patient is the authors' own?"""
    return any(_PRESENT.search(cell.text) for cell in row[:3])


def source_of(cells: dict[str, tuple[Cell, str]], row: tuple[Cell, ...]) -> str | None:
    """Return "Author year" of a cited row, None for an own one."""
    if "source" not in cells:
        first = row[0].text
        by_others = _YEAR.search(first) or _BY_OTHERS.search(first)
        if not (by_others and _AUTHOR.search(first)):
            return None
    cell, header = cells["source"] if "source" in cells else (row[0], "")
    text = cell.text
    if _PRESENT.search(text):
        return None
    if _NUMBERED.match(text) and _BY_NUMBER.match(header):
        return f"[{text.strip(' []().')}]"
    year = _YEAR.search(text) or (
        _YEAR.search(cells["year"][0].text) if "year" in cells else None
    )
    author = _AUTHOR.search(text) or _CAPITALS.search(text)
    if author is None:
        return None
    name = re.sub(r"['’]s?$", "", author[0])
    return f"{name} {year[0]}" if year else name
