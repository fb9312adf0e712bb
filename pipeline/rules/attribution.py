"""Give every own sentence its patient(s).

In a series the last header rules until the next; "both patients" means all; "Case 2" or
"the second" inside a sentence switches from there on. In discussions only explicit
references count.
"""

import re
from dataclasses import dataclass, field

from pipeline.rules.case_headers import number_of
from pipeline.rules.cast import Cast
from pipeline.rules.counted import counted_people
from pipeline.rules.level_order import regions_of
from pipeline.rules.reading import STORY, Reading, Sentence
from pipeline.rules.respective import people_in
from pipeline.rules.strangers import OTHER
from pipeline.rules.traits import Heard, hear
from pipeline.rules.whose import Point, cast_of, points_of

Switches = dict[int, list[Point]]

_OURS = re.compile(
    r"\b(?:our|these|the two|the three|the four) (?:\w+ )?(?:patients|children|"
    r"cases)\b",
    re.IGNORECASE,
)
_WE_REPORT = re.compile(
    r"\bwe (?:report|present|describe)\b|\breport of\b", re.IGNORECASE
)
#: What is said of one person: after "All had fever" it goes back to the story of one.
_OF_ONE = re.compile(
    r"\b(?:he|she|his|her|him|himself|herself|the patient|the child|(?:the|this|that) "
    r"(?:man|woman|boy|girl|lady))\b",
    re.IGNORECASE,
)
_TOO_FAR = -3.0  # the score of a sentence that no reference makes an own one
_FIRST = 8  # sentences that may count the patients
_ASIDE = 25  # characters into a sentence after which a reference is a glance aside


def is_told(sentence: Sentence) -> bool:
    """Does a sentence stand in a section that tells a case?"""
    return sentence.section.category in STORY


def attribute(reading: Reading) -> Switches:
    """Set `patients` of every own sentence; return the switches inside sentences.

    The switches map a sentence index to (offset, patients) pairs in order.
    """
    everyone = tuple(p.number for p in reading.patients)
    if len(everyone) < 2:
        for sentence in reading.sentences:
            sentence.patients = everyone if sentence.subject == "patient" else ()
        return {}
    return _attribute_series(reading, everyone)


def _attribute_series(reading: Reading, everyone: tuple[int, ...]) -> Switches:
    teller = _Teller(reading, cast_of(reading), everyone)
    before: Sentence | None = None
    for sentence in reading.sentences:
        if before is None or before.section is not sentence.section:
            keep = before is not None and _same_story(before, sentence)
            teller.current = teller.current if keep else ()
        teller.tell(sentence)
        before = sentence
    return teller.switches


def _same_story(before: Sentence, sentence: Sentence) -> bool:
    names = {before.section.category, sentence.section.category}
    return names <= STORY | {"caption", "table"} or len(names) == 1


