"""Results that several tests share: "calcium, phosphate and PTH were normal".

Tests follow each other as a list when only commas, "and", their values and words such
as "serum" stand between them. A word before the first or after the last then speaks
for those that have none of their own.
"""

import re
from collections.abc import Iterator, Sequence, Set

from pipeline.rules.lab_ranges import FIGURE
from pipeline.rules.lab_specimens import LabTerm
from pipeline.rules.lab_units import POWER, UNIT
from pipeline.rules.labvalues import interpretation_words

_WORDS = (
    r"(?:and|or|nor|as well as|plus|the|both|serum-?|plasma|blood|total|intact|levels?|"
    r"of|from|count|for|also|was|were|at|titres?|titers?|concentrations?|serolog(?:y|ies)|"
    r"tests?|intact|ionized|ionised|free|less|than|below|above|under|over)"
)
_FIGURES = rf"(?:[<>~]?\s?{FIGURE}{POWER}?\s?(?:{UNIT})?)"
#: an item of the list that no lexicon knows: "calcium, barium and urate were normal"
_ITEM = (
    r"(?:(?<=,\s)|(?<=and\s))(?!(?:with|but|all|both|then|while|no|not|without|were|"
    r"was|had|has|is|are)\b)[a-z][\w-]{3,}(?:\s(?!and\b|or\b)[a-z][\w-]*)?"
    r"(?=,\s|\s(?:and|or)\s)(?<!normal)(?<!low)(?<!high)(?<!ed)(?<!tive)"
)
#: "(31 mg/L)" leaves the list open; a bare value closes it, but for "were both"
_OPEN = re.compile(
    rf"^(?:[\s,&/+]|\b{_WORDS}\b|{_ITEM}|\([^()]{{0,40}}\))*$", re.IGNORECASE
)
_VALUED = re.compile(
    rf"^(?:[\s,;&/+]|\b{_WORDS}\b|{_ITEM}|\([^()]{{0,40}}\)|{_FIGURES}\.?)*$",
    re.IGNORECASE,
)
#: said of several tests, in the very clause of the last: "were high", ", both high"
_COLLECTIVE = re.compile(
    r"(?:(?!\.\s(?-i:[A-Z]))[^;]){0,60}?\b(?:both|all|each|were|are)\b", re.IGNORECASE
)
_BEFORE = re.compile(
    r"\b(?P<word>normal|elevated|raised|high|increased|low|decreased|reduced|negative|"
    r"positive|sterile|unremarkable|markedly elevated|prolonged|shortened|deficient|"
    r"no abnormalit(?:y|ies)|subnormal|diminished|excessive|rising|suppressed|"
    r"depressed|supranormal|"
    r"(?:elevation|rise|increase|reduction|decrease|suppression)(?= (?:of|in)\b))"
    r"(?:\s+(?:of|in|the|acute[- ]phase (?:proteins|reactants)|liver enzymes|"
    r"serum|plasma|blood|"
    r"total|intact|white|levels? of|titres? of|titers? of|inflammatory markers|both|"
    r"for|(?:values?|results?)(?: (?:was|were) (?:obtained|found))? (?:of|for|in)|"
    r"(?:was|were) (?:found|noted|detected|seen) in|and|[(:])+)*\s*$",
    re.IGNORECASE,
)
#: "A was normal and B 34": the word belongs to A
_SAID_BEFORE = re.compile(
    r"\b(?:was|were|is|are|remained|being)\s+\w+\s+and\b"
    r"(?:\s(?!(?:with|an?|showed|had|contained)\b)\w+)*\s*$",
    re.IGNORECASE,
)
#: "a mildly raised CRP"
_ADJECTIVE = re.compile(
    r"\b(?:an?|the|his|her|with|for|of|and|showed|revealed|had|except|besides) "
    r"(?:\w+ly )?(?:elevated|raised|high|increased|low|decreased|reduced)\s"
    r"(?:serum\s)?$",
    re.IGNORECASE,
)
#: ", laboratory tests were normal": the result of others
_OTHER_CLAUSE = re.compile(
    r"(?:\s(?:of|at)\s[^,;()]{1,30}|\s\([^()]{1,40}\))?,\s(?:and\s)?(?:the\s|all\s|his\s|her\s)?"
    r"(?:other\s|remaining\s|rest\s|routine\s)?[^,;.]{0,40}?\b(?:was|were)\b",
    re.IGNORECASE,
)
#: "RF 8 and anti-CCP 0.4 (both negative)"
_BOTH = re.compile(
    r"\b(?:both|all)\s(?:\w+\s){0,2}?(?:negative|positive)\b", re.IGNORECASE
)
#: "84 % neutrophils, and the CRP was high"
_ALONE = re.compile(r",\s+and\s+(?:the|his|her|a)\s", re.IGNORECASE)
#: "CRP had risen to 164 mg/l and the leucocytes to 13.4": the verb is told once
_MOVED = re.compile(
    r"[^.;]{0,20}\b(?:risen|rose|climbed|increased|fallen|fell|dropped)\s(?:from\s[^.;]+?\s)?"
    r"to\s[^.;]{1,40}?,?\s(?:and|while)\s(?:the\s|that of\s)?(?:serum\s|plasma\s)?",
    re.IGNORECASE,
)
_TO = re.compile(r"\s(?:counts?\s|levels?\s)?to\s", re.IGNORECASE)
#: "CRP was not raised, nor was the ESR"
_NOR = re.compile(
    r"[^.;]{1,60}?,?\s(?:and\s)?(?:nor|neither)\s(?:was|were|did|had)\s"
    r"(?:the\s|his\s|her\s)?(?:serum\s)?",
    re.IGNORECASE,
)
#: "inflammatory markers were high (CRP 96, ESR 80)": the members of a group follow
_MEMBERS = re.compile(
    r"[^.;()]{0,40}?(?:\s?[(:]\s?|,?\s(?:with|including|such as|namely)\s)"
    r"(?:an?\s|the\s)?",
    re.IGNORECASE,
)
_INCLUDING = re.compile(
    r"\b(?P<word>normal(?:\s+(?:limits|range))?|unremarkable|negative|within[\w\s]+?"
    r"(?:limits|range))\s*[,(:]?\s*(?:including|such as|namely|e\.g\.|for|:)"
    r"(?:\s+(?:the|serum|normal))*\s*$",
    re.IGNORECASE,
)


