"""MRI signal: "dark on T1- and T2-weighted images" -> low T1 signal, low T2 signal.

A descriptor (low, high, enhancing cord signal) is paired with the sequences of its
clause: those after it up to the next descriptor, else those before it. A descriptor
next to the cord is `cord signal change`.
"""

import re
from dataclasses import dataclass

_BETWEEN = r"(?:[\s-]+(?:\w+[\s-]+){0,3}?)"
_DESCRIPTOR = re.compile(
    rf"(?P<low>\bhypo-?\s?(?:intens|signal)\w*"
    rf"|\b(?:low|lower|decreased|reduced|diminished|weak|poor|"
    rf"loss of){_BETWEEN}(?:signal|intensit)\w*"
    r"|\b(?:low|hypo)\b(?=[ -](?:(?:in|on) )?(?:both\b|T[12]|STIR))"
    r"|\b(?:dark|black)\b(?! (?:disc|flow|void|vessel|dot|line|hole|serpi|tortuous))"
    r"|\bsignal[- ](?:void|loss)\b"
    r"|\b(?:without|devoid of) (?:any )?signal\b)"
    rf"|(?P<high>\bhyper-?\s?(?:intens|signal)\w*"
    rf"|\b(?:high|higher|increased|raised|elevated|bright|abnormal){_BETWEEN}(?:signal|"
    rf"intensit)\w*"
    r"|\b(?:high|hyper)\b(?=[ -](?:(?:in|on) )?(?:both\b|T[12]|STIR))"
    r"|\bbright(?:ness)?\b"
    r"|\bwhite\b(?= (?:on|in) (?:\w+ )?(?:T[12]|STIR|FLAIR)))"
    r"|(?P<mixed>\b(?:heterogeneous|inhomogeneous|mixed|patchy|variable)\b)"
    rf"|(?P<iso>\biso-?\s?(?:intens|signal)\w*|\bintermediate{_BETWEEN}signal\b|"
    rf"\biso\b)",
    re.IGNORECASE,
)
_SEQUENCE = re.compile(
    r"(?<!\d to )\bT\s?(?P<t>[12])(?![0-9])"
    r"(?!\s*[-–/]\s*T?\s?(?:[3-9]|1[0-2])\b)|\b(?P<stir>STIR|fat-?\s?suppressed|FLAIR)\b"
    r"|\b(?P<all>(?:both|all) (?:\w+ )?(?:sequences|weightings|pulse sequences|images|"
    r"series))\b",
    re.IGNORECASE,
)
_CORD = re.compile(
    r"\b(?:cord|intramedullary|medulla(?:ry)?|myelopathic|conus|spinal marrow)\b",
    re.IGNORECASE,
)
#: "compressing the cord": here the cord gives no signal
_PUSHED = re.compile(
    r"\b(?:compress|displac|crush|indent|push|flatten|abut|touch|encas|surround|imping)"
    r"ing (?:\w+ ){0,3}?(?:the )?(?:spinal )?cord\b",
    re.IGNORECASE,
)
#: "The cord was displaced, with T2 hyperintensity": the sentence is about the cord
_CORD_TOLD = re.compile(
    r"^\W*(?:the )?(?:spinal )?cord\b(?! (?:lesion|mass|tumou?r))[^;:]*,? with "
    r"(?:\w+ ){0,3}$|\bflatten\w+ of the cord\b[^;:]* with (?:\w+ ){0,3}$"
    r"|\bcord(?: itself)?,? which (?:show|g[ai]ve|had|has|return|display|exhibit)\w* "
    r"(?:\w+ ){0,4}$"
    r"|\b(?:the|spinal) cord (?:was|is|were|lay|showed|had)\b[^;:]* (?:and|which) "
    r"(?:contain|show|g[ai]ve|had|has|return|harbou?r|display|present|exhibit)\w* "
    r"(?:\w+ ){0,4}$",
    re.IGNORECASE,
)
#: "bright on T2 with a dark <rim>": the edge of it, where the core is told too
_EDGE = re.compile(
    r"\W*(?:signal )?(?:rim|margin|capsule|border|halo|edge|foc(?:us|i)|spots?)\b",
    re.IGNORECASE,
)
#: "the cord is compressed, with high T2 signal <within it>"
_WITHIN_IT = re.compile(
    r"(?:\W*(?:signal|on|in|T2|images?|change|weighted))*\W*(?:with)?in(?:side)? "
    r"(?:it|its (?:substance|centre|center))\b",
    re.IGNORECASE,
)
_LAST_NAMED = re.compile(
    r"\b(?:cord|conus|myelon|medulla)\b(?!.*\b(?:mass|lesion|tumou?r|cyst|disc|body|"
    r"bodies|vertebrae?|collection|nodule)\b)",
    re.IGNORECASE,
)
#: "T1WI: low; T2WI: high", "on T2 it was dark"
_TELEGRAM = re.compile(
    r"\bT(?P<t>[12])(?![0-9])[\s-]*(?:W\w*|w|weighted)?(?: (?:images?|sequences?))?"
    r"\s*[:=]?,? ?(?:(?:it|this|signal) )?(?:(?:was|is|were) )?"
    r"(?:(?P<low>low|hypo|dark|black)|(?P<high>high|hyper|bright|white))\b"
    r"(?!\W+(?:signal|intens|on|in)\b)",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:T\s?[12]|STIR)(?:\s*(?:and|or|/|&|,)\s*(?:T\s?[12]|STIR))*"
    r"[\s-]*(?:w\w*[\s-]+)?(?:images?\s+)?$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\W*(?:signal\W+)?(?:on|in)\b", re.IGNORECASE)
