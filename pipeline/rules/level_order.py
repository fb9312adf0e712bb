"""The order of the spine: canonical level names, their sequence and their regions.

A level is "C4" (vertebra), "C4-C5" (disc or motion segment) or "C3-C6" (span). C0 is
the occiput; C8 is a root only; L6 is a transitional vertebra.
"""

_COUNTS = {"C": range(9), "T": range(1, 13), "L": range(1, 7), "S": range(1, 6)}
_NEXT = {"C": "T", "T": "L", "L": "S"}
_LAST = {"C": 7, "T": 12, "L": 5}
_NAMES = {"C": "cervical", "T": "thoracic", "L": "lumbar", "S": "sacral"}
_BORDERS = {
    ("C", "T"): "cervicothoracic",
    ("C", "L"): "cervicothoracic",
    ("C", "S"): "cervicothoracic",
    ("T", "L"): "thoracolumbar",
    ("T", "S"): "thoracolumbar",
    ("L", "S"): "lumbosacral",
}
#: Down to here a lesion that starts at C0 or C1 is still craniocervical.
_CRANIOCERVICAL_END = 3


def is_vertebra(region: str, number: int) -> bool:
    """True if such a vertebra (or the root C8) exists: C0-C8, T1-T12, L1-L6, S1-S5."""
    return number in _COUNTS.get(region, ())


def ends_of(level: str) -> tuple[str, str]:
    """Return the cranial and caudal vertebra: "C4-C5" -> ("C4", "C5")."""
    first, _, last = level.partition("-")
    return first, last or first


def sort_key(level: str) -> tuple[int, int]:
    """Return a key that sorts levels from the skull down, shorter spans first."""
    first, last = ends_of(level)
    return _rank(first), _rank(last)


def join_levels(first: str, last: str) -> str:
    """Return the pair or span from one vertebra to another, cranial end first."""
    if first == last:
        return first
    low, high = sorted((first, last), key=_rank)
    return f"{low}-{high}"


def below(vertebra: str) -> str | None:
    """Return the next vertebra down: "C7" -> "T1", "L5" -> "S1"; None below S5."""
    region, number = vertebra[0], int(vertebra[1:])
    if number >= _LAST.get(region, 99):
        return f"{_NEXT[region]}1"
    return f"{region}{number + 1}" if is_vertebra(region, number + 1) else None


def above(vertebra: str) -> str | None:
    """Return the next vertebra up: "T1" -> "C7"; None above C1."""
    region, number = vertebra[0], int(vertebra[1:])
    if number > 1:
        return f"{region}{number - 1}"
    upper = next((r for r, lower in _NEXT.items() if lower == region), None)
    return f"{upper}{_LAST[upper]}" if upper else None


def are_adjacent(first: str, last: str) -> bool:
    """True if the two vertebrae share a disc."""
    return last in {below(first), "C1" if first == "C0" else None}


def contains(span: str, level: str) -> bool:
    """True if every vertebra of `level` lies within `span`."""
    (top, bottom), (first, last) = ends_of(span), ends_of(level)
    return _rank(top) <= _rank(first) and _rank(last) <= _rank(bottom)


def touch(one: str, other: str) -> bool:
    """True if two levels have a vertebra in common."""
    (top, bottom), (first, last) = ends_of(one), ends_of(other)
    return _rank(top) <= _rank(last) and _rank(first) <= _rank(bottom)


def segments_of(span: str) -> tuple[str, ...]:
    """Return the motion segments of a span: "L3-L5" -> ("L3-L4", "L4-L5")."""
    first, last = ends_of(span)
    found: list[str] = []
    while first != last and (lower := below(first)) is not None:
        found.append(f"{first}-{lower}")
        first = lower
    return tuple(found) or (span,)


def region_of(level: str) -> str:
    """Return the region of one level; a pair over a border has the border's name.

    C0, C1, C2, and what reaches from C0 or C1 to C3 at most, are craniocervical.
    """
    (a, first), (b, last) = ((v[0], int(v[1:])) for v in ends_of(level))
    if a != b:
        return _BORDERS[a, b]
    is_high = last <= 2 or (first <= 1 and last <= _CRANIOCERVICAL_END)
    return "craniocervical" if a == "C" and is_high else _NAMES[a]


def regions_of(levels: tuple[str, ...]) -> tuple[str, ...]:
    """Return the regions of several levels, each once, in order of first mention."""
    return tuple(dict.fromkeys(region_of(level) for level in levels))


def _rank(vertebra: str) -> int:
    return "CTLS".index(vertebra[0]) * 100 + int(vertebra[1:])
