"""How far a cue reaches in its sentence."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from pipeline.rules.assertion_reading import HORIZON, Reading
from pipeline.rules.clauses import AUXILIARIES, FINITE, Token
from pipeline.rules.cues import Found

_PHRASE_ENDS = FINITE | frozenset(
    ", ; : ( ) and with without in on at from by for after before during since to "
    "involving showing causing".split()
)
_AFTER_VERB = FINITE | frozenset(
    "in on at by with during after before from for and or but nor as because when "
    "while until since if than within under over anywhere there here again either "
    "initially first then until despite although though so too well".split()
)
_LIGHT = frozenset("been be then later also thus soon now it and".split())
_DETERMINERS = frozenset("the this these those his her its their".split())
_PLACES = frozenset(
    "in within inside around at on over near between beneath behind into beyond along "
    "throughout during adjacent".split()
)
_PRONOUNS = frozenset("i he she we they".split())  # "despite the absence of X he …"
#: "excluded an abscess, a clot and a fracture": what they rule out is a list
_RULING_OUT = frozenset("ruled rules ruling excluded excludes excluding".split())
_FILLERS = frozenset("a an any the - : recent such".split())


def covers(reading: Reading, found: Found, start: int, end: int) -> bool:
    """Say whether a cue's scope holds the stretch."""
    direction = _direction(reading, found)
    if found.end <= start:
        return direction in {"before", "both"} and _reaches_on(reading, found, start)
    if found.start >= end:
        return (
            direction in {"after", "both"}
            and _reaches_back(reading, found, end)
            and not (found.cue.kind == "negation" and _is_shielded(reading, start))
        )
    inside = found.start < start and end < found.end  # "was tumour-negative"
    return inside and found.cue.kind in {"negation", "possible", "hypothetical"}


def _direction(reading: Reading, found: Found) -> str:
    """Return where a cue looks; what follows decides for a verb that may do either.

    "has not shown a mass" looks on, "a mass was not shown on CT" back.
    """
    cue = found.cue
    if cue.direction != "both" or cue.kind not in {"negation", "possible"}:
        return cue.direction
    if cue.reach == "phrase":
        return "both"
    following = reading.between(found.end, reading.tokens[-1].end)
    word = following[0].text if following else "."
    ended = word in _AFTER_VERB or word.endswith("ly") or not word[0].isalnum()
    return "after" if ended else "before"


def _reaches_on(reading: Reading, found: Found, start: int) -> bool:
    between = reading.between(found.end, start)
    if found.cue.kind in {"family", "other"} and not found.cue.reach:
        return not _new_subject(reading, found.end, start)
    breaks = reading.breaks_between(found.end, start)
    if breaks and between[0].text in {",", ":"} and breaks[0].start == between[0].start:
        breaks = breaks[1:]  # "In 1998, she had …", "Denies: …"
    return not (
        breaks
        or _ended(found.cue.reach, between)
        or _leaves_bracket(reading.brackets_between(found.end, start))
        or _item_of_its_own(reading, found, between)
        or (found.cue.kind == "negation" and _is_given(between))
        or (found.cue.kind == "negation" and _leaves_relative(reading, found, between))
        or (found.cue.kind == "negation" and _is_done_with(reading, found, between))
        or _terminated(reading, found, found.end, start)
    )


def _ended(reach: str, between: Sequence[Token]) -> bool:
    """Say whether the reach of a cue before its object ends in these tokens."""
    if not reach:
        return False
    words = [token.text for token in between]
    if reach == "next":
        return not _FILLERS.issuperset(words)
    if reach == "phrase":
        return not _PHRASE_ENDS.isdisjoint(words)
    if reach == "noun":
        return not (FINITE | _PRONOUNS).isdisjoint(words[1:])
    if reach == "condition":
        verbs = [i for i, word in enumerate(words) if word in FINITE]
        return bool(verbs) and "," in words[verbs[0] :]
    return False


def _item_of_its_own(reading: Reading, found: Found, between: Sequence[Token]) -> bool:
    """Say whether a list negates item by item: "no A, no B, mild C".

    There a negation ends at the next one, and the last at its comma.
    """
    if found.cue.kind != "negation":
        return False
    words = [token.text for token in between]
    index = bisect_left(reading.starts, found.start)
    if "," not in words or reading.tokens[index].text in _RULING_OUT:
        return False
    again = [",", reading.tokens[index].text]
    if any(words[i : i + 2] == again for i in range(len(words))):
        return True
    earlier = [token.text for token in reading.tokens[:index]]
    rest = reading.between(found.end, reading.tokens[-1].end)
    if any(token.text in {"or", "nor"} for token in rest):
        return False
    articled = any(pair in {(",", "a"), (",", "an")} for pair in pairwise(words))
    return articled or (earlier[-1:] == [","] and again[1] in earlier)


