"""The pattern of the references in case_references.py, for the words of a pack.

Each alternative is a group named after its rule; `lastgroup` says which it was.
"""

import re
from functools import lru_cache

from pipeline.rules.case_headers import ORDINALS

NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
_VERB = (
    r"(?:was|were|is|are|had|has|have|did|does|do|could|can|would|remains?|came|went|"
    r"felt|fell|became|began|got|took|kept|lost|made|woke|walks?|complains|presents|"
    r"shows|lives|continues?|still|also|then|never|alone|only|too|who|whose|whom|with|"
    r"underwent|wore|needed|refused|gave|gives|knew|spoke|drank|said|[a-z]{2,}ed)"
)
_ROMAN = r"I{1,3}|IV|VI{0,3}"
#: "45 mg/L in case 1 and 95 mg/L in case 2": a measure is no second case
_NO_MEASURE = (
    r"(?![.,]\d|\s?(?:%|°|×|[mkcµμ]?g\b|[mc]m\b|m?l\b|[mµμn]?mol\b|I?U\b|x\s?10|"
    r"(?:hours?|days?|weeks?|months?|years?|degrees|cells)\b))"
)
_ITEM = (
    rf"(?:\d{{1,2}}{_NO_MEASURE}|(?-i:[A-H]|{_ROMAN})|(?:one|two|three|four|five|six)"
    rf"(?=\s*(?:[,.;:)]|$)|\s+{_VERB}\b))"
)
JOIN = r"(?:\s*,\s*(?:(?:and|or)\s+)?|\s*(?:and|or|&|to|through)\s+|\s?[-–]\s?)"
_RANKS = "younger|youngest|older|oldest|elder|eldest"
ORDINAL = rf"(?:{'|'.join(ORDINALS)}|last)"
_PAUSE = r"\s*(?:[,.;:()–—]|$)"
#: "All recovered except no. 3": all others, then that one.
EXCEPT = re.compile(
    r"\b(?:except(?:ing)?(?: for| in)?|but(?: for)?|save|apart from|other than|"
    r"with the exception of)\s+(?:in\s+)?(?P<one>one\b)?$",
    re.IGNORECASE,
)
#: "All but one recovered": nobody knows who the one is.
BUT_ONE = re.compile(r"\s+(?:but|except|save)\s+(?:for\s+)?one\b", re.IGNORECASE)
#: What is said of all others follows at once: "all but the last improved".
GOES_ON = re.compile(
    r"(?:\s+(?:patient|case|child|man|woman|boy|girl|one))?\s+(?!who\b|whose\b)[a-z]"
)
#: "… but the last improved; she died": here the exception is taken up.
AGAIN = re.compile(r"[^.;]*;\s+(?:but\s+)?((?:he|she)\b|this (?:one|patient)\b)")
_KIN_OF = re.compile(
    r"\b(?:sister|brother|mother|father|son|daughter|cousin|twin|relative|wife|"
    r"husband) (?:of |to |in )?$",
    re.IGNORECASE,
)
#: With whom somebody is compared: "She, in contrast to the first case, died".
_COMPARED = re.compile(
    r"\b(?:(?:in|by) (?:contrast|comparison|contradistinction|distinction|analogy) "
    r"(?:to|with)|contrary to|(?:as )?(?:opposed|compared|contrasted) (?:to|with)|"
    r"(?:similar(?:ly)?|identical(?:ly)?|analogous(?:ly)?|equal(?:ly)?|comparable|"
    r"equivalent) (?:to|with)|(?:different(?:ly)?|distinct) (?:from|to|than)|differed "
    r"from|resembl(?:ed|ing)|(?:un)?like|as (?:in|with|for)|than)"
    r"(?: in| with| for)?(?: (?:that|those|the \w+) (?:of|in))? $",
    re.IGNORECASE,
)
#: A glance at another patient: "(see Case 2)", "cf. patient 1".
_GLANCE = re.compile(
    r"\b(?:see|cf\.?|vide|compare|confer)(?: also| the| our| under| below| above|,)* $",
    re.IGNORECASE,
)
_TOLD_OF = re.compile(r"(?:\s\w+)?\W{0,2}\s?(?:in |of |with )?(?:who|whose|whom)\b")
_ASIDE = frozenset({"labels", "ordinal", "rest", "person"})


def is_aside(kind: str, before: str, after: str) -> bool:
    """Is somebody named only beside the story: as kin, to compare, "see Case 2"?"""
    if kind == "labels" and (_KIN_OF.search(before) or _GLANCE.search(before)):
        return True
    told = _TOLD_OF.match(after)  # "unlike case 2, who died"
    return kind in _ASIDE and not told and bool(_COMPARED.search(before))