def share_results(
    text: str,
    start: int,
    terms: Sequence[LabTerm],
    own: Sequence[str | None],
    valued: Sequence[bool],
    groups: Set[str] = frozenset(),
) -> list[str | None]:
    """Return the interpretation of each test, its own or that of its list.

    `start` is where the sentence begins; `valued` says which tests have a figure;
    `groups` are the names that stand for several tests.
    """
    shared = list(own)
    for at in range(1, len(terms)):
        gap = _between(text, terms, at - 1, at)
        if shared[at] is None and _NOR.fullmatch(gap):
            shared[at] = shared[at - 1]
        if shared[at] is None and _MOVED.fullmatch(gap):
            to = _TO.match(text, terms[at].end)
            shared[at] = shared[at - 1] if to and valued[at] else None
    for run in _runs(text, terms):
        head = _word_before(text[start : terms[run[0]].start])
        first = terms[run[0]]
        if head and _is_of_the_name(text, start, first):
            shared[run[0]] = head
        for place, at in enumerate(run):
            if shared[at] is not None:
                continue
            if all(own[i] is None for i in run[place:-1]):
                shared[at] = _from_last(text, terms, run, at, own, valued)
            if shared[at] is None and head and _led(text, terms, run, at, valued):
                shared[at] = head
    for at, term in enumerate(terms):
        if shared[at] is not None and term.concept in groups:
            _give_members(text, terms, at, shared, valued)
    return shared


def _give_members(
    text: str,
    terms: Sequence[LabTerm],
    group: int,
    shared: list[str | None],
    valued: Sequence[bool],
) -> None:
    """Give the result of a group of tests to its members, told by figures alone."""
    for at in range(group + 1, len(terms)):
        gap = _between(text, terms, at - 1, at)
        follows = _MEMBERS.fullmatch(gap) if at == group + 1 else _VALUED.match(gap)
        if not follows:
            return
        if valued[at] and shared[at] is None:
            shared[at] = shared[group]


def _is_of_the_name(text: str, start: int, term: LabTerm) -> bool:
    """Is the word before a test its adjective, and what follows another clause?

    "a raised CRP, routine bloods were normal", "an ESR (70 mm/h), the rest normal"
    """
    adjective = _ADJECTIVE.search(text[start : term.start])
    return adjective is not None and bool(_OTHER_CLAUSE.match(text, term.end))


def lists_names(text: str, one: LabTerm, other: LabTerm) -> bool:
    """Does nothing but "and" and its like stand between the names of two tests?"""
    return _OPEN.match(text[one.end : other.start]) is not None


def _runs(text: str, terms: Sequence[LabTerm]) -> Iterator[list[int]]:
    """Yield the indices of tests that follow each other as a list."""
    run: list[int] = []
    for at, term in enumerate(terms):
        if run and not _VALUED.match(text[terms[run[-1]].end : term.start]):
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _between(text: str, terms: Sequence[LabTerm], first: int, last: int) -> str:
    """Return what stands between the names of tests from the first to the last."""
    return " ".join(
        text[terms[at].end : terms[at + 1].start] for at in range(first, last)
    )


def _word_before(text: str) -> str | None:
    found = _BEFORE.search(text) or _INCLUDING.search(text)
    if found and _SAID_BEFORE.search(text[: found.start()] + " " + found[0]):
        return None
    return interpretation_words(found["word"]) if found else None


def _led(
    text: str,
    terms: Sequence[LabTerm],
    run: Sequence[int],
    at: int,
    valued: Sequence[bool],
) -> bool:
    """Does the word before the first test of a list speak for another one, too?

    "raised CRP of 45 and ESR of 60", but not "normal white cells, CRP 45".
    """
    gap = _between(text, terms, run[0], at)
    if valued[at] and at != run[0]:
        return valued[run[0]] and "and" in gap
    return bool(_OPEN.match(gap)) or valued[run[0]]


def _from_last(
    text: str,
    terms: Sequence[LabTerm],
    run: Sequence[int],
    at: int,
    own: Sequence[str | None],
    valued: Sequence[bool],
) -> str | None:
    """Return the result that stands after the last test of a list.

    It reaches back over names alone ("A, B and C normal"); over figures only if it
    speaks of several ("A 45, B 60, both raised", "A (45) and B (60) were raised").
    """
    last = run[-1]
    gap = _between(text, terms, at, last)
    limit = terms[last + 1].start if last + 1 < len(terms) else len(text)
    after = text[terms[last].end : min(limit, terms[last].end + 90)]
    if _ALONE.search(gap) and re.match(r"\s+was\b", after):
        return None
    if not valued[at] and _OPEN.match(gap):
        return own[last]
    graded = own[last] not in {"negative", "positive"} or _BOTH.search(after)
    return own[last] if graded and _COLLECTIVE.match(after) else None
