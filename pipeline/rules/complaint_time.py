"""How long the presenting complaint had lasted: which of the durations of a case.

A duration belongs to what stands next to it: "neck pain for three weeks", "a 3-week
history of neck pain", not "insulin for 30 years" nor "a man of 50 years".
"""

import re
from collections.abc import Iterator

from pipeline.rules.complaint_others import is_by_the_way, is_of_something_else
from pipeline.rules.duration_lists import LISTED_BEFORE
from pipeline.rules.quantities import Duration
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.siblings import is_of_patient

_HISTORY = re.compile(
    r"(?:['’]?s\b)?['’\s-]*(?:(?:prior|previous|long|progressive|gradual|slow|\w+ly|worsening)\s+)*"
    r"(?:(?:(?:history|duration|course|complaints?|standing|evolution|spell|bout|"
    r"period|attack|hx|h/o)\s*)?of\s*|h/o\s*)?",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"['’\s]*(?:ago|earlier|before(?! the| his| her| a\b)|previously|prior(?! to)|"
    r"before (?:admission|presentation|referral|being|coming|we|i|he|she|his|her|"
    r"the (?:consultation|visit|admission))|prior to)\b",
    re.IGNORECASE,
)
_SINCE_ONSET = re.compile(
    r"['’\s]*(?:(?:had|have) (?:passed|elapsed) )?(?:after|from|since) "
    r"(?:the |its |their |his |her |an? )?(?:\w+ )?"
    r"(?:onset|beginning|start|first symptoms?|fall|accident|injury|trauma)\b",
    re.IGNORECASE,
)
#: "admitted six hours after he had been woken by pain"
_AFTER_ATTACK = re.compile(
    r"['’\s]*after (?:he|she|they|the \w+) (?:had )?(?:been )?"
    r"(?:suddenly )?(?:woken|woke|awoken|awoke|awakened|felt|fallen|fell|noticed|"
    r"developed|collapsed|begun|become)\b",
    re.IGNORECASE,
)
#: "was well until six months before"
_WELL_UNTIL = re.compile(
    r"\b(?:well|health|healthy|asymptomatic|symptom-free|active|fit|complaints)\b"
    r"[^.;]{0,25}\b(?:until|till)\s(?:about |some |approximately |the )?$",
    re.IGNORECASE,
)
_CAME_LATER = re.compile(
    r"['’\s]*(?:later|afterwards?),? (?:he|she|they|the \w+) (?:was |were |had )?"
    r"(?:referred|seen|admitted|brought|presented|came|returned|consulted|hospitali[sz]ed|attended)\b",
    re.IGNORECASE,
)
_BETTER = re.compile(
    r"\b(?:improved|recovered|regained|resolved|disappeared|subsided|vanished|cleared|"
    r"free of (?:pain|symptoms)|asymptomatic|symptom-free|neurologically stable)\b",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"['’\s]*(?:later|afterwards?|thereafter|after|following|old\b|of age|gestation|"
    r"of gestation|before the (?!admission|visit|consultation)|/|at a time|on end)",
    re.IGNORECASE,
)
#: "twenty hours later she complained": time since something else, not of the complaint
_LATENCY = re.compile(r"['’\s]*(?:later|afterwards?|thereafter)\b", re.IGNORECASE)
#: "attacks for four years; the present one, of ten days": that one brought the patient
_PRESENT_ONE = re.compile(
    r"\b(?:present|current|latest) (?:attack|episode|bout|relapse|illness|spell|one)\b"
    r"[^.;]{0,40}$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\b(?:for|since|over|during|in|within|of|lasting|lasted|past|last|x|times|"
    r"history|standing|duration|started|began|begun|with|about|nearly|almost|some|"
    r"approximately|around|the|preceding|previous|at least|more than|least|than|"
    r"present|hx|h/o|back|as long as|these|only|just|barely|merely|:)[\s:~≈×(]*"
    r"(?:the|about|some|almost|nearly|a|past|last|preceding|previous|approximately|around|"
    r"over|roughly|following|next|ensuing|subsequent|\s)*$",
    re.IGNORECASE,
)
#: "since yesterday", "for the last week": the words that lead are part of the duration
_LEADS_ITSELF = re.compile(
    r"(?:since|for|over|during|within|in|the|on the eve|yesterday)\b", re.IGNORECASE
)
#: "… which had come on after a fall and been present for 9 days"
_PERSISTED = re.compile(
    r"\b(?<!no )(?:been (?:present|going on)|plagued|tormented|bothered|"
    r"history (?:was|is|being|had been|, )\s?of)\b[^;.]{0,40}$",
    re.IGNORECASE,
)
_HISTORY_ALONE = re.compile(r"['\u2019\s-]*history(?=\s*[.,;)]|$)", re.IGNORECASE)
#: "her husband had noticed the change some five months earlier"
_BEGAN = re.compile(
    r"\b(?:noticed|noted|remarked|began|begun|started|set in|appeared|came on|"
    r"first seen|dated from)\b",
    re.IGNORECASE,
)
#: "Duration: 6 weeks."
_HEADING = re.compile(
    r"(?:^|[.;(]\s?)(?:(?:symptom )?duration|history|hx|onset|evolution)[\s:,=-]*$",
    re.IGNORECASE,
)
_AGE_LEAD = re.compile(
    r"\b(?:age|ages|aged|age of|at|born at|(?:man|woman|boy|girl|lady|child|infant|"
    r"patient|male|female|widow\w*|gentleman|schoolmaster|schoolmistress) of)\s*$",
    re.IGNORECASE,
)
_COMPLAINT = re.compile(
    r"\b(?:symptoms?|complaints?|illness|troubles?|attacks?|onset|difficult\w+|"
    r"suffer\w*|deteriorat\w+|worsen\w*|getting (?:\w+ )?worse|unwell|ailing|"
    r"(?:ill|sick|poorly|fretful) (?:for|since)|been (?:ill|sick|poorly|fretful)|"
    r"history (?:went|goes|extended|reached|dated) |"
    r"(?:it|this|these|which|that|they) (?:had|has|have) (?:been present|lasted|"
    r"begun|started|persisted|existed|come on|developed|progressed))\b",
    re.IGNORECASE,
)
_SEEKS_HELP = re.compile(
    r"\b(?:presented|complained|consulted|attended|(?:was|were) (?:brought|seen|"
    r"referred|admitted|sent|transferred)|came|coming)\b",
    re.IGNORECASE,
)
_TELEGRAM = re.compile(r"\s*(?:[.;)]|$)")
_LONG_DAYS, _SHORT_DAYS = 3650.0, 0.02  # a lasting disease; a passing moment
_CAUSES = frozenset({"trauma", "falls"})
_STOP = re.compile(r"[;!?\n]|\.(?!\d)")
_OTHERS = ("conditions", "interventions", "complications")


