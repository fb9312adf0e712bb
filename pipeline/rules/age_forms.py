"""The shapes an age can have in text, as compiled patterns, and their units.

Group names: `n` the number, `u` its unit, `n2`/`u2` a second part ("4 years and 3
months"), `low` the lower end of a range, `sex` a word or letter for the sex.
"""

import re

from pipeline.rules.numbers import (
    BLANK,
    CARDINAL,
    COUNT,
    DASH,
    DIGITS,
    ORDINAL,
    parse_number,
)

_SEP = rf"(?:{BLANK}{{0,2}}{DASH}?{BLANK}{{0,2}})"
_UNITS = (
    r"years?['\u2019]?|yrs?\b\.?|months?['\u2019]?|mths?\b|mos?\b\.?"
    r"|weeks?['\u2019]?|wks?\b\.?|days?['\u2019]?"
)
_UNIT = rf"(?P<u>{_UNITS}|y\b)"
_NUMBER = rf"(?P<n>{COUNT})"
_SMALLER = (
    r"(?:months?|mths?|mos?\b\.?|weeks?|wks?|days?)['\u2019]?"
    r"(?![^\S\n](?:ago|after|before|later|earlier|previously|following|post|gestation|"
    r"pregnant|of[^\S\n]gestation|amenorrh|post-?partum)\b)"
)
_SECOND = rf"(?:,?{_SEP}(?:and{_SEP})?(?P<n2>{COUNT}){_SEP}(?P<u2>{_SMALLER}))?"
_LOW = rf"(?:(?P<low>{COUNT}){_SEP}(?:to|or|{DASH}){_SEP})?"
_ABOUT = (
    rf"(?:(?:about|around|approximately|approx\.|circa|ca\.|only|just|nearly|almost"
    rf"|some|now|then|exactly|roughly|barely){BLANK})?"
)
_SEXES = r"male|female|man|woman|boy|girl|gentleman|lady"
ANY_PAST = "[a-z]{3,}ed"
_DAYS = {"y": 365.0, "m": 365.0 / 12, "w": 7.0, "d": 1.0}

