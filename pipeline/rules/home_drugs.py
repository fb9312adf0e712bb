"""Drugs a patient took before, for another disease: no treatment of this one."""

import re

from pipeline.pack import Concept
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.terms import TermMatch
from pipeline.rules.treatment_clauses import clause_of

_ON_DRUG = re.compile(
    r"\b(?:(?<!put )(?<!started )(?<!placed )(?<!commenced )(?<!begun )on|takes|took|"
    r"taking|taken|regular(?:ly)?|medications?|drugs|drug history|dh|"
    r"maintained on|maintenance|long-?term|chronic|treated (?:with|by)|"
    r"controlled (?:with|by|on)|kept on|under|receiving|used|uses|therapy with|home)\b"
    r"[^.;]{0,60}$",
    re.IGNORECASE,
)
#: Diseases beside the lesion of the spine; their drugs are taken at home.
_OTHER = (
    r"hypertensi\w+|diabet\w+|atrial fibrillation|fibrillation|heart|cardiac|"
    r"coronary|asthma|copd|epileps\w+|prophyla\w+|prosthesis|valve|"
    r"stroke|thrombosis|infarct\w*|cholesterol|hyperlipid\w+|thyroid\w*|depress\w+|"
    r"ankylosing spondylitis|spondyloarth\w+|bechterew\w*|(?:graft )?recipient|"
    r"reflux|osteoporosis|osteopenia|contracepti\w+|transplant\w*|anticoagula\w+|"
    r"past (?:medical )?history|comorbid\w+|medical history|pmh|background|known|"
    r"previous illnesses|earlier illnesses|carcinoma|cancer|hiv|rheumatoid|lupus|"
    r"psoria\w+|crohn\w*|colitis|cystic fibrosis|(?-i:RA|AS|SLE|PsA|SpA|AF|T2DM)"
)
#: The same, where the text says that the drug is for it.
_PURPOSE = (
    rf"{_OTHER}|polymyalgia|bronchitis|"
    r"emphysema|migraines?|headaches?|parkinson\w*|schizophren\w+|bipolar|anxiety|"
    r"insomnia|dyspeps\w+|ulcers?|gastritis|glaucoma|angina|dyslipid\w+|"
    r"hyperchol\w+|myasthenia|sarcoid\w*|hepatitis|prostat\w+|allerg\w+|rhinitis|"
    r"eczema|dermatitis|menopaus\w+|tonsillitis|pharyngitis|sore throat|"
    r"urinary (?:tract )?infections?|cystitis|dental|tooth\w*|sinusitis|otitis|"
    r"\w+ of (?:the |his |her |both )?(?:\w+ )?(?:fingers?|hands?|feet|foot|toes?|"
    r"knees?|hips?|wrists?|elbows?|ankles?|shoulders?|skin)|"
    r"influenza|cellulitis|boils?|carbuncles?|furuncl\w+|chest infection"
)
_FOR_DISEASE = re.compile(rf"\b(?:{_OTHER})\b", re.IGNORECASE)
_FOR_PURPOSE = re.compile(rf"\bfor (?:[\w-]+ ){{0,4}}?(?:{_PURPOSE})\b", re.IGNORECASE)
#: A drug given in hospital, or taken home from there.
_PUT_ON = (
    r"(?:discharged|sent)(?: (?:home|back|on day \d+))? (?:on|with)|"
    r"(?:(?<!had been )(?:was|were)(?: \w+ly| then)? (?:placed|put|maintained|"
    r"stabili[sz]ed|anticoagulated|loaded|bridged)) (?:on|with)|"
    r"(?:to|in|of) (?:the|his|her|this|a) (?:\w+ ){0,2}regimen|not tolerated|"
    r"(?:improv\w+|stabili[sz]ed|settled|recovered) (?:on|with|after)|"
    r"(?:response to|responded to)|up-?titrat\w+|titrated|infusions? of|"
    r"(?:was|were) (?:then |therefore )?(?:chosen|selected|tried|instituted|maintained)"
)
_STARTED = re.compile(
    rf"\b(?:{_PUT_ON}|start\w*|begun|began|commenc\w*|initiat\w*|introduc\w*|prescrib\w*|added|"
    r"switch\w*|chang\w*|given|gave|administer\w*|treated|replac\w*|received|"
    r"treatment|therapy)\b",
    re.IGNORECASE,
)
_STOPPED = re.compile(
    r"^\W*(?:was|were|had been|being) (?:\w+ )?"
    r"(?:stopped|discontinued|withdrawn|ceased|omitted)\b",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"^\W*(?:was|were) (?:also |merely |later )?(?:continued|kept up|resumed|"
    r"restarted|reinstated|taken up again|maintained|left unchanged)\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"\b(?:(?:replaced|substituted) (?:by|with)|"
    r"(?:changed|switched|exchanged) (?:to|for))"
    r"\s+(?:an? )?$|\b(?:has|had) replaced\s+$",
    re.IGNORECASE,
)
_DRUG_LIST = re.compile(
    r"\W*(?:co-?morbidit\w+|secondary diagnos\w+|"
    r"other (?:conditions|illnesses|diseases))\b|"
    r"\W*(?:medications?|drugs|drug history|dh|(?:current|regular) medication)\b|"
    r"\W*(?:his|her|the|current|regular|usual|daily|other)(?: \w+)? "
    r"(?:medicines|drugs|medications?|tablets) "
    r"(?:were|was|are|is|included?|consisted|comprised)\b",
    re.IGNORECASE,
)
_USUAL = re.compile(
    r"\b(?:for (?:[\w-]+ ){0,3}(?:years|decades)|since (?:childhood|birth|\d{4})|"
    r"irregularly|all (?:his|her) life)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:had|before|earlier|previous(?:ly)?|ago|prior)\b", re.IGNORECASE
)
#: "tonsillitis three weeks before, treated by her doctor with penicillin"
_FOR_EARLIER = re.compile(
    rf"\b(?:{_PURPOSE})\b[^.;]{{0,60}}\b(?:treated|managed|cured|settled|cleared)\b"
    r"[^.;]{0,40}\b(?:with|by|on)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
#: told of the days in hospital: "a thrombosis on day 8 was treated with …"
_IN_COURSE = re.compile(
    r"\b(?:on|by|at|from|in) (?:the )?(?:[\w-]+ )?(?:day|night|evening|week)\b|"
    r"\bpost-?operative|\bafter (?:the )?(?:operation|surgery)\b",
    re.IGNORECASE,
)
_ADHERENT = re.compile(
    r"\b(?:(?:also|already|comfortable|stable) on|(?:non-?)?adherent to|"
    r"(?:non-?)?compliant with|defaulted (?:from|on)|"
    r"(?:adherence|compliance) (?:to|with)|maintenance (?:[\w-]+ ){0,2}therapy\b)"
    r"[^.;]{0,60}$",
    re.IGNORECASE,
)
_HISTORY = re.compile(r"\b(?:past|medical|drug) history\b|\bpmh\b", re.IGNORECASE)
_BRACKET = re.compile(
    _FOR_DISEASE.pattern + r"[^.;()]{0,20}\([^()]{0,40}$", re.IGNORECASE
)
_THINNER = re.compile(
    r"\b(?:resum\w+|restart\w*|re-?institut\w+|re-?introduc\w+|taken up again|"
    r"revers\w+|bridg\w+|stopp\w+|withheld|withdrawn|suspend\w*|interrupt\w+|"
    r"discontinu\w+|because of|in view of|despite|on account of|by|under|whose|taking|"
    r"takes|took|"
    r"on (?!day|the|post|admission|arrival|\d)|long-?term|lupus|oral)\b",
    re.IGNORECASE,
)
_THINNERS = frozenset(
    {
        "anticoagulant",
        "warfarin",
        "heparin",
        "acenocoumarol",
        "phenprocoumon",
        "aspirin",
        "clopidogrel",
        "antiplatelet",
    }
)
_BEGUN = re.compile(
    rf"\b(?:{_PUT_ON}|(?<!re)(?<!re-)started|begun|began|commenced|initiated|prescribed|added|"
    r"given|gave|administered|received)\b",
    re.IGNORECASE,
)


#: "Risk factors were smoking and heparin", "exposed to quinolones"
_IS_RISK = re.compile(
    r"\b(?:risk|predisposing|precipitating|contributing|aggravating|provoking) "
    r"factors?\b[^.;]{0,90}\Z|\bexpos(?:ed|ure) to [^.;,]{0,50}\Z",
    re.IGNORECASE,
)


#: "enoxaparin from week 14 for a previous miscarriage"
_FOR_PREVIOUS = re.compile(
    r"[^.;,]{0,60}\bfor (?:an? |the |his |her )?(?:previous|earlier|prior|former|past) "
    r"(?!(?:\w+ )?(?:pain|symptoms?|attacks?|complaints?|episodes?)\b)",
    re.IGNORECASE,
)


def is_home_drug(
    reading: Reading, sentence: Sentence, term: TermMatch, *, known: Concept | None
) -> bool:
    """Is a drug one the patient took before for another disease?

    Usual drugs of a comorbidity (note `routine` in concepts.tsv) count as given only
    where the text says that they were started; anticoagulants that are stopped, given
    again or blamed are those of another disease wherever they stand.
    """
    if _IS_RISK.search(reading.text, sentence.start, term.start):
        return True
    if _FOR_PREVIOUS.match(reading.text, term.end, sentence.end):
        return True
    clause = clause_of(reading.text, sentence, term.start, term.end)
    is_routine = known is not None and known.note == "routine"
    if term.concept in _THINNERS and _is_blamed(clause):
        return True
    is_usual = is_routine or term.concept in _THINNERS
    if is_usual and _STOPPED.match(reading.text[term.end : sentence.end]):
        return True
    if is_routine and _is_kept(reading.text, sentence, term):
        return True
    if sentence.treated or sentence.section.category in {"treatment", "outcome"}:
        return False
    if _DRUG_LIST.match(sentence.text) or term.concept == "vaccination":
        return True
    if is_routine and (not _STARTED.search(clause) or _HISTORY.search(sentence.text)):
        return True
    return _is_usual(reading.text[sentence.start : term.start], sentence.text, clause)


def _is_blamed(clause: str) -> bool:
    """Is an anticoagulant the cause of a bleeding, or stopped, or given again?"""
    return bool(_THINNER.search(clause)) and not _BEGUN.search(clause)


def _is_kept(text: str, sentence: Sentence, term: TermMatch) -> bool:
    """Does a usual drug go on, or stand in for another of its kind?"""
    after, before = text[term.end : sentence.end], text[sentence.start : term.start]
    return bool(_KEPT.match(after) or _INSTEAD.search(before))


def _is_usual(before: str, sentence: str, clause: str) -> bool:
    """Do the words say that a drug was taken already, and for what?"""
    if _ADHERENT.search(before):
        return True
    if _FOR_PURPOSE.search(clause) and (
        not _BEGUN.search(clause) or _EARLIER.search(sentence)
    ):
        return True
    is_past = bool(_EARLIER.search(sentence)) and not _IN_COURSE.search(sentence)
    if is_past and _FOR_EARLIER.search(before):
        return True
    if _BRACKET.search(before) and not _STARTED.search(before):
        return True
    return bool(
        not _IN_COURSE.search(sentence)
        and _ON_DRUG.search(before)
        and (_FOR_DISEASE.search(sentence) or _USUAL.search(clause))
    )


__all__ = ["is_home_drug"]
