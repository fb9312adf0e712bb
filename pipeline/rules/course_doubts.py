"""What a sentence says of hopes or of others is no state of the patient."""

import re
from collections.abc import Iterable, Sequence

from pipeline.rules.course_clauses import State
from pipeline.rules.reading import Patient, Reading, Sentence

_HOPED = re.compile(
    r"\b(?:(?-i:may)|might|should|would|will|can|must|(?:hopes?|hoped|expected|likely|aim\w*|"
    r"order|hope|chance|prospect|possibility|expect\w*|prognosis|goal) (?:to|of|"
    r"for|that|is|in|was)|\b(?:we|I|they) (?:still )?(?:expect|anticipate|hope|trust)|"
    r"in order to|could be|if|unless|in (?:the event|case|reserve)|"
    r"reserved for|failing|(?:advised|told|asked|instructed|warned|urged) to|"
    r"when(?! (?:last|seen|he|she|the|\w+ed)\b))"
    r"\b[^,;.]{0,40}$",
    re.IGNORECASE,
)
#: "A 12-year-old girl with a T10 lesion died" of somebody new
_OTHER = re.compile(
    r"(?<!first )(?<!last )(?<!latter )(?<!other )\b(?:an?|another|two|three|four|five|"
    r"whose|other|several|\d+) "
    r"(?:(?!(?:the|both|all|our|this|these|first|second|third|hours?|days?|weeks?|"
    r"months?|years?)\b)[\w-]+ ){0,4}?"
    r"(?:men|women|man|woman|boys?|girls?|patients?|child|children|cases?|adults?)\b"
    r"|\bone (?:man|woman|boy|girl|child|patient) (?:of \d|aged|with|who)\b"
    r"|(?<!both )(?<!our )(?<!these )(?<!all )(?<!two )(?<!three )\bpatients "
    r"(?:\w+ly )?(?:recover|improve|have|are|with|who|may|can|die)\b",
    re.IGNORECASE,
)
#: What holds of patients at large: "complete recovery is expected in most cases"
_RULE = re.compile(
    r"\b(?:is|are|may be|can be|should be) (?:to be |usually |generally |often )?"
    r"(?:expected|anticipated|"
    r"the rule)\b|\b(?:in|for|of) (?:most|many|the majority of|some|few) (?:\w+ )?"
    r"(?:patients|cases|children|adults)\b|"
    r"\b(?:early|prompt|timely) (?:\w+ )?(?:treatment|diagnosis|surgery|operation|"
    r"decompression) (?:is|leads|gives|ensures|improves|prevents|offers|allows)\b|"
    r"\b(?:most|many|some|few) (?:patients|cases|children)\b|"
    r"\b(?:these|such) (?:patients|cases) (?:\w+ly )?(?:recover|improve|do|have|are)\b|"
    r"\bself-?limit(?:ed|ing)\b[^.;]{0,30}\b(?:condition|disease|disorder)\b|"
    r"\A\W*(?:(?:if |when )?(?:left )?untreated|unrecogni[sz]ed)\b|"
    r"\bin such (?:\w+ )?(?:patients|cases|children)\b|"
    r"\bthe patient who\b[^.;]*\bwill\b|"
    r"\b(?:usually|typically|as a rule|generally|commonly) (?:improves?|resolves?|"
    r"recovers?|leads?|gives?|brings?|relieves?|heals?|subsides?|disappears?)\b|"
    r"\bin (?:one|two|three|four|five|six|seven|eight|nine|ten|some|half|several|\d+) "
    r"of (?:(?:the|our|these) )?(?:\w+ )?(?:patients|cases|children|them|three|four|"
    r"five|six)\b(?! [a-z])|"
    r"\bin (?:the|a|another) (?:large |recent )?series (?:of|by|from) (?-i:[A-Z])",
    re.IGNORECASE,
)
#: "Before the operation the pain had subsided"
_EARLIER = re.compile(
    r"(?:\A|[.;,] )before (?:the|his|her|this) (?:operation|surgery|admission|"
    r"treatment|injury|accident)\b[^,;.]*\Z",
    re.IGNORECASE,
)
_INVALID = re.compile(
    r"plegi|unable to (?:walk|stand)|bed-?(?:ridden|bound)|wheel-?chair|paralys",
    re.IGNORECASE,
)


def is_told_of(
    reading: Reading, sentence: Sentence, patient: Patient, start: int
) -> bool:
    """Is what stands at an offset told of the patient, and not hoped for?"""
    if _HOPED.search(reading.text, sentence.start, start):
        return False
    if _EARLIER.search(reading.text[sentence.start : start]):
        return False
    if _RULE.search(sentence.text):
        return False
    if sentence.index == patient.anchor:
        return True
    return _OTHER.search(reading.text, sentence.start, start) is None


def was_invalid(reading: Reading, patient: Patient) -> bool:
    """Could the patient not walk at the presentation?"""
    return any(
        patient.number in m.patients
        and m.status == "present"
        and _INVALID.search(f"{m.concept} {reading.text[m.start : m.end]}")
        for m in reading.of_field("symptom")
    )


#: Found by chance in a patient without complaints
_WELL = re.compile(
    r"\basymptomatic\b|\bincidental(?:ly)?\b|\bby chance\b|"
    r"\b(?:no|without|never (?:had|felt)(?: any)?) (?:\w+ )?"
    r"(?:symptoms?|complaints?)\b",
    re.IGNORECASE,
)


def was_well(reading: Reading, patient: Patient) -> bool:
    """Had the patient no symptom when the lesion was found?"""
    own = patient.number
    if any(
        own in m.patients and m.status == "present" for m in reading.of_field("symptom")
    ):
        return False
    return any(
        own in s.patients
        and s.stage not in {"followup", "treatment"}
        and not s.treated
        and _WELL.search(s.text)
        for s in reading.own_sentences()
    )


def stayed_well(
    reading: Reading, patient: Patient, told: Iterable[Sequence[State]]
) -> bool:
    """Is a patient free of symptoms who never had any, the image being as it was?"""
    image = any(
        s.scope == "image" and s.state in {"gone", "better"} for v in told for s in v
    )
    return not image and was_well(reading, patient)
