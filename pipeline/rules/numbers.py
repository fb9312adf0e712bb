"""Numbers as people write them: digits, fractions, words and ordinals.

Linguistic number words are grammar, so they live here and not in the pack.
Every source string below is ready to be put into a larger pattern: it holds no
named group and sets its own case folding.
"""

import re

#: Hyphens, dashes and the minus sign, however a publisher sets them.
DASH = "[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]"
#: One blank inside a line: no-break and thin spaces count, line ends do not.
BLANK = r"[^\S\r\n]"

_UNITS = "one two three four five six seven eight nine".split()
_TEENS = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINAL_UNITS = "first second third fourth fifth sixth seventh eighth ninth".split()
_ORDINAL_TEENS = (
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth"
    " eighteenth nineteenth"
).split()
_ORDINAL_TENS = [f"{word[:-1]}ieth" for word in _TENS]
_FRACTIONS = {
    "½": 0.5,
    "¼": 0.25,
    "¾": 0.75,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
}
_PARTS = {"half": 0.5, "quarter": 0.25, "third": 1 / 3, "quarters": 0.75}

_CARDINALS = {
    **{word: value for value, word in enumerate(_UNITS, start=1)},
    **{word: value for value, word in enumerate(_TEENS, start=10)},
    **{word: 10 * value for value, word in enumerate(_TENS, start=2)},
    "fourty": 40,
    "zero": 0,
    "a": 1,
    "an": 1,
    "couple": 2,
    "dozen": 12,
    "hundred": 100,
}
_ORDINALS = {
    **{word: value for value, word in enumerate(_ORDINAL_UNITS, start=1)},
    **{word: value for value, word in enumerate(_ORDINAL_TEENS, start=10)},
    **{word: 10 * value for value, word in enumerate(_ORDINAL_TENS, start=2)},
}

_JOIN = rf"(?:{BLANK}{{1,2}}|{BLANK}?{DASH}{BLANK}?)"
_VULGAR = f"[{''.join(_FRACTIONS)}]"
_UNIT = f"(?:{'|'.join(_UNITS)})"
_TEN = f"(?:{'|'.join([*_TENS, 'fourty'])})"
_BELOW_100 = f"(?:{_TEN}(?:{_JOIN}?{_UNIT})?|{'|'.join(_TEENS[::-1])}|{_UNIT}|zero)"
_HUNDREDS = (
    rf"(?:(?:an?{BLANK}|{_UNIT}{_JOIN})?hundred(?:{_JOIN}(?:and{_JOIN})?{_BELOW_100})?)"
)
_AND_PART = (
    rf"(?:{_JOIN}and{_JOIN}(?:(?:an?|one){_JOIN}(?:half|quarter|third)"
    rf"|three{_JOIN}quarters))"
)
#: "½", "4½", "1/2", "4 1/2", "1,200", "12 400", "3.5", "3,5", "2·5".
DIGITS = (
    rf"(?:\d{{1,3}}{BLANK}?{_VULGAR}|{_VULGAR}"
    rf"|(?:\d{{1,3}}{BLANK})?\d{{1,2}}/\d{{1,2}}(?![\d/])"
    rf"|\d{{1,3}}(?:[,'\u2019]\d{{3}})+(?:\.\d+)?(?!\d)"
    rf"|[1-9]\d{{0,2}}(?:{BLANK}\d{{3}})+(?![\d.,/]\d|\d)"
    rf"|\d{{1,12}}(?:[.,\u00b7]\d{{1,6}})?(?!\d))"
)
_WORDS = f"(?:(?:{_HUNDREDS}|{_BELOW_100}){_AND_PART}?)"
#: A cardinal of known size; decades ("60s", "fifties") and ordinals are none. It is
#: atomic, so that "sixty-two" is never cut in two.
COUNT = (
    rf"(?i:(?<![\w.])(?>{DIGITS}{_AND_PART}?(?!'?s\b|st\b|nd\b|rd\b|th\b)"
    rf"|(?:(?:(?:half|{_UNIT}){BLANK})?(?:a{BLANK})?dozen|half{BLANK}an?|half"
    rf"|(?:a{BLANK})?couple(?:{BLANK}of)?|{_WORDS})(?!\w)))"
)
#: The same, and "a" or "an" for one: only beside a unit ("a year old").
CARDINAL = rf"(?:{COUNT}|(?i:\ban?\b))"
#: "several", "a few": a number is meant and not said.
INDEFINITE = rf"(?i:\b(?:several|(?:a{BLANK})?few|many|some|numerous)\b)"
#: "fourth", "twenty-first", "4th".
ORDINAL = (
    rf"(?i:\b(?:\d{{1,3}}(?:st|nd|rd|th)|(?:{_TEN}{_JOIN}?)?"
    rf"(?:{'|'.join(_ORDINAL_UNITS)})|{'|'.join(_ORDINAL_TEENS[::-1])}"
    rf"|{'|'.join(_ORDINAL_TENS)})\b)"
)
#: Any of the three.
NUMBER = f"(?:{ORDINAL}|{INDEFINITE}|{CARDINAL})"

