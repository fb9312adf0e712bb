"""What another reader says of a patient, turned into decisions on the items of a run.

What it says as the run does is accepted, what it says otherwise corrected, what only it
says added with its quote, what it denies rejected.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.curation.deciding import decide
from pipeline.curation.items import SINGLE, Item
from pipeline.curation.ledger import Decision
from pipeline.curation.states import squeeze
from pipeline.curation.values import Said, read_value
from pipeline.series import Series

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])|\n+")


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing another reader says; `value` is "" where it says that there is none.

    `where` is the place in its file. `words` are looked for in the text where it gives
    no quote for a value that the run lacks.
    """

    where: str
    doc_id: str
    case_id: str
    field: str
    concept: str = ""
    modality: str = ""
    value: str = ""
    quote: str = ""
    start: int | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unaligned:
    """What a reader says that has no place in the run, and why."""

    where: str
    reason: str


Found = Iterator[Decision | Unaligned]


def decisions_from(
    series: Series, items: Iterable[Item], readings: Iterable[Reading], *, name: str
) -> Found:
    """Yield the decisions of a reader, and what has no place, in the given order."""
    known: dict[tuple[str, str, str], list[Item]] = {}
    for item in items:
        if item.value:
            known.setdefault((item.case_id, item.field, item.concept), []).append(item)
    for reading in readings:
        same = known.get((reading.case_id, reading.field, reading.concept), [])
        mine = [i for i in same if reading.modality in ("", i.modality)]
        if mine:
            for item in mine:
                yield _judge(series, item, reading, name)
        elif reading.value:
            yield _add(series, reading, name)


def _judge(
    series: Series, item: Item, reading: Reading, name: str
) -> Decision | Unaligned:
    if not reading.value:
        return decide(series, item, "reject", reviewer=name)
    try:
        if _is_said(series, item, reading.value):
            return decide(series, item, "accept", reviewer=name)
    except ValueError as fault:
        return Unaligned(reading.where, str(fault))
    return decide(
        series,
        item,
        "correct",
        reviewer=name,
        new_value=reading.value,
        quote=reading.quote,
        start=reading.start,
    )


def _is_said(series: Series, item: Item, value: str) -> bool:
    """Return whether an item says a value, if perhaps more exactly.

    Raises ValueError if the value cannot be read.
    """
    if squeeze(value) == squeeze(item.value):
        return True
    wanted = read_value(item.field, value, series.columns)
    told = read_value(item.field, item.value, series.columns)
    if item.field == "level":
        return set(wanted) == set(told)
    return all(any(_is_within(one, other) for other in told) for one in wanted)


def _is_within(one: Said, other: Said) -> bool:
    """Return whether what one says is said by the other too."""
    names = ("concept", "value", "unit", "interpretation")
    pairs = ((getattr(one, n).casefold(), getattr(other, n).casefold()) for n in names)
    return (
        one.status == other.status
        and set(one.levels) <= set(other.levels)
        and all(not mine or mine == theirs for mine, theirs in pairs)
    )


def _add(series: Series, reading: Reading, name: str) -> Decision | Unaligned:
    try:
        read_value(reading.field, reading.value, series.columns)
    except ValueError as fault:
        return Unaligned(reading.where, str(fault))
    if not reading.quote:
        reading = _with_quote(reading, series.text(reading.doc_id))
    if not reading.quote:
        what = reading.concept or reading.value
        return Unaligned(
            reading.where, f"no words for {what!r} in the text; add a quote"
        )
    item = Item(
        reading.doc_id,
        reading.case_id,
        reading.field,
        "" if reading.field in SINGLE else reading.concept,
        reading.modality,
    )
    return decide(
        series,
        item,
        "add",
        reviewer=name,
        new_value=reading.value,
        quote=reading.quote,
        start=reading.start,
    )


def _with_quote(reading: Reading, text: str) -> Reading:
    for words in filter(None, reading.words):
        match = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)
        if match:
            start, end = sentence_at(text, match.start())
            return replace(reading, quote=text[start:end], start=start)
    return reading


def sentence_at(text: str, place: int) -> tuple[int, int]:
    """Return where the sentence around a place starts and ends, roughly."""
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(text, 0)), len(text)]
    start = max(end for end in ends if end <= place)
    stop = min(end for end in ends if end > place)
    return start, start + len(text[start:stop].rstrip())


def split(
    found: Found,
) -> tuple[Sequence[Decision], Sequence[Unaligned]]:
    """Return decisions and unaligned things apart."""
    everything = list(found)
    return (
        [one for one in everything if isinstance(one, Decision)],
        [one for one in everything if isinstance(one, Unaligned)],
    )
