"""Records of tagged lines: "PMID- 123" (MEDLINE) and "TY  - JOUR" (RIS)."""

import re
from collections.abc import Iterator

Record = dict[str, list[str]]
_Parts = dict[str, list[list[str]]]

# The dash stands in the fifth column; "CT - dense" in an abstract is no tag.
_LINE = re.compile(r"(?=.{4}-)([A-Z][A-Z0-9]{1,3}) {0,2}-(?: (.*)|$)")


def records(text: str, *, first_tag: str, last_tag: str | None) -> Iterator[Record]:
    """Yield records as tag → values, in order; continuation lines are joined.

    A record begins at `first_tag` and ends at `last_tag` or before the next one.
    """
    record: _Parts = {}
    last: list[str] = []
    for line in text.splitlines():
        match = _LINE.match(line)
        if match is None:
            last.append(line.strip())
            continue
        if match[1] in (first_tag, last_tag):
            yield from _closed(record, first_tag)
            record = {}
        last = [(match[2] or "").strip()]
        if match[1] != last_tag:
            record.setdefault(match[1], []).append(last)
    yield from _closed(record, first_tag)


def _closed(record: _Parts, first_tag: str) -> Iterator[Record]:
    """Yield a record whose lines are complete, unless its start is missing."""
    if first_tag in record:
        yield {
            tag: [" ".join(filter(None, lines)) for lines in values]
            for tag, values in record.items()
        }


def first(record: Record, *tags: str) -> str | None:
    """Return the first value that is not empty among the tags, in their order."""
    return next((one for tag in tags for one in record.get(tag, ()) if one), None)


def every(record: Record, *tags: str) -> tuple[str, ...]:
    """Return all values of the first tag that has any, without repetitions."""
    found = next((record[tag] for tag in tags if record.get(tag)), [])
    return tuple(dict.fromkeys(value for value in found if value))
