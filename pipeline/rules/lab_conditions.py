"""Results that nobody had: conditions, and those of relatives.

"If haemoglobin fell below 7", "an elevated PTH would suggest …", "calcium, had it been
low, …"; "positive in his two brothers but not in him" says the contrary of the patient.
"""

import re

from pipeline.rules.lab_specimens import LabTerm
from pipeline.rules.reading import Reading, Sentence

_NEAR = 80  # characters
_SAID = 25  # characters from a test to the words for its reading
_IF = re.compile(
    r"(?<!\bas )(?<!\bask )(?<!\basked )\b(?:if|unless|in case|provided that)\s"
    r"(?:(?:the|his|her|its|an?|any|serum|blood|of|level|[\w-]+ly|elevated|raised|"
    r"increased|high|low|reduced|decreased|positive|negative|normal|abnormal)\s)*$"
    r"|(?:^|[,;]\s)\W*(?:should|(?:had|were)\s(?:the|his|her|any))\s(?:(?:the|his|her|an?|"
    r"any|serum)\s)*$",
    re.IGNORECASE,
)
_HAD_IT = re.compile(
    r"^\s?,?\s(?:had|should|were)\s(?:it|they|this|these)\s(?:been|be|have|prove|"
    r"turn(?:ed)?|fall(?:en)?|ris(?:e|en)|to)\b",
    re.IGNORECASE,
)
_WOULD = re.compile(
    r"^(?:\s(?!was\b|were\b|is\b|had\b|and\b|which\b)[a-z-]+){0,4}\s(?:would|might|could)\s"
    r"(?:(?:also|then|rather|strongly|have)\s)*(?:suggest|indicat|point|favou?r|support|"
    r"mean|imply|implied|argue|speak|spoken|confirm|prove|exclude|raise|prompt|require|"
    r"be\b|been\s(?:expected|suggestive|typical|required)|make|made)",
    re.IGNORECASE,
)
#: "<the> raised CRP would suggest" was measured, "a raised CRP would suggest" not
_OF_HIS = re.compile(
    r"\b(?:the|this|that|these|those|his|her|their|our|such)\s(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
_KIN = (
    r"(?:brothers?|sisters?|mother|father|parents?|siblings?|relatives?|uncles?|aunts?|"
    r"cousins?|sons?|daughters?|children|wife|husband|twin|family|grand\w+)"
)
_IN_KIN = re.compile(
    r"^(?:(?!\bin\s)[^.,;]){0,25}?\b(?P<word>positive|elevated|raised|increased|high|low|"
    r"reduced|negative|normal|present|found|detected)\s(?:only\s)?in\s(?:(?:his|her|the|"
    r"both|all|two|three|four|one|of|their|other|elder|younger|identical)\s)+"
    rf"{_KIN}\b(?P<rest>[^.;]{{0,60}})",
    re.IGNORECASE,
)
_NOT_IN_PATIENT = re.compile(
    r"^,?\s(?:but|though|and|yet|however)?,?\s?(?:was\s|were\s)?not\sin\s(?:him|her|the\s"
    r"(?:patient|proband|boy|girl|child|man|woman)|our\spatient|the\spatient)\b",
    re.IGNORECASE,
)
_AND_PATIENT = re.compile(
    r"\b(?:and|as)\s(?:also\s)?(?:in\s)?(?:him|her|the\spatient|our\spatient)(?:self)?\b",
    re.IGNORECASE,
)
_CONTRARY = {"positive": "negative", "present": "negative", "found": "negative"}
_CONTRARY |= {"detected": "negative", "negative": "positive"}
_RISEN = frozenset({"elevated", "raised", "increased", "high", "low", "reduced"})


def is_condition(reading: Reading, sentence: Sentence, term: LabTerm) -> bool:
    """Is a result only supposed: "if X fell below 7", "a high X would suggest"?"""
    text = reading.text
    before = text[max(sentence.start, term.start - _NEAR) : term.start]
    after = text[term.end : min(sentence.end, term.end + _NEAR)]
    if reading.assertions.misread.begins_in(term.end, term.end + _SAID):
        return True  # "a culture reported as positive had been mislabelled"
    if _IF.search(before) or _HAD_IT.match(after):
        return True
    return bool(_WOULD.match(after)) and not _OF_HIS.search(before)


def contrast_with_kin(
    reading: Reading, sentence: Sentence, term: LabTerm
) -> tuple[bool, str | None]:
    """Return whether a result is that of relatives, and what the patient's was."""
    if len(reading.patients) > 1:
        return False, None
    told = _IN_KIN.match(reading.text[term.end : min(sentence.end, term.end + 150)])
    if told is None or _AND_PATIENT.search(told["rest"]):
        return False, None
    if not _NOT_IN_PATIENT.match(told["rest"]):
        return True, None
    word = told["word"].lower()
    return True, "normal" if word in _RISEN else _CONTRARY.get(word)
