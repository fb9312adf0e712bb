"""How much a place says that a condition is the patient's diagnosis.

Conditions collect points from where they stand (title, "was diagnosed", "a case of",
histology) and lose them where they are asked about, excluded or somebody else's.
"""

import re

from pipeline.rules.diagnosis_doubts import is_doubted, is_settled, is_title
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.siblings import is_of_patient
from pipeline.rules.terms import TermMatch

_MADE = re.compile(
    r"\bdiagnos(?:is|ed|tic of|es)\b|\bconfirm\w*\b|\bconsistent with\b|\bhistolog\w*|"
    r"\bpatholog\w*|\bdx\b|"
    r"\b(?:was|were) (?:\w+ )?(?:proved|proven|recogni[sz]ed|established|verified)\b|"
    r"\bproved to be\b|\bturned out\b|\bidentified\b|\bcompatible with\b|"
    r"\bin keeping with\b|\btypical of\b|\bunderlying\b|\bresponsible\b|"
    r"\b(?:was|were) the (?:\w+ )?(?:cause|culprit|reason)\b|"
    r"\bcase of\b|\bwith (?:a |an )?|\bcaused by\b|\bsecondary to\b|\bdue to\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:final |definitive |principal |main |secondary |discharge |working )?"
    r"(?:diagnos[ie]s|dx) (?:of|was|were|is|:)|\bwas (?:therefore |"
    r"then |thus |finally )?diagnosed\b|"
    r"\bdiagnosed (?:with|as|by)\b|\bdiagnos[ei]s\s*[:.]|\bdx\s*:|^\s*=|"
    r"\banswer\s*:|"
    r"\bconfirmed the diagnosis\b|\bhistolog\w*|\bpatholog\w*|"
    r"\bbiopsy (?:had )?(?:show(?:ed|n)|reveal(?:ed)?|confirmed|proved|was|:)",
    re.IGNORECASE,
)
#: "Principal Dx: …" in the head of a note
_LABELLED = re.compile(
    r"^\W*(?:(?:final|principal|main|secondary|discharge|primary)\s+)?"
    r"(?:dx|diagnos[ie]s|answer|assessment|impression|solution)\s*[:\-–]",
    re.IGNORECASE,
)
#: "<tuberculosis> of the lung at the age of 19", "his <tuberculosis> history"
_LONG_AGO = re.compile(
    r"^[^.;,]{0,25}?\b(?:at (?:the )?age(?: of)? (?:\d|\w+teen|\w+ty)|"
    r"at \d\d?(?= |,|\.)|"
    r"in (?:his|her|early) (?:childhood|youth|infancy|teens|twenties|thirties)|"
    r"as a (?:child|boy|girl|youth|student|soldier)|(?:years|decades) (?:ago|before|"
    r"earlier|previously))\b|^ history\b",
    re.IGNORECASE,
)
_CASE_OF = re.compile(
    r"\bcases? of\b|\bpatients? with\b|\b(?:child|boy|girl|man|woman|lady|"
    r"gentleman) with\b",
    re.IGNORECASE,
)
#: what brought a patient, or came of his disease: no matter of course even if common
_LEADING = re.compile(
    r"\b(?:(?:admitted|referred|presented|hospitali[sz]ed|admission|referral|came) "
    r"(?:\w+ ){0,3}(?:for|with|because of|due to|in)|exacerbation of|decompensated|"
    r"worsening(?: of)?|diagnosed (?:with|as)) (?:an? )?(?:\w+ ){0,2}$",
    re.IGNORECASE,
)
#: what a drug did or a device is for
_BESIDE = re.compile(
    r"\b(?:(?:side|toxic|adverse) effects?|toxicit(?:y|ies)|adverse events?|designed|"
    r"(?:is|are|was|were) indicated|approved|used|licensed)\b[^.;]*$",
    re.IGNORECASE,
)
#: "myelopathy due to <OLF>", "the mass proved to be <chordoma>"; "<X> was the cause"
_PROVED = re.compile(
    r"\b(?:(?:myelopathy|radiculopathy|paresis|\w+paresis|\w*plegia|compression|"
    r"syndrome|dysphagia|stenosis) (?:was )?(?:due to|caused by|secondary to|owing to|"
    r"from)|proved to be|turned out to be|put down to) (?:an? |the |its )?"
    r"(?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_AS_CAUSE = re.compile(
    r"^[^.;,]{0,15}?\b(?:as (?:the|its) (?:\w+ )?cause|"
    r"was the (?:\w+ )?(?:cause|culprit))\b",
    re.IGNORECASE,
)
_MANY = (
    r"(?:two|three|four|five|six|both|\d) (?:[\w-]+ ){0,3}(?:patients|cases|men|women|"
    r"boys|girls|children|brothers|sisters|siblings|infants)\b"
)
_GROUP = re.compile(
    rf"\bwe (?:report|describe|present|saw)\b.*\b{_MANY}|"
    rf"\b{_MANY} with\b.*\bare (?:reported|described|presented)\b",
    re.IGNORECASE | re.DOTALL,
)
_CAUSE_AFTER = re.compile(
    r"\s*(?:\([\w ]+\)\s*)?,?\s*(?:is |was |were )?(?:due to|caused by|from|"
    r"secondary to|resulting from|produced by|owing to|attributable to)\b",
    re.IGNORECASE,
)
#: "<AS> (AS) or <DISH>": which of them a patient has is for his own lines to say
_ALTERNATIVE_AFTER = re.compile(r"\s(?:\([\w -]{1,12}\)\s)?or\b", re.IGNORECASE)
_ALTERNATIVE_BEFORE = re.compile(r"\bor\s(?:an?\s|the\s)?$", re.IGNORECASE)
#: a second finding told in passing: "a small epidural <haematoma>"
_SLIGHT = re.compile(
    r"\b(?:small|tiny|thin|slight|minimal|minor|trivial|trifling|incidental|trace|trifle)"
    r"(?: of)? (?:(?!and\b|or\b)[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
#: "parathyroidectomy for <hyperparathyroidism>": told late, but as a reason
_INDICATION = re.compile(
    r"\b(?:\w+ectomy|\w+plasty|treat\w*|therapy|operat\w*|surgery|dialy[sz]\w*|"
    r"transplant\w*)\b[^.;,]{0,40}\b(?:for|because of|on account of) "
    r"(?:an? |the |his |her )?(?:[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
_UNDONE = re.compile(
    r"\b(?:refus|declin|propos|consider|plann|advis|recommend|suggest|not\b|without\b|"
    r"offered|discuss|await)\w*",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"\b(?:(?:showed|revealed|disclosed|demonstrated|confirmed|found|contained|yielded|"
    r"developed|suffered|sustained|due to|caused by|had been)(?: to (?:be|have))?"
    r"(?: an?| the)?|(?:was|were|had) an?|it was) (?:[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
_STORY_STAGE = "followup"
TITLE, STRONG, CASE_OF, MADE, OWN, OTHER = 4.0, 4.0, 2.0, 0.5, 1.0, 0.125
OPENING, WEAK, FAINT = 2.0, 0.2, 0.1
_LEFT, _RIGHT = 60, 30
_FIRST = 3  # sentences in which an abstract or a letter names what it is about


def is_opening(sentence: Sentence) -> bool:
    """Is it one of the first sentences, which say what a text is about?"""
    return sentence.index < _FIRST and not sentence.own and not sentence.cites


def is_of_group(sentence: Sentence) -> bool:
    """Is it said of all patients: "Three men with spondylodiscitis are described"?"""
    return sentence.own and _GROUP.search(sentence.text) is not None


def is_labelled(sentence: Sentence) -> bool:
    """Does a sentence give the diagnosis under its name: "Principal Dx: …"?"""
    return _LABELLED.match(sentence.text) is not None


def is_named_with_cause(reading: Reading, sentence: Sentence, term: TermMatch) -> bool:
    """Is a sign a disease of its own name: "thoracic myelopathy due to OLF"?"""
    right = reading.text[term.end : min(sentence.end, term.end + _RIGHT)]
    return _CAUSE_AFTER.match(right) is not None and not is_title(sentence)


def is_shown(reading: Reading, sentence: Sentence, term: TermMatch) -> bool:
    """Does a sentence say that a disease was found: "the placenta showed a <…>"?"""
    left = reading.text[max(sentence.start, term.start - _LEFT) : term.start]
    return _SHOWN.search(left) is not None


def told_together(
    one: tuple[Sentence, TermMatch], other: tuple[Sentence, TermMatch]
) -> bool:
    """Are two conditions told in one breath: "Chiari malformation with a syrinx"?"""
    low, high = sorted((one[1], other[1]), key=lambda term: term.start)
    sentence = one[0]
    between = sentence.text[low.end - sentence.start : high.start - sentence.start]
    return sentence is other[0] and between.strip() in {"with", "and"}


def worth(
    reading: Reading, sentence: Sentence, term: TermMatch, *, mine: bool, weak: bool
) -> float:
    """Return the points of one mention; a `weak` one is mostly a second disease."""
    assertion = reading.assertions.at(term.start, term.end)
    titled = is_title(sentence)
    if not titled and not is_of_patient(reading, term.start, term.end):
        return 0.0
    if assertion.status == "absent":
        return -1.0 if mine else 0.0
    if is_doubted(reading, sentence, term) or (
        assertion.status == "possible"
        and not titled
        and not is_settled(reading, sentence, term)
    ):
        return -0.5 if mine and not titled else 0.0
    if titled:
        return TITLE
    if not mine:
        return 0.0 if sentence.cites else OTHER
    before = reading.text[max(sentence.start, term.start - _LEFT) : term.start]
    right = reading.text[term.end : min(sentence.end, term.end + _LEFT)]
    if _is_operation(reading, term) and _UNDONE.search(before + right):
        return 0.0
    if is_opening(sentence):
        either = _ALTERNATIVE_AFTER.match(right) or _ALTERNATIVE_BEFORE.search(before)
        return 0.0 if either else OPENING
    if _LONG_AGO.match(right):
        return FAINT
    near = sentence.text if is_labelled(sentence) else _near(reading, sentence, term)
    told = _STRONG.search(near) and assertion.cue in {None, "had"}
    late = sentence.stage == _STORY_STAGE and not _is_reason(reading, term, before)
    if not told and (late or assertion.status == "historical"):
        return FAINT
    if _BESIDE.search(before) or (not told and _SLIGHT.search(before)):
        return FAINT
    proved = bool(_PROVED.search(before) or _AS_CAUSE.match(right))
    return _own_worth(near, weak=weak and not _LEADING.search(before), proved=proved)


def _is_reason(reading: Reading, term: TermMatch, before: str) -> bool:
    """Is a condition what an operation was done for, or that operation itself?"""
    return _is_operation(reading, term) or _INDICATION.search(before) is not None


def _is_operation(reading: Reading, term: TermMatch) -> bool:
    """Does an operation stand for what it is done for: parathyroidectomy?"""
    return reading.text[term.start : term.end].endswith("ectomy")


def _near(reading: Reading, sentence: Sentence, term: TermMatch) -> str:
    start = max(sentence.start, term.start - _LEFT)
    start = max(start, reading.text.rfind(";", start, term.start))
    return reading.text[start : min(sentence.end, term.end + _RIGHT)]


def _own_worth(near: str, *, weak: bool, proved: bool) -> float:
    if _STRONG.search(near):
        return STRONG
    if weak:
        return WEAK
    points = OWN + (MADE if _MADE.search(near) else 0.0)
    return points + (CASE_OF if proved or _CASE_OF.search(near) else 0.0)
