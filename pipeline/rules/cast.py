"""The patients of a series, as far as a reference can tell them apart."""

from dataclasses import dataclass

from pipeline.rules.persons import PersonWords
from pipeline.rules.reading import Patient

PAIR = 2
_PARENTS = frozenset({"mother", "father", "parent"})
_CHILDREN = frozenset({"daughter", "son"})
_COMPARED = frozenset({"younger", "older", "elder"})
_SPOUSES = {"husband": "male", "wife": "female"}


@dataclass(frozen=True, slots=True)
class Cast:
    """The patients of a series, and the words for persons."""

    patients: tuple[Patient, ...]
    persons: PersonWords
    kin: frozenset[str] = frozenset()  # "mother", "son" where patients are kin
    lettered: bool = False  # "A" and "B" alone stand for patients
    code: str = ""  # "W" where they are called W1 and W2
    names: tuple[frozenset[str], ...] = ()  # "Mrs. K.", "72/4417", for each patient
    nouns: tuple[frozenset[str], ...] = ()  # "shepherd", "gymnast", for each patient

    @property
    def everyone(self) -> tuple[int, ...]:
        """Return the numbers of all patients."""
        return tuple(p.number for p in self.patients)

    def of_sex(self, sex: str | None) -> tuple[int, ...]:
        """Return the patients of a sex; nobody while an unknown sex leaves it open."""
        if sex is None:
            return self.everyone
        fits = tuple(p.number for p in self.patients if p.sex in {None, sex})
        known = all(p.sex is not None for p in self.patients)
        return fits if known or len(fits) == 1 else ()

    def by_rank(self, sex: str | None, rank: str) -> tuple[int, ...]:
        """Return the youngest or the oldest of a sex, where all ages are known."""
        fits = [p for p in self.patients if sex is None or p.sex in {None, sex}]
        if len(fits) < PAIR or any(p.age is None for p in fits):
            return self.of_sex(sex) if sex and len(fits) == 1 else ()
        young = rank.lower().startswith("young")
        if len(fits) > PAIR and rank.lower() in _COMPARED:
            fits = self._compared() or fits
        return ((min if young else max)(fits, key=lambda p: p.age or 0.0).number,)

    def _compared(self) -> list[Patient]:
        """Return the pair whom "the younger" parts where there are more patients.

        They are the two men, or the two women, if only one sex has two.
        """
        sexes = [[p for p in self.patients if p.sex == s] for s in ("male", "female")]
        pairs = [found for found in sexes if len(found) == PAIR]
        return pairs[0] if len(pairs) == 1 else []

    def by_kin(self, word: str, rank: str = "") -> tuple[int, ...]:
        """Return whom "the son" or "the elder son" means among patients who are kin."""
        named = [p for p in self.patients if p.noun == word]
        if rank and len(named) >= PAIR and all(p.age is not None for p in named):
            young = rank.startswith("young")
            best = (min if young else max)(named, key=lambda p: p.age or 0.0)
            return (best.number,)
        if len(named) == 1:
            return (named[0].number,)
        return (
            self._by_converse(word) if self.kin and len(self.patients) == PAIR else ()
        )

    def _by_converse(self, word: str) -> tuple[int, ...]:
        """Return the wife of a husband, the mother of a daughter."""
        if word in _SPOUSES and self.kin & _SPOUSES.keys():
            other = "female" if _SPOUSES[word] == "male" else "male"
            fits = [p.number for p in self.patients if p.sex != other]
            return tuple(fits) if len(fits) == 1 else ()
        told = self.kin & (_PARENTS | _CHILDREN) and word in _PARENTS | _CHILDREN
        return (
            self.by_rank(None, "older" if word in _PARENTS else "younger")
            if told
            else ()
        )
