"""What is put right in the rows of a table before they are read.

Ditto marks give way to what stands above, abbreviations to what the note under the
table says they mean, and rows of means or controls are left out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.records import Cell

Rows = tuple[tuple[Cell, ...], ...]

_DITTO = re.compile(
    r"\s*(?:[-–—]?\s*(?:[\"″”“„〃]+|''|’’|,,)\s*[-–—]?|"
    r"(?:ditto|do|idem|id|ibid|as above|see above)\.?)\s*",
    re.IGNORECASE,
)
#: "Mean", "Controls (n = 12)", "Total": rows that are no patients.
_SUMMARY = re.compile(
    r"\W*(?:(?:mean|average|median|range|totals?|sum|s\.?d\.?|std|overall|all|"
    r"p[ -]value)\W*(?:\(.*|±.*|age|values?)?$|(?:(?:healthy|normal|all|matched)\s)*"
    r"(?:controls?|normals?|healthy|volunteers|patients|cases|subjects|children|groups?"
    r"|cohort|series)\W*(?:\(.*)?$)",
    re.IGNORECASE,
)
_SPREAD = re.compile(r"\d\s*(?:±|\+/-)\s*\d")
#: "JOA = Japanese Orthopaedic Association score"
_EQUALS = re.compile(
    r"(?<![\w/.-])(?P<key>\w[\w/.&-]{0,11}|[-–—])\s*=\s*"
    r"(?P<means>[A-Za-z][^=;]{1,90}?)(?=\s*[;.](?:\s|$)|,\s*[\w/.&-]{1,12}\s*=|\s*$)"
)
#: "JOA, Japanese …" or "JOA: Japanese …", between semicolons
_LISTED = re.compile(
    r"\s*(?:(?:abbreviations?|notes?|key|legend)[:.]\s*)?(?P<key>\w[\w/.&-]{0,11})"
    r"(?:\s*:|,)\s+(?P<means>[A-Za-z].{1,90})",
    re.IGNORECASE,
)
_LEAST_LISTED = 2
_NOTES = 2  # paragraphs under a table
_FAR = 900


def legend_of(text: str, end: int) -> dict[str, str]:
    """Return what the abbreviations of a table mean, by the note after its end."""
    found: dict[str, str] = {}
    for note in text[end : end + _FAR].strip().split("\n\n")[:_NOTES]:
        pairs = [m.group("key", "means") for m in _EQUALS.finditer(note)]
        parts = [p for p in re.split(r";|(?<=[a-z)])\.(?=\s|$)", note) if p.strip()]
        listed = [m.group("key", "means") for m in map(_LISTED.fullmatch, parts) if m]
        if len(listed) >= _LEAST_LISTED and 2 * len(listed) >= len(parts):
            pairs += listed
        if not pairs:
            break
        found |= {key: means.strip(" .") for key, means in pairs if _is_key(key)}
    return found


def _is_key(key: str) -> bool:
    """Is a word an abbreviation: with a capital, or a mark?"""
    return not key.isdigit() and (key != key.lower() or not key.isalpha())


def spell_out(rows: Rows, legend: Mapping[str, str]) -> Rows:
    """Return rows with abbreviations spelled out; one letter only where it is alone."""
    if not legend:
        return rows
    longer = sorted((k for k in legend if len(k) > 1), key=len, reverse=True)
    words = "|".join(map(re.escape, longer)) or r"(?!)"
    pattern = re.compile(rf"(?<![\w/-])(?:{words})(?![\w-])")

    def spelled(cell: Cell) -> Cell:
        alone = legend.get(cell.text.strip())
        text = alone or pattern.sub(lambda m: legend[m[0]], cell.text)
        return cell if text == cell.text else replace(cell, text=text)

    return tuple(tuple(spelled(cell) for cell in row) for row in rows)


def without_dittos(rows: Rows) -> Rows:
    """Return rows with what stands above in place of ditto marks."""
    found: list[tuple[Cell, ...]] = []
    for row in rows:
        above = found[-1] if found else ()
        found.append(
            tuple(
                replace(cell, text=above[at].text)
                if at < len(above) and _DITTO.fullmatch(cell.text)
                else cell
                for at, cell in enumerate(row)
            )
        )
    return tuple(found)


def of_people(rows: Rows, header: Sequence[str]) -> Rows:
    """Return rows without those of means, totals, controls, or a header repeated."""
    return tuple(row for row in rows if not _is_no_person(row, header))


def _is_no_person(row: Sequence[Cell], header: Sequence[str]) -> bool:
    texts = [cell.text.strip() for cell in row]
    said = [text for text in texts if text]
    again = [text for text, name in zip(texts, header, strict=False) if text == name]
    return bool(said) and (
        bool(_SUMMARY.match(said[0]))
        or any(map(_SPREAD.search, said))
        or len([text for text in again if text]) > len(said) / 2
    )
