"""Clauses inside a sentence, from closed-class words and punctuation.

No tagger is at hand, so a clause is recognised by what opens it: a conjunction, a
semicolon or bracket, or "and" / a comma before a new subject or a new predicate.
The word sets below are grammar of English, not medicine: nothing a curator would argue.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[^\w\s]")

#: Conjunctions that open a clause wherever they stand.
CONJUNCTIONS = frozenset(
    "but although though albeit whereas while whilst however nevertheless "
    "nonetheless yet because which who whose whom until unless when where therefore "
    "hence".split()
)
SUBJECTS = frozenset(
    "he she it they we i you there this these those his her their its our the a an "
    "patient patients pt mother father parents examination".split()
)
AUXILIARIES = frozenset(
    "is are was were has have had does do did will would can could may might must "
    "should shall cannot".split()
)
#: Forms that are always finite here; "noted" and its like may be participles.
FINITE = AUXILIARIES | frozenset(
    "showed shows revealed reveals demonstrated demonstrates disclosed discloses "
    "developed develops presented presents complained complains denied denies "
    "reports underwent undergoes became becomes remained remains remain began "
    "begins felt came went received receives suffered suffers experienced "
    "experiences noticed improved improves worsened worsens persisted persists "
    "persist continued continues recovered confirmed confirms suggested suggests "
    "indicated appeared appears seemed seems occurred occurs occur recurred recurs "
    "recur develop worsen appear disappeared resolved resolves resolve died refused "
    "declined took takes gave gives made lost grew lived lives needed needs "
    "required requires followed admits admitted endorses progressed led stated said "
    "says looked sought returned stopped started ceased drinks drank smokes smoked "
    "walks walked works worked lay lies sat stood hung subsided subsides fell rose "
    "increased decreased depicted depicts delineated delineates displayed displays "
    "unveiled uncovered exhibited exhibits harboured harbored".split()
)
PARTICIPLES = frozenset(
    "reported noted found observed described recorded performed treated diagnosed "
    "identified detected saw seen obtained excluded ruled".split()
)
PLURAL_VERBS = frozenset("are were have do".split())
OPENERS = frozenset("in on with without despite after during following at for".split())
_ADVERBS = frozenset(
    "then now also subsequently later still only thereafter currently again "
    "consequently soon both".split()
)
_PREPOSITIONS = frozenset(
    "in on at by with during after before from for and or as to".split()
)
_STOPS = frozenset(", ; : ( ) [ ] and or nor but that which who if . ? !".split())
_LOOKAHEAD = 8


class Token(NamedTuple):
    """A word or mark of the folded text."""

    text: str
    start: int
    end: int


class Break(NamedTuple):
    """Where a clause opens; `token` is the index of its token.

    `kind`: "hard" (conjunction, semicolon, colon), "subject" (a new subject with its
    verb), "predicate" (a new verb of the old subject).
    """

    start: int
    token: int
    kind: str


def fold(text: str) -> str:
    """Return the text in lower case, of the same length, with plain apostrophes."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.replace("\u2019", "'")


def read_tokens(folded: str, start: int, end: int) -> list[Token]:
    """Return the words and marks of a stretch of folded text, in order."""
    return [Token(m[0], m.start(), m.end()) for m in TOKEN.finditer(folded, start, end)]


def find_breaks(tokens: Sequence[Token]) -> list[Break]:
    """Return the clause openings of a sentence, in order; the first clause has none."""
    breaks: list[Break] = []
    opened, has_verb, commas = 0, False, 0
    for index, token in enumerate(tokens):
        word = token.text
        kind = _break_kind(tokens, index, opened, has_verb, commas)
        if kind:
            breaks.append(Break(token.start, index, kind))
            opened, has_verb, commas = index + 1, False, 0
        elif word == ",":
            commas += 1
        elif word in FINITE:
            has_verb = True
    return breaks


def _break_kind(
    tokens: Sequence[Token], index: int, opened: int, has_verb: bool, commas: int
) -> str | None:
    """Return the kind of clause that opens at a token, or None."""
    word = tokens[index].text
    if word == "\u2192" or word == "\u2014" or word in ";:" or word in CONJUNCTIONS:
        return "hard"
    if word == ",":
        paired = index + 1 < len(tokens) and tokens[index + 1].text in {"and", "then"}
        fronted = tokens[opened].text in OPENERS
        return _coordinated(
            tokens, index + 1 + paired, has_verb or fronted, paired and not commas
        )
    if word == "and" and not (index and tokens[index - 1].text == ","):
        return _coordinated(tokens, index + 1, has_verb, False)
    return None


def _coordinated(
    tokens: Sequence[Token], index: int, has_verb: bool, first_pair: bool
) -> str | None:
    """Return the kind of clause that a comma or "and" opens before `index`, or None.

    `first_pair`: the mark is ", and" with no comma before it, so not a list's last.
    """
    while index < len(tokens) and tokens[index].text in _ADVERBS:
        index += 1
    if index >= len(tokens):
        return None
    if tokens[index].text in FINITE or (
        has_verb and _is_active(tokens[index : index + 2])
    ):
        return "predicate"
    led = tokens[index].text in SUBJECTS
    verb = _verb_ahead(tokens, index, PARTICIPLES | FINITE if led else FINITE)
    if verb is None:
        return None
    singular_pair = first_pair and verb not in PLURAL_VERBS
    return "subject" if led or has_verb or singular_pair else None


def _is_active(pair: Sequence[Token]) -> bool:
    """Say whether a participle's form is a past tense: its object follows at once."""
    return (
        len(pair) > 1
        and pair[0].text in PARTICIPLES
        and pair[1].text.isalnum()
        and pair[1].text not in _PREPOSITIONS
    )


def _verb_ahead(
    tokens: Sequence[Token], index: int, verbs: frozenset[str]
) -> str | None:
    for token in tokens[index : index + _LOOKAHEAD]:
        if token.text in verbs:
            return token.text
        if token.text in _STOPS:
            return None
    return None


def split_clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the clauses of a sentence as (start, end), in order, blanks trimmed.

    The conjunction belongs to the clause it opens; a comma, semicolon, colon or bracket
    to the one it closes. A bracketed stretch is a clause of its own.
    """
    tokens = read_tokens(fold(text[start:end]), 0, end - start)
    cuts = {0, end - start}
    for found in find_breaks(tokens):
        token = tokens[found.token]
        cuts.add(token.start if token.text[0].isalpha() else token.end)
    for token in tokens:
        if token.text in "([":
            cuts.add(token.start)
        elif token.text in ")]":
            cuts.add(token.end)
    return _trim(text, sorted(start + cut for cut in cuts))


def _trim(text: str, cuts: Sequence[int]) -> list[tuple[int, int]]:
    clauses = []
    for left, right in pairwise(cuts):
        piece = text[left:right]
        head = left + len(piece) - len(piece.lstrip())
        tail = left + len(piece.rstrip())
        if any(c.isalnum() for c in text[head:tail]):
            clauses.append((head, tail))
    return clauses
