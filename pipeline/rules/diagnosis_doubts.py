"""Is a condition only suspected, mistaken for another, excluded, or settled?"""

import re

from pipeline.rules.reading import Reading, Sentence
from pipeline.rules.symptom_status import is_denied_inside
from pipeline.rules.terms import TermMatch

#: what stands before a condition that was only thought of, or is another's name
_WRONG_BEFORE = re.compile(
    r"\b(?:suspect\w*|suspicion of|presumed|presumptive|mistaken|mimic\w*|imitat\w*|"
    r"simulat\w*|"
    r"misdiagnos\w*|misread|masquerad\w*|resembl\w*|initially|first thought|attributed|"
    r"first (?:impression|diagnosis)|provisional|differential|ddx|rule out|"
    r"exclude\w*|versus|"
    r"rather than|instead of|not\b|unlike|query|read (?:elsewhere )?as|"
    r"labell?ed(?: as)?|(?:been|MRI|CT|scans?|films?|radiographs?|images?) "
    r"(?:was |were )?reported (?:\w+ )?as|reported (?:elsewhere|first) as|"
    r"looked like|at first|originally|"
    r"erroneously|wrongly|taken for|passed for|misinterpreted|"
    r"distinguish\w*|fear of|not to be confused|the (?:read(?:ing)?|label) was|"
    r"(?:first|initially|previously|elsewhere) treated for|"
    r"(?:sent|referred|admitted|came|brought|transferred)(?: \w+){0,2} as|"
    r"under (?:the|a) (?:\w+ )?(?:diagnosis|label) of|"
    r"treated (?:\w+ ){0,4}as|(?:admitted|referred|sent|transferred|came)\b[^.;]{0,100}"
    r"\b(?:with|under) (?:the|a) (?:\w+ )?(?:diagnosis|label) of|"
    r"(?:rheumatologist|practitioner|doctor|physician|GP|colleague|surgeon|chiropractor|"
    r"osteopath|neurologist|orthopa?edist|clinic|hospital) had (?:\w+ )?diagnosed)\b"
    r"[^.;]*$",
    re.IGNORECASE,
)
#: what settles a doubt: "was considered most likely", "confirmed the suspicion of"
_LIKELIEST = re.compile(
    r"^[^.;,]{0,20}?\b(?:is|was|were|seemed|being) (?:(?:considered|judged|thought|"
    r"deemed|felt|believed|held)(?: to be)? )?(?:by far )?(?:the )?most (?:likely|"
    r"probable|plausible|convincing)\b",
    re.IGNORECASE,
)
_SETTLED = re.compile(
    r"\b(?:confirm|prov|verif|substantiat|establish)\w* (?:the |our |this |his |her )"
    r"(?:[\w-]+ ){0,3}?(?:suspicion|suspected|presumptive|presumed|provisional|initial|"
    r"working|tentative)(?: (?:clinical )?(?:diagnosis|impression))?(?: of)? "
    r"(?:an? )?(?:[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
_ATTRIBUTED = re.compile(r"\battributed\b", re.IGNORECASE)
#: what ends the reach of such a word: the truth follows
_TRUTH = re.compile(
    r"\b(?:but|proved|shown|turned out|until|revealed|confirmed|showed|disclosed|"
    r"however|instead|was (?:finally|in fact)|"
    r"(?:final|definitive|true|correct|eventual) diagnosis)\b(?! of)",
    re.IGNORECASE,
)
_WRONG_AFTER = re.compile(
    r"^[^.;,]{0,20}?(?:\?|\b(?:(?:was|were|had been|is|being) (?:\w+ )?(?:suspected|"
    r"considered|presumed|"
    r"excluded|ruled out|thought|feared|discarded|unlikely|entertained|abandoned|"
    r"dismissed|refuted|misdiagnosed)|(?:was|were) not\b|mimicked|suspected|"
    r"head the differential))|"
    r"^[^.;]{0,60}?\b(?:were|was|formed|made up) (?:in |part of |among )?(?:the |our )?"
    r"differential\b|"
    r"^,[^.;]{0,80}?\b(?:were|had been) (?:all |also |then |each )?(?:considered|"
    r"excluded|"
    r"ruled out|thought of|entertained|suspected)\b|"
    r"^[^.;]{0,30}?\b(?:(?:was|were|had been) (?:the|our|his|her|their) (?:\w+ )?"
    r"(?:referral|referring|working|initial|first|provisional|presumptive|admission|tentative|"
    r"admitting|presumed|leading) (?:diagnosis|label|impression|suspicion)|"
    r"until (?:proven|shown|proved) otherwise)\b",
    re.IGNORECASE,
)
#: a first line with a verb is a sentence, not a heading
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|presented|complained|may|can|describes?|report|"
    r"underwent|came|suffered|developed|visited|attended|noticed|sought|consulted|"
    r"received|experienced|showed|began|started|returned|fell|sustained|died)\b"
)
_LEFT, _FAR = 60, 120


def is_title(sentence: Sentence) -> bool:
    """Is a sentence the title, or a first line that stands for one?"""
    if sentence.section.category == "title":
        return True
    return sentence.index == 0 and not _VERB.search(sentence.text)


def is_doubted(reading: Reading, sentence: Sentence, term: TermMatch) -> bool:
    """Is a condition only suspected, mistaken for, or excluded?"""
    if is_denied_inside(reading, term):  # "around the <odontoid>, with no <fracture>"
        return True
    if is_settled(reading, sentence, term):
        return False
    last = term.end if " & " in term.rule or " > " in term.rule else term.start
    left = reading.text[max(sentence.start, term.start - _FAR) : last]
    if is_title(sentence):  # "Not a tumour: <…>", "Paraplegia attributed to <…>"
        left = _ATTRIBUTED.sub("", left.rpartition(":")[2])
    doubt = _WRONG_BEFORE.search(left)
    if doubt and not _TRUTH.search(left, doubt.start()):
        return True
    right = reading.text[term.end : min(sentence.end, term.end + _LEFT)]
    return _WRONG_AFTER.match(right) is not None


def is_settled(reading: Reading, sentence: Sentence, term: TermMatch) -> bool:
    """Is a doubted condition the likeliest in the end, or its suspicion confirmed?"""
    right = reading.text[term.end : min(sentence.end, term.end + _FAR)]
    left = reading.text[max(sentence.start, term.start - _FAR) : term.start]
    return bool(_LIKELIEST.match(right) or _SETTLED.search(left))