@dataclass(slots=True)
class _Teller:
    """Goes through the sentences and remembers whom the story is about."""

    reading: Reading
    cast: Cast
    everyone: tuple[int, ...]
    current: tuple[int, ...] = ()
    together: bool = False  # the sentence before was about all of them
    switches: Switches = field(default_factory=dict)
    heard: Heard = field(default_factory=dict)

    def tell(self, sentence: Sentence) -> None:
        """Set the patients of one sentence, and who goes on from it."""
        if sentence.subject == OTHER:
            sentence.patients = ()
            return
        introduces = bool(self.reading.within(self.reading.ages, sentence))
        if not introduces and _counts_out(sentence.text, len(self.everyone)):
            sentence.patients = ()
            return
        self._introduce(sentence)
        found = points_of(self.reading, sentence, self.cast, self.current, self.heard)
        glance = len(found) == 1 and found[0][0] > _ASIDE and len(self.current) == 1
        if glance and is_told(sentence) and found[0][1] != self.everyone:
            found = []  # a glance at another patient inside one's own story
        if sentence.section.category == "caption":
            sentence.patients = found[0][1] if found else self.current
        elif found and self._may_turn(sentence, found):
            self._turn(sentence, found)
        elif sentence.subject == "patient" or self._announces(sentence):
            self._go_on(sentence)
        self._hear(sentence)

    def _introduce(self, sentence: Sentence) -> None:
        here = tuple(
            p.number for p in self.reading.patients if p.anchor == sentence.index
        )
        if here:
            self.current = here
            sentence.subject = "patient"

    def _may_turn(self, sentence: Sentence, found: list[Point]) -> bool:
        """May references make an own sentence of any? Of all together they may not."""
        if sentence.cites:
            return False
        if all(who == self.everyone for _, who in found):
            general = sentence.cues & {"general", "modal", "statistic", "reference"}
            told = sentence.index > 0 and is_story(sentence) and not general
            before = self.reading.sentences[sentence.index - 1]
            return sentence.subject == "patient" or (told and before.own)
        return sentence.score > _TOO_FAR or is_story(sentence)

    def _turn(self, sentence: Sentence, found: list[Point]) -> None:
        if found[0][0] > 0 and len(self.current) == 1 and found[0][1] == self.everyone:
            found = [(0, self.current), *found] if found[0][0] > _ASIDE else found
        self.switches[sentence.index] = [(sentence.start + o, who) for o, who in found]
        sentence.patients = found[0][1]
        sentence.subject = "patient"
        last = found[-1][1]
        self.together = found[0][1] == last == self.everyone and found[0][0] <= _ASIDE
        self.current = self.current if last == self.everyone else last

    def _announces(self, sentence: Sentence) -> bool:
        """Does a sentence list or one of the first count all: "Two women came …"?"""
        if any(
            m.start in self.reading.listed for m in self.reading.levels_in(sentence)
        ):
            sentence.subject = "patient"
            return True
        if sentence.index >= _FIRST or not is_story(sentence):
            return False
        if sentence.cites or sentence.cues & {"statistic", "general", "modal"}:
            return False
        people = list(people_in(sentence.text, self.reading.persons))
        if len(people) != len(self.everyone) and not self._counts_all(sentence):
            return False
        sentence.subject = "patient"
        return True

    def _counts_all(self, sentence: Sentence) -> bool:
        """Does a sentence count all patients: "In five patients with gout …"?"""
        counted = set(counted_people(sentence.text, self.reading.persons))
        is_title = sentence.section.category == "title"
        return counted == {len(self.everyone)} and not is_title

    def _go_on(self, sentence: Sentence) -> None:
        """Give a sentence that names nobody to those of the sentence before."""
        people = list(people_in(sentence.text, self.reading.persons))
        everybody = bool(_OURS.search(sentence.text))
        counted = len(people) == len(self.everyone) and "statistic" not in sentence.cues
        everybody |= counted and not self.current
        if not counted and self._names_some(sentence):
            return  # "sufficient in two patients": nobody knows in whom
        everybody |= self.together and not _OF_ONE.search(sentence.text)
        if everybody or (_WE_REPORT.search(sentence.text) and is_story(sentence)):
            sentence.patients = self.everyone
        elif is_story(sentence):
            self.together = False
            of_all = sentence.section.category in {"title", "abstract", "body"}
            sentence.patients = self.current or (self.everyone if of_all else ())
        elif self.current and sentence.score > 0:
            sentence.patients = self.current

    def _names_some(self, sentence: Sentence) -> bool:
        """Does a sentence speak of some of the patients: "Three had a relapse"?"""
        if _names_some(sentence.text, len(self.everyone)):
            return True
        some = _SOME_DID.match(sentence.text)
        if some is None or len(self.current) == 1:
            return False
        return (number_of(some["n"]) or 0) < len(self.everyone)

    def _hear(self, sentence: Sentence) -> None:
        """Keep what is told of each patient alone."""
        if not sentence.own:
            return
        points = self.switches.get(
            sentence.index, [(sentence.start, sentence.patients)]
        )
        ends = [offset for offset, _ in points[1:]] + [sentence.end]
        levels = self.reading.levels_in(sentence)
        for (start, who), end in zip(points, ends, strict=True):
            names = tuple(n for m in levels if start <= m.start < end for n in m.levels)
            text = self.reading.text[start:end]
            hear(self.heard, who, text, {*regions_of(names)})


_SOME = re.compile(
    r"\b(?P<n>one|two|three|four|five|six|[1-6])\s(?:(?:of\s(?:the|our|these)\s)?"
    r"(?:(?P<total>two|three|four|five|six|seven|eight|\d)\s)?(?:patients?|cases?|"
    r"children|women|men|boys|girls|survivors?)\b|of\s(?:them|whom|these)\b)"
    r"|\bin\s(?:one|two|three|four)(?=[,;.]|\sand\b)"
    r"|\b(?:most|some|several|half)\s(?:of\s(?:the|our|them|these)|patients|cases)\b",
    re.IGNORECASE,
)
_COUNTED_OUT = re.compile(
    r"\b(?:one|two|three|four|five|six|[2-6])\s(?:had|have|has|was|were|is|are|died|"
    r"improved|recovered|remained|worsened|relapsed)\b",
    re.IGNORECASE,
)
#: "Three had a relapse."
_SOME_DID = re.compile(
    r"\W*(?:only |but )?(?P<n>one|two|three|four|five|six)\s(?:had|have|has|was|were|"
    r"is|are|died|improved|recovered|remained|worsened|relapsed|developed|underwent|"
    r"received)\b",
    re.IGNORECASE,
)
_TWO = 2
_LABEL = re.compile(r"\b(?:cases?|patients?|nos?\.?)\s(?:\d|[A-H]\b)|\(", re.IGNORECASE)


def _counts_out(text: str, number: int) -> bool:
    """Are several counted out: "two had improved, one was worse, one had died"?"""
    many = number > _TWO and len(_COUNTED_OUT.findall(text)) >= _TWO
    return many and not _LABEL.search(text)


def _names_some(text: str, number: int) -> bool:
    """Does a sentence speak of some of the patients without saying of whom?"""
    return any(
        found["n"] is None or (number_of(found["n"]) or 0) < number
        for found in _SOME.finditer(text)
    )


def is_story(sentence: Sentence) -> bool:
    """Is a sentence in a section that tells a case, or in plain unlabelled text?"""
    return sentence.section.category in STORY | {"abstract", "body", "results", "title"}
