"""The records of scoring: patients as answers, figures, and errors with evidence."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

#: One answer of a set field: ("C4-C5",), or ("mri", "mass") where two parts count.
Item = tuple[str, ...]
Row = Mapping[str, str]
Scalar = float | str | None

SET_FIELDS = (
    "levels",
    "regions",
    "symptoms",
    "denied",
    "findings",
    "findings_absent",
    "modality_findings",
    "labs",
    "performed",
    "not_performed",
    "surgical_levels",
)
SCALAR_FIELDS = ("age", "sex", "duration", "outcome", "followup")
#: Order of reports.
FIELDS = (
    "patients",
    "age",
    "sex",
    "levels",
    "regions",
    "diagnoses",
    "symptoms",
    "denied",
    "duration",
    "findings",
    "findings_absent",
    "modality_findings",
    "labs",
    "performed",
    "not_performed",
    "surgical_levels",
    "outcome",
    "followup",
)
CORE = ("age", "sex", "levels", "findings", "performed", "outcome")
#: Scored beside the patients, where the gold has them; in neither core nor all.
EXTRAS = ("literature", "metadata", "claims", "claim_doses")

PERFORMED = frozenset({"performed", "present", "historical"})
NOT_PERFORMED = frozenset({"recommended", "declined", "considered", "planned"})


@dataclass(frozen=True, slots=True)
class Patient:
    """What the gold, or a run, says of one patient; `case_id` only for a run."""

    label: str
    sets: Mapping[str, frozenset[Item]]
    scalars: Mapping[str, Scalar]
    diagnoses: tuple[str, ...] = ()
    #: tests whose gold gives no interpretation: neither hit nor error
    open_labs: frozenset[str] = frozenset()
    case_id: str | None = None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One gold file. `None` for the last three means: not annotated there."""

    doc_id: str
    kind: str
    patients: tuple[Patient, ...]
    literature: tuple[Mapping[str, object], ...] | None = None
    document: Mapping[str, object] | None = None
    claims: tuple[Mapping[str, object], ...] | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field of one pair of patients: hits, and what was missed or extra."""

    field: str
    hits: int
    missed: tuple[Item, ...] = ()
    extra: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldScore:
    """Counts of a field over all documents; p, r and f1 are rounded to 3 places."""

    tp: int
    fp: int
    fn: int
    p: float
    r: float
    f1: float

    @property
    def n(self) -> int:
        """Return how many answers the gold has."""
        return self.tp + self.fn

    @classmethod
    def of(cls, tp: int, fp: int, fn: int) -> "FieldScore":
        """Return the figures of one field; F1 is the harmonic mean of P and R."""
        p, r = _share(tp, tp + fp), _share(tp, tp + fn)
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        return cls(tp, fp, fn, round(p, 3), round(r, 3), round(f1, 3))

    @classmethod
    def pooled(cls, scores: "list[FieldScore]") -> "FieldScore":
        """Return the micro average of several fields.

        F1 comes straight from the counts: the harmonic mean of two rounded
        quotients may fall on the other side of a half in the third place.
        """
        tp, fp, fn = (sum(getattr(s, k) for s in scores) for k in ("tp", "fp", "fn"))
        p, r = _share(tp, tp + fp), _share(tp, tp + fn)
        f1 = _share(2 * tp, 2 * tp + fp + fn)
        return cls(tp, fp, fn, round(p, 3), round(r, 3), round(f1, 3))


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence shown beside an error; `rule` is "" where no fact made it."""

    text: str
    section: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One answer missed or invented, why, and the sentences that show it."""

    side: Literal["missed", "extra"]
    value: str
    cause: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldError:
    """All faults in one field of one patient (or cited case, or document)."""

    field: str
    doc_id: str
    patient: str
    faults: tuple[Fault, ...]

    @property
    def missed(self) -> tuple[str, ...]:
        """Return what the gold has and the run has not."""
        return tuple(f.value for f in self.faults if f.side == "missed")

    @property
    def extra(self) -> tuple[str, ...]:
        """Return what the run has and the gold has not."""
        return tuple(f.value for f in self.faults if f.side == "extra")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of a run against a gold folder, with every error."""

    fields: Mapping[str, FieldScore]
    core: FieldScore
    all: FieldScore
    extras: Mapping[str, FieldScore]
    kind_accuracy: float
    missing_docs: int
    invented_patient_rate: float
    n_docs: int
    errors: tuple[FieldError, ...] = field(default=(), repr=False)

    def figures(self) -> dict[str, float]:
        """Return every figure a floor can hold, by name: F1, and the share of kinds."""
        scores = {**self.fields, **self.extras, "core": self.core, "all": self.all}
        return {k: s.f1 for k, s in scores.items()} | {"kind": self.kind_accuracy}

    def causes(self, name: str) -> list[tuple[str, int]]:
        """Return how often each cause of error occurs in a field, commonest first."""
        errors = (e for e in self.errors if e.field == name)
        counts = Counter(f"{f.side}: {f.cause}" for e in errors for f in e.faults)
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def show(item: Item) -> str:
    """Return an answer as a reader sees it: ("mri", "mass") -> "mri: mass"."""
    return ": ".join(item)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
