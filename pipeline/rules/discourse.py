"""Discourse: whose sentence is this, and which part of the story does it tell?

Each sentence gets a score from its section, its cues (lexicon/discourse_cues.tsv, with
weights from config.cfg), its tense and its neighbours. Above zero it belongs to the
authors' own patient; a cited case, an epidemiological statement or advice falls below.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.pack import Row
from pipeline.rules.case_headers import header_label
from pipeline.rules.pattern_rows import any_of, sources_by
from pipeline.rules.reading import STORY, Reading, Sentence

_PAST = re.compile(
    r"\b(?:was|were|had|did|went|came|began|gave|took|felt|fell|became|grew|led|rose|"
    r"lay|ran|stood|could|underwent|(?!weighted|calcified|ossified|based|related|"
    r"associated|affected|enhanced|located|limited|needed|indeed|speed|so-called)"
    r"[a-z]{3,}ed)\b"
)
_PRESENT = re.compile(
    r"\b(?:is|are|has|have|do|does|occurs?|affects?|presents?|remains?|causes?|"
    r"includes?|"
    r"arises?|involves?|shows?|leads?|requires?|develops?|consists?|makes?)\b"
)
FAR = -2.0  # the prior of introductions and discussions, where others are introduced
_FINITE = re.compile(r"\b(?:may|can|should|must|will|might)\b")


@dataclass(frozen=True, slots=True)
class CueSet:
    """The compiled cues of one kind."""

    kind: str
    pattern: re.Pattern[str]


def compile_cues(rows: Iterable[Row]) -> tuple[CueSet, ...]:
    """Return one pattern per kind of cue, in order of first appearance."""
    return tuple(
        CueSet(kind, any_of(parts, _flags(kind)))
        for kind, parts in sources_by("kind", rows).items()
    )


def _flags(kind: str) -> re.RegexFlag:
    return re.NOFLAG if kind == "cited-case" else re.IGNORECASE


def read_cues(cues: tuple[CueSet, ...], text: str) -> frozenset[str]:
    """Return the kinds of cue in a sentence."""
    return frozenset(cue.kind for cue in cues if cue.pattern.search(text))


def tense(text: str) -> str:
    """Return "past", "present", "mixed" or "none" for the verbs of a sentence."""
    past, present = (
        bool(_PAST.search(text)),
        bool(_PRESENT.search(text) or _FINITE.search(text)),
    )
    if past and present:
        return "mixed"
    return "past" if past else "present" if present else "none"


class Scorer:
    """Scores sentences one after another; remembers the one before."""

    def __init__(
        self,
        cues: tuple[CueSet, ...],
        weights: Mapping[str, float],
        priors: Mapping[str, float],
    ) -> None:
        """Take the compiled cues, their weights and the priors of sections."""
        self.cues = cues
        self.weights = weights
        self.priors = priors
        self.in_present = False
        self.others = False
        self.headed = -1  # the last paragraph that begins with the header of a case

    def score(self, reading: Reading) -> None:
        """Set `score` and `subject` of every sentence (before patients are known)."""
        before: Sentence | None = None
        self.in_present, self.headed = False, -1
        introduced: set[int] = {
            s.index
            for age in reading.ages
            if age.person and (s := reading.sentence_at(age.start)) is not None
        }
        for sentence in reading.sentences:
            if before is not None and before.section is not sentence.section:
                before = None if _restarts(before, sentence) else before
            if before is None or before.paragraph != sentence.paragraph:
                self.in_present = self.others = False
            if sentence.first_in_paragraph and header_label(sentence):
                self.headed = sentence.paragraph
            self._judge(sentence, before, introduced=sentence.index in introduced)
            self._note_tense(sentence)
            self.others |= bool(sentence.cues & _OTHERS)
            before = sentence

    def _note_tense(self, sentence: Sentence) -> None:
        """Note whether the story of the patient is told in the present tense."""
        verbs = tense(sentence.text)
        if sentence.subject != "patient" or verbs in {"past", "none"}:
            self.in_present &= verbs == "none"
        elif sentence.cues & {"introduced", "definite", "pronoun"}:
            self.in_present = True

    def _judge(
        self, sentence: Sentence, before: Sentence | None, *, introduced: bool
    ) -> None:
        kinds = set(read_cues(self.cues, sentence.text))
        if "relative" in kinds and introduced:
            plain = _BRACKETS.sub("", sentence.text)
            kinds -= {"relative"} - read_cues(self.cues, plain)
        if sentence.section.category == "title":
            kinds -= {"cited", "cited-author"}  # "a short series from Leeds"
        prior = self.priors.get(sentence.section.category, 0.0)
        total = prior + self._momentum(sentence, before, kinds)
        total += self._person(sentence.text, kinds, prior, introduced=introduced)
        total += sum(
            self.weights.get(kind, 0.0) for kind in kinds - {"pronoun", "definite"}
        )
        total += self._tense(sentence.text, kinds)
        total += self.weights["headed"] if sentence.paragraph == self.headed else 0.0
        sentence.score = total
        sentence.cues = frozenset(kinds | {"introduced"} if introduced else kinds)
        sentence.subject = (
            "patient" if total > 0 else "cited" if sentence.cites else "nobody"
        )
        if introduced and (sentence.cites or _another_cited(sentence, before)):
            sentence.subject = "cited"
        if (
            sentence.subject == "nobody"
            and before is not None
            and _goes_on(sentence, before, kinds)
        ):
            sentence.subject = before.subject

    def _momentum(
        self, sentence: Sentence, before: Sentence | None, kinds: set[str]
    ) -> float:
        if before is None:
            return 0.0
        if before.subject == "patient":
            return self.weights["after_own"]
        if before.subject == "cited" and not sentence.first_in_paragraph:
            return self.weights["after_cited"]
        return self.weights["after_nobody"]

    def _person(
        self, text: str, kinds: set[str], prior: float, *, introduced: bool
    ) -> float:
        """Return the weight of pronouns, definite persons and introductions."""
        total = 0.0
        if introduced:
            citing = kinds & _CITING - (
                {"relative"} if _KIN_OPENS.match(text) else set()
            )
            total += self.weights[
                "introduced" if prior > FAR and not citing else "introduced_elsewhere"
            ]
        if "definite" in kinds:
            total += self.weights["definite"]
        if "pronoun" in kinds:
            total += self.weights["pronoun"]
        if prior <= FAR and _HE_OPENS.match(text):
            total += self.weights["opens_with_pronoun"]
        if prior <= FAR and not introduced and self._comes_back(text, kinds):
            total += self.weights["comes_back"]
        return total

    def _comes_back(self, text: str, kinds: set[str]) -> bool:
        """Does a discussion that speaks of nobody else come back to the patient?"""
        apart = kinds & (_OTHERS | {"general", "modal"})
        return not (self.others or apart) and _RETURNS.search(text) is not None

    def _tense(self, text: str, kinds: set[str]) -> float:
        verbs = tense(text)
        if verbs == "past":
            return self.weights["past"]
        personal = self.in_present or kinds & {"own", "definite", "pronoun", "visit"}
        return self.weights["present"] if verbs == "present" and not personal else 0.0


def _restarts(before: Sentence, sentence: Sentence) -> bool:
    """Does a new section end the momentum of the one before?"""
    both = {before.section.category, sentence.section.category}
    goes_on = before.subject == "patient" and _HE.match(sentence.text)
    return not (both <= STORY | {"body"} or goes_on)


#: A new section that begins so goes on about the patient of the one before.
_HE = re.compile(
    r"(?:[A-Z][\w ]{0,40}[:.—–-]+\s*)?(?:(?:At|After|By|Within|On)\b[^,.;]{3,60},?\s)?"
    r"(?:He|She|His|Her|The patient|he|she|his|her|the patient)\b"
)


#: In a discussion, who is "he" where nobody else was spoken of?
_HE_OPENS = re.compile(r"\W*(?:He|She|His|Her)\b")


#: What a discussion tells of a visit is told of the patient.
_RETURNS = re.compile(
    r"\bat (?:the |his |her )?(?:last|latest|final|most recent) (?:review|visit|"
    r"control|follow-?up|examination|consultation|clinic|contact)\b|\bwhen last seen\b|"
    r"\b(?:months?|weeks?|years?) (?:after (?:the |his |her )?(?:\w+ )?(?:operation|"
    r"surgery|discharge|treatment|admission|presentation|injury|diagnosis)|later|on)\b|"
    r"\bat (?:the )?[\w-]+[ -](?:weeks?|months?|years?)(?: (?:visit|review|"
    r"follow-?up))?\b",
    re.IGNORECASE,
)
_OTHERS = frozenset(
    {"cited", "cited-case", "cited-author", "reference", "plural", "statistic"}
) | {"introduced", "relative"}
_CITING = frozenset({"cited", "cited-case", "cited-author", "relative", "reference"})
#: "The sister, aged 39, …" begins a story of her own, and so does "A man, whose …".
_KIN_OPENS = re.compile(
    r"\W*The (?:(?:elder|older|younger|twin|other) )?(?:brother|sister|twin|cousin|"
    r"mother|father|son|daughter)\b(?:,? (?:a |an |aged |who |was |now |\()|, \d)"
    r"|\W*(?:An?|Our|This) (?!(?:[\w-]+ )?(?:brother|sister|mother|father|cousin|"
    r"uncle|aunt)\b)",
)


#: "A boy of 12, followed for exostoses (father affected), …" is about the boy.
_BRACKETS = re.compile(r"\([^()]*\)")


def _another_cited(sentence: Sentence, before: Sentence | None) -> bool:
    """Is another person introduced right after a cited one?"""
    return (
        before is not None
        and before.subject == "cited"
        and "introduced" in before.cues
        and before.paragraph == sentence.paragraph
        and "own" not in sentence.cues
    )


def _goes_on(sentence: Sentence, before: Sentence, kinds: set[str]) -> bool:
    """Does a sentence go on about the cited case before it?"""
    same = sentence.paragraph == before.paragraph
    return before.subject == "cited" and same and bool(kinds & {"pronoun", "definite"})
