"""Times beside a complaint that are not its length: of a pregnancy, of one attack."""

import re

from pipeline.rules.quantities import Duration

#: "in the 34th week of pregnancy": no length of a complaint
_GESTATION = re.compile(
    r"\s*(?:of|in|into)\s(?:the\s|her\s|this\s)?(?:\w+\s)?(?:pregnan|gestation|amenorrh)",
    re.IGNORECASE,
)
#: how long one of many attacks lasts, or the stiffness of a morning
_OF_AN_ATTACK = re.compile(
    r"\b(?:(?:each|every) (?:attack|episode|spell|bout|time|crisis)|attacks|episodes|"
    r"spells|bouts|morning stiffness)\b[^.;,]{0,25}\blast(?:ed|ing|s)?\s"
    r"(?:for |about |up to |some )?$",
    re.IGNORECASE,
)
#: "70 mm in the first hour": a sedimentation rate
_SEDIMENTED = re.compile(r"\bmm\.?\s(?:in|at|after|for|by)?\s?(?:the\s)?$")


#: "Within 24 hours he could not walk": how fast it went on
_SPEED = re.compile(
    r"\bwithin (?:(?:a|the|about|some|only|just|next|following|further|first|another|"
    r"matter of|few) ?)*$",
    re.IGNORECASE,
)
_FAST = frozenset({"minute", "hour", "day"})
#: what is asked for after the complaint that led to the visit
_LOOKED_BACK = re.compile(
    r"\W*(?:in retrospect|retrospectively|looking back|with hindsight|in hindsight|"
    r"on (?:direct|further|closer|specific) (?:questioning|enquiry|inquiry))\b",
    re.IGNORECASE,
)


def is_of_something_else(duration: Duration, before: str, after: str) -> bool:
    """Is a time that of a pregnancy, or of one attack among many?"""
    numbered = duration.rule == "duration:numbered" and duration.unit == "week"
    return (
        numbered
        or _GESTATION.match(after) is not None
        or _OF_AN_ATTACK.search(before) is not None
        or _SEDIMENTED.search(before) is not None
    )


def is_by_the_way(duration: Duration, before: str) -> bool:
    """Is a time told by the way: how fast a complaint grew, what was noticed before?

    It is the length of the complaint only where no other is told.
    """
    fast = duration.unit in _FAST and _SPEED.search(before) is not None
    return fast or _LOOKED_BACK.match(before) is not None
