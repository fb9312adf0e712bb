"""Facts of one patient in two runs, paired, and what differs in a pair.

Facts are about the same thing if field and concept agree (for imaging the modality too;
of age, sex, duration, outcome and follow-up a patient has one). Several about the same
thing are paired by what they say and their quote, by the quote, then by place.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from pipeline.cells import JOINT, format_number
from pipeline.curation.items import SINGLE
from pipeline.curation.patients import squeeze
from pipeline.series import Row

FactPair = tuple[Row | None, Row | None]
#: What a fact says, beside its status.
_SAYS = (
    "concept concept_code value unit interpretation modality levels laterality"
).split()
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_DASHES = str.maketrans("‐‑‒–—−", "------")


def key_of(fact: Row) -> tuple[str, str, str]:
    """Return what a fact is about: field, concept and modality; "" for none."""
    field = str(fact["field"])
    concept = "" if field in SINGLE else str(fact.get("concept") or "")
    modality = str(fact.get("modality") or "") if field == "imaging" else ""
    return field, concept.casefold(), modality


def pair_facts(old: Iterable[Row], new: Iterable[Row]) -> Iterator[FactPair]:
    """Yield each fact of a patient once, beside its like of the other run if any."""
    sides: dict[tuple[str, str, str], tuple[list[Row], list[Row]]]
    sides = defaultdict(lambda: ([], []))
    for side, facts in enumerate((old, new)):
        for fact in sorted(facts, key=_place):
            sides[key_of(fact)][side].append(fact)
    alone: tuple[list[Row], list[Row]] = ([], [])
    for some in sides.values():
        yield from _pair(some[0], some[1], _STEPS)
        for rest, lonely in zip(some, alone, strict=True):
            lonely += rest
    yield from _pair_renamed(*alone)
    yield from ((fact, None) for fact in alone[0])
    yield from ((None, fact) for fact in alone[1])


def _place(fact: Row) -> tuple[int, int, str]:
    start, end = (int(str(fact.get(name) or 0)) for name in ("start", "end"))
    return start, end, str(fact.get("fact_id"))


def _pair(
    old: list[Row], new: list[Row], keys: Sequence[Callable[[Row], object]]
) -> Iterator[tuple[Row, Row]]:
    """Yield pairs with the same key, the first key first, and take them out."""
    for key in keys:
        if not (old and new):
            return
        waiting: dict[object, list[Row]] = defaultdict(list)
        for fact in new:
            waiting[key(fact)].append(fact)
        for fact in old.copy():
            if like := waiting[key(fact)]:
                found = like.pop(0)
                _take(old, fact)
                _take(new, found)
                yield fact, found


def _take(facts: list[Row], one: Row) -> None:
    """Take this very row out; two rows may be equal."""
    del facts[next(n for n, fact in enumerate(facts) if fact is one)]


def _whole(fact: Row) -> object:
    return _exact(fact), _assertion(fact), fact.get("quote")


def _same_words(fact: Row) -> object:
    return normal(fact), squeeze(fact.get("quote"))


def _quote(fact: Row) -> object:
    return squeeze(fact.get("quote"))


def _field(fact: Row) -> object:
    return fact["field"]


def _same_claim(fact: Row) -> object:
    return normal(fact), _assertion(fact)


#: By what facts about the same thing are paired, the surest first.
_STEPS = (_whole, _same_words, _quote, _same_claim, _field)


def _pair_renamed(old: list[Row], new: list[Row]) -> Iterator[FactPair]:
    """Yield facts of one quote that now have another concept, or another modality.

    Only where nothing is to be guessed: one of each run, of the same concept, or made
    by the same row of a lexicon.
    """
    for name in ("concept", "rule"):
        keys = [Counter(_renamed(fact, name) for fact in side) for side in (old, new)]
        lonely = {key for key, n in keys[0].items() if n == keys[1][key] == 1}
        mine, theirs = (
            [f for f in side if f.get(name) and _renamed(f, name) in lonely]
            for side in (old, new)
        )
        for a, b in _pair(mine, theirs, [partial(_renamed, name=name)]):
            _take(old, a)
            _take(new, b)
            yield a, b


def _renamed(fact: Row, name: str) -> tuple[object, ...]:
    return fact["field"], squeeze(fact.get("quote")), fact.get(name)


def class_of(old: Row, new: Row, *, is_same_text: bool) -> str | None:
    """Return how two facts about the same thing differ, None if they do not."""
    if _assertion(old) != _assertion(new):
        return "status_changed"
    if _exact(old) != _exact(new) and normal(old) != normal(new):
        return "changed"
    if squeeze(old.get("quote")) != squeeze(new.get("quote")):
        return "evidence_moved"
    if is_same_text and old.get("start") != new.get("start"):
        return "evidence_moved"
    is_equal = _exact(old) == _exact(new) and old.get("quote") == new.get("quote")
    return None if is_equal else "format_only"


def _assertion(fact: Row) -> tuple[object, object]:
    return fact.get("status"), fact.get("subject")


def _exact(fact: Row) -> tuple[object, ...]:
    return tuple(fact.get(name) for name in _SAYS)


def normal(fact: Row) -> tuple[object, ...]:
    """Return what a fact says, however it is written: "8.0" is "8", "C3–C4" "C3-C4"."""
    return tuple(_normal_cell(fact.get(name)) for name in _SAYS)


def _normal_cell(cell: object) -> tuple[str, ...]:
    if cell is None:
        return ()
    parts = unicodedata.normalize("NFKC", str(cell)).split(JOINT.strip())
    return tuple(sorted(_normal_value(part) for part in parts))


def _normal_value(text: str) -> str:
    plain = squeeze(text.translate(_DASHES))
    return format_number(float(plain)) if _NUMBER.fullmatch(plain) else plain
