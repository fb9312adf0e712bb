"""Read what stands after the name of a laboratory test: value, unit, and what it means.

A printed reference range decides ("18 mg/L (reference <5)" is elevated), then a flag
("4.2 (H)"), then a word ("was slightly raised"). The words are a closed class of the
language, like number words; which tests there are is data.
"""

import re
from dataclasses import dataclass, replace

from pipeline.rules.lab_cut_offs import beyond, cut_off
from pipeline.rules.lab_ranges import FIGURE, RANGE_RE, bounds_of, judge
from pipeline.rules.lab_units import (
    EXPONENT,
    TIMES_TEN,
    UNIT,
    canonical_unit,
    scale_of,
)
from pipeline.rules.numbers import BLANK, parse_number

_POWER = rf"(?:{TIMES_TEN}(?P<power>{EXPONENT}))"
_NOT_LAB = (
    r"(?!\s?(?:-|\u2010|\u2011)?(?:hours?|h\b|days?|weeks?|months?|years?|minutes?|times"
    r"|st\b|nd\b|rd\b|th\b|patients?|cases?|occasions|samples?|sets?|of\b))"
)
_VALUE_RE = re.compile(
    rf"(?<![\w.,/^-])(?P<sign>[<>≤≥~]{BLANK}?)?(?P<n>{FIGURE})(?![\d:])"
    rf"{_POWER}?(?:{BLANK}?(?P<unit>{UNIT})(?![\w]))?{_NOT_LAB}"
)
_TITRE_RE = re.compile(r"(?<![\w.])1\s?[:/]\s?(?P<n>\d{1,3}(?:,?\d{3})*)(?!\d)")
_FLAG_RE = re.compile(
    rf"{BLANK}?(?:[(\[](?P<flag>HH?|LL?|H\*|high|low|normal|N|[↑↓⇧⇩]+)[)\]]|(?P<bare>HH?)(?=[\s,;.)]|\Z)"
    r"|(?P<arrow>[↑↓⇧⇩▲▼]+))"
)
_ARROW_BEFORE_RE = re.compile(r"(?P<arrow>[↑↓⇧⇩▲▼])[^\S\n]?[(\[:]?[^\S\n]?\Z")
_CLAUSE_END_RE = re.compile(
    r";(?![^()]*\))(?!\s*(?:the\s)?(?:reference|normal)\s(?:range|values?|limits?)\b)"
    r"|(?<!\bref)(?<!\bRef)(?<!approx)(?<!\bN)(?<!\.)\.(?=\s(?![a-z(])|\Z)"
    r"|\b(?:but|while|whereas|although)\b|\n"
)
#: What may stand between a test's name and a value without a unit.
_GAP_RE = re.compile(
    r"(?:[\s:=+,()~\u2026]|\.{2,}+|\bon (?:admission|arrival|presentation|entry)\b"
    r"|\b(?:was|were|is|of|at|a|an|the|to|in|only|just|about|level|levels"
    r"|value|values|count|counts|concentration|titre|titer|result|serum|plasma|blood|total"
    r"|markedly|slightly|mildly|moderately|significantly|strongly|grossly|highly|very"
    r"|elevated|raised|increased|high|low|reduced|decreased|normal|abnormal|positive|rose|risen"
    r"|fell|fallen|climbed|accelerated|supratherapeutic|subtherapeutic|therapeutic|too|ratio|activity|dropped|sank|soared|shot|reached|amounted|had|been|found|be|measured|measuring|came|back|with|as|and|up|by|rate"
    r"|test|tests|excretion|output|content|clearance|reading|initially|initial|also|still|now|score|negative)\b)*\Z",
    re.IGNORECASE,
)
#: "grew Candida, so fluconazole 400 mg daily": a figure away from the test's name.
_DOSE_RE = re.compile(
    r"[\d.,]+\s?(?:m?g|mcg|[µμ]g|IU|units?)\s+(?:daily|weekly|every|once|twice|thrice|"
    r"three times|four times|orally|intravenous(?:ly)?|i\.?v\b|b\.?i\.?d|t\.?i\.?d)",
    re.IGNORECASE,
)
#: "his kidney function, and prednisone 40 mg": far from the name a mass is a dose
_BARE_MASS_RE = re.compile(r"(?:m?g|mcg|[µμ]g|IU|U|units?)\.?")
_WORD_RE = re.compile(
    r"\b(?:(?P<not>not|nor|no|never|without|neither)\s(?:\w+\s){0,2}?)?(?:"
    r"(?P<multiple>(?:\w+|\d[\d.,]*)(?:[\s-]?(?:times|fold|x))\s(?:above\s|over\s)?(?:the\s)?"
    r"(?:(?:upper\s)?(?:limits?\s)?(?:of\s)?(?:the\s)?(?:normal|norm|reference|uln)|upper\slimit)"
    r"|(?:twice|double|triple|thrice)\s(?:the\s)?(?:upper\s)?(?:limits?\s)?(?:of\s)?(?:the\s)?normal"
    r"|\w+-?fold\s(?:rise|increase|elevation))"
    r"|(?P<normal>nad\b|not\s(?:show|reveal|disclose|demonstrate|yield|display)\s(?:any\s)?(?:abnormal|anomal|pathological|peculiarit)\w*|not\s(?:\w+ly\s)?(?:altered|abnormal|affected|disturbed|impaired|deranged|remarkable)|noncontributory|non-contributory|unrevealing|unaltered|(?:no(?:thing)?|without(?:\sany)?)\s(?:abnormal|pathological)(?:\s(?:findings?|values?|results?|levels?))?|(?:high|low|upper|near|almost)[\s-]normal|(?:the\s)?(?:upper|lower)\s(?:end|part)\sof\snormal"
    r"|normal(?:ly)?|unremarkable|wnl|(?:no|without(?:\sany)?)\s(?:abnormalit|anomal|particularit|peculiarit|deviation)\w*"
    r"|within\s(?:the\s|their\s)?(?:normal|reference|physiological)?\s?"
    r"(?:limits?|ranges?|values?|intervals?|norms?|bounds)|in\s(?:the\s)?(?:normal\s)?range"
    r"|physiological|acceptable|adequate|therapeutic(?=\sat\b|\srange|\s?\()|sufficient|replete|satisfactory|in\sorder)"
    r"|(?P<elevated>elevat\w+|rais(?:ed|ing)|increas\w+|high(?:er|ly\selevated)?|rise|rose"
    r"|risen|climbed|soared|shot\sup|hyper\w+emi[ac]|abnormally\shigh"
    r"|(?:above|over|beyond|in\sexcess\sof)\s(?:the\s)?(?:normal|norm|reference|upper|limits?)"
    r"|supra-?(?:normal|therapeutic)|excessive|exceed\w+|prolonged|accelerated|deranged|up\s(?:a\slittle|slightly|markedly|at))"
    r"|(?P<low>low(?:er|ered)?|reduc\w+|decreas\w+|diminish\w+|depress\w+|suppress\w+"
    r"|below\s(?:the\s)?(?:normal|norm|reference|lower|limits?)|sub-?(?:normal|therapeutic)|deficient|deficiency"
    r"|insufficient|insufficiency|inadequate|fallen|dropped|sunk)"
    r"|(?P<negative>negative(?:ly|s)?|neg\b|(?:no|without)\s(?:\w+\s)?growth"
    r"|(?:grew|grow|yielded|gave|produced|isolated)\s(?:nothing|none|neither|no\b(?:\s\w+)?)"
    r"|(?:fail(?:ed|s|ing)\sto|(?:did|does|has|have|had|could)\snot)\s(?:grow|yield|isolate|produce)\w*|non-?\s?reactive|(?:undetect|unmeasur|immeasur)\w+|unreactive|non-?\s?detected|not\s(?:detected|found|seen|present|demonstrated|identified)|sterile|absent|nil|no\sinduration)"
    r"|(?P<positive>positive(?:ly|s)?|positivity|pos\b|reactive|detected|detectable|grew|isolated|present)"
    r")\b(?![\s-](?:birefring\w+|sensitivity|sensitive|density|dose|resolution|molecular"
    r"|grade|back|lumbar|thoracic|cervical|dorsal|signal|intensity|fever|uptake|risk|flow"
    r"|suspicion|index|probability|blood\spressure|pressure|intracranial|T[12]|pain)\b)",
    re.IGNORECASE,
)
#: "(+++)", "+ve", "(-)" right after the name
_SIGN_RE = re.compile(
    r"[\s:=]*(?:was\s|were\s)?(?:\(\s*)?(?:(?P<plus>\+{1,4}(?:ve)?(?!\s?\d))"
    r"|(?P<minus>[-\u2013\u2212](?=\s*\)|ve\b)(?:ve)?))(?=[\s,;.)]|\Z)"
)
#: The text ends here in a blank: the next test's name was cut off.
_DANGLING_RE = re.compile(
    r"\s(?:(?:serum|plasma|blood|total|intact|white|red|urinary|levels?\sof|the)\s)*\Z"
)
_VERB_RE = re.compile(
    r"\b(?:was|were|is|are|be|been|remained|proved|came\sback)\s(?:\w+ly\s)?\Z",
    re.IGNORECASE,
)
_DENIED = {
    "elevated": "normal",
    "low": "normal",
    "normal": None,
    "positive": "negative",
    "negative": "positive",
}
_DOWN = "Ll↓⇩▼"
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RESULTS = ("normal", "elevated", "low", "negative", "positive")


