"""What each clause of a course says: a theme, and the state it is in.

"The pain had gone but some weakness persisted": pain gone, weakness left. States:
gone, better, same, base (as before all treatment), worse, left (still there), little
(little is left), able (to walk, to dress), kept (no relapse), bad (an invalid: as
before, or worse), died.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.rules.course_links import clauses_of, is_near
from pipeline.rules.course_meaning import PERSON, meaning
from pipeline.rules.course_presence import presence
from pipeline.rules.course_words import WHOLE, CourseWords, Cue, Theme, is_free

_COPULA = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|became|become|remain\w*|stay\w*|"
    r"returned to|to|did|does|began to|started to|seemed|appeared|felt|:|,)"
    r"(?:\s+(?:\w+ly|now|again|also|not|never|quite|almost|still|even|soon|then))*\s*$",
    re.IGNORECASE,
)
#: "surgery resulting in complete relief": relief of the patient
_YIELDS = re.compile(
    r"\b(?:there (?:was|were|is|are)|result\w*|with|lead\w*|led|produc\w*|giv\w*|"
    r"gave|br(?:ing|ought)\w*|provid\w*|achiev\w*|made|follow\w*|effect\w*|"
    r"allow\w*|caus\w*|afford\w*)\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"[\s,]*(?:(?!only\b|but\b|\w+ing\b|with\b)\w+\s+){0,3}$",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"\s*(?:,|and|as well as)\s+(?:the |his |her )?(?:\w+\s+)?$", re.IGNORECASE
)
_ASIDE = re.compile(
    r"\s+(?:without|and|with|on|after|under|during|by|at|before)\b", re.IGNORECASE
)
#: "the man with the lumbar lesion is the same": the man, not the lesion
_CARRIER = re.compile(
    r"(?:\A|\bthe )(?:man|woman|boy|girl|child|patient|lady|gentleman) with "
    r"(?:the|a|an) (?:\w+ )?\Z",
    re.IGNORECASE,
)
#: "she wears a splint and has no other complaint"
_OTHER = re.compile(r"\bno other \Z", re.IGNORECASE)
_WALKING = Theme(0, 0, "function", "walking")
#: What a cue speaks of where its clause names nothing
_IMPLIED = {
    "able": _WALKING,
    "aided": _WALKING,
    "still": Theme(0, 0, "complaint", "rest"),
}
_OF_WHOLE = frozenset({"kept", "died", "bad", "able", "aided", "so"})
_OF_FUNCTION = frozenset({"normal", "lost", "grade"})
_WITH_OBJECT = frozenset({"still", "again", "regained"})  # of nothing before
#: What needs no theme: "full recovery by 3 months" is not said of the clause before
_NAMES_ITSELF = _OF_WHOLE | {"resolved", "improved", "recovered", "worsened"}


@dataclass(frozen=True, slots=True)
class State:
    """What a clause tells of a theme; the offsets are those of the words that do."""

    start: int
    end: int
    scope: str
    theme: str
    state: str


def read_states(
    text: str,
    start: int,
    end: int,
    words: CourseWords,
    terms: Sequence[Theme] = (),
    *,
    late: bool = True,
    sure: bool = True,
) -> Iterator[State]:
    """Yield the states told between two offsets of a text, clause by clause.

    `terms` are further themes (the symptoms of the lexicon); `late` says that a bare
    complaint ("at one year she had slight pain") tells what is left; unless `sure` that
    it is, only one that is denied tells anything.
    """
    subject: Theme | None = None
    for left, right in clauses_of(text, start, end):
        clause = _Clause(text[left:right], left, words, terms, subject)
        yield from clause.states(late=late, sure=sure)
        subject = clause.subject or subject


class _Clause:
    """One clause: its themes and cues, and which belong together."""

    def __init__(
        self,
        text: str,
        start: int,
        words: CourseWords,
        terms: Sequence[Theme],
        subject: Theme | None,
    ) -> None:
        self.text, self.start, self.words = text, start, words
        end = start + len(text)
        near = [
            replace(t, start=t.start - start, end=t.end - start)
            for t in terms
            if start <= t.start and t.end <= end
        ]
        self.themes = _merge(words.themes_in(text), near)
        self.cues = words.cues_in(text)
        self.before = subject
        self.claimed: set[Theme] = set()

    @property
    def subject(self) -> Theme | None:
        """Return what the next clause goes on about, if it names nothing itself."""
        told = [t for t in self.themes if t.scope != "thing"]
        if len(told) > 1 and told[1].start - told[0].end == 1:
            return told[1]  # "leg pain" is of pain
        return told[0] if told else None

    def states(self, *, late: bool, sure: bool) -> Iterator[State]:
        """Yield what the cues say, then the complaints that no cue speaks of."""
        told = [state for cue in self.cues for state in self._of_cue(cue)]
        gone = {s.theme for s in told if s.state == "gone"}
        for state in told:  # "full motion returned": not only better
            if state.state != "better" or state.theme not in gone:
                yield state
        for theme in self.themes if late else ():
            if theme.scope == "complaint" and theme not in self.claimed:
                left = presence(self.text, theme)
                other = _OTHER.search(self.text[: theme.start])
                about = replace(theme, name="other") if other else theme
                left = "little" if other else left
                if left and (sure or left == "gone"):
                    yield self._state(theme, about, left)

    def _of_cue(self, cue: Cue) -> Iterator[State]:
        themes = self._about(cue)
        if not themes or cue.kind in _OF_WHOLE:
            state = meaning(cue, WHOLE, self.text, self.words)
            if state:
                yield self._state(cue, _IMPLIED.get(cue.kind), state)
            return
        for theme in themes:
            if cue.kind in _OF_FUNCTION and theme.scope == "complaint":
                continue  # "no pain, full activity"
            self.claimed.add(theme)
            state = meaning(cue, theme.scope, self.text, self.words)
            if state:
                yield self._state(cue, theme, state)

    def _about(self, cue: Cue) -> list[Theme]:
        """Return the themes that a cue is said of; none if of the patient."""
        inside = [t for t in self.themes if cue.start <= t.start < cue.end]
        self.claimed.update(inside)
        behind = [t for t in self.themes if t.start >= cue.end]
        ahead = [t for t in self.themes if t.end <= cue.start]
        linked = self._is_linked(cue, behind)
        if behind and not (ahead and linked and ahead[-1].scope != "thing"):
            between = self.text[cue.end : behind[0].start]
            itself = cue.kind in _NAMES_ITSELF
            near = is_near(between or " ", cue.kind, names_itself=itself)
            if near and not self._is_aside(ahead, behind, between):
                return self._with_list(behind[0], behind[1:])
        if cue.kind in _WITH_OBJECT:
            return inside
        if ahead and re.search(
            r"\bneither\b", self.text[: ahead[0].start], re.IGNORECASE
        ):
            return ahead
        if ahead and _CARRIER.search(self.text[: ahead[-1].start]):
            return []
        gap = self.text[ahead[-1].end : cue.start] if ahead else ""
        if cue.kind in _NAMES_ITSELF and ("," in gap or _YIELDS.search(gap)):
            return []
        if ahead and not PERSON.search(self.text[ahead[-1].end : cue.start]):
            return self._with_list(ahead[-1], list(reversed(ahead[:-1])))
        person = PERSON.search(self.text)
        if cue.kind in _NAMES_ITSELF:
            return []
        if self.before and not ahead and not inside and not person:
            return [self.before]
        return inside if cue.kind == "gone" and not ahead else []

    def _is_aside(
        self, ahead: Sequence[Theme], behind: Sequence[Theme], between: str
    ) -> bool:
        """Does another thing follow: "the pain subsided without treatment"?"""
        told = bool(ahead) and ahead[-1].scope != "thing" == behind[0].scope
        return told and _ASIDE.match(between) is not None

    def _is_linked(self, cue: Cue, behind: list[Theme]) -> bool:
        """Does a verb link a cue to what stands before? Not "no pain, full power"."""
        verb = _COPULA.search(self.text[: cue.start])
        if verb is None:
            return False
        touches = behind and not self.text[cue.end : behind[0].start].strip()
        return not (touches and verb[0].strip() in {",", ":"})

    def _with_list(self, first: Theme, rest: Sequence[Theme]) -> list[Theme]:
        """Return a theme with those of its list: "pain and numbness had gone"."""
        found = [first]
        for theme in rest:
            a, b = sorted((found[-1], theme), key=lambda t: t.start)
            mixed = first.scope == "thing" != theme.scope  # "pain and the CRP fell"
            gap = self.text[a.end : b.start]
            if not (_PAIR if mixed else _LIST).match(gap):
                break
            if theme.scope != first.scope and not mixed:
                break
            found.append(theme)
        return found

    def _state(self, at: Theme | Cue, theme: Theme | None, state: str) -> State:
        scope, name = (theme.scope, theme.name) if theme else (WHOLE, WHOLE)
        if state == "kept":
            scope = name = WHOLE
        start = self.start + at.start
        return State(start, self.start + at.end, scope, name, state)


def _merge(themes: list[Theme], terms: list[Theme]) -> list[Theme]:
    """Return themes and terms in order; a term yields to a theme it overlaps."""
    more = [t for t in terms if is_free(themes, t.start, t.end)]
    return sorted((*themes, *more), key=lambda t: t.start)
