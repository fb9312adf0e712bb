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