@dataclass(frozen=True, slots=True)
class LabValue:
    """A result; `start` and `end` count from the text that was given.

    `interpretation` is elevated, low, normal, positive, negative or None; `low` and
    `high` are the printed reference range in the unit of the value.
    """

    value: float | None
    unit: str | None
    interpretation: str | None
    low: float | None
    high: float | None
    start: int
    end: int


def parse_lab(text: str) -> LabValue | None:
    """Read the result at the head of `text`, which follows the name of a test.

    Reads one clause and no further; cut the text where the next test is named. None if
    neither a value nor a word for the result is there.
    """
    clause = text[: _clause_end(text)]
    reference = RANGE_RE.search(clause)
    masked = _mask(clause, reference)
    sign = _SIGN_RE.match(masked)
    if sign is not None:
        said = "negative" if sign["minus"] else "positive"
        return LabValue(None, None, said, None, None, *sign.span())
    cut = cut_off(masked)
    masked = _mask(masked, cut)
    value = _find_value(masked)
    word = _word_near(masked, value)
    if value is None:
        return LabValue(None, None, word[0], None, None, *word[1]) if word else None
    read = _result(masked, value, bounds_of(reference), word[0] if word else None)
    if cut is None or read.value is None or read.interpretation is not None:
        return read
    return replace(read, interpretation=beyond(cut, read.value))