def _is_done_with(reading: Reading, found: Found, between: Sequence[Token]) -> bool:
    """Say whether a comma follows the verb: "the sleeve not filled, an osteophyte"."""
    words = [token.text for token in between[:2]]
    if len(words) < 2 or not words[0].endswith("ed") or words[1] != ",":
        return False
    return reading.tokens[bisect_left(reading.starts, found.start)].text == "not"


def _leaves_relative(reading: Reading, found: Found, between: Sequence[Token]) -> bool:
    """Say whether ", and" leads on: "fluid that did not enhance, and oedema"."""
    words = [token.text for token in between]
    if words.count(",") != 1 or [",", "and"] not in map(list, pairwise(words)):
        return False
    index = bisect_left(reading.starts, found.start)
    ahead = [token.text for token in reading.tokens[max(0, index - 2) : index]]
    return not {"that", "which"}.isdisjoint(ahead)


def _is_given(between: Sequence[Token]) -> bool:
    """Say whether what follows is known and only a place: "no gas in the mass"."""
    words = [token.text for token in between]
    for index in range(len(words) - 1, max(1, len(words) - 4), -1):
        if words[index] in _DETERMINERS:
            return words[index - 1] in _PLACES and index > 1
        if not words[index].isalnum() or words[index] in {"and", "or", "nor"}:
            return False
    return False


def _leaves_bracket(brackets: Sequence[Token]) -> bool:
    depth = 0
    for bracket in brackets:
        depth += 1 if bracket.text in "([" else -1
        if depth < 0:
            return True
    return False


def _terminated(reading: Reading, found: Found, start: int, end: int) -> bool:
    forward = found.end <= start
    sides = {"both", "before" if forward else "after"}
    if forward and found.cue.kind != "negation":
        sides = {"both"}  # "history of surgery for cancer" runs on over "for"
    return any(
        f.cue.direction in sides
        for f in reading.terminators_between(start, end)
        if f.end <= end
    )


def _opens_clause(reading: Reading, found: Found) -> bool:
    index = bisect_left(reading.starts, found.start)
    return index == 0 or not reading.tokens[index - 1].text.isalnum()


def _is_shielded(reading: Reading, start: int) -> bool:
    """Say whether a mention is the object of a preposition: "CT because of X was …"."""
    return any(
        f.cue.kind == "terminator"
        and f.cue.reach == "phrase"
        and f.end <= start
        and not _opens_clause(reading, f)  # "After X was excluded, …"
        and _PHRASE_ENDS.isdisjoint(t.text for t in reading.between(f.end, start))
        for f in reading.near(start, start)
    )


def _reaches_back(reading: Reading, found: Found, end: int) -> bool:
    stop = _own_subject_end(reading, found)
    between = reading.between(end, found.start)
    if found.cue.kind in {"family", "other"}:
        return not _new_subject(reading, end, found.start)
    words = [token.text for token in between]
    if found.cue.reach == "next":
        return _FILLERS.issuperset(words)
    if found.cue.reach == "phrase":
        return _PHRASE_ENDS.isdisjoint(words)
    crossing = stop < found.start
    verbs = (FINITE - AUXILIARIES) if not crossing else frozenset()
    if found.cue.kind != "historical" and not verbs.isdisjoint(words):
        return False
    return not (
        reading.breaks_between(end, stop)
        or _terminated(reading, found, end, min(stop, found.start))
    )


def _own_subject_end(reading: Reading, found: Found) -> int:
    """Return where to look back from.

    That is before the opening of the cue's own clause if the clause has no subject
    ("… was suspected but ruled out", "…, which was not seen").
    """
    before = reading.breaks_between(found.start - HORIZON, found.start)
    if not before or before[-1].kind == "subject":
        return found.start
    last = before[-1]
    opener = reading.tokens[last.token].text
    words = reading.between(reading.tokens[last.token].end, found.start)
    if opener in ";:" or not all(map(_is_light, words)):
        return found.start
    if opener == "," and len(before) > 1:
        return before[-2].start  # the comma closes a clause put in between
    return last.start


def _is_light(token: Token) -> bool:
    return token.text in _LIGHT or token.text in AUXILIARIES or token.text[-2:] == "ly"


def _new_subject(reading: Reading, start: int, end: int) -> bool:
    if any(
        b.kind == "subject" or reading.tokens[b.token].text == ";"
        for b in reading.breaks_between(start, end)
        if b.start > start + 1
    ):
        return True
    return any(
        f.cue.kind == "patient"
        for f in reading.near(start, end)
        if start <= f.start < end
    )
