"""Names of concepts as a pack knows them: the concept itself, or a plain term of it."""

from pipeline.pack import Pack
from pipeline.series import Series

#: Fields whose concepts have another name in the pack.
CONCEPTS = {"imaging": "finding", "diagnosis": "condition", "comorbidity": "condition"}


class Names:
    """Looks concepts up by the words of other readers."""

    def __init__(self, series: Series, pack: Pack) -> None:
        """Take the concepts of a pack and those that the run has."""
        self._known: dict[tuple[str, str], str] = {}
        for name, rows in sorted(pack.lexicons.items()):
            for row in rows if name != "concepts" else ():
                term, concept = row.cells.get("term"), row.cells.get("concept")
                field = pack.codebook["lexicon"][name].get("field")
                if field and term and concept:
                    self._known[field, term.casefold()] = concept
        for fact in series.tables["facts"]:
            concept, field = str(fact["concept"] or ""), str(fact["field"])
            self._known[CONCEPTS.get(field, field), concept.casefold()] = concept
        for field, concept in pack.concepts:
            self._known[field, concept.casefold()] = concept

    def concept(self, field: str, words: str) -> str | None:
        """Return the concept of some words, None for words the pack does not know."""
        plain = " ".join(words.casefold().split())
        return self._known.get((CONCEPTS.get(field, field), plain))
