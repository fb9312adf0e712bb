"""Words of a text in a normal form: one spelling, singular, lower case.

British and American spelling, old ligatures ("anæsthesia"), plural and singular, hyphen
and space fall together, so that a lexicon needs one row for all of them. Both the
lexicon and the text pass here.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

#: "sacro-iliac", "extra-dural": one word, whatever the hyphen
JOINED = (
    r"(?:sacro|para|pre|extra|intra|inter|retro|epi|sub|spondylo|osteo)-"
    r"(?:iliac|vertebral|spinal|spinous|dural|medullary|pharyngeal|tracheal|arachnoid|"
    r"listhesis|arthritis|porosis|phytes?|myelitis|luxation|articular|laminar)\b"
)
#: "no # seen", "# dens": British shorthand for a fracture, not "patient # 3"
_BROKEN = r"(?<=[\w,:)] )#(?=[ ,.;])(?! ?\d)"
#: "E.S.R.", "C.S.F.": one word in older papers
_DOTTED = r"(?<![\w.])[A-Z]\.[A-Z]\.[A-Z]\.?(?![\w.])"
WORD = re.compile(rf"(?i:\b{JOINED})|{_DOTTED}|[^\W_]+(?:['’][^\W\d_]+)?|{_BROKEN}")
_BREAK = re.compile(r"[.;:!?\n]")
_IRREGULAR = {
    "foramina": "foramen",
    "feet": "foot",
    "teeth": "tooth",
    "disk": "disc",
    "disks": "disc",
    "diskectomy": "discectomy",
    "radices": "radix",
    "apices": "apex",
    "nuclei": "nucleus",
    "emboli": "embolus",
    "thrombi": "thrombus",
    "calculi": "calculus",
    "children": "child",
    "women": "woman",
    "men": "man",
    "roentgenogram": "radiograph",
    "roentgenograms": "radiograph",
    "is": "is",
    "was": "was",
    "has": "has",
    "its": "its",
    "his": "his",
    "as": "as",
    "us": "us",
    "gas": "gas",
    "pus": "pus",
    "lens": "lens",
    "#": "fracture",
    "falls": "falls",  # several: "no falls" is no single accident
}
# ending → ending, first that fits; British first, then plurals
_SPELLING = (
    (re.compile(r"(?<=\w{3})ae$"), "a"),
    (re.compile(r"[ao]e(?!s?$)"), "e"),
    (re.compile(r"(?<=[a-z]{3})our(?=s?$|ed$|ing$|al$|less$)"), "or"),
    (re.compile(r"(?<=[a-z]{2})(is)(?=(?:e[ds]?|ing|ation|ations)$)"), "iz"),
    (re.compile(r"ys(?=(?:e[ds]?|ing)$)"), "yz"),
    (re.compile(r"^(fib|cent|calib|met|lit|goit)re(?=s?$|d$)"), r"\1er"),
    (re.compile(r"sulph"), "sulf"),
    (re.compile(r"leucocyt"), "leukocyt"),
    (re.compile(r"^disk"), "disc"),
    (re.compile(r"ll(?=(?:ed|ing)$)"), "l"),
)
_PLURAL = (
    (re.compile(r"(?<=\w{2})ies$"), "y"),
    (re.compile(r"(?<=\w{3}[oey])zes$|(?<=\w{3}[oey])ses$|(?<=sta)ses$"), "sis"),
    (re.compile(r"(?<=x|z)es$|(?<=ch|sh|ss)es$"), ""),
    (re.compile(r"(?<=\w{2}[^siu'])s$"), ""),
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its offsets, its form as written, its normal form."""

    start: int
    end: int
    raw: str
    norm: str
    segment: int


@lru_cache(maxsize=200_000)
def normal_form(word: str) -> str:
    """Return the normal form of a word: "Oedemas" -> "edema", "disks" -> "disc"."""
    form = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    form = form.replace("æ", "ae").replace("œ", "oe").replace("-", "").replace(".", "")
    if form in _IRREGULAR:
        return _IRREGULAR[form]
    if not form.isalpha():
        return form
    for pattern, ending in _SPELLING:
        form = pattern.sub(ending, form)
    for pattern, ending in _PLURAL:
        singular = pattern.sub(ending, form)
        if singular != form:
            return _IRREGULAR.get(singular, singular)
    return form


def split_words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """Return the words of text[start:end]; . ; : ! ? and newlines end a segment."""
    words: list[Word] = []
    segment, last = 0, start
    for match in WORD.finditer(text, start, len(text) if end is None else end):
        if match.start() - last > 1 and _BREAK.search(text, last, match.start()):
            segment += 1
        last = match.end()
        raw = match.group()
        words.append(Word(match.start(), last, raw, normal_form(raw), segment))
    return tuple(words)