_TITLE = re.compile(r"[^.;:,]{0,40}:")  # "Sagittal T2: bright core, black wall"
_CLAUSE = re.compile(
    r";|(?<!T[12])(?<!T[12]WI)(?<!T[12]W)(?<!images):|,\s(?:but|while|whereas|with)\s|\bbut\b|\bwhereas\b|\bwhile\b|\bwithout\b"
    r"|,?\sand\s(?=T[12]\W?\s?w\w* (?:\w+ )?(?:show|reveal|demonstrat|disclos)\w*)"
)


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal finding: concept, where, rule."""

    start: int
    end: int
    concept: str
    rule: str


def find_signals(text: str, start: int, end: int) -> list[Signal]:
    """Return the signal findings of text[start:end]."""
    if not _SEQUENCE.search(text, start, end) and not _CORD.search(text, start, end):
        return []
    found = list(_DESCRIPTOR.finditer(text, start, end))
    signals: list[Signal] = []
    titled = _TITLE.match(text, start, end)
    title = titled[0] if titled else ""
    for at, word in enumerate(found):
        cored = any(not other["low"] for other in found)
        if cored and word["low"] and _EDGE.match(text, word.end()):
            continue
        low = found[at - 1].end() if at else start
        high = found[at + 1].start() if at + 1 < len(found) else end
        signals += _signals_of(text, word, low, high, title)
    return _unique(signals + _telegrams(text, start, end, signals))


def names_sequence(text: str) -> bool:
    """Does a text name a sequence of magnetic resonance?"""
    return _SEQUENCE.search(text) is not None


def _signals_of(
    text: str, word: re.Match[str], low: int, high: int, title: str
) -> list[Signal]:
    if word["iso"] or word["mixed"]:
        return []
    kind = "low" if word["low"] else "high"
    here = text[word.start() : word.end()]
    after = _clause_end(text, word.end(), high)
    before = _clause_start(text, low, word.start())
    ahead = text[word.end() : min(after, word.end() + 60)]
    if _SEQUENCE.search(ahead.partition(",")[0]):
        ahead = ahead.partition(",")[0]  # "high on T1, cord compressed"
    near = text[max(before, word.start() - 60) : word.end()] + ahead
    weights = (
        _weights(here)
        or _own_weights(text, low, word)
        or _weights(text[word.end() : after])
        or _weights(text[before : word.start()])
        or _weights(title)
    )
    told = text[low : word.start()]
    if kind == "high" and (
        _of_the_cord(near) or _CORD_TOLD.search(told) or _is_in_cord(text, word, told)
    ):
        return [Signal(word.start(), word.end(), "cord signal change", "signal:cord")]
    return [
        Signal(word.start(), word.end(), f"{kind} T{t} signal", f"signal:{kind}-T{t}")
        for t in weights
    ]


def _is_in_cord(text: str, word: re.Match[str], told: str) -> bool:
    """Is it "the cord is compressed, with a bright signal within it"?"""
    return bool(_WITHIN_IT.match(text, word.end()) and _LAST_NAMED.search(told))


def _own_weights(text: str, low: int, word: re.Match[str]) -> list[str]:
    """Return the sequences right before a descriptor: "T1 hypointense, T2 bright"."""
    if _PLACE.match(text, word.end()):
        return []
    own = _OWN.search(text, low, word.start())
    return _weights(own[0]) if own else []


def _of_the_cord(near: str) -> bool:
    """Is the cord what gives the signal, not what is compressed or compared with?"""
    if re.search(
        r"compared|relative to|as (?:the )?cord|isointense|"
        r"^\s*(?:with|to) (?:the )?cord",
        near,
    ):
        return False
    return bool(_CORD.search(_PUSHED.sub("", near)))


def _weights(text: str) -> list[str]:
    found: list[str] = []
    for match in _SEQUENCE.finditer(text):
        found += (
            ["1", "2"] if match["all"] else ["2"] if match["stir"] else [match["t"]]
        )
    return sorted(set(found))


def _clause_end(text: str, start: int, end: int) -> int:
    found = _CLAUSE.search(text, start, end)
    return found.start() if found else end


def _clause_start(text: str, start: int, end: int) -> int:
    last = start
    for found in _CLAUSE.finditer(text, start, end):
        last = found.end()
    return last


def _telegrams(text: str, start: int, end: int, known: list[Signal]) -> list[Signal]:
    """Return what is told sequence first: "T1 low, T2 high"."""
    found: list[Signal] = []
    for match in _TELEGRAM.finditer(text, start, end):
        if any(s.start < match.end() and match.start() < s.end for s in known):
            continue
        kind = "low" if match["low"] else "high"
        rule = f"{kind}-T{match['t']}"
        said = Signal(*match.span(), f"{kind} T{match['t']} signal", f"signal:{rule}")
        if kind == "high" and _of_the_cord(text[start : match.end()]):
            said = Signal(*match.span(), "cord signal change", "signal:cord")
        found.append(said)
    return found


def _unique(signals: list[Signal]) -> list[Signal]:
    seen: dict[str, Signal] = {}
    for signal in signals:
        seen.setdefault(signal.concept, signal)
    return list(seen.values())
