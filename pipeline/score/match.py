"""Pair the patients of a document, and compare a pair field by field."""

from collections.abc import Iterator, Sequence

from pipeline.score.names import Names
from pipeline.score.records import (
    SCALAR_FIELDS,
    SET_FIELDS,
    Comparison,
    Item,
    Patient,
    Scalar,
)

Pair = tuple[Patient | None, Patient | None]
Answers = frozenset[Item]
_NOTHING: Answers = frozenset()

#: How far two numbers may lie apart: years, or a share of the larger one.
AGE_SLACK_YEARS = 0.06
RELATIVE_SLACK = {"duration": 0.16, "followup": 0.11}

_INTACT: Answers = frozenset({("neurological deficit",)})


def agree(field: str, one: Scalar, other: Scalar) -> bool:
    """Return whether two single answers of a field are the same; None never is."""
    if one is None or other is None:
        return False
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    larger = RELATIVE_SLACK.get(field, 0.0) * max(one, other)
    return abs(one - other) <= (AGE_SLACK_YEARS if field == "age" else larger)


def similarity(gold: Patient, found: Patient) -> float:
    """Return how much two patients look like one; age weighs most."""
    total = _weigh("age", gold, found, 3) + _weigh("sex", gold, found, 1)
    for field in SET_FIELDS:
        total += len(gold.sets[field] & found.sets[field]) * 0.3
    return total + (0.5 if gold.label == found.label else 0)


def _weigh(field: str, gold: Patient, found: Patient, weight: float) -> float:
    one, other = gold.scalars[field], found.scalars[field]
    if one in (None, "") or other in (None, ""):
        return 0.0
    return weight if agree(field, one, other) else -1.0


def pair_patients(gold: Sequence[Patient], found: Sequence[Patient]) -> list[Pair]:
    """Return the patients of one document one to one, most alike first.

    Those left over come last, with None as their partner.
    """
    ranked = sorted(
        (
            (similarity(g, f), i, j)
            for i, g in enumerate(gold)
            for j, f in enumerate(found)
        ),
        key=lambda entry: (-entry[0], entry[1], entry[2]),
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs: list[Pair] = []
    for _, i, j in ranked:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((gold[i], found[j]))
    pairs += [(g, None) for i, g in enumerate(gold) if i not in used_gold]
    return pairs + [(None, f) for j, f in enumerate(found) if j not in used_found]


def compare(
    gold: Patient | None, found: Patient | None, names: Names
) -> Iterator[Comparison]:
    """Yield the comparison of every field of a pair, `patients` first."""
    yield _compare_presence(gold, found)
    for field in SET_FIELDS:
        yield _compare_sets(field, gold, found)
    for field in SCALAR_FIELDS:
        yield _compare_scalars(field, gold, found)
    yield _compare_diagnoses(gold, found, names)


def _compare_presence(gold: Patient | None, found: Patient | None) -> Comparison:
    return Comparison(
        "patients",
        int(gold is not None and found is not None),
        ((gold.label,),) if gold and not found else (),
        ((found.label,),) if found and not gold else (),
    )


def _compare_sets(
    field: str, gold: Patient | None, found: Patient | None
) -> Comparison:
    wanted = gold.sets[field] if gold else _NOTHING
    got = found.sets[field] if found else _NOTHING
    wanted, got = _allow(field, wanted, got, gold)
    missed, extra = sorted(wanted - got), sorted(got - wanted)
    return Comparison(field, len(wanted & got), tuple(missed), tuple(extra))


def _allow(
    field: str, wanted: Answers, got: Answers, gold: Patient | None
) -> tuple[Answers, Answers]:
    """Return both sides without what is neither rewarded nor punished."""
    if field == "denied":  # "neurologically intact" is too broad to be a sign
        return wanted - _INTACT, got - _INTACT
    if field == "regions":
        return _one_name_for_upper_neck(wanted, got) if gold else (wanted, got)
    if field == "labs" and gold:
        return wanted, frozenset(
            v for v in got if v in wanted or v[0] not in gold.open_labs
        )
    if field == "surgical_levels" and gold:  # an excision may carry the lesion's level
        return wanted, frozenset(
            v for v in got if v in wanted or v not in gold.sets["levels"]
        )
    return wanted, got


def _one_name_for_upper_neck(wanted: Answers, got: Answers) -> tuple[Answers, Answers]:
    """Return both sides with C0-C2 filed under `cervical` if either side splits it."""
    if ("craniocervical",) not in wanted | got:
        return wanted, got
    upper: Item = ("craniocervical",)
    as_neck = [
        frozenset(("cervical",) if v == upper else v for v in side)
        for side in (wanted, got)
    ]
    return as_neck[0], as_neck[1]


def _compare_scalars(
    field: str, gold: Patient | None, found: Patient | None
) -> Comparison:
    wanted = gold.scalars[field] if gold else None
    got = found.scalars[field] if found else None
    if agree(field, wanted, got):
        return Comparison(field, 1)
    return Comparison(field, 0, _as_items(wanted), _as_items(got))


def _as_items(value: Scalar) -> tuple[Item, ...]:
    if value is None:
        return ()
    return ((value if isinstance(value, str) else f"{value:g}",),)


def _compare_diagnoses(
    gold: Patient | None, found: Patient | None, names: Names
) -> Comparison:
    wanted = gold.diagnoses if gold else ()
    got = found.diagnoses if found else ()
    same = names.same_diagnosis
    missed = [w for w in wanted if not any(same(w, g) for g in got)]
    extra = [g for g in got if not any(same(w, g) for w in wanted)]
    return Comparison(
        "diagnoses",
        len(wanted) - len(missed),
        tuple((m,) for m in missed),
        tuple((e,) for e in extra),
    )
