"""Drugs a patient took before, for another disease: no treatment of this one."""

import re

from pipeline.pack import Concept
from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.terms import TermMatch
from pipeline.rules.treatment_clauses import clause_of

_ON_DRUG = re.compile(
    r"\b(?:(?<!put )(?<!started )(?<!placed )(?<!commenced )(?<!begun )on|takes|took|"
    r"taking|taken|regular(?:ly)?|medications?|drugs|drug history|dh|"
    r"maintained on|long-?term|chronic|treated (?:with|by)|controlled (?:with|by|on)|"
    r"kept on|under|receiving|used|uses|therapy with|home)\b"
    r"[^.;]{0,60}$",
    re.IGNORECASE,
)
_FOR_DISEASE = re.compile(
    r"\b(?:hypertensi\w+|diabet\w+|atrial fibrillation|fibrillation|heart|cardiac|"
    r"coronary|asthma|copd|epileps\w+|prophyla\w+|prosthesis|valve|"
    r"stroke|thrombosis|infarct\w*|cholesterol|hyperlipid\w+|thyroid\w*|depress\w+|"
    r"reflux|osteoporosis|osteopenia|contracepti\w+|transplant\w*|anticoagula\w+|"
    r"past (?:medical )?history|comorbid\w+|medical history|pmh|background|known|"
    r"previous illnesses|earlier illnesses|carcinoma|cancer)\b",
    re.IGNORECASE,
)
_STARTED = re.compile(
    r"\b(?:start\w*|begun|began|commenc\w*|initiat\w*|introduc\w*|prescrib\w*|added|"
    r"switch\w*|chang\w*|given|gave|administer\w*|treated|replac\w*|received|"
    r"treatment|therapy)\b",
    re.IGNORECASE,
)
_DRUG_LIST = re.compile(
    r"\W*(?:medications?|drugs|drug history|dh|(?:current|regular) medication)\b|"
    r"\W*(?:his|her|the|current|regular|usual|daily)(?: \w+)? "
    r"(?:medicines|drugs|medications?|tablets) "
    r"(?:were|was|are|is|included?|consisted|comprised)\b",
    re.IGNORECASE,
)
_USUAL = re.compile(
    r"\b(?:for (?:many |several )?(?:years|decades)|since (?:childhood|birth|\d{4})|"
    r"adherent to|compliant with|irregularly|all (?:his|her) life)\b",
    re.IGNORECASE,
)
_BRACKET = re.compile(
    _FOR_DISEASE.pattern + r"[^.;()]{0,20}\([^()]{0,40}$", re.IGNORECASE
)
_THINNER = re.compile(
    r"\b(?:resum\w+|restart\w*|re-?institut\w+|re-?introduc\w+|taken up again|"
    r"revers\w+|bridg\w+|stopp\w+|withheld|withdrawn|suspend\w*|interrupt\w+|"
    r"discontinu\w+|because of|in view of|despite|on account of|on|under|whose|"
    r"long-?term|lupus|oral)\b",
    re.IGNORECASE,
)
_THINNERS = frozenset({"anticoagulant", "warfarin", "heparin", "acenocoumarol"})


def is_home_drug(
    reading: Reading, sentence: Sentence, term: TermMatch, *, known: Concept | None
) -> bool:
    """Is a drug one the patient took before for another disease?

    Usual drugs of a comorbidity (note `routine` in concepts.tsv) count as given only
    where the text says that they were started; anticoagulants that are stopped, given
    again or blamed are those of another disease wherever they stand.
    """
    clause = clause_of(reading.text, sentence, term.start, term.end)
    if term.concept in _THINNERS and _THINNER.search(clause):
        return True
    if sentence.treated or sentence.section.category in {"treatment", "outcome"}:
        return False
    if _DRUG_LIST.match(sentence.text):
        return True
    if known is not None and known.note == "routine" and not _STARTED.search(clause):
        return True
    before = reading.text[sentence.start : term.start]
    if _BRACKET.search(before) and not _STARTED.search(before):
        return True
    return bool(
        _ON_DRUG.search(before)
        and (_FOR_DISEASE.search(sentence.text) or _USUAL.search(clause))
    )
