"""Patients at each level of the spine, C0 to S5, vertebrae and discs."""

from collections.abc import Sequence

from pipeline.rules.level_order import are_adjacent, below, ends_of
from pipeline.series import Row, values

#: From the occiput to the last sacral vertebra.
VERTEBRAE = (
    "C0",
    *(f"C{n}" for n in range(1, 8)),
    *(f"T{n}" for n in range(1, 13)),
    *(f"L{n}" for n in range(1, 6)),
    *(f"S{n}" for n in range(1, 6)),
)
_PLACE = {name: place for place, name in enumerate(VERTEBRAE)}


def places_of(level: str) -> tuple[str, ...]:
    """Return the places a level covers: "C4-C5" the disc, a span all that it holds.

    "C3-C5" -> ("C3", "C3-C4", "C4", "C4-C5", "C5"); outside C0 to S5 nothing.
    """
    first, last = ends_of(level)
    if first not in _PLACE or last not in _PLACE:
        return ()
    if first != last and are_adjacent(first, last):
        return (level,)
    names = VERTEBRAE[_PLACE[first] : _PLACE[last] + 1]
    return tuple(place for name in names for place in (name, _disc(name)))[:-1]


def _disc(vertebra: str) -> str:
    return f"{vertebra}-{'C1' if vertebra == 'C0' else below(vertebra)}"


def patients_per_place(rows: Sequence[Row]) -> dict[str, tuple[Row, ...]]:
    """Return the patients whose lesion covers each place, from the skull down."""
    found: dict[str, list[Row]] = {
        place: [] for name in VERTEBRAE for place in (name, _disc(name))
    }
    for row in rows:
        places = (p for level in values(row, "lesion_levels") for p in places_of(level))
        for place in dict.fromkeys(places):
            found[place].append(row)
    return {place: tuple(members) for place, members in found.items() if members}
