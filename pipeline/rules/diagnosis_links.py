"""How diagnoses hang together: which says more, which is the cause of which."""

from collections.abc import Iterable, Sequence

from pipeline.pack import Row

ANY = "*"  # in the column condition: any diagnosis but such a sign
_NAMED, _MENTIONED = 1.5, 1.0  # points of one place, see diagnosis_points.py
_PLACES = frozenset("spinal spine cervical thoracic lumbar sacral the of".split())


class Links:
    """The rows of condition_links.tsv."""

    def __init__(self, rows: Sequence[Row]) -> None:
        """Index the rows by relation."""
        pairs = {"includes": set[tuple[str, str]](), "cause": set[tuple[str, str]]()}
        for row in rows:
            pairs[row["relation"]].add((row["condition"], row["other"]))
        self._includes, self._causes = pairs["includes"], pairs["cause"]
        self._signs = {other for one, other in self._includes if one == ANY}
        self._told = {r["other"]: r["note"] for r in rows if r["condition"] == ANY}

    def is_sign(self, concept: str) -> bool:
        """Is a condition left out beside any other, like myelopathy?"""
        return concept in self._signs

    def is_told_beside(self, concept: str, points: float) -> bool:
        """Is a sign with these points at one place told beside its disease?"""
        least = {"named": _NAMED, "always": _MENTIONED}.get(self._told.get(concept, ""))
        return least is not None and points >= least

    def specific(self, chosen: Sequence[str]) -> list[str]:
        """Return the diagnoses that no other one says more closely."""
        words = {c: set(c.split()) - _PLACES for c in chosen}
        return [
            c
            for c in chosen
            if not any(
                words[c] < words[o] or {(o, c), (ANY, c)} & self._includes
                for o in chosen
                if o not in self._signs
            )
        ]

    def names_one_of(self, concept: str, others: Iterable[str]) -> bool:
        """Does a name say more closely what one of the others is?"""
        return any((concept, other) in self._includes for other in others)

    def joined(self, chosen: Sequence[str], others: Iterable[str]) -> list[str]:
        """Return those of the others that are cause or consequence of a diagnosis."""
        return [
            o
            for o in others
            if o not in chosen and any({(c, o), (o, c)} & self._causes for c in chosen)
        ]
