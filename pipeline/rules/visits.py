"""Times of a visit: "at 18 months", "two years later", not "for 3 weeks" of a drug."""

import re

from pipeline.rules.duration_lists import LISTED_BEFORE
from pipeline.rules.quantities import Duration
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.visit_doubts import is_of_birth_or_age, is_step

_ABOUT = (
    r"(?:the|his|her|a|an|about|only|some|another|nearly|almost|approximately|around|"
    r"roughly|exactly|last|now|just|over|more than|rather more than|then|first|next|"
    r"as long as|follow-?ups? of|an interval of|a total of|further)"
)
#: "At <18 months>, …", "; after <two years>", "and by <6 weeks>"
_OPENS = re.compile(
    rf"(?:^|[;:,(]\s*|\b(?:and|but|while|that)\s+)(?:at|by|after|within|until|"
    rf"through)\s+"
    rf"(?:{_ABOUT}\s+)*$",
    re.IGNORECASE,
)
_AT = re.compile(
    rf"\b(?:at|by|after|until|within|to|on|in)\s+(?:{_ABOUT}\s+)*"
    r"(?:(?:postoperative|post-operative|follow-?up)\s+)?$",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"^[\s)]*(?:(?:of|the|his|her|a)\s+)*(?:later|afterwards?|thereafter|after|on\b|"
    r"post|"
    r"following|follow|from|have passed|since|he\b|she\b|they\b|it\b|his\b|her\b|all\b|"
    r"both\b|that\b|was\b|were\b|is\b|are\b|had\b|has\b|there\b|no\b|with\b|without\b|and\b|but\b|though\b|although\b|when\b|"
    r"while\b|which\b|to (?:say|tell|report)\b|"
    r"for (?:this|the) (?:report|paper|purpose)|"
    r"show(?:s|ed)\b|found\b|revealed\b|demonstrated\b|clinic|visit|control|check|review|"
    r"appointment|consultation|assessment|evaluation|examination|the\b|symptom|,|\.|;|:|$)",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\s*(?:later|afterwards?|thereafter|after\b|post|on\b(?! )|on,|on (?:he|she|the|"
    r"his|"
    r"her|all|both)\b|follow|have passed|from)",
    re.IGNORECASE,
)
#: "has remained well for <5 years>", "no recurrence in <14 months>"
_KEPT = re.compile(
    r"\b(?:remain\w*|followed(?: up)?|observed|well|free|stable|unchanged|asymptomatic|"
    r"no (?:\w+ )?(?:recurrence|relapse|change|progression)|alive|under review|"
    r"surviv\w*|neither|no (?:\w+ )?(?:complaints?|symptoms?|pain)|watched|"
    r"no (?:more|further) \w+|"
    r"not (?:changed|recurred|progressed)|regularly|surveillance|monitored)\b"
    r"[^.;]{0,40}\b(?:for|over|in|during|throughout)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_KEPT_AFTER = re.compile(
    r"^[,\s]*(?:he|she|it|the \w+|there) (?:has|have|was|were|had) (?:been |remained |"
    r"not )",
    re.IGNORECASE,
)
_DIED_AT = re.compile(
    r"\b(?:died|succumbed|passed away)\b[^.;,\d]{0,40}\b(?:at|after|within) "
    r"(?:the age of |about |only )?$",
    re.IGNORECASE,
)
_DIED = re.compile(r"\b(?:died|death|succumbed|expired|passed away)\b", re.IGNORECASE)
_NOT_VISIT = re.compile(
    r"\b(?:history of|course of|for|per|every|each|daily|took|given|wore|worn|rest for|"
    r"ago|earlier|before|previously|aged?|old|lasting|weeks of|days of|months of|over|"
    r"during|first|standing|duration of|since|last|past|tapered over|trial of)\s*$",
    re.IGNORECASE,
)
_NEVER_AFTER = re.compile(
    r"^['’\s-]*(?:history|duration|course of|ago|before|earlier|previously|prior|"
    r"of age|old|standing|(?:or|to|-) \d)\b|"
    r"^['’\s-]*after an? (?:\w+ )?(?:cold|fall|flu|influenza|infection|angina|blow|"
    r"injury|accident|delivery|birth|journey|vaccination|quarrel|sore throat)\b|"
    r"^['’\s-]*of (?!follow|treatment|therapy|observation|conservative|medical|drug|"
    r"rehabilitation|physio|chemotherapy|medication|antibiotic|antitub|the |his |her |"
    r"surg|operation|surveillance|discharge|immobili[sz]|brac|traction|collar|start|"
    r"begin|initiat|onset|admission|injury|disease\b)",
    re.IGNORECASE,
)
#: "for <6 weeks> of treatment" is no visit, "after <6 weeks> of treatment" is
_GIVEN_AFTER = re.compile(r"^['’\s-]*of\b", re.IGNORECASE)
_AFTER = re.compile(
    r"\b(?:after|at|by|until|within|following)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
_LEFT = re.compile(
    r"\b(?:discharged(?! from (?:\w+ ){0,2}(?:follow|clinic|care|surveillance))|"
    r"sent home|went home|(?<!at )(?<!the )home(?!['’])|mobili[sz]ed|"
    r"removed|stopped|"
    r"begun|started|"
    r"drain|extubated|weaned(?: off)?|decannulated|transferred|re-?admitted|"
    r"returned to (?:the|our) (?:ED|emergency(?: \w+)?|hospital))\b"
    r"(?:(?!, and when\b|\b(?:tele)?phoned\b)[^.;]){0,30}$",
    re.IGNORECASE,
)
#: "remained in bed for <1 week>"
_STAYED = re.compile(
    r"\b(?:remain\w*|kept|stay\w*|observed|monitored|was)\s+(?:\w+\s+)?"
    r"(?:in (?:bed|hospital|(?:the )?(?:ICU|intensive|hospital|unit|plaster|traction))|"
    r"hospitali[sz]ed|intubated|ventilated|sedated|on (?:the |a )?(?:ventilat\w+|"
    r"respirat\w+|mechanical|bed rest))\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_VISIT_WORDS = re.compile(
    r"follow[\s-]?ups?\b|\b(?-i:F/?U\b)|\bf/u\b|last (?:seen|visit|review|contact)|"
    r"check-?up|"
    r"when (?:last )?seen|"
    r"re-?examined|reviewed at|seen (?:again )?at",
    re.IGNORECASE,
)
#: "over the next <10 months>", "in the following <half year>", "during <10 years> of
#: follow-up"
_SPAN = re.compile(
    r"\b(?:over|in|during|for|throughout|within)\s+(?:the|his|her)\s+(?:next|following|"
    r"subsequent|ensuing|succeeding)\s*$",
    re.IGNORECASE,
)
_WATCHED = re.compile(
    r"^['’\s-]*of (?:\w+ )?(?:follow|observation|surveillance)", re.IGNORECASE
)
#: "settled over <three weeks>", "recovered within <10 days>"
_TOOK = re.compile(
    r"\b(?:resolv|recover|settl|subsid|disappear|clear|improv|vanish|abat|ceas|remit|"
    r"regain|eas)\w*\b[^.;,]{0,40}\b(?:over|in|within|after|during)\s+"
    r"(?:(?:the|a|about|some|period|of|next|following|course)\s+)*$",
    re.IGNORECASE,
)
_TOOK_TO = re.compile(r"\bit took (?:\w+ ){0,2}$", re.IGNORECASE)
_END = re.compile(r"\b(?:by|at|until) the end of (?:the |his |her )?$", re.IGNORECASE)
#: A plan, a rule or others' figures: "MRI in <6 months> was planned"
_PLANNED = re.compile(
    r"\b(?:planned|scheduled|arranged|booked|advised|recommended|should|must|will be|"
    r"is due|literature|published|intend|plans? to|hope to|"
    r"to see (?:him|her|them) again)\b",
    re.IGNORECASE,
)
#: "three attacks in <four years>" counts what went before
_COUNTED = re.compile(
    r"\b(?:attacks?|episodes?|times|bouts|spells|relapses|falls|fractures|operations)"
    r"\s+(?:in|within|over|during)\s+(?:the\s+)?(?:last\s+|past\s+)?$",
    re.IGNORECASE,
)
#: "Unchanged, in a wheelchair, <30 months>."; "he has stayed well (<4 months>)"
_TAIL_BEFORE = re.compile(
    r"\b(?:well|better|wors\w+|unchanged|stable|improved?|recovered|recovery|resolved|"
    r"asymptomatic|free|gone|normal|walks?|walking|regained|returned|healed|relieved|"
    r"cured|remained|stayed|pain|recurrence|again|can|able|works?|plays?|eats?|"
    r"numb\w*|weakness|stick|wheelchair|still)\b[^.;]*[,(]\s*(?:now\s+|so far\s+)?$",
    re.IGNORECASE,
)
#: "over the <eleven months> since", "in the <three years> that have gone by"
_SINCE = re.compile(
    r"\s*(?:since\b(?! (?:the|his|her|a) (?:age|onset))|(?:(?:that|which) )?"
    r"(?:have|has) (?:now |since |then )?(?:passed|gone by|elapsed|followed|gone)\b)",
    re.IGNORECASE,
)
_TAIL_AFTER = re.compile(r"\s*\)?\s*[.;]?\s*$")
#: "in her <eighty-first year>" of life
_LIFE = re.compile(r"\bin (?:his|her)\s+$", re.IGNORECASE)
#: "the control at <1 year> found", "the return of <24 months>", "F/U <18 mos>"
_VISIT_AT = re.compile(
    r"\b(?:(?:control|return|visit|check-?up|consultation|recall|reassessment|"
    r"re-?examination)s?\s+(?:at|of|after)|review\s+(?:at|after)|"
    r"(?:latest|last|final) (?:control|visit|check-?up|review|contact),|since then,|"
    r"(?<=\()(?:review(?:ed)?|seen|last seen|followed|control|follow-up)(?: for)?|"
    r"(?:\A|(?<=[.;:] ))(?:clinic|OPD|out-?patients?|review(?:ed)?|control|visit|"
    r"check-?up|last visit|last seen|telephone|phone)\W?(?: at| after)?|"
    r"lived(?: for)?(?: only| another| a further)?|"
    r"(?:(?-i:F/?U)|f/u)\.?:?(?:\s+(?:at|of|was|for))?)"
    rf"\s+(?:{_ABOUT}\s+)*$",
    re.IGNORECASE,
)
#: "with a <4-year> hindsight"
_HINDSIGHT = re.compile(r"['’\s-]*(?:hindsight|retrospect)\b", re.IGNORECASE)
#: "died on the <ninth day> of pneumonia"
_POINTS = frozenset({"duration:ordinal", "duration:numbered"})
_SHORT = 0.03  # months; an hour is no follow-up


def is_visit(text: str, sentence: Sentence, duration: Duration) -> bool:
    """Is a duration the time of a visit rather than of a drug or a history?"""
    before = LISTED_BEFORE.sub("", text[sentence.start : duration.start])
    after = text[duration.end : sentence.end]
    if _COUNTED.search(before) or (duration.unit == "year" and _LIFE.search(before)):
        return False
    if is_of_birth_or_age(before, after):
        return False
    if _DIED_AT.search(before):
        return True
    if duration.rule in _POINTS and _DIED.search(before) and not _past(before):
        return True
    if (duration.months or 0.0) < _SHORT or _NEVER_AFTER.match(after):
        return False
    if _PLANNED.search(re.split(r"[;:,]", before)[-1] + re.split(r"[;:,]", after)[0]):
        return False
    if _VISIT_AT.search(before) or _HINDSIGHT.match(after) or _SINCE.match(after):
        return True
    if _SPAN.search(before) or _WATCHED.match(after) or _END.search(before):
        return True
    if _TOOK.search(before) or _TOOK_TO.search(before):
        return True
    if _GIVEN_AFTER.match(after) and not _AFTER.search(before):
        return False
    if _TAIL_AFTER.fullmatch(after) and _TAIL_BEFORE.search(before):
        return True
    if before.endswith("-") or _LEFT.search(before) or _STAYED.search(before):
        return False
    near = text[max(sentence.start, duration.start - 45) : duration.end + 45]
    if _KEPT.search(before) or (_DIED.search(near) and not _past(before)):
        return True
    if _OPENS.search(before):
        return True
    if _VISIT_WORDS.search(sentence.text) and not _past(before):
        return not re.search(r"\b(?:for|every|history of)\s*$", before)
    if re.search(r"\bover\s*$", before, re.IGNORECASE):
        return bool(_KEPT_AFTER.match(after))
    return not _NOT_VISIT.search(before) and _is_told(before, after)


def _is_told(before: str, after: str) -> bool:
    """Do the words around a duration make it a point in time after treatment?"""
    if _LATER.match(after):
        return True
    opens = not before.strip()
    return bool((_AT.search(before) or opens) and _THEN.match(after))


def _past(before: str) -> bool:
    return bool(
        re.search(
            r"\b(?:history of|for|since|during|the last|aged?)\s*$",
            before,
            re.IGNORECASE,
        )
    )


def visits_in(reading: Reading, sentence: Sentence) -> list[Duration]:
    """Return the durations of a sentence that are times of a visit."""
    ages = reading.within(reading.ages, sentence)
    return [
        d
        for d in reading.within(reading.durations, sentence)
        if d.months is not None
        and not any(a.start < d.end and d.start < a.end for a in ages)
        and is_visit(reading.text, sentence, d)
        and not is_step(reading, sentence, d)
    ]