def interpretation_words(text: str) -> str | None:
    """Return what the first result word in `text` means: "not raised" -> normal."""
    found = _first_word(text)
    return found[0] if found else None


def _clause_end(text: str) -> int:
    end = _CLAUSE_END_RE.search(text)
    return end.start() if end else len(text)


def _mask(clause: str, reference: re.Match[str] | None) -> str:
    """Blank out the reference range, so that its figures and words are not read."""
    if reference is None:
        return clause
    start, end = reference.span()
    return clause[:start] + " " * (end - start) + clause[end:]


def _find_value(clause: str) -> re.Match[str] | None:
    """Return the first figure with a unit, or one that follows the name directly."""
    titre = _TITRE_RE.search(clause)
    if titre:
        return titre
    for match in _VALUE_RE.finditer(clause):
        if _GAP_RE.match(clause[: match.start()]):
            return match
        is_dose = _DOSE_RE.match(clause, match.start("n"))
        is_dose = is_dose or _BARE_MASS_RE.fullmatch(match["unit"] or "")
        if (match["unit"] or match["power"]) and not is_dose:
            return match
    return None


def _result(
    clause: str,
    match: re.Match[str],
    bounds: tuple[float | None, float | None],
    word: str | None,
) -> LabValue:
    """Build the result; the range decides, then the flag, then the word."""
    number = parse_number(match["n"].replace(" ", "")) or 0.0
    if "unit" not in match.re.groupindex:
        return LabValue(number, "titre", word, None, None, *match.span())
    power = (match["power"] or "").translate(_SUPERSCRIPTS)
    scale, unit = scale_of(power, match["unit"]), canonical_unit(power, match["unit"])
    value = round(number * scale, 9)
    flag = _flag(clause, match)
    judged = judge(value, *bounds) or flag or word
    return LabValue(value, unit, judged, *bounds, *match.span())


def _flag(clause: str, match: re.Match[str]) -> str | None:
    """Return what "(H)", "H" or an arrow beside the value says."""
    after = _FLAG_RE.match(clause, match.end())
    before = _ARROW_BEFORE_RE.search(clause[: match.start()])
    found = after or before
    if found is None:
        return None
    groups = found.groupdict()
    mark = groups.get("flag") or groups.get("bare") or groups.get("arrow") or ""
    if mark.lower() in {"n", "normal"}:
        return "normal"
    return "low" if mark[0] in _DOWN else "elevated"


def _word_near(
    clause: str, value: re.Match[str] | None
) -> tuple[str, tuple[int, int]] | None:
    """Return the word for the result before the value, or else the first after it."""
    if value is None:
        return _first_word(clause, is_own=True)
    before = _first_word(clause[: value.start()])
    return before or _first_word(clause[value.end() :], is_own=True)


def _first_word(
    text: str, *, is_own: bool = False
) -> tuple[str, tuple[int, int]] | None:
    """Return the first result word; `is_own` leaves out one that leads to what follows.

    In "48 mg/L, with a normal " the caller cut the text before the next test's name,
    and the word belongs to that test.
    """
    for match in _WORD_RE.finditer(text):
        name = next((n for n in _RESULTS if match[n]), "elevated")
        result = _DENIED[name] if match["not"] else name
        leads_on = _DANGLING_RE.match(text, match.end()) is not None
        has_verb = _VERB_RE.search(text[: match.start()]) is not None
        if result is not None and not (is_own and leads_on and not has_verb):
            return result, match.span()
    return None
