"""Patients of one document in two runs, paired, whatever their numbers are now.

Numbers shift when another patient is found before. A patient is known by the facts both
runs tell, then by age, sex and level, then by the number. One whose facts went to two
is split, two whose facts went to one are merged.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.curation.persons import number_of
from pipeline.series import Row

Cases = Mapping[str, Sequence[Row]]
Signs = Counter[tuple[object, ...]]
#: What tells a patient where no fact is the same: two of these must agree.
_PERSON = ("age", "sex", "level")
_ENOUGH = 2
_SAYS = ("field", "concept", "value", "modality", "status")


@dataclass(frozen=True, slots=True)
class Group:
    """Case ids that are one patient; several on one side: split or merged."""

    old: tuple[str, ...]
    new: tuple[str, ...]


def pair_patients(old: Cases, new: Cases) -> list[Group]:
    """Return the patients of one document in two runs, each case id in one group."""
    left, right = _signs(old, _statement), _signs(new, _statement)
    pairs = _by_likeness(left, right, least=1)
    taken = {b: a for a, b in pairs.items()}
    split = _parted(left, right, pairs)
    merged = _parted(right, left, taken)
    rest_old = [one for one in old if one not in pairs and one not in merged]
    rest_new = [one for one in new if one not in taken and one not in split]
    pairs |= _rest(old, new, rest_old, rest_new)
    return _groups(old, new, pairs, split, merged)


def _signs(
    cases: Cases, key: Callable[[Row], tuple[object, ...] | None]
) -> dict[str, Signs]:
    return {name: Counter(filter(None, map(key, some))) for name, some in cases.items()}


def _statement(fact: Row) -> tuple[object, ...]:
    return (*(fact.get(name) for name in _SAYS), squeeze(fact.get("quote")))


def _person(fact: Row) -> tuple[object, ...] | None:
    is_one = fact["field"] in _PERSON
    return (fact["field"], fact.get("concept"), fact.get("value")) if is_one else None


def squeeze(text: object) -> str:
    """Return a text without differences of case and blanks."""
    return " ".join(str(text or "").casefold().split())


def _by_likeness(
    left: Mapping[str, Signs], right: Mapping[str, Signs], *, least: int
) -> dict[str, str]:
    """Return the likest patients, old to new; among equals the nearest numbers."""
    scored = (
        (-common, abs(number_of(a) - number_of(b)), number_of(a), number_of(b), a, b)
        for (a, b), common in _common(left, right).items()
        if common >= least
    )
    return _one_to_one((a, b) for *_, a, b in sorted(scored))


def _common(
    left: Mapping[str, Signs], right: Mapping[str, Signs]
) -> Counter[tuple[str, str]]:
    """Return how many signs two patients share, for those that share any."""
    holders: dict[object, list[tuple[str, int]]] = defaultdict(list)
    for b, theirs in right.items():
        for sign, n in theirs.items():
            holders[sign].append((b, n))
    common: Counter[tuple[str, str]] = Counter()
    for a, mine in left.items():
        for sign, n in mine.items():
            for b, m in holders.get(sign, ()):
                common[a, b] += min(n, m)
    return common


def _one_to_one(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    taken: set[str] = set()
    for a, b in pairs:
        if a not in found and b not in taken:
            found[a] = b
            taken.add(b)
    return found


def _parted(
    whole: Mapping[str, Signs], parts: Mapping[str, Signs], pairs: Mapping[str, str]
) -> dict[str, str]:
    """Return the parts without partner that went out of a whole, part to whole.

    Half of what a part tells must have gone out of one and the same patient: a sentence
    about several patients does not make them one.
    """
    gone = {a: whole[a] - parts[b] for a, b in pairs.items()}
    found: dict[str, str] = {}
    for part in sorted(set(parts) - set(pairs.values())):
        likest = max(gone, key=lambda a: (gone[a] & parts[part]).total(), default=None)
        moved = (gone[likest] & parts[part]).total() if likest else 0
        if likest and moved and 2 * moved >= parts[part].total():
            found[part] = likest
    return found


def _rest(
    old: Cases,
    new: Cases,
    rest_old: Sequence[str],
    rest_new: Sequence[str],
) -> dict[str, str]:
    """Return the pairs among patients that share no fact: by person, then by number."""
    left = _signs({name: old[name] for name in rest_old}, _person)
    right = _signs({name: new[name] for name in rest_new}, _person)
    found = _by_likeness(left, right, least=_ENOUGH)
    numbers = {number_of(b): b for b in rest_new if b not in found.values()}
    for a in rest_old:
        if a not in found and (b := numbers.pop(number_of(a), None)):
            found[a] = b
    return found


def _groups(
    old: Iterable[str],
    new: Iterable[str],
    pairs: Mapping[str, str],
    split: Mapping[str, str],
    merged: Mapping[str, str],
) -> list[Group]:
    """Return the groups in the order of the patients."""
    lefts: dict[str, list[str]] = defaultdict(list)
    rights: dict[str, list[str]] = defaultdict(list)
    for part, whole in merged.items():
        lefts[whole].append(part)
    for part, whole in split.items():
        rights[whole].append(part)
    groups = [
        Group(_sorted((a, *lefts[b])), _sorted((b, *rights[a])))
        for a, b in pairs.items()
    ]
    known = {name for group in groups for name in group.old}
    groups += (Group((a,), ()) for a in old if a not in known)
    known = {name for group in groups for name in group.new}
    groups += (Group((), (b,)) for b in new if b not in known)
    return groups


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (number_of(name), name)))
