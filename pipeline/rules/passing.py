"""Who is told of at length, and who is named in passing."""

from itertools import takewhile

from pipeline.rules.age import AgeMatch
from pipeline.rules.reading import Reading, Sentence

_LONG = 4  # sentences of a story beside which one sentence is a passing remark


def told_of(reading: Reading, people: list[AgeMatch]) -> list[AgeMatch]:
    """Return people without those named in passing beside one whose story is long.

    A patient of a series has a story of the length of the others', a man who served as
    control or whom a colleague recalls has one sentence.
    """
    lengths = [len(_story(reading, age)) for age in people]
    if not lengths or max(lengths) < _LONG:
        return people
    return [
        age
        for age, length in zip(people, lengths, strict=True)
        if length > 1 or "own" in _cues(reading, age) or _is_whole(reading, age)
    ]


def _is_whole(reading: Reading, age: AgeMatch) -> bool:
    """Does a paragraph begin with an introduction that tells level and treatment?"""
    sentence = reading.sentence_at(age.start)
    if sentence is None or not sentence.first_in_paragraph:
        return False
    if not reading.levels_in(sentence):
        return False
    return bool(reading.terms_in("interventions", sentence))


def heads_a_story(reading: Reading, age: AgeMatch) -> bool:
    """Does a story follow an introduction that a paragraph begins with?

    A short title may stand before it ("The missed fracture. A man of 78 …").
    """
    story = _story(reading, age)
    if len(story) < _LONG:
        return False
    before = reading.sentences[max(0, story[0].index - 1)]
    titled = before.first_in_paragraph and before.paragraph == story[0].paragraph
    return story[0].first_in_paragraph or titled


def _cues(reading: Reading, age: AgeMatch) -> frozenset[str]:
    """Return the cues of the sentence of an age."""
    sentence = reading.sentence_at(age.start)
    return frozenset(sentence.cues) if sentence else frozenset()


def _story(reading: Reading, age: AgeMatch) -> list[Sentence]:
    """Return the sentences that go on about somebody from his introduction."""
    sentence = reading.sentence_at(age.start)
    if sentence is None:
        return []
    after = reading.sentences[sentence.index + 1 :]
    return [sentence, *takewhile(_goes_on, after)]


def _goes_on(sentence: Sentence) -> bool:
    """Is a sentence still about the patient of the one before?"""
    if sentence.first_in_paragraph and not sentence.cues & {"pronoun", "definite"}:
        return False
    return sentence.subject == "patient"