FIGURE_RE = re.compile(r"[0-9½¼¾]")
#: "7-year-old", "sixty-two year old", "4 years and 3 months old", "71 years of age",
#: "7 y/o", "62 y.o.", "7yo".
OLD_RE = re.compile(
    rf"{_LOW}(?P<n>{CARDINAL})(?:{_SEP}{_UNIT}{_SECOND}{_SEP}(?:olds?\b|of{BLANK}age\b)"
    rf"|{_SEP}y{BLANK}?(?:/{BLANK}?o\b|\.{BLANK}?o\b\.?|o\b|\.?old\b))",
    re.IGNORECASE,
)
#: What an OLD_RE match must hold, and what a YEAR_NOUN_RE match must.
OLD_ANCHOR_RE = re.compile(
    r"[Oo]lds?\b|[Oo]f[^\S\r\n]age\b|[Yy][^\S\r\n]?(?:/[^\S\r\n]?|\.[^\S\r\n]?)?[Oo]\b"
    r"|O(?:LD|F AGE)\b"
)
YEAR_ANCHOR_RE = re.compile(r"[Yy]ears?\b|[Yy]rs?\b|[Mm]onths?\b")
#: "aged 62 years", "age: 45", "Age at presentation was 12 years", "aged 7 and 10".
AGED_RE = re.compile(
    rf"(?P<key>\b[Aa]ge[ds]?\b|\bAGED?\b)"
    rf"(?:{BLANK}at{BLANK}(?:the{BLANK}time{BLANK}of{BLANK})?\w+)?"
    rf"(?:{BLANK}of{BLANK}(?:the|our|this){BLANK}\w+)?"
    rf"(?:{BLANK}?[(\[](?:in{BLANK})?(?:years|yrs?|y)[)\]])?"
    rf"(?:{BLANK}?[:=]{BLANK}?|,?{BLANK}(?:(?:was|is|being|of|between|from){BLANK})?)"
    rf"{_ABOUT}(?:(?P<low>{COUNT}){BLANK}?(?:to|or|{DASH}){BLANK}?)?{_NUMBER}"
    rf"(?P<more>(?:,{BLANK}{COUNT}){{0,4}},?{BLANK}(?:and|&){BLANK}{COUNT}"
    rf"(?={_SEP}(?:{_UNITS})|{BLANK}?[.,;:)]|{BLANK}respectively|\Z"
    rf"|{BLANK}(?:who|with|had|have|were|presented|came|{ANY_PAST})\b))?"
    rf"(?:{_SEP}{_UNIT}{_SECOND})?(?:{_SEP}old\b)?"
)
#: "man of 47", "boy of eleven years"; starts at "of".
OF_RE = re.compile(
    rf"of{BLANK}{_ABOUT}{_NUMBER}(?:{_SEP}{_UNIT}{_SECOND})?"
    rf"(?![\w%]|{BLANK}(?:famil|sibship|kindred|household))"
)
#: "(68)", "(62 y, female)", "(man, 51 years)", "(F, 62)".
PAREN_RE = re.compile(
    rf"\((?:(?P<sex>(?i:{_SEXES})|[MF]){BLANK}?[,;:/]?{BLANK}?)?(?:aged{BLANK})?{_NUMBER}"
    rf"(?:{_SEP}{_UNIT}{_SECOND})?(?:{_SEP}old)?"
    rf"(?:{BLANK}?[,;/]?{BLANK}?(?P<sex2>(?i:{_SEXES})|[MF]))?{BLANK}?(?=[),;])"
)
#: "a woman, 54," and "Mrs W., 81 years, a dressmaker"; starts at the comma.
APPOSED_RE = re.compile(
    rf",{BLANK}(?:(?:now|then){BLANK})?{_NUMBER}(?:{_SEP}{_UNIT}{_SECOND})?"
    rf"(?={BLANK}?(?:[,;:.()\n]|\Z)"
    rf"|{BLANK}(?:who|had|has|was|is|with|presented|came|suffered|from|fell|"
    rf"and{BLANK}(?:an?|in|otherwise|previously|still|retired|living))\b)"
)
#: "14/M", "62F", "66 M", "62 y, female", "18 mo/F", "58 years woman".
LETTER_LAST_RE = re.compile(
    rf"(?<![\w.\[])(?<![MF][/:,])(?<![MF][/:,]{BLANK})(?P<n>{DIGITS}){BLANK}?"
    rf"(?P<u>(?:{_UNITS}|y/?o\b|y(?=[/ ,]|{BLANK}|\b)|m(?=/))?)\.?{BLANK}?"
    rf"(?P<join>[/,|]?){BLANK}?(?P<sex>[MF]|♂|♀|(?i:{_SEXES}))"
    rf"(?!{BLANK}?[/:,]{BLANK}?\d{{1,3}}{BLANK}?[MF])(?![\w-])"
)
#: "F/62", "M 71", "female, 62 years".
LETTER_FIRST_RE = re.compile(
    rf"(?P<sex>[MF♂♀])(?<![\w.-].)(?<!\d{BLANK}.)"
    rf"(?:(?P<join>{BLANK}?(?:[/,|;]|\.,)){BLANK}?|{BLANK})"
    rf"(?P<n>{DIGITS})(?:{_SEP}{_UNIT}{_SECOND})?(?![\w%/-]|[.:]\d)"
)
_CLAUSE_ENDS = (
    rf"(?={BLANK}?(?:[.,;)\n]|\Z)|{BLANK}(?:when|at{BLANK}(?:the|presentation|diagnosis)"
    rf"|and{BLANK}(?:[a-z]+|\d+{BLANK}weeks)|but|with)\b)"
)
#: "she is 33", "who was 71 when ..."; starts at the verb.
BE_RE = re.compile(
    rf"(?:is|was|turned|being){BLANK}{_ABOUT}{_NUMBER}"
    rf"(?:{_SEP}(?P<u>years?|yrs?)\b)?{_CLAUSE_ENDS}"
)
_DECADES = "twenties thirties forties fifties sixties seventies eighties nineties"
#: "in her late fifties", "a man in his 60s", "in the sixth decade of life".
DECADE_RE = re.compile(
    rf"\bin{BLANK}(?:(?P<whose>his|her|their|the){BLANK})?"
    rf"(?:(?:very{BLANK})?(?:early|mid|middle|late)(?:{BLANK}|{DASH}))?"
    rf"(?P<decade>{'|'.join(_DECADES.split())}|teens|[1-9]0['\u2019]?s\b"
    rf"|{ORDINAL}{BLANK}decade(?:{BLANK}of{BLANK}(?:his{BLANK}|her{BLANK})?life)?)\b",
    re.IGNORECASE,
)
#: "a 62 year woman": only where a person follows.
YEAR_NOUN_RE = re.compile(
    rf"{_NUMBER}{_SEP}(?P<u>years?|yrs?\.?|months?)(?={BLANK}|{DASH})", re.IGNORECASE
)
#: A table cell that holds an age and perhaps a sex, nothing else.
CELL_RE = re.compile(
    rf"\s*(?:(?P<sex>[MFmf]|(?i:{_SEXES})){BLANK}?[/,;|]?{BLANK}?)?(?P<n>{DIGITS})"
    rf"{BLANK}?(?:(?P<u>{_UNITS}|[ymwd]\b\.?){BLANK}?"
    rf"(?:(?P<n2>\d+){BLANK}?(?P<u2>{_UNITS}|[mwd]\b))?(?:{_SEP}old)?)?"
    rf"(?:{BLANK}?[/,;|]?{BLANK}?(?P<sex2>[MFmf]\b|(?i:{_SEXES})))?\s*[*†‡§]?\s*\Z"
)