_NUMBER_RE = re.compile(rf"\s*{NUMBER}\s*\Z")
_ORDINAL_DIGITS_RE = re.compile(r"(\d{1,3})(?:st|nd|rd|th)\Z")
_THOUSANDS_RE = re.compile(r"[1-9]\d{0,2}(?:[,\s'\u2019]\d{3})+(?:\.\d+)?\Z")
_FRACTION_RE = re.compile(r"(?:(\d+)\s+)?(\d+)/(\d+)\Z")
#: "5 and a half", "2 and three quarters".
_MIXED_RE = re.compile(r"(\d+)\W+and\W.*\b(half|quarters?|third)\Z")
_SPLIT_RE = re.compile(rf"(?:\s|{DASH})+")
_TENS_GLUED_RE = re.compile(rf"({'|'.join(_TENS)})(?=[a-z])")


def parse_number(raw: str) -> float | None:
    """Return the value of a written number: "two and a half" -> 2.5, "4th" -> 4.

    None where the text is no number, or names none ("several", "fifties").
    A comma before three digits groups thousands; before others it is decimal.
    """
    if _NUMBER_RE.match(raw) is None:
        return None
    text = raw.strip().lower()
    mixed = _MIXED_RE.match(text)
    if mixed:
        return float(mixed[1]) + _PARTS[mixed[2]]
    value = _parse_digits(text)
    return value if value is not None else _parse_words(text)


def _parse_digits(text: str) -> float | None:
    """Return the value of a number in figures; None if it is written in words."""
    if not (text[0].isdigit() or text[0] in _FRACTIONS):
        return None
    ordinal = _ORDINAL_DIGITS_RE.match(text)
    if ordinal:
        return float(ordinal[1])
    if text[-1] in _FRACTIONS:
        return float(text[:-1].strip() or 0) + _FRACTIONS[text[-1]]
    if _THOUSANDS_RE.match(text):
        return float(re.sub(r"[,\s'\u2019]", "", text))
    return (
        _parse_fraction(text) if "/" in text else float(re.sub("[,\u00b7]", ".", text))
    )


def _parse_fraction(text: str) -> float | None:
    """Return "1/2" as 0.5 and "4 1/2" as 4.5; None for a division by zero."""
    match = _FRACTION_RE.match(text)
    if match is None or not int(match[3]):
        return None
    return int(match[1] or 0) + int(match[2]) / int(match[3])


def _parse_words(text: str) -> float | None:
    """Return the value of a number in words; None for "several" and "few"."""
    words = _SPLIT_RE.split(_TENS_GLUED_RE.sub(r"\1 ", text))
    if words[-1] in _ORDINALS and "and" not in words:
        return float(_ORDINALS[words[-1]] + sum(_CARDINALS[w] for w in words[:-1]))
    if words[0] == "half":
        return 0.5 * (12 if "dozen" in words else 1)
    part = _PARTS.get(words[-1], 0.0) if "and" in words else 0.0
    if part:
        words = words[: len(words) - 1 - words[::-1].index("and")]
    total = _sum_words([word for word in words if word not in {"and", "of"}])
    return None if total is None else total + part


def _sum_words(words: list[str]) -> float | None:
    """Add cardinal words; "hundred", "dozen" and "couple" multiply what precedes."""
    total = 0
    for word in words:
        value = _CARDINALS.get(word)
        if value is None:
            return None
        multiplies = word in {"hundred", "dozen", "couple"} and total
        total = total * value if multiplies else total + value
    return float(total)
