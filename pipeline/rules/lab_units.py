"""Units of laboratory values as a grammar: prefix, base, "per" volume."""

import re

from pipeline.rules.numbers import BLANK

TIMES_TEN = rf"{BLANK}?[x×X*]{BLANK}?10{BLANK}?\^?{BLANK}?"
EXPONENT = r"(?:[⁰¹²³⁴-⁹]{1,2}|\d{1,2})"
#: "x 10^9" after a figure
POWER = rf"(?:{TIMES_TEN}{EXPONENT})"
_PREFIX = r"(?:micro|milli|nano|pico|mc|[mµμunpkf])"
_BASE = (
    r"(?:g(?:m|rams?)?|mol(?:es?)?|I?U|I\.U\.|Eq|eq|units?|kat|cells?|osm(?:ol)?|Osm"
    r"|leuco?cytes|leukocytes|l(?![a-z])|L)"
)
_VOLUME = (
    rf"(?:(?:100|24){BLANK}?)?(?:[dmµμuc]|mc|f)?(?:[lL](?:it(?:re|er))?|m3)(?:2)?|mm3|mm³"
    r"|cu\.?\s?mm|cmm|kg|h(?:ou)?rs?|24\s?h|min(?:ute)?|mmol|mol|mg|g|day|d|dl"
    r"|microlit(?:re|er)|dec?ilit(?:re|er)|millilit(?:re|er)|high[\s-]power\sfield|hpf"
)
_ESR = (
    rf"mm\.?(?:{BLANK}?(?:/|in|at|per|after){BLANK}?(?:the{BLANK})?(?:first{BLANK}|1st{BLANK}"
    rf"|1{BLANK}?)?(?:st{BLANK})?h(?:ou)?r?s?\b|{BLANK}/{BLANK}h|/1h)"
)
#: Source string of a unit as it follows a figure.
UNIT = (
    rf"(?:{_ESR}|mg{BLANK}?%|g{BLANK}?%|%|per{BLANK}?cent|percent|mmHg|mm{BLANK}Hg"
    rf"|[GTKM](?:iga)?/(?:l|L|µ[lL]|μ[lL]|u[lL])"
    rf"|{_PREFIX}?{_BASE}2?\.?{BLANK}?(?:/|per){BLANK}?(?:{_VOLUME})(?:/{_VOLUME})?"
    rf"|(?:/|per{BLANK}){BLANK}?(?:{_VOLUME})"
    rf"|{_PREFIX}?(?:g|mol|IU|U|Eq|osm)(?=[\s,;.)]|\Z)|fl|fL|pg|seconds?|secs?|ratio|mm)"
)
_LITRE_RE = re.compile(r"(?<=/)(100)?(24)?\s?([dmµc]?)l(?:it(?:re|er))?(?=\b|2)")
_SPELLED = (
    ("micromol", "µmol"),
    ("millimol", "mmol"),
    ("nanomol", "nmol"),
    ("picomol", "pmol"),
    ("microg", "µg"),
    ("nanog", "ng"),
    ("millilitre", "ml"),
    ("milliliter", "ml"),
    ("microlitre", "µl"),
    ("microliter", "µl"),
    ("decilitre", "dl"),
    ("deciliter", "dl"),
    ("mcg", "µg"),
    ("umol", "µmol"),
    ("ug", "µg"),
)
_SAME = {
    "mg %": "mg/dL",
    "mg%": "mg/dL",
    "g %": "g/dL",
    "g%": "g/dL",
    "per cent": "%",
    "percent": "%",
    "fl": "fL",
    "mm Hg": "mmHg",
}
_CELL_VOLUME_RE = re.compile(r"(?:cells?|leuco?cytes|leukocytes)?/(?:µL|mm3|cumm|cmm)")
#: Powers of ten that make a count per litre out of a count per smaller volume.
_PER_LITRE = {"/L": 0, "/mL": 3, "/µL": 6}
_GIGA, _TERA = 9, 12


def canonical_unit(power: str, written: str | None) -> str | None:
    """Return the canonical name: "umol/l" -> "µmol/L", ("3", "/µL") -> "10^9/L"."""
    if written is None:
        return f"10^{power}" if power else None
    unit = _spell(written)
    exponent = _exponent(power, unit)
    return f"10^{_whole(exponent)}/L" if exponent is not None else unit


def scale_of(power: str, written: str | None) -> float:
    """Return the factor that brings a count to its canonical power of ten."""
    exponent = _exponent(power, _spell(written)) if written else None
    if exponent is None:
        return 1.0
    return float(10.0 ** (exponent - _whole(exponent)))


def _whole(exponent: int) -> int:
    """Return the power a count is told in: cells by 10^9, red cells by 10^12."""
    return exponent if exponent in {_GIGA, _TERA} else min((_GIGA, exponent), key=abs)


def _exponent(power: str, unit: str) -> int | None:
    """Return the power of ten per litre of a count; None if it is no such count."""
    short = _SHORT.get(unit[:2]) if unit[:2] in _SHORT else None
    if short is not None:
        return short + _PER_LITRE.get(unit[1:], 0)
    if not power:
        return None
    volume = "/" + unit.partition("/")[2]
    return int(power) + _PER_LITRE[volume] if volume in _PER_LITRE else None


_SHORT = {"G/": 9, "T/": 12, "K/": 3, "M/": 6}


def _spell(written: str) -> str:
    """Return a unit with canonical letters: litres as L, micro as µ, hours as h."""
    if written.strip() in _SAME:
        return _SAME[written.strip()]
    unit = re.sub(r"\s+", " ", written.strip()).replace("μ", "µ").replace("mm³", "mm3")
    unit = re.sub(r"\.?\s?(?:/|\bper\b)\s?", "/", unit)
    if re.match(r"mm\.?(?:/| in| at| after)", unit) and re.search(r"h", unit):
        return "mm/h"
    for spelled, short in _SPELLED:
        unit = unit.replace(spelled, short)
    unit = (
        re.sub(r"\bgm\b|\bgrams?\b", "g", unit)
        .replace("/ul", "/µl")
        .replace("/uL", "/µL")
    )
    unit = re.sub(r"(?<=mol)es?\b", "", unit).replace("I.U.", "IU").replace("IU", "U")
    unit = re.sub(r"units?(?=/)", "U", unit)
    unit = _LITRE_RE.sub(lambda m: f"{m[3]}L" if m[1] is None else "dL", unit)
    if _CELL_VOLUME_RE.fullmatch(unit):
        return "/µL"
    return unit
