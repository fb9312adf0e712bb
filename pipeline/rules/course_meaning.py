"""What a cue means of its theme: less pain is better, less strength worse."""

import re

from pipeline.rules.course_words import WHOLE, CourseWords, Cue

_DIRECT = {
    "resolved": "gone",
    "improved": "better",
    "recovered": "better",
    "able": "able",
    "aided": "little",
    "stable": "same",
    "worsened": "worse",
    "bad": "bad",
    "kept": "kept",
    "died": "died",
}
#: What a change means of each scope; nothing where a scope is not named.
_CHANGES = {
    "gone": {"complaint": "gone", "function": "gone", "image": "gone"},
    "less": {"complaint": "better", "function": "worse", "image": "better"},
    "more": {"complaint": "worse", "function": "better", "image": "worse"},
    "back": {"complaint": "worse", "function": "better", "image": "worse"},
    "normal": {"function": "gone", "image": "gone"},
    "lost": {"function": "left"},
    "again": {"complaint": "worse"},
    "regained": {"function": "better", "image": "better"},
    "grade": {"function": "little"},
    "persists": {"complaint": "left", "image": "same"},
    "still": {"complaint": "left", "image": "same", WHOLE: "little"},
    "changed": {},
    "passing": {},
    "so": {},
}
_DENIED = {
    "gone": "left",
    "better": "same",
    "worse": "same",
    "left": "gone",
    "bad": "better",
    "able": "bad",
    "little": "",
    "died": "",
    "same": "",
    "kept": "kept",
}
_FULLY = re.compile(r"(?:recovered|relieved|restored)\Z", re.IGNORECASE)
_LOSS = re.compile(r"gone|lost|absent|none|nil|ceased|stopped|passed", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:(?:not|never|neither|nor|failed to|hardly|denie[sd]|nothing|none|cannot)"
    r"\b(?!-)(?:\s+(?!and\b|but\b|only\b|with\b)[\w'-]+){0,4}|"
    r"(?:no|absence of|(?<!a )little(?! (?:finger|toe)))\b(?!-)"
    r"(?:\s+(?!and\b|with\b)[\w'-]+){0,2}|"
    r"without(?:\s+(?:any|further|much|real|lasting|\w+al))*)\s*$|"
    r"\b(?:stopp?|halt|arrest|prevent|check|stemm)(?:ed)?(?:\s+(?:the|any|all|further|"
    r"his|her|this))*\s*$|"
    r"\bneither\b[^.;]*\bnor\b[^.;]*$",
    re.IGNORECASE,
)
_STAYS = re.compile(r"\b(?:remain|still|stay|continu)", re.IGNORECASE)
_LITTLE = re.compile(
    r"\b(?:slight(?:ly)?|mild(?:ly)?|minimal|minor|occasional(?:ly)?|some|only|"
    r"sole|a little|intermittent(?! self| cath)|residual|trace|faint|except|apart|"
    r"transient|a few|patch|"
    r"is all that|all that (?:is|was|\w+s|remained) (?:left|him|her)|"
    r"less|partial|subtle|modest|vague|rare)\b",
    re.IGNORECASE,
)
#: "Apart from brisk knee jerks the examination was normal"
_SAVE = re.compile(
    r"\W*(?:apart from|except for|save for|aside from|but for|other than)\b",
    re.IGNORECASE,
)
_VAGUE = frozenset({"stable", "changed"})
#: "At three years neither better nor worse"; "A was unchanged"
_NOBODY = re.compile(
    r"\W*(?:(?:at|after|by|in) (?:the )?(?:[\w-]+ ){0,3}?"
    r"(?:days?|weeks?|months?|years?|review|follow-?up|visit)(?: later)?,? *\Z|"
    r"(?-i:[A-Z](?:\.[A-Z]\.?)?) |there|"
    r"(?:outcome|result|status)\W|(?:his|her|the) (?:back|neck)\b|"
    r"(?:patient|case|no\.?) (?:[a-z]|\d+|[ivx]+)\b|"
    r"no|without|but|and|or|that|which|was|is|has|had|remain\w*)\b|\W*\Z",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"\bnothing\b", re.IGNORECASE)
#: "unchanged" may mean since the last visit; this is since the beginning
_BASELINE = re.compile(
    r"\b(?:before|than before|on admission|at (?:presentation|admission)|"
    r"pre-?operatively|(?:at|in|from) the (?:beginning|start|outset|first))\b",
    re.IGNORECASE,
)
#: "it had been getting worse" before the treatment
_EARLIER = re.compile(r"\bhad been (?:\w+ )?$|\bhad (?:made|grown|become) (?:\w+ )?$")
_REACH = 30
_RECURS = re.compile(r"recur|relaps|come back|grow|grew", re.IGNORECASE)
PERSON = re.compile(
    r"\b(?:he|she|they|who|patient|boy|girl|child|man|woman|him|her(?= to\b))\b",
    re.IGNORECASE,
)


def little(text: str) -> bool:
    """Is what a text tells of said to be little?"""
    return _LITTLE.search(text) is not None


def meaning(cue: Cue, scope: str, text: str, words: CourseWords) -> str:
    """Return the state that a cue of a clause tells of a scope, or ""."""
    said, before = text[cue.start : cue.end], text[: cue.start]
    if scope == "thing" and cue.kind != "died":
        return ""
    personal = PERSON.search(before) or _NOBODY.match(before)
    personal = personal or _NOTHING.search(before)
    if scope == WHOLE and cue.kind in _VAGUE and not personal:
        return ""
    if cue.kind == "worsened" and _EARLIER.search(before):
        return ""
    if cue.kind == "bad" and _STAYS.search(text):
        return "base"
    state = _of_scope(cue, scope, said)
    if state == "same" and _BASELINE.search(text, cue.start):
        return "base"
    if _NOT.search(before):
        return _denied(cue, scope, state, said)
    if cue.kind == "changed":
        return ""
    around = text[max(0, cue.start - _REACH) : cue.end + _REACH]
    if state == "gone" and (words.is_partly(around) or _SAVE.match(text)):
        return "better"
    return "little" if state == "left" and little(text) else state


def _of_scope(cue: Cue, scope: str, said: str) -> str:
    """Return what a cue tells of a scope where nothing denies or softens it."""
    if cue.kind == "recovered" and scope == "complaint" and _FULLY.match(said):
        return "gone"
    if cue.kind == "gone" and scope == "function" and _LOSS.match(said):
        return "left"
    return _DIRECT.get(cue.kind) or _CHANGES[cue.kind].get(scope, "")


def _denied(cue: Cue, scope: str, state: str, said: str) -> str:
    if cue.kind in {"back", "again"} and scope == "complaint":
        return "gone"
    if cue.kind == "back" and scope in {WHOLE, "image"}:
        return "kept" if _RECURS.search(said) else ""
    if cue.kind == "regained" and scope != "function":
        return ""
    if cue.kind in {"back", "regained", "changed"}:
        return "same"
    return _DENIED.get(state, "")