@lru_cache(maxsize=4)
def reference_grammar(one: str, kin: str, many: str) -> re.Pattern[str]:
    """Compile the grammar for the words of a pack."""
    person = rf"(?:{one}|{kin}|{many}|ones?)"
    after = (
        rf"(?=['’]s\b|{_PAUSE}|\s+(?:(?:[\w-]+\s+)?{person}\b(?!\s+of\b)|{_VERB}\b|"
        r"(?:and|or|but|nor|of (?:them|these|whom|the two)|there|an?|we|at)\b"
        r"(?! \w+ (?:days?|weeks?|months?|years?|session|operation))))"
        r"(?!\s+(?:calcified|affected|retained|involved|staged|limb|herniated|operated"
        r" (?:level|segment))\b)"
    )
    many_after = (
        r"(?!\s+(?:[\w-]+\s+)?(?:hours|days|weeks|months|years|decades|levels|discs|"
        r"vertebrae|segments|sides|limbs|legs|arms|lesions|screws|operations|courses|"
        r"injections|doses|films|scans|cysts|nodules|masses|roots)\b)"
    )
    group = (
        rf"(?P<every>both|all|each|every|neither|none|either)(?:\s+(?P<size>{NUMBER}))?"
        rf"(?:\s+of)?(?:\s+(?:the|our|these|them|whom))?(?:\s+(?P<of>{NUMBER}))?"
    )
    return re.compile(
        rf"(?P<labels>\b(?:(?:case|patient|pt|twin|child|observation|subject)s?\.?\s*"
        rf"(?:nos?\.?\s*|number\s+|\#\s*)?|nos?\.\s?)"
        rf"(?P<items>{_ITEM}(?:{JOIN}{_ITEM})*)\b(?![-/])|\((?P<small>i{{1,3}}|iv|v)\))"
        rf"|(?P<ordinal>\b(?:the|our)\s+(?P<ranks>{ORDINAL}"
        rf"(?:(?:,\s*|,?\s+(?:and|or)\s+)(?:the\s+)?{ORDINAL}\b)*)"
        rf"(?:\s+(?P<few>{NUMBER})\b{many_after}|\b{after}))"
        rf"|(?P<rest>\b(?:the|our)\s+(?P<which>others?|remaining|rest|former|latter)"
        rf"(?:\s+(?P<left>{NUMBER})\b{many_after}|\b{after})"
        rf"|(?:^|(?<=[;.:]\s))(?P<which1>One)\b(?=,|\s(?:of them|was|had|is|presented|"
        rf"complained|developed|died|recovered|patient|underwent|received|an?)\b))"
        rf"|(?P<person>\b(?:of\s+)?(?:the|this|our|that|these)\s+"
        rf"(?:(?P<count>{NUMBER})\s+)?(?:(?P<rank>{_RANKS})\b"
        rf"(?:\s+(?:[\w-]+\s+)?(?P<noun>{person})\b|{after}"
        r"|(?<=in the \w{5})(?!\s+(?:age|group|generation|one))|"
        r"(?<=in the \w{7})(?!\s+(?:age|group|generation|one))|"
        r"(?=\s+(?:of(?!\s+(?:the|them|these|our|two)\b)|from|for|on|"
        r"by(?!\s+(?:about\s+)?[\w-]+\s+(?:year|month)))\b))"
        rf"|(?:(?!{ORDINAL}\b)[\w-]+\s+)?(?P<noun2>{person})\b"
        rf"(?!\s+(?:nos?\.?\s*)?(?-i:\d|[A-H]\b|(?:{_ROMAN})\b))))"
        rf"|(?P<group>\b{group}(?:\s+(?:(?!but\b|except\b|save\b)[\w-]+\s+)?"
        rf"(?P<people>{many}|{one})\b"
        rf"|(?=\s+(?:(?:also|then)\s+)?(?:{_VERB}|continue|made)\b)"
        rf"|(?=,?\s+(?:but|except|save|apart)\b)"
        rf"|(?P<end>)(?={_PAUSE}|\s+(?:and|but)\b)))"
        rf"|(?P<bare>^(?P<noun3>{one}|{kin})(?=\s?[:—–]))"
        rf"|(?P<they>(?<=in |of |by |to )(?:the )?(?P<alone>{NUMBER})"
        rf"(?:\s+(?P<folk>{many})\b)?(?={_PAUSE}))",
        re.IGNORECASE,
    )
