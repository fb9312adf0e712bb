"""The patients of a series, as far as a reference can tell them apart."""

from dataclasses import dataclass

from pipeline.rules.persons import PersonWords
from pipeline.rules.reading import Patient

PAIR = 2
_PARENTS = frozenset({"mother", "father", "parent"})
_CHILDREN = frozenset({"daughter", "son"})
_SPOUSES = {"husband": "male", "wife": "female"}


@dataclass(frozen=True, slots=True)
class Cast:
    """The patients of a series, and the words for persons."""

    patients: tuple[Patient, ...]
    persons: PersonWords
    kin: frozenset[str] = frozenset()  # "mother", "son" where patients are kin
    lettered: bool = False  # "A" and "B" alone stand for patients

    @property
    def everyone(self) -> tuple[int, ...]:
        """Return the numbers of all patients."""
        return tuple(p.number for p in self.patients)

    def of_sex(self, sex: str | None) -> tuple[int, ...]:
        """Return the patients of a sex; nobody while some sex is unknown."""
        if sex is None:
            return self.everyone
        known = all(p.sex is not None for p in self.patients)
        return tuple(p.number for p in self.patients if known and p.sex == sex)

    def by_rank(self, sex: str | None, rank: str) -> tuple[int, ...]:
        """Return the youngest or the oldest of a sex, where all ages are known."""
        fits = [p for p in self.patients if sex is None or p.sex in {None, sex}]
        if len(fits) < PAIR or any(p.age is None for p in fits):
            return self.of_sex(sex) if sex and len(fits) == 1 else ()
        young = rank.lower().startswith("young")
        return ((min if young else max)(fits, key=lambda p: p.age or 0.0).number,)

    def by_kin(self, word: str) -> tuple[int, ...]:
        """Return the parent or the child of two patients who are that."""
        if len(self.patients) != PAIR or not self.kin:
            return ()
        if word in _SPOUSES and self.kin & _SPOUSES.keys():
            other = "female" if _SPOUSES[word] == "male" else "male"
            fits = [p.number for p in self.patients if p.sex != other]
            return tuple(fits) if len(fits) == 1 else ()
        rank = "older" if word in _PARENTS else "younger"
        told = self.kin & (_PARENTS | _CHILDREN) and word in _PARENTS | _CHILDREN
        return self.by_rank(None, rank) if told else ()
