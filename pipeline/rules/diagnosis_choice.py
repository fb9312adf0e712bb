"""Which of the conditions of a patient are the diagnoses.

By points, else the likeliest, else what the text around the case is about; a cause or a
consequence of one that is chosen joins it.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.rules.diagnosis_links import Links
from pipeline.rules.diagnosis_points import is_opening, told_together
from pipeline.rules.reading import Sentence
from pipeline.rules.terms import TermMatch

THRESHOLD = 3.0
_JOINED = 1.0  # points of a cause or a consequence of one that reaches it
_LIKELY = 0.9  # points of the best condition where none reaches the threshold
DIAGNOSTIC = frozenset({"spine", "systemic", "tumor", "infection", "vascular"})


@dataclass(slots=True)
class Case:
    """What the conditions of one patient have collected."""

    points: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    evidence: dict[str, tuple[Sentence, TermMatch]] = field(default_factory=dict)
    topic: dict[str, tuple[Sentence, TermMatch]] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)  # outside the title
    spoken: dict[str, tuple[Sentence, TermMatch]] = field(default_factory=dict)
    titled: set[str] = field(default_factory=set)
    signs: list[str] = field(default_factory=list)  # told with their cause
    shown: set[str] = field(default_factory=set)  # general ones that were found
    floor: float = THRESHOLD
    named: dict[str, tuple[float, Sentence, TermMatch]] = field(default_factory=dict)


class Choice:
    """Chooses the diagnoses of a case."""

    def __init__(self, kind_of: Callable[[str], str], links: Links) -> None:
        """Take what tells the kind of a condition, and the links between them."""
        self._kind = kind_of
        self.links = links

    def choose(self, case: Case, *, several: bool) -> list[str]:
        """Return the diagnoses: by points, else the likeliest, else the topic."""
        points = case.points
        chosen = [c for c in case.evidence if points[c] >= case.floor]
        if several:
            chosen = self._own_of_title(case, chosen)
        if all(self.links.is_sign(c) for c in chosen):  # "the first sign of cancer"
            chosen = self._likeliest(case) or chosen or self._unlisted(case)
        if not any(self._kind(c) in DIAGNOSTIC for c in chosen):
            chosen += self._topic(case)
        chosen = self.links.specific(chosen)
        others = [c for c in case.evidence if points[c] >= _JOINED]
        joined = self.links.joined(chosen, others)
        named = [c for c in dict.fromkeys(case.signs) if c in case.evidence]
        told = self.links.specific(chosen + joined) or self._general(case)
        return told + [c for c in named if c not in told]

    def _general(self, case: Case) -> list[str]:
        """Return the common diseases a report shows, where it names no other."""
        shown = [c for c in case.evidence if c in case.shown and case.points[c] > 0]
        most = max((case.points[c] for c in shown), default=0.0)
        return [c for c in shown if case.points[c] == most]

    def _likeliest(self, case: Case) -> list[str]:
        points = case.points
        likely = [c for c in case.evidence if points[c] > _LIKELY]
        named = [c for c in likely if not self.links.is_sign(c)]
        likely = sorted(named or likely, key=lambda c: -points[c])
        level = [c for c in likely[1:] if points[c] == points[likely[0]]]
        at = case.evidence
        return likely[:1] + [c for c in level if told_together(at[likely[0]], at[c])]

    def _unlisted(self, case: Case) -> list[str]:
        """Return the diseases no lexicon knows that were called the diagnosis."""
        most = max((p for p, _, _ in case.named.values()), default=0.0)
        chosen = [c for c, (p, _, _) in case.named.items() if p == most]
        case.evidence.update({c: case.named[c][1:] for c in chosen})
        return chosen

    def _own_of_title(self, case: Case, chosen: list[str]) -> list[str]:
        """Leave out tumours of a series' title if the patient has another of them."""
        tumors = {c for c in case.titled if self._kind(c) == "tumor"}
        told = tumors & case.told
        if not told:
            return chosen
        kept = {c for c in tumors if self.links.names_one_of(c, told)} | told
        return [c for c in chosen if c not in tumors or c in kept]

    def _topic(self, case: Case) -> list[str]:
        """Return what the text around the case is about, most often named first."""
        best = sorted(case.topic, key=lambda c: -case.points[c])[:1]
        best = [c for c in best if self._kind(c) in DIAGNOSTIC and case.points[c] > 0]
        return best or self._spoken_of(case)

    def _spoken_of(self, case: Case) -> list[str]:
        """Return the only disease of the spine that a text speaks of, even a cited one.

        A letter may describe a clot, and name the haematoma of another report only.
        """
        named = [
            c
            for c in case.spoken
            if case.points[c] >= 0
            and self._kind(c) in DIAGNOSTIC
            and not self.links.is_sign(c)
        ]
        opening = [c for c in named if is_opening(case.spoken[c][0])]
        named = self.links.specific(opening or named)
        if len(named) != 1:
            return []
        case.topic.setdefault(named[0], case.spoken[named[0]])
        return named