def complaint_times(
    reading: Reading, sentence: Sentence
) -> Iterator[tuple[int, Duration]]:
    """Yield the durations of a complaint with their weight: 4 sure, 1 by the way."""
    for duration in reading.within(reading.durations, sentence):
        if (duration.days or 0.0) < _SHORT_DAYS or _is_age(reading, sentence, duration):
            continue
        if not is_of_patient(reading, duration.start, duration.end):
            continue
        weight = _weigh(reading, sentence, duration)
        if weight and _is_present_one(reading, sentence, duration):
            weight = 4
        before = reading.text[sentence.start : duration.start]
        if weight and is_by_the_way(duration, before):
            weight = 1
        if weight:
            long = (duration.days or 0.0) >= _LONG_DAYS
            yield (min(weight, 2) if long else weight), duration


def _is_age(reading: Reading, sentence: Sentence, duration: Duration) -> bool:
    """Is a duration the age of a person?"""
    if any(a.start < duration.end and duration.start < a.end for a in reading.ages):
        return True
    before = reading.text[sentence.start : duration.start]
    if _AGE_LEAD.search(before):
        return True
    ages = {p.age for p in reading.patients if p.number in sentence.patients}
    return duration.unit == "year" and duration.value in ages - {None}


def _is_present_one(reading: Reading, sentence: Sentence, duration: Duration) -> bool:
    """Is a duration that of the attack which brought the patient, one of several?"""
    before = reading.text[sentence.start : duration.start]
    return _PRESENT_ONE.search(before) is not None