#: What stands before a figure that describes many people.
STATISTIC_RE = re.compile(
    rf"(?:\b(?:mean|median|average|averag\w+|rang\w+|peak\w*|between|typical\w*|modal)\b"
    rf"[^.;:()]{{0,25}}|\b(?:over|under|above|below|beyond|exceeding|than|least|most"
    rf"|up{BLANK}to|from)"
    rf"{BLANK}(?:the{BLANK})?(?:age{BLANK}(?:of{BLANK})?)?|[<>≤≥]{BLANK}?)\Z",
    re.IGNORECASE,
)
#: What stands after one.
SPREAD_RE = re.compile(
    rf"{BLANK}?(?:±|\+/?-|\((?:SD|range|IQR|median)|and{BLANK}(?:over|older|above|under"
    rf"|younger|more)\b|or{BLANK}(?:over|older|above|under|younger|more)\b)"
)
#: "at 62 years old", "at the age of".
AT_AGE_RE = re.compile(
    rf"\b(?:at|by|since|until|till|from|before|after|around)"
    rf"{BLANK}(?:about{BLANK})?\Z",
    re.IGNORECASE,
)
#: "since she was", "when he was".
SINCE_RE = re.compile(
    rf"\b(?:since|when|until|till|before|after|by{BLANK}the{BLANK}time)"
    rf"{BLANK}(?:(?:he|she|they|(?:the|his|her|our){BLANK}\w+){BLANK}"
    rf"(?:(?:was|is|were){BLANK})?)?{_ABOUT}\Z",
    re.IGNORECASE,
)
#: The subject of "was three years old"; group 1 is its last word.
SUBJECT_RE = re.compile(rf"([\w-]+){BLANK}(?:is|was|being|were){BLANK}{_ABOUT}\Z")
#: "Two men, both aged 50".
BOTH_RE = re.compile(r"\bboth\s\Z", re.IGNORECASE)
#: A small count before several people who are told one by one.
COUNTED_RE = re.compile(
    r"\b(?P<n>two|three|four|both|these|our|identical|twin|pair|2|3|4)\b[^.;:()]{0,40}\Z",
    re.IGNORECASE,
)
#: "newborn period" is no person.
HINT_STOP_RE = re.compile(
    rf"(?:{BLANK}|{DASH})(?:period|unit|screen|intensive|care|ward|nursery|service|life)"
)
#: Each number of "7, 9 and 12".
#: "The age of", "an age of": where no other word says whose.
ARTICLE_RE = re.compile(rf"\b(?:the|an){BLANK}\Z", re.IGNORECASE)
#: A letter for the sex right after "7yo".
LETTER_AFTER_RE = re.compile(rf"{BLANK}?[,/]?{BLANK}?([MF♂♀])(?![\w-])")
LISTED_RE = re.compile(COUNT)


def years_of(match: re.Match[str]) -> float | None:
    """Return the age in years: a month is a twelfth, weeks and days count 365 a year.

    Without a unit the number counts years. None if the number says nothing.
    """
    number = parse_number(match["n"])
    if number is None:
        return None
    groups = match.groupdict()
    days = number * _days_per(groups.get("u"))
    if groups.get("n2"):
        days += (parse_number(match["n2"]) or 0.0) * _days_per(match["u2"])
    return round(days / 365.0, 6)


def _days_per(unit: str | None) -> float:
    return _DAYS[unit[0].lower()] if unit else _DAYS["y"]