def _weigh(reading: Reading, sentence: Sentence, duration: Duration) -> int:
    """Return 3 beside a symptom, 2 for a complaint or onset, 1 for a visit, or 0."""
    text = reading.text
    before, after = (
        LISTED_BEFORE.sub("", text[sentence.start : duration.start]),
        text[duration.end : sentence.end],
    )
    if _SINCE_ONSET.match(after):
        return 2
    if is_of_something_else(duration, before, after):
        return 0
    if _WELL_UNTIL.search(before) and _AGO.match(after):
        return 3
    if _AFTER_ATTACK.match(after) and _SEEKS_HELP.search(before):
        return 2
    leads = _LEAD.search(before) is not None
    leads |= _LEADS_ITSELF.match(text, duration.start, duration.end) is not None
    if _BETTER.search(re.split(r"[.;(]", before)[-1] + re.split(r"[.;)]", after)[0]):
        return 0
    if _CAME_LATER.match(after) and reading.terms_in("symptoms", sentence):
        return 2
    if _LATENCY.match(after) and not _CAME_LATER.match(after):
        return 0
    if (_ELSE.match(after) and not leads) or re.search(r"\bnever\b[^,;]*$", before):
        return 0
    if _PERSISTED.search(before) or _HISTORY_ALONE.match(after):
        return 2
    weight = _beside(reading, sentence, duration, leads=leads)
    if weight is not None:
        return weight
    if _COMPLAINT.search(sentence.text) or _HEADING.search(before):
        return 2
    if _AGO.match(after):
        told = _BEGAN.search(before) or _hurt(reading, sentence)
        return 1 if told else 0
    return 1 if leads and _SEEKS_HELP.search(sentence.text) else 0


def _beside(
    reading: Reading, sentence: Sentence, duration: Duration, *, leads: bool
) -> int | None:
    """Return 3 or 2 beside a symptom, 0 beside a disease or a drug, None elsewhere."""
    before = LISTED_BEFORE.sub("", reading.text[sentence.start : duration.start])
    after = reading.text[duration.end : sentence.end]
    ahead = _HISTORY.match(after)
    assert ahead is not None  # every part of the pattern may be empty
    right = _next(reading, sentence, duration.end)
    owns = reading.text[duration.end - 1] in "'’" or ahead.end() > 1
    if right and right[0] - duration.end - ahead.end() <= 25 and owns:
        return 3 if right[1] else 0
    left = _last(reading, sentence, duration.start)
    if left and right and right[1] and right[0] - duration.end < min(left[0], 8):
        left = None  # "noticed, within ten days, tingling"
    linked = leads or _AGO.match(after) is not None
    listed = before.rstrip().endswith((",", "(")) and _TELEGRAM.match(after)
    if left is not None and (linked or listed or left[0] < 4):
        return 3 if left[1] else 0
    if right and right[1] and linked:
        return 3 if right[0] - duration.end < 60 else 2
    return 0 if right and linked else None


def _hurt(reading: Reading, sentence: Sentence) -> bool:
    """Does a sentence tell how the patient was hurt?"""
    return any(t.concept in _CAUSES for t in reading.terms_in("symptoms", sentence))


def _next(reading: Reading, sentence: Sentence, end: int) -> tuple[int, bool] | None:
    """Return where the next term of the clause begins and if it is a symptom."""
    stop = _STOP.search(reading.text, end, sentence.end)
    last = stop.start() if stop else sentence.end
    found = [t for t in _terms(reading, sentence) if end <= t[0] < last]
    return min(
        ((a, c) for a, _, c in found), default=None, key=lambda t: (t[0], not t[1])
    )


def _last(reading: Reading, sentence: Sentence, start: int) -> tuple[int, bool] | None:
    """Return how far back the last term of the clause ends and if it is a symptom."""
    found = [
        (start - b, c)
        for _, b, c in _terms(reading, sentence)
        if b <= start and not _STOP.search(reading.text, b, start)
    ]
    return min(found, default=None, key=lambda t: (t[0], not t[1]))


def _terms(reading: Reading, sentence: Sentence) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, is a symptom) of the terms of a sentence."""
    for term in reading.terms_in("symptoms", sentence):
        if term.concept not in _CAUSES:
            yield term.start, term.end, True
    for lexicon in _OTHERS:
        for term in reading.terms_in(lexicon, sentence):
            yield term.start, term.end, False
